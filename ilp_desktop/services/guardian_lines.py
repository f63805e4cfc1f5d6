"""The adults of a student as one person of the office may know about them; a few statements, whatever the family."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Integer, bindparam, func, select

from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.guardianship import GivenBy, Right, rights_on
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.relations import BarLine, DoorNotice, GrantLine, RelationLine
from ilp_desktop.services.conference_rows import reached
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.relation_rows import TERMS, Found, terms_of
from ilp_desktop.store.tables import (
    guardian,
    guardian_bar,
    guardian_grant,
    household,
    staff_member,
    student,
    student_guardian,
)

_STUDENT = bindparam("student_id", type_=Integer)
_g, _r, _b, _n = guardian.c, student_guardian.c, guardian_bar.c, guardian_grant.c
_RELATIONS = (
    select(
        _g.id,
        _g.given_name,
        _g.family_name,
        _g.phone,
        _g.email,
        func.coalesce(household.c.label, "").label("home"),
        func.coalesce(household.c.address, "").label("address"),
        _r.version,
        *TERMS,
    )
    .select_from(
        student_guardian.join(guardian, _g.id == _r.guardian_id).outerjoin(household, household.c.id == _r.household_id)
    )
    .where(_r.student_id == _STUDENT, _r.deleted_at.is_(None), _g.deleted_at.is_(None))
    .order_by(_r.barred, _r.household_id, _r.id)
)
_BARS = (
    select(_b.guardian_id, _b.reason, _b.paper, _b.barred_at, staff_member.c.given_name, staff_member.c.family_name)
    .select_from(guardian_bar.outerjoin(staff_member, staff_member.c.person_uid == _b.barred_by))
    .where(_b.student_id == _STUDENT, _b.lifted_at.is_(None))
    .order_by(_b.id)
)
_GRANTS = (
    select(_n.id, _n.guardian_id, _n.allows, _n.given_by, _n.begins_on, _n.ends_on, _n.paper)
    .where(_n.student_id == _STUDENT, _n.deleted_at.is_(None))
    .order_by(_n.begins_on, _n.id)
)


@dataclass(frozen=True, slots=True)
class _Knows:
    """What somebody may know of the adults of one student."""

    birth_date: date | None
    contacts: bool
    custody: bool


def relation_lines(connection: Connection, desk: Desk, student_id: int, on: date) -> tuple[RelationLine, ...]:
    """Return the adults with what they may do on a day. Raises OfficeError ``student_gone``.

    Who may not know about custody gets those whose relation stands that day, and nothing of why somebody is barred.
    """
    knows = _knowing(connection, desk, student_id, Sharing.PLAN, Purpose.READ)
    rows = connection.execute(_RELATIONS, {"student_id": student_id}).all()
    grants = _grants(connection, student_id, papers=knows.custody)
    bars = _bars(connection, student_id) if knows.custody else {}
    lines = [_line(row, knows, grants.get(row.id, []), bars.get(row.id), on) for row in rows]
    return tuple(line for line in lines if knows.custody or line.terms.stands(on))


def door_notice(connection: Connection, desk: Desk, conference_id: int) -> DoorNotice:
    """Return what whoever checks a family in needs to know. Raises OfficeError ``conference_gone``."""
    held = reached(connection, desk, conference_id, Purpose.CHECK_IN, Sharing.DIRECTORY)
    knows = _knowing(connection, desk, held.student_id, Sharing.DIRECTORY, Purpose.CHECK_IN)
    rows = connection.execute(_RELATIONS, {"student_id": held.student_id}).all()
    barred = [row for row in rows if row.barred]
    bars = _bars(connection, held.student_id) if knows.custody and barred else {}
    return DoorNotice(
        expected=tuple(
            full_name(row.given_name, row.family_name)
            for row in rows
            if Right.ATTEND in rights_on(terms_of(row), knows.birth_date, held.held_on)
        ),
        see_office=bool(barred),
        barred=tuple((full_name(row.given_name, row.family_name), bars.get(row.id)) for row in barred if knows.custody),
    )


def _knowing(connection: Connection, desk: Desk, student_id: int, sharing: Sharing, purpose: Purpose) -> _Knows:
    statement = select(
        student.c.birth_date,
        desk.sees(Sharing.CONTACT, Purpose.READ).label("contacts"),
        desk.sees(Sharing.CUSTODY, Purpose.READ).label("custody"),
    ).where(student.c.id == student_id, student.c.deleted_at.is_(None), desk.sees(sharing, purpose))
    row = connection.execute(statement, desk.as_viewer()).one_or_none()
    if row is None:
        raise OfficeError("student_gone")
    return _Knows(row.birth_date, bool(row.contacts), bool(row.custody))


def _line(row: Found, knows: _Knows, grants: Sequence[GrantLine], bar: BarLine | None, on: date) -> RelationLine:
    terms = terms_of(row)
    contacts = knows.contacts and (knows.custody or not terms.barred)
    return RelationLine(
        relation_id=row.relation_id,
        guardian_id=row.id,
        name=full_name(row.given_name, row.family_name),
        household=row.home if contacts else "",
        phone=row.phone if contacts else "",
        email=row.email if contacts else "",
        address=row.address if contacts else "",
        terms=terms,
        rights=rights_on(terms, knows.birth_date, on),
        grants=tuple(grants),
        bar=bar,
        version=row.version,
    )


def _bars(connection: Connection, student_id: int) -> dict[int, BarLine]:
    rows = connection.execute(_BARS, {"student_id": student_id})
    return {
        row.guardian_id: BarLine(
            row.reason, row.paper, full_name(row.given_name or "", row.family_name or ""), row.barred_at
        )
        for row in rows
    }


def _grants(connection: Connection, student_id: int, *, papers: bool) -> dict[int, list[GrantLine]]:
    found: dict[int, list[GrantLine]] = {}
    for row in connection.execute(_GRANTS, {"student_id": student_id}):
        line = GrantLine(
            grant_id=row.id,
            right=Right(row.allows),
            given_by=GivenBy(row.given_by),
            begins_on=row.begins_on,
            ends_on=row.ends_on,
            paper=row.paper if papers else "",
        )
        found.setdefault(row.guardian_id, []).append(line)
    return found
