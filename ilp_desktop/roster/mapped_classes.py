"""Rows of a plain table to courses, classes and who is in which class."""

from collections.abc import Iterator

from ilp_desktop.domain.roster import RosterClass, RosterCourse, RosterEnrollment, RosterRecord
from ilp_desktop.roster.mapped_plan import Plan, is_footer
from ilp_desktop.roster.mapped_who import Schools, StaffNamed, StaffNaming, student_rows
from ilp_desktop.roster.values import read_list


def registrations(plan: Plan) -> Iterator[RosterRecord]:
    """Yield each course and class the first time a row names it, then the student in it."""
    classes = Classes(plan)
    begins, ends = plan.days("begins_on"), plan.days("ends_on")
    seen: set[str] = set()
    for row, cells, student in student_rows(plan):
        found = classes.of(cells)
        if not found:
            plan.remarks.refuse(
                plan.file, row, "cell_empty", column=plan.first_heading("class_id", "course_code", "course")
            )
            continue
        yield from classes.new(row, cells, found)
        key = f"{found}:{student}:student"
        if key in seen:
            plan.remarks.refuse(plan.file, row, "row_twice")
            continue
        seen.add(key)
        yield RosterEnrollment(
            sourced_id=key,
            class_sourced_id=found,
            user_sourced_id=student,
            role="student",
            school_sourced_id=classes.schools.of(cells),
            begins_on=begins(row, cells),
            ends_on=ends(row, cells),
            row=row,
        )


class Classes:
    """The classes of a table of registrations, with their courses and teachers.

    A class with no id of its own is known by course, section, term, period and teacher: what tells it from others.
    """

    def __init__(self, plan: Plan) -> None:
        self.schools = Schools(plan)
        self._own, self._code, self._title, self._room, self._period, self._section, self._term = (
            plan.at(key) for key in ("class_id", "course_code", "course", "room", "period", "section", "term")
        )
        self._teacher = StaffNaming.of(plan, "teacher_", "teacher")
        self._staff = StaffNamed()
        self._courses: set[str] = set()
        self._classes: set[str] = set()
        self._taught: set[str] = set()

    def of(self, cells: list[str]) -> str:
        """Return the id of the class that a row is about, '' for none."""
        if cells[self._own]:
            return cells[self._own]
        course = cells[self._code] or cells[self._title]
        if not course:
            return ""
        teacher = self._teacher.named(cells)[0] if self._teacher else ""
        apart = [cells[self._section], cells[self._term], cells[self._period], "" if cells[self._section] else teacher]
        return "-".join(part for part in (course, *apart) if part)

    def new(self, row: int, cells: list[str], found: str) -> Iterator[RosterRecord]:
        """Yield the school, course, class and teacher of a row as far as they are new."""
        if school := self.schools.new(row, cells):
            yield school
        at = self.schools.of(cells)
        code, title = cells[self._code], cells[self._title]
        course = code or title
        if course and course not in self._courses:
            self._courses.add(course)
            yield RosterCourse(sourced_id=course, title=title or code, code=code, org_sourced_id=at, row=row)
        if found not in self._classes:
            self._classes.add(found)
            yield RosterClass(
                sourced_id=found,
                title=title or code or found,
                kind="scheduled",
                course_sourced_id=course,
                school_sourced_id=at,
                code=cells[self._section],
                location=cells[self._room],
                periods=read_list(cells[self._period]),
                row=row,
            )
        if self._teacher:
            yield from self._taught_by(row, cells, found, self._teacher)

    def _taught_by(self, row: int, cells: list[str], found: str, naming: StaffNaming) -> Iterator[RosterRecord]:
        teacher, name = naming.named(cells)
        key = f"{found}:{teacher}:teacher"
        if not teacher or key in self._taught:
            return
        self._taught.add(key)
        if somebody := self._staff.new(row, cells, naming, teacher, name):
            yield somebody
        yield RosterEnrollment(
            sourced_id=key,
            class_sourced_id=found,
            user_sourced_id=teacher,
            role="teacher",
            school_sourced_id=self.schools.of(cells),
            primary=True,
            row=row,
        )


def courses(plan: Plan) -> Iterator[RosterRecord]:
    """Yield the course catalog."""
    schools = Schools(plan)
    code, title, subjects = (plan.at(key) for key in ("course_code", "course", "subjects"))
    grades, areas = plan.grades("grades"), plan.text("subjects")
    seen: set[str] = set()
    for row, cells, raw in plan.rows():
        found = cells[code] or cells[title]
        if not cells[title] or is_footer(raw):
            plan.refuse(row, raw, "cell_empty", "course")
            continue
        if found in seen:
            plan.remarks.refuse(plan.file, row, "row_twice")
            continue
        seen.add(found)
        if school := schools.new(row, cells):
            yield school
        yield RosterCourse(
            sourced_id=found,
            title=cells[title],
            code=cells[code],
            grades=grades(row, cells),
            org_sourced_id=schools.of(cells),
            subjects=read_list(areas[cells[subjects]]),
            row=row,
        )
