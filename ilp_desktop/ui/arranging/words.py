"""How arranging says what clashes, what waits and why, and what a search or a publication comes to."""

from collections.abc import Iterable
from datetime import date

from ilp_desktop.domain.schedule_sheets import MeetingLine, Publishing, ScheduleLine, Searched, SlotFault
from ilp_desktop.domain.schedules import Blocked, Bound, Clash
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui.arranging.board import Board
from ilp_desktop.ui.day.words import date_words, day_words, grade_words, language_within, time_words


def clash_words(board: Board, clash: Clash) -> str:
    """Word one thing that stands in a meeting's way; who else is concerned is told by their meeting."""
    match clash.bound:
        case Bound.STAFF_HOURS:
            return _("{staff} is not there then.").format(staff=staff_name(board, clash.whose))
        case Bound.FAMILY_HOURS:
            return _("The family cannot come then.")
        case Bound.STAFF:
            return _("{staff} is with {other} then.").format(
                staff=staff_name(board, clash.whose), other=_other(board, clash)
            )
        case Bound.PERSON:
            return _("The same family is with {other} then.").format(other=_other_and_staff(board, clash))
        case Bound.INTERPRETER:
            return _("Every {language} interpreter is busy then.").format(language=language_within(clash.whose))
        case Bound.ROOM:
            return _("All rooms are taken then.")


def clashes_words(board: Board, clashes: Iterable[Clash]) -> str:
    """Word everything that stands in a meeting's way, each once."""
    return " ".join(dict.fromkeys(clash_words(board, clash) for clash in clashes))


def staff_name(board: Board, whose: str) -> str:
    """Name somebody of the staff by their key."""
    return next((one.name for one in board.columns if str(one.staff_id) == whose), _("This person"))


def _other(board: Board, clash: Clash) -> str:
    line = board.lines.get(clash.other) if clash.other is not None else None
    return line.name if line else _("another family")


def _other_and_staff(board: Board, clash: Clash) -> str:
    line = board.lines.get(clash.other) if clash.other is not None else None
    if line is None:
        return _("somebody else")
    return _("{staff} about {other}").format(staff=staff_name(board, str(line.staff_id)), other=line.name)


def blocked_words(board: Board, why: Blocked) -> str:
    """Word what keeps meetings off the days: how many, what they lack, how much of it there is."""
    count = len(why.meetings)
    match why.bound:
        case Bound.INTERPRETER:
            return _interpreter_words(board, why)
        case Bound.ROOM:
            words = ngettext(
                "{count} family finds no room: {rooms} at a time are all taken.",
                "{count} families find no room: {rooms} at a time are all taken.",
                count,
            )
            return words.format(count=count, rooms=board.sheet.rooms)
        case Bound.STAFF | Bound.STAFF_HOURS:
            words = ngettext(
                "{count} family of {staff} finds no time: all of those hours are taken, or there are none.",
                "{count} families of {staff} find no time: all of those hours are taken, or there are none.",
                count,
            )
            return words.format(count=count, staff=staff_name(board, why.whose))
        case Bound.FAMILY_HOURS | Bound.PERSON:
            words = ngettext(
                "{count} family cannot come when the teacher is free.",
                "{count} families cannot come when the teacher is free.",
                count,
            )
            return words.format(count=count)


def _interpreter_words(board: Board, why: Blocked) -> str:
    count, there = len(why.meetings), board.sheet.interpreters.get(why.whose, 0)
    needs = ngettext(
        "{count} family needs an interpreter for {language};",
        "{count} families need an interpreter for {language};",
        count,
    ).format(count=count, language=language_within(why.whose))
    if not there:
        none = _("there is none.")
        return f"{needs} {none}"
    has = ngettext("{there} is there at a time.", "{there} are there at a time.", there).format(there=there)
    return f"{needs} {has}"


def marks_words(board: Board, line: MeetingLine) -> tuple[str, ...]:
    """Word the small marks of a meeting, for whoever does not see them."""
    found: list[str] = []
    if line.language:
        found.append(_("{language} interpreter").format(language=language_within(line.language)))
    if line.siblings:
        found.append(_("has brothers or sisters here"))
    if line.home:
        found.append(_("one home: {home}").format(home=line.home))
    if board.is_fixed(line.meeting_id):
        found.append(_("stays here"))
    if line.published:
        found.append(_("published"))
    return tuple(found)


def when_words(board: Board, minute: int) -> str:
    """Word a moment of the grid: Tuesday, December 1, 4:15."""
    return f"{day_words(board.day_of(minute))}, {time_words(board.time_of(minute))}"


def spoken(board: Board, key: int) -> str:
    """Word a meeting for a screen reader, with what is wrong with it."""
    line, at = board.lines[key], board.at(key)
    parts = [line.name, grade_words(line.grade), *marks_words(board, line)]
    if at is not None:
        parts.append(when_words(board, at))
    clashes = clashes_words(board, board.clashes_of(key))
    if clashes:
        parts.append(_("Clash: {why}").format(why=clashes))
    return ", ".join(part for part in parts if part)


def schedule_words(line: ScheduleLine) -> str:
    """Word a schedule's days and how far it is."""
    placed = _("{placed} of {meetings} placed").format(placed=line.placed, meetings=line.meetings)
    by = _("by {day}").format(day=date_words(line.by)) if line.by is not None else ""
    return " · ".join(part for part in (days_words(line.days), by, placed) if part)


def days_words(days: tuple[date, ...]) -> str:
    """Word a schedule's days in short."""
    if not days:
        return _("no days yet")
    shown = ", ".join(date_words(day) for day in days[:2])
    return f"{shown} …" if len(days) > 2 else shown


def searched_words(found: Searched) -> str:
    """Word what came of a search: how many have a place, how many could have one, how long families wait."""
    placed = _("{placed} of {meetings} conferences have a place.").format(placed=found.placed, meetings=found.meetings)
    if found.at_most < found.meetings:
        rest = (
            _("No day could hold more.")
            if found.placed >= found.at_most
            else _("At most {most} could have one.").format(most=found.at_most)
        )
    elif found.is_best:
        rest = _("There is no better day than this.")
    else:
        rest = ""
    return " ".join(part for part in (placed, rest, waits_words(found.waits)) if part)


def waits_words(minutes: int) -> str:
    """Word how long families with several children wait between their conferences, in all."""
    if not minutes:
        return _("No family waits between its children's conferences.")
    words = ngettext(
        "Families wait {count} minute in all between their children's conferences.",
        "Families wait {count} minutes in all between their children's conferences.",
        minutes,
    )
    return words.format(count=minutes)


def publishing_words(what: Publishing) -> str:
    """Word what publishing changes, for whom, and for whom nothing."""
    parts = [
        ngettext("{count} conference is put on the day.", "{count} conferences are put on the days.", what.made).format(
            count=what.made
        )
    ]
    if what.moved:
        parts.append(
            ngettext(
                "{count} that was published before moves.", "{count} that were published before move.", what.moved
            ).format(count=what.moved)
        )
    if what.begun:
        parts.append(
            ngettext("{count} has begun and stays.", "{count} have begun and stay.", what.begun).format(
                count=what.begun
            )
        )
    if what.waiting:
        parts.append(
            ngettext(
                "{count} family still has no time and hears nothing yet.",
                "{count} families still have no time and hear nothing yet.",
                what.waiting,
            ).format(count=what.waiting)
        )
    return " ".join(parts)


def fault_words(row: int, fault: SlotFault) -> str:
    """Word why a row of a sign-up tool's file fits nobody."""
    said = {
        SlotFault.NO_DAY: _("its day cannot be read."),
        SlotFault.NO_TIME: _("its time cannot be read."),
        SlotFault.NOBODY: _("nobody of this schedule has that number or name."),
        SlotFault.SEVERAL: _("it could be several conferences; say the student's number or the teacher."),
        SlotFault.OTHER_STAFF: _("that student meets somebody else."),
        SlotFault.TWICE: _("that conference has a time already, from a row above."),
    }
    return _("Row {row}: {why}").format(row=row, why=said[fault])
