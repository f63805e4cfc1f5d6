"""Students and the adults around them."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text, UniqueConstraint, text

from ilp_desktop.store.tables.columns import (
    Json,
    Uid,
    edits,
    flag,
    instant,
    key,
    metadata,
    refers,
    school_date,
    uid,
    words,
)

student = Table(
    "student",
    metadata,
    key(),
    uid(),
    words("student_number", "roster"),
    words("given_name", "roster"),
    words("middle_name", "roster"),
    words("family_name", "roster"),
    words("preferred_name", "ask"),
    # Family name, given name, folded: the order of the student list.
    words("sort_key", "roster"),
    words("grade", "roster"),
    school_date("birth_date", merge="roster"),
    words("home_language", "ask"),
    words("email", "roster"),
    refers("school_id", "org", nullable=True),
    # Field name -> "office" where a person corrected it; the next import asks before it reverts one.
    Column("provenance", Json, nullable=False, server_default="{}", info={"merge": "latest"}),
    instant("withdrawn_at", merge="ask"),
    *edits(),
    Index("student_by_name", "sort_key", "id"),
    Index("student_by_number", "student_number"),
    # Few have left, and they are listed apart.
    Index("student_withdrawn", "sort_key", "id", sqlite_where=text("withdrawn_at IS NOT NULL")),
    sqlite_strict=True,
)

household = Table(
    "household",
    metadata,
    key(),
    uid(),
    words("label", "ask"),
    words("address", "ask"),
    *edits(),
    sqlite_strict=True,
)

guardian = Table(
    "guardian",
    metadata,
    key(),
    uid(),
    words("given_name", "roster"),
    words("family_name", "roster"),
    words("phone", "ask"),
    words("email", "ask"),
    words("language", "ask", "en"),
    flag("needs_interpreter", "ask"),
    Column("provenance", Json, nullable=False, server_default="{}", info={"merge": "latest"}),
    *edits(),
    sqlite_strict=True,
)

student_guardian = Table(
    "student_guardian",
    metadata,
    key(),
    refers("student_id", "student"),
    refers("guardian_id", "guardian"),
    refers("household_id", "household", nullable=True),
    words("relationship", "ask"),
    flag("may_see", "ask", default=True),
    flag("may_sign", "ask", default=True),
    flag("may_attend", "ask", default=True),
    flag("may_be_mailed", "ask", default=True),
    # "See office before contact": appears on no paper and in no letter. Why, stands in guardian_bar.
    flag("barred", "ask"),
    # From the first, and no longer on the second.
    school_date("begins_on", merge="ask"),
    school_date("ends_on", merge="ask"),
    # relationship, begins_on or ends_on -> "office" where a person said so: a roster does not say otherwise.
    Column("provenance", Json, nullable=False, server_default="{}", info={"merge": "latest"}),
    *edits(),
    UniqueConstraint("student_id", "guardian_id"),
    sqlite_strict=True,
)

# Each time somebody barred an adult from a student, and lifted it: the reason and the paper stay inside the office.
guardian_bar = Table(
    "guardian_bar",
    metadata,
    key(),
    uid(),
    refers("student_id", "student"),
    refers("guardian_id", "guardian"),
    words("reason", "ask"),
    # What paper says so: the court, the case, the date.
    words("paper", "ask"),
    instant("barred_at", nullable=False),
    Column("barred_by", Uid, nullable=False, info={"merge": "append"}),
    # NULL while it stands.
    instant("lifted_at", merge="ask"),
    Column("lifted_by", Uid, info={"merge": "ask"}),
    words("lifted_why", "ask"),
    sqlite_strict=True,
)

# A right that follows from no relation: of an agency or foster contact, or from a student of 18.
guardian_grant = Table(
    "guardian_grant",
    metadata,
    key(),
    uid(),
    refers("student_id", "student"),
    refers("guardian_id", "guardian"),
    # see, sign, attend or be_mailed; given by student or office.
    Column("allows", Text, nullable=False),
    Column("given_by", Text, nullable=False),
    words("paper", "ask"),
    # From the first, and no longer on the second.
    school_date("begins_on", nullable=False, merge="ask"),
    school_date("ends_on", merge="ask"),
    instant("recorded_at", nullable=False),
    Column("recorded_by", Uid, nullable=False, info={"merge": "append"}),
    *edits(),
    sqlite_strict=True,
)

staff_member = Table(
    "staff_member",
    metadata,
    key(),
    uid(),
    words("given_name", "roster"),
    words("family_name", "roster"),
    words("role", "ask", "teacher"),
    words("email", "roster"),
    words("phone", "ask"),
    # The slot in the key header by which this person opens the office, where they have one.
    Column("person_uid", Uid, unique=True, info={"merge": "append"}),
    Column("provenance", Json, nullable=False, server_default="{}", info={"merge": "latest"}),
    *edits(),
    sqlite_strict=True,
)

assignment = Table(
    "assignment",
    metadata,
    key(),
    uid(),
    refers("student_id", "student"),
    refers("staff_id", "staff_member"),
    # teacher, counselor, career_staff: who prepares and keeps this student's plan (R9, R16).
    words("duty", "append", "teacher"),
    # The first and the last day.
    school_date("begins_on", merge="ask"),
    school_date("ends_on", merge="ask"),
    # begins_on or ends_on -> "office" where a person said so: a roster does not say otherwise.
    Column("provenance", Json, nullable=False, server_default="{}", info={"merge": "latest"}),
    *edits(),
    UniqueConstraint("student_id", "staff_id", "duty"),
    sqlite_strict=True,
)

# Who stands in for whom, on the days from the first to the last: what the absent person's assignments show, they see.
substitution = Table(
    "substitution",
    metadata,
    key(),
    uid(),
    refers("absent_id", "staff_member", index=False),
    refers("substitute_id", "staff_member"),
    school_date("begins_on", nullable=False, merge="ask"),
    school_date("ends_on", nullable=False, merge="ask"),
    instant("arranged_at", nullable=False),
    Column("arranged_by", Uid, nullable=False, info={"merge": "append"}),
    *edits(),
    sqlite_strict=True,
)

# A member of staff who leaves: from the day after the last they see no file, whatever they held or were assigned to.
departure = Table(
    "departure",
    metadata,
    key(),
    uid(),
    refers("staff_id", "staff_member"),
    school_date("last_day", nullable=False, merge="ask"),
    instant("recorded_at", nullable=False),
    Column("recorded_by", Uid, nullable=False, info={"merge": "append"}),
    *edits(),
    sqlite_strict=True,
)

external_id = Table(
    "external_id",
    metadata,
    key(),
    # Which table and row: student, guardian, staff_member, org, academic_session, course, school_class, enrollment.
    Column("kind", Text, nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("sourced_id", Text, nullable=False),
    # Of the roster's row as last applied: an equal row changes nothing, whatever the office corrected meanwhile.
    Column("digest", LargeBinary),
    UniqueConstraint("kind", "source", "sourced_id"),
    Index("external_id_by_row", "kind", "row_id"),
    sqlite_strict=True,
)
