"""An example that a pack carries: facts, a day, and how each clause named is expected to read then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ilp_desktop.domain.policy.calendars import SchoolCalendar
from ilp_desktop.domain.policy.facts import StudentFacts
from ilp_desktop.domain.policy.findings import Finding, State, state_on
from ilp_desktop.domain.policy.judging import judge
from ilp_desktop.domain.policy.sets import Policy


@dataclass(frozen=True, slots=True)
class Example:
    """One example. ``expected`` is state by clause id, or by ``clause@period`` where a clause asks more than once a year."""

    name: str
    line: int
    today: date
    facts: StudentFacts
    years: tuple[int, ...]
    """The calendar years in which the school years of the example begin."""
    expected: Mapping[str, State]
    chosen: Mapping[str, str]
    school_year: int = 0
    """The calendar year in which the school year that is looked at begins; 0: the one in which ``today`` lies."""


@dataclass(frozen=True, slots=True)
class Surprise:
    """Where an example came out otherwise. ``found`` is empty where no such clause or period was judged."""

    example: str
    line: int
    clause: str
    expected: str
    found: str


def run(example: Example, policy: Policy) -> tuple[Surprise, ...]:
    """Return where an example comes out otherwise than it says."""
    template = policy.calendar
    assert template is not None
    calendar = SchoolCalendar(tuple(template.year(starts) for starts in sorted(example.years)))
    year = calendar.year_of(date(example.school_year, 9, 1) if example.school_year else example.today)
    assert year is not None
    found = tuple(judge(policy.clauses, example.facts, calendar, year))
    return tuple(
        Surprise(example.name, example.line, clause, expected.value, said)
        for clause, expected in example.expected.items()
        if (said := _said(clause, policy, found, example.today)) != expected.value
    )


def _said(wanted: str, policy: Policy, found: tuple[Finding, ...], today: date) -> str:
    clause_id, _, period = wanted.partition("@")
    clause = policy.clause(clause_id)
    states = [
        state_on(finding, clause.strength, today).value
        for finding in found
        if clause is not None and finding.clause_id == clause_id and (not period or finding.period == period)
    ]
    return ", ".join(states)
