"""How the board says things on the screen, in the language in use."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from ilp_desktop.domain.board import BoardRow, Need, Show, Summary
from ilp_desktop.domain.policy.next_steps import NextStep
from ilp_desktop.language import N_, _, ngettext
from ilp_desktop.ui.day.words import date_words, grade_words
from ilp_desktop.wording.board import STEPS, clause_words, state_words
from ilp_desktop.wording.findings import explained

TILES: Mapping[Show, tuple[str, str]] = MappingProxyType(
    {
        Show.OVERDUE: (N_("Overdue"), "amber"),
        Show.SOON: (N_("Due in two weeks"), "blue"),
        Show.NO_PLAN: (N_("No plan yet"), "grey"),
        Show.ALL_SET: (N_("All set"), "accent"),
    }
)
"""A tile's words and tint. What is overdue is said, and tinted calmly."""
ICONS: Mapping[NextStep, str] = MappingProxyType(
    {
        NextStep.SCHEDULE: "calendar-days",
        NextStep.SCHEDULE_GROUP: "users-round",
        NextStep.PRINT_LETTER: "printer",
        NextStep.CALL: "phone",
        NextStep.SIGN: "signature",
        NextStep.HAND_OVER: "folder-check",
        NextStep.WRITE: "pen-line",
        NextStep.RECORD: "check",
    }
)


def tile_words(show: Show, summary: Summary) -> str:
    """Word a tile for a screen reader."""
    return f"{_(TILES[show][0])}, {students_words(summary.of(show))}"


def students_words(count: int) -> str:
    """Word how many students."""
    return ngettext("{count} student", "{count} students", count).format(count=count)


def counted_words(summary: Summary) -> str:
    """Word how many students something is needed of, among how many."""
    if not summary.students:
        return ""
    return _("{needed} of {students} students need something").format(needed=summary.needed, students=summary.students)


def needed_words(row: BoardRow) -> str:
    """Word what is asked of a student first."""
    if row.title:
        return clause_words(row.title, row.period)
    return _("No plan yet") if row.no_plan else _("Nothing is needed")


def more_words(row: BoardRow) -> str:
    """Word how much else is needed; the plan that lacks stands there, too."""
    more = ngettext("+ {count} more", "+ {count} more", row.more).format(count=row.more) if row.more else ""
    lacks = _("no plan yet") if row.no_plan and row.title else ""
    return " · ".join(part for part in (more, lacks) if part)


def due_words(day: date | None) -> str:
    """Word by when; empty where the calendar does not say."""
    return date_words(day) if day else ""


def step_words(step: NextStep | None) -> str:
    """Word the next step as a button says it."""
    return _(STEPS[step]) if step else ""


def who_words(row: BoardRow) -> str:
    """Word where a student is at school."""
    return " · ".join(part for part in (grade_words(row.grade) if row.grade else "", row.school) if part)


def row_spoken(row: BoardRow) -> str:
    """Word a whole row for a screen reader."""
    parts = (
        row.name,
        who_words(row),
        needed_words(row),
        more_words(row),
        state_words(row.state),
        due_words(row.due_on),
        step_words(row.step),
    )
    return ", ".join(part for part in parts if part)


def need_words(need: Need, today: date) -> str:
    """Word what a clause asks in a sentence with its citation."""
    due = need.finding.due_on
    return explained(need.finding, need.clause, today, day_words=date_words(due) if due else "")
