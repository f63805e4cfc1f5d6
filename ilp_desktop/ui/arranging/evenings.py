"""Hours as people say them: evenings for everybody, and who is not there as everybody is. No window."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.schedule_sheets import ScheduleSheet, StaffHours
from ilp_desktop.domain.times import time_said

Stretches = tuple[tuple[str, str], ...]
"""From one local time to another, 'HH:MM', earliest first; what lies between two of them is a break."""


@dataclass(frozen=True, slots=True)
class Evening:
    """One day as it is for everybody."""

    on: date
    stretches: Stretches


@dataclass(frozen=True, slots=True)
class Apart:
    """One of the staff whose day is another: other hours, or none."""

    staff_id: int
    on: date
    stretches: Stretches


def evenings_of(sheet: ScheduleSheet) -> tuple[Evening, ...]:
    """Return each day as it is for most of those who are there."""
    return tuple(
        Evening(on, Counter(there.values()).most_common(1)[0][0]) for on, there in sorted(_days(sheet.hours).items())
    )


def aparts_of(sheet: ScheduleSheet) -> tuple[Apart, ...]:
    """Return who is not there as everybody is, day by day."""
    days = _days(sheet.hours)
    return tuple(
        Apart(one.staff_id, evening.on, days[evening.on].get(one.staff_id, ()))
        for evening in evenings_of(sheet)
        for one in sheet.staff
        if days[evening.on].get(one.staff_id, ()) != evening.stretches
    )


def with_evening(sheet: ScheduleSheet, evening: Evening) -> tuple[StaffHours, ...]:
    """Return the hours with this day for everybody; whoever had other hours on it keeps them."""
    kept = {one.staff_id for one in aparts_of(sheet) if one.on == evening.on}
    rooms = rooms_of(sheet)
    stay = [one for one in sheet.hours if one.on != evening.on or one.staff_id in kept]
    new = (
        hours
        for one in sheet.staff
        if one.staff_id not in kept
        for hours in _hours(one.staff_id, evening.on, evening.stretches, rooms.get(one.staff_id, ""))
    )
    return (*stay, *new)


def without_day(sheet: ScheduleSheet, on: date) -> tuple[StaffHours, ...]:
    """Return the hours without a day."""
    return tuple(one for one in sheet.hours if one.on != on)


def with_person(
    sheet: ScheduleSheet, staff_id: int, days: Iterable[date], stretches: Stretches | None, room: str
) -> tuple[StaffHours, ...]:
    """Return the hours with somebody there at these times, on these days; None: as everybody. The room is of every day."""
    usual = {one.on: one.stretches for one in evenings_of(sheet)}
    wanted = set(days)
    stay = [
        replace(one, room=room) if one.staff_id == staff_id else one
        for one in sheet.hours
        if one.staff_id != staff_id or one.on not in wanted
    ]
    new = (
        hours
        for on in sorted(wanted)
        for hours in _hours(staff_id, on, usual[on] if stretches is None else stretches, room)
    )
    return (*stay, *new)


def rooms_of(sheet: ScheduleSheet) -> dict[int, str]:
    """Return where each of the staff is met, as far as it was said."""
    return {one.staff_id: one.room for one in sheet.hours if one.room}


def stretches_said(begins: str, ends: str, break_begins: str = "", break_ends: str = "") -> Stretches:
    """Return times as somebody typed them.

    Raises OfficeError ``schedule_hours_wrong`` for what is no time, or not in order; a break may be left out.
    """
    first, last = _said(begins, ends)
    if not break_begins.strip() and not break_ends.strip():
        return ((first, last),)
    out, back = _said(break_begins, break_ends)
    if not first < out or not back < last:
        raise OfficeError("schedule_hours_wrong", begins=break_begins, ends=break_ends)
    return ((first, out), (back, last))


def _said(begins: str, ends: str) -> tuple[str, str]:
    first, last = time_said(begins, bare_hour=True), time_said(ends, bare_hour=True)
    if not first or not last or first >= last:
        raise OfficeError("schedule_hours_wrong", begins=begins, ends=ends)
    return first, last


def _hours(staff_id: int, on: date, stretches: Stretches, room: str) -> Iterable[StaffHours]:
    return (StaffHours(staff_id, on, begins, ends, room) for begins, ends in stretches)


def _days(hours: Iterable[StaffHours]) -> dict[date, dict[int, Stretches]]:
    found: defaultdict[date, dict[int, Stretches]] = defaultdict(dict)
    for one in sorted(hours, key=lambda each: (each.on, each.staff_id, each.begins_at)):
        found[one.on][one.staff_id] = (*found[one.on].get(one.staff_id, ()), (one.begins_at, one.ends_at))
    return found
