"""A finding as one sentence with its citation (R118): what was found, by what, by when."""

from datetime import date

from ilp_desktop.domain.packs import worded
from ilp_desktop.domain.policy.clauses import Clause
from ilp_desktop.domain.policy.findings import Finding, State, state_on
from ilp_desktop.language import N_, in_use, translation

STATES: dict[State, str] = {
    State.MET: N_("met"),
    State.ELSEWHERE: N_("met elsewhere"),
    State.WAIVED: N_("waived"),
    State.NOT_APPLICABLE: N_("not applicable"),
    State.DUE: N_("due"),
    State.OVERDUE: N_("overdue"),
    State.CLOSED: N_("not met (closed)"),
    State.ADVISED: N_("advised"),
    State.NOT_DONE: N_("advised, not done"),
}
REASONS: dict[str, str] = {
    "counted": N_("{have} of {need} took place."),
    "too_few": N_("{have} of {need} so far."),
    "late": N_("It was done after the day it was due."),
    "elsewhere": N_("It took place at another school, which the file names."),
    "each_counted": N_("It is there for each of the {need} people it is asked of."),
    "not_each": N_("It is there for {have} of the {need} people it is asked of."),
    "nobody_to_ask": N_("There is nobody it could be asked of."),
    "answered": N_("Somebody was reached, so no further attempt is asked for."),
    "every_has": N_("{have} of {need} conferences have it."),
    "every_has_longer": N_("{have} of {need} conferences have it; one took longer than advised, which is no breach."),
    "every_lacks": N_("{have} of {need} conferences have it so far."),
    "nothing_yet": N_("There was no conference yet that it could be asked of."),
    "no_parent_came": N_("No parent came, so there was nobody to talk with."),
    "effort_made": N_("Each of the {need} adults came, or enough was tried to reach them."),
    "effort_short": N_("{have} of {need} adults came or were tried for often enough."),
    "recorded": N_("It is recorded."),
    "not_recorded": N_("It is not recorded yet."),
    "waived": N_("It was waived, and the record says by whom and why."),
    "optional": N_("The policy leaves it open."),
    "not_enrolled": N_("The student is not at this school in this year."),
    "not_in_this_year": N_("It is not asked for in this year."),
    "other_grade": N_("It is for other grades."),
    "other_program": N_("It is for other programs."),
    "only_new": N_("It is for students new to the school."),
    "only_returning": N_("It is for students who were here before."),
    "other_quarter": N_("It is for students who started in another quarter."),
    "other_cohort": N_("It is for students who entered grade 9 in other years."),
}
_BY = {
    State.DUE: N_("Due by {day}."),
    State.OVERDUE: N_("It was due by {day}."),
    State.CLOSED: N_("Its time ended on {day}."),
    State.ADVISED: N_("Advised by {day}."),
    State.NOT_DONE: N_("It was advised by {day}."),
}


def explained(
    finding: Finding, clause: Clause, today: date, *, day_words: str = "", language: str | None = None
) -> str:
    """Return a finding as people read it: the clause, how it stands and why, by when, and the citation.

    ``day_words`` is the due day as this school writes days; without it, the date as ISO writes it.
    """
    language = language or in_use()
    state = translation(language).gettext(STATES[state_on(finding, clause.strength, today)])
    why = because(finding, clause, today, day_words=day_words, language=language)
    return f"{worded(clause.title, language)}: {state}. {why} ({clause.citation})"


def because(finding: Finding, clause: Clause, today: date, *, day_words: str = "", language: str | None = None) -> str:
    """Return why a finding stands as it does and by when, without the clause's name, its state and its citation."""
    language = language or in_use()
    translate = translation(language).gettext
    state = state_on(finding, clause.strength, today)
    parts = [translate(REASONS[finding.reason]).format(have=finding.have, need=finding.need)]
    if finding.due_on is not None and state in _BY:
        parts.append(translate(_BY[state]).format(day=day_words or finding.due_on.isoformat()))
    if finding.projected:
        parts.append(translate(N_("The school calendar does not reach that day, so it is an estimate.")))
    if not clause.confirmed:
        parts.append(translate(N_("This rule is still to be confirmed.")))
    return " ".join(parts)
