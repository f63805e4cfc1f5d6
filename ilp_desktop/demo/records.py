"""Invents what a school had written down before: conferences of three falls with who came, plans on paper, invitations.

So a student of the demo stands in every state that the board knows: most have what the policy asks by now, some lack a
copy in the folder, some have no plan yet.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from ilp_desktop.demo.districts import Child, History
from ilp_desktop.demo.families import ELEMENTARY_ENDS
from ilp_desktop.domain.conferences import plan_kind_of, school_year_of
from ilp_desktop.domain.histories import PastConference, PastEntry, PastGoal

_EARLY = 3
"""To this grade conferences are held in September; the demo's day is for the grades above."""
_MINUTES = timedelta(minutes=18)
_COUNSELED = (9, 11)
"""Grades in which a counselor meets each student alone."""
_MOST = 0.88
_GROUP = 24
_OF_A_CONFERENCE = ("data", "goals", "goals_joint", "goals_student", "improvement", "steps", "strengths", "support")
_OF_A_PLAN = (
    "approved", "careers", "competencies", "courses", "data_attached", "goals", "graduation", "postsecondary",
    "signed_parent", "signed_student", "skills", "statement",
)  # fmt: skip
_ALL_SIDES = ("administrator", "counselor", "parent", "school", "student", "teacher")


@dataclass(frozen=True, slots=True)
class Records:
    """What was written down of one student; the same seed gives the same. Nothing happens after ``today``."""

    seed: int
    today: date
    zone: ZoneInfo
    may_come: tuple[int, ...]
    """Rows of the guardians who may attend."""

    def conferences_of(self, child: Child, history: History, lead: int | None) -> Iterator[PastConference]:
        """One conference in each of the two falls before, and in the lowest grades one of this September."""
        random, now = self._random(child, "past"), school_year_of(self.today)
        for ago in (2, 1, 0):
            grade = child.grade - ago
            if grade < 0 or (ago == 0 and not self._met_this_fall(child)):
                continue
            held_on = self._held_on(child, ago, now - ago - 1)
            if held_on >= self.today:
                continue
            code = f"{grade:02d}" if grade else "KG"
            goals = tuple(
                PastGoal(g.text, g.whose, g.status if ago == 1 else "met", g.steps)
                for g in history.goals
                if g.school_year == now - ago
            )
            words, _who = history.strengths[ago - 1]
            starts = time(15 + random.randrange(4), random.choice((0, 20, 40)))
            yield PastConference(
                held_on=held_on,
                starts_at=f"{starts:%H:%M}",
                staff_id=lead,
                grade=code,
                plan_kind=plan_kind_of(code).value,
                school_year=now - ago,
                concluded_at=datetime.combine(held_on, starts, self.zone) + _MINUTES,
                answers=(("celebrate.strengths", words),),
                goals=goals,
                consultation_seconds=random.randrange(185, 300) if grade <= ELEMENTARY_ENDS else 0,
                came=self._who_came(child, ago),
                student_came=True,
                shows=self._shown(child, ago),
            )

    def entries_of(self, child: Child) -> Iterator[PastEntry]:
        """Letters that went out; of the upper grades a plan on paper and a group conference."""
        random, year = self._random(child, "written"), school_year_of(self.today) - 1
        if child.grade <= ELEMENTARY_ENDS:
            entries = self._of_elementary(random, child, year)
        else:
            entries = self._of_secondary(random, child, year)
        yield from (entry for entry in entries if entry.on < self.today)

    def _of_elementary(self, random: Random, child: Child, year: int) -> Iterator[PastEntry]:
        begun = child.grade <= _EARLY
        if begun or random.random() < _MOST:
            on = date(year, 8, 28) if begun else self.today - timedelta(days=10)
            yield PastEntry("invitation", _school_day(on), ("parent", "student"), (), self.may_come)
        if begun:
            on = self._held_on(child, 0, year)
            yield PastEntry("plan", on, ("parent", "school", "student", "teacher"), _OF_A_PLAN, self.may_come)

    def _of_secondary(self, random: Random, child: Child, year: int) -> Iterator[PastEntry]:
        if random.random() < _MOST:
            on = _school_day(date(year, 8, 25) + timedelta(days=random.randrange(25)))
            yield PastEntry("plan", on, _ALL_SIDES, (*_OF_A_PLAN, "filed", "given"), self.may_come)
            yield PastEntry("registration_check", on, ("counselor", "school"), ("consistent",))
        if child.grade in _COUNSELED or child.grade % 2 == 0:
            yield PastEntry("invitation", _school_day(date(year, 8, 28)), ("parent", "student"), (), self.may_come)
        if child.grade % 2 == 0 and random.random() < _MOST:
            on = _school_day(date(year, 9, 10 + child.grade))
            together = ("counselor", "parent", "school", "student")
            yield PastEntry("conference", on, together, _OF_A_CONFERENCE, self.may_come[:1], "group", _GROUP)

    def _met_this_fall(self, child: Child) -> bool:
        """Tell whether the conference of this fall was before the demo's day: in the lowest grades, and grades 9 and 11."""
        return child.grade <= _EARLY or (child.grade in _COUNSELED and self._random(child, "met").random() < _MOST)

    def _who_came(self, child: Child, ago: int) -> tuple[int, ...]:
        """Return who of the adults was there: mostly all, always one."""
        random = self._random(child, f"came:{ago}")
        return tuple(each for at, each in enumerate(self.may_come) if at == 0 or random.random() < _MOST)

    def _shown(self, child: Child, ago: int) -> tuple[str, ...]:
        filed = ago > 0 or self._random(child, "filed").random() < _MOST
        return (*_OF_A_CONFERENCE, "given", *(("filed",) if filed else ()))

    def _held_on(self, child: Child, ago: int, year: int) -> date:
        """Return the day of a fall's conference: in October, in this year's lowest grades in September."""
        first, days = (date(year, 9, 8), 18) if ago == 0 else (date(year, 10, 8), 20)
        return _school_day(first + timedelta(days=self._random(child, f"held:{ago}").randrange(days)))

    def _random(self, child: Child, what: str) -> Random:
        return Random(f"{self.seed}:{child.person.sourced_id}:{what}")  # noqa: S311 - not for secrets


def _school_day(day: date) -> date:
    """Return a day, or the Friday before it when it falls on a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
