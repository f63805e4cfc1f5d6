"""How the board says things: next steps, states, periods, and its lists as tables."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ilp_desktop.domain.board import BoardRow, By, ClauseLine, DueLine, GroupLine
from ilp_desktop.domain.policy.findings import State
from ilp_desktop.domain.policy.next_steps import NextStep
from ilp_desktop.domain.sheets import Sheet
from ilp_desktop.language import N_, _
from ilp_desktop.wording.findings import STATES

STEPS: Mapping[NextStep, str] = MappingProxyType(
    {
        NextStep.SCHEDULE: N_("Schedule"),
        NextStep.SCHEDULE_GROUP: N_("Schedule a group"),
        NextStep.PRINT_LETTER: N_("Print letter"),
        NextStep.CALL: N_("Call"),
        NextStep.SIGN: N_("Collect signature"),
        NextStep.HAND_OVER: N_("Hand over or file"),
        NextStep.WRITE: N_("Write it"),
        NextStep.RECORD: N_("Record"),
    }
)
COUNTED_BY: Mapping[By, str] = MappingProxyType(
    {By.GRADE: N_("Grade"), By.STAFF: N_("Keeper of the plan"), By.SCHOOL: N_("School")}
)
COUNTED = (
    State.MET,
    State.ELSEWHERE,
    State.DUE,
    State.OVERDUE,
    State.CLOSED,
    State.ADVISED,
    State.NOT_DONE,
    State.WAIVED,
)
"""The states that numbers are shown of, in their order."""
_QUARTER = re.compile(r"/q(\d)$")
_BAND = re.compile(r"@(.+)$")


def clause_words(title: str, period: str) -> str:
    """Return a clause with the quarter that is meant, where it asks anew in each."""
    if quarter := _QUARTER.search(period):
        return _("{title}, quarter {number}").format(title=title, number=quarter[1])
    return title


def line_words(title: str, period: str) -> str:
    """Return a clause as numbers stand beside it: students who began a band of grades in other years are other students."""
    if band := _BAND.search(period):
        return _("{title}, from {year}").format(title=title, year=band[1])
    return clause_words(title, period)


def state_words(state: State | None) -> str:
    """Return a state as it stands in a list."""
    return _(STATES[state]) if state else ""


def students_sheet(rows: Iterable[BoardRow]) -> Sheet:
    """Return students with what they need as a table."""
    return Sheet(
        _("Students"),
        (
            _("Student"),
            _("Grade"),
            _("School"),
            _("Still needed"),
            _("How many more"),
            _("By when"),
            _("Status"),
            _("Next step"),
        ),
        tuple(
            (
                row.name,
                row.grade,
                row.school,
                clause_words(row.title, row.period),
                row.more,
                row.due_on,
                state_words(row.state),
                _(STEPS[row.step]) if row.step else "",
            )
            for row in rows
        ),
    )


def clauses_sheet(lines: Iterable[ClauseLine]) -> Sheet:
    """Return the numbers by clause as a table."""
    return Sheet(
        _("By clause"),
        (_("Requirement"), _("Citation"), *(_(STATES[state]) for state in COUNTED)),
        tuple(
            (line_words(line.title, line.period), line.citation, *(line.count(state) for state in COUNTED))
            for line in lines
        ),
    )


def groups_sheet(by: By, lines: Iterable[GroupLine]) -> Sheet:
    """Return the numbers by grade, keeper or school as a table."""
    return Sheet(
        _(COUNTED_BY[by]),
        (
            _(COUNTED_BY[by]),
            _("Students"),
            _("Something needed"),
            _("Overdue"),
            _("Due in two weeks"),
            _("No plan yet"),
            _("All set"),
        ),
        tuple(
            (
                line.name,
                one.students,
                one.needed,
                one.overdue,
                one.soon,
                one.no_plan,
                one.all_set,
            )
            for line in lines
            for one in (line.summary,)
        ),
    )


def due_sheet(lines: Iterable[DueLine]) -> Sheet:
    """Return what falls due as a table."""
    return Sheet(
        _("What falls due"),
        (_("Day"), _("Requirement"), _("Students"), _("Next step")),
        tuple((line.day, line_words(line.title, line.period), line.students, _(STEPS[line.step])) for line in lines),
    )
