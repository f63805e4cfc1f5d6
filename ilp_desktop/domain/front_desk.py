"""The front desk: where each family stands at a moment, how far behind a member of staff runs, and free times. Pure rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from ilp_desktop.domain.conferences import ConferenceState, DayRow

FURTHEST = 240
"""Minutes by which a day can be shifted at once, and a family be late."""
CALLED_FOR = 5
"""Minutes for which the public board shows a family as called after its conference has begun."""
_STEP = 5
_DAY = 24 * 60


class Standing(Enum):
    """The desk's columns."""

    EXPECTED = "expected"
    ARRIVED = "arrived"
    WAITING = "waiting"
    """Arrived, and its hour is past or it waits for a free time."""
    IN_CONFERENCE = "in_conference"
    DONE = "done"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class StaffRunning:
    """How a member of staff's day runs. ``behind`` is in minutes; ``remaining`` conferences have not begun."""

    staff_id: int
    name: str
    behind: int
    remaining: int
    in_conference: bool
    shifted: int = 0
    """Minutes by which what remains was shifted already."""


@dataclass(frozen=True, slots=True)
class DeskDay:
    """A day as the desk sees it: names, times, rooms and staff, and nothing of any plan. ``at`` is local 'HH:MM'."""

    on: date
    at: str
    rows: tuple[DayRow, ...]
    staff: tuple[StaffRunning, ...]
    is_today: bool = True
    arrived: Mapping[int, str] = field(default_factory=dict[int, str])
    """When each family came, local 'HH:MM', by the conference's id."""


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One line of the public board. ``label`` is a ticket number or initials, never a name."""

    starts_at: str
    room: str
    staff_name: str
    label: str


@dataclass(frozen=True, slots=True)
class PublicBoard:
    """What stands on the public board: who is called now, and who comes next of those who are here."""

    on: date
    at: str
    called: tuple[BoardLine, ...]
    following: tuple[BoardLine, ...]


@dataclass(frozen=True, slots=True)
class StaffOpening:
    """One of those who look after a student, and when they are free today; '' where they are not."""

    staff_id: int
    name: str
    free_at: str


@dataclass(frozen=True, slots=True)
class Openings:
    """Whom a family that comes without a time can meet today; ``today_at`` is a time that it has already, else ''."""

    student_id: int
    student_name: str
    minutes: int
    staff: tuple[StaffOpening, ...]
    today_at: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Minutes of a day in which somebody can be met."""

    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Hours:
    """When a member of staff can be met on a day, and what is taken of it."""

    there: tuple[Stretch, ...]
    taken: tuple[Stretch, ...] = field(default=())


_BY_STATE = {
    ConferenceState.SCHEDULED: Standing.EXPECTED,
    ConferenceState.RUNNING_LATE: Standing.EXPECTED,
    ConferenceState.CHECKED_IN: Standing.ARRIVED,
    ConferenceState.IN_CONFERENCE: Standing.IN_CONFERENCE,
    ConferenceState.TO_SIGN: Standing.DONE,
    ConferenceState.SIGNED: Standing.DONE,
    ConferenceState.MISSED: Standing.MISSED,
    ConferenceState.CONTINUED: Standing.DONE,
}


def standing_of(row: DayRow, at: str) -> Standing:
    """Return the column in which a conference stands at a local time 'HH:MM'."""
    standing = _BY_STATE[row.state]
    if standing is Standing.ARRIVED and (row.stands_by or at > row.starts_at):
        return Standing.WAITING
    return standing


def minutes_of(at: str) -> int:
    """Return a local time 'HH:MM' as minutes after midnight."""
    hours, minutes = at.split(":")
    return int(hours) * 60 + int(minutes)


def time_of(minute: int) -> str:
    """Return minutes after midnight as 'HH:MM'."""
    return f"{minute // 60:02}:{minute % 60:02}"


def later(at: str, minutes: int) -> str:
    """Return a local time so many minutes later, or earlier; '' where that would be another day."""
    minute = minutes_of(at) + minutes
    return time_of(minute) if 0 <= minute < _DAY else ""


def behind(rows: Iterable[tuple[DayRow, int, int]], now: int) -> int:
    """Return how many minutes a member of staff runs behind, given their conferences of the day.

    Of each, with the minutes of the day at which it began and at which the family came (-1: it did not). Who is in a
    conference is free when its time is over, counted from when it began, or now if that is past; what is owed by then is
    the lateness. Who is in none is late only to a family that is here: one that comes late makes nobody late, and nor does
    one that was not there when its turn came.
    """
    waiting: list[tuple[DayRow, int]] = []
    free_at = began_at = -1
    for row, began, came in rows:
        if row.state is ConferenceState.IN_CONFERENCE:
            free_at, began_at = max(free_at, now, began + row.minutes), max(began_at, began)
        elif _BY_STATE[row.state] in {Standing.EXPECTED, Standing.ARRIVED} and not row.stands_by:
            waiting.append((row, came))
    here = [max(minutes_of(row.starts_at), came) for row, came in waiting if row.state is ConferenceState.CHECKED_IN]
    if free_at < 0:
        return max(0, max((now - since for since in here), default=0))
    coming = [minutes_of(row.starts_at) for row, _came in waiting if minutes_of(row.starts_at) > began_at]
    return max(0, free_at - min(here + coming, default=free_at))


def free_times(hours: Hours, minutes: int, since: int = 0, until: int = _DAY) -> tuple[int, ...]:
    """Return when a conference of so many minutes can begin, one after the other, from ``since`` and over by ``until``."""
    found: list[int] = []
    for stretch in hours.there:
        at = _rounded(max(stretch.begins, since)) if since > stretch.begins else stretch.begins
        while at + minutes <= min(stretch.ends, until):
            in_the_way = _in_the_way(hours.taken, at, minutes)
            if in_the_way is None:
                found.append(at)
                at += minutes
            else:
                at = in_the_way.ends
    return tuple(found)


def _rounded(minute: int) -> int:
    return -(-minute // _STEP) * _STEP


def _in_the_way(taken: Sequence[Stretch], at: int, minutes: int) -> Stretch | None:
    there = (one for one in taken if one.begins < at + minutes and at < one.ends)
    return max(there, key=lambda one: one.ends, default=None)
