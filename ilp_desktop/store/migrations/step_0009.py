"""Copies of finalized plans on their way to paper.

Frozen after the first release.
"""

from alembic.operations import Operations

STATEMENTS = (
    """CREATE TABLE print_job (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    rendering_id INTEGER NOT NULL,
    copy_for TEXT DEFAULT 'family' NOT NULL,
    household_id INTEGER,
    to_whom TEXT DEFAULT '' NOT NULL,
    copies INTEGER DEFAULT 1 NOT NULL,
    both_sides INTEGER DEFAULT 1 NOT NULL,
    state TEXT DEFAULT 'waiting' NOT NULL,
    copies_out INTEGER DEFAULT 0 NOT NULL,
    pages_out INTEGER DEFAULT 0 NOT NULL,
    problem TEXT DEFAULT '' NOT NULL,
    asked_by INTEGER,
    asked_at TEXT NOT NULL,
    ended_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(rendering_id) REFERENCES rendering (id),
    FOREIGN KEY(household_id) REFERENCES household (id),
    FOREIGN KEY(asked_by) REFERENCES staff_member (id)
)
 STRICT""",
    "CREATE INDEX print_job_open ON print_job (state) WHERE state IN ('waiting', 'at_printer', 'failed')",
    "CREATE INDEX print_job_ended ON print_job (ended_at) WHERE ended_at IS NOT NULL",
    "CREATE INDEX ix_print_job_rendering_id ON print_job (rendering_id)",
)


def upgrade(operations: Operations) -> None:
    """Make the table; nothing was waiting for a printer before."""
    connection = operations.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
