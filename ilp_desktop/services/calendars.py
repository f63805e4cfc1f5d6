"""The school calendar of an office: looked at, compared, kept, and the next year made from the last (R115)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.policy.calendar_checks import (
    NamedDay,
    in_order,
    named_days,
    next_year,
    refuse_gaps,
    refuse_wrong,
)
from ilp_desktop.domain.policy.calendars import SchoolCalendar, SchoolYear, Stretch
from ilp_desktop.domain.policy.comparing import Comparison
from ilp_desktop.domain.watching import UNWATCHED, Watch
from ilp_desktop.services.comparing import Side, compare
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.policies import calendar_of, policy_in_force
from ilp_desktop.services.school_years import Starts, follow_first_day
from ilp_desktop.store import audits
from ilp_desktop.store.tables import school_year
from ilp_desktop.store.uids import uid_at

_CHANGES = frozenset({Role.LEAD, Role.PRINCIPAL})
_y = school_year.c


@dataclass(frozen=True, slots=True)
class CalendarState:
    """The school years, oldest first. ``is_own``: the office keeps them; otherwise they are the policy's usual year."""

    years: tuple[SchoolYear, ...]
    current: SchoolYear | None
    """The year of today, guessed where the calendar does not hold it."""
    is_own: bool
    days: tuple[NamedDay, ...]
    """The days that the policy speaks of, as the current year has them."""
    may_change: bool


class Calendars:
    """When school is: everybody's to read; the lead and the principal change it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def state(self) -> CalendarState:
        """Return the school's years, or the usual year of its policy until somebody kept one."""
        desk = self._desk
        with desk.store.read() as connection:
            policy = policy_in_force(connection, desk.today)
            calendar = calendar_of(connection, policy, desk.today)
            is_own = _is_own(connection)
        current = calendar.year_of(desk.today)
        years = calendar.years if is_own else tuple(year for year in calendar.years if year == current)
        return CalendarState(
            years=years,
            current=current,
            is_own=is_own,
            days=named_days(policy.clauses, current) if current is not None else (),
            may_change=desk.viewer.role in _CHANGES,
        )

    def next_year(self) -> SchoolYear:
        """Return the year after the last that is kept, made from it, for people to look over. Nothing is written.

        Raises OfficeError ``calendar_none`` where there is no year to make it from.
        """
        self._demand()
        years = self.state().years
        if not years:
            raise OfficeError("calendar_none")
        return next_year(years[-1])

    def compare(self, year: SchoolYear, *, watch: Watch = UNWATCHED) -> Comparison:
        """Judge everybody by the calendar as it is and with this year in its place. Nothing is written.

        Raises OfficeError ``calendar_…`` for a year that cannot be, ``stopped``.
        """
        self._demand()
        desk, wanted = self._desk, in_order(year)
        refuse_wrong(wanted)
        with desk.store.read() as connection:
            policy = policy_in_force(connection, desk.today)
            known = calendar_of(connection, policy, desk.today)
            after = SchoolCalendar(_with(_kept(connection, known, wanted), wanted))
            refuse_gaps(after.years)
            sides = Side(policy, known), Side(policy, after, _starts(known, wanted))
            return compare(connection, desk, *sides, watch)

    def save(self, year: SchoolYear) -> Changes:
        """Keep a school year, new or changed. The first one kept takes with it the usual years before it.

        Whoever began with the year begins on its first day, also where that moved. What falls due follows by itself.

        Raises OfficeError ``calendar_not_yours``, or ``calendar_…`` for a year that cannot be; then nothing is changed.
        """
        self._demand()
        desk, wanted = self._desk, in_order(year)
        refuse_wrong(wanted)
        with desk.store.write() as connection:
            known = calendar_of(connection, policy_in_force(connection, desk.today), desk.today)
            years = _with(_kept(connection, known, wanted), wanted)
            refuse_gaps(years)
            self._write(connection, years)
            starts = _starts(known, wanted)
            if starts is not None:
                follow_first_day(connection, starts)
            audits.append(connection, desk.viewer, "calendar_changed", at=desk.clock.now())
        return Changes(frozenset({Kind.POLICY}))

    def _write(self, connection: Connection, years: Sequence[SchoolYear]) -> None:
        there = {row.label: row for row in connection.execute(select(school_year))}
        for year in years:
            values, row = _values(year), there.get(year.label)
            if row is None:
                connection.execute(insert(school_year).values(uid=uid_at(self._desk.clock.now()), **values))
            elif any(getattr(row, name) != value for name, value in values.items()):
                version = {"version": row.version + 1, "deleted_at": None}
                connection.execute(update(school_year).where(_y.id == row.id).values(**values, **version))

    def _demand(self) -> None:
        if self._desk.viewer.role not in _CHANGES:
            raise OfficeError("calendar_not_yours")


def _is_own(connection: Connection) -> bool:
    return connection.execute(select(_y.id).where(_y.deleted_at.is_(None)).limit(1)).first() is not None


def _kept(connection: Connection, known: SchoolCalendar, wanted: SchoolYear) -> tuple[SchoolYear, ...]:
    """Return the years that stay beside one: of the usual years only those before it, for those to come are not looked over."""
    if _is_own(connection):
        return known.years
    return tuple(year for year in known.years if year.begins < wanted.begins)


def _with(years: Sequence[SchoolYear], wanted: SchoolYear) -> tuple[SchoolYear, ...]:
    others = (year for year in years if year.label != wanted.label)
    return tuple(sorted((*others, wanted), key=lambda year: year.begins))


def _starts(known: SchoolCalendar, wanted: SchoolYear) -> Starts | None:
    """Return that the year's first day moves, where it does."""
    before = next((year for year in known.years if year.label == wanted.label), None)
    if before is None:
        guess: SchoolYear | None = known.year_of(wanted.first)
        before = guess if guess is not None and guess.label == wanted.label else None
    if before is None or before.first == wanted.first:
        return None
    return Starts(wanted.label, before.first, wanted.first)


def _values(year: SchoolYear) -> dict[str, Any]:
    return {
        "label": year.label,
        "begins_on": year.begins,
        "first_day": year.first,
        "last_day": year.last,
        "ends_on": year.ends,
        "quarters": _said(year.quarters),
        "semesters": _said(year.semesters),
        "closed": _said(year.closed),
        "days": {name: day.isoformat() for name, day in year.days.items()},
    }


def _said(stretches: tuple[Stretch, ...]) -> list[list[str]]:
    return [[each.first.isoformat(), each.last.isoformat()] for each in stretches]
