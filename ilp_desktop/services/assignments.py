"""Assignments as rows: begun, ended, in force on a day. Who may is asked by the verbs that stand on this."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, bindparam, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.desks import Desk
from ilp_desktop.store import audits, events, uids
from ilp_desktop.store.tables import assignment
from ilp_desktop.store.tables.columns import SchoolDate

ON = bindparam("on", type_=SchoolDate)
"""The day in a statement that asks who is whose."""
_a = assignment.c

_NEW = upsert(assignment)
_AGAIN = _NEW.on_conflict_do_update(
    index_elements=[_a.student_id, _a.staff_id, _a.duty],
    set_={
        # One that stands, or ended the day before, has begun already; one that is over begins anew.
        "begins_on": func.iif(
            _a.deleted_at.is_(None)
            & or_(_a.ends_on.is_(None), _a.ends_on >= func.date(_NEW.excluded.begins_on, "-1 day")),
            func.min(func.coalesce(_a.begins_on, _NEW.excluded.begins_on), _NEW.excluded.begins_on),
            _NEW.excluded.begins_on,
        ),
        "ends_on": _NEW.excluded.ends_on,
        "provenance": _NEW.excluded.provenance,
        "version": _a.version + 1,
        "deleted_at": None,
    },
)


def standing(on: ColumnElement[date]) -> tuple[ColumnElement[bool], ...]:
    """Return the clauses that an assignment is in force on a day."""
    return (
        _a.deleted_at.is_(None),
        or_(_a.begins_on.is_(None), _a.begins_on <= on),
        or_(_a.ends_on.is_(None), _a.ends_on >= on),
    )


def begin(
    connection: Connection,
    desk: Desk,
    whom: Sequence[tuple[int, str]],
    staff_id: int,
    begins_on: date,
    ends_on: date | None = None,
) -> list[int]:
    """Assign somebody to students, each with a duty; return the assignments that did not stand before.

    Each is a fact of its own, which says who said so.
    """
    said = {} if ends_on is None else {"ends_on": "office"}
    theirs = select(_a.id).where(_a.staff_id == staff_id)
    stood = set(connection.execute(theirs.where(*standing(ON)), {"on": begins_on}).scalars())
    rows = [
        {"uid": uids.new_uid(desk.clock), "student_id": student_id, "staff_id": staff_id, "duty": duty}
        | {"begins_on": begins_on, "ends_on": ends_on, "provenance": said}
        for student_id, duty in whom
    ]
    if rows:
        connection.execute(_AGAIN, rows)
    for student_id, duty in whom:
        events.record(
            connection,
            "staff_assigned",
            student_id=student_id,
            actor_id=desk.viewer.staff_id,
            school_date=desk.today,
            at=desk.clock.now(),
            staff=staff_id,
            duty=duty,
        )
    audits.append(
        connection, desk.viewer, "staff_assigned", None, at=desk.clock.now(), staff=staff_id, students=len(rows)
    )
    anew = connection.execute(theirs.where(_a.student_id.in_([one for one, _duty in whom]))).scalars()
    return [one for one in anew if one not in stood]


def end_all(connection: Connection, rows: Sequence[Found], last_day: date) -> None:
    """End assignments; from now on that is the office's word, and no roster begins them again."""
    if rows:
        connection.execute(
            update(assignment)
            .where(_a.id == bindparam("which"))
            .values(ends_on=last_day, provenance=bindparam("said"), version=_a.version + 1),
            [{"which": row.id, "said": {**row.provenance, "ends_on": "office"}} for row in rows],
        )
