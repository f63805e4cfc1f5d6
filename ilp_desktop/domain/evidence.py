"""What people write down of a student or of the school for a policy: an entry, and how it is read again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.packs import Wording
from ilp_desktop.domain.policy.clauses import EVENTS, MARKS, ROLES, SCHOOL_EVENTS, Clause
from ilp_desktop.domain.policy.facts import Event, Stage
from ilp_desktop.domain.policy.findings import Finding, State
from ilp_desktop.domain.policy.recording import ATTEMPT, CONFERENCE, MODES, OUTCOMES, PLAN, Offer
from ilp_desktop.domain.policy.sets import Template
from ilp_desktop.domain.students import StudentRow

OUTCOME = "outcome"
"""The key of an attempt's outcome among its texts."""
TRAINING = ("asked_by", "attended")
"""Keys of a training's texts: who asked for it and who attended; its roles say who taught (R84)."""


class TakenBack(Enum):
    """Why an entry does not stand any more: a code, so that the record can keep it."""

    MISTAKE = "mistake"
    TWICE = "twice"
    OTHER_STUDENT = "other_student"
    NOT_SO = "not_so"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, as somebody writes it down.

    ``adults`` are the row numbers of guardians who took part or who were meant. ``staff_id``: who of the staff did it or took part, if
    anybody. ``elsewhere`` names the school where it happened, if another (R117). ``texts`` are answers to the template's prompts, by
    number from 0, as text.
    """

    kind: str
    on: date
    form: str = ""
    roles: frozenset[str] = frozenset()
    adults: frozenset[int] = frozenset()
    marks: frozenset[str] = frozenset()
    mode: str = ""
    staff_id: int | None = None
    stage: Stage = Stage.HELD
    grouping: str = ""
    elsewhere: str = ""
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    note: str = ""
    filed_on: date | None = None
    """Since when it stands in the other system that its template names (A18)."""


@dataclass(frozen=True, slots=True)
class Came:
    """Who of one student's side came to a group conference: the student, and guardians by row number."""

    student_id: int
    student: bool = True
    adults: frozenset[int] = frozenset()


def checked(entry: Entry, today: date, *, of_school: bool = False) -> Entry:
    """Return an entry that can be kept: who took part follows from the adults named, a conference is of one student.

    Raises OfficeError ``evidence_day_to_come``, ``evidence_plan_here``, ``evidence_group_alone``.
    """
    assert entry.kind in (SCHOOL_EVENTS if of_school else EVENTS), entry.kind
    assert entry.roles <= frozenset(ROLES) - {"family"}, entry.roles
    assert entry.marks <= frozenset(MARKS), entry.marks
    assert entry.mode in ("", *MODES), entry.mode
    outcome = entry.texts.get(OUTCOME, "")
    assert not outcome or (entry.kind == ATTEMPT and outcome in OUTCOMES), outcome
    if entry.on > today or (entry.filed_on is not None and entry.filed_on > today):
        raise OfficeError("evidence_day_to_come")
    if entry.kind == PLAN and not entry.elsewhere:
        raise OfficeError("evidence_plan_here")
    if entry.grouping == "group" and not entry.elsewhere:
        raise OfficeError("evidence_group_alone")
    parents = frozenset({"parent"}) if entry.adults else frozenset[str]()
    grouping = (entry.grouping or "individual") if entry.kind == CONFERENCE else ""
    return replace(entry, roles=entry.roles | parents, grouping=grouping)


# What is read again


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event as it is shown: of the program's own records, or written down by somebody.

    ``evidence_id`` is None for the program's own, which is changed where it was made. ``people`` are adults by name; who may not attend
    any more, or is barred, is not among them.
    """

    event: Event
    template: Template | None
    people: tuple[str, ...]
    mode: str = ""
    staff: str = ""
    note: str = ""
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    evidence_id: int | None = None
    recorded_by: str = ""
    added: tuple[tuple[date, frozenset[str]], ...] = ()
    """What was added later: the day, and the marks."""
    adults: frozenset[int] = frozenset()
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class WaiverLine:
    """That a clause is not asked for in a period: by whose word, and why."""

    waiver_id: int
    by_role: str
    why: str
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """One clause in one period: what is found, what it rests on, what was tried, and what may be done about it."""

    clause: Clause
    finding: Finding
    state: State
    by: tuple[EventLine, ...]
    tried: tuple[EventLine, ...]
    offers: tuple[Offer, ...]
    waiver: WaiverLine | None = None


@dataclass(frozen=True, slots=True)
class AdultName:
    """A guardian who may attend today."""

    guardian_id: int
    uid: str
    name: str
    attempts: int = 0
    """How often it was tried to reach them this school year."""


@dataclass(frozen=True, slots=True)
class Guest:
    """A student whom somebody may record at a group conference, with the adults who may come along today."""

    row: StudentRow
    adults: tuple[AdultName, ...]


@dataclass(frozen=True, slots=True)
class YearLine:
    """A school year of a student here. ``version`` is that of what was read; a corrected one stays against the roster."""

    year_id: int
    label: str
    grade: str
    enrolled_on: date
    started_on: date
    new: bool
    left_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class SpellLine:
    """The time a student was in a program; without a last day, still."""

    spell_id: int
    program: str
    begins_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class NextNeeded:
    """What is asked of a student first, for the head of the file; ``needed`` how much in all, ``attempts`` this school year."""

    title: Wording
    due_on: date | None
    is_overdue: bool
    needed: int
    attempts: int


@dataclass(frozen=True, slots=True)
class Requirements:
    """All that the part "Requirements" of a student's file, or "School's duties", shows.

    ``templates`` are those that may be used now; ``attempts`` the tries to reach anybody this school year. Of a school there are no
    adults, years and programs.
    """

    lines: tuple[Requirement, ...]
    recorded: tuple[EventLine, ...]
    templates: tuple[Template, ...]
    adults: tuple[AdultName, ...]
    staff: tuple[tuple[int, str], ...]
    years: tuple[YearLine, ...]
    spells: tuple[SpellLine, ...]
    programs: tuple[str, ...]
    attempts: int
    may_change: bool
    group_cap: int = 0
    me: int | None = None
    """The row of whoever looks, among the staff."""
    of_school: bool = False
    working_with: frozenset[int] = frozenset()
    """Who of the staff has to do with the student: a note is to be one of theirs (R20)."""
