"""What a policy asks for, held against what happened: adoptions, the calendar, years at school, further evidence."""

from sqlalchemy import Column, Index, Table, Text, UniqueConstraint

from ilp_desktop.store.tables.columns import (
    Json,
    Uid,
    edits,
    flag,
    instant,
    key,
    metadata,
    number,
    refers,
    school_date,
    uid,
    words,
)

# Each time somebody put a policy set in force, and from which day (R88). What was in force on a day stays known.
policy_adoption = Table(
    "policy_adoption",
    metadata,
    key(),
    uid(),
    school_date("from_on", nullable=False),
    # [[pack_id, version, digest], …] of adopted_pack: the set itself last, before it all that it stands on.
    Column("stack", Json, nullable=False),
    words("why", "append"),
    Column("decided_by", Uid, info={"merge": "append"}),
    instant("decided_at", nullable=False),
    Index("policy_adoption_by_day", "from_on", "id"),
    sqlite_strict=True,
)

# The school calendar, a row a year (R115). Terms, breaks and named days as JSON: they are only ever read whole.
school_year = Table(
    "school_year",
    metadata,
    key(),
    uid(),
    Column("label", Text, nullable=False, unique=True),
    school_date("begins_on", nullable=False, merge="ask"),
    school_date("first_day", nullable=False, merge="ask"),
    school_date("last_day", nullable=False, merge="ask"),
    school_date("ends_on", nullable=False, merge="ask"),
    Column("quarters", Json, nullable=False, info={"merge": "ask"}),
    Column("semesters", Json, nullable=False, info={"merge": "ask"}),
    Column("closed", Json, nullable=False, info={"merge": "ask"}),
    Column("days", Json, nullable=False, info={"merge": "ask"}),
    *edits(),
    sqlite_strict=True,
)

# A student's grade in a school year, with the days of entry and start: what a band and a time limit run from.
year_at_school = Table(
    "year_at_school",
    metadata,
    key(),
    uid(),
    refers("student_id", "student", index=False),
    Column("label", Text, nullable=False),
    words("grade", "roster"),
    school_date("enrolled_on", nullable=False, merge="ask"),
    school_date("started_on", nullable=False, merge="ask"),
    flag("is_new", "ask"),
    school_date("left_on", merge="ask"),
    *edits(),
    UniqueConstraint("student_id", "label"),
    sqlite_strict=True,
)

# alternative, egp, ess and whatever a policy set calls a program (R93 to R99).
program_spell = Table(
    "program_spell",
    metadata,
    key(),
    uid(),
    refers("student_id", "student"),
    words("program", "ask"),
    school_date("begins_on", nullable=False, merge="ask"),
    school_date("ends_on", merge="ask"),
    *edits(),
    sqlite_strict=True,
)

# Facts that no other table holds: a call, a note, an attempt, a training. A school's own have no student.
evidence = Table(
    "evidence",
    metadata,
    key(),
    uid(),
    refers("student_id", "student", nullable=True),
    # One of domain/policy/clauses.py EVENTS, and the policy set's name of the letter, note or duty.
    words("kind", "append"),
    words("form", "append"),
    school_date("happened_on", nullable=False),
    Column("roles", Json, nullable=False, server_default="[]"),
    # Uids of guardians, as hex.
    Column("adults", Json, nullable=False, server_default="[]"),
    Column("marks", Json, nullable=False, server_default="[]"),
    words("elsewhere", "append"),
    words("note", "append"),
    # Of a conference: individual or group, how far it came (offered, declined, missed, held), how many students were invited.
    words("grouping", "append"),
    words("stage", "append", "held"),
    number("invited", "append", 1),
    # in_person, phone, video, mail or email (R37).
    words("mode", "append"),
    # Who of the staff did it.
    refers("staff_id", "staff_member", nullable=True, index=False),
    # Number of a prompt of the policy set's template, as text, to what was written there.
    # "asked_by" and "attended" of a training; "outcome": what came of an attempt, one of domain/evidence.py OUTCOMES.
    # Of a request: "needs", what a family needs in order to come (domain/reaching.py Need, parted by spaces) with the interpreter's "language";
    # "asked": that it asks for a conference.
    Column("texts", Json, nullable=False, server_default="{}"),
    # Who reads it, as the template said when it was written: one of domain/policy/sets.py SHARINGS.
    words("sharing", "append", "plan"),
    # The event, of this table or of any other, to which this one only adds its marks: a paper filed later, an answer given.
    Column("adds_to", Uid, info={"merge": "append"}),
    Column("recorded_by", Uid, nullable=False, info={"merge": "append"}),
    instant("recorded_at", nullable=False),
    instant("deleted_at", merge="ask"),
    sqlite_strict=True,
)

waiver = Table(
    "waiver",
    metadata,
    key(),
    uid(),
    refers("student_id", "student", nullable=True),
    words("clause_id", "append"),
    words("period", "append"),
    words("by_role", "append"),
    words("why", "append"),
    Column("recorded_by", Uid, nullable=False, info={"merge": "append"}),
    instant("recorded_at", nullable=False),
    instant("deleted_at", merge="ask"),
    sqlite_strict=True,
)
