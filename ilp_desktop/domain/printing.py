"""The copies of finalized plans on their way to paper: for whom, how many, how far they came."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Protocol

MOST_COPIES = 20


class CopyFor(Enum):
    """Whose a copy is."""

    FAMILY = "family"
    STUDENT = "student"
    """Of age: the plan is the student's own."""
    FOLDER = "folder"
    """The cumulative folder, which goes from grade to grade (R46)."""


class PrintState(Enum):
    """How far a copy came."""

    WAITING = "waiting"
    AT_PRINTER = "at_printer"
    STOPPED = "stopped"
    """Begun, and the program ended before the printer had all of it: what came out, a person looks at."""
    FAILED = "failed"
    """The printer did not take all of it."""
    PRINTED = "printed"
    SET_ASIDE = "set_aside"
    """Nobody wants it printed any more."""


OPEN = frozenset({PrintState.WAITING, PrintState.AT_PRINTER, PrintState.STOPPED, PrintState.FAILED})
"""What is still to come out."""


@dataclass(frozen=True, slots=True)
class PrintJob:
    """Copies of one finalized paper. ``starts_at`` is local 'HH:MM'; ``language`` the paper's (BCP-47).

    ``copies_out`` copies are out whole, and ``pages_out`` pages of the next one. ``problem`` is an error's code.
    """

    job_id: int
    rendering_id: int
    conference_id: int
    student_id: int
    student_name: str
    grade: str
    staff_name: str
    held_on: date
    starts_at: str
    copy_for: CopyFor
    to_whom: str
    language: str
    copies: int
    copies_out: int
    pages_out: int
    both_sides: bool
    state: PrintState
    problem: str
    asked_by: str
    asked_at: datetime
    ended_at: datetime | None
    given: bool = False
    """The family has this paper, by hand or by mail."""
    filed: bool = False

    @property
    def is_open(self) -> bool:
        """Whether something of it is still to come out."""
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class PaperOut:
    """One copy as a printer is given it: the stored bytes, and the page with which it goes on (1 is the first)."""

    pdf: bytes
    first_page: int = 1
    both_sides: bool = False


class PaperPort(Protocol):
    """Where paper comes out: one of the computer's printers, or in a test a file."""

    def print_paper(self, paper: PaperOut, went_out: Callable[[int], None]) -> None:
        """Print a copy and call ``went_out`` with the number of each page that the printer took.

        Called off the window's thread; raises OfficeError ``print_failed``.
        """
        ...
