"""Who interprets at a conference: said before it (preparation) or in it, kept in one way (R36)."""

from sqlalchemy import Connection, insert, update

from ilp_desktop.domain.circumstances import INTERPRETERS, MODES
from ilp_desktop.domain.conferences import Party
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.services.conference_rows import Found, written
from ilp_desktop.services.desks import Desk
from ilp_desktop.store import uids
from ilp_desktop.store.tables import conference, participant

_ROLE = "interpreter"


def say_interpreter(
    connection: Connection, desk: Desk, row: Found, name: str, *, kind: str = "", mode: str = "", came: bool = False
) -> None:
    """Write down who interprets, and as what; an empty name takes it back. Who interprets takes part and does not sign.

    Who is on the conference anyway, an aunt or a teacher, stays there once. Raises OfficeError ``conference_over``.
    """
    if row.concluded_at is not None:
        raise OfficeError("conference_over")
    if kind not in {"", *INTERPRETERS} or mode not in {"", *MODES}:
        raise ValueError("no such way to interpret")
    called = written(name).strip()
    p, c = participant.c, conference.c
    connection.execute(
        update(conference)
        .where(c.id == row.id)
        .values(
            interpreter_name=called,
            interpreter_kind=kind if called else "",
            interpreter_mode=mode if called else "",
            version=c.version + 1,
        )
    )
    connection.execute(
        update(participant)
        .where(p.conference_id == row.id, p.role == _ROLE, p.deleted_at.is_(None))
        .values(deleted_at=desk.clock.now(), version=p.version + 1)
    )
    there = participant.select().where(p.conference_id == row.id, p.name == called, p.deleted_at.is_(None))
    if called and connection.execute(there).first() is None:
        values = {"party": Party.SCHOOL.value, "name": called, "role": _ROLE, "may_sign": False, "came_by": mode}
        if came:
            values["attended"] = True
        connection.execute(insert(participant).values(uid=uids.new_uid(desk.clock), conference_id=row.id, **values))
