"""A schedule of conference days as people see it: who is to meet whom, when each can, and what stands in the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.reaching import Need
from ilp_desktop.domain.replies import FamilySpan, ReplyLine
from ilp_desktop.domain.schedules import Blocked, Clash, Day, Placing

ARRANGERS = frozenset({Role.LEAD, Role.COUNSELOR, Role.TEACHER})
"""Who arranges conference days: whoever holds conferences."""


class ScheduleKind(Enum):
    """Every family on fixed days (Millard C.2, the usual way to grade 6), or those who still need a conference."""

    WHOLE_ROSTER = "whole_roster"
    MAKE_UP = "make_up"


@dataclass(frozen=True, slots=True)
class StaffHours:
    """When somebody of the staff can be met, and where. Local time 'HH:MM'; a break lies between two of them."""

    staff_id: int
    on: date
    begins_at: str
    ends_at: str
    room: str = ""


@dataclass(frozen=True, slots=True)
class StaffColumn:
    """One of the staff who hold conferences."""

    staff_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a meeting lies; ``fixed`` where a person said so and searching does not move it."""

    on: date
    starts_at: str
    fixed: bool = True


@dataclass(frozen=True, slots=True)
class Searched:
    """What came of a search: ``at_most`` of ``meetings`` could be placed at all; ``waits`` are minutes of families' waiting."""

    placed: int
    at_most: int
    meetings: int
    waits: int
    is_best: bool


@dataclass(frozen=True, slots=True)
class Publishing:
    """What publishing would do: conferences ``made`` and ``moved``, those that have ``begun`` and stay, meetings without a place."""

    made: int
    moved: int
    begun: int
    waiting: int


class SlotFault(Enum):
    """Why a row of a sign-up tool's file fits nobody."""

    NO_DAY = "no_day"
    NO_TIME = "no_time"
    NOBODY = "nobody"
    SEVERAL = "several"
    OTHER_STAFF = "other_staff"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class SlotsRead:
    """A sign-up tool's file held against a schedule: where it puts meetings, and the rows that fit nobody (row 1 is the heading)."""

    places: Mapping[int, Place]
    faults: tuple[tuple[int, SlotFault], ...]
    empty: int
    """Rows that nobody signed up for."""


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """One schedule in the list: its days, and how many of its meetings have a place."""

    schedule_id: int
    name: str
    kind: ScheduleKind
    days: tuple[date, ...]
    meetings: int
    placed: int
    published: int
    by: date | None = None
    """The day by which everybody is to be met, where one was said."""


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One conference to be held. ``home`` is told only where a student's homes come apart; ``on`` is None without a place."""

    meeting_id: int
    student_id: int
    name: str
    grade: str
    staff_id: int
    home: str
    minutes: int
    language: str
    """The interpreter's, where one is needed."""
    siblings: bool
    on: date | None
    starts_at: str
    fixed: bool
    published: bool
    within: tuple[FamilySpan, ...] = ()
    """When alone the family can come; nothing: at any time."""
    homes: int = 1
    """How many homes of the student could come; the meeting is for one of them where ``home`` is told."""
    conference_id: int | None = None
    """What it became when it was published."""
    answers: tuple[ReplyLine, ...] = ()
    needs: tuple[Need, ...] = ()
    """What the family needs in order to come."""


@dataclass(frozen=True, slots=True)
class ScheduleSheet:
    """A schedule with everything in it."""

    line: ScheduleLine
    minutes: int
    rooms: int
    hours: tuple[StaffHours, ...]
    interpreters: Mapping[str, int]
    meetings: tuple[MeetingLine, ...]
    clashes: tuple[Clash, ...]
    blocked: tuple[Blocked, ...]
    """What keeps meetings off the days, where some have no place."""
    waits: int
    """Minutes that families wait in all between their children's meetings."""
    day: Day
    placing: Placing
    first: date
    """The day that minute 0 of ``day`` belongs to."""
    staff: tuple[StaffColumn, ...]
    """Everybody who meets somebody or has hours, by name."""
    may_change: bool
