"""Whose student somebody is: assignments, who stands in for whom, and who has left (R9, R16, R82)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ilp_desktop.domain.students import PlanKind

DUTIES = ("teacher", "counselor", "career_staff")
"""What a member of staff can be to a student. Career staff join where objectives are occupational (R16)."""


_DUTIES = {PlanKind.ILP: ("teacher", "counselor"), PlanKind.PCCR: ("counselor", "teacher")}


def keeper_of(by_duty: Mapping[str, int], kind: PlanKind) -> int:
    """Return who of those assigned keeps a plan of a kind (R9); 0 where nobody is.

    The teacher or the counselor, as the plan goes; where neither is assigned, whoever is first among the others.
    """
    wanted = (by_duty[duty] for duty in _DUTIES[kind] if duty in by_duty)
    return next(wanted, next(iter(by_duty.values()), 0))


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

    ``standing_in``: the names of those who stand in for them on the day that was asked about. ``assigned_by``: who of the
    office said so last; '' for a roster.
    """

    assignment_id: int
    staff_id: int
    name: str
    duty: str
    begins_on: date | None
    ends_on: date | None
    standing_in: tuple[str, ...]
    assigned_by: str = ""

    def stands(self, on: date) -> bool:
        """Tell whether it is in force on a day."""
        return (self.begins_on is None or self.begins_on <= on) and (self.ends_on is None or on <= self.ends_on)


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


@dataclass(frozen=True, slots=True)
class Caseload:
    """A member of staff with how many students are theirs on a day, and who stands in for them.

    ``has_keys``: they have, or had, a way of their own into this office, which their leaving does not take away.
    """

    person: StaffLine
    students: int
    standing_in: tuple[SubstitutionLine, ...]
    has_keys: bool

    def has_left(self, on: date) -> bool:
        """Tell whether their last day is over."""
        return self.person.last_day is not None and self.person.last_day < on


@dataclass(frozen=True, slots=True)
class ClassGroup:
    """A class that students can be chosen by."""

    class_id: int
    title: str
    teachers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which students are looked for: those that all of this says. ``staff_id``: of whom; ``alone``: without anybody."""

    grade: str = ""
    class_id: int | None = None
    alone: bool = False
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class StaffAround:
    """The staff of one student. ``occupational``: the goal that speaks of an occupation while no career staff is there."""

    lines: tuple[AssignmentLine, ...]
    may_entrust: bool
    occupational: str
