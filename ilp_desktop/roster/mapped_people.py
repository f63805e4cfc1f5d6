"""Rows of a plain table to people: students with their guardians and counselors, staff, caseload."""

from collections.abc import Callable, Iterator
from operator import itemgetter

from ilp_desktop.domain.roster import PersonKind, RosterAssignment, RosterPerson, RosterRecord, RosterRole
from ilp_desktop.roster.fields import GUARDIAN_PREFIXES
from ilp_desktop.roster.mapped_guardians import Guardians
from ilp_desktop.roster.mapped_plan import Plan, is_footer
from ilp_desktop.roster.mapped_values import name_key
from ilp_desktop.roster.mapped_who import Address, Schools, StaffNamed, StaffNaming, person_namer, student_rows


def students(plan: Plan) -> Iterator[RosterRecord]:
    """Yield each student once, their school before them, then guardians and who keeps their plan."""
    schools, keepers, place = Schools(plan), Keepers(plan), Address(plan, "")
    make = _student_maker(plan, schools)
    guardians = [Guardians(plan, prefix) for prefix in GUARDIAN_PREFIXES[1:] if Guardians.are_in(plan, prefix)]
    seen: dict[str, int] = {}
    for row, cells, student in student_rows(plan):
        if schools.there and (school := schools.new(row, cells)):
            yield school
        address = place.of(cells) if place.there else ""
        person = make(row, cells, student, address)
        if person is None:
            continue
        name = hash((person.given_name, person.family_name))
        before = seen.get(student)
        if before is None:
            seen[student] = name
            yield person
        elif before != name or not guardians:
            plan.remarks.refuse(plan.file, row, "row_twice" if before == name else "person_twice")
            continue
        for each in guardians:
            guardian, relation = each.of(row, cells, student, address)
            if guardian:
                yield guardian
            if relation:
                yield relation
        if keepers.there:
            yield from keepers.records(row, cells, student)


def _student_maker(plan: Plan, schools: Schools) -> Callable[[int, list[str], str, str], RosterPerson | None]:
    names, days = person_namer(plan, middle_in_name=True), plan.days("birth_date")
    shared_by = _shared_by(plan, schools)
    keys = ("student_number", "state_id", "preferred_name", "preferred_last_name", "pronouns")
    number, state, preferred, preferred_last, pronouns = map(plan.at, keys)
    email, phone, cell = map(plan.at, ("email", "phone", "cell"))

    def make(row: int, cells: list[str], student: str, address: str) -> RosterPerson | None:
        given, middle, family, lacks = names(cells)
        if lacks:
            plan.remarks.refuse(plan.file, row, "cell_empty", column=lacks)
            return None
        roles, grades, school, active, language, interpreter = shared_by(row, cells)
        return RosterPerson(
            student,
            roles,
            given,
            family,
            middle,
            cells[preferred],
            "",
            cells[preferred_last],
            cells[pronouns],
            cells[number] or cells[state],
            cells[email],
            cells[phone],
            cells[cell],
            grades,
            school,
            days(row, cells),
            (),
            active,
            language,
            interpreter,
            address,
            row,
        )

    return make


_SHARED = ("grade", "active", "language", "interpreter", "school_id", "school")
"""What hundreds of students have in common is read once."""
_MOST_SHARED = 20_000
_Shared = tuple[tuple[RosterRole, ...], tuple[str, ...], tuple[str, ...], bool, str, bool | None]


def _shared_by(plan: Plan, schools: Schools) -> Callable[[int, list[str]], _Shared]:
    grades, active = plan.grades("grade"), plan.flags("active")
    languages, interpreter = plan.languages("language"), plan.flags("interpreter")

    cells_of = itemgetter(*(plan.at(key) for key in _SHARED))
    known: dict[tuple[str, ...], _Shared] = {}
    remarks = plan.remarks

    def read(row: int, cells: list[str]) -> _Shared:
        key = cells_of(cells)
        if key in known:
            return known[key]
        before, school = remarks.said, schools.of(cells)
        shared = (
            schools.roles(PersonKind.STUDENT, "student", school),
            grades(row, cells),
            (school,) if school else (),
            active(row, cells) is not False,
            languages(row, cells),
            interpreter(row, cells),
        )
        # Each row has its own remark: of those with one, nothing is remembered.
        if remarks.said == before and len(known) < _MOST_SHARED:
            known[key] = shared
        return shared

    return read


def staff(plan: Plan) -> Iterator[RosterRecord]:
    """Yield each member of staff once."""
    schools, names, roles = Schools(plan), person_namer(plan), plan.text("role")
    own, email, phone, role = (plan.at(key) for key in ("staff_id", "email", "phone", "role"))
    seen: set[str] = set()
    for row, cells, raw in plan.rows():
        given, middle, family, lacks = names(cells)
        if lacks:
            if not is_footer(raw):
                plan.remarks.refuse(plan.file, row, "cell_empty", column=lacks)
            continue
        found = cells[own] or cells[email].lower() or name_key(given, family)
        if found in seen:
            plan.remarks.refuse(plan.file, row, "row_twice")
            continue
        seen.add(found)
        if school := schools.new(row, cells):
            yield school
        at = schools.of(cells)
        said = roles[cells[role]].lower() or "staff"
        yield RosterPerson(
            sourced_id=found,
            roles=schools.roles(PersonKind.STAFF, said, at),
            given_name=given,
            family_name=family,
            middle_name=middle,
            identifier=cells[own],
            email=cells[email],
            phone=cells[phone],
            org_sourced_ids=(at,) if at else (),
            row=row,
        )


class Keepers:
    """Who prepares and keeps a student's plan, as a student's own row names them."""

    def __init__(self, plan: Plan) -> None:
        found = (StaffNaming.of(plan, "homeroom_", "teacher"), StaffNaming.of(plan, "counselor_", "counselor"))
        self._namings = [naming for naming in found if naming]
        self._staff = StaffNamed()
        self._assigned: set[str] = set()
        self.there = bool(self._namings)

    def records(self, row: int, cells: list[str], student: str) -> Iterator[RosterRecord]:
        """Yield the person where they are new and named, then the assignment."""
        for naming in self._namings:
            found, name = naming.named(cells)
            key = f"{student}:{found}:{naming.duty}"
            if not found or key in self._assigned:
                continue
            self._assigned.add(key)
            if somebody := self._staff.new(row, cells, naming, found, name):
                yield somebody
            yield RosterAssignment(key, student, found, naming.duty, None, None, row)


def caseload(plan: Plan) -> Iterator[RosterRecord]:
    """Yield who keeps whose plan, a row for each; the staff member is a person too where the row names one."""
    naming = StaffNaming.of(plan, "staff_", "counselor")
    assert naming is not None, "a plan that lacks who is assigned is not made"
    people = StaffNamed()
    duty_at, duties = plan.at("duty"), plan.read("duty", _duty)
    begins, ends = plan.days("begins_on"), plan.days("ends_on")
    seen: set[str] = set()
    for row, cells, student in student_rows(plan):
        found, name = naming.named(cells)
        if not found:
            plan.remarks.refuse(
                plan.file, row, "cell_empty", column=plan.first_heading("staff_name", "staff_id", "staff_email")
            )
            continue
        duty = duties[cells[duty_at]]
        key = f"{student}:{found}:{duty}"
        if key in seen:
            plan.remarks.refuse(plan.file, row, "row_twice")
            continue
        seen.add(key)
        if somebody := people.new(row, cells, naming, found, name, duty):
            yield somebody
        yield RosterAssignment(key, student, found, duty, begins(row, cells), ends(row, cells), row)


def _duty(text: str) -> str:
    return "teacher" if "teach" in text.lower() or "homeroom" in text.lower() else "counselor"
