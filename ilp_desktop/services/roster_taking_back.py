# ruff: noqa: S608 - statements are made of the names of our own tables and columns; every value is bound
"""A whole import is taken back: what it brought goes, what it changed is as it was, and what was worked on since stays.

What an import brought and nobody touched is removed as if it had never come: a roster of the wrong school leaves no
child behind. This and disposal are the only places where rows are removed. A student who was only looked at is marked
as gone, since the log of who opened what stays.
"""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, select, text, update

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.imports import TakenBack
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.roster_notes import changing, holds_bytes
from ilp_desktop.services.roster_staging import TABLES
from ilp_desktop.store import search
from ilp_desktop.store.tables import (
    academic_session,
    assignment,
    course,
    enrollment,
    external_id,
    guardian,
    household,
    import_change,
    import_run,
    measure_point,
    metadata,
    org,
    roster_source,
    school_class,
    staff_member,
    student,
    student_guardian,
    student_org,
)
from ilp_desktop.store.tables.columns import instant_text

_r, _c = import_run.c, import_change.c
# In the order in which they can go: what points at others first.
_OF_STUDENTS = (measure_point, assignment, enrollment, student_org, student_guardian)
_REMOVED = (
    *_OF_STUDENTS, student, guardian, household, staff_member, school_class, course, academic_session, org,
)  # fmt: skip
# The log says that somebody looked, not that they worked.
_LOG = frozenset({"audit"})
_COUNTED = frozenset({table.name for table in _REMOVED} - {"student_org", "student_guardian"})


def take_back(connection: Connection, desk: Desk, run_id: int) -> TakenBack:
    """Undo an import inside the caller's transaction.

    Raises OfficeError ``import_gone`` for one that was never applied or is taken back, ``import_not_latest``.
    """
    source = _latest(connection, run_id)
    taking = _TakingBack(connection, desk, run_id)
    taken = taking.undo()
    now = desk.clock.now()
    connection.execute(update(import_run).where(_r.id == run_id).values(taken_back_at=now))
    # The same files are compared again.
    connection.execute(update(roster_source).where(roster_source.c.name == source).values(contents=None))
    connection.execute(import_change.delete().where(_c.run_id == run_id))
    return taken


def _latest(connection: Connection, run_id: int) -> str:
    stands = select(_r.id, _r.source, _r.person_uid).where(_r.applied_at.is_not(None), _r.taken_back_at.is_(None))
    latest = connection.execute(stands.order_by(_r.applied_at.desc(), _r.id.desc()).limit(1)).one_or_none()
    # An import of an older program noted nothing of what it did, nor who brought it in.
    if latest is not None and latest.id == run_id and latest.person_uid is not None:
        return latest.source
    if latest is None or latest.id == run_id or connection.execute(stands.where(_r.id == run_id)).first() is None:
        raise OfficeError("import_gone")
    raise OfficeError("import_not_latest")


class _TakingBack:
    def __init__(self, connection: Connection, desk: Desk, run_id: int) -> None:
        self._connection = connection
        self._run_id = run_id
        self._now = instant_text(desk.clock.now())
        new = connection.execute(
            select(_c.kind, _c.row_id, _c.through_id).where(_c.run_id == run_id, _c.effect == "new")
        )
        self._new: dict[str, tuple[int, int]] = {row.kind: (row.row_id, row.through_id) for row in new}

    def undo(self) -> TakenBack:
        touched = self._students_of_changes()
        worked_on = self._students_worked_on()
        kept = len(worked_on) + self._edited()
        undone = 0
        # First, for what was here may point at what came.
        for table in (*_REMOVED, external_id):
            restored, moved_on = self._restore(table)
            if table.name in _COUNTED:
                undone += restored
                kept += moved_on
        kept_ids = json.dumps(sorted(worked_on))
        for table in _REMOVED:
            if table.name in self._new:
                removed = self._remove(table, kept_ids)
                undone += removed if table.name in _COUNTED else 0
        undone += self._mark_gone(kept_ids)
        self._remove_ids()
        self._remove_questions()
        first, last = self._new.get("student", (1, 0))
        search.refresh(self._connection, sorted({*touched, *range(first, last + 1)}))
        return TakenBack(undone, kept)

    def _execute(self, sql: str, **values: Any) -> Any:
        return self._connection.execute(text(sql), {"run": self._run_id, "now": self._now, **values})

    def _students_of_changes(self) -> set[int]:
        """Return the students here before whose entries in the search this import touched."""
        found = self._execute(
            """SELECT row_id FROM import_change WHERE run_id = :run AND kind = 'student' AND effect <> 'new'
UNION SELECT g.student_id FROM import_change AS c JOIN student_guardian AS g ON g.guardian_id = c.row_id
  WHERE c.run_id = :run AND c.kind = 'guardian' AND c.effect <> 'new'
UNION SELECT g.student_id FROM import_change AS c JOIN student_guardian AS g ON g.id BETWEEN c.row_id AND c.through_id
  WHERE c.run_id = :run AND c.kind = 'student_guardian'"""
        )
        return set(found.scalars())

    def _students_worked_on(self) -> set[int]:
        """Return the new students that somebody edited, put together with others, or that have more than came with them."""
        if "student" not in self._new:
            return set()
        first, last = self._new["student"]
        here = "BETWEEN :first AND :last"
        parts = [
            f"SELECT id FROM student WHERE id {here} AND (version > 1 OR deleted_at IS NOT NULL)",
            f"SELECT kept_id FROM merger WHERE kind = 'student' AND undone_at IS NULL AND kept_id {here}",
            f"SELECT gone_id FROM merger WHERE kind = 'student' AND undone_at IS NULL AND gone_id {here}",
        ]
        for table, column in _pointing_at(student):
            if table.name in _LOG:
                continue
            clause = f"SELECT {column} FROM {table.name} WHERE {column} {here}"
            if table in _OF_STUDENTS:
                since = (
                    f"id NOT BETWEEN {self._new.get(table.name, (0, 0))[0]} AND {self._new.get(table.name, (0, 0))[1]}"
                )
                clause += f" AND ({since}{' OR version > 1' if 'version' in table.c else ''})"
            parts.append(clause)
        return set(self._execute(" UNION ".join(parts), first=first, last=last).scalars())

    def _edited(self) -> int:
        """Return how many other new rows were edited since."""
        count = 0
        for table in _REMOVED:
            if table.name in self._new and table is not student and "version" in table.c and table not in _OF_STUDENTS:
                first, last = self._new[table.name]
                count += self._execute(
                    f"SELECT count(*) FROM {table.name} WHERE id BETWEEN :first AND :last AND version > 1",
                    first=first,
                    last=last,
                ).scalar_one()
        return count

    def _remove(self, table: Table, kept: str) -> int:
        """Remove what is new in a table, was not edited, and nothing points at."""
        first, last = self._new[table.name]
        clauses = ["id BETWEEN :first AND :last"]
        if "version" in table.c:
            clauses.append("version = 1 AND deleted_at IS NULL")
        own = "id" if table is student else "student_id" if "student_id" in table.c else ""
        if own:
            clauses.append(f"({own} IS NULL OR {own} NOT IN (SELECT value FROM json_each(:kept)))")
        clauses += [
            f"id NOT IN (SELECT {column} FROM {other.name} WHERE {column} BETWEEN :first AND :last)"
            for other, column in _pointing_at(table)
        ]
        return self._execute(
            f"DELETE FROM {table.name} WHERE {' AND '.join(clauses)}", first=first, last=last, kept=kept
        ).rowcount

    def _mark_gone(self, kept: str) -> int:
        """Mark the students as gone who cannot be removed because the log names them."""
        if "student" not in self._new:
            return 0
        first, last = self._new["student"]
        return self._execute(
            "UPDATE student SET deleted_at = :now, version = version + 1 WHERE id BETWEEN :first AND :last"
            " AND deleted_at IS NULL AND id NOT IN (SELECT value FROM json_each(:kept))",
            first=first,
            last=last,
            kept=kept,
        ).rowcount

    def _remove_ids(self) -> None:
        """Forget the sender's ids of what is removed or was here before, and what was last said of who is gone.

        An id stays with a row that stays, and with the one that somebody put a new row into.
        """
        first, last = self._new.get("external_id", (1, 0))
        for kind, table in TABLES.items():
            new_first, new_last = self._new.get(table.name, (1, 0))
            values = {"first": first, "last": last, "kind": kind, "new_first": new_first, "new_last": new_last}
            self._execute(
                "DELETE FROM external_id WHERE id BETWEEN :first AND :last AND kind = :kind AND row_id NOT IN"
                f" (SELECT id FROM {table.name} WHERE id BETWEEN :new_first AND :new_last UNION SELECT kept_id FROM merger"
                " WHERE kind = :kind AND undone_at IS NULL AND gone_id BETWEEN :new_first AND :new_last)",
                **values,
            )
            if table is student:
                self._execute(
                    "UPDATE external_id SET digest = NULL WHERE id BETWEEN :first AND :last AND kind = :kind"
                    " AND row_id NOT IN (SELECT id FROM student WHERE deleted_at IS NULL)",
                    **values,
                )

    def _remove_questions(self) -> None:
        """A question about somebody who is gone asks nothing."""
        for kind, table in (("student", student), ("guardian", guardian), ("household", household)):
            here = f"(SELECT id FROM {table.name} WHERE deleted_at IS NULL)"
            self._execute(
                "DELETE FROM match_question WHERE run_id = :run AND kind = :kind AND state <> 'same'"
                f" AND (state = 'open' OR left_id NOT IN {here} OR right_id NOT IN {here})",
                kind=kind,
            )

    def _restore(self, table: Table) -> tuple[int, int]:
        """Write rows as they were, unless somebody edited one since; return how many were and how many were not."""
        first = (
            "(SELECT row_id, min(id) AS id, sum(effect = 'changed') AS moves FROM import_change"
            " WHERE run_id = :run AND kind = :kind AND effect <> 'new' GROUP BY row_id)"
        )
        stands = f"{table.name}.version = (c.before ->> 'version') + f.moves" if "version" in table.c else "TRUE"
        settings = ", ".join(f"{column.name} = {_from_json(column)}" for column in changing(table))
        restored = self._execute(
            f"UPDATE {table.name} SET {settings} FROM {first} AS f JOIN import_change AS c ON c.id = f.id"
            f" WHERE {table.name}.id = f.row_id AND {stands}",
            kind=table.name,
        ).rowcount
        noted = self._execute(f"SELECT count(*) FROM {first} AS f", kind=table.name).scalar_one()
        return restored, noted - restored


def _from_json(column: Any) -> str:
    value = f"c.before ->> '{column.name}'"
    return f"unhex(nullif({value}, ''))" if holds_bytes(column) else value


def _pointing_at(table: Table) -> Iterator[tuple[Table, str]]:
    """Return every column of every table that points at rows of a table."""
    for other in metadata.sorted_tables:
        for column in other.c:
            if any(key.column.table is table for key in column.foreign_keys):
                yield other, column.name
