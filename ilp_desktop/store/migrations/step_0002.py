"""Rosters of every shape: sources and their mappings, imports that can be taken back, results in words, matching.

What was staged and not applied is dropped: it is read again in a moment. Frozen after the first release.
"""

from alembic.operations import Operations

STATEMENTS = (
    "DROP TABLE staged_row",
    "ALTER TABLE import_run RENAME TO import_run_1",
    """CREATE TABLE import_run (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    source TEXT DEFAULT '' NOT NULL,
    shape TEXT DEFAULT 'oneroster' NOT NULL,
    file_name TEXT DEFAULT '' NOT NULL,
    contents BLOB,
    person_uid BLOB,
    staged_at TEXT NOT NULL,
    applied_at TEXT,
    taken_back_at TEXT,
    counts TEXT DEFAULT '{}' NOT NULL,
    remarks TEXT DEFAULT '[]' NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid)
)
 STRICT""",
    """INSERT INTO import_run (id, uid, source, file_name, staged_at, applied_at, counts, remarks)
    SELECT id, uid, source, file_name, staged_at, applied_at, counts, remarks FROM import_run_1""",
    "DROP TABLE import_run_1",
    """CREATE TABLE staged_row (
    id INTEGER NOT NULL,
    run_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    sourced_id TEXT NOT NULL,
    effect TEXT DEFAULT 'new' NOT NULL,
    row_id INTEGER,
    "row" INTEGER DEFAULT 0 NOT NULL,
    digest BLOB,
    uid BLOB,
    payload TEXT NOT NULL,
    decision TEXT DEFAULT '{}' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(run_id) REFERENCES import_run (id)
)
 STRICT""",
    "CREATE INDEX staged_row_by_run ON staged_row (run_id, kind, effect)",
    """CREATE TABLE import_change (
    id INTEGER NOT NULL,
    run_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    effect TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    through_id INTEGER NOT NULL,
    "before" TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(run_id) REFERENCES import_run (id)
)
 STRICT""",
    "CREATE INDEX ix_import_change_run_id ON import_change (run_id)",
    "CREATE INDEX student_withdrawn ON student (sort_key, id) WHERE withdrawn_at IS NOT NULL",
    "ALTER TABLE measure_point RENAME TO measure_point_1",
    """CREATE TABLE measure_point (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    student_id INTEGER NOT NULL,
    category TEXT DEFAULT 'assessment' NOT NULL,
    label TEXT DEFAULT '' NOT NULL,
    unit TEXT DEFAULT '' NOT NULL,
    source TEXT DEFAULT '' NOT NULL,
    measured_on TEXT NOT NULL,
    term TEXT DEFAULT '' NOT NULL,
    value REAL,
    said TEXT DEFAULT '' NOT NULL,
    benchmark REAL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(student_id) REFERENCES student (id)
)
 STRICT""",
    """INSERT INTO measure_point (id, uid, student_id, label, unit, source, measured_on, term, value, benchmark)
    SELECT id, uid, student_id, label, unit, source, measured_on, term, value, benchmark FROM measure_point_1""",
    "DROP TABLE measure_point_1",
    "CREATE INDEX ix_measure_point_student_id ON measure_point (student_id)",
    """CREATE TABLE roster_source (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    name TEXT NOT NULL,
    shape TEXT DEFAULT '' NOT NULL,
    mapping TEXT DEFAULT '{}' NOT NULL,
    contents BLOB,
    applied_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    UNIQUE (name)
)
 STRICT""",
    """CREATE TABLE match_question (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    kind TEXT NOT NULL,
    left_id INTEGER NOT NULL,
    right_id INTEGER NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    run_id INTEGER,
    found_at TEXT NOT NULL,
    state TEXT DEFAULT 'open' NOT NULL,
    decided_at TEXT,
    person_uid BLOB,
    PRIMARY KEY (id),
    UNIQUE (kind, left_id, right_id),
    UNIQUE (uid),
    FOREIGN KEY(run_id) REFERENCES import_run (id)
)
 STRICT""",
    "CREATE INDEX ix_match_question_run_id ON match_question (run_id)",
    """CREATE TABLE merger (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    kind TEXT NOT NULL,
    kept_id INTEGER NOT NULL,
    gone_id INTEGER NOT NULL,
    moved TEXT NOT NULL,
    "before" TEXT NOT NULL,
    merged_at TEXT NOT NULL,
    undone_at TEXT,
    person_uid BLOB NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid)
)
 STRICT""",
    """CREATE TABLE recent_use (
    id INTEGER NOT NULL,
    person_uid BLOB NOT NULL,
    what TEXT NOT NULL,
    uses INTEGER DEFAULT 0 NOT NULL,
    used_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (person_uid, what)
)
 STRICT""",
)


def upgrade(operations: Operations) -> None:
    """Make the tables of matching and sources; widen imports and results."""
    connection = operations.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
