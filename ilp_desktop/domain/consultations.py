"""The private consultation of parent and teacher, without the student: three to five minutes (R44).

What is kept is that it took place and how long, never what was said. A pure state: every event returns the next one.
``counted`` is whole seconds surely spent; while running, time since ``running_since`` comes on top. ``seen_at`` is when
the running program last said that it was there: after a crash, a lock or a closed lid nothing later than that is
certain, and a person is asked what happened (``interrupted``).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

UNSEEN_SECONDS = 30
"""A running timer that was not seen for longer than this was interrupted."""


class Phase(Enum):
    """Where the timer stands."""

    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"
    INTERRUPTED = "interrupted"
    FINISHED = "finished"
    NOT_HELD = "not_held"


@dataclass(frozen=True, slots=True)
class Consultation:
    """The timer of one conference; ``minimum`` and ``limit`` in seconds come from the policy set."""

    phase: Phase = Phase.IDLE
    counted: int = 0
    running_since: datetime | None = None
    seen_at: datetime | None = None
    minimum: int = 180
    limit: int = 300
    reason: str = ""
    """Code of why it was not held, e.g. parent_declined, parent_absent."""
    noted: bool = False
    """The time is what somebody wrote on paper; nothing here measured it."""

    @property
    def settled(self) -> bool:
        """Whether the conference may conclude: it took place, or a reason is recorded."""
        return self.phase in {Phase.FINISHED, Phase.NOT_HELD}

    def seconds(self, now: datetime) -> int:
        """Return the seconds spent so far."""
        if self.phase is Phase.RUNNING and self.running_since is not None:
            return self.counted + max(0, int((now - self.running_since).total_seconds()))
        return self.counted

    def left(self, now: datetime) -> int:
        """Return the seconds left until the end, negative when over."""
        return self.limit - self.seconds(now)

    def started(self, now: datetime) -> "Consultation":
        """Start, or go on after a pause."""
        if self.phase not in {Phase.IDLE, Phase.PAUSED, Phase.NOT_HELD}:
            return self
        return replace(self, phase=Phase.RUNNING, running_since=now, seen_at=now, reason="")

    def unseen(self, now: datetime) -> bool:
        """Tell whether a running timer was lost sight of: a closed lid, a lock, a clock set back."""
        if self.phase is not Phase.RUNNING or self.seen_at is None:
            return False
        return not 0 <= (now - self.seen_at).total_seconds() <= UNSEEN_SECONDS

    def seen(self, now: datetime) -> "Consultation":
        """Say that the running program is still there; a gap since the last time means an interruption."""
        if self.unseen(now):
            return self.interrupted()
        return replace(self, seen_at=now) if self.phase is Phase.RUNNING else self

    def interrupted(self) -> "Consultation":
        """Keep what is certain: up to when the program was last seen running."""
        if self.phase is not Phase.RUNNING or self.seen_at is None:
            return self
        return replace(self, phase=Phase.INTERRUPTED, counted=self.seconds(self.seen_at), running_since=None)

    def resumed(self, now: datetime, *, talked_on: bool) -> "Consultation":
        """Go on after an interruption; ``talked_on`` counts the time nobody saw, up to the end of the limit."""
        if self.phase is not Phase.INTERRUPTED or self.seen_at is None:
            return self
        unseen = max(0, int((now - self.seen_at).total_seconds())) if talked_on else 0
        counted = max(self.counted, min(self.counted + unseen, self.limit))
        return replace(self, phase=Phase.RUNNING, counted=counted, running_since=now, seen_at=now)

    def paused(self, now: datetime) -> "Consultation":
        """Stop counting for a while."""
        if self.phase is not Phase.RUNNING or self.unseen(now):
            return self.interrupted()
        return replace(self, phase=Phase.PAUSED, counted=self.seconds(now), running_since=None, seen_at=None)

    def extended(self, seconds: int = 60) -> "Consultation":
        """Move the end: a minute more, while there is an end to move."""
        if self.settled:
            return self
        return replace(self, limit=self.limit + seconds)

    def finished(self, now: datetime) -> "Consultation":
        """End it, with what was counted. One that was lost sight of asks first how long the talk went on."""
        if self.unseen(now):
            return self.interrupted()
        if self.phase not in {Phase.RUNNING, Phase.PAUSED, Phase.INTERRUPTED}:
            return self
        return replace(self, phase=Phase.FINISHED, counted=self.seconds(now), running_since=None, seen_at=None)

    def not_held(self, reason: str) -> "Consultation":
        """Record why there was none."""
        return replace(
            self, phase=Phase.NOT_HELD, counted=0, running_since=None, seen_at=None, reason=reason, noted=False
        )

    def noted_on_paper(self, seconds: int) -> "Consultation":
        """Take the time that was written on the paper of a conference held without this timer."""
        return replace(
            self, phase=Phase.FINISHED, counted=seconds, running_since=None, seen_at=None, reason="", noted=True
        )

    def reopened(self) -> "Consultation":
        """Take back a mistaken end: paused where it was."""
        if not self.settled:
            return self
        if self.noted:
            return replace(self, phase=Phase.IDLE, counted=0, noted=False)
        phase = Phase.PAUSED if self.counted else Phase.IDLE
        return replace(self, phase=phase, reason="")
