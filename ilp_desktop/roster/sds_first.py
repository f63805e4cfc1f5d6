"""School Data Sync version 1: each file's rows to domain values."""

from collections.abc import Iterator

from ilp_desktop.domain.roster import (
    PersonKind,
    RosterClass,
    RosterCourse,
    RosterEnrollment,
    RosterOrg,
    RosterPerson,
    RosterRelation,
    RosterRole,
    RosterSession,
)
from ilp_desktop.roster import sds_columns as columns
from ilp_desktop.roster.columns import FileShape
from ilp_desktop.roster.opening import Parts
from ilp_desktop.roster.rows import Rows
from ilp_desktop.roster.tables import Cells
from ilp_desktop.roster.values import read_date, read_grades, read_list, school_year_of

_A_YEAR_DAYS = 250
_AWAY = frozenset({"inactive", "deleted", "withdrawn", "disabled"})


class FirstParts(Parts):
    """The rows of one version 1 roster. Sections carry their course and their term with them."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._schools: set[str] = set()
        self._terms: set[str] = set()
        self._courses: set[str] = set()
        self._sections: set[str] = set()
        self._students: set[str] = set()
        self._teachers: set[str] = set()
        self._guardians: dict[str, str] = {}

    def orgs(self) -> Iterator[RosterOrg]:
        for row, cells in self._rows.named(columns.SCHOOL):
            self._schools.add(cells["SIS ID"])
            yield RosterOrg(cells["SIS ID"], cells["Name"], "school", cells["School Number"], row=row)

    def sessions(self) -> Iterator[RosterSession]:
        made: set[str] = set()
        for row, cells in self._sections_ahead():
            term = cells["Term SIS ID"]
            begins_on, ends_on = read_date(cells["Term StartDate"]), read_date(cells["Term EndDate"])
            if not term or term in made or begins_on is None or ends_on is None:
                continue
            made.add(term)
            self._terms.add(term)
            is_year = (ends_on - begins_on).days > _A_YEAR_DAYS
            yield RosterSession(
                sourced_id=term,
                title=cells["Term Name"] or term,
                kind="schoolYear" if is_year else "term",
                begins_on=begins_on,
                ends_on=ends_on,
                school_year=school_year_of(ends_on),
                row=row,
            )

    def courses(self) -> Iterator[RosterCourse]:
        made: set[str] = set()
        for row, cells in self._sections_ahead():
            course = cells["Course SIS ID"]
            if not course or course in made:
                continue
            made.add(course)
            self._courses.add(course)
            school = cells["School SIS ID"]
            yield RosterCourse(
                sourced_id=course,
                title=cells["Course Name"] or cells["Course Number"] or course,
                code=cells["Course Number"],
                org_sourced_id=school if school in self._schools else "",
                subjects=read_list(cells["Course Subject"]),
                row=row,
            )

    def classes(self) -> Iterator[RosterClass]:
        rows, shape = self._rows, columns.SECTION
        for row, cells in rows.named(shape):
            self._sections.add(cells["SIS ID"])
            term = cells["Term SIS ID"]
            if term and term not in self._terms:
                rows.remarks.warn(rows.file(shape), row, "date_unreadable", column="Term StartDate")
            yield RosterClass(
                sourced_id=cells["SIS ID"],
                title=cells["Section Name"],
                kind="scheduled",
                course_sourced_id=cells["Course SIS ID"],
                school_sourced_id=rows.known(shape, row, "School SIS ID", cells["School SIS ID"], self._schools),
                term_sourced_ids=(term,) if term in self._terms else (),
                code=cells["Section Number"],
                subjects=read_list(cells["Course Subject"]),
                periods=read_list(cells["Periods"]),
                row=row,
            )

    def people(self) -> Iterator[RosterPerson]:
        yield from self._all_students()
        yield from self._all_teachers()
        yield from self._all_guardians()

    def enrollments(self) -> Iterator[RosterEnrollment]:
        yield from self._enrolled(columns.STUDENT_ENROLLMENT, "student", self._students)
        yield from self._enrolled(columns.TEACHER_ROSTER, "teacher", self._teachers)

    def relations(self) -> Iterator[RosterRelation]:
        rows, shape = self._rows, columns.GUARDIAN_RELATIONSHIP
        made: set[str] = set()
        for row, cells in rows.named(shape):
            student, email = cells["SIS ID"], cells["Email"].casefold()
            if not (
                rows.stands(shape, row, "SIS ID", student, self._students)
                and rows.stands(shape, row, "Email", email, self._guardians)
            ):
                continue
            sourced_id = f"{student}:{self._guardians[email]}"
            if rows.first_time(shape, row, sourced_id, made):
                yield RosterRelation(sourced_id, student, self._guardians[email], cells["Role"].lower(), row=row)

    def _sections_ahead(self) -> Iterator[tuple[int, Cells]]:
        """Go through the sections for what they carry; what there is to remark is said with the classes."""
        table = self._rows.tables.get(columns.SECTION.key)
        if table is None:
            return
        taken, needed = columns.SECTION.taken, len(columns.SECTION.needed)
        for row, cells in table.picked(taken, quiet=True):
            if "" not in cells[:needed]:
                yield row, dict(zip(taken, cells, strict=True))

    def _all_students(self) -> Iterator[RosterPerson]:
        shape = columns.STUDENT
        role = (RosterRole(PersonKind.STUDENT, "student"),)
        for row, cells in self._rows.named(shape):
            self._students.add(cells["SIS ID"])
            yield RosterPerson(
                sourced_id=cells["SIS ID"],
                roles=role,
                given_name=cells["First Name"],
                family_name=cells["Last Name"],
                middle_name=cells["Middle Name"],
                identifier=cells["Student Number"],
                email=_email(cells),
                grades=read_grades(cells["Grade"]),
                org_sourced_ids=self._school(shape, row, cells),
                birth_date=self._rows.day(shape, row, "Birthdate", cells["Birthdate"]),
                enabled=cells["Status"].lower() not in _AWAY,
                address=_address(cells, "Residence") or _address(cells, "Mailing"),
                row=row,
            )

    def _all_teachers(self) -> Iterator[RosterPerson]:
        shape = columns.TEACHER
        for row, cells in self._rows.named(shape):
            self._teachers.add(cells["SIS ID"])
            yield RosterPerson(
                sourced_id=cells["SIS ID"],
                roles=(RosterRole(PersonKind.STAFF, _staff_role(cells["Title"])),),
                given_name=cells["First Name"],
                family_name=cells["Last Name"],
                middle_name=cells["Middle Name"],
                identifier=cells["Teacher Number"],
                email=_email(cells),
                org_sourced_ids=self._school(shape, row, cells),
                enabled=cells["Status"].lower() not in _AWAY,
                row=row,
            )

    def _all_guardians(self) -> Iterator[RosterPerson]:
        """Guardians are known by their e-mail address; a SIS ID of their own is rare."""
        role = (RosterRole(PersonKind.GUARDIAN, "guardian"),)
        for row, cells in self._rows.named(columns.USER):
            email = cells["Email"].casefold()
            sourced_id = cells["SIS ID"] or f"guardian:{email}"
            self._guardians[email] = sourced_id
            yield RosterPerson(
                sourced_id=sourced_id,
                roles=role,
                given_name=cells["First Name"],
                family_name=cells["Last Name"],
                email=cells["Email"],
                phone=cells["Phone"],
                row=row,
            )

    def _enrolled(self, shape: FileShape, role: str, people: set[str]) -> Iterator[RosterEnrollment]:
        rows = self._rows
        made: set[str] = set()
        for row, (section, person) in rows.standing(shape):
            sourced_id = f"{role}:{section}:{person}"
            if (
                rows.stands(shape, row, "Section SIS ID", section, self._sections)
                and rows.stands(shape, row, "SIS ID", person, people)
                and rows.first_time(shape, row, sourced_id, made)
            ):
                yield RosterEnrollment(sourced_id, section, person, role, row=row)

    def _school(self, shape: FileShape, row: int, cells: Cells) -> tuple[str, ...]:
        school = self._rows.known(shape, row, "School SIS ID", cells["School SIS ID"], self._schools)
        return (school,) if school else ()


def _email(cells: Cells) -> str:
    return cells["Secondary Email"] or (cells["Username"] if "@" in cells["Username"] else "")


def _address(cells: Cells, which: str) -> str:
    street, city, state, postal = (cells[f"{which} {part}"] for part in ("Address", "City", "State", "Zip"))
    place = ", ".join(part for part in (city, f"{state} {postal}".strip()) if part)
    return "\n".join(line for line in (street, place) if line)


def _staff_role(title: str) -> str:
    short = title.casefold()
    return "counselor" if "counsel" in short else "principal" if "principal" in short else "teacher"
