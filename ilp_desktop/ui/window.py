"""The program's one window: first run or unlock, then the open office."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from ilp_desktop.clock import Clock
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.ui import theme
from ilp_desktop.ui.focus import focus_on
from ilp_desktop.ui.idle import IdleWatch
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.widgets.notices import Toast, fade_in, toast

if TYPE_CHECKING:  # made by whoever opened an office
    from ilp_desktop.ui.shell import Shell

NAME = "ILP Desktop"
_PREFERRED = QSize(1360, 820)
_LEAST = QSize(1024, 640)


class MainWindow(QWidget):
    """Hosts one page at a time and knows no office: ``app`` decides what is shown and what locking means.

    Its title holds the office's name, never a student's: a title is seen in the task bar and in screen sharing.
    """

    lock_asked = Signal()
    """Ctrl+L, the rail's lock, or nobody there for too long."""
    pdf_dropped = Signal(Path)
    """A PDF was dropped on the window, to be checked."""
    closing = Signal()
    """The window is about to close: finish what is under way."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("main_window")
        self.setWindowTitle(NAME)
        self.setAcceptDrops(True)
        self.setMinimumSize(_LEAST)
        self._pages = named(QStackedWidget(), "window_pages")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.idle = IdleWatch(clock, parent=self)
        self.idle.expired.connect(self.lock_asked)
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self._ask_to_lock)
        self._shell: Shell | None = None
        self._fit_screen()

    @property
    def shell(self) -> "Shell | None":
        """The open office's shell, or None while there is none."""
        return self._shell

    def show_page(self, page: QWidget) -> None:
        """Show first run or unlock. Whatever was shown before is destroyed, with every word on it."""
        self.idle.stop()
        self.setWindowTitle(NAME)
        self._shell = None
        self._replace(page)

    def show_office(
        self,
        shell: "Shell",
        name: str,
        *,
        idle_minutes: int = 5,
        deferred_minutes: int = 10,
        deferred: Callable[[], bool] = lambda: False,
    ) -> None:
        """Show an open office, and begin to watch whether anyone is there.

        ``deferred`` tells whether a consultation timer is running, which puts the lock off.
        """
        self.setWindowTitle(f"{NAME} — {name}")
        self._shell = shell
        self._replace(shell)
        self.idle.set_limits(idle_minutes, deferred_minutes, deferred)
        self.idle.start()

    def show_failure(self, error: OfficeError) -> None:
        """Say what the office met: above the page in an open office, else at the window's foot."""
        from ilp_desktop.wording import sentence  # noqa: PLC0415 - every room's sentences, not needed to unlock

        if self._shell is not None:
            self._shell.say(sentence(error))
        else:
            toast(self, sentence(error), seconds=15)

    def drop_dialogs(self) -> None:
        """Destroy every window over this one, unanswered, and what rests beside the pointer: the office is locked."""
        from PySide6.QtWidgets import QDialog, QToolTip  # noqa: PLC0415 - not on the way to the unlock field

        from ilp_desktop.ui.veil import Veil  # noqa: PLC0415

        QToolTip.hideText()
        for veil in self.findChildren(Veil):
            veil.hide()
            veil.deleteLater()
        for asked in self.findChildren(QDialog):
            asked.reject()
            asked.deleteLater()

    def _replace(self, page: QWidget) -> None:
        for old in self.findChildren(Toast):
            old.close_now()
        before = self._pages.currentWidget()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if before is not None and before is not page and isValid(before):
            self._pages.removeWidget(before)
            before.deleteLater()
        focus_on(page)
        fade_in(page)

    def _ask_to_lock(self) -> None:
        if self._shell is not None:
            self.lock_asked.emit()

    def _fit_screen(self) -> None:
        screen = QGuiApplication.primaryScreen()
        room = screen.availableGeometry().size()
        self.setMinimumSize(_LEAST.boundedTo(room))
        self.resize(_PREFERRED.boundedTo(room))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setBackground(theme.current().color("canvas"))
        painter.eraseRect(
            event.rect()
        )  # fillRect makes Python types of every gradient first: 3 ms of the first picture

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.idle.stop()
        self.closing.emit()
        event.accept()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_pdf(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped_pdf(event)
        if path is not None:
            event.acceptProposedAction()
            self.pdf_dropped.emit(path)


def _dropped_pdf(event: QDropEvent) -> Path | None:
    for url in event.mimeData().urls():
        if url.isLocalFile() and url.toLocalFile().lower().endswith(".pdf"):
            return Path(url.toLocalFile())
    return None
