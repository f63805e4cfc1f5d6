"""How staff and their students are told of, in the language in use."""

from datetime import date

from ilp_desktop.domain.participation import Caseload, ClassGroup, SubstitutionLine
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui.conference.people import role_words
from ilp_desktop.ui.day.words import date_words


def count_words(count: int) -> str:
    """Word how many students."""
    return ngettext("{count} student", "{count} students", count).format(count=count)


def person_words(one: Caseload) -> str:
    """Word what somebody is here, and how many students are theirs."""
    return " · ".join((role_words(one.person.role), count_words(one.students)))


def mark_of(one: Caseload, on: date) -> tuple[str, str]:
    """Word what is to know of somebody today, and the kind of its chip; ('', '') where nothing is."""
    if one.has_left(on):
        return _("Left"), "grey"
    if any(line.begins_on <= on <= line.ends_on for line in one.standing_in):
        return _("Away today"), "amber"
    if one.person.last_day is not None:
        return _("Leaves"), "blue"
    return "", ""


def leaving_words(one: Caseload, on: date) -> str:
    """Word when somebody leaves or left."""
    last = one.person.last_day
    if last is None:
        return ""
    words = _("Left. The last day was {date}.") if last < on else _("Leaves. The last day is {date}.")
    return words.format(date=date_words(last))


def days_words(line: SubstitutionLine) -> str:
    """Word on which days somebody stands in."""
    if line.begins_on == line.ends_on:
        return date_words(line.begins_on)
    return _("{first} to {last}").format(first=date_words(line.begins_on), last=date_words(line.ends_on))


def group_words(group: ClassGroup) -> str:
    """Word a class to choose students by."""
    teachers = ", ".join(group.teachers)
    return (
        _("Class {title}, {teachers}").format(title=group.title, teachers=teachers)
        if teachers
        else _("Class {title}").format(title=group.title)
    )
