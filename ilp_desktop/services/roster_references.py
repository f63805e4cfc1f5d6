"""What a row points at is looked for before it is staged: in the roster itself, then in the office.

A whole OneRoster roster names everything itself, and its reader looked already. A table and a delta name students that
came another way: by the source's id, or by the number the school knows them by.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable

from sqlalchemy import Connection, func, select

from ilp_desktop.roster.remarks import Remarks
from ilp_desktop.services.roster_rows import RosterRow
from ilp_desktop.store.tables import external_id, student

_NEEDED: dict[str, tuple[tuple[int, tuple[str, ...], str], ...]] = {
    "enrollment": ((0, ("school_class",), "class_unknown"), (1, ("student", "staff_member"), "person_unknown")),
    "relation": ((0, ("student",), "student_unknown"), (1, ("guardian",), "guardian_unknown")),
    "measure_point": ((0, ("student",), "student_unknown"),),
    "assignment": ((0, ("student",), "student_unknown"), (1, ("staff_member",), "staff_unknown")),
}
"""For each kind: which of its values points at which kinds, and the remark where that is nobody."""

UNKNOWN = frozenset(code for needed in _NEEDED.values() for _at, _kinds, code in needed)
"""The remarks about what points at nobody."""


class References:
    """What one roster named so far, and what else it may point at."""

    def __init__(self, source: str, file_of: Callable[[str], str]) -> None:
        self._source = source
        self._file_of = file_of
        self._named: dict[str, set[str]] = {}
        self._numbers: set[str] = set()
        self.refused: Counter[str] = Counter()
        """How many rows of each kind point at nobody."""

    def standing(self, connection: Connection, kind: str, rows: list[RosterRow], remarks: Remarks) -> list[RosterRow]:
        """Return the rows that point at what is known, each sourced id once; the others are refused by file and row."""
        named = self._named.setdefault(kind, set())
        fresh: list[RosterRow] = []
        for row in rows:
            if row.sourced_id not in named:
                named.add(row.sourced_id)
                fresh.append(row)
        if kind == "student":
            self._numbers.update(row.values[0] for row in fresh)
        for at, kinds, code in _NEEDED.get(kind, ()):
            known = self._known(connection, kinds, {row.values[at] for row in fresh})
            standing: list[RosterRow] = []
            for row in fresh:
                if row.values[at] in known:
                    standing.append(row)
                else:
                    remarks.refuse(self._file_of(kind), row.row, code)
                    self.refused[kind] += 1
            fresh = standing
        return fresh

    def _known(self, connection: Connection, kinds: tuple[str, ...], ids: Iterable[str]) -> set[str]:
        known = {one for one in ids if any(one in self._named.get(kind, ()) for kind in kinds)}
        if "student" in kinds:
            known |= self._numbers.intersection(ids)
        rest = [one for one in ids if one and one not in known]
        if not rest:
            return known
        e, packed = external_id.c, json.dumps(rest)
        values = select(func.json_each(packed).table_valued("value").c.value)
        known |= set(
            connection.execute(
                select(e.sourced_id).where(e.kind.in_(kinds), e.source == self._source, e.sourced_id.in_(values))
            ).scalars()
        )
        if "student" in kinds:
            s = student.c
            known |= set(
                connection.execute(
                    select(s.student_number)
                    .where(s.student_number.in_(values), s.deleted_at.is_(None))
                    .group_by(s.student_number)
                    .having(func.count() == 1)
                ).scalars()
            )
        return known
