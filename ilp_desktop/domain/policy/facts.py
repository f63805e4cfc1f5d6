"""The facts that clauses are held against: what happened, who the student is at school, who the adults are."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Stage(Enum):
    """How far an event came. What is no conference was simply done, and is held."""

    OFFERED = "offered"
    DECLINED = "declined"
    MISSED = "missed"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. ``roles`` are who took part or, of an approval or signature, whose it is.

    ``adults`` are the uids of the guardians who came or who were meant. ``elsewhere`` names the school it happened at, where
    that was another one (R117). ``talk`` is the private consultation in seconds; None: it was not held.
    """

    uid: str
    kind: str
    on: date
    form: str = ""
    grouping: str = ""
    stage: Stage = Stage.HELD
    roles: frozenset[str] = frozenset()
    adults: frozenset[str] = frozenset()
    invited: int = 1
    marks: frozenset[str] = frozenset()
    talk: int | None = None
    talk_declined: bool = False
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class YearAtSchool:
    """One school year of a student at this school: the grade, the days of entry and start, the programs."""

    label: str
    grade: str
    enrolled_on: date
    started_on: date
    new: bool
    """New to the school this year, and not promoted from its last."""
    programs: tuple[tuple[str, date], ...] = ()
    """Each program with the day of entry: alternative, egp, ess, …"""
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Adult:
    """A guardian who may attend on the days that count; who is barred is not among the facts at all."""

    uid: str
    since: date | None = None
    until: date | None = None

    def counts_on(self, day: date) -> bool:
        """Tell whether the adult may attend on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Waiver:
    """That a clause is not asked for, by whose word and why."""

    clause_id: str
    period: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class StudentFacts:
    """All that the clauses ask about one student, or (with no years) about one school or district."""

    uid: str
    years: tuple[YearAtSchool, ...] = ()
    events: tuple[Event, ...] = ()
    adults: tuple[Adult, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    born_on: date | None = None
    cohort: int | None = None
    """The year in which the school year of entry to grade 9 began; None while it has not been reached."""

    @property
    def plans(self) -> frozenset[str]:
        """The kinds of plan that are on file, of whichever year (R13)."""
        return frozenset(event.form for event in self.events if event.kind == "plan")
