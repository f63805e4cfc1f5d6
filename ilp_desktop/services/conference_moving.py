"""Moving a conference that was arranged: to another hour or day, and its meeting of the schedule with it."""

from datetime import date

from sqlalchemy import Connection, update

from ilp_desktop.services.conference_rows import Found
from ilp_desktop.store.tables import conference, conference_group, schedule_meeting

_c, _g, _m = conference.c, conference_group.c, schedule_meeting.c


def move(connection: Connection, row: Found, on: date, at: str, **more: object) -> None:
    """Put a conference on a day and local time 'HH:MM', and its group with it; publishing its schedule again leaves it there.

    ``row`` has the conference's ``id`` and ``group_id``.
    """
    connection.execute(
        update(conference).where(_c.id == row.id).values(held_on=on, starts_at=at, version=_c.version + 1, **more)
    )
    connection.execute(
        update(schedule_meeting)
        .where(_m.conference_id == row.id, _m.deleted_at.is_(None))
        .values(placed_on=on, starts_at=at, version=_m.version + 1)
    )
    if row.group_id is not None:
        connection.execute(
            update(conference_group)
            .where(_g.id == row.group_id)
            .values(held_on=on, starts_at=at, version=_g.version + 1)
        )
