"""Every screen of the table in tools/screens.py, in both languages and at both text sizes: readable, named, reached by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from test_use_spanish import english_in, only_english  # noqa: F401 - a fixture
from typing_extensions import override
from use_reading import beyond, clipped, overflows, overlaid, unnamed, unreached

from ilp_desktop.app.speech import speak
from ilp_desktop.ui import theme
from ilp_desktop.ui.widgets import Button, Text
from ilp_desktop.vault.cost import CHEAP
from tools.screens import Screen, go_through
from tools.visits import WINDOW, Visit, prefer

pytestmark = pytest.mark.window
TAB_IS_KEPT = ("find", "hidden")
"""In the box of Ctrl+K Tab goes on to the next line, and Escape leaves it; behind a cover nothing is to be reached."""
STUDENTS = ("Camila", "Amara", "Fiona", "Hernández")


@pytest.fixture
def visit(request, place, demo: Path, qapp: QApplication):
    """Return a visit in the language and text size that a test asks for."""
    language, percent = request.param
    prefer(demo, place.folder / "settings", place.clock, language=language, scheme="light", percent=percent, cost=CHEAP)
    yield Visit(place.start(), place.dialogs, demo, place.folder)
    theme.apply(qapp, "light", 100, reduce_motion=True)
    speak("en")


def steady(visit: Visit, screen: Screen, english: frozenset[str]) -> list[str]:
    """Return what is wrong with a screen and still is a moment later: what is being laid out comes to rest."""
    wrong = look_at(visit, screen, english)
    for _again in range(3):
        if not wrong:
            break
        visit.settle()
        wrong = look_at(visit, screen, english)
    return wrong


def look_at(visit: Visit, screen: Screen, english: frozenset[str]) -> list[str]:
    """Return what is wrong with a screen."""
    front, window = visit.front(screen.window), visit.program.window
    finds = [clipped, unnamed, overlaid, beyond, *([] if screen.window else [overflows])]
    wrong = [f"{find.__name__}: {one}" for find in finds for one in dict.fromkeys(find(front))]
    wrong += [f"in English: {word}" for word in english_in(front, english)]
    wrong += [f"the title says {name}" for name in STUDENTS if name in window.windowTitle()]
    if window.size() != QSize(*WINDOW):
        wrong.append(f"the window grew to {window.width()}x{window.height()}")
        window.resize(*WINDOW)
    return [f"{screen.key}: {one}" for one in wrong]


EVERY = [("en", 100), ("en", 150), ("es", 100), ("es", 150)]


@pytest.mark.parametrize("visit", EVERY, indirect=True, ids=lambda one: f"{one[0]}-{one[1]}")
def test_on_every_screen_nothing_is_cut_off_everything_has_a_name_and_tab_comes_to_it(visit, only_english, request):  # noqa: F811
    language, percent = request.node.callspec.params["visit"]
    wrong: list[str] = []

    def look(screen: Screen) -> None:
        wrong.extend(steady(visit, screen, only_english if language == "es" else frozenset()))
        # The order is the same in any language, and at any size.
        if (language, percent) == ("en", 100) and screen.key not in TAB_IS_KEPT:
            wrong.extend(f"{screen.key}: {one}" for one in unreached(visit.front(screen.window)))

    go_through(visit, look)
    assert not wrong, "\n".join(wrong)


def test_a_word_that_is_cut_off_is_found_unless_a_tip_says_it_whole(qtbot, qapp):
    theme.apply(qapp, "light", reduce_motion=True)
    held = QWidget()
    qtbot.addWidget(held)
    button, low = Button("Print the worksheets", parent=held), Text("Two words " * 8, wrap=True, parent=held)
    button.resize(40, 40)
    low.setGeometry(0, 60, 60, 20)
    cut = QLabel("Everybody who may come", held)
    cut.setGeometry(0, 90, 30, 20)
    held.show()
    assert len(list(clipped(held))) == 2
    assert button.toolTip() == "Print the worksheets", "a button that is cut says so by itself"
    cut.setToolTip(cut.text())
    low.resize(600, 200)
    button.resize(button.sizeHint())
    assert list(clipped(held)) == []
    assert button.toolTip() == "", "and no longer once there is room"


def test_what_has_no_name_or_is_out_of_tabs_way_is_found(qtbot):
    held = QWidget()
    qtbot.addWidget(held)
    first, mute, deaf = QLineEdit(held), QLineEdit(held), QLineEdit(held)
    first.setAccessibleName("First")
    deaf.setAccessibleName("Deaf")
    held.show()
    assert [one.split()[0] for one in unnamed(held)] == ["QLineEdit"]
    mute.setAccessibleName("Second")
    assert list(unnamed(held)) == []
    first.setFocus()
    assert list(unreached(held)) == []
    held.setTabOrder(mute, first)
    first.installEventFilter(_Trap(held))
    assert list(unreached(held)) != []


class _Trap(QObject):
    @override
    def eventFilter(self, watched, event) -> bool:
        return event.type() == QEvent.Type.KeyPress
