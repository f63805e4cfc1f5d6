"""The courses of a four-year plan, held beside what a diploma asks (R48, R51, R53, R55, R57).

Credits are whole hundredths, so that sums are exact: 50 is half a credit.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from ilp_desktop.domain.packs import Wording
from ilp_desktop.domain.policy.sets import Graduation
from ilp_desktop.domain.students import GRADES

WHOLE = 100
"""Hundredths in a credit."""
MOST_CREDITS = 10 * WHOLE
_NINTH = GRADES.index("09")
_ELECTIVES = "electives"


class CourseState(Enum):
    """Where a course stands."""

    PLANNED = "planned"
    REGISTERED = "registered"
    PASSED = "passed"
    NOT_PASSED = "not_passed"


@dataclass(frozen=True, slots=True)
class PlannedCourse:
    """A course of a student's plan. ``grade`` as OneRoster spells it; ``subject`` is a key of a diploma's subjects or ''."""

    course_id: int
    grade: str
    title: str
    subject: str
    credits: int
    state: CourseState
    approved_by: str = ""
    """Whose word it is that this course is right for the plan; '': nobody's yet."""
    approved_on: date | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class SubjectStanding:
    """What a diploma asks in one subject, and what of it is earned or planned."""

    key: str
    name: Wording
    asked: int
    earned: int
    planned: int
    """Planned or registered, and not passed yet."""

    @property
    def missing(self) -> int:
        """What is neither earned nor planned."""
        return max(0, self.asked - self.earned - self.planned)


@dataclass(frozen=True, slots=True)
class Diploma:
    """What a diploma asks of this student, subject by subject, beside the plan."""

    name: Wording
    citation: str
    confirmed: bool
    unit: Wording
    asked: int
    subjects: tuple[SubjectStanding, ...]
    competencies: tuple[Wording, ...] = ()

    @property
    def earned(self) -> int:
        """Credits earned in the subjects asked for, none of them counted beyond what is asked."""
        return sum(min(each.earned, each.asked) for each in self.subjects)

    @property
    def planned(self) -> int:
        """Credits still planned, none counted beyond what is asked."""
        return sum(min(each.planned, max(0, each.asked - each.earned)) for each in self.subjects)

    @property
    def missing(self) -> int:
        """Credits neither earned nor planned."""
        return sum(each.missing for each in self.subjects)


def held_beside(asked: Graduation, courses: Iterable[PlannedCourse]) -> Diploma:
    """Hold a student's courses beside what a diploma asks. What was not passed counts for nothing."""
    sums: dict[str, list[int]] = {each.key: [0, 0] for each in asked.subjects}
    for course in courses:
        if course.subject in sums and course.state is not CourseState.NOT_PASSED:
            sums[course.subject][0 if course.state is CourseState.PASSED else 1] += course.credits
    return Diploma(
        name=asked.name,
        citation=asked.citation,
        confirmed=asked.confirmed,
        unit=asked.unit,
        asked=round(asked.total * WHOLE),
        subjects=tuple(
            SubjectStanding(each.key, each.name, round(each.credits * WHOLE), *sums[each.key])
            for each in asked.subjects
        ),
        competencies=asked.competencies,
    )


@dataclass(frozen=True, slots=True)
class RegistrationBeside:
    """A year's registration held beside the plan (R61): titles in both, only planned, only registered."""

    both: tuple[str, ...]
    only_planned: tuple[str, ...]
    only_registered: tuple[str, ...]

    @property
    def consistent(self) -> bool:
        """Whether registration and plan say the same."""
        return not self.only_planned and not self.only_registered


def registration_beside(planned: Iterable[str], registered: Iterable[str]) -> RegistrationBeside:
    """Hold titles of classes beside titles of planned courses; "English 9, semester 1" is the planned "English 9"."""
    left = list(dict.fromkeys(registered))
    both: list[str] = []
    only_planned: list[str] = []
    for title in planned:
        same = [each for each in left if f"{_plain(each)} ".startswith(f"{_plain(title)} ")]
        (both if same else only_planned).append(title)
        left = [each for each in left if each not in same]
    return RegistrationBeside(tuple(both), tuple(only_planned), tuple(left))


def cohort_in(grade: str, school_year: int) -> int | None:
    """Return the calendar year in which the school year of entry to grade 9 begins, seen from a grade in a school year.

    ``school_year`` is the calendar year in which that one ends. None for a grade that is none.
    """
    return school_year - 1 - (GRADES.index(grade) - _NINTH) if grade in GRADES else None


def grades_of_plan(grade: str, courses: Iterable[PlannedCourse] = ()) -> tuple[str, ...]:
    """Return the grades that a plan shows: the student's to the last, four at the least, and whatever has courses (A4)."""
    at = min(GRADES.index(grade), _NINTH) if grade in GRADES else _NINTH
    held = [GRADES.index(each.grade) for each in courses if each.grade in GRADES]
    return GRADES[min([max(at, GRADES.index("07")), *held]) :]


def as_typed(line: str) -> tuple[str, int]:
    """Read a course as it is typed quickly: a title, and its credits behind it where they are not one. "Health 0.5"."""
    title, _, last = line.strip().rpartition(" ")
    amount = hundredths(last)
    # "English 9" is a title: credits have a fraction, or stand behind a comma.
    if title and amount is not None and ("." in last or title.endswith(",")):
        return title.rstrip(" ,"), amount
    return line.strip(), WHOLE


def hundredths(said: str) -> int | None:
    """Return credits as somebody writes them, in hundredths; None for what is no number from 0 to 10."""
    whole, _, part = said.strip().replace(",", ".").partition(".")
    if not (whole or part) or not (whole + part).isascii() or not (whole + part).isdigit() or len(part) > 2:
        return None
    found = int(whole or 0) * WHOLE + int((part + "00")[:2])
    return found if found <= MOST_CREDITS else None


def credits_said(amount: int) -> str:
    """Spell credits as short as they are exact: 1, 0.5, 0.25."""
    return f"{amount // WHOLE}" if amount % WHOLE == 0 else f"{amount / WHOLE:.2f}".rstrip("0")


def likely_subject(title: str, subjects: Iterable[str], known: Mapping[str, str] | None = None) -> str:
    """Guess which subject a course counts for: as a course of the same title did, else from its words; '' for no guess."""
    said = _plain(title)
    there = set(subjects)
    before = next((subject for other, subject in (known or {}).items() if _plain(other) == said), "")
    if before in there:
        return before
    padded = f" {said} "
    for subject, starts in _SPEAKS_OF:
        if subject in there and any(f" {start}" in padded for start in starts):
            return subject
    return ""


def _plain(title: str) -> str:
    letters = unicodedata.normalize("NFKD", title.casefold())
    return " ".join(
        "".join(each if each.isalnum() else " " for each in letters if not unicodedata.combining(each)).split()
    )


# Beginnings of words in titles of courses, English and Spanish; the first that is there decides. A guess is shown, never kept unseen.
_SPEAKS_OF: Sequence[tuple[str, tuple[str, ...]]] = (
    ("financial_literacy", ("financial lit", "general financial", "personal finance", "educacion financiera")),
    ("health", ("health", "salud")),
    ("physical_education", ("physical ed", "pe ", "p e ", "fitness", "weight", "educacion fisica", "sports")),
    ("digital_studies", ("digital stud", "computer tech", "exploring computer", "estudios digitales")),
    ("language_arts", ("english", "language arts", "literature", "writing", "composition", "lengua")),
    ("mathematics", ("math", "algebra", "geometry", "calculus", "secondary math", "statistics", "trigonometry", "mate", "geometria")),
    ("science", ("science", "biology", "chemistry", "physics", "earth", "ciencias", "biologia", "quimica", "fisica")),
    ("social_studies", ("history", "geography", "government", "civic", "social", "economics", "world", "historia", "geografia")),
    ("arts", ("art", "band", "choir", "orchestra", "drama", "theat", "ceramics", "dance", "music", "drawing", "photo")),
    ("cte", ("cte", "career", "welding", "wood", "auto", "nursing", "culinary", "business", "engineering", "agricult", "medical")),
    (_ELECTIVES, ("elective", "seminary", "study hall", "optativa", "spanish", "french", "yearbook", "leadership")),
)  # fmt: skip
