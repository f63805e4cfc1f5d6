"""The yearly proof: what was found on the day it was made, frozen (R86). Everything else is judged when it is read."""

from sqlalchemy import Column, Index, Table

from ilp_desktop.store.tables.columns import Json, Uid, instant, key, metadata, refers, school_date, uid, words

yearly_proof = Table(
    "yearly_proof",
    metadata,
    key(),
    uid(),
    # The school year it is about, and the day it was made on.
    words("label", "append"),
    school_date("made_on", nullable=False),
    instant("made_at", nullable=False),
    Column("made_by", Uid, nullable=False, info={"merge": "append"}),
    # As policy_adoption.stack: the rules it was judged by.
    Column("stack", Json, nullable=False),
    # Everything counted in it, as domain/policy/proofs.py reads it.
    Column("totals", Json, nullable=False),
    instant("deleted_at", merge="ask"),
    sqlite_strict=True,
)

# One row a student: what each clause found. It goes when the student's file is disposed of.
proof_student = Table(
    "proof_student",
    metadata,
    key(),
    refers("proof_id", "yearly_proof", index=False),
    refers("student_id", "student"),
    words("grade", "append"),
    words("school", "append"),
    # [[clause_id, period, state, have, need, due_on, [what it rests on]], …]
    Column("found", Json, nullable=False),
    Index("proof_student_by_proof", "proof_id", "student_id", unique=True),
    sqlite_strict=True,
)
