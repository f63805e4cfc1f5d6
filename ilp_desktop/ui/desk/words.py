"""How the desk says where a family stands, and what it can do."""

from collections.abc import Mapping
from types import MappingProxyType

from ilp_desktop.domain.conferences import ConferenceState, DayRow
from ilp_desktop.domain.front_desk import StaffRunning, Standing, minutes_of, standing_of
from ilp_desktop.language import N_, _, ngettext
from ilp_desktop.ui.day.words import MODES, language_within, time_words
from ilp_desktop.ui.desk.state import Deed, Show

SHOWS: Mapping[Show, str] = MappingProxyType(
    {
        Show.ALL: N_("All"),
        Show.EXPECTED: N_("Expected"),
        Show.ARRIVED: N_("Arrived"),
        Show.WAITING: N_("Waiting"),
        Show.IN_CONFERENCE: N_("In conference"),
        Show.DONE: N_("Done"),
        Show.MISSED: N_("Missed"),
    }
)
NOTHING: Mapping[Show, str] = MappingProxyType(
    {
        Show.ALL: N_("No conferences are arranged for today. A family that comes without a time: Walk-in."),
        Show.EXPECTED: N_("Nobody is expected any more."),
        Show.ARRIVED: N_("Nobody has just arrived. Whoever comes: find the family, press Return."),
        Show.WAITING: N_("Nobody waits past their time."),
        Show.IN_CONFERENCE: N_("No conference is under way."),
        Show.DONE: N_("No conference is over yet."),
        Show.MISSED: N_("Nobody was missed."),
    }
)
DEEDS: Mapping[Deed, tuple[str, str]] = MappingProxyType(
    {
        Deed.ARRIVED: (N_("Arrived"), "Return"),
        Deed.LATE: (N_("Running late"), "F4"),
        Deed.MISSED: (N_("Missed"), "F6"),
        Deed.BACK: (N_("Back to expected"), "F7"),
        Deed.CALL: (N_("Call on the board"), "F5"),
        Deed.CALL_BACK: (N_("Take the call back"), "F5"),
        Deed.SEAT: (N_("Give a free time"), "F3"),
    }
)
"""What a deed is called, and its key."""
_KINDS = {
    Standing.EXPECTED: "none",
    Standing.ARRIVED: "blue",
    Standing.WAITING: "amber",
    Standing.IN_CONFERENCE: "live",
    Standing.DONE: "grey",
    Standing.MISSED: "red",
}
LATE_BY = (5, 10, 15, 20, 30, 45)
"""Minutes offered where a family is late, or a day is moved."""


def chip_of(row: DayRow, at: str, came: str = "") -> tuple[str, str]:
    """Return where a family stands in words at a local time, and the chip's kind; ``came`` is when it came."""
    standing = standing_of(row, at)
    if row.state is ConferenceState.RUNNING_LATE:
        late = _("Late, expected {time}").format(time=time_words(row.expected_at)) if row.expected_at else ""
        return late or _("Running late"), "amber"
    if row.state is ConferenceState.CHECKED_IN and row.called_at is not None:
        return _("Called"), "accent"
    if standing is Standing.WAITING and not row.stands_by:
        since = max(row.starts_at, came)
        return _("Waiting {minutes} min").format(minutes=max(0, minutes_of(at) - minutes_of(since))), "amber"
    return _(SHOWS[Show(standing.value)]), _KINDS[standing]


def number_words(ticket: int) -> str:
    """Word a family's number."""
    return _("No. {number}").format(number=ticket)


def meta_of(row: DayRow) -> str:
    """Word the second line of a row: number, staff, room, and the one thing to know."""
    parts = [number_words(row.ticket) if row.ticket else "", row.staff_name, row.room]
    if row.office_called:
        parts.insert(0, _("Someone from the office is on the way"))
    elif row.stands_by:
        parts.append(_("walk-in, waits for a free time"))
    elif row.walk_in:
        parts.append(_("walk-in"))
    elif row.first_at:
        parts.append(_("planned for {time}").format(time=time_words(row.first_at)))
    elif row.interpreter:
        parts.append(_("{language} interpreter").format(language=language_within(row.interpreter)))
    elif row.mode != "in_person":
        parts.append(_(MODES.get(row.mode, row.mode)))
    return " · ".join(part for part in parts if part)


def time_of(row: DayRow) -> str:
    """Word when a conference begins."""
    return "—" if row.stands_by else time_words(row.starts_at)


def spoken_of(row: DayRow, at: str, came: str = "") -> str:
    """Word a whole row for a screen reader."""
    when = _("no time yet") if row.stands_by else time_words(row.starts_at)
    return ", ".join((when, row.student_name, meta_of(row), chip_of(row, at, came)[0]))


def running_words(one: StaffRunning) -> str:
    """Word how a member of staff's day runs."""
    if one.behind:
        words = ngettext("{count} minute behind", "{count} minutes behind", one.behind).format(count=one.behind)
    else:
        words = _("On time")
    left = ngettext("{count} to come", "{count} to come", one.remaining).format(count=one.remaining)
    moved = _("moved by {minutes} min").format(minutes=one.shifted) if one.shifted else ""
    return " · ".join(part for part in (words, left, moved) if part)
