"""How the student list and the student's file say things, in the language in use."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from ilp_desktop.domain.evidence import NextNeeded
from ilp_desktop.domain.packs import worded
from ilp_desktop.domain.students import ClassLine, GuardianLine, PlanLine, StudentRow
from ilp_desktop.language import N_, _, in_use, ngettext
from ilp_desktop.ui.conference.people import role_words
from ilp_desktop.ui.day.words import date_words, grade_words, language_within, language_words

WITHDRAWN = N_("Withdrawn")
GOAL_OWNERS: Mapping[str, str] = MappingProxyType(
    {
        "student": N_("The student's goal"),
        "parent": N_("The family's goal"),
        "teacher": N_("The teacher's goal"),
        "together": N_("Set together"),
    }
)


def student_meta(row: StudentRow) -> str:
    """Word the second line of a student: grade, number, school; the end is cut off where room ends."""
    number = _("No. {number}").format(number=row.student_number) if row.student_number else ""
    return " · ".join(part for part in (grade_words(row.grade) if row.grade else "", number, row.school) if part)


def student_spoken(row: StudentRow) -> str:
    """Word a whole row for a screen reader."""
    return ", ".join(part for part in (row.name, student_meta(row), _(WITHDRAWN) if row.withdrawn else "") if part)


def next_words(needed: NextNeeded) -> str:
    """Word what the policy asks of a student first, how much else, and how often it was tried to reach somebody."""
    title = worded(needed.title, in_use())
    due = date_words(needed.due_on) if needed.due_on is not None else ""
    first = (
        _("Overdue since {day}: {what}").format(day=due, what=title)
        if needed.is_overdue
        else _("Next, by {day}: {what}").format(day=due, what=title)
        if due
        else _("Next: {what}").format(what=title)
    )
    more = needed.needed - 1
    parts = [
        first,
        ngettext("{count} more", "{count} more", more).format(count=more) if more else "",
        ngettext("{count} attempt this year", "{count} attempts this year", needed.attempts).format(
            count=needed.attempts
        )
        if needed.attempts
        else "",
    ]
    return " · ".join(part for part in parts if part)


def found_words(shown: int, total: int, letters: str, most: int) -> str:
    """Word how many students are shown, and how to come to the others."""
    if letters.strip():
        if shown >= most:
            return _("The first {count}. Type more to narrow it.").format(count=shown)
        return ngettext("{count} student found", "{count} students found", shown).format(count=shown)
    if total > shown:
        return _("The first {count} of {total}. Type to find the others.").format(count=shown, total=total)
    return ngettext("{count} student", "{count} students", total).format(count=total)


def notice_words(count: int) -> str:
    """Word the quiet notice under the list."""
    return ngettext("{count} question about who is who", "{count} questions about who is who", count).format(
        count=count
    )


def legal_words(row: StudentRow) -> str:
    """Word the legal name where people say another one."""
    if row.legal_name and row.legal_name != row.name:
        return _("Legal name {name}").format(name=row.legal_name)
    return ""


def year_words(school_year: int) -> str:
    """Word a school year, given by the calendar year in which it ends: 2026-27."""
    return f"{school_year - 1}-{school_year % 100:02d}"


def adult_meta(line: GuardianLine) -> str:
    """Word who an adult is to the student, and what they speak."""
    language = language_words(line.language) if line.language and not line.language.startswith("en") else ""
    if line.needs_interpreter:
        language = _("{language} interpreter").format(language=language_within(line.language))
    signs = "" if line.may_sign or line.barred else _("does not sign")
    return " · ".join(part for part in (role_words(line.relationship or "guardian"), language, signs) if part)


def class_meta(line: ClassLine) -> str:
    """Word a class's teachers and term."""
    return " · ".join(part for part in (", ".join(line.teachers), line.term) if part)


def plan_title(plan: PlanLine) -> str:
    """Word a finalized plan: when, and which revision where there are several."""
    words = _("Finalized {date}").format(date=date_words(plan.finalized_on))
    if plan.number > 1:
        words = _("{what} · revision {number}").format(what=words, number=plan.number)
    return words


def given_words(on: date | None) -> tuple[str, str]:
    """Word whether the family has its copy, and the kind of the chip that says so."""
    if on is None:
        return _("Not yet given to family"), "amber"
    return _("Given to family {date}").format(date=date_words(on)), "accent"


def filed_words(on: date | None) -> tuple[str, str]:
    """Word whether the cumulative folder has its copy, and the kind of the chip that says so."""
    if on is None:
        return _("Not yet in cumulative folder"), "amber"
    return _("In cumulative folder {date}").format(date=date_words(on)), "accent"


def steps_words(count: int) -> str:
    """Word how many steps a goal has."""
    return ngettext("{count} step", "{count} steps", count).format(count=count)
