"""Who a row is that this source never brought: a student known by number, a colleague by e-mail or name."""

import json
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from ilp_desktop.domain.names import folded
from ilp_desktop.services.roster_rows import RosterRow
from ilp_desktop.store.tables import external_id, org, staff_member, student

Unsure = dict[int, tuple[RosterRow, int | None]]
"""Rows by their place in the chunk, each with the office's row that the source's id stands for, None for a stranger."""


class Strangers:
    """Finds the office's row for what a roster brings."""

    def __init__(self, source: str) -> None:
        self._source = source

    def matched(self, connection: Connection, kind: str, rows: Unsure) -> dict[int, int]:
        """Return the office's row of each that has one.

        A student's number counts only where name or birth date agree: numbers are given out again (R11). Then the
        student is new, and a person is asked.
        """
        known = {at: row_id for at, (_row, row_id) in rows.items() if row_id is not None}
        strangers = {at: row for at, (row, row_id) in rows.items() if row_id is None}
        if kind == "student":
            # Where the source's id is but the number, it is given out again with it.
            doubtful = {at: row_id for at, row_id in known.items() if rows[at][0].sourced_id == rows[at][0].values[0]}
            others = self._others(connection, {at: (rows[at][0], row_id) for at, row_id in doubtful.items()})
            return {at: row_id for at, row_id in known.items() if at not in others} | self._by_number(
                connection, strangers
            )
        if kind == "staff_member" and strangers:
            return known | self._by_person(connection, strangers)
        if kind == "org" and strangers:
            return known | self._by_name(connection, strangers)
        return known

    def _from_here(self, kind: str) -> Select[int]:
        e = external_id.c
        return select(e.row_id).where(e.kind == kind, e.source == self._source)

    def _others(self, connection: Connection, rows: dict[int, tuple[RosterRow, int]]) -> set[int]:
        """Return the places whose office row is another child's."""
        if not rows:
            return set()
        s = student.c
        wanted = json.dumps(sorted({row_id for _row, row_id in rows.values()}))
        found = connection.execute(
            select(s.id, s.given_name, s.family_name, s.birth_date).where(
                s.id.in_(select(func.json_each(wanted).table_valued("value").c.value))
            )
        )
        here = {row.id: row for row in found}
        return {at for at, (row, row_id) in rows.items() if row_id in here and is_another(row.values, here[row_id])}

    def _by_number(self, connection: Connection, strangers: dict[int, RosterRow]) -> dict[int, int]:
        numbers = {row.values[0]: at for at, row in strangers.items() if row.values[0]}
        if not numbers:
            return {}
        s = student.c
        found: dict[str, list[Any]] = {}
        rows = connection.execute(
            select(s.id, s.student_number, s.given_name, s.family_name, s.birth_date).where(
                s.student_number.in_(select(func.json_each(json.dumps(list(numbers))).table_valued("value").c.value)),
                s.deleted_at.is_(None),
                ~select(external_id.c.id)
                .where(
                    external_id.c.kind == "student",
                    external_id.c.row_id == s.id,
                    external_id.c.source == self._source,
                )
                .exists(),
            )
        )
        for row in rows:
            found.setdefault(row.student_number, []).append(row)
        return {
            numbers[number]: here[0].id
            for number, here in found.items()
            if len(here) == 1 and not is_another(strangers[numbers[number]].values, here[0])
        }

    def _by_name(self, connection: Connection, strangers: dict[int, RosterRow]) -> dict[int, int]:
        here = connection.execute(
            select(org.c.id, org.c.name).where(org.c.deleted_at.is_(None), org.c.id.not_in(self._from_here("org")))
        )
        ids: dict[str, list[int]] = {}
        for row in here:
            ids.setdefault(folded(row.name), []).append(row.id)
        matched: dict[int, int] = {}
        for at, row in strangers.items():
            same = ids.get(folded(row.values[0]), [])
            if len(same) == 1 and same[0] not in matched.values():
                matched[at] = same[0]
        return matched

    def _by_person(self, connection: Connection, strangers: dict[int, RosterRow]) -> dict[int, int]:
        s = staff_member.c
        people = connection.execute(
            select(s.id, s.given_name, s.family_name, s.email).where(
                s.deleted_at.is_(None), s.id.not_in(self._from_here("staff_member"))
            )
        ).all()
        by_email = {row.email.casefold(): row.id for row in people if row.email}
        by_name: dict[str, list[int]] = {}
        for row in people:
            by_name.setdefault(folded(f"{row.given_name} {row.family_name}"), []).append(row.id)
        matched: dict[int, int] = {}
        taken: set[int] = set()
        for at, row in strangers.items():
            given_name, family_name, email = row.values[:3]
            same_name = by_name.get(folded(f"{given_name} {family_name}"), [])
            row_id = by_email.get(email.casefold()) or (same_name[0] if len(same_name) == 1 else None)
            if row_id is not None and row_id not in taken:
                taken.add(row_id)
                matched[at] = row_id
        return matched


def is_another(values: tuple[Any, ...], here: Row[*tuple[Any, ...]]) -> bool:
    """Whether a row of the roster is another child than the one here: neither name nor birth date agree.

    Where one side says no birth date, the given and the family name both have to be others.
    """
    given_differs = folded(values[1]) != folded(here.given_name)
    family_differs = folded(values[3]) != folded(here.family_name)
    if values[6] is None or here.birth_date is None:
        return given_differs and family_differs
    return (given_differs or family_differs) and values[6] != here.birth_date.isoformat()
