"""Whose student somebody is: assignments, who stands in for whom, and who has left (R9, R16, R82)."""

from dataclasses import dataclass
from datetime import date

DUTIES = ("teacher", "counselor", "career_staff")
"""What a member of staff can be to a student. Career staff join where objectives are occupational (R16)."""


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A member of staff, to choose from. ``last_day``: when they leave or left, if so."""

    staff_id: int
    name: str
    role: str
    last_day: date | None


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """A member of staff who looks after a student from one school day to another, both included; None: open.

    ``standing_in``: the names of those who stand in for them on the day that was asked about.
    """

    assignment_id: int
    staff_id: int
    name: str
    duty: str
    begins_on: date | None
    ends_on: date | None
    standing_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SubstitutionLine:
    """Who stands in for whom, on the school days from one to another, both included."""

    substitution_id: int
    absent_id: int
    absent: str
    substitute_id: int
    substitute: str
    begins_on: date
    ends_on: date
