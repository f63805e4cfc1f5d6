"""A roster is compared with the office row by row and what differs is staged, in chunks, encrypted."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, Table, func, select, text

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.imports import KindCount
from ilp_desktop.domain.roster import RosterDeletion, RosterRecord
from ilp_desktop.roster.remarks import Remarks
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.roster_matching import Strangers
from ilp_desktop.services.roster_references import References
from ilp_desktop.services.roster_rows import KINDS, RosterRow, packed, rows_of
from ilp_desktop.store import uids
from ilp_desktop.store.tables import (
    academic_session,
    assignment,
    course,
    enrollment,
    external_id,
    guardian,
    measure_point,
    org,
    school_class,
    staff_member,
    student,
    student_guardian,
)

CHUNK = 2000
"""Rows that are compared and written at once: few enough that the writer is free again in a moment."""

TABLES: dict[str, Table] = {
    "org": org,
    "academic_session": academic_session,
    "course": course,
    "school_class": school_class,
    "staff_member": staff_member,
    "guardian": guardian,
    "student": student,
    "enrollment": enrollment,
    "relation": student_guardian,
    "measure_point": measure_point,
    "assignment": assignment,
}
"""Where a kind's rows are kept."""

# A delta of OneRoster 1.2 does not say what the person was.
_PEOPLE = ("student", "guardian", "staff_member")
_KNOWN = text(
    "SELECT named.key, known.id, known.row_id, known.digest FROM json_each(:ids) AS named CROSS JOIN external_id AS known"
    " WHERE known.kind = :kind AND known.source = :source AND known.sourced_id = named.value"
)
_STAGE = (
    "INSERT INTO staged_row (run_id, kind, sourced_id, effect, row_id, row, digest, uid, payload)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
Staged = tuple[int, str, str, str, int | None, int, bytes | None, bytes | None, str]


class SeenRows:
    """Which external ids a file named, one bit each: what it did not name is gone from it."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def add(self, row: int) -> None:
        """Remember an external id."""
        byte = row >> 3
        if byte >= len(self._bits):
            self._bits.extend(bytes(byte + 1 - len(self._bits) + 4096))
        self._bits[byte] |= 1 << (row & 7)

    def __contains__(self, row: int) -> bool:
        byte = row >> 3
        return byte < len(self._bits) and bool(self._bits[byte] & (1 << (row & 7)))


class Tally:
    """What was found of one kind so far."""

    def __init__(self) -> None:
        self.new = self.changed = self.same = self.gone = 0
        self.seen = SeenRows()
        self.waiting: list[RosterRow] = []


class Staging:
    """One roster on its way into the staging table. Its records are taken one by one, in one pass."""

    def __init__(
        self,
        desk: Desk,
        run_id: int,
        source: str,
        *,
        references: References | None,
        remarks: Remarks,
        progress: Callable[[int], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self._desk = desk
        self._run_id = run_id
        self._source = source
        self._references = references
        self._remarks = remarks
        self._progress = progress
        self._cancelled = cancelled
        self._tallies = {kind: Tally() for kind in KINDS}
        self._uid_of = {kind: uids.roster_uids(desk.office_uid, kind, source) for kind in KINDS}
        self._strangers = Strangers(source)
        self._deleted: dict[str, list[str]] = {}
        self._done = 0
        self.guardians_name_students = False
        with desk.store.read() as connection:
            # A kind that this source never brought has nothing to look up.
            self._familiar = {kind for kind in KINDS if _brought(connection, kind, source)}

    def take_all(self, records: Iterable[RosterRecord]) -> None:
        """Compare and stage every record. Raises OfficeError import_cancelled when it was asked to stop."""
        for record in records:
            if isinstance(record, RosterDeletion):
                for kind in _PEOPLE if record.kind == "person" else (record.kind,):
                    self._deleted.setdefault(kind, []).append(record.sourced_id)
                continue
            for kind, row in rows_of(record):
                waiting = self._tallies[kind].waiting
                waiting.append(row)
                if len(waiting) >= CHUNK:
                    self._flush(kind)
        for kind in KINDS:
            self._flush(kind)

    def find_gone(self, whole: Iterable[str]) -> None:
        """Stage what the roster no longer names of the kinds of which it is the whole truth, and what it deletes."""
        for kind in KINDS:
            if kind in whole and kind in self._familiar:
                self._gone(kind, None)
            elif kind in self._deleted and kind in self._familiar:
                self._gone(kind, self._deleted[kind])

    def count(self, kind: str, refused: int) -> KindCount:
        """Return what was found of a kind."""
        tally = self._tallies[kind]
        return KindCount(kind, tally.new, tally.changed, tally.same, tally.gone, refused)

    @property
    def refused(self) -> Mapping[str, int]:
        """How many rows of each kind point at nobody."""
        return self._references.refused if self._references is not None else {}

    def brought(self, kind: str) -> bool:
        """Whether the roster had any row of a kind."""
        tally = self._tallies[kind]
        return bool(tally.new or tally.changed or tally.same)

    def _flush(self, kind: str) -> None:
        if self._cancelled():
            raise OfficeError("import_cancelled")
        tally = self._tallies[kind]
        rows, tally.waiting = tally.waiting, []
        if not rows:
            return
        if self._references is not None:
            # What these rows point at may still be waiting.
            for earlier in KINDS[: KINDS.index(kind)]:
                self._flush(earlier)
        came = len(rows)
        with self._desk.store.read() as connection:
            if self._references is not None:
                rows = self._references.standing(connection, kind, rows, self._remarks)
            staged = self._compared(connection, kind, rows)
        if staged:
            with self._desk.store.write() as connection:
                connection.exec_driver_sql(_STAGE, staged)
        self._done += came
        self._progress(self._done)

    def _compared(self, connection: Connection, kind: str, rows: list[RosterRow]) -> list[Staged]:
        """Return what is to be staged. A row is known by (source, sourced id); a stranger may be known by other marks."""
        tally = self._tallies[kind]
        known = self._known(connection, kind, rows) if kind in self._familiar else {}
        for found in known.values():
            tally.seen.add(found.id)
        if kind == "guardian" and not self.guardians_name_students:
            self.guardians_name_students = any(row.values[-1] for row in rows)
        texts = [packed(row.values) for row in rows]
        differing = [at for at in range(len(rows)) if at not in known or known[at].digest != texts[at][1]]
        tally.same += len(rows) - len(differing)
        matched = self._strangers.matched(
            connection, kind, {at: (rows[at], known[at].row_id if at in known else None) for at in differing}
        )
        staged: list[Staged] = []
        uid_of = self._uid_of[kind]
        for at in differing:
            row, (payload, digest) = rows[at], texts[at]
            row_id = matched.get(at)
            if row_id is not None:
                tally.changed += 1
                effect, uid = "changed", None
            else:
                tally.new += 1
                # The id of a number that was given to another child belongs to the one before.
                taken = at in known
                effect, row_id = "new", tally.new
                uid = uids.new_uid(self._desk.clock).bytes if taken else uid_of(row.sourced_id)
            staged.append((self._run_id, kind, row.sourced_id, effect, row_id, row.row, digest, uid, payload))
        return staged

    def _known(self, connection: Connection, kind: str, rows: list[RosterRow]) -> dict[int, Row[*tuple[Any, ...]]]:
        ids = json.dumps([row.sourced_id for row in rows])
        found = connection.execute(_KNOWN, {"ids": ids, "kind": kind, "source": self._source})
        return {row.key: row for row in found}

    def _gone(self, kind: str, named: list[str] | None) -> None:
        e, table = external_id.c, TABLES[kind]
        statement = (
            select(e.id, e.sourced_id, e.row_id)
            .join(table, table.c.id == e.row_id)
            .where(e.kind == kind, e.source == self._source, table.c.deleted_at.is_(None))
        )
        if named is None:
            statement = statement.where(e.digest.is_not(None))
        else:
            statement = statement.where(
                e.sourced_id.in_(select(func.json_each(json.dumps(named)).table_valued("value")))
            )
        if kind == "student":
            statement = statement.where(student.c.withdrawn_at.is_(None))
        seen = self._tallies[kind].seen
        with self._desk.store.read() as connection:
            missing: list[Staged] = [
                (self._run_id, kind, row.sourced_id, "gone", row.row_id, 0, None, None, "[]")
                for row in connection.execute(statement)
                if row.id not in seen
            ]
            missing = self._once(connection, kind, missing)
        for start in range(0, len(missing), CHUNK):
            with self._desk.store.write() as connection:
                connection.exec_driver_sql(_STAGE, missing[start : start + CHUNK])
        self._tallies[kind].gone = len(missing)

    def _once(self, connection: Connection, kind: str, missing: list[Staged]) -> list[Staged]:
        """Return each that is gone once: records that were put together have an id each, and one that is named is enough."""
        if kind not in _PUT_TOGETHER or not missing:
            return missing
        rows = {row[4]: row for row in missing}
        e = external_id.c
        wanted = select(func.json_each(json.dumps(list(rows))).table_valued("value"))
        ids = connection.execute(
            select(e.id, e.row_id).where(e.kind == kind, e.source == self._source, e.row_id.in_(wanted))
        )
        seen = self._tallies[kind].seen
        for row in ids:
            if row.id in seen:
                rows.pop(row.row_id, None)
        return list(rows.values())


_PUT_TOGETHER = frozenset({"student", "guardian"})
"""Kinds of which a person may say that two records are one."""


def _brought(connection: Connection, kind: str, source: str) -> bool:
    e = external_id.c
    return (
        connection.execute(select(e.id).where(e.kind == kind, e.source == source).limit(1)).scalar_one_or_none()
        is not None
    )
