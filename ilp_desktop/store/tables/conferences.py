"""The conference day and what was said and agreed on it."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint
from sqlalchemy.dialects.sqlite import REAL

from ilp_desktop.store.tables.columns import (
    Flag,
    Uid,
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
    # The group conference that it is part of: each student of a group has a conference, a sheet and a plan of their own.
    refers("group_id", "conference_group", nullable=True),
    # The conference that was begun on another day and goes on here.
    refers("continues_id", "conference", nullable=True, index=False),
    school_date("held_on", nullable=False),
    # Local time 'HH:MM' in the office's zone.
    words("starts_at", "latest"),
    number("minutes", "latest", 20),
    words("mode", "ask", "in_person"),
    words("room", "ask"),
    language(),
    words("interpreter", "ask"),
    # '', in_person, phone, video; by whom: their name, and interpreter_kind '', professional, staff, family_adult, child.
    words("interpreter_mode", "ask"),
    words("interpreter_name", "ask"),
    words("interpreter_kind", "ask"),
    # The number that the family is called by on the public board; 0: none yet. Counted anew each day.
    number("ticket", "latest"),
    flag("walk_in", "append"),
    # It waits for a free time of its member of staff: starts_at is the end of their day until there is one.
    flag("stands_by", "latest"),
    # When it was to begin before the day was shifted, 'HH:MM'; '': it was not.
    words("first_at", "append"),
    # When the family expects to be there, 'HH:MM', where it said so.
    words("expected_at", "latest"),
    instant("arrived_at", merge="latest"),
    # When the family was called on the public board.
    instant("called_at", merge="latest"),
    # ConferenceState's values.
    words("state", "latest", "scheduled"),
    words("section", "latest"),
    # What happens next, as the family's copy says it.
    school_date("next_on", merge="ask"),
    words("next_at", "ask"),
    words("next_call", "ask"),
    # Where the family's language is another than what was written in: '', translated or read_aloud, and by whom.
    words("carried_over", "ask"),
    words("carried_over_by", "ask"),
    words("plan_kind", "append", "ilp"),
    # '', a conference as such, or the key of one of the policy set's occasions (a welcome call, an addendum).
    words("occasion", "append"),
    # Since it began: the programs that the student was in on its day, in order, a space between.
    words("programs", "append"),
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

# A group conference: a class or some students, each with their own families, at one time with one member of staff.
conference_group = Table(
    "conference_group",
    metadata,
    key(),
    uid(),
    words("name", "ask"),
    # class, or category: what the students have in common.
    words("kind", "append", "category"),
    refers("class_id", "school_class", nullable=True, index=False),
    refers("staff_id", "staff_member", nullable=True, index=False),
    school_date("held_on", nullable=False),
    words("starts_at", "latest"),
    number("minutes", "latest", 40),
    words("room", "ask"),
    # What everybody in the room may see: no word of any one student.
    words("shared", "ask"),
    language("shared_language"),
    # scheduled, in_conference or held.
    words("state", "latest", "scheduled"),
    instant("begun_at"),
    instant("concluded_at"),
    *edits(),
    Index("conference_group_by_day", "held_on", "starts_at"),
    sqlite_strict=True,
)

# What a family answered to an invitation.
reply = Table(
    "reply",
    metadata,
    key(),
    uid(),
    refers("conference_id", "conference"),
    # NULL: the student.
    refers("guardian_id", "guardian", nullable=True, index=False),
    # coming, by_phone, by_video, another_time or not_coming.
    words("answer", "ask"),
    words("note", "ask"),
    language(),
    Column("noted_by", Uid, nullable=False),
    instant("noted_at", nullable=False),
    *edits(),
    sqlite_strict=True,
)

# A day that ended earlier than planned, and what was moved for it: it can be taken back until a family was told.
early_end = Table(
    "early_end",
    metadata,
    key(),
    uid(),
    school_date("held_on", nullable=False),
    words("ends_at", "append"),
    # Where conferences that fit nowhere wait for a day: a schedule of its own.
    refers("schedule_id", "schedule", nullable=True, index=False),
    Column("made_by", Uid, nullable=False, info={"merge": "append"}),
    instant("made_at", nullable=False),
    instant("undone_at", merge="latest"),
    sqlite_strict=True,
)

# now_on NULL: it waits for a day in that schedule, as meeting_id.
early_move = Table(
    "early_move",
    metadata,
    key(),
    uid(),
    refers("early_end_id", "early_end"),
    refers("conference_id", "conference"),
    school_date("was_on", nullable=False),
    words("was_at", "append"),
    school_date("now_on", merge="append"),
    words("now_at", "append"),
    words("was_room", "append"),
    refers("meeting_id", "schedule_meeting", nullable=True, index=False),
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
    # How: '', as the conference was held, or in_person, phone, video.
    words("came_by", "ask"),
    # Of the staff: whom they stood in for that day.
    refers("stands_in_for", "staff_member", nullable=True, index=False),
    # Somebody who is nobody's guardian came with this guardian's recorded permission.
    refers("permitted_by", "guardian", nullable=True, index=False),
    # How the permission was given: writing, phone or in_person.
    words("permitted_how", "append"),
    # Until when they said that they will sign, and how: '', here or paper.
    school_date("signs_by", merge="ask"),
    words("signs_how", "ask"),
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

# A course of the four-year plan (R51, R53, R57): planned, registered for, passed, or taken out again.
planned_course = Table(
    "planned_course",
    metadata,
    key(),
    uid(),
    refers("student_id", "student"),
    # The grade in which it is to be taken, as OneRoster writes it.
    words("grade", "ask"),
    words("term", "ask"),
    words("title", "ask"),
    # Key of a subject of the graduation set that it counts for; '': none yet.
    words("subject", "ask"),
    # Hundredths of a credit: exact sums.
    number("credit_hundredths", "ask"),
    # planned, registered, passed or not_passed.
    words("state", "ask", "planned"),
    number("position", "latest"),
    Column("approved_by", Uid, info={"merge": "append"}),
    words("approved_by_name", "append"),
    school_date("approved_on", merge="append"),
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
    # The time is what was written on paper, not what the timer counted.
    flag("noted", "latest"),
    sqlite_strict=True,
)

# A conference held on paper: who held it, who typed it in and when. Names as they were, because the plan says them.
paper_entry = Table(
    "paper_entry",
    metadata,
    key(),
    uid(),
    Column("conference_id", Integer, ForeignKey("conference.id"), nullable=False, unique=True),
    refers("held_by", "staff_member", nullable=True, index=False),
    words("held_by_name", "ask"),
    Column("entered_by", Uid, nullable=False),
    words("entered_by_name", "append"),
    school_date("entered_on", nullable=False),
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
