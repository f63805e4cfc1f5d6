"""What of the board is looked at. No Qt: a state and pure functions."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from ilp_desktop.domain.board import Behind, BoardFilter, By, Counts, Days, Listing, Show, Whose

WEEKS = 8
"""Weeks of the calendar that are shown at once."""
_WEEK = timedelta(days=7)


class Tab(Enum):
    """The parts of the board, in their order."""

    MINE = "mine"
    EVERYONE = "everyone"
    CLAUSE = "clause"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Looking:
    """The part that is shown, and how. ``behind`` are the students behind a number, over the part where it stands."""

    first_week: date
    """A Monday: from there the calendar shows."""
    may_see_all: bool = False
    tab: Tab = Tab.MINE
    show: Show = Show.NEEDED
    by: By | None = None
    behind: BoardFilter | Behind | None = None
    behind_words: str = ""

    @property
    def whose(self) -> Whose:
        """Whose students the part is about: numbers are everybody's for who may see them."""
        if self.tab is Tab.MINE or not self.may_see_all:
            return Whose.MINE
        return Whose.EVERYONE

    @property
    def lists_students(self) -> bool:
        """Whether students are shown, and not numbers or days."""
        return self.behind is not None or self.tab in {Tab.MINE, Tab.EVERYONE}

    @property
    def students(self) -> BoardFilter | Behind:
        """Which students are listed."""
        return self.behind or BoardFilter(self.whose, self.show)

    @property
    def last_day(self) -> date:
        """The last day of the weeks that are shown."""
        return self.first_week + WEEKS * _WEEK - timedelta(days=1)

    @property
    def listing(self) -> Listing:
        """What is shown, as a list to save."""
        if self.lists_students:
            return self.students
        if self.tab is Tab.DUE:
            return Days(self.whose, self.first_week, self.last_day)
        return Counts(self.whose, self.by)


def begun(today: date, *, may_see_all: bool) -> Looking:
    """Return what is looked at first: one's own students with something still needed."""
    return Looking(week_of(today), may_see_all)


def week_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def gone_to(looking: Looking, tab: Tab) -> Looking:
    """Show another part, from its beginning."""
    return replace(looking, tab=tab, show=Show.NEEDED, behind=None, behind_words="")


def shown(looking: Looking, show: Show) -> Looking:
    """Show the students that a tile counts; the same tile again, all with something needed."""
    return replace(looking, show=Show.NEEDED if show is looking.show else show)


def counted_by(looking: Looking, by: By | None) -> Looking:
    """Count by clause (None), grade, keeper or school."""
    return replace(looking, by=by)


def opened(looking: Looking, behind: BoardFilter | Behind, words: str) -> Looking:
    """Show the students behind a number."""
    return replace(looking, behind=behind, behind_words=words)


def back(looking: Looking) -> Looking:
    """Go back to where the number stands."""
    return replace(looking, behind=None, behind_words="")


def moved(looking: Looking, weeks: int) -> Looking:
    """Show earlier or later weeks."""
    return replace(looking, first_week=looking.first_week + weeks * _WEEK)
