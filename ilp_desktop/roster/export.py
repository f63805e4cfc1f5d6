"""Writes a roster as a OneRoster 1.1 or 1.2 bulk zip, the same bytes for the same roster.

Each part is gone through once, so that a roster whose parts are made as they are asked for never stands in memory as
a whole; only birth dates and roles, which come with the people, wait for their own file.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from ilp_desktop.domain.roster import Roster, RosterMode, RosterPerson

VERSIONS = ("1.1", "1.2")
# The earliest that a zip can say: a file's own time would make equal rosters differ.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_FILES = (
    "academicSessions", "categories", "classes", "classResources", "courses", "courseResources", "demographics",
    "enrollments", "lineItemLearningObjectiveIds", "lineItems", "lineItemScoreScales", "orgs", "resources",
    "resultLearningObjectiveIds", "results", "resultScoreScales", "roles", "scoreScales", "userProfiles",
    "userResources", "users",
)  # fmt: skip
_ONLY_1_2 = frozenset(
    {
        "lineItemLearningObjectiveIds", "lineItemScoreScales", "resultLearningObjectiveIds", "resultScoreScales",
        "roles", "scoreScales", "userProfiles", "userResources",
    }
)  # fmt: skip

Rows = Iterator[Sequence[str]]
Sheet = tuple[str, Sequence[str], Rows]


def write_roster(roster: Roster, path: Path) -> None:
    """Write every part of a bulk roster, in ``roster.version``, to a zip at ``path``. A password is never written."""
    assert roster.version in VERSIONS, roster.version
    assert roster.mode is RosterMode.BULK
    is_1_2 = roster.version == "1.2"
    births: list[Sequence[str]] = []
    roles: list[Sequence[str]] = []
    people = _noting(roster.people, births, roles if is_1_2 else None)
    sheets: list[Sheet] = [
        ("academicSessions", _SESSION, _sessions(roster)),
        ("orgs", _ORG, _orgs(roster)),
        ("courses", _COURSE, _courses(roster)),
        ("classes", _CLASS, _classes(roster)),
        ("users", _USER_1_2, _users_1_2(people)) if is_1_2 else ("users", _USER_1_1, _users_1_1(people)),
        ("demographics", _BIRTH, iter(births)),
        ("enrollments", _ENROLLMENT, _enrollments(roster)),
    ]
    if is_1_2:
        sheets.append(("roles", _ROLE, iter(roles)))
    written = {name for name, _heading, _rows in sheets}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        _write(archive, ("manifest", ("propertyName", "value"), _manifest(roster, written)))
        for sheet in sheets:
            _write(archive, sheet)


def _noting(
    people: Iterable[RosterPerson], births: list[Sequence[str]], roles: list[Sequence[str]] | None
) -> Iterator[RosterPerson]:
    """Pass people on, and note what two other files say of them."""
    for person in people:
        if person.birth_date:
            births.append((person.sourced_id, *_NO_STAMP, person.birth_date.isoformat()))
        if roles is not None:
            roles.extend(_roles(person))
        yield person


def _write(archive: zipfile.ZipFile, sheet: Sheet) -> None:
    name, heading, rows = sheet
    entry = zipfile.ZipInfo(f"{name}.csv", _ZIP_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o100644 << 16
    # Every platform writes the same byte here; otherwise a zip made on Windows would differ.
    entry.create_system = 3
    with archive.open(entry, "w") as binary, io.TextIOWrapper(binary, "utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(heading)
        writer.writerows(rows)


_STAMP = ("status", "dateLastModified")
_NO_STAMP = ("", "")
_SESSION = ("sourcedId", *_STAMP, "title", "type", "startDate", "endDate", "parentSourcedId", "schoolYear")
_BIRTH = ("sourcedId", *_STAMP, "birthDate")
_ORG = ("sourcedId", *_STAMP, "name", "type", "identifier", "parentSourcedId")
_COURSE = (
    "sourcedId", *_STAMP, "schoolYearSourcedId", "title", "courseCode", "grades", "orgSourcedId", "subjects",
    "subjectCodes",
)  # fmt: skip
_CLASS = (
    "sourcedId", *_STAMP, "title", "grades", "courseSourcedId", "classCode", "classType", "location",
    "schoolSourcedId", "termSourcedIds", "subjects", "subjectCodes", "periods",
)  # fmt: skip
_ENROLLMENT = (
    "sourcedId", *_STAMP, "classSourcedId", "schoolSourcedId", "userSourcedId", "role", "primary", "beginDate",
    "endDate",
)  # fmt: skip
_ROLE = (
    "sourcedId", *_STAMP, "userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId",
    "userProfileSourcedId",
)  # fmt: skip
_USER_1_1 = (
    "sourcedId", *_STAMP, "enabledUser", "orgSourcedIds", "role", "username", "userIds", "givenName", "familyName",
    "middleName", "identifier", "email", "sms", "phone", "agentSourcedIds", "grades", "password",
)  # fmt: skip
_USER_1_2 = (
    "sourcedId", *_STAMP, "enabledUser", "username", "userIds", "givenName", "familyName", "middleName", "identifier",
    "email", "sms", "phone", "agentSourcedIds", "grades", "password", "userMasterIdentifier", "preferredGivenName",
    "preferredMiddleName", "preferredFamilyName", "primaryOrgSourcedId", "pronouns",
)  # fmt: skip


def _manifest(roster: Roster, written: set[str]) -> Rows:
    yield ("manifest.version", "1.0")
    yield ("oneroster.version", roster.version)
    for name in _FILES:
        if roster.version == "1.2" or name not in _ONLY_1_2:
            yield (f"file.{name}", "bulk" if name in written else "absent")
    yield ("source.systemName", roster.source)
    yield ("source.systemCode", roster.source)


def _sessions(roster: Roster) -> Rows:
    for each in roster.sessions:
        year = str(each.school_year) if each.school_year else ""
        yield (
            each.sourced_id, *_NO_STAMP, each.title, each.kind, each.begins_on.isoformat(), each.ends_on.isoformat(),
            each.parent_sourced_id, year,
        )  # fmt: skip


def _orgs(roster: Roster) -> Rows:
    for each in roster.orgs:
        yield each.sourced_id, *_NO_STAMP, each.name, each.kind, each.identifier, each.parent_sourced_id


def _courses(roster: Roster) -> Rows:
    for each in roster.courses:
        yield (
            each.sourced_id, *_NO_STAMP, each.session_sourced_id, each.title, each.code, _list(each.grades),
            each.org_sourced_id, _list(each.subjects), "",
        )  # fmt: skip


def _classes(roster: Roster) -> Rows:
    for each in roster.classes:
        yield (
            each.sourced_id, *_NO_STAMP, each.title, _list(each.grades), each.course_sourced_id, each.code, each.kind,
            each.location, each.school_sourced_id, _list(each.term_sourced_ids), _list(each.subjects), "",
            _list(each.periods),
        )  # fmt: skip


def _enrollments(roster: Roster) -> Rows:
    for each in roster.enrollments:
        yield (
            each.sourced_id, *_NO_STAMP, each.class_sourced_id, each.school_sourced_id, each.user_sourced_id, each.role,
            _flag(each.primary), _day(each.begins_on), _day(each.ends_on),
        )  # fmt: skip


def _roles(person: RosterPerson) -> Rows:
    for number, role in enumerate(person.roles, start=1):
        yield (
            f"{person.sourced_id}-role-{number}", *_NO_STAMP, person.sourced_id,
            "primary" if role.primary else "secondary", role.role, _day(role.begins_on), _day(role.ends_on),
            role.org_sourced_id, "",
        )  # fmt: skip


def _users_1_1(people: Iterable[RosterPerson]) -> Rows:
    for each in people:
        yield (
            each.sourced_id, *_NO_STAMP, _flag(each.enabled), _list(each.org_sourced_ids), each.roles[0].role,
            *_named(each), _list(each.agent_sourced_ids), _list(each.grades), "",
        )  # fmt: skip


def _users_1_2(people: Iterable[RosterPerson]) -> Rows:
    for each in people:
        yield (
            each.sourced_id, *_NO_STAMP, _flag(each.enabled), *_named(each), _list(each.agent_sourced_ids),
            _list(each.grades), "", "", each.preferred_given_name, each.preferred_middle_name,
            each.preferred_family_name, next(iter(each.org_sourced_ids), ""), each.pronouns,
        )  # fmt: skip


def _named(each: RosterPerson) -> tuple[str, ...]:
    """From username to phone: the same cells in both versions. The user name is the id, so that none is invented."""
    return (
        each.sourced_id, "", each.given_name, each.family_name, each.middle_name, each.identifier, each.email,
        each.sms, each.phone,
    )  # fmt: skip


def _list(parts: Iterable[str]) -> str:
    return ",".join(parts)


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
