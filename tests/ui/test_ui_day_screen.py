"""The conference day in a window, upon a real encrypted office."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from ui_day_office import school_day

from ilp_desktop import language
from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.ui.day.words import day_words, grade_words, time_words


@pytest.fixture
def day(tmp_path, qtbot, look):
    with school_day(tmp_path, qtbot) as day:
        yield day


def rows(day):
    model = day.find(QWidget, "day_list").model()
    return [model.data(model.index(at), Qt.ItemDataRole.AccessibleTextRole) for at in range(model.rowCount())]


def choose_in_menu(day, given, action):
    listed = day.find(QWidget, "day_list")
    place = listed.model().place(day.ids[given])
    listed.customContextMenuRequested.emit(listed.visualRect(place).center())
    menu = day.wait_for("day_menu")
    chosen = next(each for each in menu.actions() if each.objectName() == action)
    chosen.trigger()
    menu.close()
    day.settle()


def test_the_day_lists_mine_in_time_order_and_counts_the_others(day):
    assert rows(day)[0] == "8:00, Amara Okafor, Grade 6 · Iris Park, Scheduled"
    assert rows(day)[2] == "8:40, Camila Hernández, Grade 5 · Spanish interpreter, Scheduled"
    assert rows(day)[4] == "9:20, Elias Whitehorse, Grade 5 · by phone, Scheduled"
    assert day.find(QWidget, "mine_segment").text() == "Mine  5"
    assert day.find(QWidget, "everyone_segment").text() == "Everyone  7"
    assert day.find(QWidget, "to_sign_segment").text() == "To sign  0"
    assert day.find(QWidget, "day_date").text() == "THURSDAY, OCTOBER 15"


def test_everyone_shows_the_others_and_to_sign_says_that_nothing_waits(day):
    day.click("everyone_segment")
    assert rows(day)[-1] == "1:00, Gabriel Sorensen, Grade 6 · Omar Lund, Scheduled"
    day.click("to_sign_segment")
    assert not day.sees("day_list")
    assert day.find(QWidget, "day_nothing").text() == "Nothing waits for a signature."


def test_a_row_is_read_aloud_as_a_list_item(day):
    face = QAccessible.queryAccessibleInterface(day.find(QWidget, "day_list"))
    first = face.child(0)
    assert first.text(QAccessible.Text.Name) == rows(day)[0]


def test_a_family_is_checked_in_by_the_menu_and_the_list_says_so(day):
    choose_in_menu(day, "Dao", "check_in_action")
    day.click("check_in_button")
    assert "Dao Nguyen, Grade 6 · Iris Park, Checked in" in rows(day)[3]
    choose_in_menu(day, "Dao", "mark_late_action")
    assert rows(day)[3].endswith("Running late")
    choose_in_menu(day, "Dao", "undo_action")
    assert rows(day)[3].endswith("Scheduled")
    choose_in_menu(day, "Dao", "mark_missed_action")
    assert day.sheet("Dao").state is ConferenceState.MISSED


def test_a_conference_under_way_offers_no_arrival_any_more(day):
    day.office.conferences.begin(day.ids["Amara"])
    day.screen.refresh()
    day.settle()
    listed = day.find(QWidget, "day_list")
    listed.customContextMenuRequested.emit(listed.visualRect(listed.model().index(0)).center())
    assert not day.sees("day_menu")


def test_the_chosen_row_opens_its_conference_at_the_right(day):
    assert not day.sees("conference_screen")
    day.open("Camila")
    assert day.find(QWidget, "student_name").text() == "Camila Hernández"
    meta = day.find(QWidget, "conference_meta").text()
    assert meta == "8:40 · Grade 5 · Iris Park · with Rosa Hernández (mother) · Spanish interpreter"
    day.open("Amara")
    assert day.find(QWidget, "student_name").text() == "Amara Okafor"


def test_the_list_opens_by_keyboard_alone(day):
    listed = day.find(QWidget, "day_list")
    listed.setFocus()
    for _ in range(2):
        day.qtbot.keyClick(listed, Qt.Key.Key_Down)
    day.qtbot.keyClick(listed, Qt.Key.Key_Return)
    day.settle()
    shown = day.find(QWidget, "student_name").text()
    assert shown in {"Benjamin Tsosie", "Camila Hernández"}
    assert day.find(QWidget, "begin_button")


def test_a_day_that_is_read_anew_leaves_the_arrows_where_they_are(day):
    day.open("Amara")
    listed = day.find(QWidget, "day_list")
    listed.setFocus()
    for _ in range(3):
        day.qtbot.keyClick(listed, Qt.Key.Key_Down)
    assert rows(day)[listed.currentIndex().row()].startswith("9:00, Dao")
    day.office.conferences.check_in(day.ids["Fiona"])
    day.screen.refresh()
    day.settle()
    assert rows(day)[listed.currentIndex().row()].startswith("9:00, Dao")
    day.click("everyone_segment")
    listed.setFocus()
    assert rows(day)[listed.currentIndex().row()].startswith("8:00, Amara"), (
        "away from the list, the open one is marked"
    )


def test_each_conference_opens_at_the_section_it_was_left_at(day):
    day.begin("Camila")
    day.go_to(2)
    assert day.sees("goals_section")
    day.open("Amara")
    assert day.sees("arrival_view")
    day.open("Camila")
    assert day.sees("goals_section")


def test_looking_for_a_student_asks_the_window_for_all_students(day):
    with day.qtbot.waitSignal(day.screen.find_wanted) as asked:
        day.type("find_field", "c")
    assert asked.args == ["c"]


def test_after_the_last_step_the_day_has_the_keyboard_again(day):
    day.begin("Camila")
    day.go_to(6)
    day.click("next_button")
    assert not day.sees("conference_screen")
    assert day.find(QWidget, "day_list").hasFocus()


def test_times_grades_and_dates_are_worded_as_in_a_school():
    from datetime import date

    assert (time_words("08:05"), time_words("13:00"), time_words("00:30")) == ("8:05", "1:00", "12:30")
    assert (grade_words("KG"), grade_words("05"), grade_words("12")) == ("Kindergarten", "Grade 5", "Grade 12")
    assert day_words(date(2026, 10, 8)) == "Thursday, October 8"
    language.use("es")
    assert "jueves" in day_words(date(2026, 10, 8)).lower()
