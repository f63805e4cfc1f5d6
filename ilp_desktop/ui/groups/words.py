"""How group conferences are told of, in the language in use."""

from collections.abc import Mapping
from types import MappingProxyType

from ilp_desktop.domain.conferences import ConferenceState, Party
from ilp_desktop.domain.groups import (
    Attendee,
    Busy,
    GroupClash,
    GroupLimit,
    GroupLine,
    GroupMember,
    GroupSheet,
    GroupState,
)
from ilp_desktop.language import N_, _, ngettext
from ilp_desktop.ui.arranging.hours import clock_words
from ilp_desktop.ui.caseloads.words import count_words
from ilp_desktop.ui.conference.people import role_words
from ilp_desktop.ui.day.words import STATES as CONFERENCE_STATES
from ilp_desktop.ui.day.words import date_words, day_words, time_words

STATES: Mapping[GroupState, tuple[str, str]] = MappingProxyType(
    {
        GroupState.SCHEDULED: (N_("Scheduled"), "none"),
        GroupState.IN_CONFERENCE: (N_("In conference"), "live"),
        GroupState.HELD: (N_("Held"), "grey"),
    }
)
"""A state's wording and the kind of its chip."""
_CLASHES: Mapping[Busy, str] = MappingProxyType(
    {
        Busy.STUDENT: N_("{name} has another conference at {time}."),
        Busy.HOME: N_("The family of {name} is expected at another conference at {time}."),
        Busy.STAFF: N_("Whoever holds it meets {name} at {time}."),
    }
)
_SHOWN = 4
"""Clashes told one by one; of more there is their number."""


def when_words(sheet: GroupSheet) -> str:
    """Word when, where and with whom: Thursday, October 15 · 9:00 AM · 40 minutes · Library · Iris Park, Omar Lund."""
    line = sheet.line
    staff = ", ".join(name for name in (line.staff_name, *sheet.also_staff) if name)
    minutes = _("{count} minutes").format(count=line.minutes)
    parts = (day_words(line.on), clock_words(line.starts_at), minutes, line.room, staff)
    return " · ".join(part for part in parts if part)


def line_words(line: GroupLine) -> str:
    """Word the second line of a group in a list."""
    parts = (date_words(line.on), time_words(line.starts_at), count_words(line.students), line.room, line.staff_name)
    return " · ".join(part for part in parts if part)


def who_words(one: Attendee) -> str:
    """Word what somebody on the attendance is to the student."""
    return _("Student") if one.party is Party.STUDENT else role_words(one.role)


def line_spoken(member: GroupMember, one: Attendee) -> str:
    """Word a line of the attendance for a screen reader: the name first, for letters typed find it."""
    here = _("here") if one.here else _("not here yet")
    whose = "" if one.party is Party.STUDENT else _("of {name}").format(name=member.name)
    return ", ".join(part for part in (one.name, who_words(one), whose, here, member_state(member)[0]) if part)


def member_state(member: GroupMember) -> tuple[str, str]:
    """Word where a student's own conference stands, and the kind of its chip; nothing before it begins."""
    if member.state in {ConferenceState.SCHEDULED, ConferenceState.CHECKED_IN}:
        return "", ""
    words, kind = CONFERENCE_STATES[member.state]
    return _(words), kind


def clash_words(clash: GroupClash) -> str:
    """Word one clash."""
    return _(_CLASHES[clash.busy]).format(name=clash.name, time=time_words(clash.starts_at))


def clashes_words(clashes: tuple[GroupClash, ...]) -> str:
    """Word the first few clashes, a line each, and how many more there are."""
    said = [clash_words(clash) for clash in clashes[:_SHOWN]]
    more = len(clashes) - len(said)
    if more:
        said.append(ngettext("And {count} more.", "And {count} more.", more).format(count=more))
    return "\n".join(said)


def limit_words(limit: GroupLimit) -> str:
    """Word how many a policy lets be invited; nothing where it names no number (R29)."""
    if not limit.most:
        return ""
    words = ngettext(
        "{policy} allows {count} student at one group conference.",
        "{policy} allows at most {count} students at one group conference.",
        limit.most,
    )
    return words.format(policy=limit.policy, count=limit.most)
