"""What is derived from facts and rules: findings, where each student stands, and how many there are of each.

All of it is made anew whenever a fact changes; what it says does not depend on the day it is read.
"""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, Text, text

from ilp_desktop.store.tables.columns import Json, metadata, number, school_date, words

finding = Table(
    "finding",
    metadata,
    # 0: the school's own.
    Column("student_id", Integer, nullable=False),
    Column("clause_id", Text, nullable=False),
    Column("period", Text, nullable=False),
    # met, elsewhere, late, open, waived, not_applicable.
    Column("outcome", Text, nullable=False),
    # 0 shall, 1 should, 2 may.
    number("strength", "latest"),
    words("reason", "latest"),
    number("have", "latest"),
    number("need", "latest"),
    school_date("opens_on", merge="latest"),
    school_date("due_on", merge="latest"),
    school_date("closes_on", merge="latest"),
    number("projected", "latest"),
    # Uids of the events that count, and of those that were looked at, as JSON of hex.
    Column("by", Json, nullable=False, server_default="[]"),
    Column("tried", Json, nullable=False, server_default="[]"),
    # As they were when it was judged: what tally counts by.
    words("grade", "latest"),
    number("school_id", "latest"),
    PrimaryKeyConstraint("student_id", "clause_id", "period"),
    # What is still asked for, by urgency.
    Index("finding_open", "due_on", "student_id", sqlite_where=text("outcome = 'open' AND strength = 0")),
    # From a number to the students behind it.
    Index("finding_by_clause", "clause_id", "outcome", "due_on"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

# How many students have one finding: a trigger on each finding counts (store/tallies.py), and whoever asks adds up.
tally = Table(
    "tally",
    metadata,
    Column("clause_id", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    # Empty where there is none: a key holds no NULL.
    Column("due_on", Text, nullable=False),
    Column("closes_on", Text, nullable=False),
    Column("school_id", Integer, nullable=False),
    Column("grade", Text, nullable=False),
    number("students", "latest"),
    PrimaryKeyConstraint("clause_id", "period", "outcome", "due_on", "closes_on", "school_id", "grade"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

# One row a student who is enrolled: what the board shows without looking at findings.
standing = Table(
    "standing",
    metadata,
    Column("student_id", Integer, primary_key=True),
    number("school_id", "latest"),
    words("grade", "latest"),
    # Who keeps the plan (R9): 0 where nobody is assigned.
    number("staff_id", "latest"),
    # Clauses that must be met and are open, that are only advised and open, and that were met too late.
    number("needed", "latest"),
    number("advised", "latest"),
    number("late", "latest"),
    # The open one that is due first.
    school_date("next_due_on", merge="latest"),
    words("next_clause_id", "latest"),
    words("next_period", "latest"),
    # The last day on which all this holds with no other fact: then one of the open ones is asked for no longer, or
    # somebody else keeps the plan.
    school_date("closes_on", merge="latest"),
    # The kind of plan that this grade is owed and the file does not hold (R13): ilp, pccr, or nothing.
    words("no_plan", "latest"),
    # A page of the board, whoever's it is, costs the page alone.
    Index("standing_by_due", "next_due_on", sqlite_where=text("needed > 0")),
    Index("standing_by_grade", "grade", "next_due_on", sqlite_where=text("needed > 0")),
    Index("standing_by_school", "school_id", "next_due_on", sqlite_where=text("needed > 0")),
    Index("standing_by_staff", "staff_id", "next_due_on", sqlite_where=text("needed > 0")),
    Index("standing_all_set", "school_id", "grade", sqlite_where=text("needed = 0")),
    Index("standing_no_plan", "no_plan", "school_id", "grade", sqlite_where=text("no_plan <> ''")),
    Index("standing_closes", "closes_on", sqlite_where=text("closes_on IS NOT NULL")),
    sqlite_strict=True,
)

# How many students stand alike: in all, and of each grade, school and keeper. A trigger on each standing counts
# (store/tallies.py), and the board adds up: as many rows as there are days, whatever the number of students.
standing_tally = Table(
    "standing_tally",
    metadata,
    # all, grade, school or staff, and which one of them.
    Column("dimension", Text, nullable=False),
    Column("key", Text, nullable=False),
    # 1 where something is still needed.
    Column("needs", Integer, nullable=False),
    # Empty where there is none: a key holds no NULL.
    Column("next_due_on", Text, nullable=False),
    Column("no_plan", Text, nullable=False),
    number("students", "latest"),
    PrimaryKeyConstraint("dimension", "key", "needs", "next_due_on", "no_plan"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

# Under what the findings were last judged: another policy, calendar or school year makes them all stale.
judged_under = Table(
    "judged_under",
    metadata,
    Column("id", Integer, primary_key=True),
    words("basis", "latest"),
    sqlite_strict=True,
)
