"""A school year as tests of policies use it: an invented calendar, and the year 2026-27 of it."""

from ilp_desktop.domain.policy.calendars import SchoolCalendar
from ilp_desktop.domain.policy.sets import CalendarTemplate, DayOfYear


def _ends(first: str, last: str) -> tuple[DayOfYear, DayOfYear]:
    begins, ends = (DayOfYear(int(day[:2]), int(day[3:])) for day in (first, last))
    return begins, ends


TEMPLATE = CalendarTemplate(
    first=DayOfYear(8, 19),
    last=DayOfYear(5, 28),
    quarters=(
        _ends("08-19", "10-23"),
        _ends("10-24", "01-15"),
        _ends("01-16", "03-19"),
        _ends("03-20", "05-28"),
    ),
    semesters=(_ends("08-19", "01-15"), _ends("01-16", "05-28")),
    closed=(_ends("09-07", "09-07"), _ends("12-21", "01-01")),
    days={"late_winter": DayOfYear(2, 1)},
)
YEAR = TEMPLATE.year(2026)
CALENDAR = SchoolCalendar((YEAR,))
