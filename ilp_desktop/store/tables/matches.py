"""Who may be who: questions for a person, and records that were put together."""

from sqlalchemy import Column, Integer, Table, Text, UniqueConstraint

from ilp_desktop.store.tables.columns import Json, Uid, instant, key, metadata, number, refers, uid, words

# Two records that may be one: asked once, decided by a person, remembered either way.
match_question = Table(
    "match_question",
    metadata,
    key(),
    uid(),
    # student, guardian or household.
    Column("kind", Text, nullable=False),
    # The one that was here first, and the one that came.
    Column("left_id", Integer, nullable=False),
    Column("right_id", Integer, nullable=False),
    # What they share: name_and_birth_date, number_reused, name_and_phone, address, phone.
    words("reason", "append"),
    refers("run_id", "import_run", nullable=True),
    instant("found_at", nullable=False),
    # open, same or different.
    words("state", "ask", "open"),
    instant("decided_at", merge="ask"),
    Column("person_uid", Uid),
    UniqueConstraint("kind", "left_id", "right_id"),
    sqlite_strict=True,
)

# Two records put together by a person, with all it takes to part them again.
merger = Table(
    "merger",
    metadata,
    key(),
    uid(),
    Column("kind", Text, nullable=False),
    Column("kept_id", Integer, nullable=False),
    Column("gone_id", Integer, nullable=False),
    # {table: [id, ...]} that were the one that went, and the columns of both as they were.
    Column("moved", Json, nullable=False),
    Column("before", Json, nullable=False),
    instant("merged_at", nullable=False),
    instant("undone_at", merge="ask"),
    Column("person_uid", Uid, nullable=False),
    sqlite_strict=True,
)

# What a person goes to, so that what they use most stands first.
recent_use = Table(
    "recent_use",
    metadata,
    key(),
    Column("person_uid", Uid, nullable=False),
    # A screen or action by its name, a student as 'student:<id>'.
    Column("what", Text, nullable=False),
    number("uses", "latest"),
    instant("used_at", nullable=False, merge="latest"),
    UniqueConstraint("person_uid", "what"),
    sqlite_strict=True,
)
