"""What a clause's finding can be. What is stored does not change as days pass; how it reads today is asked of it."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from ilp_desktop.domain.policy.clauses import Strength


class Outcome(Enum):
    """What the facts say, whatever the day is."""

    MET = "met"
    ELSEWHERE = "elsewhere"
    """Met, and something that it rests on happened at another school."""
    LATE = "late"
    """Done, but after the day it was due: the clause was not met, and nothing more is to do."""
    OPEN = "open"
    WAIVED = "waived"
    NOT_APPLICABLE = "not_applicable"


class State(Enum):
    """How a finding reads on a day (R118)."""

    MET = "met"
    ELSEWHERE = "elsewhere"
    WAIVED = "waived"
    NOT_APPLICABLE = "not_applicable"
    DUE = "due"
    OVERDUE = "overdue"
    CLOSED = "closed"
    """Not met, and its time is past."""
    ADVISED = "advised"
    """Only advised, and not done yet."""
    NOT_DONE = "not_done"
    """Only advised, and not done in its time: never overdue, never red."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one clause finds in one period.

    ``reason`` is a code of ``wording/findings.py`` that says why; ``have`` of ``need``; ``by`` are the uids of the events that
    count; ``tried`` of those that were looked at and do not. Dates are None where the calendar cannot tell them.
    """

    clause_id: str
    period: str
    outcome: Outcome
    reason: str
    have: int = 0
    need: int = 0
    opens_on: date | None = None
    due_on: date | None = None
    closes_on: date | None = None
    by: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    projected: bool = False
    """A date in it was guessed: the calendar does not reach so far."""


_SETTLED = {
    Outcome.MET: State.MET,
    Outcome.ELSEWHERE: State.ELSEWHERE,
    Outcome.WAIVED: State.WAIVED,
    Outcome.NOT_APPLICABLE: State.NOT_APPLICABLE,
}


def state_on(finding: Finding, strength: Strength, today: date) -> State:
    """Return how a finding reads on a day. What only should or may be is never overdue."""
    settled = _SETTLED.get(finding.outcome)
    if settled is not None:
        return settled
    advised = strength is not Strength.SHALL
    if finding.outcome is Outcome.LATE:
        return State.NOT_DONE if advised else State.CLOSED
    past_due = finding.due_on is not None and today > finding.due_on
    if advised:
        return State.NOT_DONE if past_due else State.ADVISED
    if finding.closes_on is not None and today > finding.closes_on:
        return State.CLOSED
    return State.OVERDUE if past_due else State.DUE
