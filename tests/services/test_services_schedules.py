"""Conference days arranged in the real store: from who must meet to conferences on people's days."""

from datetime import date

import pytest
from sqlalchemy import select, update

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.schedule_sheets import ScheduleKind, StaffHours
from ilp_desktop.domain.schedules import Bound
from ilp_desktop.domain.watching import Watch
from ilp_desktop.services.schedules import Schedules
from ilp_desktop.store.tables import assignment, conference, guardian, participant, student, student_guardian

EVENING, NEXT = date(2026, 12, 1), date(2026, 12, 3)


@pytest.fixture
def schedules(school) -> Schedules:
    return Schedules(school.desk())


def hours(*staff, on=EVENING, begins="16:00", ends="17:00", room=""):
    return [StaffHours(one, on, begins, ends, room) for one in staff]


def of(sheet, name):
    return next(one for one in sheet.meetings if one.name.startswith(name))


def assigned(school, given, staff_id, **more):
    child = school.child(given, "Moreno", **more)
    school.add(assignment, student_id=child, staff_id=staff_id, duty="teacher")
    return child


def refused(code, verb, *args, **more):
    with pytest.raises(OfficeError) as error:
        verb(*args, **more)
    assert error.value.code == code


def test_a_whole_roster_is_met_by_who_keeps_each_plan_and_filled_without_a_clash(school, schedules):
    assigned(school, "Ana", school.teacher_id)
    assigned(school, "Bo", school.other_teacher_id)
    school.child("Nobody", "Assigned")
    made = schedules.make("Fall", minutes=20).made_id
    schedules.set_hours(made, hours(school.teacher_id, school.other_teacher_id))
    before = schedules.sheet(made)
    assert before.line.kind is ScheduleKind.WHOLE_ROSTER
    assert [(one.name, one.staff_id, one.on) for one in before.meetings] == [
        ("Cami Hernández", school.teacher_id, None),
        ("Ana Moreno", school.teacher_id, None),
        ("Bo Moreno", school.other_teacher_id, None),
    ]
    assert of(before, "Cami").language == "es", "her mother asked for an interpreter"
    schedules.set_interpreters(made, {"es": 1})
    schedules.fill(made)
    sheet = schedules.sheet(made)
    assert {one.on for one in sheet.meetings} == {EVENING}
    assert sorted(one.starts_at for one in sheet.meetings if one.staff_id == school.teacher_id) == ["16:00", "16:20"]
    assert (sheet.clashes, sheet.blocked) == ((), ())
    assert (sheet.line.days, sheet.line.meetings, sheet.line.placed, sheet.line.published) == ((EVENING,), 3, 3, 0)
    assert schedules.all() == (sheet.line,)


def test_who_needs_an_interpreter_has_no_place_until_there_is_one(school, schedules):
    made = schedules.make("Fall", minutes=20).made_id
    schedules.set_hours(made, hours(school.teacher_id))
    schedules.fill(made)
    (why,) = schedules.sheet(made).blocked
    assert (why.bound, why.whose) == (Bound.INTERPRETER, "es")
    schedules.set_interpreters(made, {"es": 1})
    schedules.search(made, seconds=5)
    assert schedules.sheet(made).blocked == ()


def test_two_homes_that_come_apart_are_two_conferences_and_neither_sees_the_other(school, schedules):
    made = schedules.make("Fall", minutes=20, homes_apart=True).made_id
    schedules.set_hours(made, hours(school.teacher_id, room="Room 4"))
    schedules.set_interpreters(made, {"es": 1})
    schedules.fill(made)
    sheet = schedules.sheet(made)
    assert sorted(one.home for one in sheet.meetings) == ["Household A", "Household B"]
    assert [one.language for one in sorted(sheet.meetings, key=lambda one: one.home)] == ["es", ""]
    assert len({one.starts_at for one in sheet.meetings}) == 2, "the child is in one place at a time"
    schedules.publish(made)
    with school.store.read() as connection:
        p = participant.c
        rows = connection.execute(
            select(conference.c.household_id, conference.c.room, guardian.c.given_name)
            .join(participant, p.conference_id == conference.c.id)
            .join(guardian, guardian.c.id == p.guardian_id)
            .where(conference.c.held_on == EVENING)
        ).all()
    assert sorted(rows) == [(1, "Room 4", "Rosa"), (2, "Room 4", "Diego")]


def test_siblings_are_met_one_after_another_and_a_parent_is_in_one_place(school, schedules):
    for at in range(6):
        assigned(school, f"Other{at}", school.teacher_id)
    first, second = assigned(school, "Kai", school.teacher_id), assigned(school, "Lani", school.other_teacher_id)
    mother = school.adult(first, "Moana", "Moreno")
    school.add(student_guardian, student_id=second, guardian_id=mother, relationship="mother")
    made = schedules.make("Fall", minutes=15).made_id
    schedules.set_hours(made, hours(school.teacher_id, school.other_teacher_id, ends="19:00"))
    schedules.set_interpreters(made, {"es": 1})
    schedules.search(made, seconds=10)
    sheet = schedules.sheet(made)
    assert sheet.waits == 0
    assert of(sheet, "Kai").siblings
    assert of(sheet, "Lani").siblings
    assert not of(sheet, "Other1").siblings
    kai = of(sheet, "Kai")
    lani = of(sheet, "Lani")
    found = schedules.clashes_at(lani.meeting_id, kai.on, kai.starts_at)
    assert [(one.bound, one.whose, one.other) for one in found] == [(Bound.PERSON, f"g{mother}", kai.meeting_id)]


def test_what_is_placed_by_hand_stays_when_the_rest_is_searched_and_moves_when_let_go(school, schedules):
    for at in range(3):
        assigned(school, f"Child{at}", school.teacher_id)
    made = schedules.make("Fall", minutes=15).made_id
    schedules.set_hours(made, hours(school.teacher_id))
    schedules.set_interpreters(made, {"es": 1})
    child = of(schedules.sheet(made), "Child2").meeting_id
    schedules.place(child, EVENING, "16:45")
    schedules.search(made, seconds=5)
    sheet = schedules.sheet(made)
    assert (of(sheet, "Child2").starts_at, of(sheet, "Child2").fixed) == ("16:45", True)
    assert sheet.line.placed == 4
    schedules.place(child, EVENING, "16:00")
    assert {clash.bound for clash in schedules.sheet(made).clashes} == {Bound.STAFF}
    schedules.lift(child)
    assert of(schedules.sheet(made), "Child2").on is None
    schedules.fill(made)
    schedules.let_go(child)
    assert not of(schedules.sheet(made), "Child2").fixed
    assert schedules.sheet(made).clashes == ()


def test_published_they_are_conferences_and_a_change_moves_those_that_have_not_begun(school, schedules, conferences):
    made = schedules.make("Fall", minutes=15, students=[school.camila_id]).made_id
    assert schedules.sheet(made).line.kind is ScheduleKind.MAKE_UP
    schedules.set_hours(made, [*hours(school.teacher_id), *hours(school.teacher_id, on=NEXT, room="Library")])
    (meeting,) = schedules.sheet(made).meetings
    schedules.place(meeting.meeting_id, EVENING, "16:15")
    schedules.publish(made)
    (row,) = conferences.day(EVENING).rows
    assert (row.starts_at, row.minutes) == ("16:15", 15)
    schedules.place(meeting.meeting_id, NEXT, "16:30")
    schedules.publish(made)
    assert conferences.day(EVENING).rows == ()
    (moved,) = conferences.day(NEXT).rows
    assert (moved.conference_id, moved.starts_at) == (row.conference_id, "16:30")
    conferences.begin(row.conference_id)
    schedules.place(meeting.meeting_id, EVENING, "16:00")
    schedules.publish(made)
    assert [one.starts_at for one in conferences.day(NEXT).rows] == ["16:30"], "what has begun stays"
    assert schedules.sheet(made).line.published == 1
    schedules.remove(made)
    refused("schedule_gone", schedules.sheet, made)
    assert len(conferences.day(NEXT).rows) == 1


def test_a_make_up_day_is_for_those_who_still_need_one(school, schedules):
    ana, _bo = assigned(school, "Ana", school.teacher_id), assigned(school, "Bo", school.teacher_id)
    made = schedules.make("Friday", minutes=15, students=[ana]).made_id
    assert [one.name for one in schedules.sheet(made).meetings] == ["Ana Moreno"]


def test_who_is_disposed_of_withdrawn_or_merged_away_is_in_no_new_schedule(school, schedules):
    gone = assigned(school, "Gone", school.teacher_id)
    with school.store.write() as connection:
        connection.execute(update(student).where(student.c.id == gone).values(withdrawn_at=school.clock.now()))
    made = schedules.make("Fall", minutes=15).made_id
    assert [one.name for one in schedules.sheet(made).meetings] == ["Cami Hernández"]


def test_a_search_that_is_stopped_or_overtaken_changes_nothing(school, schedules):
    for at in range(4):
        assigned(school, f"Child{at}", school.teacher_id)
    made = schedules.make("Fall", minutes=15).made_id
    schedules.set_hours(made, hours(school.teacher_id))
    before = schedules.sheet(made)
    refused("stopped", schedules.search, made, watch=Watch(stopped=lambda: True))
    assert schedules.sheet(made) == before
    child = of(before, "Child1").meeting_id
    refused(
        "schedule_changed",
        schedules.search,
        made,
        watch=Watch(lambda *_told: schedules.place(child, EVENING, "16:00")),
    )
    assert [one.name for one in schedules.sheet(made).meetings if one.on] == ["Child1 Moreno"]


@pytest.mark.parametrize(
    ("begins", "ends"), [("16:00", "16:00"), ("25:00", "26:00"), ("4 pm", "5 pm"), ("17:00", "16:00")]
)
def test_hours_that_are_no_time_are_refused_and_the_old_ones_stay(school, schedules, begins, ends):
    made = schedules.make("Fall", minutes=15).made_id
    schedules.set_hours(made, hours(school.teacher_id))
    before = schedules.sheet(made)
    refused("schedule_hours_wrong", schedules.set_hours, made, hours(school.teacher_id, begins=begins, ends=ends))
    assert schedules.sheet(made) == before


def test_two_stretches_of_one_person_may_not_overlap_and_a_break_lies_between_them(school, schedules):
    made = schedules.make("Fall", minutes=15).made_id
    said = [*hours(school.teacher_id), *hours(school.teacher_id, begins="16:30", ends="18:00")]
    refused("schedule_hours_twice", schedules.set_hours, made, said)
    schedules.set_hours(made, [*hours(school.teacher_id), *hours(school.teacher_id, begins="17:15", ends="18:00")])
    (meeting,) = schedules.sheet(made).meetings
    bounds = {clash.bound for clash in schedules.clashes_at(meeting.meeting_id, EVENING, "17:00")}
    assert Bound.STAFF_HOURS in bounds


def test_bad_lengths_nobody_to_meet_and_somebody_elses_students_are_refused(school, schedules):
    refused("schedule_length", schedules.make, "Fall", minutes=0)
    refused("schedule_nobody", schedules.make, "Fall", minutes=15, students=[school.child("No", "Body")])
    teacher = Schedules(school.desk(Role.TEACHER, school.other_teacher_id))
    refused("student_gone", teacher.make, "Mine", minutes=15, students=[school.camila_id])
    refused("not_allowed", Schedules(school.desk(Role.FRONT_DESK)).all)
    made = schedules.make("Fall", minutes=15).made_id
    refused("not_allowed", teacher.set_hours, made, [])
