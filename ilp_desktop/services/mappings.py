"""How the tables of each sending system are read: chosen once, remembered, taken from a file and given as one."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.mappings import TableMapping
from ilp_desktop.roster.headings import plain_heading
from ilp_desktop.roster.mapping_files import dumps, loads
from ilp_desktop.services.desks import Desk
from ilp_desktop.store import uids
from ilp_desktop.store.tables import roster_source

_c = roster_source.c
Remembered = list[dict[str, Any]]
"""What a source's column holds: {headings, mapping} of each of its tables, the latest last."""


class Mappings:
    """The mappings of one office."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def remembered(self, headings: frozenset[str]) -> TableMapping | None:
        """Return how a table with these headings was read before.

        The very same headings count first; else the table must have every column that the mapping reads, and the
        mapping that reads the most of them is taken.
        """
        here = frozenset(map(plain_heading, headings))
        best: tuple[int, TableMapping] | None = None
        for table in self._tables():
            mapping = _mapping(table)
            if frozenset(map(plain_heading, table["headings"])) == here:
                return mapping
            read = {plain_heading(use.column) for use in mapping.columns if use.column}
            if read and read <= here and (best is None or len(read) > best[0]):
                best = len(read), mapping
        return best[1] if best else None

    def remember(self, mapping: TableMapping, headings: frozenset[str]) -> None:
        """Remember how a table with these headings is read."""
        with self._desk.store.write() as connection:
            remember(connection, self._desk, as_remembered(mapping, headings))

    def all(self) -> tuple[TableMapping, ...]:
        """Return what is remembered, source by source, the latest last."""
        return tuple(_mapping(table) for table in self._tables())

    def exported(self, source: str) -> bytes:
        """Return a source's latest mapping as a file to share. Raises OfficeError ``mapping_gone``."""
        found = [mapping for mapping in self.all() if mapping.source == source]
        if not found:
            raise OfficeError("mapping_gone", source=source)
        return dumps(found[-1])

    def taken(self, content: bytes, name: str = "") -> TableMapping:
        """Return the mapping of a file that somebody shared; it is remembered when a table came in by it.

        Raises what ``mapping_files.loads`` raises.
        """
        return loads(content, name)

    def forget(self, source: str) -> None:
        """Forget how a source's tables are read; what they brought stays."""
        with self._desk.store.write() as connection:
            connection.execute(update(roster_source).where(_c.name == source).values(mapping={}))

    def _tables(self) -> Remembered:
        with self._desk.store.read() as connection:
            rows = connection.execute(select(_c.mapping).order_by(_c.name)).scalars().all()
        return [table for mapping in rows for table in mapping.get("tables", ())]


def as_remembered(mapping: TableMapping, headings: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return a mapping as it is kept; without headings, those that it reads stand for the table's."""
    named = headings or {use.column for use in mapping.columns if use.column}
    return {"headings": sorted(named), "mapping": json.loads(dumps(mapping))}


def remember(connection: Connection, desk: Desk, table: Mapping[str, Any]) -> None:
    """Remember how a table is read, inside a caller's transaction; for the same headings, in place of what was said."""
    source: str = table["mapping"]["source"]
    said: dict[str, Any] = connection.execute(select(_c.mapping).where(_c.name == source)).scalar_one_or_none() or {}
    tables: Remembered = [one for one in said.get("tables", ()) if one["headings"] != table["headings"]]
    kept = {"tables": [*tables, dict(table)]}
    connection.execute(
        upsert(roster_source)
        .values(uid=uids.new_uid(desk.clock), name=source, shape="table", mapping=kept)
        .on_conflict_do_update(index_elements=["name"], set_={"mapping": kept})
    )


def _mapping(table: Mapping[str, Any]) -> TableMapping:
    return loads(json.dumps(table["mapping"]).encode())
