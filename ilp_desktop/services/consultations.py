"""The private consultation's timer: each event is on the disk before it is answered (R44)."""

from collections.abc import Callable

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from ilp_desktop.domain.access import Purpose
from ilp_desktop.domain.consultations import Consultation, Phase
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.services.conference_rows import reached, reopened_to_sign
from ilp_desktop.services.conference_sheets import consultation_of, stored_consultation
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.packs import pack_of
from ilp_desktop.store.tables import consultation


class Consultations:
    """The timers of the conferences. Every verb returns the state as it now lies on the disk.

    An event that does not fit the state changes nothing. Each verb raises OfficeError ``conference_gone``.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def current(self, conference_id: int) -> Consultation:
        """Return where the timer stands. One that ran when the program ended, or was locked, was interrupted."""
        desk = self._desk
        with desk.store.read() as connection:
            row = reached(connection, desk, conference_id, Purpose.READ)
            return consultation_of(connection, desk, conference_id, pack_of(connection, row).consultation)

    def start(self, conference_id: int) -> Consultation:
        """Start the timer, or go on after a pause."""
        return self._after(conference_id, lambda state: state.started(self._desk.clock.now()))

    def seen(self, conference_id: int) -> Consultation:
        """Say, every few seconds while it runs, that the program is there."""
        return self._after(conference_id, lambda state: state.seen(self._desk.clock.now()))

    def pause(self, conference_id: int) -> Consultation:
        """Stop counting for a while."""
        return self._after(conference_id, lambda state: state.paused(self._desk.clock.now()))

    def resume(self, conference_id: int, *, talked_on: bool) -> Consultation:
        """Go on after an interruption; ``talked_on``: they went on talking while the program was away."""
        return self._after(conference_id, lambda state: state.resumed(self._desk.clock.now(), talked_on=talked_on))

    def add_minute(self, conference_id: int) -> Consultation:
        """Move the end a minute on."""
        return self._after(conference_id, lambda state: state.extended())

    def finish(self, conference_id: int) -> Consultation:
        """End it. What is kept from then on: that it took place, and for how many seconds."""
        return self._after(conference_id, lambda state: state.finished(self._desk.clock.now()))

    def not_held(self, conference_id: int, reason: str) -> Consultation:
        """Record why there was none. Raises OfficeError ``reason_unknown`` for one that the policy set has not."""
        return self._after(conference_id, lambda state: state.not_held(reason), reason)

    def reopen(self, conference_id: int) -> Consultation:
        """Take back a mistaken end, or a reason."""
        return self._after(conference_id, lambda state: state.reopened())

    def _after(
        self, conference_id: int, event: Callable[[Consultation], Consultation], reason: str | None = None
    ) -> Consultation:
        desk = self._desk
        with desk.store.write() as connection:
            row = reached(connection, desk, conference_id, Purpose.EDIT)
            rule = pack_of(connection, row).consultation
            if reason is not None and reason not in rule.reasons:
                raise OfficeError("reason_unknown")
            before = stored_consultation(connection, conference_id, rule)
            if conference_id not in desk.timers:
                before = before.interrupted()
            state = event(before)
            if state.unseen(desk.clock.now()):
                state = state.interrupted()
            keep(connection, conference_id, state)
            if before.settled != state.settled or before.reason != state.reason:
                reopened_to_sign(connection, row)
        if state.phase is Phase.RUNNING:
            desk.timers.add(conference_id)
        else:
            desk.timers.discard(conference_id)
        return state


def keep(connection: Connection, conference_id: int, state: Consultation) -> None:
    """Write a timer down."""
    values = {
        "phase": state.phase.value,
        "counted": state.counted,
        "running_since": state.running_since,
        "seen_at": state.seen_at,
        "minimum": state.minimum,
        "limit_seconds": state.limit,
        "reason": state.reason,
        "noted": state.noted,
    }
    connection.execute(
        insert(consultation)
        .values(conference_id=conference_id, **values)
        .on_conflict_do_update(index_elements=["conference_id"], set_=values)
    )
