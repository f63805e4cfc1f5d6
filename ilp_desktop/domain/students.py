"""Students, the adults around them, and the file that follows a child from kindergarten to grade 12."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

GRADES = ("KG", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12")
"""Grades as OneRoster spells them, in order."""


class PlanKind(Enum):
    """ILP for K-6, PCCR for 7-12 (R1); a pack supplies the family's word for each."""

    ILP = "ilp"
    PCCR = "pccr"


@dataclass(frozen=True, slots=True)
class StudentRow:
    """One line of the student list."""

    student_id: int
    name: str
    """Given and family name as people say it, the preferred name first where there is one."""
    legal_name: str
    grade: str
    student_number: str
    school: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class GuardianLine:
    """An adult of one student. Phone and address are empty where the viewer may not see contacts."""

    guardian_id: int
    name: str
    relationship: str
    phone: str
    email: str
    language: str
    needs_interpreter: bool
    may_sign: bool
    barred: bool
    household: str
    address: str


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class the student is registered for, with its teachers (R11)."""

    title: str
    teachers: tuple[str, ...]
    term: str


@dataclass(frozen=True, slots=True)
class ConferenceLine:
    """One conference in the file. ``state`` is a ConferenceState's value."""

    conference_id: int
    on: date
    state: str
    staff: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One finalized plan in the file; ``rendering_ids`` by language."""

    revision_id: int
    number: int
    finalized_on: date
    languages: tuple[str, ...]
    rendering_ids: tuple[int, ...]
    given_to_family: date | None
    filed: date | None
    seal_code: str


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal of a year, with what came of it."""

    text: str
    whose: str
    steps: int
    status: str


@dataclass(frozen=True, slots=True)
class SchoolYearDivision:
    """One school year of the file (R5): ``school_year`` is the calendar year in which it ends."""

    school_year: int
    grade: str
    plan_kind: PlanKind
    conferences: tuple[ConferenceLine, ...]
    plans: tuple[PlanLine, ...]
    goals: tuple[GoalLine, ...]


@dataclass(frozen=True, slots=True)
class StudentFile:
    """A student's file as one person may see it, newest year first."""

    student_id: int
    uid: UUID
    row: StudentRow
    birth_date: date | None
    home_language: str
    guardians: tuple[GuardianLine, ...]
    classes: tuple[ClassLine, ...]
    divisions: tuple[SchoolYearDivision, ...]
    siblings: tuple[str, ...] = ()
    """Names of those at school here who share an adult or a confirmed household, as far as the viewer may find them."""
