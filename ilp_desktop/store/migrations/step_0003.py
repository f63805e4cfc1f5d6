"""Bars and grants of guardians, who stands in for whom, who has left; what the office said of a relation or a duty.

Frozen after the first release.
"""

from alembic.operations import Operations

STATEMENTS = (
    "ALTER TABLE student_guardian RENAME TO student_guardian_2",
    """CREATE TABLE student_guardian (
    id INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    guardian_id INTEGER NOT NULL,
    household_id INTEGER,
    relationship TEXT DEFAULT '' NOT NULL,
    may_see INTEGER DEFAULT 1 NOT NULL,
    may_sign INTEGER DEFAULT 1 NOT NULL,
    may_attend INTEGER DEFAULT 1 NOT NULL,
    may_be_mailed INTEGER DEFAULT 1 NOT NULL,
    barred INTEGER DEFAULT 0 NOT NULL,
    begins_on TEXT,
    ends_on TEXT,
    provenance TEXT DEFAULT '{}' NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (student_id, guardian_id),
    FOREIGN KEY(student_id) REFERENCES student (id),
    FOREIGN KEY(guardian_id) REFERENCES guardian (id),
    FOREIGN KEY(household_id) REFERENCES household (id)
)
 STRICT""",
    """INSERT INTO student_guardian (id, student_id, guardian_id, household_id, relationship, may_see, may_sign, may_attend, may_be_mailed, barred, begins_on, ends_on, version, deleted_at)
    SELECT id, student_id, guardian_id, household_id, relationship, may_see, may_sign, may_attend, may_be_mailed, barred, begins_on, ends_on, version, deleted_at
    FROM student_guardian_2""",
    "DROP TABLE student_guardian_2",
    "CREATE INDEX ix_student_guardian_guardian_id ON student_guardian (guardian_id)",
    "CREATE INDEX ix_student_guardian_household_id ON student_guardian (household_id)",
    "CREATE INDEX ix_student_guardian_student_id ON student_guardian (student_id)",
    "ALTER TABLE assignment RENAME TO assignment_2",
    """CREATE TABLE assignment (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    student_id INTEGER NOT NULL,
    staff_id INTEGER NOT NULL,
    duty TEXT DEFAULT 'teacher' NOT NULL,
    begins_on TEXT,
    ends_on TEXT,
    provenance TEXT DEFAULT '{}' NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (student_id, staff_id, duty),
    UNIQUE (uid),
    FOREIGN KEY(student_id) REFERENCES student (id),
    FOREIGN KEY(staff_id) REFERENCES staff_member (id)
)
 STRICT""",
    """INSERT INTO assignment (id, uid, student_id, staff_id, duty, begins_on, ends_on, version, deleted_at)
    SELECT id, uid, student_id, staff_id, duty, begins_on, ends_on, version, deleted_at
    FROM assignment_2""",
    "DROP TABLE assignment_2",
    "CREATE INDEX ix_assignment_staff_id ON assignment (staff_id)",
    "CREATE INDEX ix_assignment_student_id ON assignment (student_id)",
    """CREATE TABLE guardian_bar (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    student_id INTEGER NOT NULL,
    guardian_id INTEGER NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    paper TEXT DEFAULT '' NOT NULL,
    barred_at TEXT NOT NULL,
    barred_by BLOB NOT NULL,
    lifted_at TEXT,
    lifted_by BLOB,
    lifted_why TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(student_id) REFERENCES student (id),
    FOREIGN KEY(guardian_id) REFERENCES guardian (id)
)
 STRICT""",
    "CREATE INDEX ix_guardian_bar_guardian_id ON guardian_bar (guardian_id)",
    "CREATE INDEX ix_guardian_bar_student_id ON guardian_bar (student_id)",
    """CREATE TABLE guardian_grant (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    student_id INTEGER NOT NULL,
    guardian_id INTEGER NOT NULL,
    allows TEXT NOT NULL,
    given_by TEXT NOT NULL,
    paper TEXT DEFAULT '' NOT NULL,
    begins_on TEXT NOT NULL,
    ends_on TEXT,
    recorded_at TEXT NOT NULL,
    recorded_by BLOB NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(student_id) REFERENCES student (id),
    FOREIGN KEY(guardian_id) REFERENCES guardian (id)
)
 STRICT""",
    "CREATE INDEX ix_guardian_grant_guardian_id ON guardian_grant (guardian_id)",
    "CREATE INDEX ix_guardian_grant_student_id ON guardian_grant (student_id)",
    """CREATE TABLE substitution (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    absent_id INTEGER NOT NULL,
    substitute_id INTEGER NOT NULL,
    begins_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    arranged_at TEXT NOT NULL,
    arranged_by BLOB NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(absent_id) REFERENCES staff_member (id),
    FOREIGN KEY(substitute_id) REFERENCES staff_member (id)
)
 STRICT""",
    "CREATE INDEX ix_substitution_substitute_id ON substitution (substitute_id)",
    """CREATE TABLE departure (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    staff_id INTEGER NOT NULL,
    last_day TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by BLOB NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(staff_id) REFERENCES staff_member (id)
)
 STRICT""",
    "CREATE INDEX ix_departure_staff_id ON departure (staff_id)",
)


def upgrade(operations: Operations) -> None:
    """Let relations and assignments say what the office said of them; make the tables around them."""
    connection = operations.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
