"""Who looks after whom: assigned, stood in for, ended, left; and access that follows at once."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.roster import (
    PersonKind,
    Roster,
    RosterAssignment,
    RosterMode,
    RosterPerson,
    RosterReading,
    RosterRole,
)
from ilp_desktop.services.conferences import Conferences
from ilp_desktop.services.participants import Participants
from ilp_desktop.services.rosters import Rosters
from ilp_desktop.services.students import Students
from ilp_desktop.store.counting import counted
from ilp_desktop.store.tables import assignment, audit, staff_member

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)


@pytest.fixture
def participants(school) -> Participants:
    return Participants(school.desk())


def opens(school, staff_id, student_id=None, role=Role.TEACHER) -> bool:
    try:
        Students(school.desk(role, staff_id)).open_file(student_id or school.camila_id)
    except OfficeError as error:
        assert error.code == "student_gone"
        return False
    return True


def days_open(school, staff_id, days, student_id=None) -> set[int]:
    """On which of these days, counted from today, somebody may open the file; the clock ends where it began."""
    found = set()
    for shift in days:
        school.clock.advance(shift * 86400)
        found |= {shift} if opens(school, staff_id, student_id) else set()
        school.clock.advance(-shift * 86400)
    return found


def refused(code, verb, *args, **values):
    with pytest.raises(OfficeError) as met:
        verb(*args, **values)
    assert met.value.code == code


# R9, R82
def test_a_teacher_is_assigned_from_one_day_to_another_and_the_file_is_open_on_those_days(school, participants):
    other = school.other_teacher_id
    participants.assign([school.camila_id], other, "teacher", begins_on=TODAY + DAY, ends_on=TODAY + 2 * DAY)
    assert days_open(school, other, range(5)) == {1, 2}
    (mine, line) = sorted(participants.of_student(school.camila_id), key=lambda one: one.assignment_id)
    assert mine.name == "Iris Park"
    assert (line.name, line.duty, line.begins_on, line.ends_on) == (
        "Omar Lund",
        "teacher",
        TODAY + DAY,
        TODAY + 2 * DAY,
    )


def test_assigned_twice_is_assigned_once_from_the_earlier_day(school, participants):
    other = school.other_teacher_id
    participants.assign([school.camila_id], other, "teacher", begins_on=TODAY - 5 * DAY)
    participants.assign([school.camila_id], other, "teacher")
    (line,) = [one for one in participants.of_student(school.camila_id) if one.staff_id == other]
    assert (line.begins_on, line.ends_on) == (TODAY - 5 * DAY, None)


# R16
def test_career_staff_join_where_objectives_are_occupational_and_see_their_own_students_only(school, participants):
    career = school.add(staff_member, given_name="Cy", family_name="Work", role="career_staff")
    stranger = school.child("Somebody", "Else")
    participants.assign([school.camila_id], career, "career_staff")
    assert opens(school, career, role=Role.CAREER_STAFF)
    assert not opens(school, career, stranger, Role.CAREER_STAFF)


# R82
def test_an_assignment_that_is_ended_shows_nothing_from_that_moment(school, participants):
    other = school.other_teacher_id
    participants.assign([school.camila_id], other, "teacher")
    (line,) = [one for one in participants.of_student(school.camila_id) if one.staff_id == other]
    assert opens(school, other)
    participants.end(line.assignment_id)
    assert not opens(school, other)
    refused("assignment_gone", participants.end, 999)


def test_an_assignment_ends_with_the_last_day_that_was_said(school, participants):
    (line,) = participants.of_student(school.camila_id)
    participants.end(line.assignment_id, TODAY + DAY)
    assert days_open(school, school.teacher_id, range(4)) == {0, 1}


def test_a_substitute_sees_on_those_days_what_the_absent_teacher_sees(school, participants):
    other = school.other_teacher_id
    made = participants.stand_in(school.teacher_id, other, TODAY, TODAY + DAY).made_id
    assert days_open(school, other, range(-1, 4)) == {0, 1}
    (line,) = participants.of_student(school.camila_id)
    assert line.standing_in == ("Omar Lund",)
    assert participants.of_student(school.camila_id, TODAY + 2 * DAY)[0].standing_in == ()
    (known,) = participants.substitutions()
    assert (known.absent, known.substitute, known.begins_on, known.ends_on) == (
        "Iris Park",
        "Omar Lund",
        TODAY,
        TODAY + DAY,
    )
    participants.end_standing_in(made)
    assert not opens(school, other)
    assert participants.substitutions() == ()
    refused("substitution_gone", participants.end_standing_in, made)


def test_a_substitute_holds_the_conferences_of_that_day_and_finds_them_among_theirs(school, participants):
    made = Conferences(school.desk()).arrange(school.camila_id, TODAY, "08:40").made_id
    substitute = Conferences(school.desk(Role.TEACHER, school.other_teacher_id, "Omar Lund"))
    assert [row.mine for row in substitute.day(TODAY).rows] == [False]
    refused("conference_gone", substitute.begin, made)
    participants.stand_in(school.teacher_id, school.other_teacher_id, TODAY)
    assert [row.mine for row in substitute.day(TODAY).rows] == [True]
    substitute.begin(made)
    school.clock.advance(86400)
    refused("conference_gone", substitute.open, made)


def test_who_stands_in_does_not_pass_it_on(school, participants):
    third = school.add(staff_member, given_name="Third", family_name="Person")
    participants.stand_in(school.teacher_id, school.other_teacher_id, TODAY)
    participants.stand_in(school.other_teacher_id, third, TODAY)
    assert opens(school, school.other_teacher_id)
    assert not opens(school, third)


def test_who_leaves_sees_nothing_afterward_and_their_students_are_listed(school, participants):
    school.add(staff_member, given_name="Third", family_name="Person")
    alone = school.child("Lone", "Child")
    held = Conferences(school.desk()).arrange(alone, TODAY, "09:00").made_id
    assert held
    assert [row.student_id for row in participants.without_anybody()] == [alone]
    participants.stand_in(school.other_teacher_id, school.teacher_id, TODAY, TODAY + 9 * DAY)
    participants.leave(school.teacher_id, TODAY + DAY)
    assert days_open(school, school.teacher_id, range(4)) == {0, 1}
    assert days_open(school, school.teacher_id, range(4), alone) == {0, 1}, "also where they held a conference"
    assert {row.student_id for row in participants.without_anybody(TODAY + 2 * DAY)} == {alone, school.camila_id}
    assert {row.student_id for row in participants.without_anybody(TODAY + DAY)} == {alone}
    assert [line.ends_on for line in participants.substitutions()] == [TODAY + DAY]
    assert {line.name: line.last_day for line in participants.staff()} == {
        "Iris Park": TODAY + DAY,
        "Omar Lund": None,
        "Third Person": None,
    }


def test_nobody_is_assigned_to_or_stood_in_for_by_who_has_left_until_they_are_back(school, participants):
    other = school.other_teacher_id
    participants.leave(other, TODAY - DAY)
    refused("staff_unknown", participants.assign, [school.camila_id], other, "teacher")
    refused("staff_unknown", participants.stand_in, school.teacher_id, other, TODAY)
    refused("staff_unknown", participants.assign, [school.camila_id], 999, "teacher")
    participants.come_back(other)
    assert not opens(school, other), "what had ended stays so"
    participants.assign([school.camila_id], other, "teacher")
    assert opens(school, other)


def test_what_makes_no_sense_is_refused_before_anything_is_written(school, participants):
    refused("stands_in_for_self", participants.stand_in, school.teacher_id, school.teacher_id, TODAY)
    refused("dates_reversed", participants.stand_in, school.teacher_id, school.other_teacher_id, TODAY, TODAY - DAY)
    late = {"begins_on": TODAY, "ends_on": TODAY - DAY}
    refused("dates_reversed", participants.assign, [school.camila_id], school.other_teacher_id, "teacher", **late)


@pytest.mark.parametrize(
    ("role", "own", "everyone"),
    [
        (Role.LEAD, True, True),
        (Role.PRINCIPAL, True, True),
        (Role.COUNSELOR, True, False),
        (Role.TEACHER, False, False),
        (Role.CAREER_STAFF, False, False),
        (Role.FRONT_DESK, False, False),
        (Role.AUDITOR, False, False),
    ],
)
def test_only_who_answers_for_a_file_lets_others_into_it(school, role, own, everyone):
    stranger = school.child("Somebody", "Else")
    third = school.add(staff_member, given_name="Third", family_name="Person")
    participants = Participants(school.desk(role))
    for student_id, allowed in ((school.camila_id, own), (stranger, everyone)):
        try:
            participants.assign([student_id], third, "teacher")
        except OfficeError as error:
            assert error.code == "not_allowed"
        assert opens(school, third, student_id) is allowed
    for verb in (
        lambda: participants.stand_in(school.teacher_id, third, TODAY),
        lambda: participants.leave(third, TODAY),
        lambda: participants.come_back(third),
    ):
        if everyone:
            verb()
        else:
            refused("not_allowed", verb)


def test_each_change_writes_a_line_in_the_log_with_no_name(school, participants):
    (line,) = participants.of_student(school.camila_id)
    participants.assign([school.camila_id], school.other_teacher_id, "teacher")
    participants.end_standing_in(participants.stand_in(school.teacher_id, school.other_teacher_id, TODAY).made_id)
    participants.end(line.assignment_id)
    participants.leave(school.other_teacher_id, TODAY)
    participants.come_back(school.other_teacher_id)
    with school.store.read() as connection:
        lines = connection.execute(select(audit.c.act, audit.c.params).order_by(audit.c.id)).all()
    assert [line.act for line in lines] == [
        "staff_assigned",
        "substitute_arranged",
        "substitute_taken_back",
        "assignment_ended",
        "staff_left",
        "staff_returned",
    ]
    assert all(isinstance(value, int) for line in lines for value in line.params.values())


def test_the_list_is_a_fixed_number_of_statements(school, participants):
    for number in range(20):
        other = school.add(staff_member, given_name=f"S{number}", family_name="T")
        participants.assign([school.camila_id], other, "teacher")
        participants.stand_in(other, school.other_teacher_id, TODAY)
    for question, most in (
        (lambda: participants.of_student(school.camila_id), 3),
        (participants.substitutions, 1),
        (participants.staff, 1),
        (participants.without_anybody, 1),
    ):
        with counted(school.store) as count:
            question()
        assert count.statements <= most


def caseload(ends_on=None):
    people = (
        RosterPerson("1", (RosterRole(PersonKind.STUDENT, "student"),), "Ana", "Lopez"),
        RosterPerson("t1", (RosterRole(PersonKind.STAFF, "teacher"),), "Tom", "Teach"),
    )
    assigned = (RosterAssignment("1-t1", "1", "t1", "teacher", date(2026, 8, 1), ends_on, row=2),)
    roster = Roster(
        "",
        "Aspire",
        RosterMode.BULK,
        (),
        (),
        (),
        (),
        people,
        (),
        shape="table",
        whole=frozenset(),
        assignments=assigned,
    )
    return RosterReading(roster, (), ())


def bring(school, reading):
    rosters = Rosters(school.desk())
    rosters.apply(rosters.stage(reading, "caseload.csv").run_id)
    with school.store.read() as connection:
        return connection.execute(select(assignment).order_by(assignment.c.id.desc()).limit(1)).one()


def test_an_assignment_that_the_office_ended_is_not_begun_again_by_the_next_roster(school, participants):
    row = bring(school, caseload())
    assert row.ends_on is None
    control = bring(school, caseload(date(2027, 1, 1)))
    assert control.ends_on == date(2027, 1, 1), "without a word of the office the roster says how long"
    participants.end(row.id)
    again = bring(school, caseload(date(2027, 6, 1)))
    assert (again.id, again.ends_on) == (row.id, TODAY - DAY)
