"""The windows beside the main one: the front desk and the public board, with rights of their own, until the office is locked."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ilp_desktop.domain.access import Purpose, Relation, Role, Sharing, decide

if TYPE_CHECKING:
    from ilp_desktop.app.program import Program
    from ilp_desktop.office import Office
    from ilp_desktop.ui.desk.board import BoardWindow
    from ilp_desktop.ui.desk.window import DeskWindow
    from ilp_desktop.ui.shell import Shell

_PREFERRED = QSize(1366, 768)


def may_open(office: "Office") -> bool:
    """Tell whether whoever opened the office checks families in: nobody gains a right by opening a window."""
    return decide(office.viewer, Relation.SAME_OFFICE, Sharing.DIRECTORY, Purpose.CHECK_IN)


class DeskWindows(QObject):
    """Opens each window once. Both see the office as the front desk does, whoever unlocked it."""

    def __init__(self, program: "Program", office: "Office", shell: "Shell") -> None:
        super().__init__(shell)
        self._program, self._may = program, may_open(office)
        # Who it is stays, so that the record says who checked a family in; what they may see is the desk's.
        self._office = office.as_seen_by(replace(office.viewer, role=Role.FRONT_DESK))
        self._desk: DeskWindow | None = None
        self._board: BoardWindow | None = None
        shell.leaving.connect(self.close)

    def open_desk(self) -> None:
        """Show the front desk."""
        from ilp_desktop.ui.desk.window import DeskWindow  # noqa: PLC0415 - made when first wanted

        if not self._may:
            return
        if self._desk is None or not isValid(self._desk):
            self._desk = DeskWindow(self._office, self._program.background)
            self._desk.lock_asked.connect(self._program.lock)
            self._desk.board_asked.connect(self.open_board)
            _place(self._desk)
        _raise(self._desk)
        self._desk.focus_first()

    def open_board(self) -> None:
        """Show the public board, on another screen where there is one."""
        from ilp_desktop.ui.desk.board import BoardWindow  # noqa: PLC0415 - made when first wanted

        if not self._may:
            return
        if self._board is None or not isValid(self._board):
            self._board = BoardWindow(self._office, self._program.background)
            self._board.lock_asked.connect(self._program.lock)
            _place(self._board)
            self._to_other_screen(self._board)
        _raise(self._board)

    def close(self) -> None:
        """Close both: the office is being locked."""
        for window in (self._desk, self._board):
            if window is not None and isValid(window):
                window.close()
        self._desk = self._board = None

    def _to_other_screen(self, window: QWidget) -> None:
        mine = self._program.window.screen()
        other = next((screen for screen in QGuiApplication.screens() if screen is not mine), None)
        if other is not None:
            window.setGeometry(other.availableGeometry())
            window.showFullScreen()


def _place(window: QWidget) -> None:
    room = QGuiApplication.primaryScreen().availableGeometry().size()
    window.resize(_PREFERRED.boundedTo(room))


def _raise(window: QWidget) -> None:
    if not window.isVisible():
        window.show()
    window.raise_()
    window.activateWindow()
