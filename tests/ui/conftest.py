"""What tests of the window share: the look, background work that is closed again, a heartbeat."""

import gc
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from ilp_desktop.ui import theme
from ilp_desktop.ui.background import Background


@pytest.fixture
def look(qapp: QApplication) -> Iterator[None]:
    """The light scheme at 100 %, without movement; put back afterward."""
    theme.apply(qapp, "light", reduce_motion=True)
    yield
    theme.apply(qapp, "light", reduce_motion=True)


@pytest.fixture
def background(qtbot) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


class Heartbeat(QObject):
    """Beats on the window's thread, and knows its longest pause."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def begin(self) -> None:
        gc.collect()  # a full collection of all that the tests have loaded takes 100 ms: not the window's doing
        self.longest, self._last = 0.0, time.perf_counter()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now


@pytest.fixture
def heartbeat(qapp: QApplication) -> Heartbeat:
    return Heartbeat()
