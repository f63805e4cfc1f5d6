"""What a signature is made of: strokes as vectors, free of any window."""

from dataclasses import dataclass
from itertools import pairwise

_LEAST_POINTS = 6
_LEAST_TRAVEL = 0.12


@dataclass(frozen=True, slots=True)
class StrokePoint:
    """A place on the pad, in widths of it from its top left corner; milliseconds since the first touch; pressure 0-1."""

    x: float
    y: float
    milliseconds: int
    pressure: float


Stroke = tuple[StrokePoint, ...]


def travel(strokes: tuple[Stroke, ...]) -> float:
    """Return how far the pen went on the pad, in widths of it."""
    return sum(
        ((after.x - before.x) ** 2 + (after.y - before.y) ** 2) ** 0.5
        for stroke in strokes
        for before, after in pairwise(stroke)
    )


def enough_to_sign(strokes: tuple[Stroke, ...]) -> bool:
    """Tell whether this can be meant as a signature: a cross or an initial is, two dots by accident are not."""
    points = sum(len(stroke) for stroke in strokes)
    return points >= _LEAST_POINTS and travel(strokes) >= _LEAST_TRAVEL
