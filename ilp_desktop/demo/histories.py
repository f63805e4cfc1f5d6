"""Invents what is known of a student from the two years before, and from this fall."""

from collections.abc import Iterator
from datetime import date
from random import Random

from ilp_desktop.demo.calendars import Calendar, calendar_of
from ilp_desktop.demo.districts import Child, DemoGoal, DemoPoint, History
from ilp_desktop.demo.families import ELEMENTARY_ENDS

_YEARS = 2
_READING_GAIN, _MATH_GAIN = 22.0, 18.0
_LOWEST_GPA, _HIGHEST_GPA = 0.8, 4.0

# (goal, steps) by age; the wording is a student's.
_GOALS_YOUNG = (
    ("Read 20 minutes every evening", ("Choose a book on Fridays", "Read to somebody at home", "Fill in the chart")),
    ("Know my times tables to 10", ("Practice two tables a week", "Play the card game at home", "Show my teacher")),
    ("Ask for help when I am stuck", ("Raise my hand once a day", "Tell my family about one question")),
    ("Write a story with a beginning, a middle and an end", ("Plan with three pictures", "Read it aloud", "Fix it")),
    ("Be ready when class begins", ("Pack my bag in the evening", "Be at the door at 8:00")),
)
_GOALS_OLDER = (
    ("Raise my math grade to a B", ("Go to math help on Tuesdays", "Redo each missed problem", "Check grades weekly")),
    ("Hand in every assignment for a quarter", ("Write due dates in one place", "Sunday check with my family")),
    ("Find three careers that use science", ("Take the interest profiler", "Talk with somebody who does one")),
    ("Join one club and stay in it", ("Visit two clubs in September", "Choose one by October")),
    ("Visit a college or technical college", ("Pick two with my counselor", "Go on one visit", "Write what I liked")),
)
_STRENGTHS_YOUNG = (
    ("Reads to a younger brother or sister at home", "parent"),
    ("Helps new classmates find their way", "teacher"),
    ("Explains how a fraction works with drawings", "teacher"),
    ("I like building things that move", "student"),
    ("Never gives up on a puzzle", "parent"),
    ("I am good at listening to my friends", "student"),
)
_STRENGTHS_OLDER = (
    ("Leads the lab group calmly", "teacher"),
    ("Works Saturdays in the family business", "parent"),
    ("I can explain my work to other people", "student"),
    ("Speaks two languages and interprets for grandparents", "parent"),
    ("Plays in the school orchestra", "teacher"),
    ("I finish what I start", "student"),
)


def history_of(child: Child, today: date, seed: int) -> History:
    """Return a student's history; the same student has the same one. No result is dated after ``today``."""
    # Not for secrets: an invented past that is the same each time.
    random = Random(f"{seed}:{child.person.sourced_id}")  # noqa: S311
    now = calendar_of(today).ends
    points = tuple(
        point
        for ends in range(now - _YEARS, now + 1)
        if child.grade - (now - ends) >= 0
        for point in _year(random, child, child.grade - (now - ends), Calendar(ends))
        if point.measured_on <= today
    )
    pool = _STRENGTHS_YOUNG if child.grade <= ELEMENTARY_ENDS else _STRENGTHS_OLDER
    return History(points, tuple(_goals(random, child, now)), tuple(random.sample(pool, 2)))


def _year(random: Random, child: Child, grade: int, calendar: Calendar) -> Iterator[DemoPoint]:
    """Three checks a year in reading and math and attendance; from grade 7 grade averages as well."""
    terms = (
        (f"Fall {calendar.ends - 1}", date(calendar.ends - 1, 9, 22), 0.0),
        (f"Winter {calendar.ends}", date(calendar.ends, 1, 20), 0.5),
        (f"Spring {calendar.ends}", date(calendar.ends, 5, 5), 1.0),
    )
    for term, on, through in terms:
        # What a class has learned by then, and how far from it this child is.
        ahead = (child.progress - 0.5) * 60
        reading = 180 + (grade + through) * _READING_GAIN
        math = 175 + (grade + through) * _MATH_GAIN
        yield DemoPoint(
            "Reading", "points", "Reading check", on, term, round(reading + ahead + random.gauss(0, 5)), round(reading)
        )
        yield DemoPoint("Math", "points", "Math check", on, term, round(math + ahead + random.gauss(0, 6)), round(math))
        days = 97.5 - (1 - child.progress) * 9 + random.gauss(0, 1.5)
        yield DemoPoint("Attendance", "%", "Attendance record", on, term, round(min(100.0, max(70.0, days)), 1), 95.0)
        if grade > ELEMENTARY_ENDS:
            average = 1.7 + child.progress * 2.2 + random.gauss(0, 0.2)
            value = round(min(_HIGHEST_GPA, max(_LOWEST_GPA, average)), 2)
            yield DemoPoint("Grade average", "GPA", "Report card", on, term, value, None)


def _goals(random: Random, child: Child, now: int) -> Iterator[DemoGoal]:
    """Two goals of last year and what came of them; none for a child who was not at school yet."""
    if child.grade == 0:
        return
    pool = _GOALS_YOUNG if child.grade - 1 <= ELEMENTARY_ENDS else _GOALS_OLDER
    for text, steps in random.sample(pool, 2):
        status = "met" if random.random() < child.progress else random.choice(("partly", "carried_on"))
        yield DemoGoal(now - 1, text, random.choice(("student", "student", "together")), status, steps)
