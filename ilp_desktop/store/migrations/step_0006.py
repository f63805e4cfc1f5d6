"""The school calendar, years at school, programs, further evidence, waivers and findings.

Frozen after the first release.
"""

from alembic.operations import Operations

STATEMENTS = (
    """CREATE TABLE school_year (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    label TEXT NOT NULL,
    begins_on TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    quarters TEXT NOT NULL,
    semesters TEXT NOT NULL,
    closed TEXT NOT NULL,
    days TEXT NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    UNIQUE (label)
)
 STRICT""",
    """CREATE TABLE year_at_school (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    student_id INTEGER NOT NULL,
    label TEXT NOT NULL,
    grade TEXT DEFAULT '' NOT NULL,
    enrolled_on TEXT NOT NULL,
    started_on TEXT NOT NULL,
    is_new INTEGER DEFAULT 0 NOT NULL,
    left_on TEXT,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (student_id, label),
    UNIQUE (uid),
    FOREIGN KEY(student_id) REFERENCES student (id)
)
 STRICT""",
    """CREATE TABLE program_spell (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    student_id INTEGER NOT NULL,
    program TEXT DEFAULT '' NOT NULL,
    begins_on TEXT NOT NULL,
    ends_on TEXT,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(student_id) REFERENCES student (id)
)
 STRICT""",
    "CREATE INDEX ix_program_spell_student_id ON program_spell (student_id)",
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
    recorded_by BLOB NOT NULL,
    recorded_at TEXT NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(student_id) REFERENCES student (id)
)
 STRICT""",
    "CREATE INDEX ix_evidence_student_id ON evidence (student_id)",
    """CREATE TABLE waiver (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    student_id INTEGER,
    clause_id TEXT DEFAULT '' NOT NULL,
    period TEXT DEFAULT '' NOT NULL,
    by_role TEXT DEFAULT '' NOT NULL,
    why TEXT DEFAULT '' NOT NULL,
    recorded_by BLOB NOT NULL,
    recorded_at TEXT NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(student_id) REFERENCES student (id)
)
 STRICT""",
    "CREATE INDEX ix_waiver_student_id ON waiver (student_id)",
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
    PRIMARY KEY (student_id, clause_id, period)
)
 WITHOUT ROWID,
 STRICT""",
    "CREATE INDEX finding_by_clause ON finding (clause_id, outcome, due_on)",
    "CREATE INDEX finding_open ON finding (due_on, student_id) WHERE outcome = 'open' AND strength = 0",
)


def upgrade(operations: Operations) -> None:
    """Make the tables; findings are derived when a policy set with rules is in force."""
    connection = operations.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
