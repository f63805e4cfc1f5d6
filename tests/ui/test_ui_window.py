from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.ui import theme
from ilp_desktop.ui.dialogs import AnsweredDialogs, WindowDialogs
from ilp_desktop.ui.idle import IdleWatch
from ilp_desktop.ui.shell import RailButton, Shell
from ilp_desktop.ui.widgets import Button, LineField
from ilp_desktop.ui.window import MainWindow

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def window(qtbot, clock):
    made = MainWindow(clock)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def shell():
    made, pages = Shell(), []

    def page(name):
        def make():
            pages.append(name)
            return QLineEdit()

        return make

    made.made = pages
    made.add_page("day", "calendar-days", "Day", page("day"))
    made.add_page("students", "users-round", "Students", page("students"))
    made.add_page("settings", "settings", "Settings", page("settings"), at_foot=True)
    return made


def test_a_page_is_made_when_it_is_first_gone_to_and_kept(qtbot, window, shell):
    window.show_office(shell, "Lincoln Elementary")
    shell.go("day")
    assert shell.made == ["day"]
    qtbot.mouseClick(shell.findChild(RailButton, "students_place"), Qt.MouseButton.LeftButton)
    first = shell.page("students")
    shell.go("day")
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert shell.current() == "students"
    assert shell.page("students") is first
    assert shell.made == ["day", "students"]
    assert shell.findChild(RailButton, "students_place").isChecked()
    assert not shell.findChild(RailButton, "day_place").isChecked()


def test_the_rail_leaves_room_for_the_sidebar_and_the_content_on_a_school_laptop(qtbot, window, shell):
    window.show_office(shell, "Lincoln Elementary")
    page = shell.go("day")
    qtbot.waitUntil(lambda: page.width() > 900)
    assert page.width() - theme.SIZE.sidebar >= 900
    for place in shell.findChildren(RailButton):
        assert place.width() >= 44
        assert place.height() >= 44
        assert place.accessibleName()


def test_the_title_holds_the_offices_name_and_forgets_it_on_lock(window, shell):
    window.show_office(shell, "Lincoln Elementary")
    assert window.windowTitle() == "ILP Desktop — Lincoln Elementary"
    window.show_page(QWidget())
    assert window.windowTitle() == "ILP Desktop"
    assert window.shell is None


def test_what_was_shown_is_destroyed_when_the_office_is_locked(qtbot, window, shell):
    import shiboken6

    window.show_office(shell, "Lincoln Elementary")
    window.show_page(QWidget())
    qtbot.waitUntil(lambda: not shiboken6.isValid(shell))


def test_ctrl_l_locks_an_open_office_only(qtbot, window, shell):
    asked = []
    window.lock_asked.connect(lambda: asked.append(True))
    window.show_page(QWidget())
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert asked == []
    window.show_office(shell, "Lincoln Elementary")
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert asked == [True]


def _drag(window, path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(5, 5), copy, mime, left, none)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), copy, mime, left, none))
    return enter.isAccepted()


def test_a_pdf_dropped_on_the_window_is_offered_for_checking_and_nothing_else_is(window, tmp_path):
    dropped = []
    window.pdf_dropped.connect(dropped.append)
    assert _drag(window, tmp_path / "Plan.PDF")
    assert not _drag(window, tmp_path / "roster.zip")
    assert dropped == [Path(tmp_path / "Plan.PDF")]


def test_what_the_office_met_is_said_above_the_page_and_can_be_closed(qtbot, window, shell):
    window.show_office(shell, "Lincoln Elementary")
    window.show_failure(OfficeError("program_mistake"))
    assert "What was saved before is safe" in shell.banner.words.text()
    qtbot.mouseClick(shell.banner.findChild(Button, "banner_close"), Qt.MouseButton.LeftButton)
    assert not shell.banner.isVisible()


# -- nobody there ---------------------------------------------------------------------------------------------------


@pytest.fixture
def watch(qtbot, clock):
    running = []
    made = IdleWatch(clock, deferred=lambda: bool(running))
    made.running, made.told = running, []
    made.expired.connect(lambda: made.told.append(True))
    made.start()
    yield made
    made.stop()


def test_an_office_nobody_touches_is_locked_after_five_minutes(clock, watch):
    clock.advance(299)
    watch.look()
    assert watch.told == []
    clock.advance(1)
    watch.look()
    watch.look()
    assert watch.told == [True]


def test_a_running_consultation_puts_the_lock_off_but_not_for_ever(clock, watch):
    watch.running.append(True)
    clock.advance(599)
    watch.look()
    assert watch.told == []
    clock.advance(1)
    watch.look()
    assert watch.told == [True]


def test_a_consultation_that_ends_no_longer_puts_the_lock_off(clock, watch):
    watch.running.append(True)
    clock.advance(400)
    watch.look()
    watch.running.clear()
    watch.look()
    assert watch.told == [True]


def test_the_time_a_computer_sleeps_counts(clock, watch):
    clock._at += timedelta(hours=1)  # the ticks stand still while it sleeps
    watch.look()
    assert watch.told == [True]


def test_a_key_or_the_mouse_starts_the_minutes_again(qtbot, window, shell, clock):
    from PySide6.QtTest import QTest

    asked = []
    window.lock_asked.connect(lambda: asked.append(True))
    window.show_office(shell, "Lincoln Elementary")
    shell.go("day")
    clock.advance(290)
    QTest.mouseMove(window.windowHandle(), QPoint(300, 300))
    qtbot.waitUntil(lambda: window.idle.idle_seconds() == 0)
    clock.advance(290)
    window.idle.look()
    assert asked == []


def test_the_first_touch_after_a_sleep_locks_before_it_counts(qtbot, window, shell, clock):
    from PySide6.QtTest import QTest

    asked = []
    window.lock_asked.connect(lambda: asked.append(True))
    window.show_office(shell, "Lincoln Elementary")
    clock._at += timedelta(hours=8)
    QTest.mouseMove(window.windowHandle(), QPoint(310, 310))
    qtbot.waitUntil(lambda: asked == [True])


# -- questions ------------------------------------------------------------------------------------------------------


def test_a_question_waits_for_nobody_and_its_deed_is_done_on_yes(qtbot, window):
    done = []
    dialogs = WindowDialogs(window)
    dialogs.confirm("Remove the goal?", "It can be taken back.", "Remove the goal", lambda: done.append(True))
    asked = window.findChild(QDialog, "question_dialog")
    assert asked.isVisible()
    assert done == []
    qtbot.mouseClick(asked.findChild(Button, "question_yes"), Qt.MouseButton.LeftButton)
    assert done == [True]


def test_escape_leaves_it_undone_and_return_never_does_what_cannot_be_undone(qtbot, window):
    done = []
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        WindowDialogs(window).confirm("Delete?", "For good.", "Delete", lambda: done.append(True), danger=True)
        asked = window.findChildren(QDialog, "question_dialog")[-1]
        asked.activateWindow()
        qtbot.waitUntil(asked.isActiveWindow)
        qtbot.keyClick(asked, key)
        asked.reject()
    assert done == []


def test_one_line_is_asked_for_and_given_by_return(qtbot, window):
    got = []
    WindowDialogs(window).ask_text("Add a minute", "Why?", got.append, text="Because")
    asked = window.findChild(QDialog, "question_dialog")
    line = asked.findChild(LineField, "question_line")
    qtbot.keyClick(line.editor, Qt.Key.Key_End)
    qtbot.keyClicks(line.editor, " of the bus ")
    qtbot.keyClick(line.editor, Qt.Key.Key_Return)
    assert got == ["Because of the bus"]


def test_locking_takes_every_question_away_unanswered(qtbot, window, tmp_path):
    answered = []
    dialogs = WindowDialogs(window)
    dialogs.confirm("One", "?", "Yes", lambda: answered.append(1))
    dialogs.tell("Two", "!")
    dialogs.choose_folder("Three", tmp_path, answered.append)
    dialogs.close_all()
    qtbot.waitUntil(lambda: not [one for one in window.findChildren(QDialog) if one.isVisible()])
    assert answered == []


def test_a_test_answers_ahead_and_an_unexpected_question_fails_it(tmp_path):
    dialogs, got = AnsweredDialogs(tmp_path, None), []
    dialogs.open_file("Roster", "*.zip", got.append)
    dialogs.open_file("Roster", "*.zip", got.append)
    assert got == [tmp_path]
    with pytest.raises(AssertionError, match="nobody answered: Roster"):
        dialogs.open_file("Roster", "*.zip", got.append)
