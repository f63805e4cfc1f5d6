"""Writers that the tests of this folder kill, cut the power of, or starve of room. Also run as programs."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from ilp_desktop.clock import SetClock
from ilp_desktop.domain.access import Role, Viewer
from ilp_desktop.store import audits, engine, events
from ilp_desktop.store.stores import Store
from ilp_desktop.store.tables import conference, draft, event, student
from ilp_desktop.store.uids import new_uid

KEY = bytes(range(32))
NOW = datetime(2026, 11, 24, 15, 4, 5, tzinfo=UTC)
VIEWER = Viewer(UUID(int=7), Role.LEAD, "Lead")
TEXT = "What Ana said about reading, in her own words. " * 40


def new_office(folder: Path) -> Path:
    """Make an office with a conference in it."""
    folder.mkdir(parents=True, exist_ok=True)
    clock = SetClock(NOW)
    store = Store.create(folder / "office.db", KEY, clock, audit_key=KEY)
    with store.write() as connection:
        connection.execute(insert(student).values(id=1, uid=new_uid(clock), given_name="Ana", family_name="Ruiz"))
        connection.execute(
            insert(conference).values(id=1, uid=new_uid(clock), student_id=1, held_on=date(2026, 11, 24))
        )
    store.close()
    return folder / "office.db"


def save_section(store: Store, number: int) -> None:
    """Save a section as the program does: what was typed, the fact, the audit line; one unit of work."""
    with store.write() as connection:
        words = {"text": f"{number} {TEXT}", "saved_at": NOW}
        connection.execute(
            upsert(draft)
            .values(conference_id=1, field=f"answer:{number % 7}", **words)
            .on_conflict_do_update(index_elements=["conference_id", "field"], set_=words)
        )
        events.record(connection, "saved", conference_id=1, school_date=date(2026, 11, 24), at=NOW, number=number)
        audits.append(connection, VIEWER, "saved", 1, at=NOW, number=number)


def saved(store: Store) -> list[int]:
    """Return the numbers of the sections that are there, and see that the rest agrees with them."""
    with store.read() as connection:
        numbers = [
            params["number"] for params in connection.execute(select(event.c.params).order_by(event.c.id)).scalars()
        ]
        assert audits.verify(connection, KEY) == len(numbers)
        texts = connection.execute(select(draft.c.text)).scalars().all()
        assert {int(text.split(" ", 1)[0]) for text in texts} == set(numbers[-7:])
    return numbers


def write_for_ever(path: Path, acknowledge: Callable[[int], object], last: int = 10**9, pages: int = 24) -> None:
    store = Store.open(path, KEY, SetClock(NOW))
    # Often, so that the cut also meets the log being written back.
    with store.writer.connect() as connection:
        connection.connection.driver_connection.execute(f"PRAGMA wal_autocheckpoint={pages}")
    number = len(saved(store))
    while number < last:
        save_section(store, number)
        acknowledge(number)
        number += 1


def write_into(path: Path, pipe: Connection) -> None:
    """Write until killed; each section is acknowledged when its unit of work has ended."""
    write_for_ever(path, pipe.send)


def loosen(synchronous: int) -> None:
    """Make the store as careless as PRAGMA synchronous 0 (OFF) or 1 (NORMAL) is."""
    engine._SETTINGS = tuple(
        f"synchronous={synchronous}" if setting.startswith("synchronous") else setting for setting in engine._SETTINGS
    )
    engine._SYNCHRONOUS = synchronous


if __name__ == "__main__":
    loosen(int(sys.argv[2]))
    write_for_ever(
        Path(sys.argv[1]), lambda number: os.write(1, b"ack %d\n" % number), int(sys.argv[3]), int(sys.argv[4])
    )
    # No clean close: it would sync what the commits did not.
    os._exit(0)
