"""Conferences held on paper: who held them, who typed them in, and a talk's time that was noted, not measured.

Frozen after the first release.
"""

from alembic.operations import Operations

STATEMENTS = (
    "ALTER TABLE consultation ADD COLUMN noted INTEGER DEFAULT 0 NOT NULL",
    """CREATE TABLE paper_entry (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    conference_id INTEGER NOT NULL,
    held_by INTEGER,
    held_by_name TEXT DEFAULT '' NOT NULL,
    entered_by BLOB NOT NULL,
    entered_by_name TEXT DEFAULT '' NOT NULL,
    entered_on TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    UNIQUE (conference_id),
    FOREIGN KEY(conference_id) REFERENCES conference (id),
    FOREIGN KEY(held_by) REFERENCES staff_member (id)
)
 STRICT""",
)


def upgrade(operations: Operations) -> None:
    """Make the table; every talk so far was measured."""
    connection = operations.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
