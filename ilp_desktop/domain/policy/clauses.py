"""A clause of a policy as data: who it is about, what it asks, by when. A closed vocabulary; nothing is evaluated."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from ilp_desktop.domain.packs import Wording
from ilp_desktop.domain.policy.calendars import Unit

EVENTS = (
    "conference",
    "invitation",
    "attempt",
    "call",
    "note",
    "notice",
    "plan",
    "signature",
    "approval",
    "review",
    "registration_check",
    "registration",
    "report_card",
    "document",
    "delivery",
    "filing",
    "request",
    "assignment",
    "training",
    "procedure",
    "consultation",
    "report",
    "response",
    "decision",
)
"""What can have happened. Each is a fact of the office; ``form`` says which letter, note or document of the pack it was."""

SCHOOL_EVENTS = (
    "training",
    "procedure",
    "consultation",
    "report",
    "response",
    "decision",
    "approval",
    "document",
    "request",
)
"""What can happen to a school as such."""

ROLES = (
    "student",
    "parent",
    "family",
    "learning_coach",
    "counselor",
    "teacher",
    "career_staff",
    "administrator",
    "school",
    "community",
)
"""Who can have taken part. ``school`` is anybody of the staff; ``family`` a parent or, from 18, the student (A10)."""

MARKS = (
    "strengths",
    "data",
    "improvement",
    "goals",
    "goals_joint",
    "goals_student",
    "steps",
    "support",
    "consultation",
    "given",
    "filed",
    "student_invited",
    "parents_invited",
    "accommodation",
    "roles",
    "statement",
    "graduation",
    "postsecondary",
    "courses",
    "competencies",
    "careers",
    "skills",
    "finances",
    "student_wrote",
    "supplemented",
    "signed_student",
    "signed_parent",
    "signed_family",
    "signed_educator",
    "signed_administrator",
    "approved",
    "external",
    "academic_needs",
    "behavioral_needs",
    "reentry",
    "review_plan",
    "goals_merged",
    "action",
    "communicated",
    "data_attached",
    "synopsis",
    "effort",
    "contacts",
    "means",
    "interests",
    "consistent",
    "decided",
    "consent",
)
"""What an event can be shown to have had.

Of a conference held in the program, and of its plan, the program sets from its own records what they show
(``services/policy_meetings.py``). What no record shows, and what is recorded by hand, a person marks, under their name and in the
record (``services/evidence.py``); ``recording.py`` says which marks a clause's form offers.
"""

_SIGNED = frozenset({"signed_student", "signed_parent", "signed_family", "signed_educator", "signed_administrator"})
_KEPT = frozenset({"given", "filed", "external", "approved", "communicated"})
_WRITTEN = frozenset(MARKS) - _SIGNED - _KEPT - {
    "consultation", "student_invited", "parents_invited", "accommodation", "effort", "consistent", "decided", "consent",
}  # fmt: skip
"""What can stand in a plan, a note or a paper."""
_INVITED = frozenset({"student_invited", "parents_invited", "accommodation"})
_NOTHING: frozenset[str] = frozenset()
CARRIES: Mapping[str, frozenset[str]] = {
    "conference": _WRITTEN | _KEPT | _SIGNED | _INVITED | {"consultation", "effort"},
    "invitation": _INVITED | _KEPT,
    "attempt": _INVITED | {"effort", "communicated", "external"},
    "call": _WRITTEN | _INVITED | {"effort", "communicated", "external"},
    "note": _WRITTEN | _KEPT | {"effort", "decided"},
    "notice": _WRITTEN | _KEPT | _SIGNED | {"consent"},
    "plan": _WRITTEN | _KEPT | _SIGNED | {"consent"},
    "signature": _SIGNED,
    "approval": _SIGNED | _KEPT | {"decided"},
    "review": _WRITTEN | _KEPT | _SIGNED | {"consistent", "decided"},
    "registration_check": _KEPT | _SIGNED | {"consistent", "decided", "courses"},
    "registration": _KEPT | _SIGNED | {"contacts", "courses", "consistent"},
    "report_card": _KEPT | _SIGNED | {"data", "data_attached"},
    "document": _WRITTEN | _KEPT | _SIGNED | _INVITED | {"consent", "decided"},
    "delivery": _KEPT | _SIGNED | {"consent"},
    "filing": frozenset({"filed", "external"}),
    "request": _KEPT | {"accommodation", "decided", "consent", "action", "means"},
    "assignment": _NOTHING,
    "training": _KEPT | {"data_attached"},
    "procedure": _KEPT | {"decided"},
    "consultation": _KEPT | {"decided"},
    "report": _WRITTEN | _KEPT,
    "response": _KEPT | {"decided"},
    "decision": _NOTHING,
}
"""What each event can be shown to have had: a rule that asks for anything else of it could never be met."""

STAFF_ROLES = ("school", "counselor", "teacher", "career_staff", "administrator")
"""Who can say that a clause is not asked for: somebody of the staff."""

ANCHORS = ("enrollment", "start_date", "year_start", "grade_entry", "program_entry", "birthday_18")
"""The days from which a time limit can run. ``grade_entry`` and ``program_entry`` take the grade or program named."""


class Strength(Enum):
    """How a clause binds. What only *should* be is advised and never overdue; what *may* be is never asked for."""

    SHALL = "shall"
    SHOULD = "should"
    MAY = "may"


class Scope(Enum):
    """Whose finding a clause gives: each student's, the school's, or the district's."""

    STUDENT = "student"
    SCHOOL = "school"
    DISTRICT = "district"


class Counted(Enum):
    """When an event counts (A16): when it was offered, whoever came, or only when it was held."""

    OFFERED = "offered"
    HELD = "held"


class Each(Enum):
    """How often a clause asks anew. ``once`` asks for what is on file: what was done in earlier years counts."""

    SCHOOL_YEAR = "school_year"
    BAND = "band"
    QUARTER = "quarter"
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events are meant. Empty fields ask nothing.

    ``present`` are the roles that all must have taken part; ``most_invited`` the most students that may have been invited
    together (R29); ``marks`` what the event must be shown to have had.
    """

    events: tuple[str, ...]
    forms: tuple[str, ...] = ()
    groupings: tuple[str, ...] = ()
    counted: Counted = Counted.HELD
    present: tuple[str, ...] = ()
    most_invited: int = 0
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """At least so many of an event. ``each_of`` asks it of every role named, or of every ``guardian`` who may attend.

    ``instead`` lets an individual conference beyond the first count for a group one (A5). ``unless`` is an event that
    answers the clause at once: after a call that was answered, nobody asks for five attempts.
    """

    of: Filter
    at_least: int = 1
    each_of: tuple[str, ...] = ()
    instead: bool = False
    unless: Filter | None = None


@dataclass(frozen=True, slots=True)
class Every:
    """Every such event must have these marks; without an event, nothing is asked. ``grace`` days may pass first.

    ``talk`` is the private consultation's least and most seconds (R44): asked only where a parent came, and answered
    when it was offered.
    """

    of: Filter
    marks: tuple[str, ...] = ()
    grace: int = 0
    talk: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Effort:
    """Each guardian who may attend came, or so many attempts were made to reach them (R35, A6); 0: the staff's judgment."""

    of: Filter
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty of people that no event settles by itself. ``recorded`` says where its evidence is kept."""

    recorded: Wording


Rule = Count | Every | Effort | Duty


@dataclass(frozen=True, slots=True)
class Window:
    """The time in which a clause asks.

    Either all of a span (``each``), a part of each school year between two of its named days, the quarters named, or
    ``within`` so many units of an anchor. ``grade`` or ``program`` is what an anchor of that name is the entry to.
    """

    each: Each
    part: tuple[str, str] | None = None
    quarters: tuple[int, ...] = ()
    anchor: str = ""
    grade: str = ""
    program: str = ""
    within: int = 0
    unit: Unit = Unit.DAYS


@dataclass(frozen=True, slots=True)
class Applies:
    """To whom a clause applies; what is empty restricts nothing."""

    grades: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    without_programs: tuple[str, ...] = ()
    students: str = ""
    """``new`` or ``returning``."""
    enrolled_quarters: tuple[int, ...] = ()
    cohorts_from: int = 0
    """The first and last year of entry to grade 9 (the calendar year in which that school year begins)."""
    cohorts_to: int = 0


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause, with its own citation (R114). ``requirements`` are numbers of docs/requirements.md."""

    clause_id: str
    citation: str
    title: Wording
    summary: Wording
    strength: Strength
    scope: Scope
    rule: Rule
    window: Window
    applies: Applies
    waived_by: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    confirmed: bool = True
    """False: the fact behind it is still to be confirmed, and shown so."""
    pack_id: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a policy leaves open, and what the school chose (A1 to A21)."""

    choice_id: str
    question: Wording
    options: Mapping[str, Wording]
    """Value, as text, to what it means; empty where any number between ``lowest`` and ``highest`` can be chosen."""
    default: str
    lowest: int = 0
    highest: int = 0
    ambiguities: tuple[str, ...] = ()
