"""The demo district's school year, from any day in it."""

from dataclasses import dataclass
from datetime import date, timedelta

from ilp_desktop.domain.roster import RosterSession

_SATURDAY = 5
_NEW_YEAR_MONTH = 7
"""From July on, a day belongs to the school year that begins that fall."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """One school year. ``ends`` is the calendar year in which it ends."""

    ends: int

    @property
    def begins_on(self) -> date:
        return date(self.ends - 1, 8, 18)

    @property
    def ends_on(self) -> date:
        return date(self.ends, 6, 3)

    @property
    def quarters(self) -> tuple[tuple[date, date], ...]:
        """First and last day of each quarter."""
        return (
            (self.begins_on, date(self.ends - 1, 10, 23)),
            (date(self.ends - 1, 10, 26), date(self.ends, 1, 14)),
            (date(self.ends, 1, 18), date(self.ends, 3, 25)),
            (date(self.ends, 3, 28), self.ends_on),
        )

    def sessions(self, prefix: str) -> tuple[RosterSession, ...]:
        """Return the year, its two semesters and four quarters, as a roster has them."""
        year, fall, spring = f"{prefix}-{self.ends}", f"{prefix}-{self.ends}-fall", f"{prefix}-{self.ends}-spring"
        quarters, parents = self.quarters, (fall, fall, spring, spring)
        half = quarters[1][1], quarters[2][0]
        label = f"{self.ends - 1}-{self.ends % 100:02d}"
        parts = tuple((n, *days, parent) for n, (days, parent) in enumerate(zip(quarters, parents, strict=True), 1))
        return (
            RosterSession(year, f"School year {label}", "schoolYear", self.begins_on, self.ends_on, "", self.ends),
            RosterSession(fall, f"Fall {self.ends - 1}", "semester", self.begins_on, half[0], year, self.ends),
            RosterSession(spring, f"Spring {self.ends}", "semester", half[1], self.ends_on, year, self.ends),
            *(
                RosterSession(f"{year}-q{n}", f"Quarter {n}", "gradingPeriod", begins, ends, parent, self.ends)
                for n, begins, ends, parent in parts
            ),
        )

    def born(self, grade: int, day_of_year: int) -> date:
        """Return a birth date for a grade (0 is kindergarten): five years old by September 1 of that year."""
        youngest = date(self.ends - 1 - 5 - grade, 9, 1)
        return date.fromordinal(youngest.toordinal() - day_of_year % 365)


def calendar_of(today: date) -> Calendar:
    """Return the school year that a day belongs to."""
    return Calendar(today.year + 1 if today.month >= _NEW_YEAR_MONTH else today.year)


def school_day(day: date) -> date:
    """Return a day, or the Monday after it when it falls on a weekend: nobody holds conferences on a Sunday."""
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() >= _SATURDAY else 0)
