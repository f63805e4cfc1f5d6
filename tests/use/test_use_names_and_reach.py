"""The pages before an office is open, and what every walk through the window looks at.

The screens of an open office are walked in test_use_screens.py, from the table of all of them.
"""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from use_hands import Mouse, shown
from use_reading import clipped, overflows, overlaid, unnamed

from ilp_desktop.ui import theme

pytestmark = pytest.mark.window
SMALL_LAPTOP = QSize(1366, 768)


class Walk:
    """Looks at each page and keeps what is wrong with it."""

    def __init__(self, program, names: tuple[str, ...]) -> None:
        self.program, self.names = program, names
        self.seen: list[str] = []
        self.wrong: list[str] = []

    def look(self, page: str) -> None:
        QTest.qWait(60)
        window = self.program.window
        self.seen.append(page)
        for find in (unnamed, clipped, overflows, overlaid):
            self.wrong += [f"{page}: {find.__name__}: {one}" for one in dict.fromkeys(find(window))]
        for name in self.names:
            if name in window.windowTitle():
                self.wrong.append(f"{page}: the title says {name}")
        if window.size() != SMALL_LAPTOP:
            self.wrong.append(f"{page}: the window grew to {window.width()}x{window.height()}")
            window.resize(SMALL_LAPTOP)


def look_at_first_run(place, walk_of: Callable[..., Walk]) -> Walk:
    program = place.start()
    walk, hand = walk_of(program, ()), Mouse(program.window)
    walk.look("welcome")
    hand.press("new_choice")
    walk.look("create")
    hand.press("create_button")
    walk.look("create, something missing")
    hand.write("office_field", "Juniper Elementary")
    hand.write("person_field", "Robin Castle")
    hand.write("passphrase_field", "too short")
    walk.look("create, a weak passphrase")
    shown("passphrase_field").set_text("")
    hand.write("passphrase_field", "eleven quiet magpies over the flats")
    hand.write("again_field", "eleven quiet magpies over the flats")
    hand.press("create_button")
    shown("paper_button")
    walk.look("recovery sheet")
    hand.press("paper_button")
    walk.look("recovery sheet typed back")
    return walk


@pytest.fixture(params=[100, 150], ids=["100%", "150%"])
def percent(request, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> int:
    """The text size, wherever an office says otherwise."""
    wanted, apply = request.param, theme.apply
    apply(qapp, "light", wanted, reduce_motion=True)
    monkeypatch.setattr(
        "ilp_desktop.app.program.theme.apply",
        lambda app, scheme="light", _percent=100, **more: apply(app, "light", wanted, reduce_motion=True),
    )
    return wanted


def test_the_first_pages_are_named_and_readable(place, percent):
    walk = look_at_first_run(place, Walk)
    assert "\n".join(walk.wrong) == ""
    assert len(walk.seen) == 6
