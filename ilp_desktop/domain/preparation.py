"""What is not ready yet for a day's conferences, and how the papers of an evening are being typed in."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from ilp_desktop.domain.reaching import NeedLine
from ilp_desktop.domain.replies import ReplyLine


class Gap(Enum):
    """One thing that is not ready for a conference."""

    NO_DATA = "no_data"
    OLD_DATA = "old_data"
    NO_STRENGTHS = "no_strengths"
    OUTCOMES = "outcomes"
    """Goals of the last conference of which nobody has said what came of them."""
    NOBODY_INVITED = "nobody_invited"
    NO_INTERPRETER = "no_interpreter"
    NEEDS = "needs"
    """What the family asked for in order to come, and nobody has said yet that it is given (R36)."""
    ANOTHER_TIME = "another_time"
    """The family asked for another time than this one."""


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """One conference of a day and what it still lacks. ``starts_at`` is local 'HH:MM'; times and names as on the day's list."""

    conference_id: int
    student_id: int
    starts_at: str
    student_name: str
    grade: str
    staff_id: int | None
    staff_name: str
    interpreter: str
    """Language to be interpreted (BCP-47), or ''."""
    gaps: tuple[Gap, ...]
    answers: tuple[ReplyLine, ...] = ()
    """What those who are expected answered."""
    needs: tuple[NeedLine, ...] = ()
    """What the family asked for in order to come, given or not."""


class Entry(Enum):
    """How far the paper of a conference has been typed in."""

    WAITING = "waiting"
    BEGUN = "begun"
    TO_SIGN = "to_sign"
    """Typed in, and a signature is still owed."""
    DONE = "done"
    ON_SCREEN = "on_screen"
    """Held at the screen: there is nothing to type in."""
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper of a stack, in the stack's order. ``number`` is the student's place in it, ``code`` what is printed on it."""

    conference_id: int
    number: int
    code: str
    starts_at: str
    student_name: str
    grade: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Stack:
    """The papers of one member of staff on one day."""

    on: date
    staff_id: int | None
    staff_name: str
    rows: tuple[PaperRow, ...]

    @property
    def typed(self) -> int:
        """How many papers ask for nothing more."""
        return sum(row.entry not in {Entry.WAITING, Entry.BEGUN} for row in self.rows)


@dataclass(frozen=True, slots=True)
class HeldOn:
    """When and by whom a conference was held on paper, and who typed it in on which day."""

    on: date
    held_by: str
    entered_by: str
    entered_on: date
