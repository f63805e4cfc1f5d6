"""What a column of a plain table can be: the catalog of fields, and which of them each kind of table needs.

Synonyms are headings as student information systems write them (Infinite Campus, PowerSchool, Skyward, Aspire, Synergy,
Aeries); case, blanks and abbreviations do not matter (``headings.plain_heading``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache

from ilp_desktop.domain.mappings import Content
from ilp_desktop.language import N_
from ilp_desktop.roster.headings import plain_heading


class Reads(Enum):
    """What a cell of a field is read as."""

    TEXT = "text"
    ID = "id"
    NAME = "name"
    """A whole name in one cell, 'Last, First' or 'First Last'."""
    DATE = "date"
    GRADE = "grade"
    LANGUAGE = "language"
    FLAG = "flag"
    NUMBER = "number"
    SCORE = "score"
    """A number, or the words that stand for one (B+, Proficient)."""
    LIST = "list"
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a column can be. ``group`` and ``label`` are marked for translation.

    ``many``: several columns may be this field, each under its own heading (a score for every test).
    ``telling`` (0 to 3): how much such a column says about what the table is.
    """

    key: str
    group: str
    label: str
    reads: Reads
    contents: frozenset[Content]
    synonyms: tuple[str, ...] = ()
    many: bool = False
    telling: int = 1


STUDENTS, GUARDIANS, STAFF = Content.STUDENTS, Content.GUARDIANS, Content.STAFF
REGISTRATIONS, GRADES, ASSESSMENTS = Content.REGISTRATIONS, Content.GRADES, Content.ASSESSMENTS
ATTENDANCE, CREDITS, CASELOAD, COURSES = Content.ATTENDANCE, Content.CREDITS, Content.CASELOAD, Content.COURSES
_ABOUT_STUDENTS = (STUDENTS, GUARDIANS, REGISTRATIONS, GRADES, ASSESSMENTS, ATTENDANCE, CREDITS, CASELOAD)
_STUDENT, _STAFF = N_("Student"), N_("Staff member")
_COURSE, _RESULT, _ADDRESS = N_("Course"), N_("Result"), N_("Address")
_GUARDIANS = (N_("Guardian"), N_("Guardian 1"), N_("Guardian 2"), N_("Guardian 3"))
GUARDIAN_PREFIXES = ("guardian_", "guardian1_", "guardian2_", "guardian3_")


def _field(
    key: str, group: str, label: str, contents: Content | tuple[Content, ...], synonyms: str = "", *,
    reads: Reads = Reads.TEXT, many: bool = False, telling: int = 1,
) -> Field:  # fmt: skip
    named = (contents,) if isinstance(contents, Content) else contents
    parts = tuple(part.strip() for part in synonyms.split("|") if part.strip())
    return Field(key, group, label, reads, frozenset(named), parts, many, telling)


_OF_STUDENTS = (
    _field("student_number", _STUDENT, N_("Student number"), _ABOUT_STUDENTS,
           "Student Number|Student ID|student.studentNumber|Student_Number|STUDENT-ID|Other ID|Perm ID|Sis Number|"
           "Local ID|LASID|Pupil Number|Student Local ID|Permanent ID|Stu Num|Local Student ID|Student No|Lunch Number|"
           "Student Code|Pupil ID|StudentID|STU.ID|Students.ID|Students.Student_Number|LEA Student Number|School Student ID",
           reads=Reads.ID),
    _field("person_id", _STUDENT, N_("Own id in the sending system"), _ABOUT_STUDENTS,
           "personID|student.personID|DCID|Students.DCID|NALPHAKEY|NAME-ID|Student GU|SourcedId|Record ID|"
           "Student Key|Internal ID|Person ID|Student Sourced ID|SIS ID|Unique ID|GUID",
           reads=Reads.ID),
    _field("state_id", _STUDENT, N_("State student id (SSID)"), _ABOUT_STUDENTS,
           "SSID|State ID|student.stateID|State_StudentNumber|State Student ID|SASID|State Number|STU.CID|USSID|"
           "Statewide Student ID|State Student Number|State Student Identifier|Student State ID",
           reads=Reads.ID),
    _field("name", _STUDENT, N_("Name (Last, First)"), STUDENTS,
           "LastFirst|Student Name|Name|Full Name|Student|Student Full Name|student.fullName|Stu Name|Last Name, First Name|"
           "Student Name (Last, First)|Name (Last, First)|Students.LastFirst|Last, First|Nombre del estudiante",
           reads=Reads.NAME, telling=2),
    _field("first_name", _STUDENT, N_("First name"), STUDENTS,
           "First Name|student.firstName|First_Name|Legal First Name|Student First Name|STU.FN|Given Name|Stu First Name|"
           "FIRST-NAME|Students.First_Name|Nombre|Forename", telling=2),
    _field("last_name", _STUDENT, N_("Last name"), STUDENTS,
           "Last Name|student.lastName|Last_Name|Legal Last Name|Student Last Name|STU.LN|Family Name|Surname|Stu Last Name|"
           "LAST-NAME|Students.Last_Name|Apellido|Apellidos", telling=2),
    _field("middle_name", _STUDENT, N_("Middle name"), STUDENTS,
           "Middle Name|student.middleName|Middle_Name|Legal Middle Name|Student Middle Name|STU.MN|MI|Middle Initial"),
    _field("preferred_name", _STUDENT, N_("Preferred first name"), STUDENTS,
           "Preferred Name|Nickname|student.alias|Preferred First Name|Goes By|Alias|Chosen Name|Known As|Usual First Name"),
    _field("preferred_last_name", _STUDENT, N_("Preferred last name"), STUDENTS, "Preferred Last Name|Usual Last Name"),
    _field("pronouns", _STUDENT, N_("Pronouns"), STUDENTS, "Pronouns|Personal Pronouns"),
    _field("birth_date", _STUDENT, N_("Birth date"), STUDENTS,
           "Birth Date|Birthdate|DOB|Date of Birth|student.birthdate|STU.BD|BIRTH-DTE|Birthday|Students.DOB|Fecha de nacimiento",
           reads=Reads.DATE, telling=2),
    _field("grade", _STUDENT, N_("Grade level"), STUDENTS,
           "Grade|Grade Level|Grade_Level|student.grade|Grd|GR|STU.GR|Current Grade|Grade Lvl|Students.Grade_Level|Year Level|"
           "activeEnrollment.grade|Grado|Grad Lvl|Enrolled Grade", reads=Reads.GRADE, telling=2),
    _field("school", _STUDENT, N_("School"), STUDENTS,
           "School|School Name|sch.name|activeEnrollment.schoolName|Building|Campus|Entity|Entity Name|cal.schoolName|"
           "student.schoolName|School of Enrollment|Default Entity|Enrolled School"),
    _field("school_id", _STUDENT, N_("School number"), STUDENTS,
           "School Number|School ID|SchoolID|school.number|School Code|Entity ID|Students.SchoolID|SCHOOL-ID|Sch Code|STU.SC",
           reads=Reads.ID),
    _field("active", _STUDENT, N_("Enrolled (yes or no)"), STUDENTS,
           "Active|Enroll_Status|Enrollment Status|Student Status|Status|Is Active|Active Status|Enrolled", reads=Reads.FLAG),
    _field("email", _STUDENT, N_("E-mail"), STUDENTS,
           "Student Email|Email|E-mail|Email Address|contacts.email|STU.SEM|School Email|Student Email Address|Student_Email|"
           "student.email|Correo", reads=Reads.EMAIL),
    _field("phone", _STUDENT, N_("Phone at home"), STUDENTS,
           "Home Phone|Home_Phone|Phone|Phone Number|Primary Phone|Household Phone|Household Phone Number|STU.TL|Student Phone|"
           "household.phone|student.homePhone|Main Phone|Telephone|PRIMARY-PHONE", reads=Reads.PHONE),
    _field("cell", _STUDENT, N_("Cell phone"), STUDENTS, "Student Cell Phone|Student Cell|Student Mobile|Cell Phone|Mobile",
           reads=Reads.PHONE),
    _field("language", _STUDENT, N_("Language at home"), STUDENTS,
           "Home Language|Primary Language|Language|student.homePrimaryLanguage|Native Language|HomeLanguage|Language Code|STU.HL|"
           "Home Primary Language|First Language|Primary Home Language|Language Spoken at Home|Correspondence Language|"
           "Language of Correspondence|Idioma|HL", reads=Reads.LANGUAGE),
    _field("interpreter", _STUDENT, N_("Interpreter needed"), STUDENTS,
           "Interpreter|Interpreter Needed|Needs Interpreter|Interpreter Required|Translator Needed|Requires Interpreter",
           reads=Reads.FLAG),
    _field("homeroom_name", N_("Homeroom teacher"), N_("Name"), STUDENTS,
           "Homeroom Teacher|Homeroom|Home_Room|Homeroom Teacher Name|Teacher|Teacher Name|Primary Teacher|Advisor|"
           "student.homeroomTeacher|Advisor Name|Classroom Teacher|HR Teacher", reads=Reads.NAME),
    _field("homeroom_id", N_("Homeroom teacher"), N_("Id or number"), STUDENTS,
           "Homeroom Teacher ID|Homeroom Teacher Number|Teacher ID|Teacher Number|Advisor ID", reads=Reads.ID),
    _field("homeroom_email", N_("Homeroom teacher"), N_("E-mail"), STUDENTS, "Homeroom Teacher Email|Teacher Email|Advisor Email",
           reads=Reads.EMAIL),
    _field("counselor_name", N_("Counselor"), N_("Name"), STUDENTS,
           "Counselor|Counselor Name|School Counselor|counselor.name|Guidance Counselor|Case Manager|Consejero|Counselor Full Name",
           reads=Reads.NAME),
    _field("counselor_id", N_("Counselor"), N_("Id or number"), STUDENTS,
           "Counselor ID|Counselor Number|Counselor Staff ID|STU.CU|Counselor Employee Number", reads=Reads.ID),
    _field("counselor_email", N_("Counselor"), N_("E-mail"), STUDENTS, "Counselor Email|Counselor Email Address",
           reads=Reads.EMAIL),
    _field("address", _ADDRESS, N_("Whole address"), STUDENTS,
           "Address|Home Address|Full Address|Street Address|household.address|Mailing Address|Household Address|Residence Address|"
           "Student Address|Direccion|Physical Address|Primary Address"),
    _field("street", _ADDRESS, N_("Street"), STUDENTS,
           "Street|Address Line 1|Address 1|Mailing_Street|Home Street|STU.AD|Students.Street|Mailing Street|address.addressLine1|"
           "Address1"),
    _field("street2", _ADDRESS, N_("Second line"), STUDENTS, "Address Line 2|Address 2|address.addressLine2|Apartment|Apt|Unit"),
    _field("city", _ADDRESS, N_("City"), STUDENTS, "City|Home City|Mailing_City|address.city|STU.CY|Town|Address City|Mailing City"),
    _field("state", _ADDRESS, N_("State"), STUDENTS, "State|Home State|Mailing_State|address.state|STU.ST|Address State|Mailing State"),
    _field("zip", _ADDRESS, N_("ZIP code"), STUDENTS,
           "Zip|Zip Code|Home Zip|Mailing_Zip|address.zip|STU.ZC|Postal Code|Address Zip|Mailing Zip"),
)  # fmt: skip

# What is said about a guardian: label, how it is read, and what the part is called behind "Guardian 1".
_GUARDIAN_PARTS: tuple[tuple[str, str, Reads, str], ...] = (
    ("id", N_("Own id in the sending system"), Reads.ID, "ID|Person ID|Number|Name ID|Key"),
    ("name", N_("Name"), Reads.NAME, "Name|Full Name||Last First|Name (Last, First)"),
    ("first_name", N_("First name"), Reads.TEXT, "First Name|First|FN|Given Name"),
    ("last_name", N_("Last name"), Reads.TEXT, "Last Name|Last|LN|Surname"),
    ("relationship", N_("Relationship to the student"), Reads.TEXT,
     "Relationship|Relation|Rel|Relationship to Student|Type|Relationship Type"),
    ("phone", N_("Phone"), Reads.PHONE,
     "Phone|Home Phone|Phone Number|Primary Phone|Day Phone|Telephone|Work Phone|DayPhone"),
    ("cell", N_("Cell phone"), Reads.PHONE, "Cell|Cell Phone|Mobile|Mobile Phone|Text Number"),
    ("email", N_("E-mail"), Reads.EMAIL, "Email|E-mail|Email Address|Home Email"),
    ("language", N_("Language"), Reads.LANGUAGE, "Language|Preferred Language|Home Language|Primary Language|Correspondence Language"),
    ("interpreter", N_("Interpreter needed"), Reads.FLAG, "Interpreter|Interpreter Needed|Needs Interpreter|Interpreter Required"),
    ("address", N_("Address"), Reads.TEXT, "Address|Mailing Address|Home Address|Street Address|Full Address|Household Address"),
    ("lives_with", N_("Student lives with"), Reads.FLAG,
     "Lives With|Living With|Resides With|Same Household|Primary Household|Lives in Household|Lives With Student"),
    ("may_see", N_("May see records"), Reads.FLAG,
     ("Portal|Portal Access|Records Access|May See Records|Data Access|Access to Records|Educational Rights|Ed Rights|"
      "FERPA|Family Access|Has Custody|Custody|Legal Custody|Custodial|Legal Guardian|Legal|Rights Holder")),
    ("may_be_mailed", N_("Gets mail"), Reads.FLAG,
     "Mailing|Mail|Mailings|Receives Mail|Mail To|Receive Mailings|Receives Mailings|Correspondence|Mailing Flag"),
    ("barred", N_("No contact"), Reads.FLAG,
     ("No Contact|Barred|Restricted|Court Order|Restraining Order|Do Not Contact|Contact Restricted|Not Allowed|"
      "Custody Alert|Protective Order|No Contact Order|Contact Restriction")),
)  # fmt: skip
_GUARDIAN_WORDS = ("Guardian", "Parent", "Contact", "Parent/Guardian", "Household Contact", "Family Contact", "Adult")
_NAMED_GUARDIANS = {1: ("Mother", "Madre"), 2: ("Father", "Padre")}


def _guardian_synonyms(place: int, parts: str) -> tuple[str, ...]:
    """Return how systems head a part of the first, second or third guardian in a student's row (0: in rows of their own)."""
    found: list[str] = []
    for part in parts.split("|"):
        if place == 0:
            found += [f"{word} {part}" for word in (*_GUARDIAN_WORDS, "contacts")] + [f"contacts.{part}"] * bool(part)
            continue
        for word in _GUARDIAN_WORDS:
            found += [f"{word} {place} {part}", f"{word} {part} {place}"]
            found += [f"{part} {word} {place}"] * bool(part) + [f"{word} {part}"] * (place == 1)
        found += [f"{word} {part}" for word in _NAMED_GUARDIANS.get(place, ())]
        found += [f"{word} {part}" for word in ("Primary Guardian", "Primary Parent", "Primary Contact")] * (place == 1)
        found += [f"{word} {part}" for word in ("Secondary Guardian", "Second Parent", "Secondary Contact")] * (
            place == 2
        )
    return tuple(dict.fromkeys(each.strip() for each in found))


def _guardian_fields() -> Iterable[Field]:
    for place, (prefix, group) in enumerate(zip(GUARDIAN_PREFIXES, _GUARDIANS, strict=True)):
        contents = frozenset({STUDENTS if place else GUARDIANS})
        for part, label, reads, synonyms in _GUARDIAN_PARTS:
            own = tuple(each for each in synonyms.split("|") if each) if place == 0 else ()
            names = (*_guardian_synonyms(place, synonyms), *own)
            telling = 1 if place else {"relationship": 3, "first_name": 2, "last_name": 2, "name": 2}.get(part, 1)
            yield Field(prefix + part, group, label, reads, contents, names, telling=telling)
    for part, label, names in (
        (
            "street",
            N_("Street"),
            "Street|Address Line 1|Guardian Street|Mailing Street|addressLine1|contacts.addressLine1",
        ),
        ("street2", N_("Second line"), "Address Line 2|Guardian Address 2|contacts.addressLine2"),
        ("city", N_("City"), "City|Guardian City|contacts.city|Mailing City"),
        ("state", N_("State"), "State|Guardian State|contacts.state|Mailing State"),
        ("zip", N_("ZIP code"), "Zip|Zip Code|Guardian Zip|contacts.zip|Mailing Zip"),
    ):
        yield Field(f"guardian_{part}", _ADDRESS, label, Reads.TEXT, frozenset({GUARDIANS}), tuple(names.split("|")))


_TEACHER = N_("Teacher")
_OF_STAFF_AND_COURSES = (
    _field("staff_id", _STAFF, N_("Id or number"), (STAFF, CASELOAD),
           "Staff ID|Staff Number|Employee ID|Employee Number|Teacher ID|Teacher Number|TeacherNumber|individual.personID|STF.ID|"
           "staff.staffNumber|Badge Number|Counselor ID|Counselor Number|Case Manager ID|individual.staffNumber|CACTUS ID|"
           "Staff Member ID|Assigned Staff ID", reads=Reads.ID, telling=3),
    _field("name", _STAFF, N_("Name (Last, First)"), STAFF,
           "Name|Staff Name|Teacher Name|LastFirst|Full Name|Employee Name|Staff Member|Teacher", reads=Reads.NAME),
    _field("first_name", _STAFF, N_("First name"), STAFF,
           "First Name|First_Name|individual.firstName|STF.FN|Teacher First Name|Staff First Name|Employee First Name"),
    _field("last_name", _STAFF, N_("Last name"), STAFF,
           "Last Name|Last_Name|individual.lastName|STF.LN|Teacher Last Name|Staff Last Name|Employee Last Name"),
    _field("email", _STAFF, N_("E-mail"), STAFF,
           "Email|Email Address|Email_Addr|Staff Email|Teacher Email|Work Email|individual.email|Employee Email", reads=Reads.EMAIL),
    _field("phone", _STAFF, N_("Phone"), STAFF, "Phone|Work Phone|School Phone|Office Phone|Home_Phone|Phone Number|Extension",
           reads=Reads.PHONE),
    _field("role", _STAFF, N_("Role"), STAFF,
           "Role|Title|Position|Job Title|Staff Type|StaffStatus|Assignment|Assignment Title|Staff Role|Job Class|Position Title",
           telling=3),
    _field("school", _STAFF, N_("School"), STAFF, "School|School Name|Building|Campus|Location|Entity|Home School"),
    _field("school_id", _STAFF, N_("School number"), STAFF, "School Number|School ID|SchoolID|School Code|HomeSchoolID", reads=Reads.ID),
    _field("staff_name", _STAFF, N_("Name"), CASELOAD,
           "Counselor|Case Manager|Staff Name|Assigned Staff|Assigned To|Counselor Name|Teacher|Teacher Name|Advisor|Staff Member|"
           "Case Manager Name|Mentor|ILP Counselor|Assigned Counselor", reads=Reads.NAME, telling=2),
    _field("staff_email", _STAFF, N_("E-mail"), CASELOAD,
           "Staff Email|Counselor Email|Case Manager Email|Teacher Email|Advisor Email|Assigned Staff Email", reads=Reads.EMAIL, telling=2),
    _field("duty", N_("Caseload"), N_("Duty (counselor or teacher)"), CASELOAD,
           "Role|Duty|Responsibility|Assignment Type|Team Role|Staff Role|Caseload Role|Position", telling=2),
    _field("begins_on", N_("Dates"), N_("First day"), (CASELOAD, REGISTRATIONS),
           "Start Date|Begin Date|Entry Date|DateEnrolled|Date Enrolled|From|roster.startDate|Assigned On|Date Assigned|Start",
           reads=Reads.DATE),
    _field("ends_on", N_("Dates"), N_("Last day"), (CASELOAD, REGISTRATIONS),
           "End Date|Exit Date|DateLeft|Date Left|Through|roster.endDate|To|Drop Date|End", reads=Reads.DATE),
    _field("class_id", _COURSE, N_("Class or section id"), REGISTRATIONS,
           "Section ID|SectionID|Class ID|Section Key|sectionID|Class Sourced ID|Section GU|section.sectionID|MST.SE", reads=Reads.ID, telling=3),
    _field("course_code", _COURSE, N_("Course number"), (REGISTRATIONS, GRADES, CREDITS, COURSES),
           "Course Number|Course_Number|Course Code|courseSection.courseNumber|Course ID|Crs Num|CRS.CN|Course No|Course Key|"
           "course.number|CourseID|Class Code|courseInfo.courseNumber|Core Code", reads=Reads.ID),
    _field("course", _COURSE, N_("Course title"), (REGISTRATIONS, GRADES, CREDITS, COURSES),
           "Course Name|Course_Name|Course Title|Course|Class|Class Name|courseSection.courseName|CRS.CO|course.name|Class Title|"
           "Course Description|courseInfo.courseName|Subject Name|Course Long Description"),
    _field("section", _COURSE, N_("Section"), REGISTRATIONS,
           "Section|Section Number|Section_Number|courseSection.sectionNumber|Sec|Section No", telling=3),
    _field("period", _COURSE, N_("Period"), REGISTRATIONS, "Period|Expression|Per|Period Start|Hour|Meeting Pattern|courseSection.period",
           telling=3),
    _field("room", _COURSE, N_("Room"), REGISTRATIONS, "Room|Room Number|Location|courseSection.roomName", telling=2),
    _field("teacher_name", _TEACHER, N_("Name"), REGISTRATIONS,
           "Teacher|Teacher Name|Instructor|courseSection.teacherDisplay|Primary Teacher|Teacher Display|Staff Name", reads=Reads.NAME, telling=2),
    _field("teacher_id", _TEACHER, N_("Id or number"), REGISTRATIONS,
           "Teacher ID|Teacher Number|TeacherNumber|Staff ID|Teacher Staff ID|Employee ID", reads=Reads.ID, telling=2),
    _field("teacher_email", _TEACHER, N_("E-mail"), REGISTRATIONS, "Teacher Email|Instructor Email|Staff Email", reads=Reads.EMAIL),
    _field("school", _COURSE, N_("School"), (REGISTRATIONS, COURSES), "School|School Name|Campus|Building|Entity|courseSection.schoolName"),
    _field("term", _COURSE, N_("Term"), REGISTRATIONS, "Term|Term ID|TermID|Semester|Trimester|Quarter|courseSection.terms|Schedule Term|Term Name"),
    _field("subjects", _COURSE, N_("Subject area"), COURSES,
           "Subject|Subject Area|Department|Credittype|Credit Type|Dept|Subject Code|Core Area|course.subjectType|Credit Area",
           reads=Reads.LIST, telling=2),
    _field("grades", _COURSE, N_("Grade levels"), COURSES,
           "Grades|Grade Levels|Grade Range|Grade Level|Grade|Low High Grade|Grades Offered|course.gradeLevels|Prereq Grade",
           reads=Reads.LIST, telling=2),
)  # fmt: skip

_OF_RESULTS = (
    _field("score", _RESULT, N_("Grade or mark"), GRADES,
           "Mark|Letter Grade|Grade|Score|Final Grade|Current Grade|Final Mark|grading.score|StoredGrades.Grade|Posted Grade|Report Card Grade|"
           "Q1|Q2|Q3|Q4|S1|S2|T1|T2|T3|Y1|Quarter 1|Quarter 2|Quarter 3|Quarter 4|Semester 1|Semester 2|Trimester 1|Trimester 2|"
           "Trimester 3|Final|Q1 Grade|Q2 Grade|S1 Grade|S2 Grade|GPA|Cumulative GPA|Weighted GPA|Q1 Mark|Q2 Mark|Term Grade|"
           "Calificacion|Midterm|Progress Grade", reads=Reads.SCORE, many=True, telling=2),
    _field("percent", _RESULT, N_("Percent"), GRADES, "Percent|Pct|Percentage|Grade Percent|Final Percent|grading.percent|Current Percent|%",
           reads=Reads.SCORE, telling=3),
    _field("test", _RESULT, N_("Test"), ASSESSMENTS,
           "Test|Test Name|Assessment|Assessment Name|TestName|test.name|Exam|Measure|Assessment Title|Test Description", telling=3),
    _field("subject", _RESULT, N_("Subject"), (ASSESSMENTS, GRADES),
           "Subject|Measurement Scale|MeasurementScale|Subject Area|Content Area|Discipline|Domain|Area|Part|Subtest"),
    _field("score", _RESULT, N_("Score"), ASSESSMENTS,
           "Score|TestRITScore|RIT Score|RIT|Scale Score|Scaled Score|Raw Score|Test Score|testScore.scaleScore|Composite Score|Overall Score|"
           "Composite|Lexile|Math RIT|Reading RIT|MAP Math RIT|MAP Reading RIT|Math Score|Reading Score|ELA Score|Science Score|"
           "Overall Scale Score|ORF Words Correct|testScore.rawScore|Language Usage RIT|Science RIT|Math Scale Score|ELA Scale Score|"
           "Words Correct|Accuracy|Puntaje|ACT Composite|Writing Score|English Score|Fall RIT|Winter RIT|Spring RIT",
           reads=Reads.SCORE, many=True, telling=3),
    _field("percentile", _RESULT, N_("Percentile"), ASSESSMENTS,
           "Percentile|TestPercentile|Percentile Rank|National Percentile|PR|NPR|testScore.percentile|Nat'l Percentile", reads=Reads.NUMBER, telling=3),
    _field("level", _RESULT, N_("Level in words"), ASSESSMENTS,
           "Level|Proficiency|Proficiency Level|Performance Level|Achievement Level|Benchmark Level|Result|Proficiency Status|testScore.result|"
           "Achievement Quintile|Benchmark Status|Placement", telling=3),
    _field("benchmark", _RESULT, N_("Benchmark"), ASSESSMENTS, "Benchmark|Goal|Target|Benchmark Score|Norm|Cut Score|Grade Level Mean|Benchmark Goal",
           reads=Reads.NUMBER, telling=2),
    _field("term", _RESULT, N_("Term"), (GRADES, ASSESSMENTS, ATTENDANCE, CREDITS),
           "Term|Term Name|TermName|Store Code|StoreCode|Semester|Quarter|Trimester|Grading Period|School Year|Year|Testing Window|Season|"
           "Grading Term|Marking Period|Test Window|grading.termName|Benchmark Period|Window|Grading Task|Report Period"),
    _field("measured_on", _RESULT, N_("Date"), (GRADES, ASSESSMENTS, ATTENDANCE, CREDITS),
           "Date|Test Date|TestStartDate|Test Start Date|Assessment Date|Date Taken|Date Tested|As Of|DateStored|Date Stored|testScore.date|"
           "As of Date|Date Posted|Completion Date|Report Date|Fecha|Date Completed|Posted Date|Tested On", reads=Reads.DATE),
    _field("absent", _RESULT, N_("Days absent"), ATTENDANCE,
           "Absences|Days Absent|Absent|Total Absences|Abs|Absent Days|absentDays|Total Absent|Days Abs|Ausencias|Total Days Absent|ABS-TOTAL",
           reads=Reads.NUMBER, telling=3),
    _field("excused", _RESULT, N_("Excused absences"), ATTENDANCE,
           "Excused|Excused Absences|Days Excused|excusedAbsentDays|Exc Abs|Total Excused|Abs Excused", reads=Reads.NUMBER, telling=3),
    _field("unexcused", _RESULT, N_("Unexcused absences"), ATTENDANCE,
           "Unexcused|Unexcused Absences|Days Unexcused|unexcusedAbsentDays|Unexc Abs|Unx|Total Unexcused|Unverified|Abs Unexcused",
           reads=Reads.NUMBER, telling=3),
    _field("tardy", _RESULT, N_("Tardies"), ATTENDANCE,
           "Tardies|Tardy|Times Tardy|Total Tardies|Tdy|Tardy Count|Retardos|Days Tardy|TDY-TOTAL", reads=Reads.NUMBER, telling=3),
    _field("present", _RESULT, N_("Days present"), ATTENDANCE, "Days Present|Present|Days Attended|Total Present|presentDays|Attended",
           reads=Reads.NUMBER, telling=3),
    _field("enrolled_days", _RESULT, N_("Days enrolled"), ATTENDANCE,
           "Days Enrolled|Membership|Days Membership|Membership Days|Enrolled Days|Days Member|memberDays|Days in Session|Total Membership",
           reads=Reads.NUMBER, telling=3),
    _field("attendance_rate", _RESULT, N_("Attendance rate"), ATTENDANCE,
           "Attendance Rate|Attendance Percent|Percent Present|Attendance %|ADA %|ADA|Percent of Days Attended|Attendance|% Present|% Attended",
           reads=Reads.NUMBER, telling=3),
    _field("count", _RESULT, N_("Another count"), ATTENDANCE, "Early Dismissals|Truancies|Suspensions|Check Outs|Periods Absent|Periods Tardy",
           reads=Reads.NUMBER, many=True, telling=2),
    _field("area", _RESULT, N_("Credit area"), CREDITS,
           "Credit Area|Credit Type|Subject|Subject Area|Requirement|Credit Group|Graduation Requirement|Department|credit.name|Credit Category|"
           "Grad Req Area|Area", telling=2),
    _field("credits_earned", _RESULT, N_("Credits earned"), (CREDITS, GRADES),
           "Credits Earned|Earned Credits|EarnedCrHrs|Earned|Cr Earned|creditsEarned|Credit Earned|Credits|Credit Hours Earned|"
           "credit.creditsEarned|Cred Earned|Completed|Total Credits|Credits Completed", reads=Reads.NUMBER, telling=3),
    _field("credits_attempted", _RESULT, N_("Credits attempted"), (CREDITS, GRADES),
           "Credits Attempted|Attempted|PotentialCrHrs|Credit Attempted|creditsAttempted|Potential Credits|Cr Attempted|Possible Credits|"
           "Cred Attempted|In Progress", reads=Reads.NUMBER, telling=3),
    _field("credits_needed", _RESULT, N_("Credits required"), CREDITS,
           "Credits Required|Required|Required Credits|Credits Needed|Needed|Cred Required|Credits to Graduate", reads=Reads.NUMBER, telling=3),
)  # fmt: skip

FIELDS: tuple[Field, ...] = (*_OF_STUDENTS, *_guardian_fields(), *_OF_STAFF_AND_COURSES, *_OF_RESULTS)

_WHO = (("student_number",), ("person_id",), ("state_id",))
_NAMED = (("name",), ("first_name", "last_name"))
NEEDED: dict[Content, tuple[tuple[tuple[str, ...], ...], ...]] = {
    STUDENTS: (_WHO, _NAMED),
    GUARDIANS: (_WHO, (("guardian_name",), ("guardian_first_name", "guardian_last_name"))),
    STAFF: (_NAMED,),
    REGISTRATIONS: (_WHO, (("class_id",), ("course_code",), ("course",))),
    GRADES: (_WHO, (("course",), ("course_code",), ("subject",), ("score",)), (("score",), ("percent",))),
    ASSESSMENTS: (_WHO, (("score",), ("level",), ("percentile",))),
    ATTENDANCE: (_WHO, tuple((key,) for key in (
        "absent", "excused", "unexcused", "tardy", "present", "enrolled_days", "attendance_rate", "count",
    ))),
    CREDITS: (_WHO, (("credits_earned",), ("credits_attempted",), ("credits_needed",))),
    CASELOAD: (_WHO, (("staff_id",), ("staff_email",), ("staff_name",))),
    COURSES: ((("course",),), (("course_code",), ("course",))),
}  # fmt: skip
"""What a table of each content cannot do without: of every group, one alternative with all of its fields."""


@cache
def fields_of(content: Content) -> tuple[Field, ...]:
    """Return what the columns of such a table can be, in the order people read them."""
    return tuple(field for field in FIELDS if content in field.contents)


@cache
def _by_key(content: Content) -> dict[str, Field]:
    return {field.key: field for field in fields_of(content)}


def field_of(content: Content, key: str) -> Field | None:
    """Return one field of such a table, None where it has no field of this key."""
    return _by_key(content).get(key)


def lacking(content: Content, keys: Iterable[str]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Return the groups of NEEDED of which no alternative is among the keys; empty where the table can be read."""
    there = set(keys)
    return tuple(group for group in NEEDED[content] if not any(there.issuperset(fields) for fields in group))


@cache
def known_headings() -> frozenset[str]:
    """Return every heading that the catalog knows, plain."""
    return frozenset(plain_heading(each) for field in FIELDS for each in (field.key, *field.synonyms))
