"""Which families the desk sees, and what it can do for each. No Qt: a state and pure functions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from ilp_desktop.domain.conferences import ConferenceState, DayRow
from ilp_desktop.domain.front_desk import DeskDay, Standing, standing_of
from ilp_desktop.domain.names import folded


class Show(Enum):
    """What the list shows: everybody, or one column."""

    ALL = "all"
    EXPECTED = "expected"
    ARRIVED = "arrived"
    WAITING = "waiting"
    IN_CONFERENCE = "in_conference"
    DONE = "done"
    MISSED = "missed"


class Deed(Enum):
    """What the desk can do with a family."""

    ARRIVED = "arrived"
    LATE = "late"
    MISSED = "missed"
    BACK = "back"
    CALL = "call"
    CALL_BACK = "call_back"
    SEAT = "seat"


_DEEDS: Mapping[ConferenceState, tuple[Deed, ...]] = {
    ConferenceState.SCHEDULED: (Deed.ARRIVED, Deed.LATE, Deed.MISSED),
    ConferenceState.RUNNING_LATE: (Deed.ARRIVED, Deed.LATE, Deed.MISSED, Deed.BACK),
    ConferenceState.CHECKED_IN: (Deed.CALL, Deed.MISSED, Deed.BACK),
    ConferenceState.MISSED: (Deed.ARRIVED, Deed.BACK),
}
_STANDINGS: Mapping[Show, Standing | None] = {
    Show.ALL: None,
    **{show: Standing(show.value) for show in Show if show is not Show.ALL},
}


@dataclass(frozen=True, slots=True)
class Desk:
    """The day as it was read, the column chosen, and the letters typed to find a family."""

    day: DeskDay | None = None
    show: Show = Show.ALL
    letters: str = ""

    @property
    def rows(self) -> tuple[DayRow, ...]:
        """The rows shown, in time order; letters find a family in whatever column."""
        if self.day is None:
            return ()
        if self.letters.strip():
            return tuple(row for row in self.day.rows if _fits(row, self.letters))
        wanted, at = _STANDINGS[self.show], self.day.at
        if wanted is None:
            # In time order, but what is over stands in nobody's way.
            return tuple(sorted(self.day.rows, key=lambda row: standing_of(row, at) is Standing.DONE))
        return tuple(row for row in self.day.rows if standing_of(row, at) is wanted)

    @property
    def counts(self) -> Mapping[Show, int]:
        """How many stand in each column."""
        found = dict.fromkeys(Show, 0)
        for row in self.day.rows if self.day else ():
            found[Show.ALL] += 1
            found[Show(standing_of(row, self.day.at if self.day else "").value)] += 1
        return found

    @property
    def at(self) -> str:
        """The local time at which it was read, 'HH:MM'."""
        return self.day.at if self.day else "00:00"

    def came(self, row: DayRow) -> str:
        """Return since when a family is here, local 'HH:MM'; '' where it is not."""
        return self.day.arrived.get(row.conference_id, "") if self.day else ""

    def row(self, conference_id: int | None) -> DayRow | None:
        """Return a conference of the day, shown or not; of another day than today none: nobody is at its door."""
        if self.day is None or not self.day.is_today:
            return None
        return next((row for row in self.day.rows if row.conference_id == conference_id), None)


def read(desk: Desk, day: DeskDay) -> Desk:
    """Take the day as just read."""
    return replace(desk, day=day)


def showing(desk: Desk, show: Show) -> Desk:
    """Choose a column; what was typed to find a family is done with."""
    return replace(desk, show=show, letters="")


def finding(desk: Desk, letters: str) -> Desk:
    """Find families by the letters typed."""
    return replace(desk, letters=letters)


def deeds_of(row: DayRow) -> tuple[Deed, ...]:
    """Return what can be done with a family now; a conference that has begun is nobody's to change at the desk."""
    deeds = _DEEDS.get(row.state, ())
    if row.called_at is not None:
        deeds = tuple(Deed.CALL_BACK if deed is Deed.CALL else deed for deed in deeds)
    return (Deed.SEAT, *deeds) if row.stands_by and deeds else deeds


def _fits(row: DayRow, letters: str) -> bool:
    """Tell whether each word typed begins a word of the student's name, or is the family's number."""
    if letters.strip().isdecimal():
        return str(row.ticket) == letters.strip()
    words = folded(row.student_name).split()
    return all(any(word.startswith(typed) for word in words) for typed in folded(letters).split())
