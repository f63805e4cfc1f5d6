"""Where families live: one household for each address, shared by the brothers, sisters and adults who live there."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select, text

from ilp_desktop.domain.names import folded
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.roster_notes import Notes
from ilp_desktop.store import uids
from ilp_desktop.store.tables import household

_SAID = text(
    """SELECT s.kind, iif(s.effect = 'new', iif(s.kind = 'student', :students, :guardians) + s.row_id, s.row_id) AS row_id,
  trim(s.payload ->> iif(s.kind = 'student', '$[10]', '$[7]')) AS address
FROM staged_row AS s
WHERE s.run_id = :run AND s.kind IN ('student', 'guardian') AND s.effect IN ('new', 'changed') AND address <> ''"""
)
_LIVES_WITH = text(
    """SELECT s.row_id, s.payload ->> 3 AS lives_with FROM staged_row AS s
WHERE s.run_id = :run AND s.kind = 'relation' AND s.effect IN ('new', 'changed') AND lives_with IS NOT NULL"""
)
_MOVE = "UPDATE student_guardian SET household_id = ? WHERE id = ?"


def settle(connection: Connection, desk: Desk, notes: Notes, touched: str, values: Mapping[str, Any]) -> None:
    """Give each touched link its household: where the guardian lives, else where the student does.

    A student's address counts for a guardian without one of their own unless the sender says that they live apart, and
    never for one who is barred. What nobody said leaves a household as it is.
    """
    said: dict[tuple[str, int], str] = {
        (row.kind, row.row_id): row.address for row in connection.execute(_SAID, values)
    }
    if not said:
        return
    apart = {row.row_id for row in connection.execute(_LIVES_WITH, values) if not row.lives_with}
    links = connection.execute(
        text(
            "SELECT g.id, g.student_id, g.guardian_id, g.household_id, g.barred,"  # noqa: S608 - of constants
            " coalesce(p.provenance ->> 'address', '') <> '' AS settled"
            f" FROM student_guardian AS g JOIN guardian AS p ON p.id = g.guardian_id WHERE g.id IN ({touched})"
        ),
        values,
    ).all()
    homes = _Homes(connection, desk, notes)
    moves: list[tuple[int, int]] = []
    for link in links:
        address = said.get(("guardian", link.guardian_id), "")
        if not address and not link.barred and link.id not in apart:
            address = said.get(("student", link.student_id), "")
        if address and not (link.settled and link.household_id):
            home = homes.at(address)
            if home != link.household_id:
                moves.append((home, link.id))
    if moves:
        connection.exec_driver_sql(_MOVE, moves)


class _Homes:
    """The households there are, by their addresses as people type them in a hurry."""

    def __init__(self, connection: Connection, desk: Desk, notes: Notes) -> None:
        notes.begin(household)
        self._connection = connection
        self._desk = desk
        h = household.c
        rows = connection.execute(
            select(h.id, h.address).where(h.deleted_at.is_(None), h.address != "").order_by(h.id.desc())
        )
        self._known = {folded(row.address): row.id for row in rows}

    def at(self, address: str) -> int:
        """Return the household at an address, made where there is none."""
        key = folded(address)
        if key not in self._known:
            made = self._connection.execute(
                insert(household).values(
                    uid=uids.new_uid(self._desk.clock), label=address.splitlines()[0], address=address
                )
            )
            assert made.inserted_primary_key is not None
            self._known[key] = int(made.inserted_primary_key[0])
        return self._known[key]
