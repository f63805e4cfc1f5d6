"""Checking in at the front of the room: who is here; and a neutral sentence for anybody else, with no name on the screen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from ui_household_office import SECRETS, TODAY, everything_in, families, hands_on

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.ui.day.screen import DayScreen

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def school(tmp_path):
    with families(tmp_path) as made:
        made.ids["held"] = made.office.conferences.arrange(made.ids["Camila"], TODAY, "08:40").made_id
        yield made


@pytest.fixture
def show(qtbot, school, background):
    opened = []

    def show_it(role=None, staff="Ruth"):
        office = school.office if role is None else school.seen_by(role, staff)
        screen = DayScreen(office, background, school.clock, office.zone)
        held = hands_on(qtbot, screen, background)
        hands = held.__enter__()
        opened.append((held, screen))
        return hands

    yield show_it
    for held, screen in opened:
        screen.flush()
        held.__exit__(None, None, None)
    background.close()


def open_row(hands):
    view = hands.find("day_list")
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(0, 0)).center())
    hands.settle()


def row(hands) -> str:
    return hands.find("day_list").model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def by_menu(hands):
    view = hands.find("day_list")
    view.customContextMenuRequested.emit(view.visualRect(view.model().index(0, 0)).center())
    hands.menu("check_in_action")


def state(school):
    return school.office.conferences.open(school.ids["held"]).state


def attended(school):
    return {one.name: one.attended for one in school.office.conferences.open(school.ids["held"]).participants}


def box_of(hands, school, name) -> str:
    notice = school.office.guardians.at_check_in(school.ids["held"])
    return f"expected_{next(one.participant_id for one in notice.expected if one.name == name)}"


def test_the_desk_opens_a_row_and_says_who_is_here_by_mouse(show, school):
    hands = show(Role.FRONT_DESK)
    open_row(hands)
    assert hands.find("check_in_student").text() == "Camila Hernández"
    hands.click(box_of(hands, school, "Rosa Hernández"))
    hands.click("check_in_button")
    assert state(school) is ConferenceState.CHECKED_IN
    assert attended(school)["Rosa Hernández"] is True
    assert attended(school)["Diego Ríos"] is None
    hands.qtbot.waitUntil(lambda: "Checked in" in row(hands), timeout=12_000)
    assert not hands.sees("check_in_card")


def test_the_desk_checks_in_with_keys_alone(show, school):
    hands = show(Role.FRONT_DESK)
    hands.find("day_list").setFocus()
    hands.key(Qt.Key.Key_Down)
    hands.key(Qt.Key.Key_Return)
    hands.tab_to(box_of(hands, school, "Diego Ríos"))
    hands.key(Qt.Key.Key_Space)
    hands.key(Qt.Key.Key_Return)
    hands.qtbot.waitUntil(lambda: state(school) is ConferenceState.CHECKED_IN, timeout=12_000)
    assert attended(school)["Diego Ríos"] is True
    assert hands.find("day_list").hasFocus()


def test_somebody_else_gets_a_neutral_sentence_and_the_desks_screen_names_nobody(show, school):
    hands = show(Role.FRONT_DESK)
    open_row(hands)
    assert hands.sees("see_office_notice")
    hands.click("somebody_else_button")
    hands.qtbot.waitUntil(lambda: hands.sees("somebody_else_words"), timeout=12_000)
    assert hands.find("somebody_else_words").text() == "“Please have a seat; I'll get someone from the office.”"
    assert "The front desk waits for the office" in row(hands)
    held = everything_in(hands.widget)
    assert [secret for secret in SECRETS if secret in held] == []
    assert "Rosa Hernández" in held, "the scan reads what is there"
    hands.click("office_came_button")
    hands.qtbot.waitUntil(lambda: "waits" not in row(hands), timeout=12_000)


def test_the_desk_hears_the_same_sentence_where_nobody_is_barred(show, school):
    school.office.guardians.lift_bar(school.relation("Zacharias").relation_id, "ended")
    hands = show(Role.FRONT_DESK)
    open_row(hands)
    assert not hands.sees("see_office_notice")
    hands.click("somebody_else_button")
    hands.qtbot.waitUntil(lambda: hands.sees("somebody_else_words"), timeout=12_000)


def test_who_may_know_reads_on_request_who_must_see_the_office_and_says_that_they_came(show, school):
    school.seen_by(Role.FRONT_DESK, "Ruth").conferences.call_office(school.ids["held"])
    hands = show()
    open_row(hands)
    hands.qtbot.waitUntil(lambda: hands.sees("door_call"), timeout=12_000)
    assert "Zacharias" not in everything_in(hands.widget), "a family may look on"
    hands.click("door_ask_button")
    assert "Zacharias Barredson · Canaryreason inside" in hands.find("door_who").text()
    hands.click("door_ask_button")
    assert "Zacharias" not in everything_in(hands.widget)
    hands.click("door_met_button")
    hands.qtbot.waitUntil(lambda: not hands.sees("door_call"), timeout=12_000)


def test_a_teacher_reads_that_somebody_waits_and_not_who(show, school):
    school.seen_by(Role.FRONT_DESK, "Ruth").conferences.call_office(school.ids["held"])
    hands = show(Role.TEACHER, "Omar")
    open_row(hands)
    hands.qtbot.waitUntil(lambda: hands.sees("door_call"), timeout=12_000)
    assert not hands.sees("door_ask_button")
    assert "Zacharias" not in everything_in(hands.widget)


def test_nobody_is_called_for_where_nobody_waits(show):
    hands = show()
    open_row(hands)
    assert hands.find("arrival_view")
    assert not hands.sees("door_call")


def test_who_opens_conferences_checks_in_by_the_menu_and_goes_back_with_escape(show, school):
    hands = show()
    by_menu(hands)
    assert hands.sees("check_in_card")
    hands.key(Qt.Key.Key_Escape)
    assert not hands.sees("check_in_card")
    assert state(school) is ConferenceState.SCHEDULED
    assert hands.widget.findChild(QWidget, "check_in_student").text() == "", "nothing is kept of it"


def test_who_was_barred_while_the_list_stood_there_is_refused_and_off_the_list(show, school):
    hands = show(Role.FRONT_DESK)
    open_row(hands)
    box = box_of(hands, school, "Diego Ríos")
    hands.click(box)
    school.office.guardians.bar(school.relation("Diego").relation_id, "just now")
    hands.click("check_in_button")
    assert "is not expected at this conference any more" in hands.said()
    hands.qtbot.waitUntil(lambda: not hands.sees(box), timeout=12_000)
    assert state(school) is ConferenceState.SCHEDULED


def test_a_conference_opened_right_after_a_check_in_stays_on_the_screen(school, show):
    hands = show()
    by_menu(hands)
    hands.settle()
    hands.find("check_in_button").click()  # and before the office has answered:
    hands.widget.open_conference(school.ids["held"])
    hands.settle()
    assert state(school) is ConferenceState.CHECKED_IN
    assert hands.sees("conference_screen")


def test_a_permission_is_written_down_in_the_conference_and_the_name_stands_there_at_once(show, school):
    hands = show()
    open_row(hands)
    hands.click("somebody_along_button")
    hands.write("guest_name_field", "Lucia Vega")
    hands.pick("guest_permitter_choice", "Rosa Hernández")
    hands.pick("guest_how_choice", "By phone")
    hands.click("guest_cancel")
    hands.click("somebody_along_button")
    assert hands.find("guest_name_field").text() == "", "left: nothing is kept of it"
    hands.write("guest_name_field", "Zacharias Barredson")
    hands.click("guest_button")
    hands.qtbot.waitUntil(lambda: "to see the office before contact" in hands.said(), timeout=12_000)
    hands.write("guest_name_field", "Lucia Vega")
    hands.click("guest_button")
    hands.qtbot.waitUntil(lambda: "Guest of the family" in hands.said(), timeout=12_000)
    assert "Lucia Vega is here" in hands.said()
    expected = school.office.guardians.at_check_in(school.ids["held"]).expected
    assert [one.name for one in expected] == ["Rosa Hernández", "Diego Ríos", "Lucia Vega"]


@pytest.mark.parametrize("role", [Role.TEACHER, Role.CAREER_STAFF])
def test_who_may_not_know_about_custody_is_offered_no_permission(show, school, role):
    hands = show(role, "Omar")
    open_row(hands)
    hands.find("arrival_view")
    assert not hands.sees("somebody_along_button")
