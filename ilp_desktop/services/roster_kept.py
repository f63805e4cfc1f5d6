"""What the office keeps as its own when a roster says something else, and how it is remembered."""

from typing import Any

from sqlalchemy import Connection, Text, or_, select, type_coerce, update

from ilp_desktop.services.roster_cells import UNDECIDED, staged
from ilp_desktop.services.roster_decisions import Decision, kept
from ilp_desktop.services.roster_rows import FIELDS
from ilp_desktop.services.roster_staging import TABLES
from ilp_desktop.store.tables import staged_row
from ilp_desktop.store.tables.columns import json_text

PEOPLE = frozenset({"student", "guardian", "staff_member"})
"""Kinds whose rows say which fields the office corrected."""
_s = staged_row.c


def kept_rows(connection: Connection, run_id: int, kind: str) -> dict[frozenset[str], list[int]]:
    """Return the changed rows that a person decided about or the office corrected, by the fields that stay as they are.

    What stays against the sender's word is the office's from now on; what is taken is the sender's again.
    """
    table = TABLES[kind]
    columns = [_s.id, _s.row_id, _s.payload, _s.decision]
    if kind in PEOPLE:
        own = [table.c[field].label(f"own_{field}") for field in FIELDS[kind] if field in table.c]
        statement = (
            select(*columns, table.c.provenance, *own)
            .join(table, table.c.id == _s.row_id)
            .where(staged(run_id, kind, "changed"), or_(~UNDECIDED, type_coerce(table.c.provenance, Text) != "{}"))
        )
    else:
        statement = select(*columns).where(staged(run_id, kind, "changed"), ~UNDECIDED)
    groups: dict[frozenset[str], list[int]] = {}
    for row in connection.execute(statement).mappings().all():
        corrected: dict[str, str] = row["provenance"] if kind in PEOPLE else {}
        stays = frozenset(field for field in FIELDS[kind] if kept(field, row["decision"], corrected))
        groups.setdefault(stays, []).append(row["id"])
        if kind in PEOPLE:
            said = _provenance(kind, dict(row), stays, corrected)
            if said != corrected:
                connection.execute(update(table).where(table.c.id == row["row_id"]).values(provenance=said))
    return groups


def _provenance(kind: str, row: dict[str, Any], stays: frozenset[str], corrected: dict[str, str]) -> dict[str, str]:
    decision: Decision = row["decision"]
    said = {field: whose for field, whose in corrected.items() if field in stays or not decision}
    for field, value in zip(FIELDS[kind], row["payload"], strict=True):
        if field in stays and differs(value, row.get(f"own_{field}")):
            said[field] = "office"
    return said


def differs(value: Any, own: Any) -> bool:
    """Whether a sender's value says something other than the office's own; saying nothing is nothing other."""
    if value in (None, "", []):
        return False
    if isinstance(own, bool | int) and not isinstance(own, str):
        return int(value) != int(own)
    return str(value) != ("" if own is None else own if isinstance(own, str) else _plain(own))


def _plain(own: Any) -> str:
    return own.isoformat() if hasattr(own, "isoformat") else json_text(own)
