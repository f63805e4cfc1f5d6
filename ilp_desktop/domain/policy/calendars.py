"""The school calendar: years, quarters, semesters, breaks, and the named days that policies speak of (R115)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum

_WEEKEND = 5
_SEARCHED = 400
"""Days looked through for a school day before a calendar is taken to have run out."""


class Unit(Enum):
    """What a time limit is counted in. A quarter or a semester counts from the one in which it begins."""

    DAYS = "days"
    SCHOOL_DAYS = "school_days"
    WEEKS = "weeks"
    QUARTERS = "quarters"
    SEMESTERS = "semesters"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from one to another, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in it."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """One school year. ``begins`` and ``ends`` are the days by which it is administered: registration in July counts.

    ``first`` and ``last`` are the first and last day of instruction; ``closed`` are holidays and breaks. ``days`` are the
    named days that a policy may speak of, such as ``late_winter``.
    """

    label: str
    begins: date
    first: date
    last: date
    ends: date
    quarters: tuple[Stretch, ...]
    semesters: tuple[Stretch, ...]
    closed: tuple[Stretch, ...] = ()
    days: Mapping[str, date] = field(default_factory=dict[str, date])
    projected: bool = False
    """The calendar does not hold this year: it was guessed from the nearest one that it holds."""

    def holds(self, day: date) -> bool:
        """Tell whether a day belongs to the year."""
        return self.begins <= day <= self.ends

    def day(self, name: str) -> date:
        """Return a named day: ``year_start``, ``year_end``, ``quarter_2`` (its first day), ``semester_2``, or one of ``days``.

        A day that the school did not name is the year's last: what depends on it is never overdue too early.
        """
        if name == "year_start":
            return self.first
        if name == "year_end":
            return self.last
        kind, _, number = name.rpartition("_")
        terms = {"quarter": self.quarters, "semester": self.semesters}.get(kind, ())
        if number.isdigit() and 0 < int(number) <= len(terms):
            return terms[int(number) - 1].first
        return self.days.get(name, self.last)

    def is_school_day(self, day: date) -> bool:
        """Tell whether there is school on a day."""
        taught = self.first <= day <= self.last and day.weekday() < _WEEKEND
        return taught and not any(each.holds(day) for each in self.closed)

    def quarter_of(self, day: date) -> int:
        """Return the number, from 1, of the quarter that a day belongs to; a day before or between counts to the next."""
        return next((at for at, each in enumerate(self.quarters, 1) if day <= each.last), len(self.quarters))


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The school years that an office knows, oldest first, without gaps or overlaps."""

    years: tuple[SchoolYear, ...]

    def year_of(self, day: date) -> SchoolYear | None:
        """Return the year that a day belongs to, guessed where the calendar does not hold it; None without any year."""
        if not self.years:
            return None
        known = next((year for year in self.years if year.holds(day)), None)
        if known is not None:
            return known
        nearest = self.years[-1] if day > self.years[-1].ends else self.years[0]
        return shifted(nearest, _years_between(nearest, day))

    def year_after(self, year: SchoolYear, number: int = 1) -> SchoolYear:
        """Return the school year so many years later (or, below nought, earlier), guessed where need be."""
        middle = year.first + timedelta(days=round(365.25 * number) + 30)
        found = self.year_of(middle)
        assert found is not None
        return found

    def after(self, anchor: date, number: int, unit: Unit) -> date:
        """Return the last day of a time limit that begins on ``anchor``.

        Days and weeks are counted on, school days skip weekends and breaks; ``1 quarter`` is over with the quarter in
        which the anchor lies.
        """
        if unit is Unit.DAYS:
            return anchor + timedelta(days=number)
        if unit is Unit.WEEKS:
            return anchor + timedelta(weeks=number)
        if unit is Unit.SCHOOL_DAYS:
            return self._school_days_after(anchor, number)
        return self._terms_after(anchor, number, unit)

    def _school_days_after(self, anchor: date, number: int) -> date:
        day, left = anchor, number
        for _day in range(_SEARCHED + number * 2):
            if left <= 0:
                return day
            day += timedelta(days=1)
            year = self.year_of(day)
            left -= year is None or year.is_school_day(day)
        return day

    def _terms_after(self, anchor: date, number: int, unit: Unit) -> date:
        year = self.year_of(anchor)
        if year is None:
            return anchor
        ends: list[date] = []
        while len(ends) < number:
            terms = year.quarters if unit is Unit.QUARTERS else year.semesters
            ends += [term.last for term in terms if term.last >= anchor] or [year.last]
            year = self.year_after(year)
        return ends[number - 1]


def _years_between(year: SchoolYear, day: date) -> int:
    """Return how many years lie between a school year and the one that a day belongs to."""
    number = day.year - year.begins.year
    return number - 1 if (day.month, day.day) < (year.begins.month, year.begins.day) else number


def _moved(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def shifted(year: SchoolYear, years: int) -> SchoolYear:
    """Return a year as it would be so many years later: the same days of the month, marked as guessed."""
    if years == 0:
        return year

    def moved(stretch: Stretch) -> Stretch:
        return Stretch(_moved(stretch.first, years), _moved(stretch.last, years))

    begins = _moved(year.begins, years)
    return replace(
        year,
        label=label_of(begins.year),
        begins=begins,
        first=_moved(year.first, years),
        last=_moved(year.last, years),
        ends=_moved(year.ends, years),
        quarters=tuple(map(moved, year.quarters)),
        semesters=tuple(map(moved, year.semesters)),
        closed=tuple(map(moved, year.closed)),
        days={name: _moved(day, years) for name, day in year.days.items()},
        projected=True,
    )


def label_of(starts: int) -> str:
    """Return what the school year that begins in a calendar year is called: ``2026-27``."""
    return f"{starts}-{(starts + 1) % 100:02}"
