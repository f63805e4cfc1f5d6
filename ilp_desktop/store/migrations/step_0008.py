# ruff: noqa: S608 - statements are made of the names of our own tables and columns
"""Conference days while they are arranged; a conference may be for one of a student's homes, and has a room.

Frozen after the first release.
"""

from alembic.operations import Operations

_KEPT = (
    "id, uid, student_id, staff_id, held_on, starts_at, minutes, mode, language, interpreter, state, "
    "section, plan_kind, school_year, grade, pack_id, pack_version, pack_digest, begun_at, concluded_at, "
    "version, deleted_at"
)
STATEMENTS = (
    """CREATE TABLE schedule (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    kind TEXT DEFAULT 'whole_roster' NOT NULL,
    minutes INTEGER DEFAULT 15 NOT NULL,
    rooms INTEGER DEFAULT 0 NOT NULL,
    made_by BLOB NOT NULL,
    made_at TEXT NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid)
)
 STRICT""",
    """CREATE TABLE schedule_hours (
    id INTEGER NOT NULL,
    schedule_id INTEGER NOT NULL,
    staff_id INTEGER NOT NULL,
    held_on TEXT NOT NULL,
    begins_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    room TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(schedule_id) REFERENCES schedule (id),
    FOREIGN KEY(staff_id) REFERENCES staff_member (id)
)
 STRICT""",
    "CREATE INDEX ix_schedule_hours_schedule_id ON schedule_hours (schedule_id)",
    """CREATE TABLE schedule_interpreter (
    id INTEGER NOT NULL,
    schedule_id INTEGER NOT NULL,
    language TEXT NOT NULL,
    there INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (schedule_id, language),
    FOREIGN KEY(schedule_id) REFERENCES schedule (id)
)
 STRICT""",
    """CREATE TABLE schedule_meeting (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    schedule_id INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    staff_id INTEGER NOT NULL,
    household_id INTEGER,
    minutes INTEGER DEFAULT 15 NOT NULL,
    within TEXT DEFAULT '[]' NOT NULL,
    placed_on TEXT,
    starts_at TEXT DEFAULT '' NOT NULL,
    fixed INTEGER DEFAULT 0 NOT NULL,
    conference_id INTEGER,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(schedule_id) REFERENCES schedule (id),
    FOREIGN KEY(student_id) REFERENCES student (id),
    FOREIGN KEY(staff_id) REFERENCES staff_member (id),
    FOREIGN KEY(household_id) REFERENCES household (id),
    FOREIGN KEY(conference_id) REFERENCES conference (id)
)
 STRICT""",
    "CREATE INDEX ix_schedule_meeting_schedule_id ON schedule_meeting (schedule_id)",
    "CREATE INDEX ix_schedule_meeting_student_id ON schedule_meeting (student_id)",
    "CREATE INDEX schedule_meeting_by_place ON schedule_meeting (schedule_id, placed_on, starts_at)",
    # Whatever points at a conference goes on pointing at the table of that name.
    """CREATE TABLE conference_8 (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    student_id INTEGER NOT NULL,
    staff_id INTEGER,
    household_id INTEGER,
    held_on TEXT NOT NULL,
    starts_at TEXT DEFAULT '' NOT NULL,
    minutes INTEGER DEFAULT 20 NOT NULL,
    mode TEXT DEFAULT 'in_person' NOT NULL,
    room TEXT DEFAULT '' NOT NULL,
    language TEXT DEFAULT 'en' NOT NULL,
    interpreter TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT 'scheduled' NOT NULL,
    section TEXT DEFAULT '' NOT NULL,
    plan_kind TEXT DEFAULT 'ilp' NOT NULL,
    school_year INTEGER DEFAULT 0 NOT NULL,
    grade TEXT DEFAULT '' NOT NULL,
    pack_id TEXT DEFAULT '' NOT NULL,
    pack_version TEXT DEFAULT '' NOT NULL,
    pack_digest TEXT DEFAULT '' NOT NULL,
    begun_at TEXT,
    concluded_at TEXT,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(student_id) REFERENCES student (id),
    FOREIGN KEY(staff_id) REFERENCES staff_member (id),
    FOREIGN KEY(household_id) REFERENCES household (id)
)
 STRICT""",
    f"INSERT INTO conference_8 ({_KEPT}) SELECT {_KEPT} FROM conference",
    "DROP TABLE conference",
    "ALTER TABLE conference_8 RENAME TO conference",
    "CREATE INDEX conference_by_day ON conference (held_on, starts_at)",
    "CREATE INDEX ix_conference_staff_id ON conference (staff_id)",
    "CREATE INDEX ix_conference_student_id ON conference (student_id)",
)


def upgrade(operations: Operations) -> None:
    """Make the tables, and give every conference its two new columns."""
    connection = operations.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
