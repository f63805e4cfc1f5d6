"""Policies by the day they are in force from, fuller evidence, where each student stands, and the yearly proof.

Frozen after the first release.
"""

import json

from alembic.operations import Operations
from sqlalchemy import Connection

# What is recorded keeps its rows; findings are derived, and made anew.
BEFORE = (
    "ALTER TABLE evidence RENAME TO evidence_before",
    "DROP INDEX ix_evidence_student_id",
    "DROP TABLE finding",
)
STATEMENTS = (
    """CREATE TABLE policy_adoption (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    from_on TEXT NOT NULL,
    stack TEXT NOT NULL,
    why TEXT DEFAULT '' NOT NULL,
    decided_by BLOB,
    decided_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid)
)
 STRICT""",
    "CREATE INDEX policy_adoption_by_day ON policy_adoption (from_on, id)",
    """CREATE TABLE evidence (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    student_id INTEGER,
    kind TEXT DEFAULT '' NOT NULL,
    form TEXT DEFAULT '' NOT NULL,
    happened_on TEXT NOT NULL,
    roles TEXT DEFAULT '[]' NOT NULL,
    adults TEXT DEFAULT '[]' NOT NULL,
    marks TEXT DEFAULT '[]' NOT NULL,
    elsewhere TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    grouping TEXT DEFAULT '' NOT NULL,
    stage TEXT DEFAULT 'held' NOT NULL,
    invited INTEGER DEFAULT 1 NOT NULL,
    mode TEXT DEFAULT '' NOT NULL,
    staff_id INTEGER,
    texts TEXT DEFAULT '{}' NOT NULL,
    sharing TEXT DEFAULT 'plan' NOT NULL,
    adds_to BLOB,
    recorded_by BLOB NOT NULL,
    recorded_at TEXT NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(student_id) REFERENCES student (id),
    FOREIGN KEY(staff_id) REFERENCES staff_member (id)
)
 STRICT""",
    "CREATE INDEX ix_evidence_student_id ON evidence (student_id)",
    """CREATE TABLE finding (
    student_id INTEGER NOT NULL,
    clause_id TEXT NOT NULL,
    period TEXT NOT NULL,
    outcome TEXT NOT NULL,
    strength INTEGER DEFAULT 0 NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    have INTEGER DEFAULT 0 NOT NULL,
    need INTEGER DEFAULT 0 NOT NULL,
    opens_on TEXT,
    due_on TEXT,
    closes_on TEXT,
    projected INTEGER DEFAULT 0 NOT NULL,
    "by" TEXT DEFAULT '[]' NOT NULL,
    tried TEXT DEFAULT '[]' NOT NULL,
    grade TEXT DEFAULT '' NOT NULL,
    school_id INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (student_id, clause_id, period)
)
 WITHOUT ROWID,
 STRICT""",
    "CREATE INDEX finding_by_clause ON finding (clause_id, outcome, due_on)",
    "CREATE INDEX finding_open ON finding (due_on, student_id) WHERE outcome = 'open' AND strength = 0",
    """CREATE TABLE tally (
    clause_id TEXT NOT NULL,
    period TEXT NOT NULL,
    outcome TEXT NOT NULL,
    due_on TEXT NOT NULL,
    closes_on TEXT NOT NULL,
    school_id INTEGER NOT NULL,
    grade TEXT NOT NULL,
    students INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (clause_id, period, outcome, due_on, closes_on, school_id, grade)
)
 WITHOUT ROWID,
 STRICT""",
    """CREATE TABLE standing (
    student_id INTEGER NOT NULL,
    school_id INTEGER DEFAULT 0 NOT NULL,
    grade TEXT DEFAULT '' NOT NULL,
    staff_id INTEGER DEFAULT 0 NOT NULL,
    needed INTEGER DEFAULT 0 NOT NULL,
    advised INTEGER DEFAULT 0 NOT NULL,
    late INTEGER DEFAULT 0 NOT NULL,
    next_due_on TEXT,
    next_clause_id TEXT DEFAULT '' NOT NULL,
    next_period TEXT DEFAULT '' NOT NULL,
    closes_on TEXT,
    no_plan TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (student_id)
)
 STRICT""",
    "CREATE INDEX standing_all_set ON standing (school_id, grade) WHERE needed = 0",
    "CREATE INDEX standing_by_due ON standing (next_due_on) WHERE needed > 0",
    "CREATE INDEX standing_by_grade ON standing (grade, next_due_on) WHERE needed > 0",
    "CREATE INDEX standing_by_school ON standing (school_id, next_due_on) WHERE needed > 0",
    "CREATE INDEX standing_by_staff ON standing (staff_id, next_due_on) WHERE needed > 0",
    "CREATE INDEX standing_closes ON standing (closes_on) WHERE closes_on IS NOT NULL",
    "CREATE INDEX standing_no_plan ON standing (no_plan, school_id, grade) WHERE no_plan <> ''",
    """CREATE TABLE standing_tally (
    dimension TEXT NOT NULL,
    "key" TEXT NOT NULL,
    needs INTEGER NOT NULL,
    next_due_on TEXT NOT NULL,
    no_plan TEXT NOT NULL,
    students INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (dimension, "key", needs, next_due_on, no_plan)
)
 WITHOUT ROWID,
 STRICT""",
    """CREATE TABLE judged_under (
    id INTEGER NOT NULL,
    basis TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id)
)
 STRICT""",
    """CREATE TABLE yearly_proof (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    label TEXT DEFAULT '' NOT NULL,
    made_on TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by BLOB NOT NULL,
    stack TEXT NOT NULL,
    totals TEXT NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid)
)
 STRICT""",
    """CREATE TABLE proof_student (
    id INTEGER NOT NULL,
    proof_id INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    grade TEXT DEFAULT '' NOT NULL,
    school TEXT DEFAULT '' NOT NULL,
    found TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(proof_id) REFERENCES yearly_proof (id),
    FOREIGN KEY(student_id) REFERENCES student (id)
)
 STRICT""",
    "CREATE INDEX ix_proof_student_student_id ON proof_student (student_id)",
    "CREATE UNIQUE INDEX proof_student_by_proof ON proof_student (proof_id, student_id)",
)
_KEPT = "id, uid, student_id, kind, form, happened_on, roles, adults, marks, elsewhere, note, recorded_by, recorded_at, deleted_at"
AFTER = (
    f"INSERT INTO evidence ({_KEPT}) SELECT {_KEPT} FROM evidence_before",  # noqa: S608 - our own column names
    "DROP TABLE evidence_before",
)


def upgrade(operations: Operations) -> None:
    """Make the tables; the policy set that is in force was adopted on the day it was copied into the office."""
    connection = operations.get_bind()
    for statement in (*BEFORE, *STATEMENTS, *AFTER):
        connection.exec_driver_sql(statement)
    _adopted_so_far(connection)
    # Which set is in force is said by the adoptions from now on.
    connection.exec_driver_sql("ALTER TABLE office DROP COLUMN pack_id")


def _adopted_so_far(connection: Connection) -> None:
    newest = connection.exec_driver_sql(
        "SELECT pack_id, version, digest, adopted_at FROM adopted_pack ORDER BY adopted_at, id"
    ).all()
    top = connection.exec_driver_sql("SELECT pack_id FROM office").scalar()
    last = {row.pack_id: row for row in newest}
    if top not in last:
        return
    stack = [[row.pack_id, row.version, row.digest] for row in last.values() if row.pack_id != top]
    stack.append([top, last[top].version, last[top].digest])
    at = last[top].adopted_at
    connection.exec_driver_sql(
        "INSERT INTO policy_adoption (uid, from_on, stack, decided_at) VALUES (randomblob(16), ?, ?, ?)",
        ("0001-01-01", json.dumps(stack, separators=(",", ":")), at),
    )
