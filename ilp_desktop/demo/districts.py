"""What the demo district is made of: values beside the roster, which OneRoster has no place for."""

from dataclasses import dataclass
from datetime import date

from ilp_desktop.domain.roster import (
    RosterClass,
    RosterCourse,
    RosterEnrollment,
    RosterOrg,
    RosterPerson,
    RosterSession,
)


@dataclass(frozen=True, slots=True)
class Household:
    """A home. A child of separated parents has two."""

    household_id: str
    label: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True)
class Guardianship:
    """What one adult is to one student, and may do. ``barred``: see office before contact."""

    student_id: str
    guardian_id: str
    household_id: str
    relationship: str
    may_see: bool = True
    may_sign: bool = True
    may_attend: bool = True
    barred: bool = False


@dataclass(frozen=True, slots=True)
class Adult:
    """A guardian, with what conferences need to know. Languages are BCP-47."""

    person: RosterPerson
    language: str
    needs_interpreter: bool


@dataclass(frozen=True, slots=True)
class Child:
    """A student. ``grade`` is 0 for kindergarten; ``progress`` from 0 to 1 says how school goes, and shapes history."""

    person: RosterPerson
    grade: int
    home_language: str
    progress: float


@dataclass(frozen=True, slots=True)
class Family:
    """Children who grow up together, the adults around them, and their homes."""

    children: tuple[Child, ...]
    adults: tuple[Adult, ...]
    households: tuple[Household, ...]
    guardianships: tuple[Guardianship, ...]


@dataclass(frozen=True, slots=True)
class StaffPerson:
    """Somebody who works here. ``duty`` is teacher, counselor, principal or front_desk; ``grades`` as Child.grade."""

    person: RosterPerson
    duty: str
    title: str
    grades: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Campus:
    """One elementary school and the secondary school its children go on to.

    ``lead_teachers`` maps a student's id to the one who prepares the plan with the family: the classroom teacher to
    grade 6, the counselor from grade 7 (R9).
    """

    number: int
    orgs: tuple[RosterOrg, ...]
    staff: tuple[StaffPerson, ...]
    families: tuple[Family, ...]
    courses: tuple[RosterCourse, ...]
    classes: tuple[RosterClass, ...]
    enrollments: tuple[RosterEnrollment, ...]
    lead_teachers: dict[str, str]
    sessions: tuple[RosterSession, ...]


@dataclass(frozen=True, slots=True)
class DemoPoint:
    """One result of one student (R7): what, where from, when."""

    label: str
    unit: str
    source: str
    measured_on: date
    term: str
    value: float
    benchmark: float | None


@dataclass(frozen=True, slots=True)
class DemoGoal:
    """A goal of an earlier year and what came of it; ``whose`` is student, parent, teacher or together (R41)."""

    school_year: int
    text: str
    whose: str
    status: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    """What is known of a student from before this conference, oldest first. ``strengths``: (words, who said them)."""

    points: tuple[DemoPoint, ...]
    goals: tuple[DemoGoal, ...]
    strengths: tuple[tuple[str, str], ...]
