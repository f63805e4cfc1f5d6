"""The conference day and one conference on it, as the screens show them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from ilp_desktop.domain.consultations import Consultation
from ilp_desktop.domain.measures import Measure
from ilp_desktop.domain.students import PlanKind

_FIRST_MONTH = 7
_FIRST_PCCR_GRADE = 7


class ConferenceState(Enum):
    """Where a conference stands on its day."""

    SCHEDULED = "scheduled"
    CHECKED_IN = "checked_in"
    RUNNING_LATE = "running_late"
    IN_CONFERENCE = "in_conference"
    TO_SIGN = "to_sign"
    """Held, and somebody's mark is still owed."""
    SIGNED = "signed"
    """Held, with every expected mark made or its alternative recorded."""
    MISSED = "missed"


class Party(Enum):
    """Who takes part in a conference and who supports a goal."""

    STUDENT = "student"
    FAMILY = "family"
    SCHOOL = "school"


@dataclass(frozen=True, slots=True)
class DayRow:
    """One line of the day's list. ``starts_at`` is local 'HH:MM'; ``mode`` is in_person, phone or video."""

    conference_id: int
    student_id: int
    starts_at: str
    minutes: int
    student_name: str
    grade: str
    staff_name: str
    mode: str
    interpreter: str
    """Language interpreted (BCP-47), or ''."""
    state: ConferenceState
    mine: bool
    office_called: bool = False
    """Somebody came who is not expected, and the desk waits for someone from the office."""
    group_id: int | None = None
    """The group conference that it is part of."""
    group_name: str = ""
    answers: tuple[str, ...] = ()
    """What was answered to the invitation: values of ``replies.Reply``, nobody's name with them."""


@dataclass(frozen=True, slots=True)
class DaySheet:
    """A conference day in time order."""

    on: date
    rows: tuple[DayRow, ...]


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone of this conference. ``role`` is what the family calls it (mother, teacher); ``attended`` None: not said yet."""

    participant_id: int
    party: Party
    name: str
    role: str
    may_sign: bool
    attended: bool | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was written in a field, in the language it was written in (BCP-47).

    ``field`` is section.field of the policy set, or words:<participant_id> for what a signer wishes to say.
    """

    field: str
    text: str
    language: str
    version: int = 0
    """Given back with a change, it makes sure that nobody's words are written over unseen."""


@dataclass(frozen=True, slots=True)
class Step:
    """One of a goal's sequential steps (R42)."""

    step_id: int
    text: str
    who: str
    due_on: date | None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal, and whose words it is in (R41): student, parent, teacher or together."""

    goal_id: int
    text: str
    whose: str
    language: str
    status: str
    steps: tuple[Step, ...]
    version: int = 0


@dataclass(frozen=True, slots=True)
class Commitment:
    """What one party will do to support the goals (R43)."""

    commitment_id: int
    party: Party
    text: str
    who: str
    language: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class ConferenceSheet:
    """Everything that the screens of one conference show, drafts included."""

    conference_id: int
    student_id: int
    student_name: str
    preferred_name: str
    grade: str
    school: str
    on: date
    starts_at: str
    minutes: int
    mode: str
    language: str
    """The family's language (BCP-47)."""
    interpreter: str
    state: ConferenceState
    section: str
    """Key of the section last looked at."""
    plan_kind: PlanKind
    staff_name: str
    participants: tuple[Participant, ...]
    answers: tuple[Answer, ...]
    measures: tuple[Measure, ...]
    last_goals: tuple[Goal, ...]
    goals: tuple[Goal, ...]
    commitments: tuple[Commitment, ...]
    consultation: Consultation
    held_by: str | None = None
    """Who held it, where it was held on paper and typed in afterward."""
    group_id: int | None = None
    """The group conference that it is part of."""
    next_on: date | None = None
    """What happens next, as the family's copy says it; ``next_at`` is local 'HH:MM', ``next_call`` whom to call."""
    next_at: str = ""
    next_call: str = ""
    begun_at: datetime | None = None
    """When it was begun."""

    def answer(self, field: str) -> Answer | None:
        """Return what was written in a field, if anything was."""
        return next((answer for answer in self.answers if answer.field == field), None)


def school_year_of(on: date) -> int:
    """Return the calendar year in which the school year of a day ends; a school year begins in July."""
    return on.year + 1 if on.month >= _FIRST_MONTH else on.year


def plan_kind_of(grade: str) -> PlanKind:
    """Return which plan a grade has: ILP to grade 6, PCCR from grade 7 (R1)."""
    return PlanKind.PCCR if grade.isdecimal() and int(grade) >= _FIRST_PCCR_GRADE else PlanKind.ILP
