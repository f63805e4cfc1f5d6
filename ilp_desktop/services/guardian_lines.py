"""The adults of a student as one person of the office may know about them; a few statements, whatever the family."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Integer, bindparam, func, literal, select

from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.guardianship import GivenBy, Right, eighteenth_birthday, is_adult, rights_on
from ilp_desktop.domain.names import folded, full_name
from ilp_desktop.domain.relations import BarLine, DoorNotice, Expected, Family, GrantLine, RelationLine
from ilp_desktop.services.conference_rows import reached
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.office_calls import is_called
from ilp_desktop.services.relation_rows import TERMS, Found, terms_of
from ilp_desktop.store.tables import (
    guardian,
    guardian_bar,
    guardian_grant,
    household,
    participant,
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
        _g.language,
        _g.needs_interpreter,
        _r.household_id,
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
    select(
        _b.guardian_id,
        _b.reason,
        _b.paper,
        _b.barred_at,
        _b.lifted_at,
        _b.lifted_why,
        staff_member.c.given_name,
        staff_member.c.family_name,
    )
    .select_from(guardian_bar.outerjoin(staff_member, staff_member.c.person_uid == _b.barred_by))
    .where(_b.student_id == _STUDENT)
    .order_by(_b.id)
)

_p = participant.c
GUESTS = (
    select(_p.id, _p.name)
    .where(
        _p.conference_id == bindparam("conference_id", type_=Integer), _p.permitted_how != "", _p.deleted_at.is_(None)
    )
    .order_by(_p.id)
)
"""Who is nobody's guardian and comes with a permission."""
_GRANTS = (
    select(_n.id, _n.guardian_id, _n.allows, _n.given_by, _n.begins_on, _n.ends_on, _n.paper)
    .where(_n.student_id == _STUDENT, _n.deleted_at.is_(None))
    .order_by(_n.begins_on, _n.id)
)


@dataclass(frozen=True, slots=True)
class _Knows:
    """What somebody may know of the adults of one student, and change."""

    student_name: str
    birth_date: date | None
    contacts: bool
    custody: bool
    changes: bool
    corrects: bool


def family(connection: Connection, desk: Desk, student_id: int, on: date) -> Family:
    """Return the adults with what they may do on a day. Raises OfficeError ``student_gone``.

    Who may not know about custody gets those whose relation stands that day, and nothing of why somebody is barred.
    """
    knows = _knowing(connection, desk, student_id, Sharing.PLAN, Purpose.READ)
    rows = connection.execute(_RELATIONS, {"student_id": student_id}).all()
    grants = _grants(connection, student_id, papers=knows.custody)
    bars = _bars(connection, student_id) if knows.custody else {}
    lines = [_line(row, knows, grants.get(row.id, []), bars.get(row.id, []), on) for row in rows]
    return Family(
        student_name=knows.student_name,
        adult_on=eighteenth_birthday(knows.birth_date) if knows.birth_date else None,
        lines=tuple(line for line in lines if knows.custody or line.terms.stands(on)),
        may_change=knows.changes,
        may_correct=knows.corrects,
    )


def door_notice(connection: Connection, desk: Desk, conference_id: int) -> tuple[int, DoorNotice]:
    """Return whose conference it is, and what whoever checks the family in needs to know.

    Raises OfficeError ``conference_gone``.
    """
    held = reached(connection, desk, conference_id, Purpose.CHECK_IN, Sharing.DIRECTORY)
    knows = _knowing(connection, desk, held.student_id, Sharing.DIRECTORY, Purpose.CHECK_IN)
    rows = connection.execute(_RELATIONS, {"student_id": held.student_id}).all()
    barred = [row for row in rows if row.barred]
    bars = _bars(connection, held.student_id) if knows.custody and barred else {}
    return held.student_id, DoorNotice(
        expected=expected_at(connection, conference_id, rows, knows.birth_date, held.held_on),
        see_office=bool(barred),
        barred=tuple(
            (full_name(row.given_name, row.family_name), _standing(bars.get(row.id, ())))
            for row in barred
            if knows.custody
        ),
        office_called=bool(connection.execute(select(is_called(literal(conference_id)))).scalar_one()),
    )


def who_may_come(connection: Connection, held: Found) -> tuple[Expected, ...]:
    """Return the adults who may come to a conference that was reached: who is barred by now is not among them."""
    rows = connection.execute(_RELATIONS, {"student_id": held.student_id}).all()
    return expected_at(connection, held.id, rows, held.birth_date, held.held_on)


def expected_at(
    connection: Connection, conference_id: int, rows: Sequence[Found], birth_date: date | None, on: date
) -> tuple[Expected, ...]:
    """Return those of a student's adults who are on a conference and may attend on its day, and who has their permission."""
    there = connection.execute(
        select(_p.guardian_id, _p.id, _p.name, _p.attended, _p.permitted_by, _p.permitted_how)
        .where(_p.conference_id == conference_id, _p.deleted_at.is_(None))
        .order_by(_p.id)
    ).all()
    on_it = {one.guardian_id: one for one in there}
    may_come = [row for row in rows if Right.ATTEND in rights_on(terms_of(row), birth_date, on)]
    family = tuple(
        Expected(
            on_it[row.id].id, full_name(row.given_name, row.family_name), row.relationship, bool(on_it[row.id].attended)
        )
        for row in may_come
        if row.id in on_it
    )
    permitters = {row.id for row in may_come} | ({None} if is_adult(birth_date, on) else set[int | None]())
    guests = tuple(
        Expected(guest.id, guest.name, "guest", bool(guest.attended))
        for guest in there
        if guest.permitted_how and guest.permitted_by in permitters and not _names_barred(rows, guest.name)
    )
    return family + guests


def may_attend(connection: Connection, held: Found) -> list[Found]:
    """Return the adults who may attend on the day of a conference that was reached, on it or not."""
    rows = connection.execute(_RELATIONS, {"student_id": held.student_id}).all()
    return [row for row in rows if Right.ATTEND in rights_on(terms_of(row), held.birth_date, held.held_on)]


def is_barred(connection: Connection, student_id: int, name: str) -> bool:
    """Tell whether somebody of that name is to see the office first about a student."""
    return _names_barred(connection.execute(_RELATIONS, {"student_id": student_id}).all(), name)


def _names_barred(rows: Sequence[Found], name: str) -> bool:
    """Look at the words of a name in any order, also among others: Zacharias B. Barredson is Barredson, Zacharias."""
    said = set(folded(name).split())
    return any(row.barred and set(folded(full_name(row.given_name, row.family_name)).split()) <= said for row in rows)


def _knowing(connection: Connection, desk: Desk, student_id: int, sharing: Sharing, purpose: Purpose) -> _Knows:
    statement = select(
        student.c.given_name,
        student.c.preferred_name,
        student.c.birth_date,
        desk.sees(Sharing.CONTACT, Purpose.READ).label("contacts"),
        desk.sees(Sharing.CUSTODY, Purpose.READ).label("custody"),
        desk.sees(Sharing.CUSTODY, Purpose.EDIT).label("changes"),
        (desk.sees(Sharing.PLAN, Purpose.EDIT) & desk.sees(Sharing.CONTACT, Purpose.EDIT)).label("corrects"),
    ).where(student.c.id == student_id, student.c.deleted_at.is_(None), desk.sees(sharing, purpose))
    row = connection.execute(statement, desk.as_viewer()).one_or_none()
    if row is None:
        raise OfficeError("student_gone")
    return _Knows(
        student_name=row.preferred_name or row.given_name,
        birth_date=row.birth_date,
        contacts=bool(row.contacts),
        custody=bool(row.custody),
        changes=bool(row.changes),
        corrects=bool(row.corrects),
    )


def _line(row: Found, knows: _Knows, grants: Sequence[GrantLine], bars: Sequence[BarLine], on: date) -> RelationLine:
    terms = terms_of(row)
    contacts = knows.contacts and (knows.custody or not terms.barred)
    birth_date = knows.birth_date
    return RelationLine(
        relation_id=row.relation_id,
        guardian_id=row.id,
        name=full_name(row.given_name, row.family_name),
        household=row.home if contacts else "",
        phone=row.phone if contacts else "",
        email=row.email if contacts else "",
        address=row.address if contacts else "",
        terms=terms,
        rights=rights_on(terms, birth_date, on),
        grants=tuple(grants),
        bar=_standing(bars),
        version=row.version,
        at_18=rights_on(terms, birth_date, eighteenth_birthday(birth_date)) if birth_date else frozenset(),
        household_id=row.household_id if contacts else None,
        given_name=row.given_name,
        family_name=row.family_name,
        language=row.language,
        needs_interpreter=row.needs_interpreter,
        lifted=tuple(bar for bar in bars if bar.lifted_at is not None),
    )


def _standing(bars: Sequence[BarLine]) -> BarLine | None:
    return next((bar for bar in reversed(bars) if bar.lifted_at is None), None)


def _bars(connection: Connection, student_id: int) -> dict[int, list[BarLine]]:
    found: dict[int, list[BarLine]] = {}
    for row in connection.execute(_BARS, {"student_id": student_id}):
        by = full_name(row.given_name or "", row.family_name or "")
        line = BarLine(row.reason, row.paper, by, row.barred_at, row.lifted_at, row.lifted_why)
        found.setdefault(row.guardian_id, []).append(line)
    return found


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
