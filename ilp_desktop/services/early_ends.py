"""A day that ends early: what fits goes to an earlier time or another day, the rest waits for one, and homes are told."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, Integer, bindparam, insert, select, update

from ilp_desktop.domain.access import Purpose, Role, Sharing
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.early_ends import EarlyEnd, HomeToTell, MovedLine
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.front_desk import minutes_of
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.schedule_sheets import ARRANGERS, ScheduleKind
from ilp_desktop.services.conference_moving import move
from ilp_desktop.services.conference_rows import TO_COME, Found, made_id
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.early_places import EarlyPlaces
from ilp_desktop.services.homes_to_tell import homes_of
from ilp_desktop.services.openings import note_opening
from ilp_desktop.store import audits, uids
from ilp_desktop.store.tables import (
    conference,
    early_end,
    early_move,
    schedule,
    schedule_meeting,
    staff_member,
    student,
)
from ilp_desktop.store.these import packed, these

_c, _s, _t, _n, _v, _m = (
    conference.c,
    student.c,
    staff_member.c,
    early_end.c,
    early_move.c,
    schedule_meeting.c,
)
_ROW = (
    _c.id,
    _c.student_id,
    _c.staff_id,
    _c.household_id,
    _c.group_id,
    _c.held_on,
    _c.starts_at,
    _c.minutes,
    _c.room,
    _c.begun_at,
    _c.deleted_at,
    _s.given_name,
    _s.family_name,
    _s.preferred_name,
    _s.birth_date,
    _s.home_language,
    _t.given_name.label("staff_given_name"),
    _t.family_name.label("staff_family_name"),
)
_JOINED = conference.join(student, _s.id == _c.student_id).join(staff_member, _t.id == _c.staff_id)
_MOVES = select(early_move).where(_v.early_end_id == bindparam("early_end", type_=Integer)).order_by(_v.id)


class EarlyEnds:
    """What whoever holds conferences does when a day ends early: of the students whose plans they may change.

    Every verb raises OfficeError ``not_allowed`` for who arranges no conference days.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def plan(self, on: date, ends_at: str) -> EarlyEnd:
        """Return who would be cut short if a day ended at a local time 'HH:MM', and where each would go; nothing is written."""
        self._may()
        with self._desk.store.read() as connection:
            rows = self._cut_short(connection, on, ends_at)
            places = EarlyPlaces(connection, self._desk, rows, on, ends_at).found()
            lines = [_line(row, row.starts_at, places[row.id]) for row in rows]
        return EarlyEnd(on, ends_at, tuple(lines))

    def end(self, on: date, ends_at: str, waiting: str) -> Changes:
        """Let a day end early, in one step; the made id is what ``undo`` takes.

        What fits nowhere becomes meetings of a new schedule named ``waiting``. Raises OfficeError ``early_end_nobody``.
        """
        self._may()
        desk = self._desk
        with desk.store.write() as connection:
            rows = self._cut_short(connection, on, ends_at)
            if not rows:
                raise OfficeError("early_end_nobody")
            places = EarlyPlaces(connection, desk, rows, on, ends_at).found()
            schedule_id = self._schedule(connection, waiting) if None in places.values() else None
            values = {"held_on": on, "ends_at": ends_at, "schedule_id": schedule_id}
            signed = {"uid": uids.new_uid(desk.clock), "made_by": desk.viewer.person_uid, "made_at": desk.clock.now()}
            made = made_id(connection.execute(insert(early_end).values(**values, **signed)))
            for row in rows:
                self._move(connection, made, row, places[row.id], schedule_id)
            audits.append(connection, desk.viewer, "day_ended_early", at=desk.clock.now(), conferences=len(rows))
        return Changes(frozenset({Kind.DAY, Kind.CONFERENCE}), frozenset(row.id for row in rows), made_id=made)

    def of_day(self, on: date) -> EarlyEnd | None:
        """Return how a day ended early, and how each home is reached, which writes a line in the record; None where it did not."""
        self._may()
        desk = self._desk
        with desk.store.read() as connection:
            made = connection.execute(
                select(early_end).where(_n.held_on == on, _n.undone_at.is_(None)).order_by(_n.id.desc()).limit(1)
            ).one_or_none()
            if made is None:
                return None
            moves = connection.execute(_MOVES, {"early_end": made.id}).all()
            rows = self._seen(connection, moves)
            lines = [
                _line(
                    rows[one.conference_id],
                    one.was_at,
                    _place(one),
                    homes_of(connection, rows[one.conference_id], made.made_at),
                )
                for one in moves
                if one.conference_id in rows
            ]
        note_opening(desk, "homes_read", early_end=made.id)
        told = any(home.told for line in lines for home in line.homes)
        return EarlyEnd(on, made.ends_at, tuple(lines), made.id, not told and self._is_mine(made), made.schedule_id)

    def undo(self, early_end_id: int) -> Changes:
        """Put every conference back where it was; by who let the day end early, or a lead.

        Raises OfficeError ``early_end_gone``, ``early_end_told`` once a home was told, ``early_end_changed`` where a
        conference was moved or begun since.
        """
        self._may()
        desk = self._desk
        with desk.store.write() as connection:
            made = connection.execute(
                select(early_end).where(_n.id == early_end_id, _n.undone_at.is_(None))
            ).one_or_none()
            if made is None:
                raise OfficeError("early_end_gone")
            if not self._is_mine(made):
                raise OfficeError("not_allowed")
            moves = connection.execute(_MOVES, {"early_end": made.id}).all()
            rows = self._unchanged(connection, made, moves)
            for one in moves:
                more = {"deleted_at": None, "room": one.was_room}
                move(connection, rows[one.conference_id], one.was_on, one.was_at, **more)
            now = desk.clock.now()
            connection.execute(update(early_end).where(_n.id == made.id).values(undone_at=now))
            if made.schedule_id is not None:
                connection.execute(update(schedule).where(schedule.c.id == made.schedule_id).values(deleted_at=now))
            audits.append(connection, desk.viewer, "early_end_undone", at=now)
        return Changes(frozenset({Kind.DAY, Kind.CONFERENCE}), frozenset(one.conference_id for one in moves))

    # What stands behind

    def _may(self) -> None:
        if self._desk.viewer.role not in ARRANGERS:
            raise OfficeError("not_allowed")

    def _is_mine(self, made: Found) -> bool:
        return self._desk.viewer.role is Role.LEAD or made.made_by == self._desk.viewer.person_uid

    def _cut_short(self, connection: Connection, on: date, ends_at: str) -> list[Found]:
        """Return the conferences that have not begun and would not be over by then, in time order."""
        desk = self._desk
        statement = (
            select(*_ROW)
            .select_from(_JOINED)
            .where(
                _c.held_on == on,
                _c.state.in_(TO_COME),
                _c.deleted_at.is_(None),
                _s.deleted_at.is_(None),
                desk.sees(Sharing.PLAN, Purpose.EDIT),
            )
            .order_by(_c.starts_at, _s.sort_key, _c.id)
        )
        last = minutes_of(ends_at)
        rows = connection.execute(statement, desk.as_viewer()).all()
        return [row for row in rows if minutes_of(row.starts_at) + row.minutes > last]

    def _seen(self, connection: Connection, moves: Sequence[Found]) -> dict[int, Found]:
        desk = self._desk
        statement = (
            select(*_ROW)
            .select_from(_JOINED)
            .where(these(_c.id), _s.deleted_at.is_(None), desk.sees(Sharing.PLAN, Purpose.EDIT))
        )
        values = desk.as_viewer(ids=packed(one.conference_id for one in moves))
        return {row.id: row for row in connection.execute(statement, values)}

    def _schedule(self, connection: Connection, name: str) -> int:
        desk = self._desk
        values = {"name": name, "kind": ScheduleKind.MAKE_UP.value, "made_by": desk.viewer.person_uid}
        new = insert(schedule).values(uid=uids.new_uid(desk.clock), made_at=desk.clock.now(), **values)
        return made_id(connection.execute(new))

    def _move(
        self, connection: Connection, made: int, row: Found, place: tuple[date, str] | None, schedule_id: int | None
    ) -> None:
        desk = self._desk
        meeting_id: int | None = None
        if place is not None:
            room = row.room if place[0] == row.held_on else ""
            move(connection, row, place[0], place[1], room=room)
        else:
            connection.execute(update(conference).where(_c.id == row.id).values(deleted_at=desk.clock.now()))
            values = {name: getattr(row, name) for name in ("student_id", "staff_id", "household_id", "minutes")}
            new = insert(schedule_meeting).values(uid=uids.new_uid(desk.clock), schedule_id=schedule_id, **values)
            meeting_id = made_id(connection.execute(new))
        connection.execute(
            insert(early_move).values(
                uid=uids.new_uid(desk.clock),
                early_end_id=made,
                conference_id=row.id,
                was_on=row.held_on,
                was_at=row.starts_at,
                was_room=row.room,
                now_on=place[0] if place else None,
                now_at=place[1] if place else "",
                meeting_id=meeting_id,
            )
        )

    def _unchanged(self, connection: Connection, made: Found, moves: Sequence[Found]) -> dict[int, Found]:
        """Return the conferences, once it is sure that nobody was told and that each lies where it was put."""
        statement = select(*_ROW).select_from(_JOINED).where(these(_c.id))
        ids = {"ids": packed(one.conference_id for one in moves)}
        rows = {row.id: row for row in connection.execute(statement, ids)}
        for one in moves:
            row = rows.get(one.conference_id)
            if row is None or row.begun_at is not None or not _lies(connection, row, one):
                raise OfficeError("early_end_changed")
            if any(home.told for home in homes_of(connection, row, made.made_at)):
                raise OfficeError("early_end_told")
        return rows


def _line(row: Found, was_at: str, place: tuple[date, str] | None, homes: tuple[HomeToTell, ...] = ()) -> MovedLine:
    return MovedLine(
        conference_id=row.id,
        student_id=row.student_id,
        student_name=full_name(row.given_name, row.family_name, row.preferred_name),
        staff_name=full_name(row.staff_given_name, row.staff_family_name),
        was_at=was_at,
        now_on=place[0] if place else None,
        now_at=place[1] if place else "",
        homes=homes,
    )


def _place(row: Found) -> tuple[date, str] | None:
    return None if row.now_on is None else (row.now_on, row.now_at)


def _lies(connection: Connection, row: Found, one: Found) -> bool:
    if one.now_on is not None:
        return row.deleted_at is None and (row.held_on, row.starts_at) == (one.now_on, one.now_at)
    meeting = connection.execute(
        select(_m.placed_on, _m.conference_id).where(_m.id == one.meeting_id, _m.deleted_at.is_(None))
    ).one_or_none()
    return meeting is not None and meeting.placed_on is None and meeting.conference_id is None
