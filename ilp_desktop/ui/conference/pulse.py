"""Says every ten seconds that the program is there while a private consultation runs, whatever is on the screen.

After a crash, a lock or a closed lid nothing later than the last time is certain (``domain/consultations``).
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.consultations import Consultation, Phase
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.ui.background import Background

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office

BEAT_MILLISECONDS = 10_000


class Pulse(QObject):
    """Follows every timer that runs."""

    interrupted = Signal(int)
    """The conference whose timer was lost sight of."""

    def __init__(self, office: "Office", background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._background = background
        self._running: set[int] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MILLISECONDS)
        self._timer.timeout.connect(self.beat)

    @property
    def running(self) -> bool:
        """Whether any timer runs: the lock on idleness waits for it."""
        return bool(self._running)

    @property
    def conferences(self) -> tuple[int, ...]:
        """The conferences whose timers run."""
        return tuple(self._running)

    def follow(self, conference_id: int, consultation: Consultation) -> None:
        """Hear where a timer stands."""
        if consultation.phase is Phase.RUNNING:
            self._running.add(conference_id)
        else:
            self._running.discard(conference_id)
        if not self._running:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def beat(self) -> None:
        """Say that the program is there."""
        for conference_id in tuple(self._running):
            self._see(conference_id)

    def _see(self, conference_id: int) -> None:
        result: list[Consultation] = []

        def verb() -> Changes:
            result.append(self._office.consultations.seen(conference_id))
            return Changes(frozenset({Kind.CONSULTATION}), frozenset({conference_id}), origin=self)

        def heard(_changes: Changes) -> None:
            self.follow(conference_id, result[0])
            if result[0].phase is Phase.INTERRUPTED:
                self.interrupted.emit(conference_id)

        def let_go(_error: OfficeError) -> None:
            self._running.discard(conference_id)

        self._background.do(verb, heard, let_go, owner=self)
