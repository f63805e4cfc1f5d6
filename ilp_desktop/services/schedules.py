"""Arranging conference days: everybody who must meet, filled in order, moved by hand, searched, and published (R34).

A schedule is a plan of the office's own until it is published: nothing of it stands on anybody's day before.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypedDict

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from ilp_desktop.domain.access import Purpose
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.reaching import Need
from ilp_desktop.domain.replies import ReplyLine
from ilp_desktop.domain.schedule_sheets import (
    MeetingLine,
    ScheduleKind,
    ScheduleLine,
    ScheduleSheet,
    SlotsRead,
    StaffColumn,
    StaffHours,
)
from ilp_desktop.domain.schedules import Laid, apart, blocked
from ilp_desktop.roster.slots import read_slots
from ilp_desktop.services.conference_rows import Found, made_id
from ilp_desktop.services.family_needs import needs_of
from ilp_desktop.services.reply_lines import replies_of
from ilp_desktop.services.schedule_days import Laying, laying_of, spans_of
from ilp_desktop.services.schedule_families import ScheduleFamilies
from ilp_desktop.services.schedule_people import homes_of, who_meets
from ilp_desktop.services.schedule_rights import minute_said
from ilp_desktop.services.schedule_slots import fitted
from ilp_desktop.store import audits, uids
from ilp_desktop.store.tables import (
    household,
    schedule,
    schedule_hours,
    schedule_interpreter,
    schedule_meeting,
    staff_member,
    student,
)
from ilp_desktop.store.these import packed, these

LONGEST = 240
"""Minutes that a conference can be planned for."""
_c, _h, _m, _s, _t = schedule.c, schedule_hours.c, schedule_meeting.c, student.c, staff_member.c
_COUNTS = (
    select(_m.schedule_id, func.count(), func.count(_m.placed_on), func.count(_m.conference_id))
    .where(_m.deleted_at.is_(None))
    .group_by(_m.schedule_id)
)
_DAYS = select(_h.schedule_id, _h.held_on).distinct().order_by(_h.held_on)


class _Family(TypedDict):
    """What a line tells of a family, beside its name."""

    homes: int
    answers: tuple[ReplyLine, ...]
    needs: tuple[Need, ...]


class Schedules(ScheduleFamilies):
    """Conference days being arranged. Who holds conferences reads them and makes one; its maker and a lead change it.

    A verb raises OfficeError ``not_allowed`` for anybody else.
    """

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
            meetings = self._meetings(connection, laying)
            return ScheduleSheet(
                line=_lines(connection, (row,))[0],
                minutes=row.minutes,
                rooms=row.rooms,
                hours=tuple(
                    StaffHours(one.staff_id, one.held_on, one.begins_at, one.ends_at, one.room) for one in laying.hours
                ),
                interpreters=laying.day.interpreters,
                meetings=meetings,
                clashes=clashes,
                blocked=blocked(laying.day, laying.placing),
                waits=apart(laying.day, laying.placing),
                day=laying.day,
                placing=laying.placing,
                first=laying.first,
                staff=_staff(connection, laying),
                may_change=self._is_mine(row),
            )

    def read_slots(self, schedule_id: int, path: Path) -> SlotsRead:
        """Return where a sign-up tool's file puts the meetings of a schedule, and which of its rows fit nobody; nothing is written.

        Raises OfficeError ``schedule_gone``, ``slots_no_columns``, and what ``sheets.open_book`` raises of a file.
        """
        self._may()
        slots = read_slots(path)
        with self._desk.store.read() as connection:
            laying = laying_of(connection, self._mine(connection, schedule_id))
            return fitted(connection, slots, self._meetings(connection, laying), _staff(connection, laying))

    # Making one

    def make(
        self,
        name: str,
        *,
        minutes: int,
        students: Collection[int] | None = None,
        homes_apart: bool = False,
        by: date | None = None,
    ) -> Changes:
        """Make a schedule of everybody enrolled, or of these students; ``made_id`` is its number.

        Each is to meet who keeps the plan; who has nobody is left out, and the caseload tells who that is. ``homes_apart``
        makes two meetings for a student with two homes. ``by`` is the day by which everybody is to be met.

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
            values = {"name": name.strip(), "kind": kind.value, "minutes": minutes, "wanted_by": by}
            signed = {"made_by": desk.viewer.person_uid, "made_at": desk.clock.now()}
            new = insert(schedule).values(uid=uids.new_uid(desk.clock), **values, **signed)
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
            if minute_said(after.begins_at) >= minute_said(after.ends_at):
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

    # What stands behind

    def _replace(self, schedule_id: int, held: Table, rows: Sequence[Mapping[str, object]]) -> Changes:
        self._may()
        with self._desk.store.write() as connection:
            self._mine(connection, schedule_id)
            connection.execute(delete(held).where(held.c.schedule_id == schedule_id))
            if rows:
                connection.execute(insert(held), [{"schedule_id": schedule_id, **row} for row in rows])
        return Changes(frozenset({Kind.DAY}))

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
        known_of = self._families(connection, laying)
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
                within=spans_of(row),
                conference_id=row.conference_id,
                **known_of(row),
            )
            for row in laying.meetings
            if row.student_id in known
        )

    def _families(self, connection: Connection, laying: Laying) -> Callable[[Found], _Family]:
        """Return what is known of a meeting's family; what they said and need, only of one's own students."""
        students = {row.student_id for row in laying.meetings}
        read = select(_s.id).where(these(_s.id), self._seen(Purpose.READ))
        mine = set(connection.execute(read, self._desk.as_viewer(ids=packed(students))).scalars())
        homes, needs = homes_of(connection, students), needs_of(connection, mine, laying.first)
        told = (row for row in laying.meetings if row.conference_id is not None and row.student_id in mine)
        answers = replies_of(connection, {row.conference_id for row in told})

        def known(row: Found) -> _Family:
            needed = (one for line in needs.get(row.student_id, ()) for one in line.needs)
            return {
                "homes": max(1, len(homes.get(row.student_id, ()))),
                "answers": answers.get(row.conference_id, ()),
                "needs": tuple(dict.fromkeys(needed)),
            }

        return known


def _lines(connection: Connection, rows: Iterable[Found]) -> tuple[ScheduleLine, ...]:
    counts = {row[0]: tuple(row)[1:] for row in connection.execute(_COUNTS)}
    days: dict[int, list[date]] = {}
    for row in connection.execute(_DAYS):
        days.setdefault(row.schedule_id, []).append(row.held_on)
    return tuple(
        ScheduleLine(
            row.id,
            row.name,
            ScheduleKind(row.kind),
            tuple(days.get(row.id, ())),
            *counts.get(row.id, (0, 0, 0)),
            by=row.wanted_by,
        )
        for row in rows
    )


def _staff(connection: Connection, laying: Laying) -> tuple[StaffColumn, ...]:
    """Return everybody who meets somebody or has hours, by name."""
    there = {row.staff_id for row in laying.meetings} | {row.staff_id for row in laying.hours}
    wanted = select(_t.id, _t.given_name, _t.family_name).where(these(_t.id))
    rows = connection.execute(wanted.order_by(_t.family_name, _t.given_name, _t.id), {"ids": packed(there)})
    return tuple(StaffColumn(row.id, full_name(row.given_name, row.family_name)) for row in rows)


def _name(row: Found) -> str:
    return full_name(row.given_name, row.family_name, row.preferred_name)
