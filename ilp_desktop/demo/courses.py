"""Four-year plans of the demo's older students, who meet a week after the demo's day: some approved, some with gaps."""

from collections.abc import Mapping
from datetime import date, timedelta

from ilp_desktop.demo.calendars import school_day
from ilp_desktop.demo.districts import Campus
from ilp_desktop.domain.courses import CourseState
from ilp_desktop.domain.students import GRADES
from ilp_desktop.office import Office

_TIMES = ("13:00", "13:30", "14:00", "14:30", "15:00", "15:30")
_NINTH = 9
_YEARS: dict[int, tuple[str, ...]] = {
    9: ("English 9", "Secondary Math I", "Earth science", "World geography", "Health 0.5", "Fitness for life 0.5", "Drawing"),
    10: ("English 10", "Secondary Math II", "Biology", "World history", "Digital studies 0.5", "Spanish 1", "Woodworking"),
    11: ("English 11", "Secondary Math III", "Chemistry", "US history", "General financial literacy 0.5", "Medical terminology"),
    12: ("English 12", "US government 0.5", "Ceramics", "Nursing assistant"),
}  # fmt: skip


def plan_courses(
    office: Office, campus: Campus, students: Mapping[str, int], staff: Mapping[str, int], today: date
) -> None:
    """Arrange conferences of older students for a day next week, and plan their courses."""
    on = school_day(today + timedelta(days=7))
    older = [child for family in campus.families for child in family.children if child.grade >= _NINTH]
    for number, (child, at) in enumerate(zip(older, _TIMES, strict=False)):
        one = child.person.sourced_id
        lead = staff[campus.lead_teachers[one]]
        made = office.conferences.arrange(students[one], on, at, minutes=30, staff_id=lead).made_id
        assert made is not None
        for grade, titles in _YEARS.items():
            # Who is further on has planned further; nobody has planned everything.
            for title in titles[: len(titles) - number % 3 * (grade > child.grade)]:
                course = office.courses.add(made, GRADES[grade], title).made_id
                if grade < child.grade and course is not None:
                    office.courses.change(made, course, state=CourseState.PASSED)
        if number % 2 == 0:
            office.courses.approve(made)
