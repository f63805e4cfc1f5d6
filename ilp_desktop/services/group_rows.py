"""Group conferences as the tables hold them, for whoever may see their students: a few statements, whatever the group."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Select, bindparam, case, func, select

from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.conferences import ConferenceState, Party
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.groups import (
    UNCAPPED,
    Attendee,
    Engaged,
    GroupClash,
    GroupLimit,
    GroupLine,
    GroupMember,
    GroupPlan,
    GroupSheet,
    GroupState,
    clashes,
)
from ilp_desktop.domain.guardianship import Right, rights_on
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.packs import worded
from ilp_desktop.domain.policy.recording import group_limit
from ilp_desktop.domain.schedule_sheets import ARRANGERS
from ilp_desktop.language import in_use
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.policies import policy_in_force
from ilp_desktop.services.relation_rows import TERMS, terms_of
from ilp_desktop.store.tables import (
    conference,
    conference_group,
    guardian,
    participant,
    staff_member,
    student,
    student_guardian,
)
from ilp_desktop.store.tables.columns import SchoolDate
from ilp_desktop.store.these import packed, these

_g, _c, _s, _p, _r, _t = (
    conference_group.c,
    conference.c,
    student.c,
    participant.c,
    student_guardian.c,
    staff_member.c,
)
_GROUP = bindparam("group_id", type_=Integer)
_ON = bindparam("on", type_=SchoolDate)
_LIVE = (_g.deleted_at.is_(None), _c.deleted_at.is_(None), _s.deleted_at.is_(None))
_THERE = conference_group.join(conference, _c.group_id == _g.id).join(student, _s.id == _c.student_id)
_PEOPLE = (
    select(
        _p.id,
        _p.conference_id,
        _p.party,
        _p.name,
        _p.role,
        _p.attended,
        _p.guardian_id,
        _c.held_on,
        _c.concluded_at,
        _s.birth_date,
        _r.deleted_at.label("parted_at"),
        *TERMS,
    )
    .select_from(
        participant.join(conference, _c.id == _p.conference_id)
        .join(student, _s.id == _c.student_id)
        .outerjoin(student_guardian, (_r.guardian_id == _p.guardian_id) & (_r.student_id == _c.student_id))
    )
    # Someone barred since it was arranged is on no screen and on no paper.
    .where(these(_c.id), _p.deleted_at.is_(None), _p.party != Party.SCHOOL.value, _r.barred.is_not(True))
    .order_by(_p.conference_id, _p.id)
)
_ALSO = (
    select(_p.staff_id, _t.given_name, _t.family_name)
    .join(conference, _c.id == _p.conference_id)
    .join(staff_member, _t.id == _p.staff_id)
    .where(_c.group_id == _GROUP, _c.deleted_at.is_(None), _p.deleted_at.is_(None))
    .where(_p.staff_id.is_distinct_from(_c.staff_id))
    .distinct()
    .order_by(_t.family_name, _p.staff_id)
)
_later = conference.alias("later")
_NEXT_ON = (
    select(func.min(_later.c.held_on, type_=SchoolDate))
    .where(_later.c.student_id == _c.student_id, _later.c.held_on > _c.held_on, _later.c.deleted_at.is_(None))
    .correlate(conference)
    .scalar_subquery()
)
_ADULTS = (
    select(_r.student_id, _r.guardian_id, _s.birth_date, *TERMS)
    .join(guardian, guardian.c.id == _r.guardian_id)
    .join(student, _s.id == _r.student_id)
    .where(these(_r.student_id), _r.deleted_at.is_(None), guardian.c.deleted_at.is_(None))
)
_ENGAGED = (
    select(_c.id, _c.student_id, _c.staff_id, _c.starts_at, _c.minutes, _c.group_id, _s.given_name, _s.family_name)
    .add_columns(_s.preferred_name, _p.guardian_id)
    .select_from(
        conference.join(student, _s.id == _c.student_id).outerjoin(
            participant,
            (_p.conference_id == _c.id) & _p.deleted_at.is_(None) & _p.guardian_id.is_not(None),
        )
    )
    .where(
        _c.held_on == _ON,
        _c.deleted_at.is_(None),
        _s.deleted_at.is_(None),
        _c.state != ConferenceState.MISSED.value,
        _c.group_id.is_distinct_from(_GROUP),
    )
    .order_by(_c.starts_at, _c.id)
)
_NAMES = select(_s.id, _s.given_name, _s.family_name, _s.preferred_name).where(these(_s.id))


def also_of(connection: Connection, group_id: int) -> dict[int, str]:
    """Return who of the staff takes part in a group beside whoever holds it: row number and name."""
    rows = connection.execute(_ALSO, {"group_id": group_id})
    return {row.staff_id: full_name(row.given_name, row.family_name) for row in rows}


def group_reached(connection: Connection, desk: Desk, group_id: int, purpose: Purpose) -> Found:
    """Return a group conference that this person may read, where they may read anybody's in it, or change, everybody's.

    Raises OfficeError ``group_gone`` for one that is not there and, without a difference, for any other.
    """
    statement = _lines(desk.sees(Sharing.PLAN, purpose)).where(_g.id == _GROUP)
    row = connection.execute(statement, desk.as_viewer(group_id=group_id)).one_or_none()
    if row is None or not row.seen or (purpose is Purpose.EDIT and row.seen < row.students):
        raise OfficeError("group_gone")
    return row


def lines(connection: Connection, desk: Desk) -> tuple[GroupLine, ...]:
    """Return the group conferences with any student of whom this person may read the plan, the latest day first."""
    statement = _lines(desk.sees(Sharing.PLAN, Purpose.READ)).order_by(_g.held_on.desc(), _g.starts_at, _g.id)
    return tuple(line_of(row) for row in connection.execute(statement, desk.as_viewer()) if row.seen)


def line_of(row: Found) -> GroupLine:
    """Return a group as a list shows it: how many students somebody sees of it."""
    return GroupLine(
        group_id=row.id,
        name=row.name,
        on=row.held_on,
        starts_at=row.starts_at,
        minutes=row.minutes,
        room=row.room,
        staff_name=full_name(row.staff_given_name or "", row.staff_family_name or ""),
        state=GroupState(row.state),
        students=row.seen,
    )


def sheet_of_group(connection: Connection, desk: Desk, group_id: int) -> GroupSheet:
    """Read a group conference with those in it whose plans this person may read. Raises OfficeError ``group_gone``."""
    row = group_reached(connection, desk, group_id, Purpose.READ)
    may = connection.execute(
        _lines(desk.sees(Sharing.PLAN, Purpose.EDIT)).where(_g.id == _GROUP), desk.as_viewer(group_id=group_id)
    ).one()
    members = members_of(connection, desk, group_id)
    may_change = may.seen == may.students
    plan = GroupPlan(row.name, row.held_on, row.starts_at, row.minutes, row.room, row.staff_id, row.class_id)
    is_to_come = GroupState(row.state) is GroupState.SCHEDULED
    ids = [member.student_id for member in members]
    return GroupSheet(
        line=line_of(row),
        staff_id=row.staff_id,
        class_id=row.class_id,
        shared=row.shared,
        shared_language=row.shared_language,
        members=members,
        clashes=clashes_of(connection, plan, ids, group_id) if is_to_come else (),
        limit=limit_on(connection, row.held_on),
        may_change=may_change,
        may_arrange=may_change and desk.viewer.role in ARRANGERS,
        also_staff=tuple(also_of(connection, group_id).values()),
    )


def members_of(
    connection: Connection, desk: Desk, group_id: int, purpose: Purpose = Purpose.READ
) -> tuple[GroupMember, ...]:
    """Return the students of a group by name, each with the attendance: themselves and the adults who may come."""
    statement = _members(desk.sees(Sharing.PLAN, purpose))
    rows = connection.execute(statement, desk.as_viewer(group_id=group_id)).all()
    people: defaultdict[int, list[Attendee]] = defaultdict(list)
    for found in connection.execute(_PEOPLE, {"ids": packed(row.id for row in rows)}):
        if _may_attend(found):
            one = Attendee(found.id, Party(found.party), found.name, found.role, bool(found.attended))
            people[found.conference_id].append(one)
    return tuple(
        GroupMember(
            conference_id=row.id,
            student_id=row.student_id,
            name=full_name(row.given_name, row.family_name, row.preferred_name),
            grade=row.grade,
            state=ConferenceState(row.state),
            people=tuple(people[row.id]),
            next_on=row.next_on,
        )
        for row in rows
    )


def _may_attend(found: Found) -> bool:
    """Tell whether somebody is on the attendance: as on the student's own sheet, what was held stays as it was."""
    if found.guardian_id is None or found.concluded_at is not None:
        return True
    if found.relation_id is None or found.parted_at is not None:
        return False
    return Right.ATTEND in rights_on(terms_of(found), found.birth_date, found.held_on)


def limit_on(connection: Connection, on: date) -> GroupLimit:
    """Return how many the policy in force on a day lets be invited to one group conference, and which one says so (R29)."""
    most, said_by = group_limit(policy_in_force(connection, on))
    if said_by is None or most >= UNCAPPED:
        return GroupLimit()
    return GroupLimit(most, worded(said_by.name, in_use()))


def clashes_of(
    connection: Connection, plan: GroupPlan, student_ids: Collection[int], group_id: int | None = None
) -> tuple[GroupClash, ...]:
    """Return who of these students and of the staff is expected elsewhere at that time, and whose family is."""
    engaged = _engaged(connection.execute(_ENGAGED, {"on": plan.on, "group_id": group_id or 0}))
    if not engaged:
        return ()
    ids = {"ids": packed(student_ids)}
    adults: dict[int, set[int]] = {one: set() for one in student_ids}
    for row in connection.execute(_ADULTS, ids):
        if Right.ATTEND in rights_on(terms_of(row), row.birth_date, plan.on):
            adults[row.student_id].add(row.guardian_id)
    names = {
        row.id: full_name(row.given_name, row.family_name, row.preferred_name)
        for row in connection.execute(_NAMES, ids)
    }
    return clashes(plan, adults, names, engaged)


def _engaged(rows: Iterable[Found]) -> tuple[Engaged, ...]:
    found: dict[int, Found] = {}
    adults: defaultdict[int, set[int]] = defaultdict(set)
    for row in rows:
        found[row.id] = row
        if row.guardian_id is not None:
            adults[row.id].add(row.guardian_id)
    return tuple(
        Engaged(
            student_id=row.student_id,
            name=full_name(row.given_name, row.family_name, row.preferred_name),
            staff_id=row.staff_id,
            starts_at=row.starts_at,
            minutes=row.minutes,
            adults=frozenset(adults[key]),
            group_id=row.group_id,
        )
        for key, row in found.items()
    )


# Statements are built once for each decision about who may: building one takes longer than running it.


@cache
def _lines(sees: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Every group with how many students it has, and of how many this person may do this."""
    return (
        select(
            *(column for column in _g if column.name not in {"uid", "deleted_at"}),
            _t.given_name.label("staff_given_name"),
            _t.family_name.label("staff_family_name"),
            func.count().label("students"),
            func.sum(case((sees, 1), else_=0)).label("seen"),
        )
        .select_from(_THERE.outerjoin(staff_member, _t.id == _g.staff_id))
        .where(*_LIVE)
        .group_by(_g.id)
    )


@cache
def _members(sees: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    names = (_s.given_name, _s.family_name, _s.preferred_name)
    return (
        select(_c.id, _c.student_id, _c.grade, _c.state, *names, _NEXT_ON.label("next_on"))
        .select_from(_THERE)
        .where(_g.id == _GROUP, *_LIVE, sees)
        .order_by(_s.sort_key, _s.id)
    )
