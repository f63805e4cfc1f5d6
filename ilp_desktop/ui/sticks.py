"""The sticks that are plugged in, seen as they come and go while somebody looks."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ilp_desktop.ui.background import Background
from ilp_desktop.ui.overriding import override

if TYPE_CHECKING:  # what the systems tell of drives is read on a worker
    from ilp_desktop.store.drives import Drive

EVERY = 1500
"""Milliseconds: a stick is noticed before one wonders."""


class StickWatch(QObject):
    """Asks which sticks are there while its page is shown, and says so when others are than before."""

    changed = Signal(object)
    """The drives that can be taken out, as a tuple."""

    def __init__(self, drives: Callable[[], "tuple[Drive, ...]"], background: Background, page: QWidget) -> None:
        super().__init__(page)
        self._drives = drives
        self._background = background
        self._roots: tuple[object, ...] | None = None
        self._is_asking = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        page.installEventFilter(self)
        if page.isVisible():
            self._begin()

    def look(self) -> None:
        """Ask now."""
        if not self._is_asking:
            self._is_asking = True
            self._background.ask(self._drives, self, self._answered, lambda _error: self._answered(()))

    def _begin(self) -> None:
        self._timer.start()
        self.look()

    def _answered(self, drives: "tuple[Drive, ...]") -> None:
        self._is_asking = False
        roots = tuple((drive.root, drive.name) for drive in drives)
        if roots != self._roots:
            self._roots = roots
            self.changed.emit(drives)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._begin()
        elif event.type() == QEvent.Type.Hide:
            self._timer.stop()
        return False
