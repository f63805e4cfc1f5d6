"""What was done with a copy of a finalized plan, written down: the row, the plain fact, the line in the record."""

from sqlalchemy import Connection, insert

from ilp_desktop.domain.deliveries import DeliveryKind
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.desks import Desk
from ilp_desktop.store import audits, events, uids
from ilp_desktop.store.tables import delivery


def deliver(connection: Connection, desk: Desk, paper: Found, what: DeliveryKind, to_whom: str) -> None:
    """Write down what was done with a copy (R45, R46). ``paper`` says rendering_id, language, student and conference."""
    at = desk.clock.now()
    values = {"kind": what.value, "to_whom": to_whom, "staff_id": desk.viewer.staff_id, "done_at": at}
    connection.execute(insert(delivery).values(uid=uids.new_uid(desk.clock), rendering_id=paper.rendering_id, **values))
    events.record(
        connection,
        what.value,
        student_id=paper.student_id,
        conference_id=paper.conference_id,
        actor_id=desk.viewer.staff_id,
        school_date=desk.today,
        at=at,
        rendering=paper.rendering_id,
        language=paper.language,
    )
    audits.append(connection, desk.viewer, what.value, paper.student_id, at=at, rendering=paper.rendering_id)
