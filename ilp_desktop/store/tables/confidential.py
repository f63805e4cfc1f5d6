"""What only the holders of the confidential keys can read. Nothing here says whose it is, or what."""

from sqlalchemy import Column, LargeBinary, Table

from ilp_desktop.store.tables.columns import edits, instant, key, metadata, number, uid

# A note, what is kept with a document, or what somebody is typing: all the same from outside.
confidential = Table(
    "confidential",
    metadata,
    key(),
    uid(),
    # The student's name under this generation's key (vault/confidential.py): no reference, so that nobody else follows it.
    Column("owner", LargeBinary, nullable=False, index=True, info={"merge": "append"}),
    # Of the confidential key that it is closed under.
    number("generation", "ask"),
    Column("sealed", LargeBinary, nullable=False, info={"merge": "ask"}),
    *edits(),
    sqlite_strict=True,
)

# The bytes of a document. Which record they belong to stands inside that record.
confidential_content = Table(
    "confidential_content",
    metadata,
    key(),
    uid(),
    number("generation", "append"),
    Column("sealed", LargeBinary, nullable=False, info={"merge": "append"}),
    instant("deleted_at", merge="ask"),
    sqlite_strict=True,
)
