"""Whether the desk waits for someone from the office: somebody came to a conference who is not expected there."""

from sqlalchemy import ColumnElement, func, select

from ilp_desktop.store.tables import event

CALLED, CAME, TAKEN_BACK = "office_called", "office_came", "arrival_taken_back"
"""The facts of which the last says so: called; someone came; the arrival is taken back, and with it who had come."""


def is_called(conference_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the clause that somebody is waited for at a conference. It names nobody, so that everybody may read it."""
    e = event.c
    last = (
        select(e.kind)
        .where(e.conference_id == conference_id, e.kind.in_((CALLED, CAME, TAKEN_BACK)))
        .order_by(e.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(last, "") == CALLED
