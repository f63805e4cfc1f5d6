"""The words of preparation and of papers."""

from collections.abc import Mapping
from types import MappingProxyType

from ilp_desktop.domain.conferences import Party
from ilp_desktop.domain.preparation import Entry, Gap, PaperRow, ReadyRow
from ilp_desktop.language import N_, _
from ilp_desktop.ui.day.words import grade_words, time_words

GAPS: Mapping[Gap, str] = MappingProxyType(
    {
        Gap.NO_DATA: N_("No data yet"),
        Gap.OLD_DATA: N_("Data older than half a year"),
        Gap.NO_STRENGTHS: N_("No strengths written"),
        Gap.OUTCOMES: N_("Last goals without an outcome"),
        Gap.NOBODY_INVITED: N_("Nobody invited"),
        Gap.NO_INTERPRETER: N_("No interpreter named"),
        Gap.NEEDS: N_("Something the family needs is not given yet"),
        Gap.ANOTHER_TIME: N_("The family asked for another time"),
    }
)
ENTRIES: Mapping[Entry, tuple[str, str]] = MappingProxyType(
    {
        Entry.WAITING: (N_("To type in"), "none"),
        Entry.BEGUN: (N_("Begun"), "blue"),
        Entry.TO_SIGN: (N_("To sign"), "amber"),
        Entry.DONE: (N_("Put away"), "accent"),
        Entry.ON_SCREEN: (N_("Held on screen"), "grey"),
        Entry.MISSED: (N_("Missed"), "red"),
    }
)
"""How far a paper is, and the kind of its chip."""
OUTCOMES = (
    ("1", "met", N_("Reached")),
    ("2", "partly", N_("Partly")),
    ("3", "carried_on", N_("Goes on")),
    ("4", "dropped", N_("Let go")),
)
HERE = ((N_("Y"), "y", N_("Here")), ("N", "n", N_("Could not come")))
REACHED_OR_NOT = ((N_("Y"), "yes", N_("Yes")),)
REACHED_TOO = (("Y", "yes"), ("S", "yes"), ("1", "yes"), ("N", ""), ("0", ""))
HERE_TOO = (("Y", "y"), ("S", "y"), ("1", "y"), ("0", "n"))
"""Understood in either language, and digits for who has a hand on the number pad."""
SIGNED = (
    ("1", "agree", N_("Agrees")),
    ("2", "attended_only", N_("Took part")),
    ("3", "disagree", N_("Differently")),
    ("4", "not_today", N_("Not today")),
)


def gap_words(row: ReadyRow) -> str:
    """Word what is missing, in short."""
    if not row.gaps:
        return _("Ready")
    first = _(GAPS[row.gaps[0]])
    more = len(row.gaps) - 1
    return _("{first} and {count} more").format(first=first, count=more) if more else first


def ready_spoken(row: ReadyRow) -> str:
    """Word a whole row for a screen reader."""
    missing = ", ".join(_(GAPS[gap]) for gap in row.gaps) or _("Ready")
    return ", ".join((time_words(row.starts_at), row.student_name, grade_words(row.grade), missing))


def paper_meta(row: PaperRow) -> str:
    """Word the second line of a paper's row."""
    return " · ".join((grade_words(row.grade), time_words(row.starts_at), _("Sheet {code}").format(code=row.code)))


def paper_spoken(row: PaperRow) -> str:
    """Word a whole row for a screen reader."""
    return ", ".join((f"{row.number}", row.student_name, paper_meta(row), _(ENTRIES[row.entry][0])))


def party_words(party: Party, name: str) -> str:
    """Word who promises something."""
    return {Party.STUDENT: name, Party.FAMILY: _("Family"), Party.SCHOOL: _("School")}[party]
