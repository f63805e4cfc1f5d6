"""Whether a school year can be: everything inside it, in order, without overlaps; and the next one made from it (R115)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.policy.calendars import SchoolYear, Stretch, label_of
from ilp_desktop.domain.policy.clauses import Clause

_DAY = timedelta(days=1)
_SAME_WEEKDAYS = timedelta(weeks=52)
_SHORTEST, _LONGEST = timedelta(days=90), timedelta(days=366)
_TERM_DAYS = ("year_start", "year_end")
MOST_BREAKS = 60
_MOST_TERMS = 6


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day that clauses speak of by name, and those clauses. ``on`` is None where the school has not said it."""

    name: str
    on: date | None
    clauses: tuple[Clause, ...]


def refuse_wrong(year: SchoolYear) -> None:
    """Raise OfficeError ``calendar_…`` for the first thing in a year that cannot be, and say which."""
    error = next(_wrong(year), None)
    if error is not None:
        raise error


def refuse_gaps(years: Iterable[SchoolYear]) -> None:
    """Raise OfficeError ``calendar_gap`` or ``calendar_years_overlap`` where years do not follow each other."""
    for one, after in pairwise(sorted(years, key=lambda year: year.begins)):
        if after.begins <= one.ends:
            raise OfficeError("calendar_years_overlap", year=after.label, other=one.label)
        if after.begins != one.ends + _DAY:
            raise OfficeError("calendar_gap", year=one.label, other=after.label)


def _wrong(year: SchoolYear) -> Iterator[OfficeError]:
    if not year.begins <= year.first or not year.last <= year.ends or year.label != label_of(year.begins.year):
        yield OfficeError("calendar_outside", year=year.label)
    if not _SHORTEST <= year.last - year.first <= _LONGEST:
        yield OfficeError("calendar_length")
    yield from _wrong_terms(year, _QUARTERS, year.quarters)
    yield from _wrong_terms(year, _SEMESTERS, year.semesters)
    for number, one in enumerate(year.closed, 1):
        if one.last < one.first:
            yield OfficeError("calendar_break_backward", number=number)
        if one.first < year.first or one.last > year.last:
            yield OfficeError("calendar_break_outside", number=number)
    for number, (one, after) in enumerate(pairwise(year.closed), 1):
        if after.first <= one.last:
            yield OfficeError("calendar_breaks_overlap", number=number, other=number + 1)
    if len(year.closed) > MOST_BREAKS:
        yield OfficeError("calendar_breaks_many", most=MOST_BREAKS)
    for day in year.days.values():
        if not year.begins <= day <= year.ends:
            yield OfficeError("calendar_day_outside", year=year.label)


@dataclass(frozen=True, slots=True)
class _TermCodes:
    """What can be wrong with terms of one kind."""

    missing: str
    backward: str
    outside: str
    overlap: str


_QUARTERS = _TermCodes(
    "calendar_quarters_missing",
    "calendar_quarter_backward",
    "calendar_quarter_outside",
    "calendar_quarters_overlap",
)
_SEMESTERS = _TermCodes(
    "calendar_semesters_missing",
    "calendar_semester_backward",
    "calendar_semester_outside",
    "calendar_semesters_overlap",
)


def _wrong_terms(year: SchoolYear, codes: _TermCodes, terms: tuple[Stretch, ...]) -> Iterator[OfficeError]:
    if not 1 <= len(terms) <= _MOST_TERMS:
        yield OfficeError(codes.missing)
    for number, one in enumerate(terms, 1):
        if one.last < one.first:
            yield OfficeError(codes.backward, number=number)
        if one.first < year.first or one.last > year.last:
            yield OfficeError(codes.outside, number=number)
    for number, (one, after) in enumerate(pairwise(terms), 1):
        if after.first <= one.last:
            yield OfficeError(codes.overlap, number=number, other=number + 1)


def in_order(year: SchoolYear) -> SchoolYear:
    """Return a year with its breaks by day: people add them as they think of them."""
    return replace(year, closed=tuple(sorted(year.closed, key=lambda each: (each.first, each.last))), projected=False)


def next_year(year: SchoolYear) -> SchoolYear:
    """Return the year after, made from this one: 52 weeks later, so that each day falls on the same weekday.

    A holiday that goes by its date is a day or two off, and people look it over.
    """

    def moved(stretch: Stretch) -> Stretch:
        return Stretch(stretch.first + _SAME_WEEKDAYS, stretch.last + _SAME_WEEKDAYS)

    begins = year.ends + _DAY
    ends = date(begins.year + 1, begins.month, begins.day) - _DAY
    return SchoolYear(
        label=label_of(begins.year),
        begins=begins,
        first=max(begins, year.first + _SAME_WEEKDAYS),
        last=year.last + _SAME_WEEKDAYS,
        ends=ends,
        quarters=tuple(map(moved, year.quarters)),
        semesters=tuple(map(moved, year.semesters)),
        closed=tuple(map(moved, year.closed)),
        days={name: day + _SAME_WEEKDAYS for name, day in year.days.items()},
    )


def named_days(clauses: Iterable[Clause], year: SchoolYear) -> tuple[NamedDay, ...]:
    """Return the days that the clauses speak of by name, besides those of the terms, then what else the school named."""
    spoken: dict[str, list[Clause]] = {}
    for clause in clauses:
        for name in clause.window.part or ():
            kind, _, number = name.rpartition("_")
            if name not in _TERM_DAYS and not (kind in {"quarter", "semester"} and number.isdigit()):
                spoken.setdefault(name, []).append(clause)
    for name in year.days:
        spoken.setdefault(name, [])
    return tuple(NamedDay(name, year.days.get(name), tuple(of)) for name, of in spoken.items())
