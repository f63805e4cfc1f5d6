"""OneRoster: each file's rows to domain values, with references followed and remarks made."""

from collections.abc import Container, Iterator
from datetime import date

from ilp_desktop.domain.roster import (
    RosterClass,
    RosterCourse,
    RosterDeletion,
    RosterEnrollment,
    RosterOrg,
    RosterPerson,
    RosterResult,
    RosterRole,
    RosterSession,
)
from ilp_desktop.roster import columns
from ilp_desktop.roster.columns import FileShape
from ilp_desktop.roster.opening import Parts
from ilp_desktop.roster.results import Results
from ilp_desktop.roster.rows import ANYTHING, Rows
from ilp_desktop.roster.tables import Cells
from ilp_desktop.roster.values import read_date, read_flag, read_grades, read_list, role_kind

_PRIMARY, _SECONDARY = True, False


class Entities(Parts):
    """The rows of one OneRoster roster."""

    def __init__(self, rows: Rows, users: FileShape) -> None:
        self._rows = rows
        self._users = users
        self._own_roles: dict[str, tuple[RosterRole, ...]] = {}
        self._orgs: Container[str] = ()
        self._sessions: Container[str] = ()
        self._courses: Container[str] = ()
        self._classes: Container[str] = ()
        self._people: Container[str] = ()
        self._people_here: frozenset[str] = frozenset()
        self._keeps_titles = columns.RESULTS.key in rows.tables
        self._terms: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        self._joined: tuple[dict[str, tuple[RosterRole, ...]] | None, dict[str, date]] | None = None

    def orgs(self) -> Iterator[RosterOrg]:
        shape = columns.ORGS
        self._orgs = self._ahead(shape)
        for row, cells in self._rows.named(shape):
            yield RosterOrg(
                sourced_id=cells["sourcedId"],
                name=cells["name"],
                kind=cells["type"].lower(),
                identifier=cells["identifier"],
                parent_sourced_id=self._known(shape, row, cells, "parentSourcedId", self._orgs),
                row=row,
            )

    def sessions(self) -> Iterator[RosterSession]:
        shape = columns.SESSIONS
        self._sessions = self._ahead(shape)
        for row, cells in self._rows.named(shape):
            begins_on, ends_on = read_date(cells["startDate"]), read_date(cells["endDate"])
            assert begins_on is not None, "a row with no readable dates does not stand"
            assert ends_on is not None
            year = cells["schoolYear"]
            if self._keeps_titles:
                self._terms[cells["sourcedId"]] = cells["title"]
            yield RosterSession(
                sourced_id=cells["sourcedId"],
                title=cells["title"],
                kind=cells["type"],
                begins_on=begins_on,
                ends_on=ends_on,
                parent_sourced_id=self._known(shape, row, cells, "parentSourcedId", self._sessions),
                school_year=int(year) if year.isdecimal() and len(year) == len("2026") else 0,
                row=row,
            )

    def courses(self) -> Iterator[RosterCourse]:
        shape = columns.COURSES
        here: set[str] = set()
        self._courses = ANYTHING if self._rows.is_open(shape) else here
        for row, cells in self._rows.named(shape):
            here.add(cells["sourcedId"])
            yield RosterCourse(
                sourced_id=cells["sourcedId"],
                title=cells["title"],
                code=cells["courseCode"],
                grades=read_grades(cells["grades"]),
                org_sourced_id=self._known(shape, row, cells, "orgSourcedId", self._orgs),
                session_sourced_id=self._known(shape, row, cells, "schoolYearSourcedId", self._sessions),
                subjects=read_list(cells["subjects"]),
                row=row,
            )

    def classes(self) -> Iterator[RosterClass]:
        shape = columns.CLASSES
        here: set[str] = set()
        self._classes = ANYTHING if self._rows.is_open(shape) else here
        for row, cells in self._rows.named(shape):
            here.add(cells["sourcedId"])
            if self._keeps_titles:
                self._titles[cells["sourcedId"]] = cells["title"]
            yield RosterClass(
                sourced_id=cells["sourcedId"],
                title=cells["title"],
                kind=cells["classType"].lower(),
                course_sourced_id=self._known(shape, row, cells, "courseSourcedId", self._courses),
                school_sourced_id=self._known(shape, row, cells, "schoolSourcedId", self._orgs),
                term_sourced_ids=self._known_of(shape, row, cells, "termSourcedIds", self._sessions),
                code=cells["classCode"],
                grades=read_grades(cells["grades"]),
                location=cells["location"],
                subjects=read_list(cells["subjects"]),
                periods=read_list(cells["periods"]),
                row=row,
            )

    def people(self) -> Iterator[RosterPerson]:
        roles, births = self._joined or self._join()
        for row, cells in self._rows.named(self._users):
            sourced_id = cells["sourcedId"]
            if roles is None:
                own = self._own_role(cells["role"])
            elif sourced_id in roles:
                own = roles[sourced_id]
            else:
                self._rows.remarks.refuse(self._rows.file(self._users), row, "role_absent")
                continue
            yield self._person(row, cells, own, births.get(sourced_id))

    def enrollments(self) -> Iterator[RosterEnrollment]:
        rows, shape = self._rows, columns.ENROLLMENTS
        classes, people, orgs = self._classes, self._people, self._orgs
        # There are more of them than of anything else: what is right is not asked about twice.
        for row, cells in rows.standing(shape):
            sourced_id, of_class, user, role, school, _status, primary, begins, ends = cells
            if (of_class not in classes or user not in people) and not (
                rows.stands(shape, row, "classSourcedId", of_class, classes)
                and rows.stands(shape, row, "userSourcedId", user, people)
            ):
                continue
            if school not in orgs:
                school = rows.known(shape, row, "schoolSourcedId", school, orgs)
            yield RosterEnrollment(
                sourced_id,
                of_class,
                user,
                role.lower(),
                school,
                bool(primary) and read_flag(primary) is True,
                rows.day(shape, row, "beginDate", begins) if begins else None,
                rows.day(shape, row, "endDate", ends) if ends else None,
                row,
            )

    def results(self) -> Iterator[RosterResult]:
        return Results(self._rows).all(self._people, self._titles, self._terms)

    def deletions(self) -> Iterator[RosterDeletion]:
        for shape in (
            columns.RESULTS,
            columns.ENROLLMENTS,
            self._users,
            columns.CLASSES,
            columns.COURSES,
            columns.SESSIONS,
            columns.ORGS,
        ):
            yield from self._rows.deletions(shape)

    def _ahead(self, shape: FileShape) -> Container[str]:
        return ANYTHING if self._rows.is_open(shape) else self._rows.ids(shape)

    def _join(self) -> tuple[dict[str, tuple[RosterRole, ...]] | None, dict[str, date]]:
        """Read what other files say of people; it is kept, for they may be gone through again."""
        self._people_here = self._rows.ids(self._users)
        roles: dict[str, tuple[RosterRole, ...]] | None = None
        if self._users is columns.USERS_1_2:
            roles = self._roles()
            self._people_here &= roles.keys()
        self._people = ANYTHING if self._rows.is_open(self._users) else self._people_here
        self._joined = roles, dict(self._births())
        return self._joined

    def _person(self, row: int, cells: Cells, roles: tuple[RosterRole, ...], birth: date | None) -> RosterPerson:
        enabled = read_flag(cells["enabledUser"])
        if enabled is None and self._rows.tables["users"].heading.has("enabledUser"):
            self._rows.remarks.warn(self._rows.file(self._users), row, "enabled_unclear")
        get = cells.get
        return RosterPerson(
            sourced_id=cells["sourcedId"],
            roles=roles,
            given_name=cells["givenName"],
            family_name=cells["familyName"],
            middle_name=cells["middleName"],
            preferred_given_name=get("preferredGivenName", ""),
            preferred_middle_name=get("preferredMiddleName", ""),
            preferred_family_name=get("preferredFamilyName", ""),
            pronouns=get("pronouns", ""),
            identifier=cells["identifier"],
            email=cells["email"],
            phone=cells["phone"],
            sms=cells["sms"],
            grades=read_grades(cells["grades"]),
            org_sourced_ids=self._person_orgs(row, cells, roles),
            birth_date=birth,
            agent_sourced_ids=self._known_of(self._users, row, cells, "agentSourcedIds", self._people),
            enabled=enabled is not False,
            row=row,
        )

    def _person_orgs(self, row: int, cells: Cells, roles: tuple[RosterRole, ...]) -> tuple[str, ...]:
        if "orgSourcedIds" in cells:
            return self._known_of(self._users, row, cells, "orgSourcedIds", self._orgs)
        first = self._known(self._users, row, cells, "primaryOrgSourcedId", self._orgs)
        named = (first, *(role.org_sourced_id for role in roles))
        return tuple(dict.fromkeys(sourced_id for sourced_id in named if sourced_id))

    def _own_role(self, role: str) -> tuple[RosterRole, ...]:
        found = self._own_roles.get(role)
        if found is None:
            kind = role_kind(role)
            assert kind is not None, "a row with an unknown role does not stand"
            found = self._own_roles[role] = (RosterRole(kind, role.lower()),)
        return found

    def _roles(self) -> dict[str, tuple[RosterRole, ...]]:
        """1.2: what each person is, the primary role first. Equal roles are made once, whoever has them."""
        rows, shape = self._rows, columns.ROLES
        found: dict[str, tuple[RosterRole, ...]] = {}
        made: dict[tuple[str, ...], tuple[RosterRole, ...]] = {}
        for row, cells in rows.standing(shape):
            user, name, role_type, org, _id, _status, begins, ends = cells
            if user not in self._people_here:
                self._say_alone(shape, row, "userSourcedId", refused=True)
                continue
            # What there is to remark is said for each row.
            key = (name, role_type, org, begins, ends)
            one = made.get(key)
            if one is None:
                before_it = self._rows.remarks.said
                one = (self._role(row, key),)
                if self._rows.remarks.said == before_it:
                    made[key] = one
            before = found.get(user)
            found[user] = tuple(sorted((*before, *one), key=lambda each: not each.primary)) if before else one
        return found

    def _role(self, row: int, cells: tuple[str, ...]) -> RosterRole:
        name, role_type, org, begins, ends = cells
        kind = role_kind(name)
        assert kind is not None, "a row with an unknown role does not stand"
        return RosterRole(
            kind,
            name.lower(),
            self._rows.known(columns.ROLES, row, "orgSourcedId", org, self._orgs),
            _SECONDARY if role_type.lower() == "secondary" else _PRIMARY,
            self._rows.day(columns.ROLES, row, "beginDate", begins),
            self._rows.day(columns.ROLES, row, "endDate", ends),
        )

    def _births(self) -> Iterator[tuple[str, date]]:
        shape = columns.DEMOGRAPHICS
        for row, (sourced_id, user_id, _status, birth) in self._rows.standing(shape):
            user = sourced_id if sourced_id in self._people_here else user_id
            if user not in self._people_here:
                self._say_alone(shape, row, "sourcedId", refused=False)
            elif found := self._rows.day(shape, row, "birthDate", birth):
                yield user, found

    def _say_alone(self, shape: FileShape, row: int, column: str, *, refused: bool) -> None:
        """A row that only adds to a person of another file means nothing without that person's own row."""
        remarks, file = self._rows.remarks, self._rows.file(shape)
        if self._rows.is_open(self._users):
            remarks.refuse(file, row, "row_alone")
        elif refused:
            remarks.refuse(file, row, "reference_dangling_refused", column=column)
        else:
            remarks.warn(file, row, "reference_dangling", column=column)

    def _known(self, shape: FileShape, row: int, cells: Cells, column: str, known: Container[str]) -> str:
        return self._rows.known(shape, row, column, cells[column], known)

    def _known_of(
        self, shape: FileShape, row: int, cells: Cells, column: str, known: Container[str]
    ) -> tuple[str, ...]:
        return self._rows.known_of(shape, row, column, cells[column], known)
