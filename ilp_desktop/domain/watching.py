"""Long work that somebody watches: it tells how far it is, and stops where it is asked to."""

from collections.abc import Callable
from dataclasses import dataclass

from ilp_desktop.domain.errors import OfficeError


def _nobody(_step: str, _done: int, _total: int) -> None:
    """Nobody listens."""


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Watch:
    """Who waits for long work: ``tell(step, done, total)`` hears how far it is, ``stopped`` says whether to go on.

    A step is a code; 0 of 0 where nobody knows how far. Both are called on the thread that works.
    """

    tell: Callable[[str, int, int], None] = _nobody
    stopped: Callable[[], bool] = _never

    def at(self, step: str, done: int = 0, total: int = 0) -> None:
        """Say how far it is. Raises OfficeError ``stopped`` where nobody wants it any more."""
        if self.stopped():
            raise OfficeError("stopped")
        self.tell(step, done, total)


UNWATCHED = Watch()
