"""School Data Sync version 2.1: each file's rows to domain values."""

from collections.abc import Iterator
from datetime import date

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
from ilp_desktop.roster.opening import Parts
from ilp_desktop.roster.rows import Rows
from ilp_desktop.roster.tables import Cells
from ilp_desktop.roster.values import read_date, read_flag, read_grades, read_list, role_kind, school_year_of

_PRIMARY = True


class SecondParts(Parts):
    """The rows of one version 2.1 roster.

    A user whom relationships name as somebody's contact, and whom roles do not name, is a guardian.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._orgs: frozenset[str] = frozenset()
        self._sessions: set[str] = set()
        self._courses: set[str] = set()
        self._classes: set[str] = set()
        self._people: set[str] = set()

    def orgs(self) -> Iterator[RosterOrg]:
        shape = columns.ORGS
        self._orgs = self._rows.ids(shape)
        for row, cells in self._rows.named(shape):
            parent = self._rows.known(shape, row, "parentSourcedId", cells["parentSourcedId"], self._orgs)
            yield RosterOrg(cells["sourcedId"], cells["name"], cells["type"].lower(), parent_sourced_id=parent, row=row)

    def sessions(self) -> Iterator[RosterSession]:
        for row, cells in self._rows.named(columns.SESSIONS):
            begins_on, ends_on = read_date(cells["startDate"]), read_date(cells["endDate"])
            assert begins_on is not None, "a row with no readable dates does not stand"
            assert ends_on is not None
            self._sessions.add(cells["sourcedId"])
            yield RosterSession(
                sourced_id=cells["sourcedId"],
                title=cells["title"],
                kind=cells["type"],
                begins_on=begins_on,
                ends_on=ends_on,
                # The file's schoolYear is the year in which it begins.
                school_year=school_year_of(ends_on),
                row=row,
            )

    def courses(self) -> Iterator[RosterCourse]:
        rows, shape = self._rows, columns.COURSES
        for row, cells in rows.named(shape):
            self._courses.add(cells["sourcedId"])
            year = cells["schoolYearSourcedId"]
            yield RosterCourse(
                sourced_id=cells["sourcedId"],
                title=cells["title"],
                code=cells["code"],
                grades=read_grades(cells["grade"]),
                org_sourced_id=rows.known(shape, row, "orgSourcedId", cells["orgSourcedId"], self._orgs),
                session_sourced_id=rows.known(shape, row, "schoolYearSourcedId", year, self._sessions),
                subjects=read_list(cells["subject"]),
                row=row,
            )

    def classes(self) -> Iterator[RosterClass]:
        rows, shape = self._rows, columns.CLASSES
        for row, cells in rows.named(shape):
            self._classes.add(cells["sourcedId"])
            terms = cells["sessionSourcedIds"]
            yield RosterClass(
                sourced_id=cells["sourcedId"],
                title=cells["title"],
                kind="scheduled",
                course_sourced_id=rows.known(shape, row, "courseSourcedId", cells["courseSourcedId"], self._courses),
                school_sourced_id=rows.known(shape, row, "orgSourcedId", cells["orgSourcedId"], self._orgs),
                term_sourced_ids=rows.known_of(shape, row, "sessionSourcedIds", terms, self._sessions),
                code=cells["code"],
                row=row,
            )

    def people(self) -> Iterator[RosterPerson]:
        rows, shape = self._rows, columns.USERS
        here = rows.ids(shape)
        roles, grades = self._roles(here) if "roles" in rows.tables else ({}, {})
        births = dict(self._births(here))
        guardians = self._named_as_contacts()
        for row, cells in rows.named(shape):
            sourced_id = cells["sourcedId"]
            held = roles.get(sourced_id) or _own_role(cells["role"])
            if relation := guardians.get(sourced_id):
                held = (*held, RosterRole(PersonKind.GUARDIAN, relation, primary=not held))
            if not held:
                rows.remarks.refuse(rows.file(shape), row, "role_unknown" if cells["role"] else "role_absent")
                continue
            self._people.add(sourced_id)
            orgs = [role.org_sourced_id for role in held if role.org_sourced_id]
            own = rows.known_of(shape, row, "orgSourcedIds", cells["orgSourcedIds"], self._orgs)
            yield _person(row, cells, held, (*orgs, *own), grades.get(sourced_id, ""), births.get(sourced_id))

    def enrollments(self) -> Iterator[RosterEnrollment]:
        rows, shape = self._rows, columns.ENROLLMENTS
        made: set[str] = set()
        for row, (of_class, user, role) in rows.standing(shape):
            sourced_id = f"{role.lower()}:{of_class}:{user}"
            if (
                rows.stands(shape, row, "classSourcedId", of_class, self._classes)
                and rows.stands(shape, row, "userSourcedId", user, self._people)
                and rows.first_time(shape, row, sourced_id, made)
            ):
                yield RosterEnrollment(sourced_id, of_class, user, role.lower(), row=row)

    def relations(self) -> Iterator[RosterRelation]:
        rows, shape = self._rows, columns.RELATIONSHIPS
        made: set[str] = set()
        for row, (student, guardian, relationship) in rows.standing(shape):
            sourced_id = f"{student}:{guardian}"
            if (
                rows.stands(shape, row, "userSourcedId", student, self._people)
                and rows.stands(shape, row, "relationshipUserSourcedId", guardian, self._people)
                and rows.first_time(shape, row, sourced_id, made)
            ):
                yield RosterRelation(sourced_id, student, guardian, relationship.lower(), row=row)

    def _roles(self, here: frozenset[str]) -> tuple[dict[str, tuple[RosterRole, ...]], dict[str, str]]:
        """Return what each user is, the primary role first, and the grade that goes with it."""
        rows, shape = self._rows, columns.ROLES
        found: dict[str, tuple[RosterRole, ...]] = {}
        grades: dict[str, str] = {}
        for row, (user, name, org, grade, primary, begins, ends) in rows.standing(shape):
            kind = role_kind(name)
            assert kind is not None, "a row with an unknown role does not stand"
            if not rows.stands(shape, row, "userSourcedId", user, here):
                continue
            role = RosterRole(
                kind,
                name.lower(),
                rows.known(shape, row, "orgSourcedId", org, self._orgs),
                _PRIMARY if read_flag(primary) is not False else not _PRIMARY,
                rows.day(shape, row, "roleStartDate", begins),
                rows.day(shape, row, "roleEndDate", ends),
            )
            found[user] = tuple(sorted((*found.get(user, ()), role), key=lambda each: not each.primary))
            if kind is PersonKind.STUDENT and grade:
                grades.setdefault(user, grade)
        return found, grades

    def _births(self, here: frozenset[str]) -> Iterator[tuple[str, date]]:
        rows, shape = self._rows, columns.DEMOGRAPHICS
        for row, (user, birth) in rows.standing(shape):
            if not rows.known(shape, row, "userSourcedId", user, here):
                continue
            if found := rows.day(shape, row, "birthDate", birth):
                yield user, found

    def _named_as_contacts(self) -> dict[str, str]:
        """Look ahead: who is a contact of somebody, and as what."""
        table = self._rows.tables.get(columns.RELATIONSHIPS.key)
        found: dict[str, str] = {}
        if table is not None:
            for _row, (_student, guardian, relation) in table.picked(columns.RELATIONSHIPS.taken, quiet=True):
                found.setdefault(guardian, relation.lower() or "guardian")
        return found


def _own_role(role: str) -> tuple[RosterRole, ...]:
    kind = role_kind(role)
    return (RosterRole(kind, role.lower()),) if kind else ()


def _person(
    row: int, cells: Cells, roles: tuple[RosterRole, ...], orgs: tuple[str, ...], grade: str, birth: date | None
) -> RosterPerson:
    return RosterPerson(
        sourced_id=cells["sourcedId"],
        roles=roles,
        given_name=cells["givenName"],
        family_name=cells["familyName"],
        middle_name=cells["middleName"],
        preferred_given_name=cells["preferredGivenName"],
        preferred_family_name=cells["preferredFamilyName"],
        identifier=cells["userNumber"],
        email=cells["email"] or (cells["username"] if "@" in cells["username"] else ""),
        phone=cells["phone"],
        sms=cells["sms"],
        grades=read_grades(grade or cells["grade"]),
        org_sourced_ids=tuple(dict.fromkeys(orgs)),
        birth_date=birth,
        row=row,
    )
