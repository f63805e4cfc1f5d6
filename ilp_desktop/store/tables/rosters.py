"""What a roster brings beside people, and what is staged before it counts."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

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

org = Table(
    "org",
    metadata,
    key(),
    uid(),
    words("name", "roster"),
    words("type", "roster"),
    words("identifier", "roster"),
    *edits(),
    sqlite_strict=True,
)

student_org = Table(
    "student_org",
    metadata,
    key(),
    refers("student_id", "student"),
    refers("org_id", "org"),
    UniqueConstraint("student_id", "org_id"),
    sqlite_strict=True,
)

academic_session = Table(
    "academic_session",
    metadata,
    key(),
    uid(),
    words("title", "roster"),
    words("type", "roster"),
    school_date("starts_on", merge="roster"),
    school_date("ends_on", merge="roster"),
    # The calendar year in which the school year ends.
    number("school_year", "roster"),
    *edits(),
    sqlite_strict=True,
)

course = Table(
    "course",
    metadata,
    key(),
    uid(),
    words("title", "roster"),
    words("course_code", "roster"),
    *edits(),
    sqlite_strict=True,
)

school_class = Table(
    "school_class",
    metadata,
    key(),
    uid(),
    words("title", "roster"),
    words("class_code", "roster"),
    words("class_type", "roster"),
    refers("course_id", "course", nullable=True),
    refers("org_id", "org", nullable=True),
    refers("session_id", "academic_session", nullable=True),
    *edits(),
    sqlite_strict=True,
)

enrollment = Table(
    "enrollment",
    metadata,
    key(),
    uid(),
    refers("class_id", "school_class"),
    refers("student_id", "student", nullable=True),
    refers("staff_id", "staff_member", nullable=True),
    words("role", "roster"),
    flag("is_primary", "roster"),
    school_date("begins_on", merge="roster"),
    school_date("ends_on", merge="roster"),
    *edits(),
    sqlite_strict=True,
)

# A system that rosters come from, and what is remembered of it.
roster_source = Table(
    "roster_source",
    metadata,
    key(),
    uid(),
    Column("name", Text, nullable=False, unique=True),
    # oneroster, sds or table.
    words("shape", "latest"),
    # How its columns are read (docs/formats/mapping.md), where a person said so.
    Column("mapping", Json, nullable=False, server_default="{}", info={"merge": "ask"}),
    # Of the files last applied: the same ones again change nothing.
    Column("contents", LargeBinary),
    instant("applied_at"),
    sqlite_strict=True,
)

import_run = Table(
    "import_run",
    metadata,
    key(),
    uid(),
    words("source", "append"),
    words("shape", "append", "oneroster"),
    words("file_name", "append"),
    Column("contents", LargeBinary),
    Column("person_uid", Uid),
    instant("staged_at", nullable=False),
    instant("applied_at"),
    instant("taken_back_at"),
    Column("counts", Json, nullable=False, server_default="{}"),
    # [{file, row, code, level, params}]: the remarks kept with the import; params hold no student data.
    Column("remarks", Json, nullable=False, server_default="[]"),
    sqlite_strict=True,
)

# Rows of a roster wait here, encrypted, until they are applied in one short transaction.
staged_row = Table(
    "staged_row",
    metadata,
    key(),
    refers("run_id", "import_run", index=False),
    Column("kind", Text, nullable=False),
    Column("sourced_id", Text, nullable=False),
    # What applying it will do: new, changed, same, gone.
    Column("effect", Text, nullable=False, server_default="new"),
    # The office's row; of a new one its number among the new ones of its kind.
    Column("row_id", Integer),
    # Where it stands in the file; the heading is row 1.
    number("row", "append"),
    # What tells it from the same row next time, and the id that a new one will have on every laptop.
    Column("digest", LargeBinary),
    Column("uid", LargeBinary),
    # The values in the order of services/roster_rows.FIELDS; what it points at is named by the sender's id.
    Column("payload", Json, nullable=False),
    # What a person decided about it: {"keep": [field, ...], "take": [field, ...], "all": "ours" or "theirs",
    # "withdraw": true, "leave_out": true}.
    Column("decision", Json, nullable=False, server_default="{}"),
    Index("staged_row_by_run", "run_id", "kind", "effect"),
    sqlite_strict=True,
)

# What an import did to the office's rows, so that the whole of it can be taken back.
import_change = Table(
    "import_change",
    metadata,
    key(),
    refers("run_id", "import_run"),
    Column("kind", Text, nullable=False),
    Column("effect", Text, nullable=False),
    # New rows stand as a range of ids; a changed one as itself, with the columns as they were before.
    Column("row_id", Integer, nullable=False),
    Column("through_id", Integer, nullable=False),
    Column("before", Json),
    sqlite_strict=True,
)
