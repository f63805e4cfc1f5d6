"""What a database of this version consists of: tables, what is derived from their rows, and its number."""

from sqlalchemy import Connection

from ilp_desktop.store import audits, search, staleness, tallies
from ilp_desktop.store.engine import APPLICATION_ID
from ilp_desktop.store.tables import disclosures, metadata

SCHEMA = 11
"""Number of the last migration step; the file carries it as ``PRAGMA user_version``."""


def make(connection: Connection) -> None:
    """Make every table of today in an empty database: the same as all migration steps in a row, which a test asserts."""
    metadata.create_all(connection, checkfirst=False)
    make_derived(connection)
    number(connection)


def number(connection: Connection) -> None:
    """Write today's number into the file."""
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")


def make_derived(connection: Connection) -> None:
    """Make what migration steps never touch: the search index and the triggers."""
    for statement in (*search.DDL, *audits.DDL, *disclosures.DDL, *staleness.DDL, *tallies.DDL):
        connection.exec_driver_sql(statement)


def drop_derived(connection: Connection) -> None:
    """Drop the search index and every trigger, so that a step may recreate a table under them."""
    triggers = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'trigger'").scalars().all()
    for name in triggers:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    for statement in (*search.DROP, *staleness.DROP):
        connection.exec_driver_sql(statement)
