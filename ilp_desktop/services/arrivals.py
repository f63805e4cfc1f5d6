"""What the front of the room says of a family: it is here, and with which number; it is on its way; nobody could come."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, case, func, null, select, update

from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.front_desk import FURTHEST, later, minutes_of, time_of
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.guardian_lines import who_may_come
from ilp_desktop.store.tables import conference, participant

_c = conference.c


def attend(connection: Connection, row: Found, here: Collection[int]) -> None:
    """Say who of the adults who may come is here. Raises OfficeError ``not_expected`` for anybody else."""
    may_come = {one.participant_id for one in who_may_come(connection, row)}
    if not may_come.issuperset(here):
        raise OfficeError("not_expected")
    p = participant.c
    # Of the others nobody said that they do not come: they may be a minute behind.
    attended = case((p.id.in_(here), True), else_=null())
    connection.execute(update(participant).where(p.id.in_(may_come)).values(attended=attended, version=p.version + 1))


def said_of(
    connection: Connection, desk: Desk, row: Found, state: ConferenceState, late: int = 0
) -> dict[str, str | int | datetime | None]:
    """Return what a conference says once its family has arrived, is late, was missed, or nothing is said any more.

    The number that a family was given stays its own for the day. Raises OfficeError ``late_minutes``.
    """
    if state is ConferenceState.CHECKED_IN:
        return {
            "state": state.value,
            "arrived_at": row.arrived_at or desk.clock.now(),
            "ticket": row.ticket or next_ticket(connection, row),
            "expected_at": "",
        }
    said: dict[str, str | int | datetime | None] = {"state": state.value, "arrived_at": None, "called_at": None}
    return said | {"expected_at": _expected(desk, row, late)}


def next_ticket(connection: Connection, row: Found) -> int:
    """Return the next number of a conference's day; one that was given is not given again."""
    last = select(func.max(_c.ticket)).where(_c.held_on == row.held_on)
    return (connection.execute(last).scalar_one() or 0) + 1


def seated_now(desk: Desk, row: Found) -> dict[str, str | bool]:
    """Return what changes where a family that waits for a free time is taken in: its time is now."""
    return {"stands_by": False, "starts_at": now_at(desk)} if row.stands_by else {}


def now_at(desk: Desk) -> str:
    """Return the local time 'HH:MM'."""
    return time_of(minute_at(desk, desk.clock.now()))


def minute_at(desk: Desk, instant: datetime) -> int:
    """Return an instant as minutes of its local day."""
    local = instant.astimezone(desk.zone)
    return local.hour * 60 + local.minute


def _expected(desk: Desk, row: Found, late: int) -> str:
    if not late:
        return ""
    if not 0 < late <= FURTHEST:
        raise OfficeError("late_minutes", furthest=FURTHEST)
    past = row.held_on == desk.today and now_at(desk) > row.starts_at
    return later(now_at(desk) if past else row.starts_at, late) or time_of(minutes_of("23:59"))
