"""When members of staff can be met on a day, and what of it is taken: by their schedules, else by their conferences."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from statistics import mode

from sqlalchemy import Connection, bindparam, exists, select

from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.front_desk import Hours, Stretch, minutes_of
from ilp_desktop.services.arrivals import minute_at
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.desks import Desk
from ilp_desktop.store.tables import conference, schedule, schedule_hours, schedule_meeting
from ilp_desktop.store.tables.columns import SchoolDate
from ilp_desktop.store.these import packed, these

USUAL = 20
"""Minutes of a conference of somebody who has none that day."""
_c, _h, _m = conference.c, schedule_hours.c, schedule_meeting.c
_ON = bindparam("on", type_=SchoolDate)
_FREE = frozenset({ConferenceState.MISSED.value})
_THERE = select(_h.staff_id, _h.begins_at, _h.ends_at).where(
    these(_h.staff_id),
    _h.held_on == _ON,
    # While a schedule is being arranged, nothing of it holds yet.
    exists()
    .where(_m.schedule_id == _h.schedule_id, _m.conference_id.is_not(None), schedule.c.id == _h.schedule_id)
    .where(schedule.c.deleted_at.is_(None)),
)
_TAKEN = select(_c.id, _c.staff_id, _c.starts_at, _c.minutes, _c.state, _c.stands_by, _c.begun_at).where(
    these(_c.staff_id), _c.held_on == _ON, _c.deleted_at.is_(None)
)


class StaffDays:
    """The days of some of the staff, read in two statements a day; of today, conferences that run over take their time."""

    def __init__(
        self, connection: Connection, desk: Desk, staff: Collection[int], on: date, but: Collection[int] = ()
    ) -> None:
        """``but``: conferences that are to be moved, so that they are in nobody's way."""
        values = {"ids": packed(staff), "on": on}
        self._there: defaultdict[int, list[Stretch]] = defaultdict(list)
        for row in connection.execute(_THERE, values):
            self._there[row.staff_id].append(Stretch(minutes_of(row.begins_at), minutes_of(row.ends_at)))
        self._rows: defaultdict[int, list[Found]] = defaultdict(list)
        for row in connection.execute(_TAKEN, values):
            self._rows[row.staff_id].append(row)
        self._desk, self._on, self._but = desk, on, frozenset(but)
        self._added: defaultdict[int, list[Stretch]] = defaultdict(list)

    def hours(self, staff_id: int) -> Hours:
        """Return when somebody can be met, and what is taken of it."""
        rows = [row for row in self._rows[staff_id] if not row.stands_by]
        there = sorted(self._there[staff_id], key=lambda one: one.begins) or list(_span(rows))
        taken = [self._taken(row) for row in rows if row.state not in _FREE and row.id not in self._but]
        return Hours(tuple(there), tuple(taken + self._added[staff_id]))

    def minutes(self, staff_id: int) -> int:
        """Return how long their conferences usually are."""
        lengths = [row.minutes for row in self._rows[staff_id]]
        return mode(lengths) if lengths else USUAL

    def end(self, staff_id: int) -> int:
        """Return the minute at which their day ends, 0 where they have none."""
        stretches = [*self._there[staff_id], *(self._taken(row) for row in self._rows[staff_id])]
        return max((one.ends for one in stretches), default=0)

    def take(self, staff_id: int, begins: int, minutes: int) -> None:
        """Give a time away."""
        self._added[staff_id].append(Stretch(begins, begins + minutes))

    def _taken(self, row: Found) -> Stretch:
        begins = minutes_of(row.starts_at)
        if (
            row.state == ConferenceState.IN_CONFERENCE.value
            and row.begun_at is not None
            and self._on == self._desk.today
        ):
            began = minute_at(self._desk, row.begun_at)
            return Stretch(min(begins, began), max(began + row.minutes, minute_at(self._desk, self._desk.clock.now())))
        return Stretch(begins, begins + row.minutes)


def _span(rows: Iterable[Found]) -> Iterable[Stretch]:
    """Yield the time from the first conference to the end of the last: there was somebody there."""
    times = [(minutes_of(row.starts_at), minutes_of(row.starts_at) + row.minutes) for row in rows]
    if times:
        yield Stretch(min(begins for begins, _ends in times), max(ends for _begins, ends in times))
