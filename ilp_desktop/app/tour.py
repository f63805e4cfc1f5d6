"""A person's way through the window, told as clicks and keys: what the demo shows where there is no screen."""

from collections.abc import Generator
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from ilp_desktop.app import tour_conference, tour_office
from ilp_desktop.app.hands import Hand, Ready

_EVERY = 15
_PATIENCE = 30_000 // _EVERY


class Tour(QObject):
    """Goes from a new office through a conference to a plan that is checked, leaving a picture of each step."""

    ended = Signal(int)

    def __init__(self, hand: Hand, office: Path, scratch: Path, seed: int) -> None:
        """``office`` is the demo school, ``scratch`` a folder for what is thrown away afterward."""
        super().__init__()
        self.problem: BaseException | None = None
        self._hand = hand
        self._office = office
        self._scratch = scratch
        self._seed = seed
        self._waited = 0
        self._ready: Ready = lambda: True
        self._steps = self._all()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._go_on)

    def begin(self) -> None:
        """Begin; ``ended`` says when it is over."""
        self._timer.start()

    def _go_on(self) -> None:
        self._waited += 1
        try:
            if self._waited > _PATIENCE:
                self._steps.throw(TimeoutError(f"nothing more is shown after picture {self._hand.pictures}"))
            if self._ready():
                self._waited = 0
                self._ready = next(self._steps)
        except StopIteration:
            self._end(0)
        except Exception as problem:  # noqa: BLE001 - told to whoever drives
            self.problem = problem
            self._end(1)

    def _end(self, code: int) -> None:
        self._timer.stop()
        self.ended.emit(code)

    def _all(self) -> Generator[Ready]:
        yield from tour_office.found(self._hand)
        yield from tour_office.bring_roster(self._hand, self._scratch / "roster.zip", self._seed)
        yield from tour_conference.hold(self._hand, self._office)
        yield from tour_office.open_file(self._hand)
        yield from tour_office.map_table(self._hand, self._scratch / "Quick Export.txt", self._seed)
        yield from tour_office.check(self._hand, self._scratch / "plan-altered.pdf")
