"""A quiet mark in the rail when it is time for a copy of the office outside this computer. Never a window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from ilp_desktop.office import Office, Safety

FIRST_AFTER = 3_000
"""Milliseconds: nobody waits for it, and the first screen is there by then."""
_EVERY = 60 * 60 * 1000


class CopyReminder(QObject):
    """Marks the office's place in the rail while the last copy outside is too old, and takes the mark away."""

    told = Signal(str)
    """Why it is time for a copy; empty where it is not."""

    def __init__(self, office: "Office", background: Background, shell: Shell) -> None:
        super().__init__(shell)
        self._office = office
        self._background = background
        self._shell = shell
        self.why = ""
        """As it was told last."""
        self._hourly = QTimer(self)
        self._hourly.setInterval(_EVERY)
        self._hourly.timeout.connect(self.look)
        self._hourly.start()
        background.changed.connect(self._hear)
        QTimer.singleShot(FIRST_AFTER, self, self.look)

    def look(self) -> None:
        """Ask how old the last copy is."""
        self._background.ask(self._state, self, self._show)

    def _state(self) -> "Safety":
        return self._office.safekeeping.state()  # imported on the worker that asks

    def _show(self, state: "Safety") -> None:
        from ilp_desktop.ui.safekeeping.words import reminder_words  # noqa: PLC0415 - the day is painted before

        self.why = reminder_words(state) if state.is_due else ""
        self._shell.mark("office", self.why)
        self.told.emit(self.why)

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Kind.OFFICE):
            self.look()
