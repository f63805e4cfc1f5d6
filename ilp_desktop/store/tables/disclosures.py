"""Who outside the school asked for a student's file and what they got (34 CFR 99.32), kept as long as the file; and what stays of a file."""

from sqlalchemy import Column, Table

from ilp_desktop.store.tables.columns import (
    Uid,
    instant,
    key,
    metadata,
    refers,
    school_date,
    uid,
    words,
)

# A line is never written over: what is answered or corrected is said anew, and names the line that it takes the place of.
disclosure = Table(
    "disclosure",
    metadata,
    key(),
    uid(),
    refers("student_id", "student"),
    refers("replaces_id", "disclosure", nullable=True),
    words("party", "append"),
    words("interest", "append"),
    words("what", "append"),
    words("asked_by", "append"),
    # A Ground and an Outcome of domain/disclosures.py.
    words("ground", "append"),
    words("outcome", "append"),
    words("threat", "append"),
    words("passed_on", "append"),
    words("note", "append"),
    school_date("asked_on", nullable=False),
    school_date("answered_on"),
    instant("recorded_at", nullable=False),
    Column("recorded_by", Uid, nullable=False),
    sqlite_strict=True,
)

# What stays of a student who was disposed of: a restore of an older backup does it again.
disposal = Table(
    "disposal",
    metadata,
    key(),
    uid(),
    Column("student_uid", Uid, nullable=False, unique=True),
    school_date("disposed_on", nullable=False),
    instant("disposed_at", nullable=False),
    Column("disposed_by", Uid, nullable=False),
    # The line of the school's retention schedule that says so.
    words("schedule", "append"),
    sqlite_strict=True,
)

_REWRITTEN = (
    "uid, replaces_id, party, interest, what, asked_by, ground, outcome, threat, passed_on, note, asked_on, answered_on,"
    " recorded_at, recorded_by"
)
DDL = (
    # student_id alone may change: two records of one student are put together and parted (services/merging.py).
    f"CREATE TRIGGER disclosure_is_never_rewritten BEFORE UPDATE OF {_REWRITTEN} ON disclosure BEGIN SELECT RAISE(ABORT, 'a disclosure stays'); END",
)
