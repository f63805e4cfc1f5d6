"""An office opened without its window: a desk for the services, and a bare connection for the floor beneath them."""

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bench.days import MORNING
from bench.grounds import PASSPHRASE
from ilp_desktop.clock import SetClock
from ilp_desktop.domain.access import Role
from ilp_desktop.services import offices
from ilp_desktop.services.desks import Desk
from ilp_desktop.store.engine import Raw, connect
from ilp_desktop.store.stores import Store
from ilp_desktop.store.tables import conference, student
from ilp_desktop.vault import files, keys
from ilp_desktop.vault.cost import FLOOR
from ilp_desktop.vault.open_keys import OpenKeys

DAY_ROWS = """SELECT c.starts_at, s.given_name, s.family_name, c.state FROM conference c
JOIN student s ON s.id = c.student_id WHERE c.held_on = ? AND c.deleted_at IS NULL ORDER BY c.starts_at"""


def open_desk(folder: Path) -> tuple[Desk, OpenKeys]:
    """Return the lead's desk of an office that nobody else has open; the caller closes its store."""
    clock = SetClock(MORNING)
    opened = keys.unlock(files.find_header(folder, FLOOR).header, PASSPHRASE)
    store = Store.open(folder / files.DATABASE, opened.database, clock)
    identity = offices.identity_of(store)
    viewer = offices.viewer_of(store, opened.person_uid, opened.role or Role.LEAD)
    return Desk(store, viewer, clock, ZoneInfo(identity.zone), identity.uid, identity.name, is_demo=True), opened


def raw_connection(folder: Path) -> Callable[[], Raw]:
    """Return a way to open a bare connection, the key derived already."""
    opened = keys.unlock(files.find_header(folder, FLOOR).header, PASSPHRASE)
    key = opened.database
    return lambda: connect(folder / files.DATABASE, key)


def conferences_in(desk: Desk, state: str) -> list[int]:
    """Return the conferences of the measured day in a state."""
    c = conference.c
    with desk.store.read() as connection:
        found = connection.execute(
            select(c.id).join(student, student.c.id == c.student_id).where(c.held_on == desk.today, c.state == state)
        )
        return list(found.scalars())


def a_conference(desk: Desk) -> int:
    """Return the conference that is under way."""
    return conferences_in(desk, "in_conference")[0]
