"""Leaving the computer: its own locks lock the office, and nothing of a student stays in the window for the next person."""

import ctypes
import gc
import linecache
import shutil
import sys
import weakref
from collections.abc import Container, Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QEvent, QObject, Qt
from PySide6.QtDBus import QDBusConnection
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QToolTip, QWidget
from shiboken6 import isValid
from use_hands import CTRL, Keys, Mouse, all_shown, key, rows, shown, type_text, until, words
from use_login1 import LOGIN, SESSION, Login1

from ilp_desktop.app import locks
from ilp_desktop.app.locks import linux, macos, windows
from ilp_desktop.app.locks.linux import SCREEN_SAVERS, LinuxWatch
from ilp_desktop.demo import offices
from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.places import FORMS
from ilp_desktop.ui.dialogs import Question
from ilp_desktop.vault.cost import CHEAP

pytestmark = pytest.mark.window
CANARY = "Camila"
_LONGEST = 100_000
TYPED = "brave at the dentist, xylophone"
DORAS = "nobody waters the ferns on a Thursday"
needs_bus = pytest.mark.skipif(not shutil.which("dbus-daemon"), reason="no dbus-daemon on this computer")


def unlock(program, passphrase: str = offices.PASSPHRASE) -> None:
    hand = Keys(program.window)
    hand.write("passphrase_field", passphrase)
    hand.press("open_button")
    until(lambda: program.window.shell is not None and rows("day_list"))


@pytest.fixture
def program(place, demo):
    made = place.start(demo)
    unlock(made)
    return made


# The computer's own locks


@pytest.fixture
def login1(monkeypatch) -> Iterator[Login1]:
    monkeypatch.setenv("XDG_SESSION_ID", "31")
    with Login1() as there:
        bus = QDBusConnection.connectToBus(there.address, "leaving")
        assert bus.isConnected()

        def watch(parent: QObject) -> LinuxWatch:
            made = LinuxWatch(parent, bus, bus)
            made.start()
            return made

        monkeypatch.setattr(locks, "watch", watch)
        yield there
        QDBusConnection.disconnectFromBus("leaving")


@needs_bus
def test_the_computer_waits_with_its_sleep_until_the_keys_are_gone(login1, program):
    until(lambda: "Inhibit" in login1.asked and login1.waits)
    office = program.office
    login1.sleep_comes()
    shown("unlock_card")
    until(lambda: not login1.waits)
    with pytest.raises(OfficeError, match="keys_forgotten"):
        _ = office._keys.database
    unlock(program)
    until(lambda: login1.waits)  # for the office that is open now


@needs_bus
@pytest.mark.parametrize("saver", SCREEN_SAVERS)
def test_the_screens_lock_locks_the_office_on_every_desktop(login1, program, saver):
    until(lambda: login1.waits)
    path = "/" + saver.replace(".", "/")
    login1.say(path, saver, "ActiveChanged", on=False)
    login1.say(path, saver, "ActiveChanged", on=True)
    shown("unlock_card")


@needs_bus
def test_the_logins_own_lock_locks_the_office_also_while_a_consultation_runs(login1, program):
    until(lambda: "GetSession" in login1.asked and login1.waits)
    hand = Keys(program.window)
    hand.choose("day_list", CANARY)
    until(lambda: CANARY in words("student_name") and all_shown("celebrate_proud_text"))
    for section in ("data", "goals", "support", "private"):
        hand.onward()
        shown(f"{section}_section")
    hand.press("consultation_start")
    shown("consultation_pause")
    assert program.timer_runs()
    login1.say("/org/freedesktop/login1/session/_99", f"{LOGIN}.Session", "Lock")  # somebody else's login
    login1.say(SESSION, f"{LOGIN}.Session", "Lock")
    shown("unlock_card")


@needs_bus
def test_another_logins_lock_is_none_of_ours(login1, program):
    until(lambda: login1.waits)
    heard: list[bool] = []
    assert program._computer is not None
    program._computer.left.connect(lambda: heard.append(True))
    login1.say("/org/freedesktop/login1/session/_99", f"{LOGIN}.Session", "Lock")
    login1.say(SESSION, f"{LOGIN}.Session", "Lock")
    shown("unlock_card")
    assert heard == [True]


@needs_bus
def test_a_computer_that_sleeps_at_the_door_is_not_held_up(login1, place, demo):
    place.start(demo)
    until(lambda: "GetSession" in login1.asked)
    login1.sleep_comes()
    shown("unlock_card")
    assert "Inhibit" not in login1.asked


def test_a_computer_without_a_bus_is_not_heard_and_works(qapp):
    nowhere = QDBusConnection("nowhere")
    watch = LinuxWatch(qapp, nowhere, nowhere)
    watch.start()
    watch.office_opened()
    watch.office_locked()
    watch.stop()


@pytest.mark.parametrize(
    ("message", "parameter", "leaves"),
    [
        (0x02B1, 0x7, True),  # WTS_SESSION_LOCK
        (0x02B1, 0x8, False),  # WTS_SESSION_UNLOCK
        (0x02B1, 0x2, True),  # WTS_CONSOLE_DISCONNECT: another login comes
        (0x02B1, 0x1, False),  # WTS_CONSOLE_CONNECT
        (0x02B1, 0x4, True),  # WTS_REMOTE_DISCONNECT
        (0x02B1, 0x6, True),  # WTS_SESSION_LOGOFF
        (0x0218, 0x4, True),  # PBT_APMSUSPEND
        (0x0218, 0x12, False),  # PBT_APMRESUMEAUTOMATIC
        (0x0218, 0xA, False),  # PBT_APMPOWERSTATUSCHANGE: the plug was pulled
        (0x0100, 0x7, False),  # WM_KEYDOWN
    ],
)
def test_what_windows_says_is_read_from_its_message(qapp, message, parameter, leaves):
    said = ctypes.wintypes.MSG()
    said.message, said.wParam = message, parameter
    watch, heard = windows.WindowsWatch(qapp), []
    watch.left.connect(lambda: heard.append(True))
    address = ctypes.addressof(said)
    assert windows.read_message(address) == (message, parameter)
    assert watch._filter.nativeEventFilter(b"windows_generic_MSG", address) == (False, 0)
    assert watch._filter.nativeEventFilter(b"xcb_generic_event_t", address) == (False, 0)
    assert heard == ([True] if leaves else [])


def test_what_macos_says_is_heard_and_where_there_is_no_macos_nothing_happens(qapp):
    watch, heard = macos.MacWatch(qapp), []
    watch.left.connect(lambda: heard.append(True))
    watch._called(None, None, None, None, None)
    assert heard == [True]
    if sys.platform != "darwin":
        watch.start()
    watch.stop()


def test_each_watch_is_imported_on_its_own_system_after_the_first_picture(program):
    if sys.platform == "linux":
        until(lambda: isinstance(program._computer, linux.LinuxWatch))


# Nothing stays


def texts_of(widget: QWidget) -> str:
    names = (
        "text",
        "toPlainText",
        "toolTip",
        "accessibleName",
        "accessibleDescription",
        "windowTitle",
        "placeholderText",
    )
    found = [str(getattr(widget, name)()) for name in names if callable(getattr(widget, name, None))]
    return "\n".join(found)


def _kind(thing: object) -> str:
    """Return what it is, and who has it: where to look."""
    holders = {f"{type(one).__module__}.{type(one).__qualname__}" for one in gc.get_referrers(thing)}
    return f"{type(thing).__module__}.{type(thing).__qualname__} in {sorted(holders)}"


def told_of(canaries: tuple[str, ...], others: Container[int] = ()) -> list[str]:
    """Return each place among widgets, models and Python's objects, but for those with these ids, that tells of a student."""
    found = [
        f"widget {type(widget).__name__} {widget.objectName()}"
        for widget in QApplication.allWidgets()
        if isValid(widget) and any(canary in texts_of(widget) for canary in canaries)
    ]
    shown_lines = {id(part) for entry in linecache.cache.values() for part in entry}
    for thing in gc.get_objects():
        if isinstance(thing, QAbstractItemModel) and isValid(thing):
            for at in range(thing.rowCount()):
                said = str(thing.data(thing.index(at, 0), Qt.ItemDataRole.AccessibleTextRole))
                found += [f"model {type(thing).__name__}" for canary in canaries if canary in said]
        # What tests are made of, and the lines of source that pytest shows, are no program's.
        of_tests = isinstance(thing, dict) and "__spec__" in thing
        if of_tests or id(thing) in shown_lines or thing is canaries or id(thing) in others:
            continue
        told = [held for held in gc.get_referents(thing) if isinstance(held, str) and len(held) < _LONGEST]
        found += [f"{_kind(thing)}: {held[:60]}" for held in told if any(canary in held for canary in canaries)]
    return found


def emptied() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def write(program) -> None:
    """Type into a conference, in place of what stands there."""
    hand = Keys(program.window)
    hand.choose("day_list", CANARY)
    until(lambda: CANARY in words("student_name") and all_shown("celebrate_proud_text"))
    hand.reach("celebrate_proud_text")
    key(Qt.Key.Key_A, CTRL)
    type_text(TYPED)


def look_around(program) -> tuple[str, ...]:
    """Meet students everywhere: the day, a conference, the list, a file, the box; type and copy."""
    write(program)
    key(Qt.Key.Key_A, CTRL)
    key(Qt.Key.Key_C, CTRL)
    assert TYPED in QApplication.clipboard().text()
    program.background.do(lambda: program.office.packs.adopt(FORMS / "policy-4020"))
    key(Qt.Key.Key_2, CTRL)
    Mouse(program.window).press("everyone_segment")
    until(lambda: all_shown("board_list") and len(rows("board_list")) > 20)
    Mouse(program.window).choose("board_list", rows("board_list")[0].split(",")[0])
    until(lambda: all_shown("need_text"))
    key(Qt.Key.Key_3, CTRL)
    until(lambda: rows("student_list"))
    Mouse(program.window).choose("student_list", rows("student_list")[0].split(",")[0])
    until(lambda: all_shown("file_name"))
    name = words("file_name")
    key(Qt.Key.Key_K, CTRL)
    shown("palette")
    type_text("camila")
    until(lambda: any(CANARY in row for row in rows("palette_list")))
    Question(program.window, "Question", f"Is {name} here?", "Yes").open()
    QToolTip.showText(program.window.mapToGlobal(program.window.rect().center()), name, program.window)
    return TYPED, name, "Camila Hernández"


@pytest.fixture
def others_things() -> list[object]:
    """What earlier tests of this process left: held, so that nothing newer takes the place of one of them."""
    gc.unfreeze()
    return gc.get_objects()


def test_after_a_lock_nothing_in_the_window_or_in_memory_tells_of_a_student(others_things, program):
    canaries = look_around(program)
    keys, store = program.office._keys, weakref.ref(program.office._desk.store)
    kinds = {line.split()[0] for line in told_of(canaries)}
    assert {"widget", "model", "ilp_desktop.domain.students.StudentRow", "ilp_desktop.domain.board.BoardRow"} < kinds, (
        "the search finds what is there"
    )
    program.lock()  # the dialog has the keyboard: it is the computer or the clock that locks
    shown("unlock_card")
    until(lambda: keys._keys is None)
    program.background.drain(emptied)
    until(lambda: not program.background.is_busy)
    emptied()
    assert QApplication.clipboard().text() == ""
    assert program.window.findChildren(QDialog) == []
    assert program.window.windowTitle() == "ILP Desktop"
    assert store() is None, "the database, its engine and its connections"
    gc.unfreeze()  # only now: what the program keeps for good is looked at, and nothing is let go of for it
    told = told_of(canaries, {id(thing) for thing in others_things} | {id(others_things)})
    assert told == [], "\n".join(told)


def test_the_next_person_finds_the_window_where_it_was_and_what_was_typed_is_safe(program):
    with_dora(program)
    hand = Keys(program.window)
    write(program)
    before = program.window.geometry()
    Mouse(program.window).lock()
    shown("unlock_card")
    assert program.window.geometry() == before
    assert "next person" in words("unlock_told")
    unlock(program, DORAS)
    assert program.office.viewer.name == "Dora Finch"
    assert program.window.geometry() == before
    hand.lock()
    shown("unlock_card")
    unlock(program)
    hand.choose("day_list", CANARY)
    until(lambda: CANARY in words("student_name") and all_shown("celebrate_proud_text"))
    until(lambda: shown("celebrate_proud_text").toPlainText() == TYPED)


def with_dora(program) -> None:
    done: list[bool] = []
    program.background.do(
        lambda: program.office.people.add("Dora Finch", Role.TEACHER, DORAS, cost=CHEAP),
        lambda _made: done.append(True),
    )
    until(lambda: done)


def test_switching_the_person_is_found_by_that_word(program):
    key(Qt.Key.Key_K, CTRL)
    shown("palette")
    type_text("switch person")
    until(lambda: len(rows("palette_list")) == 1)
    key(Qt.Key.Key_Return)
    shown("unlock_card")
    assert all(not line.text() for line in program.window.findChildren(QLineEdit))


def test_people_and_keys_are_found_by_what_one_would_call_them(program):
    key(Qt.Key.Key_K, CTRL)
    shown("palette")
    type_text("colleague")
    until(lambda: rows("palette_list") == ["People and keys"])
    key(Qt.Key.Key_Return)
    until(lambda: rows("people_list"))


def test_what_another_program_put_on_the_clipboard_stays_there(program, monkeypatch):
    clipboard = QApplication.clipboard()
    until(lambda: program._computer is not None)
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(QGuiApplication, "focusWindow", staticmethod(lambda: None))
        clipboard.setText("out of another program")
    program.lock()
    shown("unlock_card")
    assert clipboard.text() == "out of another program"
    clipboard.clear()
