"""Group conferences: a class or some students, each with their own families, at one time with one of the staff (R29, R30).

Each student invited has a conference, a sheet and a plan of their own; the group is what they have in common.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from ilp_desktop.domain.conferences import ConferenceState, Party

LONGEST = 240
"""Minutes that a group conference can last."""
UNCAPPED = 500
"""A policy set that names no number says this one: it stands for any."""
_AFTER_BEGIN = frozenset({ConferenceState.IN_CONFERENCE, ConferenceState.TO_SIGN, ConferenceState.SIGNED})


class GroupState(Enum):
    """Where a group conference stands."""

    SCHEDULED = "scheduled"
    IN_CONFERENCE = "in_conference"
    HELD = "held"


class GroupKind(Enum):
    """What the students have in common (R30)."""

    CLASS = "class"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """When and where a group meets, and with whom of the staff. ``starts_at`` is local 'HH:MM'."""

    name: str
    on: date
    starts_at: str
    minutes: int = 40
    room: str = ""
    staff_id: int | None = None
    class_id: int | None = None
    """The class of the roster that it is for, where it is one."""
    also_staff_id: int | None = None
    """Somebody else of the staff who takes part, such as a counselor with a teacher."""


@dataclass(frozen=True, slots=True)
class GroupLimit:
    """How many may be invited to one group conference at the most, 0: any number; and which policy says so."""

    most: int = 0
    policy: str = ""

    def holds(self, invited: int) -> bool:
        """Tell whether so many may be invited."""
        return not self.most or invited <= self.most


class Busy(Enum):
    """Who cannot be in two places at once."""

    STUDENT = "student"
    STAFF = "staff"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Engaged:
    """Another conference of a day. ``adults`` are the guardians expected there, by row number; ``group_id``: it is one of a group."""

    student_id: int
    name: str
    staff_id: int | None
    starts_at: str
    minutes: int
    adults: frozenset[int] = frozenset()
    group_id: int | None = None


@dataclass(frozen=True, slots=True)
class GroupClash:
    """That somebody of a group is expected elsewhere at the same time. ``name`` is the student's; of the staff, whom they meet."""

    busy: Busy
    name: str
    starts_at: str


def clashes(
    plan: GroupPlan, adults: Mapping[int, Collection[int]], names: Mapping[int, str], engaged: Iterable[Engaged]
) -> tuple[GroupClash, ...]:
    """Return who would be in two places at once. ``adults``: of each student invited, the guardians who may come.

    It is told, and forbids nothing: a family may well come to one and then to the other.
    """
    found: dict[tuple[Busy, str, str], GroupClash] = {}
    for other in engaged:
        if not _overlap(plan, other):
            continue
        if plan.staff_id is not None and other.staff_id == plan.staff_id:
            _add(found, Busy.STAFF, other.name, other.starts_at, once=other.group_id)
        for student_id, theirs in adults.items():
            if student_id == other.student_id:
                _add(found, Busy.STUDENT, names[student_id], other.starts_at)
            elif not other.adults.isdisjoint(theirs):
                _add(found, Busy.HOME, names[student_id], other.starts_at)
    return tuple(found.values())


def _add(
    found: dict[tuple[Busy, str, str], GroupClash], busy: Busy, name: str, starts_at: str, once: int | None = None
) -> None:
    key = f"group {once}" if once is not None else name
    found.setdefault((busy, key, starts_at), GroupClash(busy, name, starts_at))


def _overlap(plan: GroupPlan, other: Engaged) -> bool:
    if not plan.starts_at or not other.starts_at:
        return False
    begins, others = minutes_of(plan.starts_at), minutes_of(other.starts_at)
    return begins < others + other.minutes and others < begins + plan.minutes


def minutes_of(at: str) -> int:
    """Return a local time 'HH:MM' as minutes after midnight."""
    hours, _colon, minutes = at.partition(":")
    return int(hours) * 60 + int(minutes)


# As it is shown


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group conference in a list, with how many of its students one may see."""

    group_id: int
    name: str
    on: date
    starts_at: str
    minutes: int
    room: str
    staff_name: str
    state: GroupState
    students: int


@dataclass(frozen=True, slots=True)
class Attendee:
    """One line of the attendance: the student, or an adult who may come. ``role`` is what the family calls them."""

    participant_id: int
    party: Party
    name: str
    role: str
    here: bool


@dataclass(frozen=True, slots=True)
class GroupMember:
    """One student of a group with who may come along, and where the student's own conference stands."""

    conference_id: int
    student_id: int
    name: str
    grade: str
    state: ConferenceState
    people: tuple[Attendee, ...]
    next_on: date | None = None
    """When the student comes again, where that is arranged."""

    @property
    def student_here(self) -> bool:
        """Whether the student is here."""
        return any(one.here for one in self.people if one.party is Party.STUDENT)

    @property
    def family_here(self) -> bool:
        """Whether any adult of the family is here."""
        return any(one.here for one in self.people if one.party is Party.FAMILY)

    @property
    def is_here(self) -> bool:
        """Whether anybody of the student's side is here: then it was held for them."""
        return self.student_here or self.family_here


@dataclass(frozen=True, slots=True)
class GroupSheet:
    """A group conference with everybody in it."""

    line: GroupLine
    staff_id: int | None
    class_id: int | None
    shared: str
    shared_language: str
    members: tuple[GroupMember, ...]
    clashes: tuple[GroupClash, ...]
    limit: GroupLimit
    may_change: bool
    may_arrange: bool
    also_staff: tuple[str, ...] = ()
    """Who of the staff takes part beside whoever holds it."""

    @property
    def students_here(self) -> int:
        """How many students are here."""
        return sum(member.student_here for member in self.members)

    @property
    def adults_here(self) -> int:
        """How many adults of the families are here."""
        return sum(one.here for member in self.members for one in member.people if one.party is Party.FAMILY)

    @property
    def families_here(self) -> int:
        """Of how many students anybody is here."""
        return sum(member.is_here for member in self.members)

    @property
    def absent(self) -> tuple[GroupMember, ...]:
        """Those of whom nobody came, once it was held."""
        return tuple(member for member in self.members if member.state is ConferenceState.MISSED)

    def following(self, conference_id: int | None) -> GroupMember | None:
        """Return whose sheet comes after one, or first: of those who are here, in the list's order; None after the last."""
        here = [member for member in self.members if member.is_here or member.state in _AFTER_BEGIN]
        at = next((n for n, member in enumerate(here) if member.conference_id == conference_id), -1)
        return here[at + 1] if at + 1 < len(here) else None


@dataclass(frozen=True, slots=True)
class SharedPage:
    """What everybody in the room of a group may see: its name and what is taught, and no word of any one student."""

    name: str
    text: str
    language: str
