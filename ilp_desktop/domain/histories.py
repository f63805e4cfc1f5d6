"""What an office knows of a student beside the roster: homes, who may do what, results, and the years before."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Home:
    """A household. ``key`` names it within one bringing-in."""

    key: str
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Relation:
    """What a guardian, already in the office, is to the student and may do; ``home`` is a Home's key."""

    guardian_id: int
    relationship: str
    home: str
    may_see: bool = True
    may_sign: bool = True
    may_attend: bool = True
    barred: bool = False
    language: str = "en"
    needs_interpreter: bool = False
    granted_on: date | None = None
    """From when the office grants what may be done: an agency or foster contact has nothing else."""


@dataclass(frozen=True, slots=True)
class PastPoint:
    """One result (R7): what, where from, when."""

    label: str
    unit: str
    source: str
    measured_on: date
    term: str
    value: float
    benchmark: float | None


@dataclass(frozen=True, slots=True)
class PastGoal:
    """A goal of an earlier conference and what came of it."""

    text: str
    whose: str
    status: str
    steps: tuple[str, ...]
    language: str = "en"


@dataclass(frozen=True, slots=True)
class PastConference:
    """A conference that was held before the office used this program. ``answers`` by field; seconds 0: no talk noted.

    ``came`` are the guardians who were there, ``student_came`` the student, with whoever held it; ``shows`` are marks of
    ``domain/policy/clauses.py`` for what was done and no column tells, such as that the copy was filed.
    """

    held_on: date
    starts_at: str
    staff_id: int | None
    grade: str
    plan_kind: str
    school_year: int
    concluded_at: datetime
    answers: tuple[tuple[str, str], ...] = ()
    goals: tuple[PastGoal, ...] = ()
    consultation_seconds: int = 0
    came: tuple[int, ...] = ()
    student_came: bool = False
    shows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PastEntry:
    """What was written down elsewhere: an event of ``domain/policy/clauses.py``, with who took part and what it shows."""

    kind: str
    on: date
    roles: tuple[str, ...]
    marks: tuple[str, ...] = ()
    guardian_ids: tuple[int, ...] = ()
    grouping: str = ""
    invited: int = 1


@dataclass(frozen=True, slots=True)
class PastStudent:
    """Everything of one student."""

    student_id: int
    home_language: str
    homes: tuple[Home, ...] = ()
    relations: tuple[Relation, ...] = ()
    points: tuple[PastPoint, ...] = ()
    conferences: tuple[PastConference, ...] = ()
    entries: tuple[PastEntry, ...] = ()
