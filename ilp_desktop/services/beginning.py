"""The beginning of a conference: from then on the policy set in force is its own for good."""

from datetime import date

from sqlalchemy import Connection, update

from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.consultations import Consultation
from ilp_desktop.services.arrivals import seated_now
from ilp_desktop.services.conference_rows import TO_COME, Found
from ilp_desktop.services.consultations import keep
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.packs import begun_under, pack_in_force, pack_of
from ilp_desktop.store import events
from ilp_desktop.store.tables import conference

BEFORE = frozenset(ConferenceState(state) for state in TO_COME) | {ConferenceState.MISSED}
"""States of a conference that has not begun, or that nobody came to."""


def begin_conference(connection: Connection, desk: Desk, row: Found) -> bool:
    """Begin a conference that was reached, and tell whether it had not begun before. Raises OfficeError ``pack_none``."""
    if ConferenceState(row.state) not in BEFORE:
        return False
    # One that goes on from another day stays under the policy set that it was begun under, its timer as it stood.
    goes_on = row.continues_id is not None
    pack = pack_of(connection, row) if goes_on else pack_in_force(connection, desk.today)
    connection.execute(
        update(conference)
        .where(conference.c.id == row.id)
        .values(
            state=ConferenceState.IN_CONFERENCE.value,
            begun_at=desk.clock.now(),
            **begun_under(connection, row, pack),
            version=conference.c.version + 1,
            **seated_now(desk, row),
        )
    )
    rule = pack.consultation
    if not goes_on:
        keep(connection, row.id, Consultation(minimum=rule.minimum, limit=rule.limit))
    record_of(connection, desk, row, "conference_begun")
    return True


def record_of(
    connection: Connection,
    desk: Desk,
    row: Found,
    kind: str,
    *,
    school_date: date | None = None,
    **params: str | int | None,
) -> None:
    """Write down a fact of a conference, for today where no other day is given."""
    events.record(
        connection,
        kind,
        student_id=row.student_id,
        conference_id=row.id,
        actor_id=desk.viewer.staff_id,
        school_date=school_date or desk.today,
        at=desk.clock.now(),
        **params,
    )
