"""A whole conference with the keyboard alone: every key goes to whatever has the focus."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from ui_day_office import school_day

from ilp_desktop.domain.conferences import ConferenceState

NEXT = (Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def day(tmp_path, qtbot, look):
    with school_day(tmp_path, qtbot) as day:
        yield day


def focused(day) -> QWidget:
    day.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=3000)
    return QApplication.focusWidget()


def press(day, key, modifier=Qt.KeyboardModifier.NoModifier):
    day.qtbot.keyClick(focused(day), key, modifier)
    day.settle()


def write(day, text):
    day.qtbot.keyClicks(focused(day), text)


def tab_to(day, name):
    for _ in range(80):
        if focused(day).objectName() == name:
            return
        press(day, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never reaches {name}")


def test_a_whole_conference_is_held_by_keyboard_alone(day):
    day.side = day.screen.side
    day.side.focus_list()
    press(day, Qt.Key.Key_Home)
    press(day, Qt.Key.Key_Return)
    assert day.find(QWidget, "student_name").text() == "Amara Okafor"
    tab_to(day, "begin_button")
    press(day, Qt.Key.Key_Space)
    assert focused(day).objectName() == "celebrate_proud_text", "one can write at once"
    write(day, "I sing in the choir")
    press(day, Qt.Key.Key_Tab)
    assert focused(day).objectName() == "celebrate_strengths_text"
    write(day, "She listens")
    press(day, *NEXT)
    assert focused(day).objectName() == "data_improve_text"
    press(day, *NEXT)
    assert focused(day).objectName() == "first_goal_button"
    press(day, Qt.Key.Key_Space)
    write(day, "I will practise")
    goal = day.sheet("Amara").goals[0].goal_id
    tab_to(day, f"goal_{goal}_add_step")
    press(day, Qt.Key.Key_Space)
    write(day, "Ask the music teacher")
    press(day, *NEXT)
    press(day, *NEXT)
    assert focused(day).objectName() == "consultation_start"
    press(day, Qt.Key.Key_Space)
    for _ in range(20):
        day.clock.advance(10)
        day.screen.conference.pulse.beat()
        day.settle()
    tab_to(day, "next_button")
    press(day, Qt.Key.Key_Space)
    for each in day.sheet("Amara").participants:
        day.wait_for(f"turn_{each.participant_id}")  # the page is built in pieces, and built anew after each mark
        tab_to(day, f"turn_{each.participant_id}")
        press(day, Qt.Key.Key_Space)
        press(day, Qt.Key.Key_Space)
        menu = day.find(QWidget, "sign_panel").menu_of_ways()
        assert [action.text() for action in menu.actions()] == [
            "Signed on paper",
            "Chose not to sign today",
            "Will sign later…",
        ]
        tab_to(day, "other_ways_button")
        menu.actions()[0].trigger()
        menu.close()
        day.settle()
    assert focused(day).objectName() == "hand_out_button", "everybody has signed: the keyboard is where copies are made"
    tab_to(day, "next_button")
    press(day, Qt.Key.Key_Space)
    tab_to(day, "finalize_button")
    press(day, Qt.Key.Key_Space)
    day.qtbot.waitUntil(lambda: bool(day.office.plans.renderings(day.ids["Amara"])), timeout=5000)
    day.settle()
    rendering = day.office.plans.renderings(day.ids["Amara"])[0].rendering_id
    assert focused(day).objectName() == f"given_to_family_{rendering}"
    press(day, Qt.Key.Key_Space)
    assert focused(day).objectName() == f"filed_in_folder_{rendering}"
    press(day, Qt.Key.Key_Space)
    assert focused(day).objectName() == "next_button"
    sheet = day.sheet("Amara")
    assert sheet.state is ConferenceState.SIGNED
    assert sheet.consultation.counted == 200
    assert [goal.text for goal in sheet.goals] == ["I will practise"]
    assert [step.text for step in sheet.goals[0].steps] == ["Ask the music teacher"]
    assert day.sees("done_notice")


def test_tab_goes_through_a_goal_in_the_order_it_is_read(day):
    day.begin("Camila")
    day.go_to(2)
    day.find(QWidget, "first_goal_button").setFocus()  # after what came of the last goals
    press(day, Qt.Key.Key_Space)
    goal = day.sheet("Camila").goals[0].goal_id
    tab_to(day, f"goal_{goal}_add_step")
    press(day, Qt.Key.Key_Space)
    step = day.sheet("Camila").goals[0].steps[0].step_id
    assert focused(day).objectName() == f"step_{step}_text"
    passed = []
    for _ in range(5):
        press(day, Qt.Key.Key_Tab)
        passed.append(focused(day).objectName())
    assert passed[:3] == [f"step_{step}_who", f"step_{step}_due", f"step_{step}_remove"]
    assert passed[3] == f"goal_{goal}_add_step"
