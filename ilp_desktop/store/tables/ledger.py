"""The office itself, the facts of what happened, and the chain that shows them unchanged."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from ilp_desktop.store.tables.columns import (
    Json,
    Uid,
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

office = Table(
    "office",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True),
    uid(),
    words("name", "ask"),
    # IANA name: the zone of the office's school days.
    words("zone", "ask", "America/Denver"),
    # Mirrors the header's epoch: an older header put back is refused.
    number("header_epoch", "latest", 1),
    flag("is_demo", "append"),
    Column("settings", Json, nullable=False, server_default="{}"),
    instant("made_at", nullable=False),
    sqlite_strict=True,
)

# What happened, as plain facts; what it counts for is derived from the pack in force.
event = Table(
    "event",
    metadata,
    key(),
    uid(),
    words("kind", "append"),
    refers("student_id", "student", nullable=True),
    refers("conference_id", "conference", nullable=True),
    refers("actor_id", "staff_member", nullable=True, index=False),
    school_date("school_date", nullable=False),
    instant("happened_at", nullable=False),
    Column("params", Json, nullable=False, server_default="{}"),
    sqlite_strict=True,
)

# Who opened, printed, exported or disclosed what (34 CFR 99.32): each line's key is the hash of the last.
audit = Table(
    "audit",
    metadata,
    key(),
    Column("person_uid", Uid, nullable=False),
    words("act", "append"),
    refers("student_id", "student", nullable=True),
    Column("params", Json, nullable=False, server_default="{}"),
    instant("at", nullable=False),
    Column("mac", LargeBinary, nullable=False),
    Index("audit_by_act", "act", "id"),
    Index("audit_by_person", "person_uid", "id"),
    sqlite_strict=True,
)

# The key of the next audit line, and how many lines there are. Keys of lines already written are gone: whoever reads
# this one can add lines, and can change or remove none.
audit_state = Table(
    "audit_state",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True),
    Column("next_key", LargeBinary, nullable=False),
    number("lines", "append"),
    sqlite_strict=True,
)

# A pack adopted is copied in: an upgrade of the program changes no plan.
adopted_pack = Table(
    "adopted_pack",
    metadata,
    key(),
    Column("pack_id", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("digest", Text, nullable=False),
    instant("adopted_at", nullable=False),
    # {file name: text} of the pack's folder.
    Column("files", Json, nullable=False),
    UniqueConstraint("pack_id", "version", "digest"),
    sqlite_strict=True,
)
