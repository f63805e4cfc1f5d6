"""A way through for many at once, until somebody has to be alone."""

import threading
from collections.abc import Generator
from contextlib import contextmanager

from ilp_desktop.domain.errors import OfficeError


class Gate:
    """Readers pass together; whoever is alone waits until all have left, and the next ones wait for them."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._passing = 0
        self._is_shut = False
        self._own = threading.local()

    @contextmanager
    def passing(self) -> Generator[None]:
        """Pass; a thread that is inside passes again without waiting."""
        depth: int = getattr(self._own, "depth", 0)
        with self._changed:
            if not depth:
                self._changed.wait_for(lambda: not self._is_shut)
            self._passing += 1
        self._own.depth = depth + 1
        try:
            yield
        finally:
            self._own.depth = depth
            with self._changed:
                self._passing -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self, seconds: float) -> Generator[None]:
        """Be alone, as soon as those inside have left. Raises OfficeError store_busy where that takes longer."""
        with self._changed:
            self._is_shut = True
            if not self._changed.wait_for(lambda: not self._passing, seconds):
                self._is_shut = False
                self._changed.notify_all()
                raise OfficeError("store_busy")
        try:
            yield
        finally:
            with self._changed:
                self._is_shut = False
                self._changed.notify_all()
