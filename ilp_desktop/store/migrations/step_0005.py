"""Requests and disclosures of a student's file (34 CFR 99.32), disposals; the record is also read by person.

Frozen after the first release.
"""

from alembic.operations import Operations

STATEMENTS = (
    """CREATE TABLE disclosure (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    student_id INTEGER NOT NULL,
    replaces_id INTEGER,
    party TEXT DEFAULT '' NOT NULL,
    interest TEXT DEFAULT '' NOT NULL,
    what TEXT DEFAULT '' NOT NULL,
    asked_by TEXT DEFAULT '' NOT NULL,
    ground TEXT DEFAULT '' NOT NULL,
    outcome TEXT DEFAULT '' NOT NULL,
    threat TEXT DEFAULT '' NOT NULL,
    passed_on TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    asked_on TEXT NOT NULL,
    answered_on TEXT,
    recorded_at TEXT NOT NULL,
    recorded_by BLOB NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(student_id) REFERENCES student (id),
    FOREIGN KEY(replaces_id) REFERENCES disclosure (id)
)
 STRICT""",
    "CREATE INDEX ix_disclosure_replaces_id ON disclosure (replaces_id)",
    "CREATE INDEX ix_disclosure_student_id ON disclosure (student_id)",
    """CREATE TABLE disposal (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    student_uid BLOB NOT NULL,
    disposed_on TEXT NOT NULL,
    disposed_at TEXT NOT NULL,
    disposed_by BLOB NOT NULL,
    schedule TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    UNIQUE (student_uid)
)
 STRICT""",
    "CREATE INDEX audit_by_person ON audit (person_uid, id)",
)


def upgrade(operations: Operations) -> None:
    """Make the table of disclosures, and let the record be read by person."""
    connection = operations.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
