"""Where a conference that would be cut short can go: earlier the same day, or on another day of who holds it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, bindparam, select

from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.front_desk import Stretch, free_times, minutes_of, time_of
from ilp_desktop.services.arrivals import now_at
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.staff_hours import StaffDays
from ilp_desktop.store.tables import conference, participant, schedule, schedule_hours
from ilp_desktop.store.tables.columns import SchoolDate
from ilp_desktop.store.these import packed, these

WITHIN = timedelta(days=35)
"""How far ahead a free time is looked for: a conference that was to be today is not put off by months."""
NOTICE = 30
"""Minutes that a family needs at the least, from being told until it is there."""
_c, _h, _p = conference.c, schedule_hours.c, participant.c
_FROM, _TO = bindparam("first", type_=SchoolDate), bindparam("last", type_=SchoolDate)
_DAYS = (
    select(_h.held_on)
    .join(schedule, schedule.c.id == _h.schedule_id)
    .where(these(_h.staff_id), _h.held_on > _FROM, _h.held_on <= _TO, schedule.c.deleted_at.is_(None))
    .union(select(_c.held_on).where(these(_c.staff_id), _c.held_on > _FROM, _c.held_on <= _TO, _c.deleted_at.is_(None)))
)
_BUSY = (
    select(_p.guardian_id, _c.id, _c.held_on, _c.starts_at, _c.minutes)
    .join(conference, _c.id == _p.conference_id)
    .where(
        _p.guardian_id.is_not(None),
        _p.deleted_at.is_(None),
        _c.deleted_at.is_(None),
        _c.state != ConferenceState.MISSED.value,
        _c.held_on >= _FROM,
        _c.held_on <= _TO,
    )
)
_COMING = select(_p.conference_id, _p.guardian_id).where(
    these(_p.conference_id), _p.guardian_id.is_not(None), _p.deleted_at.is_(None)
)


class EarlyPlaces:
    """Finds a free time for each, in time order, so that no family is in two places and nobody is asked twice."""

    def __init__(self, connection: Connection, desk: Desk, rows: Sequence[Found], on: date, ends_at: str) -> None:
        self._connection, self._desk, self._rows = connection, desk, rows
        self._on, self._until = on, minutes_of(ends_at)
        self._ids = frozenset(row.id for row in rows)
        self._staff = frozenset(row.staff_id for row in rows)
        self._span = {"first": on, "last": on + WITHIN}
        self._days: dict[date, StaffDays] = {}
        self._coming: defaultdict[int, set[int]] = defaultdict(set)
        self._busy: defaultdict[tuple[int, date], list[Stretch]] = defaultdict(list)

    def found(self) -> dict[int, tuple[date, str] | None]:
        """Return where each goes, by the conference's id; None: nowhere."""
        if not self._rows:
            return {}
        self._read_families()
        others = sorted(self._connection.execute(_DAYS, self._span | {"ids": packed(self._staff)}).scalars())
        places: dict[int, tuple[date, str] | None] = {}
        groups: dict[int, tuple[date, str] | None] = {}  # who meets together stays together
        for row in self._rows:
            if row.group_id in groups:
                places[row.id] = groups[row.group_id]
                continue
            place = next(self._times(row, others), None)
            if place is not None:
                self._take(row, *place)
            places[row.id] = (place[0], time_of(place[1])) if place else None
            if row.group_id is not None:
                groups[row.group_id] = places[row.id]
        return places

    def _times(self, row: Found, others: Sequence[date]) -> Iterator[tuple[date, int]]:
        now = minutes_of(now_at(self._desk)) + NOTICE if self._on == self._desk.today else 0
        for on in (self._on, *others):
            hours = self._day(on).hours(row.staff_id)
            since, until = (now, self._until) if on == self._on else (0, 24 * 60)
            for at in free_times(hours, row.minutes, since, until):
                if not self._is_elsewhere(row, on, at):
                    yield on, at

    def _day(self, on: date) -> StaffDays:
        if on not in self._days:
            self._days[on] = StaffDays(self._connection, self._desk, self._staff, on, self._ids)
        return self._days[on]

    def _is_elsewhere(self, row: Found, on: date, at: int) -> bool:
        """Tell whether one of the adults who come is at another conference then."""
        return any(
            one.begins < at + row.minutes and at < one.ends
            for adult in self._coming[row.id]
            for one in self._busy[(adult, on)]
        )

    def _take(self, row: Found, on: date, at: int) -> None:
        self._day(on).take(row.staff_id, at, row.minutes)
        for adult in self._coming[row.id]:
            self._busy[(adult, on)].append(Stretch(at, at + row.minutes))

    def _read_families(self) -> None:
        for row in self._connection.execute(_COMING, {"ids": packed(self._ids)}):
            self._coming[row.conference_id].add(row.guardian_id)
        for row in self._connection.execute(_BUSY, self._span):
            if row.id not in self._ids:
                begins = minutes_of(row.starts_at)
                self._busy[(row.guardian_id, row.held_on)].append(Stretch(begins, begins + row.minutes))
