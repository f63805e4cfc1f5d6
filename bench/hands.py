"""The real window, driven as a person drives it, with a stopwatch: everything is found by its name on the screen.

A moment ends when what was waited for has been painted: it stood there before a paint of the window began, and the
turn of the event loop that painted it is over.
"""

import os
import tempfile
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

from PySide6.QtCore import QAbstractItemModel, QEvent, QEventLoop, QObject, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit, QWidget
from shiboken6 import isValid
from typing_extensions import override

from bench.days import MORNING
from ilp_desktop.app.doors import Door
from ilp_desktop.app.program import Program, application
from ilp_desktop.clock import SystemClock
from ilp_desktop.vault import cost

_PATIENCE_MS = 60_000
W = TypeVar("W", bound=QWidget)
Shown = Callable[[], bool]


class DayClock(SystemClock):
    """The computer's clock, moved to the conference day: it runs on from there."""

    def __init__(self) -> None:
        self._ahead = MORNING - super().now()

    @override
    def now(self) -> datetime:
        return super().now() + self._ahead


class TimedDerive:
    """Takes the place of the key derivation, and says how long Argon2 worked: that is slow on purpose."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._derive = cost.derive
        cost.derive = self

    def __call__(self, secret: bytes, salt: bytes, price: cost.Cost) -> bytes:
        # What loading Argon2 takes is ours; only its work is not.
        from argon2 import low_level

        del low_level
        began = perf_counter()
        key = self._derive(secret, salt, price)
        self.seconds += perf_counter() - began
        return key


class _Frames(QObject):
    """Calls ``then`` after the first picture of the window that was begun when ``shown`` held."""

    def __init__(self, window: QWidget, shown: Shown, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._shown = shown
        self._then = then
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.UpdateRequest, QEvent.Type.Paint} and self._shown():
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


class Heartbeat(QObject):
    """Beats every two milliseconds on the window's thread; a late beat says how long the window was blocked."""

    _EVERY_MS = 2

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self._last = perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(self._EVERY_MS)
        self._timer.timeout.connect(self._beat)

    def begin(self) -> None:
        self.late = []
        self._last = perf_counter()
        self._timer.start()

    def end(self) -> list[float]:
        """Return the lateness of each beat in milliseconds."""
        self._timer.stop()
        return self.late

    def _beat(self) -> None:
        now = perf_counter()
        self.late.append(max(0.0, (now - self._last) * 1000 - self._EVERY_MS))
        self._last = now


class Hands:
    """One sitting at one office's window."""

    def __init__(self, office: Path) -> None:
        self.app = application()
        # Qt and the office both hold files there until the process ends.
        places = Path(tempfile.mkdtemp(prefix="ilp-bench-places-", dir=office.parent))
        self.clock = DayClock()
        self.program = Program(
            office=office, door=Door(self.clock, places=places, settings=places), clock=self.clock
        )  # fmt: skip
        self.program.window.resize(1366, 768)

    @property
    def window(self) -> QWidget:
        return self.program.window

    def moment(self, act: Callable[[], object], shown: Shown, what: str) -> float:
        """Do something and return the milliseconds until its result was painted."""
        loop = QEventLoop()
        ends: list[float] = []

        def painted() -> None:
            ends.append(perf_counter())
            loop.quit()

        frames = _Frames(self.window, shown, painted)
        _patience(loop)
        began = perf_counter()
        act()
        loop.exec()
        frames.deleteLater()
        if not ends:
            raise TimeoutError(what)
        return (ends[0] - began) * 1000

    def wait(self, ready: Shown, what: str) -> None:
        """Let the window run until something is so."""
        loop = QEventLoop()
        timer = QTimer()
        timer.timeout.connect(lambda: loop.quit() if ready() else None)
        timer.start(2)
        _patience(loop)
        loop.exec()
        if not ready():
            raise TimeoutError(what)

    def unlock(self, *, pasted_at_once: bool) -> float:
        """Open the office; return the milliseconds from the click to the day's rows painted."""
        passphrase = os.environ["ILP_BENCH_PASSPHRASE"]
        self.moment(self.program.show, lambda: True, "the unlock field")
        if not pasted_at_once:
            self.wait(lambda: not any(each.name == "imports" for each in threading.enumerate()), "imports")
            rest(300)
        field = self.find("passphrase_field")
        QTest.keyClicks(field.findChild(QLineEdit) or field, passphrase)
        return self.moment(lambda: self.click("open_button"), lambda: self.rows("day_list") > 0, "the day")

    def click(self, name: str) -> None:
        button = self.find(name)
        assert isinstance(button, QAbstractButton)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def click_row(self, view: QAbstractItemView, row: int) -> None:
        index = self.model(view).index(row, 0)
        view.scrollTo(index)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())

    def draw(self, name: str, points: list[tuple[int, int]]) -> None:
        pad = self.find(name)
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(*points[0]))
        for point in points[1:]:
            QTest.mouseMove(pad, QPoint(*point))
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(*points[-1]))

    def find(self, name: str) -> QWidget:
        """Return the visible widget of a name."""
        for widget in self.window.findChildren(QWidget, name):
            if isValid(widget) and widget.isVisible():
                return widget
        raise LookupError(name)

    def is_shown(self, name: str) -> bool:
        return any(isValid(each) and each.isVisible() for each in self.window.findChildren(QWidget, name))

    def listing(self, name: str) -> QAbstractItemView:
        view = self.find(name)
        assert isinstance(view, QAbstractItemView)
        return view

    def rows(self, name: str) -> int:
        return self.model(self.listing(name)).rowCount() if self.is_shown(name) else 0

    def model(self, view: QAbstractItemView) -> QAbstractItemModel:
        return view.model()

    def page(self, name: str) -> Any:
        """Return a page of the open office: its own signals say when it has answered."""
        shell = self.program.window.shell
        assert shell is not None
        return shell.page(name)


def press(box: QWidget, letter: str) -> None:
    """Press and release one key."""
    QTest.keyClicks(box, letter)


def rest(milliseconds: int) -> None:
    """Let the window run for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _patience(loop: QEventLoop) -> None:
    QTimer.singleShot(_PATIENCE_MS, loop, loop.quit)


def peak_mib() -> float:
    """Return the most memory that this process ever held. (``ru_maxrss`` begins with the parent's on Linux.)"""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # bytes, on macOS
