"""Python's garbage is gone through on the window's thread alone, and the old part of it when nobody would notice."""

import gc
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_LOOK_EVERY = 100
_TURN_SECONDS = 0.001
_YOUNG_ENOUGH = 2_000
_ENOUGH = 10
"""Rounds through the younger objects before the next older ones have their turn, as in Python itself."""
_QUIET_SECONDS = 4.0


def leave_to_window() -> None:
    """Keep Python from going through garbage wherever it happens to be: a worker that meets a widget there crashes.

    What belongs to a window may only be let go on the window's thread. From here on ``Tidying`` decides when.
    """
    gc.disable()


def let_window_in() -> None:
    """Let the window's thread in after a millisecond of a worker's computing.

    Python's own five are a third of a frame, and the window waits for them at every turn it takes.
    """
    sys.setswitchinterval(_TURN_SECONDS)


class Tidying(QObject):
    """Goes through young objects soon, middle ones while no worker makes more, old ones while nobody uses the window.

    Young objects are looked at ten times a second, so that a round stays far shorter than a frame, also during an
    import; all of the old ones take longer than a frame, and wait until nobody touched the window for four seconds.
    """

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
        """Tidy up as far as it is worth it and the moment allows."""
        young, middle, old = gc.get_count()
        if old >= _ENOUGH and self._idle_seconds() >= _QUIET_SECONDS and not self._busy():
            gc.collect()
        elif middle >= _ENOUGH and not self._busy():
            gc.collect(1)
        elif young >= _YOUNG_ENOUGH:
            gc.collect(0)
