"""The front desk's day and the public board: who stands where, how late the staff run, and shifting what remains."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import Connection, select, update

from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.conferences import ConferenceState, DayRow
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.front_desk import (
    CALLED_FOR,
    FURTHEST,
    BoardLine,
    DeskDay,
    PublicBoard,
    StaffRunning,
    behind,
    later,
    minutes_of,
    time_of,
)
from ilp_desktop.domain.names import initials
from ilp_desktop.services.arrivals import minute_at, now_at
from ilp_desktop.services.beginning import record_of
from ilp_desktop.services.conference_days import day_sheet, day_to_show
from ilp_desktop.services.conference_moving import move
from ilp_desktop.services.conference_rows import TO_COME, Found, of_conference, reached
from ilp_desktop.services.desks import Desk
from ilp_desktop.store.tables import conference, office, student

NEXT = 8
"""How many families the public board shows as the next ones."""
_c, _s = conference.c, student.c


class FrontDesk:
    """A conference day for whoever checks families in: names, times, rooms and staff, and nothing of any plan."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def day(self, on: date | None = None) -> DeskDay:
        """Return a day as it stands now; of today when no day is given, else of the nearest day with conferences.

        Raises OfficeError ``not_allowed`` for who checks nobody in.
        """
        desk = self._desk
        with desk.store.read() as connection:
            self._may(connection)
            sheet = day_sheet(connection, desk, on or day_to_show(connection, desk))
        is_today = sheet.on == desk.today
        staff = self._running(sheet.rows) if is_today else ()
        # Of a day that is over everybody's hour is past, and of one to come nobody's.
        at = now_at(desk) if is_today else "00:00"
        came = {row.conference_id: row.arrived_at for row in sheet.rows if row.arrived_at is not None}
        arrived = {held: time_of(minute_at(desk, at)) for held, at in came.items()}
        return DeskDay(sheet.on, at, sheet.rows, staff, is_today, arrived)

    def board(self) -> PublicBoard:
        """Return what the public board shows today: of who is here, by number or initials, and of nobody else anything.

        Raises OfficeError ``not_allowed`` for who checks nobody in.
        """
        desk = self._desk
        with desk.store.read() as connection:
            self._may(connection)
            shows = connection.execute(select(office.c.settings)).scalar_one().get("board_shows", "ticket")
            rows = day_sheet(connection, desk, desk.today).rows
        labels = {row.conference_id: _label(row, shows) for row in rows}
        here = [row for row in rows if labels[row.conference_id]]
        waiting = sorted(
            (row for row in here if row.state is ConferenceState.CHECKED_IN and row.called_at is None),
            key=lambda row: (row.stands_by, row.starts_at, row.ticket),
        )
        called = sorted((row for row in here if self._is_called(row)), key=_called_last, reverse=True)
        return PublicBoard(
            on=desk.today,
            at=now_at(desk),
            called=tuple(_line(row, labels) for row in called),
            following=tuple(_line(row, labels) for row in waiting[:NEXT]),
        )

    def call(self, conference_id: int, called: bool = True) -> Changes:
        """Call a family that is here on the public board, or take the call back.

        Raises OfficeError ``conference_gone``, ``call_not_here``.
        """
        desk = self._desk
        with desk.store.write() as connection:
            row = reached(connection, desk, conference_id, Purpose.CHECK_IN, Sharing.DIRECTORY)
            if row.state != ConferenceState.CHECKED_IN.value:
                raise OfficeError("call_not_here")
            at = desk.clock.now() if called else None
            connection.execute(update(conference).where(_c.id == row.id).values(called_at=at, version=_c.version + 1))
            record_of(connection, desk, row, "family_called" if called else "call_taken_back")
        return of_conference(conference_id, Kind.CONFERENCE, Kind.DAY)

    def shift(self, staff_id: int, minutes: int) -> Changes:
        """Move today's conferences of a member of staff that have not begun by so many minutes, all of them or none.

        The same number below zero takes it back. The hour that was planned is kept. Raises OfficeError ``shift_minutes``,
        ``shift_nobody``, ``shift_too_far``, and ``not_allowed`` for who checks nobody in.
        """
        if not 0 < abs(minutes) <= FURTHEST:
            raise OfficeError("shift_minutes", furthest=FURTHEST)
        desk = self._desk
        with desk.store.write() as connection:
            self._may(connection)
            rows = self._remaining(connection, staff_id)
            if not rows:
                raise OfficeError("shift_nobody")
            for row in rows:
                at = later(row.starts_at, minutes)
                if not at:
                    raise OfficeError("shift_too_far", minutes=abs(minutes))
                first = row.first_at or row.starts_at
                move(connection, row, desk.today, at, first_at="" if at == first else first)
                record_of(connection, desk, row, "conference_shifted", minutes=minutes)
        return Changes(frozenset({Kind.CONFERENCE, Kind.DAY}), frozenset(row.id for row in rows))

    def _may(self, connection: Connection) -> None:
        """Let nobody on who checks in nobody at all."""
        seen = select(_s.id).where(self._desk.sees(Sharing.DIRECTORY, Purpose.CHECK_IN)).limit(1)
        if connection.execute(seen, self._desk.as_viewer()).first() is None:
            raise OfficeError("not_allowed")

    def _remaining(self, connection: Connection, staff_id: int) -> list[Found]:
        statement = (
            select(_c.id, _c.student_id, _c.starts_at, _c.first_at, _c.group_id)
            .join(student, _s.id == _c.student_id)
            .where(
                _c.staff_id == staff_id,
                _c.held_on == self._desk.today,
                _c.state.in_(TO_COME),
                _c.deleted_at.is_(None),
                _s.deleted_at.is_(None),
                self._desk.sees(Sharing.DIRECTORY, Purpose.CHECK_IN),
            )
            .order_by(_c.starts_at)
        )
        return list(connection.execute(statement, self._desk.as_viewer()).all())

    def _running(self, rows: Iterable[DayRow]) -> tuple[StaffRunning, ...]:
        """Return how each member of staff's day runs, who is behind first."""
        of: defaultdict[int, list[DayRow]] = defaultdict(list)
        for row in rows:
            if row.staff_id is not None:
                of[row.staff_id].append(row)
        desk = self._desk
        now = minutes_of(now_at(desk))
        found = (
            StaffRunning(
                staff_id=staff_id,
                name=theirs[0].staff_name,
                behind=behind([self._timed(row) for row in theirs], now),
                remaining=sum(row.state.value in TO_COME for row in theirs),
                in_conference=any(row.state is ConferenceState.IN_CONFERENCE for row in theirs),
                shifted=max((_shifted(row) for row in theirs if row.state.value in TO_COME), default=0),
            )
            for staff_id, theirs in of.items()
        )
        return tuple(sorted(found, key=lambda one: (-one.behind, one.name)))

    def _timed(self, row: DayRow) -> tuple[DayRow, int, int]:
        began, came = (-1 if at is None else minute_at(self._desk, at) for at in (row.begun_at, row.arrived_at))
        return row, began, came

    def _is_called(self, row: DayRow) -> bool:
        if row.state is ConferenceState.CHECKED_IN:
            return row.called_at is not None
        lately = self._desk.clock.now() - timedelta(minutes=CALLED_FOR)
        return row.state is ConferenceState.IN_CONFERENCE and row.begun_at is not None and row.begun_at > lately


def _label(row: DayRow, shows: str) -> str:
    """Return what a family is called by; '' for who was given no number: it is on no board."""
    if not row.ticket:
        return ""
    return initials(row.student_name) if shows == "initials" else str(row.ticket)


def _called_last(row: DayRow) -> str:
    at = row.called_at or row.begun_at
    return at.isoformat() if at is not None else ""


def _line(row: DayRow, labels: dict[int, str]) -> BoardLine:
    return BoardLine("" if row.stands_by else row.starts_at, row.room, row.staff_name, labels[row.conference_id])


def _shifted(row: DayRow) -> int:
    return minutes_of(row.starts_at) - minutes_of(row.first_at) if row.first_at else 0
