"""Finalized plans: what was agreed, who signed it, the paper it became, where the copies went."""

from sqlalchemy import Column, Index, LargeBinary, Table, Text, UniqueConstraint, text

from ilp_desktop.store.tables.columns import Json, flag, instant, key, language, metadata, number, refers, uid, words

plan_revision = Table(
    "plan_revision",
    metadata,
    key(),
    uid(),
    refers("conference_id", "conference"),
    refers("student_id", "student"),
    number("number", "append", 1),
    Column("sha256", LargeBinary, nullable=False, unique=True),
    instant("made_at", nullable=False),
    refers("made_by", "staff_member", nullable=True, index=False),
    # RFC 8785 bytes as text: exactly what is printed, no more. Long values stand last in their row, so that a list
    # of rows reads none of their pages.
    Column("content", Text, nullable=False),
    UniqueConstraint("conference_id", "number"),
    sqlite_strict=True,
)

signature = Table(
    "signature",
    metadata,
    key(),
    uid(),
    refers("revision_id", "plan_revision"),
    refers("participant_id", "participant", index=False),
    words("name", "append"),
    words("role", "append"),
    # agree, attended_only, disagree.
    words("choice", "append", "agree"),
    words("words", "append"),
    # drawn, paper, chose_not_to_sign.
    words("method", "append", "drawn"),
    # The language in which the plan was shown to the signer.
    language(),
    instant("signed_at", nullable=False),
    # What the signer was shown of signing on a screen, in that language: which sentence, which edition of its words; '', 0:
    # none, because nothing was signed on a screen.
    words("consent", "append"),
    number("consent_edition", "append"),
    # A mark taken back before the plan was finalized; its line stays.
    instant("withdrawn_at"),
    Column("strokes", Json, nullable=False, server_default="[]"),
    sqlite_strict=True,
)

rendering = Table(
    "rendering",
    metadata,
    key(),
    uid(),
    refers("revision_id", "plan_revision"),
    language(),
    Column("sha256", LargeBinary, nullable=False, unique=True),
    instant("finalized_at", nullable=False),
    Column("pdf", LargeBinary, nullable=False),
    sqlite_strict=True,
)

# Given to family or mailed (R45), filed in the cumulative folder (R46): who did it and when.
delivery = Table(
    "delivery",
    metadata,
    key(),
    uid(),
    refers("rendering_id", "rendering"),
    # given_to_family, mailed, filed_in_folder, printed.
    words("kind", "append"),
    words("to_whom", "append"),
    refers("staff_id", "staff_member", nullable=True, index=False),
    instant("done_at", nullable=False),
    sqlite_strict=True,
)

# Copies of a stored rendering that are to be printed, are being printed or were: what is in the printer's own queue is
# the computer's, so a page counts as out once the printer took it.
print_job = Table(
    "print_job",
    metadata,
    key(),
    uid(),
    refers("rendering_id", "rendering"),
    # family, student or folder.
    words("copy_for", "append", "family"),
    refers("household_id", "household", nullable=True, index=False),
    # Who of that home may have it, as it stood when it was asked for.
    words("to_whom", "append"),
    number("copies", "append", 1),
    flag("both_sides", "append", default=True),
    # waiting, at_printer, failed, printed, set_aside.
    words("state", "latest", "waiting"),
    # Copies that are out whole, and pages of the next one.
    number("copies_out", "latest"),
    number("pages_out", "latest"),
    # The code of what stood in the way.
    words("problem", "latest"),
    refers("asked_by", "staff_member", nullable=True, index=False),
    instant("asked_at", nullable=False),
    instant("ended_at"),
    Index("print_job_open", "state", sqlite_where=text("state IN ('waiting', 'at_printer', 'failed')")),
    Index("print_job_ended", "ended_at", sqlite_where=text("ended_at IS NOT NULL")),
    sqlite_strict=True,
)
