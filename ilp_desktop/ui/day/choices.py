"""Which of a day's conferences are shown, and which actions each of them offers. No Qt: a state and pure functions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from types import MappingProxyType

from ilp_desktop.domain.conferences import ConferenceState, DayRow, DaySheet


class Show(Enum):
    """The three views of a day."""

    MINE = "mine"
    EVERYONE = "everyone"
    TO_SIGN = "to_sign"


class Act(Enum):
    """What the front of the room can do with a conference before it begins; a value is the name of its verb."""

    CHECK_IN = "check_in"
    MARK_LATE = "mark_late"
    MARK_MISSED = "mark_missed"
    UNDO = "undo"


ACTS: Mapping[ConferenceState, tuple[Act, ...]] = MappingProxyType(
    {
        ConferenceState.SCHEDULED: (Act.CHECK_IN, Act.MARK_LATE, Act.MARK_MISSED),
        ConferenceState.CHECKED_IN: (Act.MARK_LATE, Act.MARK_MISSED, Act.UNDO),
        ConferenceState.RUNNING_LATE: (Act.CHECK_IN, Act.MARK_MISSED, Act.UNDO),
        ConferenceState.MISSED: (Act.CHECK_IN, Act.UNDO),
    }
)
"""The actions of a state; a conference that has begun has none here."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day's sheet, the view chosen and the conference selected."""

    sheet: DaySheet | None = None
    show: Show = Show.MINE
    selected: int | None = None

    @property
    def rows(self) -> tuple[DayRow, ...]:
        """The rows of the view chosen, in time order."""
        if self.sheet is None:
            return ()
        return tuple(row for row in self.sheet.rows if _belongs(row, self.show))

    @property
    def counts(self) -> Mapping[Show, int]:
        """How many conferences each view holds."""
        rows = self.sheet.rows if self.sheet else ()
        return {show: sum(_belongs(row, show) for row in rows) for show in Show}

    def row(self, conference_id: int | None) -> DayRow | None:
        """Return a conference of this day, in view or not."""
        rows = self.sheet.rows if self.sheet else ()
        return next((row for row in rows if row.conference_id == conference_id), None)


def _belongs(row: DayRow, show: Show) -> bool:
    return {
        Show.MINE: row.mine,
        Show.EVERYONE: True,
        Show.TO_SIGN: row.state is ConferenceState.TO_SIGN,
    }[show]


def read(day: Day, sheet: DaySheet) -> Day:
    """Take the sheet as just read; a view that would be empty gives way to everyone the first time."""
    fresh = replace(day, sheet=sheet)
    if day.sheet is None and not fresh.rows:
        fresh = replace(fresh, show=Show.EVERYONE)
    if fresh.row(fresh.selected) is None:
        fresh = replace(fresh, selected=None)
    return fresh


def showing(day: Day, show: Show) -> Day:
    """Choose a view; the conference that is open stays open."""
    return replace(day, show=show)


def selecting(day: Day, conference_id: int | None) -> Day:
    """Select a conference."""
    return replace(day, selected=conference_id)
