"""How courses and credits are said on the screens of a conference."""

from ilp_desktop.domain.courses import CourseState, Diploma, PlannedCourse, SubjectStanding, credits_said
from ilp_desktop.domain.packs import worded
from ilp_desktop.language import N_, _, in_use

STATES: dict[CourseState, str] = {
    CourseState.PLANNED: N_("Planned"),
    CourseState.REGISTERED: N_("Registered"),
    CourseState.PASSED: N_("Passed"),
    CourseState.NOT_PASSED: N_("Not passed"),
}


def subject_names(diplomas: tuple[Diploma, ...]) -> dict[str, str]:
    """Return the subjects a course can count for, as the district calls them, else the state."""
    return {
        each.key: parted(worded(each.name, in_use()))[0] for diploma in reversed(diplomas) for each in diploma.subjects
    }


def parted(name: str) -> tuple[str, str]:
    """Part a subject's name from what a policy set says besides: "Social studies", "with 0.5 of government"."""
    for mark in (", ", ": ", " ("):
        short, there, rest = name.partition(mark)
        if there:
            return short, rest.rstrip(")") if mark == " (" else rest
    return name, ""


def course_facts(course: PlannedCourse, subjects: dict[str, str]) -> str:
    """Word what stands under a course's title."""
    parts = [subjects.get(course.subject) or _("no subject yet"), credits_said(course.credits)]
    if course.state not in {CourseState.PLANNED, CourseState.PASSED}:  # passed is a tick beside the title
        parts.append(_(STATES[course.state]))
    return " · ".join(parts)


def course_spoken(course: PlannedCourse, subjects: dict[str, str]) -> str:
    """Word a course for a screen reader."""
    said = _("{title}, {facts}").format(title=course.title, facts=course_facts(course, subjects).replace(" · ", ", "))
    if course.state is CourseState.PASSED:
        said = f"{said}, {_(STATES[course.state])}"
    return _("{course}, approved").format(course=said) if course.approved_on is not None else said


def left_words(one: SubjectStanding) -> str:
    """Word what is neither earned nor planned of a subject: never a color alone."""
    if one.missing:
        return _("{credits} still to plan").format(credits=credits_said(one.missing))
    return _("earned") if one.earned >= one.asked else _("all planned")


def approval_words(courses: tuple[PlannedCourse, ...]) -> str:
    """Say who approved the order of the courses and when; nothing while some of them are nobody's word yet."""
    if not courses or any(each.approved_on is None for each in courses):
        return ""
    last = max(courses, key=lambda each: each.approved_on.isoformat() if each.approved_on else "")
    return _("Approved by {name} on {date}.").format(name=last.approved_by, date=_day(last))


def _day(course: PlannedCourse) -> str:
    from ilp_desktop.ui.day.words import day_words  # noqa: PLC0415 - Qt's own calendar words

    assert course.approved_on is not None
    return day_words(course.approved_on)
