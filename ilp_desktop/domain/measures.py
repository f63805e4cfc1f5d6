"""Data about a student's progress, each with where it came from and when (R7)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """One value: ``label`` is the term as people say it (Fall 2025)."""

    label: str
    value: float


@dataclass(frozen=True, slots=True)
class Measure:
    """A series of one kind of result, oldest first; ``benchmark`` is the value to compare with, where there is one."""

    label: str
    unit: str
    source: str
    points: tuple[Point, ...]
    benchmark: float | None
