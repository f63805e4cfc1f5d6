"""Which files and columns of School Data Sync are read, and how much each is needed."""

from collections.abc import Mapping

from ilp_desktop.roster.columns import BEGINS_AND_ENDS, KNOWN_ROLE, FileShape

SCHOOL = FileShape("School", ("SIS ID", "Name"), (), ("School Number",), known_by="SIS ID", kinds=("org",))
SECTION = FileShape(
    "Section",
    ("SIS ID", "School SIS ID", "Section Name"),
    (),
    (
        "Section Number", "Term SIS ID", "Term Name", "Term StartDate", "Term EndDate", "Course SIS ID", "Course Name",
        "Course Number", "Course Subject", "Periods",
    ),
    known_by="SIS ID",
    kinds=("school_class", "course", "academic_session"),
)  # fmt: skip
_PERSON = ("SIS ID", "School SIS ID", "First Name", "Last Name")
STUDENT = FileShape(
    "Student",
    _PERSON,
    (),
    (
        "Middle Name", "Username", "Secondary Email", "Student Number", "Grade", "Status", "Birthdate",
        "Mailing Address", "Mailing City", "Mailing State", "Mailing Zip",
        "Residence Address", "Residence City", "Residence State", "Residence Zip",
    ),
    known_by="SIS ID",
    kinds=("student",),
)  # fmt: skip
TEACHER = FileShape(
    "Teacher",
    _PERSON,
    (),
    ("Middle Name", "Username", "Secondary Email", "Teacher Number", "Status", "Title"),
    known_by="SIS ID",
    kinds=("staff_member",),
)
STUDENT_ENROLLMENT = FileShape("StudentEnrollment", ("Section SIS ID", "SIS ID"), kinds=("enrollment",))
TEACHER_ROSTER = FileShape("TeacherRoster", ("Section SIS ID", "SIS ID"), kinds=("enrollment",))
USER = FileShape(
    "User", ("Email", "First Name", "Last Name"), (), ("Phone", "SIS ID"), known_by="Email", kinds=("guardian",)
)
# The SIS ID is the student's.
GUARDIAN_RELATIONSHIP = FileShape("Guardianrelationship", ("SIS ID", "Email"), (), ("Role",), kinds=("relation",))

FIRST: Mapping[str, FileShape] = {
    shape.key: shape
    for shape in (SCHOOL, SECTION, STUDENT, TEACHER, STUDENT_ENROLLMENT, TEACHER_ROSTER, USER, GUARDIAN_RELATIONSHIP)
}

ORGS = FileShape("orgs", ("sourcedId", "name", "type"), (), ("parentSourcedId",), known_by="sourcedId", kinds=("org",))
SESSIONS = FileShape(
    "academicSessions",
    ("sourcedId", "title", "type", "startDate", "endDate"),
    known_by="sourcedId",
    kinds=("academic_session",),
    checks=BEGINS_AND_ENDS,
)
COURSES = FileShape(
    "courses",
    ("sourcedId", "title"),
    ("orgSourcedId",),
    ("code", "schoolYearSourcedId", "subject", "grade"),
    known_by="sourcedId",
    kinds=("course",),
)
CLASSES = FileShape(
    "classes",
    ("sourcedId", "title", "orgSourcedId"),
    (),
    ("sessionSourcedIds", "courseSourcedId", "code"),
    known_by="sourcedId",
    kinds=("school_class",),
)
USERS = FileShape(
    "users",
    ("sourcedId", "givenName", "familyName"),
    (),
    (
        "middleName", "preferredGivenName", "preferredFamilyName", "username", "email", "phone", "sms", "userNumber",
        "role", "orgSourcedIds", "grade",
    ),
    known_by="sourcedId",
    kinds=("student", "guardian", "staff_member"),
)  # fmt: skip
ROLES = FileShape(
    "roles",
    ("userSourcedId", "role"),
    ("orgSourcedId",),
    ("grade", "isPrimary", "roleStartDate", "roleEndDate"),
    checks=(KNOWN_ROLE,),
)
ENROLLMENTS = FileShape("enrollments", ("classSourcedId", "userSourcedId", "role"), kinds=("enrollment",))
DEMOGRAPHICS = FileShape("demographics", ("userSourcedId",), (), ("birthDate",))
RELATIONSHIPS = FileShape(
    "relationships", ("userSourcedId", "relationshipUserSourcedId"), ("relationshipRole",), kinds=("relation",)
)

SECOND: Mapping[str, FileShape] = {
    shape.key: shape
    for shape in (ORGS, SESSIONS, COURSES, CLASSES, USERS, ROLES, ENROLLMENTS, DEMOGRAPHICS, RELATIONSHIPS)
}
