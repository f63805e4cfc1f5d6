"""Each thing a roster brings, as the row that the office would keep of it."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple, cast

from ilp_desktop.domain.names import folded
from ilp_desktop.domain.roster import (
    PersonKind,
    Roster,
    RosterAssignment,
    RosterClass,
    RosterCourse,
    RosterEnrollment,
    RosterOrg,
    RosterPerson,
    RosterRecord,
    RosterRelation,
    RosterResult,
    RosterRole,
    RosterSession,
)
from ilp_desktop.domain.students import GRADES

_STAFF_ROLES = {
    "counselor": "counselor",
    "guidance": "counselor",
    "principal": "principal",
    "administrator": "front_desk",
    "siteadministrator": "principal",
    "sysadmin": "front_desk",
    "systemadministrator": "front_desk",
}

FIELDS: dict[str, tuple[str, ...]] = {
    "org": ("name", "type", "identifier"),
    "academic_session": ("title", "type", "starts_on", "ends_on", "school_year"),
    "course": ("title", "course_code"),
    "school_class": ("title", "class_code", "class_type", "course_id", "org_id", "session_id"),
    "staff_member": ("given_name", "family_name", "email", "phone", "role"),
    "guardian": (
        "given_name", "family_name", "phone", "email", "language", "needs_interpreter", "relationship", "address",
        "students",
    ),
    "student": (
        "student_number", "given_name", "middle_name", "family_name", "preferred_name", "grade", "birth_date", "email",
        "home_language", "sort_key", "address", "schools", "guardians",
    ),
    "enrollment": ("class_id", "user", "role", "is_primary", "begins_on", "ends_on"),
    "relation": ("student", "guardian", "relationship", "lives_with", "may_see", "may_be_mailed", "barred"),
    "measure_point": (
        "student", "category", "label", "value", "said", "unit", "term", "measured_on", "benchmark",
    ),
    "assignment": ("student", "staff", "duty", "begins_on", "ends_on"),
}  # fmt: skip
"""What the values of a staged row are, in their order. What a row points at is named by the sender's id."""

KINDS = tuple(FIELDS)
"""Kinds in the order in which they are applied: what is pointed at comes first."""

# As json.JSONEncoder(ensure_ascii=False, separators=(",", ":")) builds it anew for each text.
_encoder = cast("Any", json.encoder).c_make_encoder(
    None, None, json.encoder.encode_basestring, None, ":", ",", False, False, False
)


class RosterRow(NamedTuple):
    """One row to be: its values are in the order of ``FIELDS`` and ready for JSON."""

    sourced_id: str
    row: int
    values: tuple[Any, ...]


def packed(values: tuple[Any, ...]) -> tuple[str, bytes]:
    """Return values as text, and the digest that tells an equal row from a changed one."""
    text = "".join(_encoder(values, 0))
    return text, hashlib.blake2b(text.encode(), digest_size=16).digest()


def records_of(roster: Roster) -> Iterator[RosterRecord]:
    """Go through a roster once, each thing after what it points at."""
    return chain(
        roster.orgs,
        roster.sessions,
        roster.courses,
        roster.classes,
        roster.people,
        roster.enrollments,
        roster.relations,
        roster.results,
        roster.assignments,
        roster.deletions,
    )


def rows_of(record: RosterRecord) -> tuple[tuple[str, RosterRow], ...]:
    """Return the kind and row of each thing that a record is: a person may be guardian and staff at once."""
    make = _ROWS.get(type(record))
    return make(record) if make else ()


def _iso(on: date | None) -> str | None:
    return None if on is None else on.isoformat()


def _org(o: RosterOrg) -> tuple[tuple[str, RosterRow], ...]:
    return (("org", RosterRow(o.sourced_id, o.row, (o.name, o.kind, o.identifier))),)


def _session(s: RosterSession) -> tuple[tuple[str, RosterRow], ...]:
    values = (s.title, s.kind, _iso(s.begins_on), _iso(s.ends_on), s.school_year)
    return (("academic_session", RosterRow(s.sourced_id, s.row, values)),)


def _course(c: RosterCourse) -> tuple[tuple[str, RosterRow], ...]:
    return (("course", RosterRow(c.sourced_id, c.row, (c.title, c.code))),)


def _class(c: RosterClass) -> tuple[tuple[str, RosterRow], ...]:
    term = c.term_sourced_ids[0] if c.term_sourced_ids else ""
    values = (c.title, c.code, c.kind, c.course_sourced_id, c.school_sourced_id, term)
    return (("school_class", RosterRow(c.sourced_id, c.row, values)),)


def _enrollment(e: RosterEnrollment) -> tuple[tuple[str, RosterRow], ...]:
    values = (
        e.class_sourced_id,
        e.user_sourced_id,
        e.role,
        e.primary,
        e.begins_on and e.begins_on.isoformat(),
        e.ends_on and e.ends_on.isoformat(),
    )
    return (("enrollment", RosterRow(e.sourced_id, e.row, values)),)


def _person(p: RosterPerson) -> tuple[tuple[str, RosterRow], ...]:
    kinds = (p.roles[0].kind,) if len(p.roles) == 1 else _kinds(p.roles)
    return tuple((_KIND_OF[kind], _PEOPLE[kind](p)) for kind in kinds)


def _kinds(roles: tuple[RosterRole, ...]) -> tuple[PersonKind, ...]:
    """Return what a person is; a student is a student alone, whatever else a sender says of them."""
    kinds = tuple(dict.fromkeys(role.kind for role in roles))
    return (PersonKind.STUDENT,) if PersonKind.STUDENT in kinds else kinds


def _student(p: RosterPerson) -> RosterRow:
    values = (
        p.identifier,
        p.given_name,
        p.middle_name,
        p.family_name,
        p.preferred_given_name,
        _grade(p.grades),
        _iso(p.birth_date),
        p.email,
        p.language,
        f"{_plain(p.family_name)}\x1f{_plain(p.given_name)}",
        p.address,
        p.org_sourced_ids,
        sorted(p.agent_sourced_ids),
    )
    return RosterRow(p.sourced_id, p.row, values)


# Names repeat; only as many are remembered as a school has.
_plain = lru_cache(maxsize=4096)(folded)


@lru_cache(maxsize=256)
def _grade(grades: tuple[str, ...]) -> str:
    return next((grade for grade in (*grades,) if grade in GRADES), next(iter(grades), ""))


def _guardian(p: RosterPerson) -> RosterRow:
    values = (
        p.preferred_given_name or p.given_name,
        p.preferred_family_name or p.family_name,
        p.phone or p.sms,
        p.email,
        p.language,
        p.needs_interpreter,
        next((role.role for role in p.roles if role.kind is PersonKind.GUARDIAN), "guardian"),
        p.address,
        sorted(p.agent_sourced_ids),
    )
    return RosterRow(p.sourced_id, p.row, values)


def _staff(p: RosterPerson) -> RosterRow:
    role = next((role.role for role in p.roles if role.kind is PersonKind.STAFF), "teacher")
    values = (
        p.preferred_given_name or p.given_name,
        p.preferred_family_name or p.family_name,
        p.email,
        p.phone or p.sms,
        _STAFF_ROLES.get(role, "teacher"),
    )
    return RosterRow(p.sourced_id, p.row, values)


def _relation(r: RosterRelation) -> tuple[tuple[str, RosterRow], ...]:
    values = (
        r.student_sourced_id,
        r.guardian_sourced_id,
        r.relationship,
        r.lives_with,
        r.may_see,
        r.may_be_mailed,
        r.barred,
    )
    return (("relation", RosterRow(r.sourced_id, r.row, values)),)


def _result(r: RosterResult) -> tuple[tuple[str, RosterRow], ...]:
    values = (
        r.student_sourced_id,
        r.category,
        r.label,
        r.value,
        r.said,
        r.unit,
        r.term,
        _iso(r.measured_on),
        r.benchmark,
    )
    return (("measure_point", RosterRow(r.sourced_id, r.row, values)),)


def _assignment(a: RosterAssignment) -> tuple[tuple[str, RosterRow], ...]:
    values = (a.student_sourced_id, a.staff_sourced_id, a.duty, _iso(a.begins_on), _iso(a.ends_on))
    return (("assignment", RosterRow(a.sourced_id, a.row, values)),)


_KIND_OF = {PersonKind.STUDENT: "student", PersonKind.GUARDIAN: "guardian", PersonKind.STAFF: "staff_member"}
_PEOPLE: dict[PersonKind, Callable[[RosterPerson], RosterRow]] = {
    PersonKind.STUDENT: _student,
    PersonKind.GUARDIAN: _guardian,
    PersonKind.STAFF: _staff,
}
_ROWS: dict[type, Callable[[Any], tuple[tuple[str, RosterRow], ...]]] = {
    RosterOrg: _org,
    RosterSession: _session,
    RosterCourse: _course,
    RosterClass: _class,
    RosterPerson: _person,
    RosterEnrollment: _enrollment,
    RosterRelation: _relation,
    RosterResult: _result,
    RosterAssignment: _assignment,
}
