"""Arranging conference days: everybody who must meet, filled in order, moved by hand, searched, and published (R34).

A schedule is a plan of the office's own until it is published: nothing of it stands on anybody's day before.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, func, insert, select, update

from ilp_desktop.domain.access import Purpose, Role, Sharing
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.schedule_sheets import MeetingLine, ScheduleKind, ScheduleLine, ScheduleSheet, StaffHours
from ilp_desktop.domain.schedules import Clash, Laid, Placing, apart, blocked
from ilp_desktop.domain.watching import UNWATCHED, Watch
from ilp_desktop.scheduling.filling import fill
from ilp_desktop.services.conference_arranging import Arrangement, make_conference
from ilp_desktop.services.conference_rows import Found, made_id
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.schedule_days import Laying, laying_of, minute_of
from ilp_desktop.services.schedule_people import who_meets
from ilp_desktop.store import audits, uids
from ilp_desktop.store.tables import (
    conference,
    household,
    schedule,
    schedule_hours,
    schedule_interpreter,
    schedule_meeting,
    student,
)
from ilp_desktop.store.these import packed, these

LONGEST = 240
"""Minutes that a conference can be planned for."""
_MAKERS = frozenset({Role.LEAD, Role.COUNSELOR, Role.TEACHER})
_c, _h, _m, _s = schedule.c, schedule_hours.c, schedule_meeting.c, student.c
_ONE = select(schedule).where(_c.id == bindparam("schedule_id"), _c.deleted_at.is_(None))
_COUNTS = (
    select(_m.schedule_id, func.count(), func.count(_m.placed_on), func.count(_m.conference_id))
    .where(_m.deleted_at.is_(None))
    .group_by(_m.schedule_id)
)
_DAYS = select(_h.schedule_id, _h.held_on).distinct().order_by(_h.held_on)


class Schedules:
    """Conference days being arranged. Who holds conferences reads them and makes one; its maker and a lead change it.

    A verb raises OfficeError ``not_allowed`` for anybody else.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # Questions

    def all(self) -> tuple[ScheduleLine, ...]:
        """Return every schedule, the newest first."""
        self._may()
        with self._desk.store.read() as connection:
            rows = connection.execute(select(schedule).where(_c.deleted_at.is_(None)).order_by(_c.id.desc())).all()
            return _lines(connection, rows)

    def sheet(self, schedule_id: int) -> ScheduleSheet:
        """Return a schedule with its hours, meetings, clashes, and what keeps meetings off its days.

        Raises OfficeError ``schedule_gone``.
        """
        self._may()
        with self._desk.store.read() as connection:
            row = self._one(connection, schedule_id)
            laying = laying_of(connection, row)
            clashes = Laid(laying.day, laying.placing).clashes()
            return ScheduleSheet(
                line=_lines(connection, (row,))[0],
                minutes=row.minutes,
                rooms=row.rooms,
                hours=tuple(
                    StaffHours(one.staff_id, one.held_on, one.begins_at, one.ends_at, one.room) for one in laying.hours
                ),
                interpreters=laying.day.interpreters,
                meetings=self._meetings(connection, laying),
                clashes=clashes,
                blocked=blocked(laying.day, laying.placing),
                waits=apart(laying.day, laying.placing),
            )

    def clashes_at(self, meeting_id: int, on: date, starts_at: str) -> tuple[Clash, ...]:
        """Return what would stand in the way of a meeting there and then; nothing is written."""
        self._may()
        with self._desk.store.read() as connection:
            laying = laying_of(connection, self._of_meeting(connection, meeting_id))
            laid = Laid(laying.day, laying.placing)
            return laid.clashes_at(meeting_id, laying.minute(on, _local_time(starts_at)))

    # Making one

    def make(
        self,
        name: str,
        *,
        minutes: int,
        students: Collection[int] | None = None,
        homes_apart: bool = False,
    ) -> Changes:
        """Make a schedule of everybody enrolled, or of these students; ``made_id`` is its number.

        Each is to meet who keeps the plan; who has nobody is left out, and the caseload tells who that is. ``homes_apart``
        makes two meetings for a student with two homes.

        Raises OfficeError ``not_allowed``, ``schedule_length``, ``schedule_nobody`` (nobody of them is assigned to anybody),
        ``student_gone`` where one of ``students`` is not this person's to hold a conference with.
        """
        self._may()
        desk = self._desk
        if not 1 <= minutes <= LONGEST:
            raise OfficeError("schedule_length", longest=LONGEST)
        kind = ScheduleKind.WHOLE_ROSTER if students is None else ScheduleKind.MAKE_UP
        with desk.store.write() as connection:
            meetings = who_meets(connection, desk, students, homes_apart=homes_apart)
            if not meetings:
                raise OfficeError("schedule_nobody")
            values = {"name": name.strip(), "kind": kind.value, "minutes": minutes, "made_by": desk.viewer.person_uid}
            new = insert(schedule).values(uid=uids.new_uid(desk.clock), made_at=desk.clock.now(), **values)
            schedule_id = made_id(connection.execute(new))
            shared = {"schedule_id": schedule_id, "minutes": minutes}
            connection.execute(
                insert(schedule_meeting), [{"uid": uids.new_uid(desk.clock), **shared, **one} for one in meetings]
            )
            audits.append(connection, desk.viewer, "schedule_made", at=desk.clock.now(), meetings=len(meetings))
        return Changes(frozenset({Kind.DAY}), made_id=schedule_id)

    def set_hours(self, schedule_id: int, hours: Iterable[StaffHours]) -> Changes:
        """Say when the staff can be met, in place of what was said before.

        Raises OfficeError ``schedule_gone``, ``schedule_hours_wrong`` (not a time, or ends before it begins),
        ``schedule_hours_twice`` (two stretches of one person overlap).
        """
        said = sorted(hours, key=lambda one: (one.staff_id, one.on, one.begins_at))
        for before, after in zip([None, *said], said, strict=False):
            if _local(after.begins_at) >= _local(after.ends_at):
                raise OfficeError("schedule_hours_wrong", begins=after.begins_at, ends=after.ends_at)
            same = before is not None and (before.staff_id, before.on) == (after.staff_id, after.on)
            if same and before is not None and before.ends_at > after.begins_at:
                raise OfficeError("schedule_hours_twice", begins=after.begins_at, ends=before.ends_at)
        rows = [
            {
                "staff_id": one.staff_id,
                "held_on": one.on,
                "begins_at": one.begins_at,
                "ends_at": one.ends_at,
                "room": one.room,
            }
            for one in said
        ]
        return self._replace(schedule_id, schedule_hours, rows)

    def set_interpreters(self, schedule_id: int, there: Mapping[str, int]) -> Changes:
        """Say how many interpreters of each language there are at a time. Raises OfficeError ``schedule_gone``."""
        rows = [{"language": language, "there": max(0, number)} for language, number in there.items()]
        return self._replace(schedule_id, schedule_interpreter, rows)

    def set_rooms(self, schedule_id: int, rooms: int) -> Changes:
        """Say how many rooms there are at a time; 0: everybody has their own. Raises OfficeError ``schedule_gone``."""
        self._may()
        with self._desk.store.write() as connection:
            self._mine(connection, schedule_id)
            connection.execute(update(schedule).where(_c.id == schedule_id).values(rooms=max(0, rooms)))
        return Changes(frozenset({Kind.DAY}))

    def remove(self, schedule_id: int) -> Changes:
        """Put a schedule away; conferences that it became stay. Raises OfficeError ``schedule_gone``."""
        self._may()
        with self._desk.store.write() as connection:
            self._mine(connection, schedule_id)
            connection.execute(update(schedule).where(_c.id == schedule_id).values(deleted_at=self._desk.clock.now()))
        return Changes(frozenset({Kind.DAY}))

    # Placing

    def place(self, meeting_id: int, on: date, starts_at: str) -> Changes:
        """Put a meeting there by hand: it stays there, clash or not, until a person moves it.

        Raises OfficeError ``schedule_gone``, ``schedule_hours_wrong`` for what is no time.
        """
        _local_time(starts_at)
        return self._set(meeting_id, placed_on=on, starts_at=starts_at, fixed=True)

    def lift(self, meeting_id: int) -> Changes:
        """Take a meeting off its place. Raises OfficeError ``schedule_gone``."""
        return self._set(meeting_id, placed_on=None, starts_at="", fixed=False)

    def let_go(self, meeting_id: int) -> Changes:
        """Leave a meeting where it is, and let searching move it. Raises OfficeError ``schedule_gone``."""
        return self._set(meeting_id, fixed=False)

    def fill(self, schedule_id: int) -> Changes:
        """Give every meeting without a place the first time that is free. Raises OfficeError ``schedule_gone``."""
        self._may()
        with self._desk.store.write() as connection:
            laying = laying_of(connection, self._mine(connection, schedule_id))
            self._lay(connection, laying, fill(laying.day, laying.placing))
        return Changes(frozenset({Kind.DAY}))

    def search(self, schedule_id: int, *, seconds: float = 8.0, watch: Watch = UNWATCHED) -> Changes:
        """Search for the best day there is and keep it; what a person fixed stays.

        ``watch`` hears ``placed``. Stopped, everything stays as it was. What was changed by others meanwhile is not undone:
        then nothing is kept, and OfficeError ``schedule_changed`` says so. Raises ``schedule_gone``, ``stopped``.
        """
        from ilp_desktop.scheduling.solving import solve  # noqa: PLC0415 - a large library, for this alone

        self._may()
        with self._desk.store.read() as connection:
            before = laying_of(connection, self._mine(connection, schedule_id))
        found = solve(before.day, before.placing, seconds=seconds, watch=watch)
        with self._desk.store.write() as connection:
            now = laying_of(connection, self._mine(connection, schedule_id))
            if (now.day, now.placing) != (before.day, before.placing):
                raise OfficeError("schedule_changed")
            self._lay(connection, now, found.placing)
        return Changes(frozenset({Kind.DAY}))

    def publish(self, schedule_id: int) -> Changes:
        """Make conferences of the meetings that have a place; those that are conferences already move to it.

        A conference that has begun stays as it is. Raises OfficeError ``schedule_gone``, ``student_gone`` for a student
        whom this person may not hold a conference with.
        """
        self._may()
        desk = self._desk
        with desk.store.write() as connection:
            self._mine(connection, schedule_id)
            rows = connection.execute(
                select(schedule_meeting).where(
                    _m.schedule_id == schedule_id, _m.deleted_at.is_(None), _m.placed_on.is_not(None)
                )
            ).all()
            rooms = _rooms(connection, schedule_id)
            for row in rows:
                self._publish(connection, row, rooms.get((row.staff_id, row.placed_on), ""))
            audits.append(connection, desk.viewer, "schedule_published", at=desk.clock.now(), meetings=len(rows))
        return Changes(frozenset({Kind.DAY, Kind.CONFERENCE}))

    # What stands behind

    def _may(self) -> None:
        if self._desk.viewer.role not in _MAKERS:
            raise OfficeError("not_allowed")

    def _one(self, connection: Connection, schedule_id: int) -> Found:
        row = connection.execute(_ONE, {"schedule_id": schedule_id}).one_or_none()
        if row is None:
            raise OfficeError("schedule_gone")
        return row

    def _mine(self, connection: Connection, schedule_id: int) -> Found:
        """Return a schedule that this person may change."""
        row = self._one(connection, schedule_id)
        if self._desk.viewer.role is not Role.LEAD and row.made_by != self._desk.viewer.person_uid:
            raise OfficeError("not_allowed")
        return row

    def _of_meeting(self, connection: Connection, meeting_id: int) -> Found:
        found = connection.execute(
            select(_m.schedule_id)
            .join(student, _s.id == _m.student_id)
            .where(_m.id == meeting_id, _m.deleted_at.is_(None), self._seen(Purpose.EDIT)),
            self._desk.as_viewer(),
        ).scalar_one_or_none()
        if found is None:
            raise OfficeError("schedule_gone")
        return self._one(connection, found)

    def _seen(self, purpose: Purpose) -> ColumnElement[bool]:
        sharing = Sharing.DIRECTORY if purpose is Purpose.FIND else Sharing.PLAN
        return self._desk.sees(sharing, purpose)

    def _replace(self, schedule_id: int, held: Table, rows: Sequence[Mapping[str, object]]) -> Changes:
        self._may()
        with self._desk.store.write() as connection:
            self._mine(connection, schedule_id)
            connection.execute(delete(held).where(held.c.schedule_id == schedule_id))
            if rows:
                connection.execute(insert(held), [{"schedule_id": schedule_id, **row} for row in rows])
        return Changes(frozenset({Kind.DAY}))

    def _set(self, meeting_id: int, **values: object) -> Changes:
        self._may()
        with self._desk.store.write() as connection:
            self._mine(connection, self._of_meeting(connection, meeting_id).id)
            connection.execute(
                update(schedule_meeting).where(_m.id == meeting_id).values(version=_m.version + 1, **values)
            )
        return Changes(frozenset({Kind.DAY}), frozenset({meeting_id}))

    def _lay(self, connection: Connection, laying: Laying, placing: Placing) -> None:
        moved = [
            {"meeting": row.id, "day": when[0] if when else None, "at": when[1] if when else ""}
            for row in laying.meetings
            if placing.get(row.id) != laying.placing.get(row.id)
            for when in [laying.when(placing[row.id]) if row.id in placing else None]
        ]
        if moved:
            connection.execute(
                update(schedule_meeting)
                .where(_m.id == bindparam("meeting"))
                .values(placed_on=bindparam("day"), starts_at=bindparam("at"), version=_m.version + 1),
                moved,
            )

    def _publish(self, connection: Connection, row: Found, room: str) -> None:
        if row.conference_id is None:
            plan = Arrangement(
                row.placed_on,
                row.starts_at,
                row.minutes,
                staff_id=row.staff_id,
                household_id=row.household_id,
                room=room,
            )
            made = make_conference(connection, self._desk, row.student_id, plan)
            connection.execute(update(schedule_meeting).where(_m.id == row.id).values(conference_id=made))
            return
        c = conference.c
        connection.execute(
            update(conference)
            .where(c.id == row.conference_id, c.begun_at.is_(None), c.deleted_at.is_(None))
            .values(
                held_on=row.placed_on, starts_at=row.starts_at, staff_id=row.staff_id, room=room, version=c.version + 1
            )
        )

    def _meetings(self, connection: Connection, laying: Laying) -> tuple[MeetingLine, ...]:
        names = connection.execute(
            select(_s.id, _s.given_name, _s.family_name, _s.preferred_name, _s.grade).where(
                these(_s.id), self._seen(Purpose.FIND)
            ),
            self._desk.as_viewer(ids=packed({row.student_id for row in laying.meetings})),
        )
        known = {row.id: row for row in names}
        homes = {row.id: row.label for row in connection.execute(select(household.c.id, household.c.label))}
        by_key = {meeting.key: meeting for meeting in laying.day.meetings}
        return tuple(
            MeetingLine(
                meeting_id=row.id,
                student_id=row.student_id,
                name=_name(known[row.student_id]),
                grade=known[row.student_id].grade,
                staff_id=row.staff_id,
                home=homes.get(row.household_id, "") if row.household_id is not None else "",
                minutes=row.minutes,
                language=by_key[row.id].language,
                siblings=bool(by_key[row.id].together),
                on=row.placed_on,
                starts_at=row.starts_at,
                fixed=row.fixed,
                published=row.conference_id is not None,
            )
            for row in laying.meetings
            if row.student_id in known
        )


def _lines(connection: Connection, rows: Iterable[Found]) -> tuple[ScheduleLine, ...]:
    counts = {row[0]: tuple(row)[1:] for row in connection.execute(_COUNTS)}
    days: dict[int, list[date]] = {}
    for row in connection.execute(_DAYS):
        days.setdefault(row.schedule_id, []).append(row.held_on)
    return tuple(
        ScheduleLine(
            row.id, row.name, ScheduleKind(row.kind), tuple(days.get(row.id, ())), *counts.get(row.id, (0, 0, 0))
        )
        for row in rows
    )


def _rooms(connection: Connection, schedule_id: int) -> dict[tuple[int, date], str]:
    rows = connection.execute(select(_h.staff_id, _h.held_on, _h.room).where(_h.schedule_id == schedule_id))
    return {(row.staff_id, row.held_on): row.room for row in rows}


def _name(row: Found) -> str:
    return full_name(row.given_name, row.family_name, row.preferred_name)


def _local(at: str) -> int:
    return minute_of(_local_time(at))


def _local_time(at: str) -> str:
    try:
        minute_of(at)
    except ValueError:
        raise OfficeError("schedule_hours_wrong", begins=at, ends="") from None
    return at
