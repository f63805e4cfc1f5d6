"""The plan for college and career on the screen: courses typed quickly, graduation gone through, skills ticked, calls kept."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from sqlalchemy import update
from ui_day_office import add, school_day

from ilp_desktop.places import FORMS
from ilp_desktop.store.tables import conference, course, enrollment, program_spell, school_class, student
from ilp_desktop.ui.conference.becoming import Becoming


def grown(day, given: str, grade: str, pack: str) -> int:
    """Put a policy set in force and a child into a grade."""
    day.office.packs.adopt(FORMS / pack, why="it is ours")
    kind = "pccr" if int(grade) > 6 else "ilp"
    with day.office._desk.store.write() as connection:
        one = conference.c.id == day.ids[given]
        connection.execute(update(conference).where(one).values(grade=grade, plan_kind=kind))
        connection.execute(update(student).where(student.c.given_name == given).values(grade=grade))
    return day.ids[given]


def step_of(day, key: str) -> int:
    sections = day.office.packs.of_conference(day.screen.conference.conference_id).sections
    return [section.key for section in sections].index(key)


@pytest.fixture
def day(tmp_path, qtbot, look):
    with school_day(tmp_path, qtbot) as day:
        yield day


@pytest.fixture
def older(day):
    """A conference of grade 10 in Davis, at its courses."""
    grown(day, "Amara", "10", "davis")
    add(day.office, day.clock, course, title="AP Biology")
    day.begin("Amara")
    day.go_to(step_of(day, "courses"))
    return day


def typed(day, grade: str, text: str) -> None:
    entry = day.wait_for(f"add_course_{grade}")
    entry.setFocus()
    day.qtbot.keyClicks(entry, text)
    day.qtbot.keyClick(entry, Qt.Key.Key_Return)
    day.settle()


def test_a_year_of_courses_is_typed_by_keyboard_alone(older):
    """R53, R57: Return adds a course and the next one can be typed at once."""
    for text in ("English 10", "Health 0.5", "Biology"):
        typed(older, "10", text)
    assert [(each.title, each.credits) for each in older.sheet("Amara").courses] == [
        ("English 10", 100),
        ("Health", 50),
        ("Biology", 100),
    ]
    shown = older.find(QWidget, "courses_10_list").model()
    assert shown.index(1).data() == "Health, Health, 0.5"
    assert older.find(QWidget, "credits_10_text").text() == "2.5"
    assert older.find(QLineEdit, "add_course_10").completer().model().stringList() == ["AP Biology"]


def test_a_course_is_spelled_out_and_changed_below_the_years(older):
    typed(older, "09", "Enlgish 9")
    listed = older.find(QWidget, "courses_09_list")
    listed.setCurrentIndex(listed.model().index(0))
    title = older.wait_for("course_title")
    title.setFocus()
    title.selectAll()
    older.qtbot.keyClicks(title, "English 9")
    subject = older.find(QComboBox, "course_subject")
    subject.setFocus()
    older.settle()
    for name, words in (("course_subject", "Language arts"), ("course_credits", "0.5"), ("course_state", "Passed")):
        box = older.find(QComboBox, name)
        box.setCurrentIndex(box.findText(words))
        box.activated.emit(box.currentIndex())
        older.settle()
    (one,) = older.sheet("Amara").courses
    assert (one.title, one.subject, one.credits, one.state.value) == ("English 9", "language_arts", 50, "passed")


def test_a_course_taken_out_with_the_delete_key_comes_back_with_one_click(older):
    typed(older, "09", "English 9")
    listed = older.find(QWidget, "courses_09_list")
    listed.setFocus()
    listed.setCurrentIndex(listed.model().index(0))
    older.qtbot.keyClick(listed, Qt.Key.Key_Delete)
    older.settle()
    assert older.sheet("Amara").courses == ()
    older.click("toast_action")
    assert len(older.sheet("Amara").courses) == 1


def test_who_approved_the_courses_and_when_stands_above_them_until_one_changes(older):
    """R57."""
    typed(older, "10", "English 10")
    assert "Approved" not in older.find(QWidget, "courses_approved_text").text()
    older.click("approve_courses_button")
    assert older.find(QWidget, "courses_approved_text").text() == "Approved by Iris Park on Thursday, October 15."
    assert not older.sees("approve_courses_button")
    typed(older, "11", "English 11")
    assert older.sees("approve_courses_button")


def test_graduation_says_in_words_what_is_still_to_plan_for_district_and_state(older):
    """R48, R55."""
    typed(older, "10", "English 10")
    older.go_to(step_of(older, "graduation"))
    said = [one.text() for one in older.screen.findChildren(QWidget) if hasattr(one, "text") and one.isVisible()]
    assert said.count("3 still to plan") >= 2, "of language arts, for both diplomas"
    assert any("Davis diploma" in words for words in said)
    assert any("Utah diploma" in words for words in said)
    older.click("graduation_asked_seen")
    assert older.sheet("Amara").answer("graduation.asked#seen").text == "yes"


def test_a_skill_is_ticked_and_a_list_that_does_not_fit_asks_for_the_reason(older):
    """R47, R56."""
    older.go_to(step_of(older, "skills"))
    older.click("skills_competencies_together")
    assert not older.sees("skills_placement_reason")
    older.click("skills_placement_not_appropriate")
    older.type("skills_placement_reason", "Only 13.")
    older.screen.flush()
    older.settle()
    sheet = older.sheet("Amara")
    assert sheet.answer("skills.competencies#together").text == "yes"
    assert sheet.answer("skills.placement#not_appropriate").text == "Only 13."
    older.click("skills_placement_not_appropriate")
    assert older.sheet("Amara").answer("skills.placement#not_appropriate").text == ""


def test_a_welcome_call_is_chosen_before_it_begins_and_kept_at_its_end(day):
    """R102: by phone, with the steps of the call alone, and over with its last one."""
    grown(day, "Amara", "04", "stride")
    day.open("Amara")
    day.click("occasion_welcome_call")
    day.click("begin_button")
    assert [section.key for section in day.office.packs.of_conference(day.ids["Amara"]).sections] == ["needs"]
    day.type("needs_likes_text", "Birds.")
    day.click("next_button")
    sheet = day.sheet("Amara")
    assert (sheet.state.value, sheet.mode) == ("signed", "phone")
    assert sheet.answer("needs.likes").text == "Birds."


def test_an_addendum_is_offered_to_a_student_of_an_alternative_program_alone(day):
    """R95."""
    grown(day, "Amara", "06", "kentucky")
    row = day.sheet("Benjamin").student_id
    add(day.office, day.clock, program_spell, student_id=row, program="alternative", begins_on=date(2026, 10, 1))
    day.open("Amara")
    assert not day.sees("occasion_ilpa")
    day.open("Benjamin")
    assert day.sees("occasion_ilpa")


def test_a_younger_students_plan_becomes_one_for_college_and_career_in_the_conference(day):
    """R2."""
    grown(day, "Amara", "06", "millard")
    Becoming(day.screen.conference)
    day.begin("Amara")
    stepper = day.find(QWidget, "conference_stepper")
    assert "Courses" not in stepper._steps
    menu = day.screen.conference._header.menu_of_more()
    next(each for each in menu.actions() if each.objectName() == "become_pccr_action").trigger()
    menu.close()
    day.settle()
    day.qtbot.waitUntil(lambda: "Courses" in stepper._steps, timeout=12_000)
    assert day.sheet("Amara").plan_kind.value == "pccr"


def test_what_came_of_the_last_goals_is_asked_before_new_ones(day):
    """R41, R42: the outcome first."""
    day.begin("Camila")
    day.go_to(step_of(day, "goals"))
    first, second = day.sheet("Camila").last_goals
    choice = day.wait_for(f"outcome_{second.goal_id}")
    assert choice.current() == "partly"
    day.qtbot.mouseClick(next(one for one in choice.findChildren(QWidget, "met_segment")), Qt.MouseButton.LeftButton)
    day.settle()
    assert [goal.status for goal in day.sheet("Camila").last_goals] == ["met", "met"]
    assert first.status == "met"


def test_registration_beside_the_plan_is_told_in_words_and_kept_with_its_reason(older):
    """R61."""
    taught = add(older.office, older.clock, school_class, title="Guitar")
    child = older.sheet("Amara").student_id
    add(older.office, older.clock, enrollment, class_id=taught, student_id=child, role="student")
    typed(older, "10", "Biology")
    older.click("compare_registration_button")
    told = older.wait_for("registration_text").text()
    assert told == "Planned and not registered: Biology. Registered and not in the plan: Guitar."
    older.type("registration_reason", "She changes in spring.")
    older.click("registration_keep")
    assert not older.sees("registration_card")
    entries = older.office.evidence.of_student(child)
    assert "She changes in spring." in str(entries)
