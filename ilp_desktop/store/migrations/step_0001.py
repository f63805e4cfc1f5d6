"""The first tables. Frozen: this text is what the first offices were made of, whatever the tables are today."""

from alembic.operations import Operations

STATEMENTS = (
    """CREATE TABLE academic_session (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    type TEXT DEFAULT '' NOT NULL,
    starts_on TEXT,
    ends_on TEXT,
    school_year INTEGER DEFAULT 0 NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid)
)
 STRICT""",
    """CREATE TABLE adopted_pack (
    id INTEGER NOT NULL,
    pack_id TEXT NOT NULL,
    version TEXT NOT NULL,
    digest TEXT NOT NULL,
    adopted_at TEXT NOT NULL,
    files TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (pack_id, version, digest)
)
 STRICT""",
    """CREATE TABLE audit_state (
    id INTEGER NOT NULL CHECK (id = 1),
    next_key BLOB NOT NULL,
    lines INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (id)
)
 STRICT""",
    """CREATE TABLE course (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    course_code TEXT DEFAULT '' NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid)
)
 STRICT""",
    """CREATE TABLE external_id (
    id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    source TEXT NOT NULL,
    sourced_id TEXT NOT NULL,
    digest BLOB,
    PRIMARY KEY (id),
    UNIQUE (kind, source, sourced_id)
)
 STRICT""",
    "CREATE INDEX external_id_by_row ON external_id (kind, row_id)",
    """CREATE TABLE guardian (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    given_name TEXT DEFAULT '' NOT NULL,
    family_name TEXT DEFAULT '' NOT NULL,
    phone TEXT DEFAULT '' NOT NULL,
    email TEXT DEFAULT '' NOT NULL,
    language TEXT DEFAULT 'en' NOT NULL,
    needs_interpreter INTEGER DEFAULT 0 NOT NULL,
    provenance TEXT DEFAULT '{}' NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid)
)
 STRICT""",
    """CREATE TABLE household (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    label TEXT DEFAULT '' NOT NULL,
    address TEXT DEFAULT '' NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid)
)
 STRICT""",
    """CREATE TABLE import_run (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    source TEXT DEFAULT '' NOT NULL,
    file_name TEXT DEFAULT '' NOT NULL,
    staged_at TEXT NOT NULL,
    applied_at TEXT,
    counts TEXT DEFAULT '{}' NOT NULL,
    remarks TEXT DEFAULT '[]' NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid)
)
 STRICT""",
    """CREATE TABLE office (
    id INTEGER NOT NULL CHECK (id = 1),
    uid BLOB NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    zone TEXT DEFAULT 'America/Denver' NOT NULL,
    header_epoch INTEGER DEFAULT 1 NOT NULL,
    is_demo INTEGER DEFAULT 0 NOT NULL,
    pack_id TEXT DEFAULT '' NOT NULL,
    settings TEXT DEFAULT '{}' NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid)
)
 STRICT""",
    """CREATE TABLE org (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    type TEXT DEFAULT '' NOT NULL,
    identifier TEXT DEFAULT '' NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid)
)
 STRICT""",
    """CREATE TABLE staff_member (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    given_name TEXT DEFAULT '' NOT NULL,
    family_name TEXT DEFAULT '' NOT NULL,
    role TEXT DEFAULT 'teacher' NOT NULL,
    email TEXT DEFAULT '' NOT NULL,
    phone TEXT DEFAULT '' NOT NULL,
    person_uid BLOB,
    provenance TEXT DEFAULT '{}' NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    UNIQUE (person_uid)
)
 STRICT""",
    """CREATE TABLE school_class (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    class_code TEXT DEFAULT '' NOT NULL,
    class_type TEXT DEFAULT '' NOT NULL,
    course_id INTEGER,
    org_id INTEGER,
    session_id INTEGER,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(course_id) REFERENCES course (id),
    FOREIGN KEY(org_id) REFERENCES org (id),
    FOREIGN KEY(session_id) REFERENCES academic_session (id)
)
 STRICT""",
    "CREATE INDEX ix_school_class_course_id ON school_class (course_id)",
    "CREATE INDEX ix_school_class_org_id ON school_class (org_id)",
    "CREATE INDEX ix_school_class_session_id ON school_class (session_id)",
    """CREATE TABLE staged_row (
    id INTEGER NOT NULL,
    run_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    sourced_id TEXT NOT NULL,
    effect TEXT DEFAULT 'new' NOT NULL,
    row_id INTEGER,
    payload TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(run_id) REFERENCES import_run (id)
)
 STRICT""",
    "CREATE INDEX staged_row_by_run ON staged_row (run_id, kind, effect)",
    """CREATE TABLE student (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    student_number TEXT DEFAULT '' NOT NULL,
    given_name TEXT DEFAULT '' NOT NULL,
    middle_name TEXT DEFAULT '' NOT NULL,
    family_name TEXT DEFAULT '' NOT NULL,
    preferred_name TEXT DEFAULT '' NOT NULL,
    sort_key TEXT DEFAULT '' NOT NULL,
    grade TEXT DEFAULT '' NOT NULL,
    birth_date TEXT,
    home_language TEXT DEFAULT '' NOT NULL,
    email TEXT DEFAULT '' NOT NULL,
    school_id INTEGER,
    provenance TEXT DEFAULT '{}' NOT NULL,
    withdrawn_at TEXT,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(school_id) REFERENCES org (id)
)
 STRICT""",
    "CREATE INDEX ix_student_school_id ON student (school_id)",
    "CREATE INDEX student_by_name ON student (sort_key, id)",
    "CREATE INDEX student_by_number ON student (student_number)",
    """CREATE TABLE assignment (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    student_id INTEGER NOT NULL,
    staff_id INTEGER NOT NULL,
    duty TEXT DEFAULT 'teacher' NOT NULL,
    begins_on TEXT,
    ends_on TEXT,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (student_id, staff_id, duty),
    UNIQUE (uid),
    FOREIGN KEY(student_id) REFERENCES student (id),
    FOREIGN KEY(staff_id) REFERENCES staff_member (id)
)
 STRICT""",
    "CREATE INDEX ix_assignment_staff_id ON assignment (staff_id)",
    "CREATE INDEX ix_assignment_student_id ON assignment (student_id)",
    """CREATE TABLE audit (
    id INTEGER NOT NULL,
    person_uid BLOB NOT NULL,
    act TEXT DEFAULT '' NOT NULL,
    student_id INTEGER,
    params TEXT DEFAULT '{}' NOT NULL,
    at TEXT NOT NULL,
    mac BLOB NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(student_id) REFERENCES student (id)
)
 STRICT""",
    "CREATE INDEX audit_by_act ON audit (act, id)",
    "CREATE INDEX ix_audit_student_id ON audit (student_id)",
    """CREATE TABLE conference (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    student_id INTEGER NOT NULL,
    staff_id INTEGER,
    held_on TEXT NOT NULL,
    starts_at TEXT DEFAULT '' NOT NULL,
    minutes INTEGER DEFAULT 20 NOT NULL,
    mode TEXT DEFAULT 'in_person' NOT NULL,
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
    FOREIGN KEY(staff_id) REFERENCES staff_member (id)
)
 STRICT""",
    "CREATE INDEX conference_by_day ON conference (held_on, starts_at)",
    "CREATE INDEX ix_conference_staff_id ON conference (staff_id)",
    "CREATE INDEX ix_conference_student_id ON conference (student_id)",
    """CREATE TABLE enrollment (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    class_id INTEGER NOT NULL,
    student_id INTEGER,
    staff_id INTEGER,
    role TEXT DEFAULT '' NOT NULL,
    is_primary INTEGER DEFAULT 0 NOT NULL,
    begins_on TEXT,
    ends_on TEXT,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(class_id) REFERENCES school_class (id),
    FOREIGN KEY(student_id) REFERENCES student (id),
    FOREIGN KEY(staff_id) REFERENCES staff_member (id)
)
 STRICT""",
    "CREATE INDEX ix_enrollment_class_id ON enrollment (class_id)",
    "CREATE INDEX ix_enrollment_staff_id ON enrollment (staff_id)",
    "CREATE INDEX ix_enrollment_student_id ON enrollment (student_id)",
    """CREATE TABLE measure_point (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    student_id INTEGER NOT NULL,
    label TEXT DEFAULT '' NOT NULL,
    unit TEXT DEFAULT '' NOT NULL,
    source TEXT DEFAULT '' NOT NULL,
    measured_on TEXT NOT NULL,
    term TEXT DEFAULT '' NOT NULL,
    value REAL NOT NULL,
    benchmark REAL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(student_id) REFERENCES student (id)
)
 STRICT""",
    "CREATE INDEX ix_measure_point_student_id ON measure_point (student_id)",
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
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (student_id, guardian_id),
    FOREIGN KEY(student_id) REFERENCES student (id),
    FOREIGN KEY(guardian_id) REFERENCES guardian (id),
    FOREIGN KEY(household_id) REFERENCES household (id)
)
 STRICT""",
    "CREATE INDEX ix_student_guardian_guardian_id ON student_guardian (guardian_id)",
    "CREATE INDEX ix_student_guardian_household_id ON student_guardian (household_id)",
    "CREATE INDEX ix_student_guardian_student_id ON student_guardian (student_id)",
    """CREATE TABLE student_org (
    id INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    org_id INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (student_id, org_id),
    FOREIGN KEY(student_id) REFERENCES student (id),
    FOREIGN KEY(org_id) REFERENCES org (id)
)
 STRICT""",
    "CREATE INDEX ix_student_org_org_id ON student_org (org_id)",
    "CREATE INDEX ix_student_org_student_id ON student_org (student_id)",
    """CREATE TABLE answer (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    conference_id INTEGER NOT NULL,
    field TEXT NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    language TEXT DEFAULT 'en' NOT NULL,
    written_at TEXT,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (conference_id, field),
    UNIQUE (uid),
    FOREIGN KEY(conference_id) REFERENCES conference (id)
)
 STRICT""",
    "CREATE INDEX ix_answer_conference_id ON answer (conference_id)",
    """CREATE TABLE commitment (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    conference_id INTEGER NOT NULL,
    party TEXT NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    who TEXT DEFAULT '' NOT NULL,
    language TEXT DEFAULT 'en' NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(conference_id) REFERENCES conference (id)
)
 STRICT""",
    "CREATE INDEX ix_commitment_conference_id ON commitment (conference_id)",
    """CREATE TABLE consultation (
    id INTEGER NOT NULL,
    conference_id INTEGER NOT NULL,
    phase TEXT DEFAULT 'idle' NOT NULL,
    counted INTEGER DEFAULT 0 NOT NULL,
    running_since TEXT,
    seen_at TEXT,
    minimum INTEGER DEFAULT 180 NOT NULL,
    limit_seconds INTEGER DEFAULT 300 NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (conference_id),
    FOREIGN KEY(conference_id) REFERENCES conference (id)
)
 STRICT""",
    """CREATE TABLE draft (
    id INTEGER NOT NULL,
    conference_id INTEGER NOT NULL,
    field TEXT NOT NULL,
    text TEXT NOT NULL,
    language TEXT DEFAULT 'en' NOT NULL,
    saved_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (conference_id, field),
    FOREIGN KEY(conference_id) REFERENCES conference (id)
)
 STRICT""",
    """CREATE TABLE event (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    kind TEXT DEFAULT '' NOT NULL,
    student_id INTEGER,
    conference_id INTEGER,
    actor_id INTEGER,
    school_date TEXT NOT NULL,
    happened_at TEXT NOT NULL,
    params TEXT DEFAULT '{}' NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(student_id) REFERENCES student (id),
    FOREIGN KEY(conference_id) REFERENCES conference (id),
    FOREIGN KEY(actor_id) REFERENCES staff_member (id)
)
 STRICT""",
    "CREATE INDEX ix_event_conference_id ON event (conference_id)",
    "CREATE INDEX ix_event_student_id ON event (student_id)",
    """CREATE TABLE goal (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    conference_id INTEGER NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    language TEXT DEFAULT 'en' NOT NULL,
    whose TEXT DEFAULT 'student' NOT NULL,
    status TEXT DEFAULT 'open' NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(conference_id) REFERENCES conference (id)
)
 STRICT""",
    "CREATE INDEX ix_goal_conference_id ON goal (conference_id)",
    """CREATE TABLE participant (
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
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(conference_id) REFERENCES conference (id),
    FOREIGN KEY(guardian_id) REFERENCES guardian (id),
    FOREIGN KEY(staff_id) REFERENCES staff_member (id)
)
 STRICT""",
    "CREATE INDEX ix_participant_conference_id ON participant (conference_id)",
    """CREATE TABLE plan_revision (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    conference_id INTEGER NOT NULL,
    student_id INTEGER NOT NULL,
    number INTEGER DEFAULT 1 NOT NULL,
    sha256 BLOB NOT NULL,
    made_at TEXT NOT NULL,
    made_by INTEGER,
    content TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (conference_id, number),
    UNIQUE (uid),
    FOREIGN KEY(conference_id) REFERENCES conference (id),
    FOREIGN KEY(student_id) REFERENCES student (id),
    UNIQUE (sha256),
    FOREIGN KEY(made_by) REFERENCES staff_member (id)
)
 STRICT""",
    "CREATE INDEX ix_plan_revision_conference_id ON plan_revision (conference_id)",
    "CREATE INDEX ix_plan_revision_student_id ON plan_revision (student_id)",
    """CREATE TABLE rendering (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    revision_id INTEGER NOT NULL,
    language TEXT DEFAULT 'en' NOT NULL,
    sha256 BLOB NOT NULL,
    finalized_at TEXT NOT NULL,
    pdf BLOB NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(revision_id) REFERENCES plan_revision (id),
    UNIQUE (sha256)
)
 STRICT""",
    "CREATE INDEX ix_rendering_revision_id ON rendering (revision_id)",
    """CREATE TABLE signature (
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
    withdrawn_at TEXT,
    strokes TEXT DEFAULT '[]' NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(revision_id) REFERENCES plan_revision (id),
    FOREIGN KEY(participant_id) REFERENCES participant (id)
)
 STRICT""",
    "CREATE INDEX ix_signature_revision_id ON signature (revision_id)",
    """CREATE TABLE step (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    goal_id INTEGER NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    who TEXT DEFAULT '' NOT NULL,
    due_on TEXT,
    version INTEGER DEFAULT 1 NOT NULL,
    deleted_at TEXT,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(goal_id) REFERENCES goal (id)
)
 STRICT""",
    "CREATE INDEX ix_step_goal_id ON step (goal_id)",
    """CREATE TABLE delivery (
    id INTEGER NOT NULL,
    uid BLOB NOT NULL,
    rendering_id INTEGER NOT NULL,
    kind TEXT DEFAULT '' NOT NULL,
    to_whom TEXT DEFAULT '' NOT NULL,
    staff_id INTEGER,
    done_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(rendering_id) REFERENCES rendering (id),
    FOREIGN KEY(staff_id) REFERENCES staff_member (id)
)
 STRICT""",
    "CREATE INDEX ix_delivery_rendering_id ON delivery (rendering_id)",
)


def upgrade(operations: Operations) -> None:
    """Make the first tables."""
    connection = operations.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
