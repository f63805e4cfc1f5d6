"""What a person does next where a clause is still open: it follows from the clause's rule alone."""

from enum import Enum

from ilp_desktop.domain.policy.clauses import Clause, Count, Duty, Effort, Every, Filter


class NextStep(Enum):
    """The deed that a clause waits for."""

    SCHEDULE = "schedule"
    """Arrange a conference."""
    SCHEDULE_GROUP = "schedule_group"
    """Arrange a group conference, for the student and whoever else needs one."""
    PRINT_LETTER = "print_letter"
    CALL = "call"
    SIGN = "sign"
    """Collect the signatures that are missing."""
    HAND_OVER = "hand_over"
    """Give the family its copy, or file the one for the cumulative folder."""
    WRITE = "write"
    """Write the note, the document or what a conference lacks."""
    RECORD = "record"
    """Write down that it was done."""


_OF_EVENT = {
    "conference": NextStep.SCHEDULE,
    "invitation": NextStep.PRINT_LETTER,
    "notice": NextStep.PRINT_LETTER,
    "attempt": NextStep.CALL,
    "call": NextStep.CALL,
    "signature": NextStep.SIGN,
    "approval": NextStep.SIGN,
    "delivery": NextStep.HAND_OVER,
    "filing": NextStep.HAND_OVER,
    "note": NextStep.WRITE,
    "document": NextStep.WRITE,
    "plan": NextStep.WRITE,
}
_OF_MARK = {
    "given": NextStep.HAND_OVER,
    "filed": NextStep.HAND_OVER,
    "signed_student": NextStep.SIGN,
    "signed_parent": NextStep.SIGN,
    "signed_family": NextStep.SIGN,
    "signed_educator": NextStep.SIGN,
    "signed_administrator": NextStep.SIGN,
    "approved": NextStep.SIGN,
    "student_invited": NextStep.PRINT_LETTER,
    "parents_invited": NextStep.PRINT_LETTER,
    "communicated": NextStep.PRINT_LETTER,
}


def step_of(clause: Clause) -> NextStep:
    """Return what is to be done next while a clause is open."""
    match clause.rule:
        case Effort():
            return NextStep.CALL
        case Every(marks=marks, talk=talk):
            # The event is there: what it lacks is asked for.
            lacking = (_OF_MARK.get(mark, NextStep.WRITE) for mark in marks)
            return next(lacking, NextStep.RECORD if talk else NextStep.WRITE)
        case Count(of=of):
            return _of_filter(of)
        case Duty():
            return NextStep.RECORD


def _of_filter(of: Filter) -> NextStep:
    step = _OF_EVENT.get(of.events[0], NextStep.RECORD) if of.events else NextStep.RECORD
    if step is NextStep.SCHEDULE and of.groupings == ("group",):
        return NextStep.SCHEDULE_GROUP
    if step is NextStep.WRITE:
        # A plan that lacks nothing but a name under it.
        return next((_OF_MARK[mark] for mark in of.marks if mark in _OF_MARK), step)
    return step
