"""When a clause asks: the periods of its window that touch one school year of a student."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ilp_desktop.domain.guardianship import eighteenth_birthday
from ilp_desktop.domain.policy.calendars import SchoolCalendar, SchoolYear
from ilp_desktop.domain.policy.clauses import Clause, Each, Window
from ilp_desktop.domain.policy.facts import Event, StudentFacts, YearAtSchool
from ilp_desktop.domain.students import GRADES


@dataclass(frozen=True, slots=True)
class Period:
    """One time in which a clause asks. Events from ``opens_on`` to ``closes_on`` count, those after ``due_on`` as late."""

    key: str
    opens_on: date
    due_on: date
    closes_on: date
    projected: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A student's place in one school year, with what periods need to know of it. A school has a year and no more."""

    calendar: SchoolCalendar
    year: SchoolYear
    facts: StudentFacts
    at: YearAtSchool | None
    events: Mapping[str, tuple[Event, ...]]
    """The events by kind, oldest first."""


def periods(clause: Clause, place: Place) -> Iterator[Period]:
    """Yield the periods of a clause that touch the place's school year, in order."""
    window, year = clause.window, place.year
    if window.anchor:
        yield from _limit(window, place)
    elif window.each is Each.BAND:
        yield from _band(clause.applies.grades, place)
    elif window.each is Each.QUARTER:
        yield from _quarters(window, place)
    elif window.each is Each.ONCE:
        yield Period(f"{year.label}/on_file", date.min, year.last, year.ends, year.projected)
    elif window.part is not None:
        first, last = (year.day(name) for name in window.part)
        name = "/".join((year.label, window.part[0]))
        yield Period(name, min(first, last), last, year.last, year.projected)
    else:
        yield Period(year.label, year.begins, year.last, year.ends, year.projected)


def _quarters(window: Window, place: Place) -> Iterator[Period]:
    wanted = window.quarters or tuple(range(1, len(place.year.quarters) + 1))
    for number in wanted:
        if number <= len(place.year.quarters):
            quarter = place.year.quarters[number - 1]
            yield Period(
                f"{place.year.label}/q{number}", quarter.first, quarter.last, place.year.last, place.year.projected
            )


def _band(grades: tuple[str, ...], place: Place) -> Iterator[Period]:
    """A band lasts from the first year in one of its grades to the last; who repeats a grade has a year more."""
    if place.at is None or place.at.grade not in grades:
        return
    inside = [year for year in place.facts.years if year.grade in grades]
    first = place.calendar.year_of(inside[0].enrolled_on) or place.year
    # Who came in the middle of a band brings what was held elsewhere in the grades before.
    earlier = grades.index(inside[0].grade)
    opens = (place.calendar.year_after(first, -earlier) if earlier else first).begins
    left = len(grades) - 1 - grades.index(inside[-1].grade)
    newest = place.calendar.year_of(inside[-1].enrolled_on) or place.year
    last = place.calendar.year_after(newest, left) if left else newest
    key = f"{grades[0]}-{grades[-1]}@{first.label}"
    yield Period(key, opens, last.last, last.ends, first.projected or last.projected)


def _limit(window: Window, place: Place) -> Iterator[Period]:
    anchor = _anchor(window, place)
    if anchor is None:
        return
    due = place.calendar.after(anchor, window.within, window.unit)
    year = place.calendar.year_of(anchor) or place.year
    key = f"{year.label}/{window.anchor}"
    # What was done before the day on which the limit begins to run, such as a call before the first day, counts.
    if window.each is not Each.ONCE:
        yield Period(key, min(anchor, year.begins), due, max(due, year.ends), year.projected)
        return
    # What is asked for once is owed for as long as the student is here.
    newest = place.facts.years[-1].enrolled_on if place.facts.years else year.first
    ends = (place.calendar.year_of(newest) or year).ends
    yield Period(key, date.min, due, max(due, year.ends, ends), year.projected)


def _anchor(window: Window, place: Place) -> date | None:
    """Return the day on which the limit begins, if it lies in this school year or (once only) in an earlier one."""
    at, year = place.at, place.year
    if window.anchor == "year_start":
        return year.first
    if at is None:
        return None
    if window.each is Each.SCHOOL_YEAR:
        return _day_in(at, window)
    if window.anchor == "birthday_18":
        return _eighteenth(place.facts.born_on, year)
    days = (_day_in(each, window) for each in place.facts.years)
    return next((day for day in days if day is not None), None)


def _day_in(at: YearAtSchool, window: Window) -> date | None:
    if window.anchor == "start_date":
        return at.started_on
    if window.anchor == "enrollment":
        return at.enrolled_on
    if window.anchor == "program_entry":
        return next((day for program, day in at.programs if program == window.program), None)
    if window.anchor == "grade_entry":
        reached = at.grade in GRADES and GRADES.index(at.grade) >= GRADES.index(window.grade)
        return at.enrolled_on if reached else None
    return None


def _eighteenth(born_on: date | None, year: SchoolYear) -> date | None:
    day = eighteenth_birthday(born_on) if born_on is not None else None
    return day if day is not None and year.holds(day) else None
