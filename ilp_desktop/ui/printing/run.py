"""A print run as a screen drives it: it begins once, tells how far it is, stops where it is asked to."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.watching import Watch
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.widgets import Working

if TYPE_CHECKING:
    from collections.abc import Mapping

_STEPS: "Mapping[str, Callable[[int, int], str]]" = {
    "printing": lambda done, total: _("Printing {number} of {total}").format(number=done + 1, total=total),
    "drawing": lambda done, total: _("Finalizing {number} of {total}").format(number=min(done + 1, total), total=total),
}


class Run:
    """One long verb at a time, with a bar and a way to stop it."""

    def __init__(self, background: Background, working: Working, owner: QWidget) -> None:
        self._background, self._working, self._owner = background, working, owner
        self._stop: threading.Event | None = None
        working.cancelled.connect(self.cancel)

    @property
    def is_going(self) -> bool:
        """Whether something is under way."""
        return self._stop is not None

    def begin(
        self,
        words: str,
        verb: Callable[[Watch], Changes],
        done: Callable[[Changes], None],
        failed: Callable[[OfficeError], None],
        heard: Callable[[], None],
    ) -> None:
        """Begin; ``heard`` is called each time that it tells how far it is."""
        stop = self._stop = threading.Event()
        self._working.cancel.setEnabled(True)
        self._working.begin(words)
        self._working.cancel.setFocus()

        def hear(step: str, count: int, total: int) -> None:
            if stop is self._stop and not stop.is_set() and total:
                self._working.tell(count, total, _STEPS[step](count, total))
                heard()

        def ended(then: Callable[[], None]) -> None:
            self._stop = None
            self._working.end()
            then()

        watch = Watch(self._background.teller(self._owner, hear), stop.is_set)
        self._background.do(
            lambda: verb(watch),
            lambda changes: ended(lambda: done(changes)),
            lambda error: ended(lambda: failed(error)),
            owner=self._owner,
            takes_long=True,
        )

    def cancel(self) -> None:
        """Stop after the copy that is at the printer: nothing comes out half."""
        if self._stop is not None:
            self._stop.set()
            self._working.cancel.setEnabled(False)
            self._working.tell(0, 0, _("Stopping after this copy…"))

    def let_go(self) -> None:
        """Stop: the office is being locked."""
        if self._stop is not None:
            self._stop.set()
