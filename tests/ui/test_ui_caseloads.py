"""Staff and students: who has whom, nobody forgotten, a substitute, a teacher who leaves; and who may arrange it."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from ui_household_office import TODAY, families, hands_on

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.participation import Choice
from ilp_desktop.ui.caseloads.screen import CaseloadsPart

pytestmark = pytest.mark.usefixtures("look")
DAY = timedelta(days=1)


@pytest.fixture
def school(tmp_path):
    with families(tmp_path) as made:
        yield made


@pytest.fixture
def show(qtbot, school, background):
    opened = []

    def show_it(role=None, staff="Omar"):
        office = school.office if role is None else school.seen_by(role, staff)
        part = CaseloadsPart(office, background, school.clock, office.zone)
        held = hands_on(qtbot, part, background)
        hands = held.__enter__()
        opened.append(held)
        return hands

    yield show_it
    for held in opened:
        held.__exit__(None, None, None)
    background.close()


def rows(hands, name="staff_list") -> list[str]:
    model = hands.find(name).model()
    return [model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(model.rowCount())]


def choose(hands, wanted, name="staff_list"):
    view = hands.find(name)
    at = next(at for at, row in enumerate(rows(hands, name)) if wanted in row)
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(at, 0)).center()
    )
    hands.settle()


def names(school, **choice) -> list[str]:
    return [row.name for row in school.office.caseloads.students(Choice(**choice))]


def test_the_staff_stand_with_how_many_students_each_has_and_those_without_anybody_first(show):
    assert rows(show()) == [
        "Students without anybody, 1 student",
        "Dana Cole, Career staff · 0 students",
        "Omar Lund, Teacher · 2 students",
        "Iris Park, School staff · 0 students",
        "Ruth Spare, Teacher · 0 students",
    ]


def test_letters_find_somebody_by_keys_and_return_opens_their_caseload(show):
    hands = show()
    hands.tab_to("staff_find_field")
    QTest.keyClicks(hands.find("staff_find_field"), "lund")
    assert rows(hands) == ["Omar Lund, Teacher · 2 students"]
    hands.tab_to("staff_list")
    hands.key(Qt.Key.Key_Down)
    hands.key(Qt.Key.Key_Return)
    assert hands.find("person_name").text() == "Omar Lund"
    assert rows(hands, "caseload_list")[0].startswith("Camila Hernández")


def test_students_without_anybody_are_given_to_somebody_and_taken_back(show, school):
    hands = show()
    choose(hands, "without anybody")
    assert not hands.find("assign_alone_button").isEnabled()
    hands.click("pick_all_button")
    hands.pick("assign_alone_to_choice", "Ruth Spare")
    hands.click("assign_alone_button")
    hands.qtbot.waitUntil(lambda: hands.sees("alone_empty"), timeout=12_000)
    assert names(school, staff_id=school.ids["Ruth"]) == ["Dao Nguyen"]
    hands.click("toast_action")
    hands.qtbot.waitUntil(lambda: names(school, alone=True) == ["Dao Nguyen"], timeout=12_000)


def test_what_changes_elsewhere_does_not_undo_what_is_being_chosen(show, school):
    hands = show()
    choose(hands, "without anybody")
    hands.click("pick_all_button")
    assign = school.office.participants.assign
    hands.background.do(lambda: assign([school.ids["Ana"]], school.ids["Ruth"], "counselor"))
    hands.settle()
    assert "1 of 1 chosen" in hands.said()
    hands.pick("assign_alone_to_choice", "Ruth Spare")
    hands.click("assign_alone_button")
    hands.qtbot.waitUntil(lambda: hands.sees("alone_empty"), timeout=12_000)
    assert "Ruth Spare, Teacher · 2 students" in rows(hands)


def test_a_grade_is_assigned_in_bulk(show, school):
    hands = show()
    choose(hands, "Ruth Spare")
    hands.click("assign_to_open_button")
    hands.pick("assign_to_which_choice", "Grade 5")
    hands.qtbot.waitUntil(lambda: "0 of 1 chosen" in hands.said(), timeout=12_000)
    choose(hands, "Camila", "pick_list")
    assert hands.find("assign_to_button").text() == "Assign 1 student"
    hands.click("assign_to_button")
    hands.qtbot.waitUntil(lambda: names(school, staff_id=school.ids["Ruth"]) == ["Camila Hernández"], timeout=12_000)


def test_what_letters_hide_stays_chosen(show):
    hands = show()
    choose(hands, "Omar Lund")
    hands.click("hand_over_open_button")
    assert "2 of 2 chosen" in hands.said()
    QTest.keyClicks(hands.find("pick_find_field"), "ana")
    choose(hands, "Ana Lee", "pick_list")
    assert "1 of 2 chosen" in hands.said()
    hands.find("pick_find_field").clear()
    hands.settle()
    assert hands.find("hand_over_button").text() == "Hand over 1 student"


def test_a_caseload_is_handed_over_and_handed_back(show, school):
    hands = show()
    choose(hands, "Omar Lund")
    hands.click("hand_over_open_button")
    hands.pick("hand_over_to_choice", "Ruth Spare")
    hands.click("hand_over_button")
    hands.qtbot.waitUntil(lambda: len(names(school, staff_id=school.ids["Ruth"])) == 2, timeout=12_000)
    hands.qtbot.waitUntil(lambda: "0 students" in hands.find("person_meta").text(), timeout=12_000)
    hands.click("toast_action")
    hands.qtbot.waitUntil(lambda: len(names(school, staff_id=school.ids["Omar"])) == 2, timeout=12_000)


def test_a_substitute_is_written_down_for_days_and_taken_back(show, school):
    hands = show()
    choose(hands, "Omar Lund")
    hands.click("away_open_button")
    hands.pick("away_who_choice", "Ruth Spare")
    hands.tab_to("away_last_day")
    hands.key(Qt.Key.Key_Up)
    hands.click("away_button")
    hands.qtbot.waitUntil(lambda: hands.sees("substitutes_card"), timeout=12_000)
    assert any("Omar Lund" in row and "Away today" in row for row in rows(hands))
    line = school.office.participants.substitutions()[0]
    assert (line.substitute, line.begins_on) == ("Ruth Spare", TODAY)
    assert line.ends_on > TODAY
    hands.click(f"substitution_{line.substitution_id}_end")
    hands.qtbot.waitUntil(lambda: not hands.sees("substitutes_card"), timeout=12_000)


def test_days_the_wrong_way_around_are_said_in_the_form(show, school):
    hands = show()
    choose(hands, "Omar Lund")
    hands.click("away_open_button")
    hands.click("away_button")
    assert "Nothing is chosen yet" in hands.said(), "nobody stands in by themselves"
    hands.pick("away_who_choice", "Ruth Spare")
    hands.tab_to("away_last_day")
    hands.key(Qt.Key.Key_Down)
    hands.click("away_button")
    assert "The last day is before the first" in hands.said()
    assert school.office.participants.substitutions() == ()


def test_a_teacher_who_leaves_hands_over_in_one_step_and_can_come_back(show, school):
    hands = show()
    choose(hands, "Omar Lund")
    hands.click("leave_open_button")
    assert "Their 2 students go to whom you choose here" in hands.said()
    hands.pick("leave_to_choice", "Ruth Spare")
    hands.click("leave_button")
    hands.qtbot.waitUntil(lambda: hands.sees("leaving_notice"), timeout=12_000)
    assert "The last day is Oct 15, 2026" in hands.said()
    school.clock.advance(86400)
    assert len(names(school, staff_id=school.ids["Ruth"])) == 2
    choose(hands, "Omar Lund")
    hands.click("back_open_button")
    hands.click("back_button")
    hands.qtbot.waitUntil(lambda: not hands.sees("leaving_notice"), timeout=12_000)
    assert len(names(school, staff_id=school.ids["Omar"])) == 2


def test_who_left_and_has_keys_is_told_of_with_the_way_to_take_them(show, school, qtbot):
    from sqlalchemy import update

    from ilp_desktop.store.tables import staff_member
    from ilp_desktop.store.uids import new_uid

    with school.office._desk.store.write() as connection:
        ruth = update(staff_member).where(staff_member.c.id == school.ids["Ruth"])
        connection.execute(ruth.values(person_uid=new_uid(school.clock)))
    school.office.participants.leave(school.ids["Ruth"], TODAY - DAY)
    hands = show()
    choose(hands, "Ruth Spare")
    assert hands.sees("keys_notice")
    assert "Left" in rows(hands)[-1]
    with qtbot.waitSignal(hands.widget.people_asked):
        hands.click("to_people_button")


def test_a_teacher_reads_and_changes_nothing_and_sees_only_their_own_students(show):
    hands = show(Role.TEACHER, "Ruth")
    assert rows(hands)[0].startswith("Dana Cole"), "of students without anybody they would read that there are none"
    choose(hands, "Omar Lund")
    assert "2 students" in hands.find("person_meta").text()
    assert "Listed are the students whose files are open to you." in hands.said()
    assert "Camila" not in hands.said()
    for name in ("assign_to_open_button", "away_open_button", "leave_open_button", "hand_over_open_button"):
        assert not hands.sees(name)


def test_a_counselor_hands_over_their_own_but_says_of_nobody_that_they_leave(show):
    hands = show(Role.COUNSELOR, "Omar")
    choose(hands, "Omar Lund")
    assert hands.sees("hand_over_open_button")
    assert hands.sees("assign_to_open_button")
    assert not hands.sees("away_open_button")
    assert not hands.sees("leave_open_button")
