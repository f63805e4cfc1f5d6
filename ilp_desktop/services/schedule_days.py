"""A schedule as what arranges it sees it: minutes from midnight of its first day, and keys in place of names."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, Integer, bindparam, select

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.guardianship import Right, rights_on
from ilp_desktop.domain.replies import FamilySpan
from ilp_desktop.domain.schedules import DAY_MINUTES, Day, Hours, Meeting
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.family_needs import interpreted, needs_of
from ilp_desktop.services.relation_rows import TERMS, terms_of
from ilp_desktop.store.tables import (
    guardian,
    schedule_hours,
    schedule_interpreter,
    schedule_meeting,
    student,
    student_guardian,
)
from ilp_desktop.store.these import packed, these

_h, _i, _m, _r, _g = schedule_hours.c, schedule_interpreter.c, schedule_meeting.c, student_guardian.c, guardian.c
_ID = bindparam("schedule_id", type_=Integer)
_HOURS = select(schedule_hours).where(_h.schedule_id == _ID).order_by(_h.staff_id, _h.held_on, _h.begins_at)
_INTERPRETERS = select(_i.language, _i.there).where(_i.schedule_id == _ID).order_by(_i.language)
_MEETINGS = (
    select(schedule_meeting, student.c.birth_date)
    .join(student, student.c.id == _m.student_id)
    .where(_m.schedule_id == _ID, _m.deleted_at.is_(None), student.c.deleted_at.is_(None))
    .order_by(_m.id)
)
_ADULTS = (
    select(_r.student_id, _g.id, _r.household_id, _g.language, _g.needs_interpreter, *TERMS)
    .join(guardian, _g.id == _r.guardian_id)
    .where(these(_r.student_id), _r.deleted_at.is_(None), _g.deleted_at.is_(None))
    .order_by(_r.student_id, _r.household_id, _r.id)
)


@dataclass(frozen=True, slots=True)
class Laying:
    """What a schedule has to hold to, where everything lies in it, and the day that minute 0 belongs to."""

    day: Day
    placing: dict[int, int]
    first: date
    hours: tuple[Found, ...]
    meetings: tuple[Found, ...]

    def minute(self, on: date, at: str) -> int:
        """Return a day and local time as minutes."""
        return (on - self.first).days * DAY_MINUTES + minute_of(at)

    def when(self, minute: int) -> tuple[date, str]:
        """Return minutes as a day and local time."""
        days, left = divmod(minute, DAY_MINUTES)
        return self.first + timedelta(days=days), f"{left // 60:02}:{left % 60:02}"


def minute_of(at: str) -> int:
    """Return a local time 'HH:MM' as minutes after midnight. Raises ValueError for anything else."""
    hours, _colon, minutes = at.partition(":")
    if len(at) != 5 or not (hours.isdecimal() and minutes.isdecimal()) or int(hours) > 23 or int(minutes) > 59:
        raise ValueError("a local time is HH:MM")
    return int(hours) * 60 + int(minutes)


def spans_kept(spans: Iterable[FamilySpan]) -> list[list[str]]:
    """Return a family's own times as they are kept. Raises OfficeError ``schedule_hours_wrong`` for what is no time."""
    kept: list[list[str]] = []
    for one in sorted(spans, key=lambda each: (each.on, each.begins_at)):
        try:
            in_order = minute_of(one.begins_at) < minute_of(one.ends_at)
        except ValueError:
            in_order = False
        if not in_order:
            raise OfficeError("schedule_hours_wrong", begins=one.begins_at, ends=one.ends_at)
        kept.append([one.on.isoformat(), one.begins_at, one.ends_at])
    return kept


def spans_of(row: Found) -> tuple[FamilySpan, ...]:
    """Return the times in which a meeting's family can come."""
    return tuple(FamilySpan(date.fromisoformat(day), begins, ends) for day, begins, ends in row.within)


def laying_of(connection: Connection, schedule: Found) -> Laying:
    """Return a schedule for arranging. Six statements at most, however many meet."""
    values = {"schedule_id": schedule.id}
    hours = tuple(connection.execute(_HOURS, values).all())
    meetings = tuple(connection.execute(_MEETINGS, values).all())
    first = min((row.held_on for row in hours), default=schedule.made_at.date())
    shell = Laying(Day((), {}, schedule.minutes), {}, first, hours, meetings)
    by_staff: defaultdict[int, list[Hours]] = defaultdict(list)
    for row in hours:
        by_staff[row.staff_id].append(
            Hours(shell.minute(row.held_on, row.begins_at), shell.minute(row.held_on, row.ends_at))
        )
    people = _People(connection, meetings, first)
    day = Day(
        tuple(people.meeting(row, shell) for row in meetings),
        {staff_id: tuple(each) for staff_id, each in by_staff.items()},
        schedule.minutes,
        {row.language: row.there for row in connection.execute(_INTERPRETERS, values)},
        schedule.rooms,
    )
    placing = {row.id: shell.minute(row.placed_on, row.starts_at) for row in meetings if row.placed_on is not None}
    return Laying(day, placing, first, hours, meetings)


class _People:
    """Who is expected at each meeting: the student, and the adults who may come, of one home or of all."""

    def __init__(self, connection: Connection, meetings: Sequence[Found], first: date) -> None:
        births = {row.student_id: row.birth_date for row in meetings}
        self._adults: defaultdict[int, list[Found]] = defaultdict(list)
        for row in connection.execute(_ADULTS, {"ids": packed(births)}):
            if Right.ATTEND in rights_on(terms_of(row), births[row.student_id], first):
                self._adults[row.student_id].append(row)
        self._needs = needs_of(connection, births, first)
        self._families = _families({row.id: self._coming(row) for row in meetings})

    def meeting(self, row: Found, laying: Laying) -> Meeting:
        """Return a row as a meeting."""
        coming = self._coming(row)
        fixed = laying.minute(row.placed_on, row.starts_at) if row.fixed and row.placed_on is not None else None
        within = (
            Hours(laying.minute(date.fromisoformat(day), begins), laying.minute(date.fromisoformat(day), ends))
            for day, begins, ends in row.within
        )
        spoken = next((one.language for one in coming if one.needs_interpreter), "")
        return Meeting(
            key=row.id,
            staff=(row.staff_id,),
            people=frozenset({f"s{row.student_id}", *(f"g{one.id}" for one in coming)}),
            minutes=row.minutes,
            within=tuple(within),
            together=self._families[row.id],
            language=spoken or interpreted(self._needs.get(row.student_id, ())),
            fixed=fixed,
        )

    def _coming(self, row: Found) -> list[Found]:
        return [
            one
            for one in self._adults[row.student_id]
            if row.household_id is None or one.household_id == row.household_id
        ]


def _families(coming: dict[int, list[Found]]) -> dict[int, str]:
    """Return a key for the meetings that share an adult, directly or by way of others; none for who shares nobody."""
    above: dict[str, str] = {}

    def top(one: str) -> str:
        while above.get(one, one) != one:
            one = above[one]
        return one

    for key, adults in coming.items():
        for adult in adults:
            above[top(f"m{key}")] = top(f"g{adult.id}")
    tops = {key: top(f"m{key}") for key in coming}
    shared = _twice(tops.values())
    return {key: family if family in shared else "" for key, family in tops.items()}


def _twice(values: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    return {one for one in values if one in seen or seen.add(one)}
