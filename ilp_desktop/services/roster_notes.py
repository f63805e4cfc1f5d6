# ruff: noqa: S608 - statements are made of the names of our own tables and columns; every value is bound
"""What an import does to the office's rows is noted as it is done, so that the whole of it can be taken back."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Connection, LargeBinary, Table, func, select, text

from ilp_desktop.store.tables import import_change
from ilp_desktop.store.tables.columns import Uid


class Notes:
    """The notes of one import, inside the transaction that applies it."""

    def __init__(self, connection: Connection, run_id: int) -> None:
        self._connection = connection
        self._run_id = run_id
        self._last: dict[str, int] = {}

    def begin(self, table: Table) -> int:
        """Return the last row that a table had before this import; what comes after it is new."""
        if table.name not in self._last:
            self._last[table.name] = self._last_of(table)
        return self._last[table.name]

    def new_ids(self, table: Table) -> tuple[int, int]:
        """Return the first and the last id of what is new in a table that was begun; the last is lower where nothing is."""
        return self._last[table.name] + 1, self._last_of(table)

    def before(self, table: Table, ids: str, values: Mapping[str, Any], *, effect: str = "changed") -> None:
        """Note rows as they are, before they change; ``ids`` is a SELECT of theirs.

        ``changed``: their version is about to move on by one; ``linked``: it stays.
        """
        last = self.begin(table)
        as_json = ", ".join(f"'{column.name}', {_json_of(column)}" for column in changing(table))
        self._connection.execute(
            text(
                "INSERT INTO import_change (run_id, kind, effect, row_id, through_id, before)"
                f" SELECT :noted_run, '{table.name}', '{effect}', t.id, t.id, json_object({as_json})"
                f" FROM {table.name} AS t WHERE t.id <= :noted_last AND t.id IN ({ids})"
            ),
            {**values, "noted_run": self._run_id, "noted_last": last},
        )

    def end(self, tables: Mapping[str, Table]) -> None:
        """Note which rows are new in each table that was begun."""
        for name in self._last:
            first, last = self.new_ids(tables[name])
            if last >= first:
                row = {"run_id": self._run_id, "kind": name, "effect": "new", "row_id": first, "through_id": last}
                self._connection.execute(import_change.insert(), row)

    def _last_of(self, table: Table) -> int:
        return self._connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()


def changing(table: Table) -> list[Column[Any]]:
    """Return the columns that an import may change."""
    return [column for column in table.c if column.name not in {"id", "uid"}]


def holds_bytes(column: Column[Any]) -> bool:
    """Whether a column holds bytes: JSON knows none, so they are noted as hexadecimal digits."""
    return isinstance(column.type, LargeBinary | Uid)


def _json_of(column: Column[Any]) -> str:
    return f"hex(t.{column.name})" if holds_bytes(column) else f"t.{column.name}"
