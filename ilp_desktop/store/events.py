"""What happened, as plain facts; what a fact counts for is derived from the policy set in force."""

from datetime import date, datetime

from sqlalchemy import Connection, insert

from ilp_desktop.store.tables import event
from ilp_desktop.store.uids import uid_at


def record(
    connection: Connection,
    kind: str,
    *,
    student_id: int | None = None,
    conference_id: int | None = None,
    actor_id: int | None = None,
    school_date: date,
    at: datetime,
    **params: str | int | None,
) -> int:
    """Write down that something happened and return the fact's id.

    ``school_date`` is the local date it counts for, ``at`` the instant in UTC, ``params`` codes and numbers.
    """
    return connection.execute(
        insert(event)
        .values(
            uid=uid_at(at),
            kind=kind,
            student_id=student_id,
            conference_id=conference_id,
            actor_id=actor_id,
            school_date=school_date,
            happened_at=at,
            params=params,
        )
        .returning(event.c.id)
    ).scalar_one()
