"""A schedule of conference days as people see it: who is to meet whom, when each can, and what stands in the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from ilp_desktop.domain.schedules import Blocked, Clash


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
class ScheduleLine:
    """One schedule in the list: its days, and how many of its meetings have a place."""

    schedule_id: int
    name: str
    kind: ScheduleKind
    days: tuple[date, ...]
    meetings: int
    placed: int
    published: int


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
