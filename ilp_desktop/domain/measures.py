"""Data about a student's progress, each with where it came from and when (R7)."""

from dataclasses import dataclass
from datetime import date

KEPT_DAYS = 180
"""Data older than half a year are not recent any more (R7 asks for timely data and names no number)."""


@dataclass(frozen=True, slots=True)
class Point:
    """One value: ``label`` is the term as people say it (Fall 2025), ``on`` the day on which it was measured."""

    label: str
    value: float
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A series of one kind of result, oldest first; ``benchmark`` is the value to compare with, where there is one."""

    label: str
    unit: str
    source: str
    points: tuple[Point, ...]
    benchmark: float | None

    def is_old(self, on: date) -> bool:
        """Tell whether its newest value is not recent any more on a day (R7)."""
        newest = self.points[-1].on if self.points else None
        return newest is not None and (on - newest).days > KEPT_DAYS
