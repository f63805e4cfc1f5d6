"""Ctrl+K in the real window: one box that goes to any student, place or deed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from use_hands import CTRL, Keys, Mouse, all_shown, key, rows, shown, type_text, until, words

from ilp_desktop.demo import offices

pytestmark = pytest.mark.window


@pytest.fixture
def program(place, demo):
    made = place.start(demo)
    Keys(made.window).write("passphrase_field", offices.PASSPHRASE)
    Mouse(made.window).press("open_button")
    until(lambda: rows("day_list"))
    return made


def asked(letters: str) -> None:
    """Open the box and type."""
    key(Qt.Key.Key_K, CTRL)
    shown("palette")
    until(lambda: len(rows("palette_list")) > 0)
    type_text(letters)
    until(lambda: shown("palette")._box.settled)


def test_a_student_is_opened_from_any_page_with_a_few_letters(program):
    key(Qt.Key.Key_6, CTRL)
    asked("hern cam")
    until(lambda: rows("palette_list")[0].startswith("Camila Hernández"))
    key(Qt.Key.Key_Return)
    until(lambda: words("file_name") == "Camila Hernández")
    assert all_shown("palette") == []


def test_whom_one_opens_stands_first_the_next_time(program):
    asked("hernandez")
    second = rows("palette_list")[1].split(",")[0]
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Return)
    until(lambda: words("file_name") == second)
    asked("hernandez")
    until(lambda: rows("palette_list")[0].startswith(second))
    key(Qt.Key.Key_Escape)
    asked("")
    until(lambda: rows("palette_list")[0].startswith(second))
    assert any("Lock" in row for row in rows("palette_list")) or len(rows("palette_list")) > 2


def test_places_and_deeds_are_found_by_other_words_for_them(program):
    asked("passphrase")
    until(lambda: rows("palette_list") == ["Settings"])
    key(Qt.Key.Key_Return)
    until(lambda: shown("preferences_page").isVisible())
    asked("back up now")
    until(lambda: rows("palette_list") == ["Back up now"])
    key(Qt.Key.Key_Return)
    until(lambda: "read back" in shown("shell_banner").words.text())
    asked("lock")
    until(lambda: rows("palette_list")[:1] == ["Lock, Ctrl+L"])
    key(Qt.Key.Key_Return)
    until(lambda: shown("passphrase_field").isVisible())


def test_a_caseload_and_a_students_adults_are_come_to_with_the_keyboard_alone(program):
    asked("caseload")
    until(lambda: rows("palette_list") == ["Staff and students"])
    key(Qt.Key.Key_Return)
    until(lambda: len(rows("staff_list")) > 2)
    asked("hern cam")
    until(lambda: rows("palette_list")[0].startswith("Camila Hernández"))
    key(Qt.Key.Key_Return)
    until(lambda: words("file_name") == "Camila Hernández")
    Keys(program.window).press("adults_more_button")
    shown("adults_body")
    until(lambda: "Rosa Hernández" in [each.text() for each in all_shown(r"adult_\d+_name")])


def test_the_record_is_found_by_what_people_call_it_and_says_what_was_just_done(program):
    asked("hern cam")
    until(lambda: rows("palette_list")[0].startswith("Camila Hernández"))
    key(Qt.Key.Key_Return)
    until(lambda: words("file_name") == "Camila Hernández")
    asked("audit")
    until(lambda: rows("palette_list") == ["Record"])
    key(Qt.Key.Key_Return)
    until(lambda: any("opened the file, Camila Hernández" in row for row in rows("record_list")))
    until(lambda: words("standing_title") == "The record is whole")


def test_escape_and_a_click_beside_it_leave_everything_as_it_was(program):
    before = QApplication.focusWidget()
    asked("zzzz")
    until(lambda: shown("palette_nothing").isVisible())
    key(Qt.Key.Key_Return)
    assert shown("palette").isVisible(), "nothing is chosen where nothing was found"
    key(Qt.Key.Key_Escape)
    until(lambda: all_shown("palette") == [])
    assert QApplication.focusWidget() is before
    asked("")
    QTest.mouseClick(shown("palette"), Qt.MouseButton.LeftButton, pos=shown("palette").rect().bottomLeft())
    until(lambda: all_shown("palette") == [])


def test_no_name_is_shown_over_a_covered_window(program):
    mouse = Mouse(program.window)
    mouse.choose("day_list", "Camila Hernández")
    until(lambda: words("student_name") == "Camila Hernández")
    mouse.press("hide_button")
    shown("cover")
    key(Qt.Key.Key_K, CTRL)
    QTest.qWait(100)
    assert all_shown("palette") == []
