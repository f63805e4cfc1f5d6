"""The days with conferences, and one day's list: who comes when, and how far each is."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select, bindparam, exists, func, or_, select

from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.circumstances import Lacking
from ilp_desktop.domain.conferences import ConferenceState, DayRow, DaySheet
from ilp_desktop.domain.names import full_name
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.lacking import BEGUN, lacking_of
from ilp_desktop.services.office_calls import is_called
from ilp_desktop.store.tables import (
    conference,
    conference_group,
    reply,
    staff_member,
    student,
    student_guardian,
    substitution,
)
from ilp_desktop.store.tables.columns import SchoolDate
from ilp_desktop.store.these import packed, these
from ilp_desktop.store.visible import TODAY, VIEWER_ID, assigned


def days_of(connection: Connection, desk: Desk) -> tuple[date, ...]:
    """Return the days on which there are conferences, in order."""
    rows = connection.execute(_days(desk.sees(Sharing.DIRECTORY, Purpose.FIND)), desk.as_viewer())
    return tuple(rows.scalars())


def day_to_show(connection: Connection, desk: Desk) -> date:
    """Return today, or the nearest day with conferences when there are none today."""
    today = desk.today
    after = connection.execute(_NEXT_DAY, {"today": today}).scalar_one()
    if after == today:
        return today
    before = connection.execute(_DAY_BEFORE, {"today": today}).scalar_one()
    near = [day for day in (after, before) if day is not None]
    return min(near, key=lambda day: abs(day - today)) if near else today


def day_sheet(connection: Connection, desk: Desk, on: date) -> DaySheet:
    """Read one day's list in time order: names and times, which everyone at the school door needs."""
    rows = connection.execute(_day(desk.sees(Sharing.DIRECTORY, Purpose.FIND)), desk.as_viewer(on=on)).all()
    lacking = _lacking(connection, desk, rows)
    later = _later_days(connection, rows)
    return DaySheet(on, tuple([_row(row, lacking.get(row.id, ()), later.get(row.id)) for row in rows]))


def _lacking(connection: Connection, desk: Desk, rows: Sequence[Found]) -> dict[int, tuple[Lacking, ...]]:
    """Return what those lack whose time is over, of students whose plan this person may read; asked for where there are any."""
    now = desk.clock.now().astimezone(desk.zone).replace(tzinfo=None)
    over = [row.id for row in rows if row.state in BEGUN and _is_over(row, now)]
    if not over:
        return {}
    seen = connection.execute(_seen(desk.sees(Sharing.PLAN, Purpose.READ)), desk.as_viewer(ids=packed(over)))
    return lacking_of(connection, tuple(seen.scalars()))


def _later_days(connection: Connection, rows: Sequence[Found]) -> dict[int, date]:
    """Return on which day those go on that do."""
    continued = [row.id for row in rows if row.state == ConferenceState.CONTINUED.value]
    if not continued:
        return {}
    return {row.continues_id: row.held_on for row in connection.execute(_GOES_ON, {"ids": packed(continued)})}


def _is_over(row: Found, now: datetime) -> bool:
    """Tell whether what a conference lacks is to be said: not to those who are still at it."""
    if row.state != ConferenceState.IN_CONFERENCE.value:
        return True
    begins = datetime.combine(row.held_on, time.fromisoformat(row.starts_at))
    return now >= begins + timedelta(minutes=row.minutes)


# Statements are built once for each decision about who may: building one takes longer than running it.

_OF_THE_DESK = (
    "room",
    "ticket",
    "walk_in",
    "stands_by",
    "first_at",
    "expected_at",
    "arrived_at",
    "called_at",
    "begun_at",
    "concluded_at",
)
"""What the front of the room says of a conference, by the same name in the table and in the row."""
_held = conference.c.held_on
_NEXT_DAY = select(func.min(_held)).where(_held >= TODAY, conference.c.deleted_at.is_(None))
_DAY_BEFORE = select(func.max(_held)).where(_held < TODAY, conference.c.deleted_at.is_(None))


@cache
def _days(may_find: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    c = conference.c
    return (
        select(c.held_on)
        .join(student, student.c.id == c.student_id)
        .where(c.deleted_at.is_(None), student.c.deleted_at.is_(None), may_find)
        .group_by(c.held_on)
        .order_by(c.held_on)
    )


# By the student first: of theirs there are few, and they have an index.
_first = conference.alias("first_day")
_GOES_ON = (
    select(conference.c.continues_id, conference.c.held_on)
    .join(_first, (_first.c.student_id == conference.c.student_id) & (_first.c.id == conference.c.continues_id))
    .where(these(_first.c.id), conference.c.deleted_at.is_(None))
)


@cache
def _seen(may_read: ColumnElement[bool]) -> Select[int]:
    c = conference.c
    return select(c.id).join(student, student.c.id == c.student_id).where(these(c.id), may_read)


@cache
def _day(may_find: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    c, s, t = conference.c, student.c, staff_member.c
    return (
        select(
            c.id,
            c.held_on,
            c.student_id,
            c.staff_id,
            c.starts_at,
            c.minutes,
            c.mode,
            c.interpreter,
            c.state,
            c.grade,
            *(c[name] for name in _OF_THE_DESK),
            s.given_name,
            s.family_name,
            s.preferred_name,
            t.given_name.label("staff_given_name"),
            t.family_name.label("staff_family_name"),
            _is_mine().label("mine"),
            is_called(c.id).label("office_called"),
            _answers().label("answers"),
            c.group_id,
            conference_group.c.name.label("group_name"),
        )
        .select_from(
            conference.join(student, s.id == c.student_id)
            .outerjoin(staff_member, t.id == c.staff_id)
            .outerjoin(conference_group, conference_group.c.id == c.group_id)
        )
        .where(c.held_on == bindparam("on", type_=SchoolDate), c.deleted_at.is_(None), s.deleted_at.is_(None), may_find)
        .order_by(c.starts_at, s.sort_key, c.id)
    )


def _is_mine() -> ColumnElement[bool]:
    """Who holds the conference, or looks after the student that day, finds it among theirs; who is not staff, none."""
    on, u = bindparam("on", type_=SchoolDate), substitution.c
    looks_after = assigned(conference.c.student_id, on).correlate(conference)
    # Of no row in particular: asked once a day's list.
    absent = select(u.absent_id).where(
        u.substitute_id == VIEWER_ID, u.deleted_at.is_(None), u.begins_on <= on, u.ends_on >= on
    )
    return or_(conference.c.staff_id == VIEWER_ID, looks_after, conference.c.staff_id.in_(absent))


def _answers() -> ScalarSelect[Any]:
    """Return what was answered, in one text; not by who is barred."""
    y, r = reply.c, student_guardian.c
    barred = exists().where(
        r.guardian_id == y.guardian_id,
        r.student_id == conference.c.student_id,
        r.barred.is_(True),
        r.deleted_at.is_(None),
    )
    said = select(func.group_concat(y.answer, " ")).where(
        y.conference_id == conference.c.id, y.deleted_at.is_(None), ~barred
    )
    return said.correlate(conference).scalar_subquery()


def _row(row: Found, lacks: tuple[Lacking, ...], goes_on: date | None) -> DayRow:
    return DayRow(
        conference_id=row.id,
        student_id=row.student_id,
        starts_at=row.starts_at,
        minutes=row.minutes,
        student_name=full_name(row.given_name, row.family_name, row.preferred_name),
        grade=row.grade,
        staff_name=full_name(row.staff_given_name or "", row.staff_family_name or ""),
        mode=row.mode,
        interpreter=row.interpreter,
        state=ConferenceState(row.state),
        mine=bool(row.mine),
        office_called=bool(row.office_called),
        group_id=row.group_id,
        group_name=row.group_name or "",
        staff_id=row.staff_id,
        **{name: getattr(row, name) for name in _OF_THE_DESK},
        lacks=lacks,
        goes_on=goes_on,
        answers=tuple((row.answers or "").split()),
    )
