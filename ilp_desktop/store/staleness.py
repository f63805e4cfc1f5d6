# ruff: noqa: S608 - statements are made of the names of our own tables and columns
"""Whose findings are to be judged anew: the database itself notices, whichever verb changed a fact.

A verb cannot forget it, nor can a roster, a merge or a restore; and what findings say is never older than the facts, for
whoever reads them judges the stale ones first.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, bindparam, column, delete, select, table
from sqlalchemy import func as sql

from ilp_desktop.store.tables import standing
from ilp_desktop.store.tables.columns import SchoolDate

_stale = table("stale_finding", column("student_id"))
TABLE = "CREATE TABLE stale_finding (student_id INTEGER PRIMARY KEY) STRICT"
DROP = ("DROP TABLE IF EXISTS stale_finding",)

# Table, what must be true of the row, and whose fact it is (of the new row or, when it went, the old one).
_OF_CONFERENCE = "(SELECT student_id FROM conference WHERE id = {row}.conference_id)"
_OF_GOAL = "(SELECT c.student_id FROM goal g JOIN conference c ON c.id = g.conference_id WHERE g.id = {row}.goal_id)"
_OF_REVISION = "(SELECT student_id FROM plan_revision WHERE id = {row}.revision_id)"
_OF_RENDERING = "(SELECT v.student_id FROM rendering r JOIN plan_revision v ON v.id = r.revision_id WHERE r.id = {row}.rendering_id)"
_WHOSE: dict[str, str] = {
    "conference": "{row}.student_id",
    "participant": _OF_CONFERENCE,
    "answer": _OF_CONFERENCE,
    "goal": _OF_CONFERENCE,
    "step": _OF_GOAL,
    "commitment": _OF_CONFERENCE,
    "consultation": _OF_CONFERENCE,
    "signature": _OF_REVISION,
    "rendering": _OF_REVISION,
    "delivery": _OF_RENDERING,
    "evidence": "coalesce({row}.student_id, 0)",
    "waiver": "coalesce({row}.student_id, 0)",
    "assignment": "{row}.student_id",
    "student_guardian": "{row}.student_id",
    "guardian_grant": "{row}.student_id",
    "year_at_school": "{row}.student_id",
    "program_spell": "{row}.student_id",
    "measure_point": "{row}.student_id",
    "planned_course": "{row}.student_id",
}

_OF_STUDENT = ("birth_date", "grade", "school_id", "withdrawn_at", "deleted_at")

_TRIGGER = (
    "CREATE TRIGGER {name}_{event}_is_a_fact AFTER {when} ON {name} "
    "BEGIN INSERT INTO stale_finding (student_id) SELECT one FROM (SELECT {student} AS one) "
    "WHERE one IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stale_finding WHERE student_id = one); END"
)


_OF_GROUP = (
    "CREATE TRIGGER conference_{event}_is_a_fact_of_its_group AFTER {when} ON conference WHEN {row}.group_id IS NOT NULL "
    "BEGIN INSERT INTO stale_finding (student_id) SELECT DISTINCT student_id FROM conference c "
    "WHERE c.group_id = {row}.group_id AND NOT EXISTS (SELECT 1 FROM stale_finding s WHERE s.student_id = c.student_id); END"
)
_GROUP_CHANGES = (
    ("insert", "INSERT", "new"),
    ("joined", "UPDATE OF group_id, deleted_at", "new"),
    ("left", "UPDATE OF group_id", "old"),
    ("delete", "DELETE", "old"),
)


def _trigger(name: str, whose: str, when: str, row: str, event: str = "") -> str:
    # Not INSERT OR IGNORE: inside a trigger, what the outer statement says of conflicts outweighs it.
    return _TRIGGER.format(name=name, event=event or when.lower(), when=when, student=whose.format(row=row))


DDL: Sequence[str] = (
    TABLE,
    *(
        _trigger(name, whose, when, row)
        for name, whose in _WHOSE.items()
        for when, row in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old"))
    ),
    # What two records put together or parted take from one student to another is no fact of the first any more.
    *(
        _trigger(name, whose, "UPDATE OF student_id", "old", "moved")
        for name, whose in _WHOSE.items()
        if "{row}.student_id" in whose
    ),
    # How many were invited to a group conference is a fact of everybody in it.
    *(_OF_GROUP.format(event=event, when=when, row=row) for event, when, row in _GROUP_CHANGES),
    # Of the student only these matter, and a roster writes all of them.
    _trigger("student", "{row}.id", "INSERT", "new"),
    (
        f"CREATE TRIGGER student_update_is_a_fact AFTER UPDATE OF {', '.join(_OF_STUDENT)} ON student "
        f"WHEN {' OR '.join(f'old.{name} IS NOT new.{name}' for name in _OF_STUDENT)} "
        "BEGIN INSERT INTO stale_finding (student_id) SELECT new.id "
        "WHERE NOT EXISTS (SELECT 1 FROM stale_finding WHERE student_id = new.id); END"
    ),
)

_SOME = (
    select(_stale.c.student_id)
    .where(_stale.c.student_id > bindparam("after"))
    .order_by(_stale.c.student_id)
    .limit(bindparam("most"))
)
_CLOSED = select(standing.c.student_id).where(standing.c.closes_on < bindparam("today", type_=SchoolDate))
_COUNT = select(sql.count()).select_from(_stale)


def some(connection: Connection, most: int, after: int = -1) -> tuple[int, ...]:
    """Return a few whose findings are to be judged anew, in order, beyond one; 0 stands for the school itself."""
    return tuple(connection.execute(_SOME, {"most": most, "after": after}).scalars())


def count(connection: Connection) -> int:
    """Return how many there are."""
    return connection.execute(_COUNT).scalar_one()


def settle(connection: Connection, student_ids: Iterable[int]) -> None:
    """Say that these were judged, in the transaction that did it."""
    connection.execute(delete(_stale).where(_stale.c.student_id.in_(tuple(student_ids))))


def everybody(connection: Connection) -> None:
    """Say that all are to be judged anew: the policy or the calendar changed, or a school year began."""
    connection.exec_driver_sql("INSERT OR IGNORE INTO stale_finding SELECT id FROM student WHERE deleted_at IS NULL")
    connection.exec_driver_sql("INSERT OR IGNORE INTO stale_finding VALUES (0)")


def are_closed(connection: Connection, today: date) -> bool:
    """Tell whether the time of something that was asked for is past, so that it is asked for no longer."""
    return connection.execute(_CLOSED.limit(1), {"today": today}).first() is not None


def closed_by(connection: Connection, today: date) -> None:
    """Say that those are to be judged anew of whom something asked for is asked for no longer."""
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO stale_finding SELECT student_id FROM standing WHERE closes_on < ?", (today.isoformat(),)
    )
