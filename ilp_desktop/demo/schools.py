"""Invents two schools that belong together: staff, courses, classes, and who is in which class."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from ilp_desktop.demo.calendars import Calendar
from ilp_desktop.demo.cast import TEACHERS
from ilp_desktop.demo.districts import Child, StaffPerson
from ilp_desktop.demo.families import ELEMENTARY_ENDS, GRADE_CODES, LAST_GRADE
from ilp_desktop.demo.names import HERITAGES
from ilp_desktop.domain.names import folded
from ilp_desktop.domain.roster import (
    PersonKind,
    RosterClass,
    RosterCourse,
    RosterEnrollment,
    RosterOrg,
    RosterPerson,
    RosterRole,
)

CLASS_SIZE = 24
STUDENTS_PER_COUNSELOR = 350
_SECTIONS_PER_TEACHER = 6
_WEIGHTS = tuple(heritage.weight for heritage in HERITAGES)
_SPECIALS = ("Music", "Physical Education")

# By grade from 7 to 12.
_COURSES: dict[str, tuple[str, ...]] = {
    "English": ("Language Arts 7", "Language Arts 8", "English 9", "English 10", "English 11", "English 12"),
    "Mathematics": (
        "Math 7", "Math 8", "Secondary Math I", "Secondary Math II", "Secondary Math III", "Precalculus",
    ),
    "Science": ("Integrated Science 7", "Integrated Science 8", "Earth Science", "Biology", "Chemistry", "Physics"),
    "Social Studies": (
        "Utah Studies", "US History I", "World Geography", "World History", "US History II", "Government",
    ),
    "Health and Fitness": ("PE 7", "Health I", "Participation Skills", "Health II", "Fitness for Life", "Team Sports"),
    "Electives": (
        "College and Career Awareness", "Digital Literacy", "Spanish I", "Computer Programming", "General Financial Literacy",
        "Concurrent Enrollment Writing",
    ),
}  # fmt: skip
# Roles of OneRoster 1.2; 1.1 knows only the administrator.
_ROLES = {"teacher": "teacher", "counselor": "counselor", "principal": "principal", "front_desk": "administrator"}


@dataclass(slots=True)
class Schools:
    """Two schools in the making. ``enrolled`` and ``lead_teachers`` grow as children are placed."""

    random: Random
    calendar: Calendar
    campus: int
    prefix: str
    place: str
    expected: Sequence[int]
    """How many students are expected in each grade, from kindergarten."""
    staff: list[StaffPerson] = field(default_factory=list[StaffPerson])
    courses: list[RosterCourse] = field(default_factory=list[RosterCourse])
    classes: list[RosterClass] = field(default_factory=list[RosterClass])
    enrollments: list[RosterEnrollment] = field(default_factory=list[RosterEnrollment])
    lead_teachers: dict[str, str] = field(default_factory=dict[str, str])
    _sections: dict[int, list[list[RosterClass]]] = field(default_factory=dict[int, list[list[RosterClass]]])
    _leads: dict[str, str] = field(default_factory=dict[str, str])
    _placed: dict[int, list[int]] = field(default_factory=dict[int, list[int]])

    @property
    def ids(self) -> tuple[str, str]:
        """The ids of the elementary and the secondary school."""
        return f"{self.prefix}-elementary", f"{self.prefix}-secondary"

    def orgs(self, district: str) -> tuple[RosterOrg, RosterOrg]:
        elementary, secondary = self.ids
        return (
            RosterOrg(elementary, f"Demo: {self.place} Elementary", "school", f"{self.campus * 2 + 101}", district),
            RosterOrg(secondary, f"Demo: {self.place} Secondary", "school", f"{self.campus * 2 + 102}", district),
        )

    def open(self) -> None:
        """Hire everyone and set up every class."""
        for school in self.ids:
            self._hire(school, "principal", "Principal", ())
            self._hire(school, "front_desk", "Front office", ())
        counselors = 1 + sum(self.expected[ELEMENTARY_ENDS + 1 :]) // STUDENTS_PER_COUNSELOR
        grades = range(ELEMENTARY_ENDS + 1, LAST_GRADE + 1)
        for at in range(counselors):
            self._hire(self.ids[1], "counselor", "School counselor", tuple(grades[at::counselors]))
        self._hire(self.ids[0], "counselor", "School counselor", tuple(range(ELEMENTARY_ENDS + 1)))
        for grade in range(ELEMENTARY_ENDS + 1):
            self._open_homerooms(grade)
        for subject, titles in _COURSES.items():
            self._open_subject(subject, titles)

    def place_child(self, child: Child, *, first_class: bool) -> None:
        """Enroll a student: in the first class of the grade, or in the one with the fewest."""
        grade, student = child.grade, child.person.sourced_id
        sections = self._sections[grade]
        placed = self._placed.setdefault(grade, [0] * len(sections))
        at = 0 if first_class else placed.index(min(placed))
        placed[at] += 1
        section = sections[at]
        for each in section:
            self._enroll(each, student, "student", primary=False)
        if grade <= ELEMENTARY_ENDS:
            self.lead_teachers[student] = self._leads[section[0].sourced_id]
        else:
            counselor = next(one for one in self.staff if one.duty == "counselor" and grade in one.grades)
            self.lead_teachers[student] = counselor.person.sourced_id

    def _section_count(self, grade: int) -> int:
        return max(1, round(self.expected[grade] / CLASS_SIZE))

    def _open_homerooms(self, grade: int) -> None:
        label = "Kindergarten" if grade == 0 else f"Grade {grade}"
        course = self._course(self.ids[0], label, f"E{GRADE_CODES[grade]}", grade)
        specials = [
            self._course(self.ids[0], f"{name}, {label}", f"E{name[:2].upper()}{grade}", grade) for name in _SPECIALS
        ]
        for section in range(self._section_count(grade)):
            teacher = self._hire(self.ids[0], "teacher", f"Teacher, {label}", (grade,), TEACHERS.get((grade, section)))
            homeroom = self._class(course, grade, f"{label}, {teacher.person.family_name}", "homeroom", section)
            self._teach(homeroom, teacher)
            extra = [self._class(special, grade, special.title, "scheduled", section) for special in specials]
            for each in extra:
                self._teach(each, teacher)
            self._sections.setdefault(grade, []).append([homeroom, *extra])

    def _open_subject(self, subject: str, titles: Sequence[str]) -> None:
        """A subject's teachers take section after section, each up to a full day."""
        teacher: StaffPerson | None = None
        taught = _SECTIONS_PER_TEACHER
        for grade, title in enumerate(titles, start=ELEMENTARY_ENDS + 1):
            course = self._course(self.ids[1], title, f"S{GRADE_CODES[grade]}{subject[:2].upper()}", grade)
            sections = self._sections.setdefault(grade, [[] for _ in range(self._section_count(grade))])
            for section in range(len(sections)):
                if teacher is None or taught == _SECTIONS_PER_TEACHER:
                    teacher = self._hire(self.ids[1], "teacher", f"Teacher, {subject}", (grade,))
                    taught = 0
                taught += 1
                opened = self._class(course, grade, f"{title} ({section + 1})", "scheduled", section)
                self._teach(opened, teacher)
                sections[section].append(opened)

    def _course(self, school: str, title: str, code: str, grade: int) -> RosterCourse:
        course = RosterCourse(
            sourced_id=f"{self.prefix}-course-{code.lower()}",
            title=title,
            code=code,
            grades=(GRADE_CODES[grade],),
            org_sourced_id=school,
            session_sourced_id=f"demo-{self.calendar.ends}",
        )
        self.courses.append(course)
        return course

    def _class(self, course: RosterCourse, grade: int, title: str, kind: str, section: int) -> RosterClass:
        year = course.session_sourced_id
        made = RosterClass(
            sourced_id=f"{self.prefix}-class-{course.code.lower()}-{section + 1}",
            title=title,
            kind=kind,
            course_sourced_id=course.sourced_id,
            school_sourced_id=course.org_sourced_id,
            term_sourced_ids=(f"{year}-fall", f"{year}-spring"),
            code=f"{course.code}-{section + 1}",
            grades=course.grades,
            location=f"Room {100 + grade * 10 + section % 10}",
        )
        self.classes.append(made)
        return made

    def _teach(self, each: RosterClass, teacher: StaffPerson) -> None:
        self._leads[each.sourced_id] = teacher.person.sourced_id
        self._enroll(each, teacher.person.sourced_id, "teacher", primary=True)

    def _enroll(self, each: RosterClass, user: str, role: str, *, primary: bool) -> None:
        self.enrollments.append(
            RosterEnrollment(
                sourced_id=f"{self.prefix}-e{len(self.enrollments) + 1:06d}",
                class_sourced_id=each.sourced_id,
                user_sourced_id=user,
                role=role,
                school_sourced_id=each.school_sourced_id,
                primary=primary,
                begins_on=self.calendar.begins_on,
                ends_on=self.calendar.ends_on,
            )
        )

    def _hire(
        self, school: str, duty: str, title: str, grades: tuple[int, ...], known: tuple[str, str, str] | None = None
    ) -> StaffPerson:
        given, family_name = self._name() if known is None or self.campus else known[1:]
        number = len(self.staff) + 1
        person = RosterPerson(
            sourced_id=f"{self.prefix}-t{number:04d}",
            roles=(RosterRole(PersonKind.STAFF, _ROLES[duty], school),),
            given_name=given,
            family_name=family_name,
            identifier=f"T{self.campus:03d}{number:04d}",
            email=f"{folded(given)}.{folded(family_name)}.{self.campus}t{number}@example.org".replace(" ", ""),
            phone=f"(435) 555-01{self.random.randrange(100):02d}",
            org_sourced_ids=(school,),
        )
        hired = StaffPerson(person, duty, title, grades)
        self.staff.append(hired)
        return hired

    def _name(self) -> tuple[str, str]:
        heritage = self.random.choices(HERITAGES, _WEIGHTS)[0]
        pool = heritage.women if self.random.random() < 0.7 else heritage.men
        return self.random.choice(pool), self.random.choice(heritage.families)


def expected_by_grade(students: int) -> Iterator[int]:
    """Spread a campus's students evenly over the grades."""
    for grade in range(LAST_GRADE + 1):
        yield students * (grade + 1) // (LAST_GRADE + 1) - students * grade // (LAST_GRADE + 1)
