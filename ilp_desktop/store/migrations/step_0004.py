"""What only the holders of the confidential keys can read: records, and the bytes of documents.

Frozen after the first release.
"""

from alembic.operations import Operations

STATEMENTS = (
    """CREATE TABLE confidential (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    owner BLOB NOT NULL,
    generation INTEGER DEFAULT 0 NOT NULL,
    sealed BLOB NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid)
)
 STRICT""",
    "CREATE INDEX ix_confidential_owner ON confidential (owner)",
    """CREATE TABLE confidential_content (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    generation INTEGER DEFAULT 0 NOT NULL,
    sealed BLOB NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid)
)
 STRICT""",
)


def upgrade(operations: Operations) -> None:
    """Make the two tables; no older office has anything for them."""
    connection = operations.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
