"""What the box shows for what is typed. No Qt: a state and pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ilp_desktop.domain.finding import Found, fits, name_of
from ilp_desktop.domain.students import StudentRow

MOST = 9
"""How many lines are shown: what is looked over at once."""
_PLACES_KEPT = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go or something to do. ``what`` is its name in the uses; ``known_as`` are other words for it."""

    what: str
    title: str
    icon: str
    known_as: str = ""
    shortcut: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the box: a student or a place."""

    what: str
    student: StudentRow | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """What is typed, what was found and which line is chosen. ``asked`` numbers the questions: older answers are let go."""

    typed: str = ""
    asked: int = 0
    answered: int = 0
    lines: tuple[Line, ...] = ()
    at: int = 0

    @property
    def chosen(self) -> Line | None:
        """The line that Enter opens; none while the answer to what was typed is under way."""
        return self.lines[self.at] if self.settled and self.lines else None

    @property
    def settled(self) -> bool:
        """Whether what is shown is the answer to what is typed."""
        return self.answered == self.asked > 0


def asking(box: Box, typed: str) -> Box:
    """Ask for these letters; what is shown stays until they are answered."""
    return replace(box, typed=typed, asked=box.asked + 1)


def answered(box: Box, number: int, found: Found, places: Sequence[Place]) -> Box:
    """Take the answer to a question, if none newer was taken; the first line is chosen."""
    if number <= box.answered:
        return box
    return replace(box, answered=number, lines=lines_of(box.typed, found, places), at=0)


def moved(box: Box, by: int) -> Box:
    """Choose another line; beyond the last comes the first."""
    return replace(box, at=(box.at + by) % len(box.lines)) if box.lines else box


def pointed(box: Box, at: int) -> Box:
    """Choose the line that is pointed at."""
    return replace(box, at=at) if 0 <= at < len(box.lines) else box


def lines_of(typed: str, found: Found, places: Sequence[Place]) -> tuple[Line, ...]:
    """Put students and places into one order: what this person uses most first, then students, then places.

    With nothing typed some places are always among them: the box says what it can do.
    """
    weights = found.weights
    students = [Line(name_of(row.student_id), student=row) for row in found.students]
    fitting = [Line(place.what, place=place) for place in places if fits(typed, f"{place.title} {place.known_as}")]
    fitting.sort(key=lambda line: -weights.get(line.what, 0.0))
    if not typed.strip():
        students = students[: MOST - min(_PLACES_KEPT, len(fitting))]
        return tuple([*students, *fitting][:MOST])
    used = [line for line in (*students, *fitting) if weights.get(line.what, 0.0) > 0]
    used.sort(key=lambda line: -weights[line.what])
    others = [line for line in (*students, *fitting) if line not in used]
    return tuple([*used, *others][:MOST])
