"""How the day says its dates, times, grades and states, in the language in use."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from PySide6.QtCore import QDate, QLocale, QTime

from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.replies import Reply
from ilp_desktop.language import N_, _, in_use, ngettext
from ilp_desktop.ui.day.choices import Act, GroupRow, Show, Shown
from ilp_desktop.ui.day.lacks import lacks_words
from ilp_desktop.wording.languages import LANGUAGE_NAMES

STATES: Mapping[ConferenceState, tuple[str, str]] = MappingProxyType(
    {
        ConferenceState.SCHEDULED: (N_("Scheduled"), "none"),
        ConferenceState.CHECKED_IN: (N_("Checked in"), "blue"),
        ConferenceState.RUNNING_LATE: (N_("Running late"), "amber"),
        ConferenceState.IN_CONFERENCE: (N_("In conference"), "live"),
        ConferenceState.TO_SIGN: (N_("To sign"), "amber"),
        ConferenceState.SIGNED: (N_("Signed"), "grey"),
        ConferenceState.MISSED: (N_("Missed"), "red"),
        ConferenceState.CONTINUED: (N_("Goes on"), "grey"),
    }
)
"""A state's wording and the kind of its chip."""

ACTS: Mapping[Act, str] = MappingProxyType(
    {
        Act.CHECK_IN: N_("Check in"),
        Act.MARK_LATE: N_("Running late"),
        Act.MARK_MISSED: N_("Missed"),
        Act.UNDO: N_("Back to scheduled"),
    }
)
SHOWS: Mapping[Show, str] = MappingProxyType(
    {Show.MINE: N_("Mine"), Show.EVERYONE: N_("Everyone"), Show.TO_SIGN: N_("To sign")}
)
MODES: Mapping[str, str] = MappingProxyType(
    {"in_person": N_("in person"), "phone": N_("by phone"), "video": N_("by video")}
)


def locale() -> QLocale:
    """Return how dates and numbers are written in the language in use: as in the United States."""
    return QLocale(QLocale.Language.Spanish if in_use().startswith("es") else QLocale.Language.English, _US)


_US = QLocale.Country.UnitedStates


def day_words(on: date) -> str:
    """Word a school date with its weekday: Thursday, October 8."""
    return locale().toString(QDate(on.year, on.month, on.day), _("dddd, MMMM d"))


def date_words(on: date) -> str:
    """Word a school date in short: Oct 8, 2026."""
    return locale().toString(QDate(on.year, on.month, on.day), _("MMM d, yyyy"))


def time_words(starts_at: str) -> str:
    """Word a local time 'HH:MM' as a clock in a school shows it: 1:20."""
    hour, minute = starts_at.split(":")[:2]
    return f"{(int(hour) + 11) % 12 + 1}:{minute}"


def hour_words(local: datetime) -> str:
    """Word a local time with its half of the day: 8:52 AM."""
    return locale().toString(QTime(local.hour, local.minute), "h:mm Ap")


def grade_words(grade: str) -> str:
    """Word a OneRoster grade."""
    if grade == "KG":
        return _("Kindergarten")
    return _("Grade {number}").format(number=int(grade)) if grade.isdecimal() else grade


def language_words(tag: str) -> str:
    """Name a language (BCP-47) in the language in use."""
    known = LANGUAGE_NAMES.get(tag.split("-", maxsplit=1)[0].lower())
    found = QLocale(tag).language()
    # In English rather than in a script that the reader may not know.
    other = "" if found in {QLocale.Language.C, QLocale.Language.AnyLanguage} else QLocale.languageToString(found)
    return _(known) if known else other or tag


def own_name(tag: str) -> str:
    """Name a language in itself, for whoever looks for their own: English, Español."""
    own = QLocale(tag).nativeLanguageName() or language_words(tag)
    name = own.split("(", maxsplit=1)[0].split(" de ", maxsplit=1)[0].strip()  # español de España
    return "English" if tag.startswith("en") else name[:1].upper() + name[1:]


def language_within(tag: str) -> str:
    """Return a language's name as it stands within a sentence, where Spanish begins it with a small letter."""
    name = language_words(tag)
    return name[:1].lower() + name[1:] if in_use().startswith("es") else name


def state_words(state: ConferenceState) -> str:
    """Word where a conference stands."""
    return _(STATES[state][0])


def name_of(row: Shown) -> str:
    """Return whose line it is: the student's, or the group's."""
    return row.name if isinstance(row, GroupRow) else row.student_name


def row_meta(row: Shown) -> str:
    """Word the second line of a row: the grade, and the one thing to know beforehand; of a group, how many it is for."""
    if isinstance(row, GroupRow):
        students = ngettext("{count} student", "{count} students", row.students).format(count=row.students)
        came = ngettext("{count} here", "{count} here", row.came).format(count=row.came) if row.came else ""
        return " · ".join(part for part in (students, came, row.staff_name) if part)
    if row.office_called:
        other = _("The front desk waits for the office")
    elif row.goes_on is not None:
        other = _("Goes on {date}").format(date=date_words(row.goes_on))
    elif row.lacks:
        return lacks_words(row.lacks)
    elif row.expected_at and row.state is ConferenceState.RUNNING_LATE:
        other = _("expected {time}").format(time=time_words(row.expected_at))
    elif row.state is ConferenceState.SCHEDULED and Reply.ANOTHER_TIME.value in row.answers:
        other = _("Asked for another time")
    elif row.state is ConferenceState.SCHEDULED and set(row.answers) == {Reply.NOT_COMING.value}:
        other = _("Said that nobody can come")
    elif row.interpreter:
        other = _("{language} interpreter").format(language=language_within(row.interpreter))
    elif row.mode != "in_person":
        other = _(MODES[row.mode])
    elif row.group_name:
        other = row.group_name
    else:
        other = row.staff_name
    return " · ".join(part for part in (grade_words(row.grade), other) if part)


def row_spoken(row: Shown) -> str:
    """Word a whole row for a screen reader."""
    return ", ".join((time_words(row.starts_at), name_of(row), row_meta(row), state_words(row.state)))
