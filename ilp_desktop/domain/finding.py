"""One box that finds students, places and deeds: what fits what is typed, and what stands first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import permutations

from ilp_desktop.domain.names import folded
from ilp_desktop.domain.students import StudentRow

HALF_LIFE_DAYS = 14.0
"""After so many days a use counts half: what was daily in September gives way to what is daily now."""
MOST_WORDS = 6
_STUDENT = "student:"


@dataclass(frozen=True, slots=True)
class Use:
    """How often one person went to something, and when last."""

    uses: int
    used_at: datetime

    def weight(self, now: datetime) -> float:
        """Return what the use counts today."""
        days = max(0.0, (now - self.used_at).total_seconds() / 86_400)
        return self.uses * 0.5 ** (days / HALF_LIFE_DAYS)


@dataclass(frozen=True, slots=True)
class Found:
    """The students found, in order, and what this person's uses count (what -> weight)."""

    students: tuple[StudentRow, ...]
    weights: Mapping[str, float]


def name_of(student_id: int) -> str:
    """Return how a student's use is noted."""
    return f"{_STUDENT}{student_id}"


def student_of(what: str) -> int | None:
    """Return the student that a noted use was of, None where it was a place or a deed."""
    number = what.removeprefix(_STUDENT)
    return int(number) if number != what and number.isdecimal() else None


def fits(typed: str, words: str) -> bool:
    """Whether each word typed begins a word of its own among these: "imp ro" fits "Import a roster"."""
    asked, there = folded(typed).split()[:MOST_WORDS], folded(words).split()
    if len(asked) > len(there):
        return False
    if len(asked) <= 1:
        return not asked or any(word.startswith(asked[0]) for word in there)
    return any(_begin(asked, chosen) for chosen in permutations(there, len(asked)))


def _begin(asked: Iterable[str], chosen: Iterable[str]) -> bool:
    return all(word.startswith(letters) for letters, word in zip(asked, chosen, strict=True))


def by_use(rows: Iterable[StudentRow], weights: Mapping[str, float]) -> tuple[StudentRow, ...]:
    """Put the students whom this person opens most before the others; the others keep their order."""
    return tuple(sorted(rows, key=lambda row: -weights.get(name_of(row.student_id), 0.0)))
