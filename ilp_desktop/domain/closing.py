"""What is left to do of a conference day, and what the day came to."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from ilp_desktop.domain.circumstances import Lacking
from ilp_desktop.domain.conferences import ConferenceState


class Left(Enum):
    """The next thing that is to be done about a conference, in the order in which things are done."""

    CAME_NOT = "came_not"
    """The family was missed."""
    NOT_HELD = "not_held"
    NOT_ENDED = "not_ended"
    """Begun, and neither signed nor ended."""
    TO_SIGN = "to_sign"
    TO_FINALIZE = "to_finalize"
    TO_PRINT = "to_print"
    """Owed to the family: a copy waits for the printer, or the printer did not take it."""
    TO_GIVE = "to_give"
    TO_FILE = "to_file"


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """One conference and what is next. ``next_on``: when the student comes again, None where nothing is arranged."""

    conference_id: int
    student_id: int
    student_name: str
    grade: str
    staff_name: str
    starts_at: str
    left: Left
    next_on: date | None = None
    rendering_id: int | None = None
    """The paper that is to be given or filed."""
    lacks: tuple[Lacking, ...] = ()
    """What is missing of one that did not end, or is to be signed."""


@dataclass(frozen=True, slots=True)
class StaffDay:
    """What one person's conferences of a day came to. ``minutes``: from the first word to the end, of those held."""

    staff_name: str
    arranged: int
    held: int
    missed: int
    finalized: int
    minutes: int


@dataclass(frozen=True, slots=True)
class DayClosing:
    """A day as it stands. ``lines`` are those whose files somebody may see; the numbers are everybody's."""

    on: date
    states: tuple[tuple[ConferenceState, int], ...]
    staff: tuple[StaffDay, ...]
    lines: tuple[ClosingLine, ...]
    given: int = 0
    filed: int = 0
    """Plans of which the family has its copy, and of which one is in the folder."""

    @property
    def arranged(self) -> int:
        """How many conferences there are."""
        return sum(count for _, count in self.states)

    @property
    def held(self) -> int:
        """How many were held to the end."""
        return sum(one.held for one in self.staff)

    @property
    def finalized(self) -> int:
        """How many became a finalized plan."""
        return sum(one.finalized for one in self.staff)
