# ruff: noqa: S608 - statements are made of the names of our own tables and columns
"""Group conferences, answers to invitations, the courses of a four-year plan, by when a make-up day is wanted, and what a conference day tells of each conference.

Of each mark it tells which consent to signing on a screen the signer was shown.

Frozen after the first release.
"""

from alembic.operations import Operations

_CONFERENCE = (
    "id, uid, student_id, staff_id, household_id, held_on, starts_at, minutes, mode, room, language, "
    "interpreter, state, section, plan_kind, school_year, grade, pack_id, pack_version, pack_digest, "
    "begun_at, concluded_at, version, deleted_at"
)
_PARTICIPANT = (
    "id, uid, conference_id, party, guardian_id, staff_id, name, role, may_sign, attended, version, deleted_at"
)
_SIGNATURE = "id, uid, revision_id, participant_id, name, role, choice, words, method, language, signed_at, withdrawn_at, strokes"
STATEMENTS = (
    """CREATE TABLE conference_group (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    kind TEXT DEFAULT 'category' NOT NULL,
    class_id INTEGER,
    staff_id INTEGER,
    held_on TEXT NOT NULL,
    starts_at TEXT DEFAULT '' NOT NULL,
    minutes INTEGER DEFAULT 40 NOT NULL,
    room TEXT DEFAULT '' NOT NULL,
    shared TEXT DEFAULT '' NOT NULL,
    shared_language TEXT DEFAULT 'en' NOT NULL,
    state TEXT DEFAULT 'scheduled' NOT NULL,
    begun_at TEXT,
    concluded_at TEXT,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(class_id) REFERENCES school_class (id),
    FOREIGN KEY(staff_id) REFERENCES staff_member (id)
)
 STRICT""",
    "CREATE INDEX conference_group_by_day ON conference_group (held_on, starts_at)",
    """CREATE TABLE reply (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    conference_id INTEGER NOT NULL,
    guardian_id INTEGER,
    answer TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    language TEXT DEFAULT 'en' NOT NULL,
    noted_by BLOB NOT NULL,
    noted_at TEXT NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(conference_id) REFERENCES conference (id),
    FOREIGN KEY(guardian_id) REFERENCES guardian (id)
)
 STRICT""",
    "CREATE INDEX ix_reply_conference_id ON reply (conference_id)",
    """CREATE TABLE planned_course (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    student_id INTEGER NOT NULL,
    grade TEXT DEFAULT '' NOT NULL,
    term TEXT DEFAULT '' NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    subject TEXT DEFAULT '' NOT NULL,
    credit_hundredths INTEGER DEFAULT 0 NOT NULL,
    state TEXT DEFAULT 'planned' NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    approved_by BLOB,
    approved_by_name TEXT DEFAULT '' NOT NULL,
    approved_on TEXT,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(student_id) REFERENCES student (id)
)
 STRICT""",
    "CREATE INDEX ix_planned_course_student_id ON planned_course (student_id)",
    """CREATE TABLE early_end (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    held_on TEXT NOT NULL,
    ends_at TEXT DEFAULT '' NOT NULL,
    schedule_id INTEGER,
    made_by BLOB NOT NULL,
    made_at TEXT NOT NULL,
    undone_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(schedule_id) REFERENCES schedule (id)
)
 STRICT""",
    """CREATE TABLE early_move (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    early_end_id INTEGER NOT NULL,
    conference_id INTEGER NOT NULL,
    was_on TEXT NOT NULL,
    was_at TEXT DEFAULT '' NOT NULL,
    now_on TEXT,
    now_at TEXT DEFAULT '' NOT NULL,
    was_room TEXT DEFAULT '' NOT NULL,
    meeting_id INTEGER,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(early_end_id) REFERENCES early_end (id),
    FOREIGN KEY(conference_id) REFERENCES conference (id),
    FOREIGN KEY(meeting_id) REFERENCES schedule_meeting (id)
)
 STRICT""",
    "CREATE INDEX ix_early_move_conference_id ON early_move (conference_id)",
    "CREATE INDEX ix_early_move_early_end_id ON early_move (early_end_id)",
    """CREATE TABLE conference_11 (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    student_id INTEGER NOT NULL,
    staff_id INTEGER,
    household_id INTEGER,
    group_id INTEGER,
    continues_id INTEGER,
    held_on TEXT NOT NULL,
    starts_at TEXT DEFAULT '' NOT NULL,
    minutes INTEGER DEFAULT 20 NOT NULL,
    mode TEXT DEFAULT 'in_person' NOT NULL,
    room TEXT DEFAULT '' NOT NULL,
    language TEXT DEFAULT 'en' NOT NULL,
    interpreter TEXT DEFAULT '' NOT NULL,
    interpreter_mode TEXT DEFAULT '' NOT NULL,
    interpreter_name TEXT DEFAULT '' NOT NULL,
    interpreter_kind TEXT DEFAULT '' NOT NULL,
    ticket INTEGER DEFAULT 0 NOT NULL,
    walk_in INTEGER DEFAULT 0 NOT NULL,
    stands_by INTEGER DEFAULT 0 NOT NULL,
    first_at TEXT DEFAULT '' NOT NULL,
    expected_at TEXT DEFAULT '' NOT NULL,
    arrived_at TEXT,
    called_at TEXT,
    state TEXT DEFAULT 'scheduled' NOT NULL,
    section TEXT DEFAULT '' NOT NULL,
    next_on TEXT,
    next_at TEXT DEFAULT '' NOT NULL,
    next_call TEXT DEFAULT '' NOT NULL,
    carried_over TEXT DEFAULT '' NOT NULL,
    carried_over_by TEXT DEFAULT '' NOT NULL,
    plan_kind TEXT DEFAULT 'ilp' NOT NULL,
    occasion TEXT DEFAULT '' NOT NULL,
    programs TEXT DEFAULT '' NOT NULL,
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
    FOREIGN KEY(household_id) REFERENCES household (id),
    FOREIGN KEY(group_id) REFERENCES conference_group (id),
    FOREIGN KEY(continues_id) REFERENCES conference (id)
)
 STRICT""",
    f"INSERT INTO conference_11 ({_CONFERENCE}) SELECT {_CONFERENCE} FROM conference",
    "DROP TABLE conference",
    "ALTER TABLE conference_11 RENAME TO conference",
    "CREATE INDEX conference_by_day ON conference (held_on, starts_at)",
    "CREATE INDEX ix_conference_group_id ON conference (group_id)",
    "CREATE INDEX ix_conference_staff_id ON conference (staff_id)",
    "CREATE INDEX ix_conference_student_id ON conference (student_id)",
    """CREATE TABLE participant_11 (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    conference_id INTEGER NOT NULL,
    party TEXT NOT NULL,
    guardian_id INTEGER,
    staff_id INTEGER,
    name TEXT DEFAULT '' NOT NULL,
    role TEXT DEFAULT '' NOT NULL,
    may_sign INTEGER DEFAULT 1 NOT NULL,
    attended INTEGER,
    came_by TEXT DEFAULT '' NOT NULL,
    stands_in_for INTEGER,
    permitted_by INTEGER,
    permitted_how TEXT DEFAULT '' NOT NULL,
    signs_by TEXT,
    signs_how TEXT DEFAULT '' NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(conference_id) REFERENCES conference (id),
    FOREIGN KEY(guardian_id) REFERENCES guardian (id),
    FOREIGN KEY(staff_id) REFERENCES staff_member (id),
    FOREIGN KEY(stands_in_for) REFERENCES staff_member (id),
    FOREIGN KEY(permitted_by) REFERENCES guardian (id)
)
 STRICT""",
    f"INSERT INTO participant_11 ({_PARTICIPANT}) SELECT {_PARTICIPANT} FROM participant",
    "DROP TABLE participant",
    "ALTER TABLE participant_11 RENAME TO participant",
    "CREATE INDEX ix_participant_conference_id ON participant (conference_id)",
    # Who interprets was only among the participants.
    """UPDATE conference SET interpreter_name = (SELECT name FROM participant WHERE conference_id = conference.id
    AND role = 'interpreter' AND deleted_at IS NULL ORDER BY id DESC LIMIT 1) WHERE id IN
    (SELECT conference_id FROM participant WHERE role = 'interpreter' AND deleted_at IS NULL)""",
    """CREATE TABLE signature_11 (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    revision_id INTEGER NOT NULL,
    participant_id INTEGER NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    role TEXT DEFAULT '' NOT NULL,
    choice TEXT DEFAULT 'agree' NOT NULL,
    words TEXT DEFAULT '' NOT NULL,
    method TEXT DEFAULT 'drawn' NOT NULL,
    language TEXT DEFAULT 'en' NOT NULL,
    signed_at TEXT NOT NULL,
    consent TEXT DEFAULT '' NOT NULL,
    consent_edition INTEGER DEFAULT 0 NOT NULL,
    withdrawn_at TEXT,
    strokes TEXT DEFAULT '[]' NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(revision_id) REFERENCES plan_revision (id),
    FOREIGN KEY(participant_id) REFERENCES participant (id)
)
 STRICT""",
    f"INSERT INTO signature_11 ({_SIGNATURE}) SELECT {_SIGNATURE} FROM signature",
    "DROP TABLE signature",
    "ALTER TABLE signature_11 RENAME TO signature",
    "CREATE INDEX ix_signature_revision_id ON signature (revision_id)",
    "ALTER TABLE schedule ADD COLUMN wanted_by TEXT",
)


def upgrade(operations: Operations) -> None:
    """Make the tables, and give every conference and participant the new columns."""
    connection = operations.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
