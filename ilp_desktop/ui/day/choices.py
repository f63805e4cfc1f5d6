"""Which of a day's conferences are shown, and which actions each of them offers. No Qt: a state and pure functions."""

from collections.abc import Hashable, Mapping
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
class GroupRow:
    """One line for a whole group conference. ``came``: of how many students anybody is here or was."""

    group_id: int
    name: str
    starts_at: str
    students: int
    came: int
    staff_name: str
    state: ConferenceState


Shown = DayRow | GroupRow
"""A line of the list: a conference, or a group of them."""


def key_of(row: Shown) -> Hashable:
    """Return what a line is known by when the day is read anew."""
    return row.conference_id if isinstance(row, DayRow) else ("group", row.group_id)


@dataclass(frozen=True, slots=True)
class Day:
    """A day's sheet, the view chosen and the conference selected. ``spread``: each family of a group has its own line."""

    sheet: DaySheet | None = None
    show: Show = Show.MINE
    selected: int | None = None
    spread: bool = False

    @property
    def rows(self) -> tuple[Shown, ...]:
        """The rows of the view chosen, in time order."""
        return self._shown(self.show)

    @property
    def counts(self) -> Mapping[Show, int]:
        """How many lines each view holds."""
        return {show: len(self._shown(show)) for show in Show}

    @property
    def selected_key(self) -> Hashable | None:
        """What the line is known by that stands for the conference selected."""
        row = self.row(self.selected)
        if row is None:
            return None
        held = ("group", row.group_id)
        return held if any(key_of(one) == held for one in self.rows) else row.conference_id

    def _shown(self, show: Show) -> tuple[Shown, ...]:
        rows = self.sheet.rows if self.sheet else ()
        theirs = tuple(row for row in rows if _belongs(row, show))
        # Marks are owed by each family for itself, and the desk checks in each by itself.
        return theirs if self.spread or show is Show.TO_SIGN else _gathered(theirs)

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


def _gathered(rows: tuple[DayRow, ...]) -> tuple[Shown, ...]:
    """Return the rows with one line for each group, where its first stood."""
    found: dict[Hashable, list[DayRow]] = {}
    for row in rows:
        found.setdefault(key_of(row) if row.group_id is None else ("group", row.group_id), []).append(row)
    return tuple(theirs[0] if theirs[0].group_id is None else _group(theirs) for theirs in found.values())


def _group(rows: list[DayRow]) -> GroupRow:
    first = rows[0]
    assert first.group_id is not None, "it is of a group"
    return GroupRow(
        group_id=first.group_id,
        name=first.group_name,
        starts_at=first.starts_at,
        students=len(rows),
        came=sum(row.state in _CAME for row in rows),
        staff_name=first.staff_name,
        state=next((state for state in _OF_GROUP if any(row.state is state for row in rows)), first.state),
    )


_CAME = frozenset(
    {ConferenceState.CHECKED_IN, ConferenceState.IN_CONFERENCE, ConferenceState.TO_SIGN, ConferenceState.SIGNED}
)
_OF_GROUP = (
    ConferenceState.IN_CONFERENCE,
    ConferenceState.CHECKED_IN,
    ConferenceState.SCHEDULED,
    ConferenceState.RUNNING_LATE,
    ConferenceState.TO_SIGN,
    ConferenceState.SIGNED,
    ConferenceState.MISSED,
)
"""Where a group stands: the first of these that any of its conferences has."""


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
