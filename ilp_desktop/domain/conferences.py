"""The conference day and one conference on it, as the screens show them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from ilp_desktop.domain.circumstances import Lacking
from ilp_desktop.domain.consultations import Consultation
from ilp_desktop.domain.courses import Diploma, PlannedCourse
from ilp_desktop.domain.measures import Measure
from ilp_desktop.domain.packs import Meeting
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
    CONTINUED = "continued"
    """Begun, and going on another day: what was written went along."""

    @property
    def begun(self) -> bool:
        """Whether a conference that stands here has begun."""
        return self in {ConferenceState.IN_CONFERENCE, ConferenceState.TO_SIGN, ConferenceState.SIGNED}


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
    staff_id: int | None = None
    room: str = ""
    ticket: int = 0
    """The number that the family is called by on the public board; 0: none yet."""
    walk_in: bool = False
    stands_by: bool = False
    """It waits for a free time: ``starts_at`` is the end of its member of staff's day until there is one."""
    first_at: str = ""
    """When it was to begin before the day was shifted; '': it was not."""
    expected_at: str = ""
    """When the family expects to be there, where it said so."""
    arrived_at: datetime | None = None
    called_at: datetime | None = None
    begun_at: datetime | None = None
    concluded_at: datetime | None = None
    lacks: tuple[Lacking, ...] = ()
    """What is missing, once it is over: only of a student whose plan one may read."""
    goes_on: date | None = None
    """The day on which it goes on."""
    answers: tuple[str, ...] = ()
    """What was answered to the invitation: values of ``replies.Reply``, nobody's name with them."""


@dataclass(frozen=True, slots=True)
class DaySheet:
    """A conference day in time order."""

    on: date
    rows: tuple[DayRow, ...]


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone of this conference. ``role`` is what the family calls it (mother, teacher); ``attended`` None: not said yet.

    ``came_by`` is in_person, phone or video, '' as the conference was held. Of the staff, ``stands_in_for`` names whose place
    they took that day. ``signs_by`` is until when they said that they will sign, ``signs_how`` here or on paper.
    ``came_before``: they were there on an earlier day of a conference that went on.
    """

    participant_id: int
    party: Party
    name: str
    role: str
    may_sign: bool
    attended: bool | None
    came_by: str = ""
    stands_in_for: str = ""
    signs_by: date | None = None
    signs_how: str = ""
    came_before: bool = False
    staff_id: int | None = None

    @property
    def took_part(self) -> bool:
        """Whether it is said that they were there, on this day of the conference or an earlier one."""
        return bool(self.attended) or self.came_before


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
    interpreter_name: str = ""
    """Who interprets. ``interpreter_kind`` and ``interpreter_mode`` as in ``domain/circumstances.py``."""
    interpreter_kind: str = ""
    interpreter_mode: str = ""
    continues_on: date | None = None
    """The earlier day on which it was begun, where it goes on from one."""
    goes_on: date | None = None
    """The later day on which it goes on; nothing of it is here any more."""
    next_on: date | None = None
    """What happens next, as the family's copy says it; ``next_at`` is local 'HH:MM', ``next_call`` whom to call."""
    next_at: str = ""
    next_call: str = ""
    begun_at: datetime | None = None
    """When it was begun."""
    courses: tuple[PlannedCourse, ...] = ()
    """The student's course plan, where the policy set asks for it (R57)."""
    diplomas: tuple[Diploma, ...] = ()
    """What district and state ask for graduation, where the policy set asks to go through it (R48, R55)."""
    occasion: str = ""
    """Key of the policy set's occasion that this conversation is; '': a conference."""
    programs: frozenset[str] = frozenset()
    """Programs that the student is in on its day, where the policy set asks."""

    @property
    def meeting(self) -> Meeting:
        """What decides which steps it has."""
        return Meeting(self.grade, self.plan_kind.value, self.programs, self.occasion)

    staff_id: int | None = None
    """Who holds it."""

    def answer(self, field: str) -> Answer | None:
        """Return what was written in a field, if anything was."""
        return next((answer for answer in self.answers if answer.field == field), None)


def school_year_of(on: date) -> int:
    """Return the calendar year in which the school year of a day ends; a school year begins in July."""
    return on.year + 1 if on.month >= _FIRST_MONTH else on.year


def plan_kind_of(grade: str) -> PlanKind:
    """Return which plan a grade has: ILP to grade 6, PCCR from grade 7 (R1)."""
    return PlanKind.PCCR if grade.isdecimal() and int(grade) >= _FIRST_PCCR_GRADE else PlanKind.ILP
