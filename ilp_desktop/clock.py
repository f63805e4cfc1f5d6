"""Time, passed in: nothing else in the program reads a clock."""

import time
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the unlock window asks for instants only
    from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Where the program gets its time from."""

    def now(self) -> datetime:
        """Return the instant, in UTC."""
        ...

    def today(self, zone: "ZoneInfo") -> date:
        """Return the school's local date."""
        ...

    def ticks(self) -> float:
        """Return seconds that never go backwards; on Linux they stand still while the machine sleeps."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the one place

    def today(self, zone: "ZoneInfo") -> date:
        return self.now().astimezone(zone).date()

    def ticks(self) -> float:
        return time.monotonic()


class SetClock:
    """A clock that a test, the demo or the bench sets."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._ticks = 1000.0

    def now(self) -> datetime:
        return self._at

    def today(self, zone: "ZoneInfo") -> date:
        return self._at.astimezone(zone).date()

    def ticks(self) -> float:
        return self._ticks

    def advance(self, seconds: float) -> None:
        """Let time pass while the program runs."""
        from datetime import timedelta  # noqa: PLC0415 - tests and demo only

        self._at += timedelta(seconds=seconds)
        self._ticks += seconds
