"""A policy set's rules as the program reads them, and the sets that stand on one another."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from ilp_desktop.domain.access import Sharing
from ilp_desktop.domain.packs import Wording
from ilp_desktop.domain.policy.calendars import SchoolYear, Stretch, label_of
from ilp_desktop.domain.policy.clauses import Choice, Clause


@dataclass(frozen=True, slots=True)
class Subject:
    """Credits that one subject asks for; ``aligned`` of them are to be those that the plan names (Kentucky's electives)."""

    key: str
    name: Wording
    credits: float
    aligned: float = 0.0


@dataclass(frozen=True, slots=True)
class Graduation:
    """What a diploma asks of those who entered grade 9 in certain years (A20, A21)."""

    set_id: str
    name: Wording
    citation: str
    cohorts_from: int
    cohorts_to: int
    """Calendar years in which the school year of entry to grade 9 began; 0: no end."""
    total: float
    unit: Wording
    subjects: tuple[Subject, ...]
    competencies: tuple[Wording, ...]
    confirmed: bool
    program: str = ""
    """Only for students of this program, such as a diploma of fewer credits; nothing: for everybody else."""


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A day without its year, as month and day; from July on it lies in the school year's first calendar year."""

    month: int
    day: int

    def inside(self, starts: int) -> date:
        """Return the day in the school year that begins in the calendar year ``starts``."""
        return date(starts if self.month >= 7 else starts + 1, self.month, self.day)


@dataclass(frozen=True, slots=True)
class CalendarTemplate:
    """What a school year usually looks like here: where an office's own calendar begins from (R115)."""

    first: DayOfYear
    last: DayOfYear
    quarters: tuple[tuple[DayOfYear, DayOfYear], ...]
    semesters: tuple[tuple[DayOfYear, DayOfYear], ...]
    closed: tuple[tuple[DayOfYear, DayOfYear], ...]
    days: Mapping[str, DayOfYear]

    def year(self, starts: int) -> SchoolYear:
        """Return the school year that begins in the calendar year ``starts``."""

        def stretch(ends: tuple[DayOfYear, DayOfYear]) -> Stretch:
            return Stretch(ends[0].inside(starts), ends[1].inside(starts))

        return SchoolYear(
            label=label_of(starts),
            begins=date(starts, 7, 1),
            first=self.first.inside(starts),
            last=self.last.inside(starts),
            ends=date(starts + 1, 6, 30),
            quarters=tuple(map(stretch, self.quarters)),
            semesters=tuple(map(stretch, self.semesters)),
            closed=tuple(map(stretch, self.closed)),
            days={name: day.inside(starts) for name, day in self.days.items()},
        )


SHARINGS = (Sharing.PLAN.value, Sharing.RECORD.value, Sharing.CUSTODY.value)
"""The classes a template can have: of those of ``domain/access.py``, what is read by person and not by key."""


@dataclass(frozen=True, slots=True)
class Template:
    """A note, letter or document that a pack knows by name: what it asks, who writes it, where it is filed besides (A18)."""

    key: str
    event: str
    title: Wording
    writer: str
    prompts: tuple[Wording, ...]
    filed_in: Wording | None
    approver: Wording | None
    sharing: Sharing = Sharing.PLAN
    """Who reads what is recorded under it: the plan's participants, or those alone who may know what its class holds."""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of one pack, with what the school chose put in their places."""

    pack_id: str
    version: str
    name: Wording
    jurisdiction: str
    effective_from: date | None
    effective_to: date | None
    history: tuple[tuple[date, Wording], ...]
    """Adoption and revisions, oldest first (R88)."""
    stands_on: tuple[str, ...]
    choices: tuple[Choice, ...]
    clauses: tuple[Clause, ...]
    graduation: tuple[Graduation, ...]
    templates: tuple[Template, ...]
    calendar: CalendarTemplate | None


@dataclass(frozen=True, slots=True)
class Policy:
    """A pack with all that it stands on, the lowest first. The clauses of each apply, each with its own citation."""

    sets: tuple[RuleSet, ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause, the floor's first."""
        return tuple(clause for each in self.sets for clause in each.clauses)

    @property
    def calendar(self) -> CalendarTemplate | None:
        """The calendar of the highest set that has one."""
        return next((each.calendar for each in reversed(self.sets) if each.calendar is not None), None)

    def clause(self, clause_id: str) -> Clause | None:
        """Return a clause by its id."""
        return next((clause for clause in self.clauses if clause.clause_id == clause_id), None)

    def template(self, key: str) -> Template | None:
        """Return a template by its key: the highest set's that has one."""
        found = (one for each in reversed(self.sets) for one in each.templates if one.key == key)
        return next(found, None)

    def graduation(self, cohort: int, programs: Collection[str] = ()) -> Graduation | None:
        """Return what a diploma asks of a cohort: the highest set's word, that of a student's program before the others."""
        fits = [
            one
            for each in reversed(self.sets)
            for one in each.graduation
            if one.cohorts_from <= cohort and (not one.cohorts_to or cohort <= one.cohorts_to)
        ]
        mine = (one for one in fits if one.program and one.program in programs)
        return next(mine, None) or next((one for one in fits if not one.program), None)
