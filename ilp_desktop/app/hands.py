"""A hand at the window and an eye upon it: finds everything by object name, waits for what is shown, as a person would."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QWidget
from shiboken6 import isValid

from ilp_desktop.app.program import Program, application
from ilp_desktop.clock import SetClock
from ilp_desktop.ui import theme
from ilp_desktop.ui.dialogs import AnsweredDialogs

Ready = Callable[[], bool]
"""Whether what one waits for is there. A way through the window is an iterator of these."""


class Hand:
    """Clicks, types, draws, and leaves a picture where it is told to."""

    def __init__(self, program: Program, dialogs: AnsweredDialogs, clock: SetClock, out: Path) -> None:
        self.program, self.dialogs, self.clock, self.out = program, dialogs, clock, out
        self.pictures = 0

    # What a hand does

    def click(self, name: str) -> None:
        button = self.find(name)
        assert isinstance(button, QAbstractButton), name
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def type(self, box: QWidget, words: str) -> None:
        box.setFocus()
        QTest.keyClicks(self.program.window.focusWidget(), words)

    def draw(self, pad: QWidget, strokes: tuple[tuple[tuple[float, ...], ...], ...]) -> None:
        for stroke in strokes:
            points = [QPoint(round(x * pad.width()), round(y * pad.height())) for x, y, *_more in stroke]
            QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
            for point in points[1:]:
                QTest.mouseMove(pad, point)
            QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])

    def choose(self, listing: str, words: str) -> None:
        view = self.find(listing)
        assert isinstance(view, QAbstractItemView)
        model = view.model()
        index = next(
            model.index(row, 0)
            for row in range(model.rowCount())
            if words in str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))
        )
        view.scrollTo(index)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())

    # What an eye sees

    def all_named(self, name: str) -> list[QWidget]:
        pattern = re.compile(name)
        return [
            widget
            for widget in self.program.window.findChildren(QWidget)
            if isValid(widget) and widget.isVisible() and pattern.fullmatch(widget.objectName())
        ]

    def find(self, name: str, *, last: bool = False) -> QWidget:
        found = self.all_named(name)
        assert found, f"{name} is not on the screen"
        return found[-1] if last else found[0]

    def count(self, name: str) -> int:
        return len(self.all_named(name))

    def shown(self, name: str) -> Ready:
        return lambda: bool(self.all_named(name))

    def rows(self, name: str) -> int:
        found = self.all_named(name)
        return found[0].model().rowCount() if found and isinstance(found[0], QAbstractItemView) else 0

    def pause(self, milliseconds: int = 350) -> Ready:
        """Wait for what moves to come to rest."""
        over: list[bool] = []
        QTimer.singleShot(milliseconds, lambda: over.append(True))
        return lambda: bool(over)

    def picture(self, name: str) -> None:
        self.pictures += 1
        self.program.window.grab().save(str(self.out / f"{self.pictures:02d}-{name}.png"))

    def dark_picture(self, name: str) -> Iterator[Ready]:
        """Leave a picture of the same in the dark scheme."""
        theme.apply(application(), "dark")
        yield self.pause(150)
        self.picture(f"{name}-dark")
        theme.apply(application(), "light")
        yield self.pause(150)
