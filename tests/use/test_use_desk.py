"""The main window and the front desk's, driven in turn in the real program; and the board beside them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from use_hands import CTRL, Keys, Mouse, all_shown, key, rows, shown, type_text, until

from ilp_desktop.demo import offices
from ilp_desktop.domain.access import Role

pytestmark = pytest.mark.window


@pytest.fixture
def program(place, demo):
    made = place.start(demo)
    Keys(made.window).write("passphrase_field", offices.PASSPHRASE)
    Mouse(made.window).press("open_button")
    until(lambda: rows("day_list"))
    return made


@pytest.fixture
def desk(program):
    """The desk's window, opened from the day's menu."""
    mouse = Mouse(program.window)
    mouse.press("day_papers")
    mouse.menu("desk_action")
    window = window_of("desk_window")
    until(window.isActiveWindow)
    until(lambda: rows("desk_list"))
    return window


def window_of(name):
    def there():
        return [top for top in QApplication.topLevelWidgets() if top.objectName() == name and top.isVisible()]

    until(there, f"{name} is not there")
    return there()[0]


def windows():
    return {top.objectName() for top in QApplication.topLevelWidgets() if top.isVisible()}


def sit_at(window):
    window.activateWindow()
    until(window.isActiveWindow)


def row(listing, name):
    return next((one for one in rows(listing) if name in one), "")


def test_two_windows_work_in_turn_and_each_follows_the_other_at_once(program, desk):
    main = Mouse(program.window)
    main.choose("desk_list", "Gabriel Sorensen")
    until(lambda: all_shown("check_in_student"))
    Mouse(desk).press("check_in_button")
    until(lambda: "No. " in row("desk_list", "Gabriel Sorensen"))
    until(lambda: "Checked in" in row("day_list", "Gabriel Sorensen"), "the main window hears it")
    sit_at(program.window)
    main.menu_of_row("day_list", "Elias Whitehorse", "mark_late_action")
    until(lambda: "late" in row("desk_list", "Elias Whitehorse"), "the desk hears it")
    main.choose("day_list", "Gabriel Sorensen")
    main.press("begin_button")
    until(lambda: "In conference" in row("desk_list", "Gabriel Sorensen"))
    sit_at(desk)
    desk.focus_first()
    type_text("e")
    until(lambda: len(rows("desk_list")) < 10 and row("desk_list", "Elias Whitehorse"))
    key(Qt.Key.Key_Escape)
    desk.focus_first()


def test_whoever_sits_at_the_desk_sees_it_with_the_desks_rights_and_it_closes_with_the_lock(program, desk):
    assert program.office.viewer.role is Role.LEAD
    assert desk._office.viewer.role is Role.FRONT_DESK
    assert desk._office.viewer.person_uid == program.office.viewer.person_uid, "the record says who it was"
    Mouse(desk).press("public_board_button")
    window_of("public_board")
    assert windows() >= {"main_window", "desk_window", "public_board"}
    sit_at(desk)
    key(Qt.Key.Key_L, CTRL)
    shown("passphrase_field")
    assert windows() == {"main_window"}
    assert program.office is None


def test_a_question_of_the_main_window_stands_in_nobodys_way_at_the_desk(program, desk):
    sit_at(program.window)
    main = Mouse(program.window)
    main.choose("day_list", "Elias Whitehorse")
    shown("begin_button")
    office = program.office
    student = next(one.student_id for one in office.conferences.day().rows if "Elias" in one.student_name)
    program.window.shell.page("day")
    from ilp_desktop.ui.letters.sheet import LetterWindow

    letter = LetterWindow(office, program.background, program.dialogs, student, "", program.window)
    letter.open()
    sit_at(desk)
    Mouse(desk).press("walk_in_button")
    shown("walk_in_find")
    assert letter.parent() is program.window
    letter.reject()


def test_the_desk_is_found_behind_ctrl_k_and_opens_once(program):
    key(Qt.Key.Key_K, CTRL)
    shown("palette_field")
    type_text("walk-in")
    until(lambda: any("Front desk" in one for one in rows("palette_list")))
    key(Qt.Key.Key_Return)
    first = window_of("desk_window")
    sit_at(program.window)
    Mouse(program.window).press("day_papers")
    Mouse(program.window).menu("desk_action")
    until(first.isActiveWindow)
    assert [top.objectName() for top in QApplication.topLevelWidgets() if top.isVisible()].count("desk_window") == 1
    first.close()
    until(lambda: "desk_window" not in windows())
    assert program.window.isVisible(), "closing the desk ends nothing else"


def test_the_board_calls_a_family_while_the_main_window_goes_on(program, desk):
    Mouse(desk).press("public_board_button")
    board = window_of("public_board")
    until(lambda: "Next: " in board.accessibleName(), "Dao is here since before")
    sit_at(desk)
    desk.focus_first()
    Mouse(desk).choose("desk_list", "Dao Nguyen")
    until(lambda: all_shown("call_button"))
    Mouse(desk).press("call_button")
    until(lambda: "Now: " in board.accessibleName())
    names = [one.split(", ")[1] for one in rows("desk_list")]
    assert len(names) > 30
    assert [name for name in names if name in board.accessibleName()] == []
    sit_at(board)
    QTest.keyClick(board, Qt.Key.Key_F11)
    until(board.isFullScreen)
    QTest.keyClick(board, Qt.Key.Key_Escape)
    until(lambda: not board.isFullScreen())


def test_whoever_ends_the_program_ends_the_desk_and_the_board_with_it(place, program, desk):
    Mouse(desk).press("public_board_button")
    window_of("public_board")
    place.end(program)
    assert windows() == set()
