"""The conference day and what was said and agreed on it."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint
from sqlalchemy.dialects.sqlite import REAL

from ilp_desktop.store.tables.columns import (
    Flag,
    edits,
    flag,
    instant,
    key,
    language,
    metadata,
    number,
    refers,
    school_date,
    uid,
    words,
)

conference = Table(
    "conference",
    metadata,
    key(),
    uid(),
    refers("student_id", "student"),
    refers("staff_id", "staff_member", nullable=True),
    # Where a student's homes come apart: the home that this one is for. NULL: for all who may come.
    refers("household_id", "household", nullable=True, index=False),
    school_date("held_on", nullable=False),
    # Local time 'HH:MM' in the office's zone.
    words("starts_at", "latest"),
    number("minutes", "latest", 20),
    words("mode", "ask", "in_person"),
    words("room", "ask"),
    language(),
    words("interpreter", "ask"),
    # ConferenceState's values.
    words("state", "latest", "scheduled"),
    words("section", "latest"),
    words("plan_kind", "append", "ilp"),
    # The calendar year in which the school year ends.
    number("school_year", "append"),
    words("grade", "append"),
    words("pack_id", "append"),
    words("pack_version", "append"),
    words("pack_digest", "append"),
    instant("begun_at"),
    instant("concluded_at"),
    *edits(),
    Index("conference_by_day", "held_on", "starts_at"),
    sqlite_strict=True,
)

participant = Table(
    "participant",
    metadata,
    key(),
    uid(),
    refers("conference_id", "conference"),
    # student, family or school.
    Column("party", Text, nullable=False),
    refers("guardian_id", "guardian", nullable=True, index=False),
    refers("staff_id", "staff_member", nullable=True, index=False),
    words("name", "append"),
    words("role", "append"),
    flag("may_sign", "append", default=True),
    # NULL until somebody says.
    Column("attended", Flag, info={"merge": "ask"}),
    *edits(),
    sqlite_strict=True,
)

answer = Table(
    "answer",
    metadata,
    key(),
    uid(),
    refers("conference_id", "conference"),
    # section.field of the pack.
    Column("field", Text, nullable=False),
    words("text", "ask"),
    language(),
    instant("written_at"),
    *edits(),
    UniqueConstraint("conference_id", "field"),
    sqlite_strict=True,
)

goal = Table(
    "goal",
    metadata,
    key(),
    uid(),
    refers("conference_id", "conference"),
    number("position", "latest"),
    words("text", "ask"),
    language(),
    # student, parent, teacher or together (R41).
    words("whose", "ask", "student"),
    # open, met, partly, carried_on, dropped.
    words("status", "ask", "open"),
    *edits(),
    sqlite_strict=True,
)

step = Table(
    "step",
    metadata,
    key(),
    uid(),
    refers("goal_id", "goal"),
    number("position", "latest"),
    words("text", "ask"),
    words("who", "ask"),
    school_date("due_on", merge="ask"),
    *edits(),
    sqlite_strict=True,
)

commitment = Table(
    "commitment",
    metadata,
    key(),
    uid(),
    refers("conference_id", "conference"),
    Column("party", Text, nullable=False),
    number("position", "latest"),
    words("text", "ask"),
    words("who", "ask"),
    language(),
    *edits(),
    sqlite_strict=True,
)

measure_point = Table(
    "measure_point",
    metadata,
    key(),
    uid(),
    refers("student_id", "student"),
    # assessment, grade, attendance or credits.
    words("category", "append", "assessment"),
    words("label", "append"),
    words("unit", "append"),
    words("source", "append"),
    school_date("measured_on", nullable=False),
    # The term as people say it, e.g. Fall 2025.
    words("term", "append"),
    # NULL where the result is in words only; 'said' is what the sender wrote (B+, Proficient).
    Column("value", REAL),
    words("said", "append"),
    Column("benchmark", REAL),
    instant("deleted_at"),
    sqlite_strict=True,
)

# That it took place and for how long (R44): never what was said.
consultation = Table(
    "consultation",
    metadata,
    key(),
    Column("conference_id", Integer, ForeignKey("conference.id"), nullable=False, unique=True),
    words("phase", "latest", "idle"),
    number("counted", "latest"),
    instant("running_since"),
    instant("seen_at"),
    number("minimum", "append", 180),
    number("limit_seconds", "append", 300),
    words("reason", "ask"),
    sqlite_strict=True,
)

# Keystrokes, within a second of being typed; they become one change when the field is left.
draft = Table(
    "draft",
    metadata,
    key(),
    refers("conference_id", "conference", index=False),
    Column("field", Text, nullable=False),
    Column("text", Text, nullable=False),
    language(),
    instant("saved_at", nullable=False),
    UniqueConstraint("conference_id", "field"),
    sqlite_strict=True,
)
