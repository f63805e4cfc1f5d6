"""Work on the window's thread in pieces, so that no keystroke waits for a page that is not even shown yet."""

from collections.abc import Iterator

from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

TURN_MILLISECONDS = 4


class Gradual(QObject):
    """Goes through an iterator whose steps are pieces of work, a few milliseconds of them in each turn."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pieces: Iterator[None] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)

    def start(self, pieces: Iterator[None], *, after: int = 0) -> None:
        """Begin with these pieces, after some milliseconds; what was not done of others is given up."""
        self._pieces = pieces
        self._timer.start(after)

    def stop(self) -> None:
        """Give up the rest."""
        self._pieces = None
        self._timer.stop()

    def _turn(self) -> None:
        self._timer.setInterval(0)
        turn = QElapsedTimer()
        turn.start()
        while self._pieces is not None and turn.elapsed() < TURN_MILLISECONDS:
            if next(self._pieces, self) is self:
                self.stop()


def polish_children(page: QWidget) -> Iterator[None]:
    """Style what is not shown yet, one widget a step: most of what showing a page for the first time costs."""
    for child in page.findChildren(QWidget):
        if isValid(child):  # between two steps a row may be taken out
            child.ensurePolished()
        yield
