"""A conference day that ends earlier than planned: whom that touches, where each goes, and who has to be told."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class HomeToTell:
    """One home that was to come, and how it is reached: in its own language (BCP-47), nothing of another home.

    ``adults`` are row numbers of guardians. ``is_student``: from 18 on the student is told. ``told``: somebody wrote down
    that they were reached, or that a letter went out.
    """

    key: str
    names: tuple[str, ...]
    phones: tuple[str, ...]
    language: str
    needs_interpreter: bool
    adults: tuple[int, ...]
    is_student: bool
    told: bool = False


@dataclass(frozen=True, slots=True)
class MovedLine:
    """One conference that would be cut short. ``now_on`` None: it fits nowhere and waits for a day.

    ``homes`` are told once it was moved; before, none are read.
    """

    conference_id: int
    student_id: int
    student_name: str
    staff_name: str
    was_at: str
    now_on: date | None
    now_at: str
    homes: tuple[HomeToTell, ...]

    @property
    def told(self) -> bool:
        """Whether every home of it was told."""
        return all(home.told for home in self.homes)


@dataclass(frozen=True, slots=True)
class EarlyEnd:
    """A day that ends early, as it would be or as it is. ``ends_at`` is local 'HH:MM'; ``early_end_id`` None: not yet.

    ``may_undo``: nobody was told so far, and this person may take it back.
    """

    on: date
    ends_at: str
    lines: tuple[MovedLine, ...]
    early_end_id: int | None = None
    may_undo: bool = False
    schedule_id: int | None = None

    @property
    def to_tell(self) -> int:
        """How many homes were not told yet."""
        return sum(not home.told for line in self.lines for home in line.homes)
