"""Conference days while they are arranged: hours, rooms, interpreters, who is to meet whom. Published, they become conferences."""

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

schedule = Table(
    "schedule",
    metadata,
    key(),
    uid(),
    words("name", "ask"),
    # whole_roster (every family, on fixed evenings) or make_up (who still needs a conference).
    words("kind", "append", "whole_roster"),
    number("minutes", "ask", 15),
    # Rooms there are at a time; 0: everybody has their own.
    number("rooms", "ask"),
    Column("made_by", Uid, nullable=False, info={"merge": "append"}),
    instant("made_at", nullable=False),
    *edits(),
    # The day by which everybody of a make-up day is to be met; NULL: none was said.
    school_date("wanted_by", merge="ask"),
    sqlite_strict=True,
)

# When somebody of the staff can be met, and where. Local time 'HH:MM'; a break lies between two rows.
schedule_hours = Table(
    "schedule_hours",
    metadata,
    key(),
    refers("schedule_id", "schedule"),
    refers("staff_id", "staff_member", index=False),
    school_date("held_on", nullable=False),
    Column("begins_at", Text, nullable=False),
    Column("ends_at", Text, nullable=False),
    words("room", "ask"),
    sqlite_strict=True,
)

# How many of a language are there at a time.
schedule_interpreter = Table(
    "schedule_interpreter",
    metadata,
    key(),
    refers("schedule_id", "schedule", index=False),
    Column("language", Text, nullable=False),
    number("there", "ask", 1),
    UniqueConstraint("schedule_id", "language"),
    sqlite_strict=True,
)

# One conference to be held: once for all who may come, or once for each home that does not come with the other.
schedule_meeting = Table(
    "schedule_meeting",
    metadata,
    key(),
    uid(),
    refers("schedule_id", "schedule"),
    refers("student_id", "student"),
    refers("staff_id", "staff_member", index=False),
    refers("household_id", "household", nullable=True, index=False),
    number("minutes", "ask", 15),
    # [[day, 'HH:MM', 'HH:MM'], …] in which the family can come; nothing: at any time.
    Column("within", Json, nullable=False, server_default="[]", info={"merge": "ask"}),
    # NULL and empty while it has no place.
    school_date("placed_on", merge="ask"),
    words("starts_at", "ask"),
    # A person said so: searching does not move it.
    flag("fixed", "ask"),
    # The conference it became.
    refers("conference_id", "conference", nullable=True, index=False),
    *edits(),
    Index("schedule_meeting_by_place", "schedule_id", "placed_on", "starts_at"),
    sqlite_strict=True,
)
