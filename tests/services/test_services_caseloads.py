"""Whose students are whose, by person: counted, chosen by grade or class, handed over in one step; and who said so."""

from datetime import date, timedelta

import pytest

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.occupations import speaks_of_occupation
from ilp_desktop.domain.participation import Choice
from ilp_desktop.services.caseloads import Caseloads
from ilp_desktop.services.conferences import Conferences
from ilp_desktop.services.guardians import Guardians
from ilp_desktop.services.participants import Participants
from ilp_desktop.services.students import Students
from ilp_desktop.store.tables import enrollment, school_class, staff_member

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)


@pytest.fixture
def caseloads(school) -> Caseloads:
    return Caseloads(school.desk())


@pytest.fixture
def participants(school) -> Participants:
    return Participants(school.desk())


def count(caseloads, staff_id, on=None) -> int:
    return next(one.students for one in caseloads.people(on) if one.person.staff_id == staff_id)


def names(rows) -> list[str]:
    return [row.name for row in rows]


def refused(code, verb, *args, **values):
    with pytest.raises(OfficeError) as met:
        verb(*args, **values)
    assert met.value.code == code


def opens(school, staff_id, student_id, role=Role.TEACHER) -> bool:
    try:
        Students(school.desk(role, staff_id)).open_file(student_id)
    except OfficeError as error:
        assert error.code == "student_gone"
        return False
    return True


def test_each_person_has_the_students_of_that_day_and_who_left_school_counts_for_nobody(
    school, caseloads, participants
):
    assert count(caseloads, school.teacher_id) == 1
    gone = school.child("Gone", "Away", withdrawn_at=school.clock.now())
    participants.assign([school.child("Dao", "Nguyen"), gone], school.teacher_id, "teacher", begins_on=TODAY + DAY)
    assert count(caseloads, school.teacher_id) == 1
    assert count(caseloads, school.teacher_id, TODAY + DAY) == 2


def test_students_are_chosen_by_grade_by_class_by_person_and_without_anybody(school, caseloads, participants):
    dao, elias = school.child("Dao", "Nguyen", "06"), school.child("Elias", "Whitehorse", "06")
    art = school.add(school_class, title="Art")
    school.add(enrollment, class_id=art, student_id=dao, role="student")
    school.add(enrollment, class_id=art, staff_id=school.other_teacher_id, role="teacher")
    participants.assign([elias], school.other_teacher_id, "counselor")
    assert names(caseloads.students(Choice(grade="06"))) == ["Dao Nguyen", "Elias Whitehorse"]
    assert names(caseloads.students(Choice(class_id=art))) == ["Dao Nguyen"]
    assert names(caseloads.students(Choice(staff_id=school.other_teacher_id))) == ["Elias Whitehorse"]
    assert names(caseloads.students(Choice(alone=True))) == ["Dao Nguyen"]
    assert [(group.title, group.teachers) for group in caseloads.groups()] == [("Art", ("Omar Lund",))]


def test_assigning_tells_what_began_so_that_taking_it_back_ends_nothing_else(school, caseloads, participants):
    dao = school.child("Dao", "Nguyen")
    made = participants.assign([school.camila_id, dao], school.teacher_id, "teacher")
    assert len(made.ids) == 1, "Camila was theirs before"
    participants.end(made.ids)
    assert names(caseloads.students(Choice(staff_id=school.teacher_id))) == ["Cami Hernández"]


def test_several_are_ended_together_or_none(school, participants):
    dao = school.child("Dao", "Nguyen")
    made = participants.assign([dao], school.teacher_id, "teacher")
    refused("assignment_gone", participants.end, {*made.ids, 999})
    assert participants.of_student(dao)[0].ends_on is None


def test_a_caseload_is_handed_over_with_nobody_left_alone_between(school, caseloads, participants):
    dao = school.child("Dao", "Nguyen")
    participants.assign([dao], school.teacher_id, "counselor")
    caseloads.hand_over(school.teacher_id, school.other_teacher_id, begins_on=TODAY + 3 * DAY)
    for shift, has in ((2, True), (3, False)):
        school.clock.advance(shift * 86400)
        assert opens(school, school.teacher_id, dao) is has
        assert opens(school, school.other_teacher_id, dao) is not has
        assert caseloads.students(Choice(alone=True)) == ()
        school.clock.advance(-shift * 86400)
    assert {line.duty for line in participants.of_student(dao)} == {"counselor"}
    assert participants.of_student(school.camila_id)[-1].duty == "teacher"


def test_handing_over_and_back_the_same_day_leaves_what_was(school, caseloads, participants):
    before = participants.of_student(school.camila_id)
    caseloads.hand_over(school.teacher_id, school.other_teacher_id, [school.camila_id])
    assert not opens(school, school.teacher_id, school.camila_id)
    caseloads.hand_over(school.other_teacher_id, school.teacher_id, [school.camila_id])
    standing = [line for line in participants.of_student(school.camila_id) if line.stands(TODAY)]
    assert [(line.name, line.ends_on) for line in standing] == [(before[0].name, None)]


def test_nobody_hands_over_to_themselves_to_who_left_or_what_they_have_not(school, caseloads, participants):
    refused("succeeds_self", caseloads.hand_over, school.teacher_id, school.teacher_id)
    refused("assignment_gone", caseloads.hand_over, school.other_teacher_id, school.teacher_id)
    participants.leave(school.other_teacher_id, TODAY - DAY)
    refused("staff_unknown", caseloads.hand_over, school.teacher_id, school.other_teacher_id)
    teacher = Caseloads(school.desk(Role.TEACHER))
    refused("not_allowed", teacher.hand_over, school.teacher_id, school.other_teacher_id)


def test_who_leaves_hands_over_in_the_same_step(school, caseloads, participants):
    participants.leave(school.teacher_id, TODAY + DAY, school.other_teacher_id)
    assert not opens(school, school.other_teacher_id, school.camila_id)
    school.clock.advance(2 * 86400)
    assert opens(school, school.other_teacher_id, school.camila_id)
    assert not opens(school, school.teacher_id, school.camila_id)
    refused("succeeds_self", participants.leave, school.other_teacher_id, TODAY, school.other_teacher_id)


def test_students_of_who_left_long_ago_are_still_listed_and_handed_over(school, caseloads, participants):
    participants.leave(school.teacher_id, TODAY)
    school.clock.advance(20 * 86400)
    assert names(caseloads.students(Choice(staff_id=school.teacher_id))) == ["Cami Hernández"]
    caseloads.hand_over(school.teacher_id, school.other_teacher_id)
    assert opens(school, school.other_teacher_id, school.camila_id)
    left = next(line for line in participants.of_student(school.camila_id) if line.staff_id == school.teacher_id)
    assert left.ends_on == TODAY, "the last day stays what it was"


def test_who_comes_back_has_the_students_again_if_so_said(school, caseloads, participants):
    participants.leave(school.teacher_id, TODAY - DAY)
    participants.come_back(school.teacher_id)
    assert caseloads.students(Choice(staff_id=school.teacher_id)) == ()
    participants.leave(school.teacher_id, TODAY - DAY)
    participants.come_back(school.teacher_id, with_students=True)
    assert names(caseloads.students(Choice(staff_id=school.teacher_id))) == ["Cami Hernández"]


def test_the_file_tells_who_assigned_whom(school, caseloads, participants):
    participants.assign([school.camila_id], school.other_teacher_id, "counselor")
    by = {line.name: line.assigned_by for line in caseloads.around(school.camila_id).lines}
    assert by == {"Iris Park": "", "Omar Lund": "Iris Park"}


def test_a_goal_about_an_occupation_suggests_career_staff_until_one_is_there(school, caseloads, participants, hold):
    held = hold()
    goal = held.conferences.add_goal(held.id).made_id
    held.write(f"goal:{goal}", "I will read twenty minutes every day.")
    assert caseloads.around(school.camila_id).occupational == ""
    held.write(f"goal:{goal}", "Find three careers that use science")
    assert caseloads.around(school.camila_id).occupational == "Find three careers that use science"
    dana = school.add(staff_member, given_name="Dana", family_name="Cole", role="career_staff")
    participants.assign([school.camila_id], dana, "career_staff")
    assert caseloads.around(school.camila_id).occupational == ""


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("Find three careers that use science", True),
        ("Buscar una profesión de la salud", True),
        ("Apply for an apprenticeship", True),
        ("I will read every evening.", False),
        ("I will enjoy recess and be kind.", False),
        ("", False),
    ],
)
def test_an_occupation_is_told_by_the_words_of_a_goal(text, does):
    assert speaks_of_occupation(text) is does


def test_a_substitute_holds_that_days_conferences_of_the_absent_and_no_others(school, participants):
    dao = school.child("Dao", "Nguyen")
    conferences = Conferences(school.desk())
    today = conferences.arrange(dao, TODAY, "09:00", staff_id=school.teacher_id).made_id
    spare = school.add(staff_member, given_name="Ruth", family_name="Spare", role="teacher")
    desk = school.desk(Role.TEACHER, spare)
    assert not opens(school, spare, dao)
    participants.stand_in(school.teacher_id, spare, TODAY)
    assert opens(school, spare, dao)
    assert [row.mine for row in Conferences(desk).day(TODAY).rows if row.student_id == dao] == [True]
    Conferences(desk).begin(today)
    school.clock.advance(86400)
    assert not opens(school, spare, dao), "the day is over"


def test_the_desk_says_which_adult_has_come(school, hold):
    conferences = Conferences(school.desk())
    made = conferences.arrange(school.camila_id, TODAY, "10:00").made_id
    desk = Conferences(school.desk(Role.FRONT_DESK, school.other_teacher_id))
    door = Guardians(school.desk(Role.FRONT_DESK, school.other_teacher_id))
    rosa = next(one for one in door.at_check_in(made).expected if one.name == "Rosa Hernández")
    desk.check_in(made, [rosa.participant_id])
    assert [(one.name, one.here) for one in door.at_check_in(made).expected] == [
        ("Rosa Hernández", True),
        ("Diego Ríos", False),
    ]
    sheet = conferences.open(made)
    assert sheet.state is ConferenceState.CHECKED_IN
    assert {person.name: person.attended for person in sheet.participants}["Diego Ríos"] is None, "he may come yet"
    desk.check_in(made)
    assert door.at_check_in(made).expected[0].here, "what was said of her stays"
    desk.check_in(made, [])
    assert not door.at_check_in(made).expected[0].here
    desk.check_in(made, [rosa.participant_id])
    desk.undo(made)
    assert not any(one.here for one in door.at_check_in(made).expected)


def test_who_is_barred_since_the_list_was_read_is_not_checked_in(school):
    conferences, guardians = Conferences(school.desk()), Guardians(school.desk())
    made = conferences.arrange(school.camila_id, TODAY, "10:00").made_id
    diego = next(one for one in guardians.at_check_in(made).expected if one.name == "Diego Ríos")
    line = next(one for one in guardians.of_student(school.camila_id) if one.name == "Diego Ríos")
    guardians.bar(line.relation_id, "an order")
    refused("not_expected", conferences.check_in, made, [diego.participant_id])
    assert conferences.open(made).state is ConferenceState.SCHEDULED


def test_the_desk_calls_the_office_and_everybody_reads_that_someone_waits_but_not_who(school):
    conferences = Conferences(school.desk())
    made = conferences.arrange(school.camila_id, TODAY, "10:00").made_id
    desk = school.desk(Role.FRONT_DESK, school.other_teacher_id)
    Conferences(desk).call_office(made)
    assert Conferences(desk).day(TODAY).rows[0].office_called
    assert Guardians(desk).at_check_in(made).office_called
    assert Guardians(desk).at_check_in(made).barred == ()
    assert [name for name, _bar in Guardians(school.desk()).at_check_in(made).barred] == ["Zacharias Barredson"]
    conferences.call_office(made, wanted=False)
    assert not Conferences(desk).day(TODAY).rows[0].office_called
    Conferences(desk).call_office(made)
    Conferences(desk).undo(made)
    assert not Conferences(desk).day(TODAY).rows[0].office_called


def test_the_family_says_when_rights_pass_what_is_kept_and_what_the_reader_may_change(school):
    child = school.child("Ana", "Lee", "12", birth_date=date(2009, 3, 3))
    school.adult(child, "One", "Lee")
    guardians = Guardians(school.desk())
    family = guardians.family(child)
    assert (family.student_name, family.adult_on) == ("Ana", date(2027, 3, 3))
    assert family.lines[0].at_18 == frozenset()
    assert (family.may_change, family.may_correct) == (True, True)
    principal = Guardians(school.desk(Role.PRINCIPAL, school.other_teacher_id)).family(child)
    assert (principal.may_change, principal.may_correct) == (False, False)
