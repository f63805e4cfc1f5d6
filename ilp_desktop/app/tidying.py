"""Python's oldest garbage is gone through when nobody would notice: all of it takes longer than a frame."""

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_LOOK_EVERY = 5_000
_QUIET_SECONDS = 4.0
_ENOUGH = 10
_NEVER = 1_000_000


def leave_to_quiet_moments() -> None:
    """Keep Python from going through its oldest objects in the middle of a click; young ones are as before."""
    young, middle, _oldest = gc.get_threshold()
    gc.set_threshold(young, middle, _NEVER)


class Tidying(QObject):
    """Goes through the oldest objects while nobody uses the window and nothing is under way."""

    def __init__(
        self, idle_seconds: Callable[[], float], busy: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._idle_seconds = idle_seconds
        self._busy = busy
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Tidy up if it is worth it and the moment is good."""
        if gc.get_count()[2] >= _ENOUGH and self._idle_seconds() >= _QUIET_SECONDS and not self._busy():
            gc.collect()
