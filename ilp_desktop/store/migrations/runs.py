"""Bringing an older office up to this version: a backup first, every step in one transaction, nothing lost.

Three things that SQLite does quietly are kept from losing data: with foreign keys ON, dropping a parent table empties
its CASCADE children; switching them off inside a transaction does nothing; and a recreated table loses its triggers.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.store import schema, search, staleness
from ilp_desktop.store.backups import back_up
from ilp_desktop.store.migrations import (
    step_0001,
    step_0002,
    step_0003,
    step_0004,
    step_0005,
    step_0006,
    step_0007,
    step_0008,
    step_0009,
    step_0010,
    step_0011,
)

if TYPE_CHECKING:
    from ilp_desktop.store.stores import Store

Step = Callable[[Operations], None]

STEPS: Mapping[int, Step] = {
    1: step_0001.upgrade,
    2: step_0002.upgrade,
    3: step_0003.upgrade,
    4: step_0004.upgrade,
    5: step_0005.upgrade,
    6: step_0006.upgrade,
    7: step_0007.upgrade,
    8: step_0008.upgrade,
    9: step_0009.upgrade,
    10: step_0010.upgrade,
    11: step_0011.upgrade,
}
"""Every step there ever was. A step is never edited after a release: its text is what old offices went through."""

FOLDER = "backups"
"""Beside the database: where it is copied before the first step."""


def migrate(store: "Store") -> None:
    """Take an office from its number to ``schema.SCHEMA``, or leave it exactly as it was.

    Raises OfficeError store_migration_failed, and whatever a backup or a write can raise.
    """
    folder = store.path.parent / FOLDER
    back_up(store, folder, store.clock)
    with store.writer.connect() as connection:
        # Before BEGIN: inside a transaction it is ignored.
        _foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                run(connection)
        except OfficeError:
            raise
        except Exception as error:
            raise OfficeError("store_migration_failed", folder=folder.name) from error
        finally:
            _foreign_keys(connection, "ON")


def run(connection: Connection) -> None:
    """Take the steps that are still to take, in a transaction begun with foreign keys OFF."""
    (found,) = connection.exec_driver_sql("PRAGMA user_version").one()
    schema.drop_derived(connection)
    operations = Operations(MigrationContext.configure(connection))
    for number in range(found + 1, schema.SCHEMA + 1):
        STEPS[number](operations)
    schema.make_derived(connection)
    search.rebuild(connection)
    staleness.everybody(connection)
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if dangling:
        raise RuntimeError(f"{len(dangling)} rows point at nothing")
    schema.number(connection)


def _foreign_keys(connection: Connection, state: str) -> None:
    # Past the engine, which would begin a transaction for it.
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute(f"PRAGMA foreign_keys={state}")
    (found,) = raw.execute("PRAGMA foreign_keys").fetchone()
    if found != (state == "ON"):
        raise RuntimeError("foreign keys did not switch")
