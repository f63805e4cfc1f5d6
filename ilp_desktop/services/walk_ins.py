"""Families that come without a time: the next free one of who looks after the student, or the list of who waits for one."""

from collections.abc import Iterable

from sqlalchemy import Connection, Integer, bindparam, select, update

from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.front_desk import Openings, StaffOpening, free_times, minutes_of, time_of
from ilp_desktop.domain.names import full_name
from ilp_desktop.services.arrivals import next_ticket, now_at
from ilp_desktop.services.assignments import ON, standing
from ilp_desktop.services.beginning import record_of
from ilp_desktop.services.conference_arranging import Arrangement, make_conference
from ilp_desktop.services.conference_moving import move
from ilp_desktop.services.conference_rows import TO_COME, Found, of_conference, reached
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.staff_hours import StaffDays
from ilp_desktop.store.tables import assignment, conference, staff_member, student
from ilp_desktop.store.visible import has_left

_a, _c, _s, _t = assignment.c, conference.c, student.c, staff_member.c
_MEETS = frozenset({"teacher", "counselor"})
"""Whoever is assigned as one of these holds conferences."""
_DAY_ENDS = 23 * 60 + 59
_OWN = (
    select(_t.id, _t.given_name, _t.family_name, _a.duty)
    .join(staff_member, _t.id == _a.staff_id)
    .where(
        _a.student_id == bindparam("student_id", type_=Integer),
        *standing(ON),
        _t.deleted_at.is_(None),
        ~has_left(_t.id, ON),
    )
    .order_by(_t.family_name, _t.given_name, _t.id)
)


class WalkIns:
    """What the desk does for a family without a time. Every verb raises OfficeError ``student_gone`` or ``conference_gone``."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def openings(self, student_id: int) -> Openings:
        """Return whom of those who look after a student a family can meet today, and when."""
        with self._desk.store.read() as connection:
            return self._openings(connection, student_id)

    def add(self, student_id: int, staff_id: int, starts_at: str = "") -> Changes:
        """Check in a family without a time: at a free time of a member of staff, without one on the list of who waits.

        The made id is the conference's. Raises OfficeError ``staff_gone`` for who does not look after the student,
        ``time_taken``, ``walk_in_has_time`` where the student has a conference today that has not begun.
        """
        desk = self._desk
        with desk.store.write() as connection:
            offered = self._openings(connection, student_id)
            if offered.today_at:
                raise OfficeError("walk_in_has_time")
            if staff_id not in {one.staff_id for one in offered.staff}:
                raise OfficeError("staff_gone")
            days = StaffDays(connection, desk, [staff_id], desk.today)
            minutes = days.minutes(staff_id)
            if starts_at:
                self._check_free(days, staff_id, starts_at, minutes)
            at = starts_at or time_of(min(_DAY_ENDS, max(days.end(staff_id), minutes_of(now_at(desk)))))
            plan = Arrangement(desk.today, at, minutes, staff_id=staff_id)
            allowed = (Sharing.DIRECTORY, Purpose.CHECK_IN)
            made = make_conference(connection, desk, student_id, plan, allowed=allowed)
            row = reached(connection, desk, made, Purpose.CHECK_IN, Sharing.DIRECTORY)
            self._arrive(connection, row, stands_by=not starts_at)
        return of_conference(made, Kind.CONFERENCE, Kind.DAY, Kind.STUDENT, made_id=made)

    def free_at(self, conference_id: int) -> str:
        """Return the next free time of whoever holds a conference, 'HH:MM'; '' where there is none today."""
        desk = self._desk
        with desk.store.read() as connection:
            row = reached(connection, desk, conference_id, Purpose.CHECK_IN, Sharing.DIRECTORY)
            if row.staff_id is None or row.held_on != desk.today:
                return ""
            return self._next(StaffDays(connection, desk, [row.staff_id], desk.today), row.staff_id, row.minutes)

    def seat(self, conference_id: int, starts_at: str) -> Changes:
        """Give a family that waits, or that was missed and came after all, a free time of whoever holds its conference.

        Raises OfficeError ``time_taken``, ``conference_begun``.
        """
        desk = self._desk
        with desk.store.write() as connection:
            row = reached(connection, desk, conference_id, Purpose.CHECK_IN, Sharing.DIRECTORY)
            if row.begun_at is not None:
                raise OfficeError("conference_begun")
            if row.staff_id is None:
                raise OfficeError("time_taken", time=starts_at)
            days = StaffDays(connection, desk, [row.staff_id], desk.today, {row.id})
            self._check_free(days, row.staff_id, starts_at, row.minutes)
            first = "" if row.stands_by else row.first_at or row.starts_at
            move(connection, row, desk.today, starts_at, stands_by=False, first_at=first)
            record_of(connection, desk, row, "walk_in_seated" if row.stands_by else "conference_moved")
        return of_conference(conference_id, Kind.CONFERENCE, Kind.DAY)

    def _openings(self, connection: Connection, student_id: int) -> Openings:
        desk = self._desk
        seen = select(_s.given_name, _s.family_name, _s.preferred_name).where(
            _s.id == student_id, _s.deleted_at.is_(None), desk.sees(Sharing.DIRECTORY, Purpose.CHECK_IN)
        )
        child = connection.execute(seen, desk.as_viewer()).one_or_none()
        if child is None:
            raise OfficeError("student_gone")
        staff = _holders(connection.execute(_OWN, {"student_id": student_id, "on": desk.today}))
        days = StaffDays(connection, desk, staff, desk.today)
        openings = [
            StaffOpening(staff_id, name, self._next(days, staff_id, days.minutes(staff_id)))
            for staff_id, name in staff.items()
        ]
        openings.sort(key=lambda one: (not one.free_at, one.free_at, one.name))
        return Openings(
            student_id=student_id,
            student_name=full_name(child.given_name, child.family_name, child.preferred_name),
            minutes=days.minutes(openings[0].staff_id) if openings else 0,
            staff=tuple(openings),
            today_at=_today_at(connection, desk, student_id),
        )

    def _next(self, days: StaffDays, staff_id: int, minutes: int) -> str:
        since = minutes_of(now_at(self._desk))
        return next((time_of(at) for at in free_times(days.hours(staff_id), minutes, since)), "")

    def _check_free(self, days: StaffDays, staff_id: int, starts_at: str, minutes: int) -> None:
        begins = minutes_of(starts_at)
        hours = days.hours(staff_id)
        in_the_way = any(one.begins < begins + minutes and begins < one.ends for one in hours.taken)
        there = any(one.begins <= begins and begins + minutes <= one.ends for one in hours.there)
        if in_the_way or not there:
            raise OfficeError("time_taken", time=starts_at)

    def _arrive(self, connection: Connection, row: Found, *, stands_by: bool) -> None:
        connection.execute(
            update(conference)
            .where(_c.id == row.id)
            .values(
                walk_in=True,
                stands_by=stands_by,
                state=ConferenceState.CHECKED_IN.value,
                arrived_at=self._desk.clock.now(),
                ticket=next_ticket(connection, row),
            )
        )
        record_of(connection, self._desk, row, "checked_in")


def _holders(rows: Iterable[Found]) -> dict[int, str]:
    """Return those who hold conferences with a student, by name; where nobody is assigned as such, all who are assigned."""
    assigned = list(rows)
    holders = [row for row in assigned if row.duty in _MEETS] or assigned
    return {row.id: full_name(row.given_name, row.family_name) for row in holders}


def _today_at(connection: Connection, desk: Desk, student_id: int) -> str:
    return (
        connection.execute(
            select(_c.starts_at)
            .where(
                _c.student_id == student_id, _c.held_on == desk.today, _c.state.in_(TO_COME), _c.deleted_at.is_(None)
            )
            .order_by(_c.starts_at)
            .limit(1)
        ).scalar_one_or_none()
        or ""
    )
