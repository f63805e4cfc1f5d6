# ruff: noqa: S608 - statements are made of the names of our own tables and columns; every value is bound
"""The one hard delete: everything of a student goes, and an empty row with a date and a schedule line stays.

What belongs to a student is followed along the tables' foreign keys, so that a table of tomorrow is followed too. Lines of
the record stay as they are (they name the empty row); ``docs/security.md`` says what of backups.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, Table, delete, insert, select, text, update

from ilp_desktop.store import search
from ilp_desktop.store.engine import Raw
from ilp_desktop.store.tables import audit, disposal, finding, guardian, household, metadata, standing, student

_KINDS = {"student_guardian": ("student_guardian", "relation")}
"""What rosters' ids and mergers call the rows of a table whose name they do not use."""
_EMPTY = {
    column.name: None if column.nullable else "{}" if column.name == "provenance" else ""
    for column in student.c
    if column.name not in {"id", "uid", "version", "deleted_at"}
}
Doomed = dict[str, set[int]]


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stays of a student who was disposed of. ``schedule`` is the line of the school's schedule that said so."""

    student_uid: UUID
    disposed_on: date
    disposed_at: datetime
    disposed_by: UUID
    schedule: str


def dispose(connection: Connection, student_id: int, stone: Tombstone, uid: UUID) -> None:
    """Delete every row of a student, of adults and homes that were theirs alone, and what finds them; leave the stone.

    ``uid`` is the stone's own. Records that were put into this student's go with it.
    """
    students = with_merged(connection, student_id)
    doomed = _rows_of(connection, students)
    doomed["student"] = students
    _add_own_adults(connection, doomed)
    _forget_notes(connection, doomed)
    for table in reversed(metadata.sorted_tables):
        if table is not student and doomed.get(table.name):
            _delete(connection, table.name, doomed[table.name])
    for derived in (finding, standing):
        connection.execute(delete(derived).where(derived.c.student_id.in_(students)))
    connection.execute(
        update(student)
        .where(student.c.id.in_(students))
        .values(**_EMPTY, deleted_at=stone.disposed_at, version=student.c.version + 1)
    )
    search.refresh(connection, students)
    search.forget_deleted(connection)
    connection.execute(
        insert(disposal).values(
            uid=uid,
            student_uid=stone.student_uid,
            disposed_on=stone.disposed_on,
            disposed_at=stone.disposed_at,
            disposed_by=stone.disposed_by,
            schedule=stone.schedule,
        )
    )


def still_here(connection: Connection, stones: Iterable[Tombstone]) -> list[tuple[int, Tombstone]]:
    """Return the students who were disposed of elsewhere and are here, with their stones."""
    known = {row.uid: row.id for row in connection.execute(select(student.c.id, student.c.uid))}
    gone = set(connection.execute(select(disposal.c.student_uid)).scalars())
    return [
        (known[stone.student_uid], stone)
        for stone in stones
        if stone.student_uid in known and stone.student_uid not in gone
    ]


def stones_in(raw: Raw) -> tuple[Tombstone, ...]:
    """Return the stones of a database that is open elsewhere; one of an older schema has none."""
    there = raw.execute("SELECT 1 FROM sqlite_schema WHERE name = 'disposal'").fetchone()
    if there is None:
        return ()
    rows = raw.execute("SELECT student_uid, disposed_on, disposed_at, disposed_by, schedule FROM disposal ORDER BY id")
    return tuple(
        Tombstone(UUID(bytes=uid), date.fromisoformat(on), datetime.fromisoformat(at), UUID(bytes=by), schedule)
        for uid, on, at, by, schedule in rows.fetchall()
    )


def with_merged(connection: Connection, student_id: int) -> set[int]:
    """Return a student's row and those of records that were put into it."""
    found, new = {student_id}, {student_id}
    while new:
        rows = connection.execute(
            text(
                "SELECT gone_id FROM merger WHERE kind = 'student' AND undone_at IS NULL"
                " AND kept_id IN (SELECT value FROM json_each(:ids))"
            ),
            {"ids": _packed(new)},
        )
        new = set(rows.scalars()) - found
        found |= new
    return found


def _rows_of(connection: Connection, students: set[int]) -> Doomed:
    """Return the rows that hang on these students, table by table, parents before children."""
    doomed: Doomed = {"student": students}
    for table in metadata.sorted_tables:
        if table in {student, audit}:
            continue
        for key in sorted(table.foreign_keys, key=_place):
            above = doomed.get(key.column.table.name)
            if above and key.column.table is not table:
                found = _pointing(connection, table, key.parent.name, above)
                doomed.setdefault(table.name, set()).update(found)
    return doomed


def _add_own_adults(connection: Connection, doomed: Doomed) -> None:
    """Add the adults, and then the homes, that nothing points at but what goes."""
    links = doomed.get("student_guardian", set())
    for table, name in ((guardian, "guardian_id"), (household, "household_id")):
        rows = connection.execute(
            text(f"SELECT DISTINCT {name} FROM student_guardian WHERE id IN (SELECT value FROM json_each(:ids))"),
            {"ids": _packed(links)},
        )
        theirs = {one for one in rows.scalars() if one is not None}
        doomed[table.name] = {one for one in theirs if not _needed(connection, table, one, doomed)}


def _needed(connection: Connection, table: Table, row_id: int, doomed: Doomed) -> bool:
    for other in metadata.sorted_tables:
        for key in other.foreign_keys:
            if key.column.table is table:
                pointing = _pointing(connection, other, key.parent.name, {row_id})
                if pointing - doomed.get(other.name, set()):
                    return True
    return False


def _forget_notes(connection: Connection, doomed: Doomed) -> None:
    """Delete what names a row by its kind and number: rosters' ids and what they changed, doubts, mergers, uses."""
    for name, ids in doomed.items():
        for kind in _KINDS.get(name, (name,)):
            values = {"kind": kind, "ids": _packed(ids)}
            for statement in _NOTES:
                connection.execute(text(statement), values)
    uses = [f"student:{one}" for one in doomed["student"]]
    connection.execute(
        text("DELETE FROM recent_use WHERE what IN (SELECT value FROM json_each(:uses))"), {"uses": json.dumps(uses)}
    )


_THESE = "(SELECT value FROM json_each(:ids))"
_NOTES = (
    f"DELETE FROM external_id WHERE kind = :kind AND row_id IN {_THESE}",
    f"DELETE FROM import_change WHERE kind = :kind AND before IS NOT NULL AND row_id IN {_THESE}",
    f"DELETE FROM match_question WHERE kind = :kind AND (left_id IN {_THESE} OR right_id IN {_THESE})",
    f"DELETE FROM merger WHERE kind = :kind AND (kept_id IN {_THESE} OR gone_id IN {_THESE})",
)


def _pointing(connection: Connection, table: Table, column: str, ids: set[int]) -> set[int]:
    rows = connection.execute(text(f"SELECT id FROM {table.name} WHERE {column} IN {_THESE}"), {"ids": _packed(ids)})
    return set(rows.scalars())


def _delete(connection: Connection, name: str, ids: set[int]) -> None:
    connection.execute(text(f"DELETE FROM {name} WHERE id IN {_THESE}"), {"ids": _packed(ids)})


def _packed(ids: Iterable[int]) -> str:
    return json.dumps(sorted(ids))


def _place(key: object) -> str:
    return str(key)
