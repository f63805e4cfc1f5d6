"""Has requirements judged anew after every change, and once after opening: the board is never far behind the facts."""

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from ilp_desktop.office import Office

_FIRST_AFTER = 1_200
"""Milliseconds: the first screen is painted by then, and nobody types yet."""
_AFTER_CHANGE = 250
"""Milliseconds of quiet after a change: several that follow each other are judged together."""
_EVERY = 30 * 60 * 1000
"""A day that begins closes what was due until yesterday."""
_AT_ONCE = 20
"""Students judged between two breaths: some thirty milliseconds of a worker's computing."""
_BREATH = 0.03
"""Seconds in which the window has the processor to itself, while a whole school is judged."""
_NOTHING_OF = frozenset({Kind.FINDING})


class Following(QObject):
    """Runs ``findings.catch_up`` on the thread for long work, one at a time. What is typed never queues behind it."""

    progressed = Signal(int, int)
    """How many students were judged, of how many; only where it takes more than one transaction."""
    settled = Signal(int)
    """Nothing is judged any more; how many students still wait, where somebody stopped it."""

    def __init__(self, office: "Office", background: Background, shell: Shell) -> None:
        super().__init__(shell)
        self._office, self._background = office, background
        self._is_running = False
        self._is_wanted = False
        self._is_held = False
        self._stop = Event()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._run)
        self._now_and_then = QTimer(self)
        self._now_and_then.setInterval(_EVERY)
        self._now_and_then.timeout.connect(self._want)
        self._now_and_then.start()
        background.changed.connect(self._hear)
        self._soon.start(_FIRST_AFTER)

    def cancel(self) -> None:
        """Stop between two transactions, until somebody wants it to go on. What was judged stays."""
        self._is_held = True
        self._stop.set()

    def go_on(self) -> None:
        """Judge what waits."""
        self._is_held = False
        self._want()

    def flush(self) -> None:
        """Stop: the office is being locked. What waits is judged after the next opening."""
        self.cancel()
        self._soon.stop()
        self._now_and_then.stop()
        self._is_wanted = False

    def _hear(self, changes: Changes) -> None:
        # Its own findings, and what touches nothing that is judged.
        if changes.kinds - _NOTHING_OF and not self._is_held:
            self._want()

    def _want(self) -> None:
        self._is_wanted = True
        if not self._is_running:
            self._soon.start(_AFTER_CHANGE)

    def _run(self) -> None:
        if self._is_running or self._is_held:
            return
        self._is_running, self._is_wanted = True, False
        self._stop.clear()
        office, stop = self._office, self._stop
        show = self._background.teller(self, self.progressed.emit)
        left = total = 0

        def catch_up() -> Changes:
            nonlocal left
            findings = office.findings  # imported on the worker that judges

            def tell(done: int) -> None:
                nonlocal total
                total = total or done + findings.stale()
                if done < total:
                    show(done, total)
                    stop.wait(_BREATH)

            changes = findings.catch_up(tell, stop.is_set, at_once=_AT_ONCE)
            left = findings.stale() if stop.is_set() else 0
            return changes

        def done(_changes: Changes) -> None:
            self._finish(left)

        def failed(error: OfficeError) -> None:
            self._finish(0)
            # An office without a policy set has nothing to judge; anything else is said where it is met next.
            if error.code not in {"pack_none", "store_closed"}:
                self._background.failed.emit(error)

        self._background.do(catch_up, done, failed, owner=self, takes_long=True)

    def _finish(self, left: int) -> None:
        self._is_running = False
        self.settled.emit(left)
        if self._is_wanted and not self._is_held:
            self._soon.start(_AFTER_CHANGE)
