"""The board: who still needs what by when, how many, and what falls due (R13, R114, R118)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from ilp_desktop.domain.policy.clauses import Clause
from ilp_desktop.domain.policy.findings import Finding, State
from ilp_desktop.domain.policy.next_steps import NextStep

SOON = timedelta(days=14)
"""What is due until then is due soon."""
Cursor = tuple[int | str | date, ...]
"""Where a list goes on: nobody but who made it reads it."""


class Whose(Enum):
    """Whose students are asked about."""

    MINE = "mine"
    """Those whom the viewer looks after today, or whom they stand in for."""
    EVERYONE = "everyone"
    """All of the office's, for who may read every plan."""


class Show(Enum):
    """Which students of those a list shows."""

    NEEDED = "needed"
    """With something still needed, the most urgent first."""
    OVERDUE = "overdue"
    SOON = "soon"
    NO_PLAN = "no_plan"
    """Without the plan that their grade is owed (R13)."""
    ALL_SET = "all_set"


class By(Enum):
    """What students are counted by."""

    GRADE = "grade"
    STAFF = "staff"
    SCHOOL = "school"


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """Which students are listed. ``by`` and ``key`` narrow it to one grade, one keeper or one school."""

    whose: Whose = Whose.MINE
    show: Show = Show.NEEDED
    by: By | None = None
    key: int | str = ""


@dataclass(frozen=True, slots=True)
class Behind:
    """The students behind a number: of one clause in one period, in a state today or, open, due on a day."""

    whose: Whose
    clause_id: str
    period: str
    state: State | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers by clause, grade, keeper or school, as a list to export; ``by`` None: by clause."""

    whose: Whose
    by: By | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """What falls due from one day to another, as a list to export."""

    whose: Whose
    first: date
    last: date


Listing = BoardFilter | Behind | Counts | Days
"""Anything that the board lists."""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One student on the board with what is asked first. ``clause_id`` is empty where nothing is.

    ``title`` is the clause in the reader's language; ``more`` how much else must still be met; ``no_plan`` the kind of plan
    that the file lacks (``ilp``, ``pccr``), or empty.
    """

    student_id: int
    name: str
    grade: str
    school: str
    clause_id: str
    title: str
    period: str
    due_on: date | None
    state: State | None
    step: NextStep | None
    more: int
    no_plan: str


@dataclass(frozen=True, slots=True)
class BoardPage:
    """Some rows; the list goes on at ``after``, None where it ends."""

    rows: tuple[BoardRow, ...]
    after: Cursor | None


@dataclass(frozen=True, slots=True)
class Summary:
    """How many students there are, and how many of them stand how. Who is overdue or due soon needs something, too."""

    students: int = 0
    needed: int = 0
    overdue: int = 0
    soon: int = 0
    no_plan: int = 0

    @property
    def all_set(self) -> int:
        """Those of whom nothing is needed."""
        return self.students - self.needed

    def of(self, show: Show) -> int:
        """Return how many students a list shows."""
        return int(getattr(self, show.value))


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A grade, a keeper or a school with its numbers. ``key`` 0 or empty: who has none."""

    key: int | str
    name: str
    summary: Summary


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """One clause in one period, with how many students are in which state today."""

    clause_id: str
    title: str
    citation: str
    period: str
    advised: bool
    counts: tuple[tuple[State, int], ...]

    def count(self, state: State) -> int:
        """Return how many students are in a state."""
        return dict(self.counts).get(state, 0)


@dataclass(frozen=True, slots=True)
class Need:
    """What one clause asks of a student, or of the school itself, with how that stands today and what is to be done."""

    clause: Clause
    finding: Finding
    state: State
    step: NextStep | None


@dataclass(frozen=True, slots=True)
class DueLine:
    """How much of one clause falls due on a day. ``advised``: it only should be."""

    day: date
    clause_id: str
    title: str
    period: str
    advised: bool
    step: NextStep
    students: int


@dataclass(frozen=True, slots=True)
class BoardFace:
    """What the board opens with. ``ruled``: the policy set in force asks anything at all."""

    ruled: bool
    summary: Summary
    page: BoardPage
