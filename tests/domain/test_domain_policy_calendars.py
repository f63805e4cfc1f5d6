"""The school calendar: school days, quarters, semesters, and years that it does not hold yet."""

from datetime import date

import pytest
from domain_policy_school import CALENDAR, YEAR

from ilp_desktop.domain.policy.calendars import SchoolCalendar, Unit, shifted
from ilp_desktop.domain.policy.sets import DayOfYear


# R115
@pytest.mark.parametrize(
    ("anchor", "number", "unit", "last"),
    [
        (date(2026, 8, 19), 14, Unit.DAYS, date(2026, 9, 2)),
        (date(2026, 8, 19), 2, Unit.WEEKS, date(2026, 9, 2)),
        (date(2026, 9, 3), 2, Unit.SCHOOL_DAYS, date(2026, 9, 8)),  # over a weekend and Labor Day
        (date(2026, 12, 18), 1, Unit.SCHOOL_DAYS, date(2027, 1, 4)),  # over the winter break
        (date(2026, 8, 19), 1, Unit.QUARTERS, date(2026, 10, 23)),
        (date(2026, 10, 23), 1, Unit.QUARTERS, date(2026, 10, 23)),
        (date(2026, 10, 24), 2, Unit.QUARTERS, date(2027, 3, 19)),
        (date(2027, 2, 1), 1, Unit.SEMESTERS, date(2027, 5, 28)),
        (date(2027, 4, 1), 2, Unit.QUARTERS, date(2027, 10, 23)),  # into a year that is guessed
        (date(2026, 8, 19), 0, Unit.SCHOOL_DAYS, date(2026, 8, 19)),
    ],
)
def test_a_time_limit_ends_where_a_person_would_count_it(anchor, number, unit, last):
    assert CALENDAR.after(anchor, number, unit) == last


# R115
def test_a_year_that_the_calendar_does_not_hold_is_guessed_and_says_so():
    later = CALENDAR.year_of(date(2029, 2, 1))
    assert (later.label, later.first, later.projected) == ("2028-29", date(2028, 8, 19), True)
    earlier = CALENDAR.year_of(date(2025, 9, 1))
    assert (earlier.label, earlier.projected) == ("2025-26", True)
    assert CALENDAR.year_of(date(2026, 7, 1)) is YEAR
    assert CALENDAR.year_of(date(2027, 6, 30)) is YEAR
    assert SchoolCalendar(()).year_of(date(2026, 9, 1)) is None


@pytest.mark.parametrize("years", [-3, -1, 1, 2, 7])
def test_years_follow_one_another_also_where_they_are_guessed(years):
    assert CALENDAR.year_after(YEAR, years).label == shifted(YEAR, years).label
    assert CALENDAR.year_after(YEAR, years).begins.year == 2026 + years


def test_the_29th_of_february_is_no_trap():
    leap = shifted(YEAR, 1)
    day = DayOfYear(2, 28).inside(2027)
    assert day == date(2028, 2, 28)
    assert shifted(leap, -1).days["late_winter"] == YEAR.days["late_winter"]


def test_days_have_names():
    assert YEAR.day("year_start") == date(2026, 8, 19)
    assert YEAR.day("quarter_3") == date(2027, 1, 16)
    assert YEAR.day("semester_2") == date(2027, 1, 16)
    assert YEAR.day("late_winter") == date(2027, 2, 1)
    assert YEAR.day("quarter_9") == YEAR.last, "what the school did not name is never due too early"


def test_quarters_are_known_by_their_days():
    assert [
        YEAR.quarter_of(day) for day in (date(2026, 7, 5), date(2026, 10, 24), date(2027, 5, 28), date(2027, 6, 9))
    ] == [
        1,
        2,
        4,
        4,
    ]
