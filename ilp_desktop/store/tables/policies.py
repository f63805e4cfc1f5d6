"""What a policy asks for, held against what happened: the calendar, years at school, further evidence, findings."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, Text, UniqueConstraint, text

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

# Derived, and made anew whenever a fact changes; what it says does not depend on the day it is read.
finding = Table(
    "finding",
    metadata,
    # 0: the school's own.
    Column("student_id", Integer, nullable=False),
    Column("clause_id", Text, nullable=False),
    Column("period", Text, nullable=False),
    # met, elsewhere, late, open, waived, not_applicable.
    Column("outcome", Text, nullable=False),
    # 0 shall, 1 should, 2 may.
    number("strength", "latest"),
    words("reason", "latest"),
    number("have", "latest"),
    number("need", "latest"),
    school_date("opens_on", merge="latest"),
    school_date("due_on", merge="latest"),
    school_date("closes_on", merge="latest"),
    Column("projected", Integer, nullable=False, server_default=text("0")),
    # Uids of the events that count, and of those that were looked at, as JSON of hex.
    Column("by", Json, nullable=False, server_default="[]"),
    Column("tried", Json, nullable=False, server_default="[]"),
    PrimaryKeyConstraint("student_id", "clause_id", "period"),
    # What is still asked for, by urgency: the board reads no other row.
    Index("finding_open", "due_on", "student_id", sqlite_where=text("outcome = 'open' AND strength = 0")),
    Index("finding_by_clause", "clause_id", "outcome", "due_on"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
