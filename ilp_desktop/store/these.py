"""The rows of some students in one statement that never changes, however many they are."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, func, select

Query = Select[*tuple[Any, ...]]
_GIVEN = func.json_each(bindparam("ids")).table_valued("value")


def these(column: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the clause that a column is one of ``ids``, bound as ``packed`` gives them."""
    return column.in_(select(_GIVEN.c.value))


def packed(ids: Iterable[int]) -> str:
    """Return row numbers as one value."""
    return json.dumps(list(ids))


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement for everybody, and the same for some. Built once: building one takes longer than running it."""

    of_all: Query
    of_some: Query

    @classmethod
    def of(cls, statement: Query, column: ColumnElement[int]) -> "Asked":
        """Return a statement that can be narrowed by a column."""
        return cls(statement, statement.where(these(column)))

    def rows(self, connection: Connection, wanted: Collection[int] | None) -> Sequence[Row[*tuple[Any, ...]]]:
        """Return the rows of these; None: of all."""
        if wanted is None:
            return connection.execute(self.of_all).all()
        return connection.execute(self.of_some, {"ids": packed(wanted)}).all()
