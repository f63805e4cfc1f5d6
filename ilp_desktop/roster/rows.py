"""The rows of a roster's files that stand, and the references between them."""

from collections.abc import Container, Iterator, Mapping
from datetime import date
from typing import final

from ilp_desktop.domain.roster import PersonKind, RosterDeletion
from ilp_desktop.roster.columns import PEOPLE_KINDS, FileShape
from ilp_desktop.roster.remarks import Remarks
from ilp_desktop.roster.tables import Cells, Table
from ilp_desktop.roster.values import read_date, read_list, role_kind

Row = tuple[str, ...]
"""The cells of a row in the order of its file's ``taken`` columns."""

_TABLE_OF = {PersonKind.STUDENT: "student", PersonKind.GUARDIAN: "guardian", PersonKind.STAFF: "staff_member"}


@final
class Anything(Container[str]):
    """What a file may name that is not in these files: the office may know it."""

    def __contains__(self, sourced_id: object) -> bool:
        return True


ANYTHING = Anything()


class Rows:
    """The files of one roster, row by row.

    ``changing`` are the keys of the files that say only what changed. Their rows, and the rows of others that refer
    to what such a file or a missing one may hold, keep references that these files do not explain.
    """

    def __init__(self, tables: Mapping[str, Table], remarks: Remarks, changing: frozenset[str] = frozenset()) -> None:
        self.tables = tables
        self.remarks = remarks
        self.changing = changing
        self._deleted: dict[str, list[RosterDeletion]] = {}

    def standing(self, shape: FileShape) -> Iterator[tuple[int, Row]]:
        """Yield the rows that mean something: nothing needed is empty, no id comes twice, none is to be deleted."""
        table = self.tables.get(shape.key)
        if table is None:
            return
        taken = shape.taken
        needed, status, known_by = len(shape.needed), _place(taken, "status"), _place(taken, shape.known_by)
        checks = [(taken.index(check.column), check.holds) for check in shape.checks]
        deleted = self._deleted[shape.key] = []
        seen: set[str] = set()
        for row, cells in table.picked(taken):
            if status is not None and cells[status] and cells[status].lower() == "tobedeleted":
                self._delete(table, row, shape, cells, seen, deleted)
                continue
            if "" in cells[:needed]:
                self._refuse(table, row, shape, cells)
                continue
            for at, holds in checks:
                if not holds(cells[at]):
                    self._refuse(table, row, shape, cells)
                    break
            else:
                if known_by is not None:
                    sourced_id = cells[known_by]
                    if sourced_id in seen:
                        self.remarks.refuse(table.file, row, "id_twice")
                        continue
                    seen.add(sourced_id)
                yield row, cells

    def named(self, shape: FileShape) -> Iterator[tuple[int, Cells]]:
        """Yield the same rows with their cells by column name."""
        taken = shape.taken
        return ((row, dict(zip(taken, cells, strict=True))) for row, cells in self.standing(shape))

    def ids(self, shape: FileShape) -> frozenset[str]:
        """Look ahead, for rows may refer to others further down: the ids of the rows that stand."""
        table = self.tables.get(shape.key)
        if table is None:
            return frozenset()
        columns = (*shape.needed, "status")
        known_by = shape.needed.index(shape.known_by)
        checks = [(columns.index(check.column), check.holds) for check in shape.checks]
        found: set[str] = set()
        for _row, cells in table.picked(columns, quiet=True):
            if "" in cells[:-1] or (cells[-1] and cells[-1].lower() == "tobedeleted"):
                continue
            for at, holds in checks:
                if not holds(cells[at]):
                    break
            else:
                found.add(cells[known_by])
        return frozenset(found)

    def is_open(self, shape: FileShape) -> bool:
        """Whether there may be more of these than the file says: the office may know them."""
        return shape.key in self.changing or (bool(self.changing) and shape.key not in self.tables)

    def deletions(self, shape: FileShape) -> Iterator[RosterDeletion]:
        """Yield what a file of changes wants deleted, once its rows were gone through."""
        yield from self._deleted.get(shape.key, ())

    def file(self, shape: FileShape) -> str:
        """Return the file's name as the sender spells it."""
        return self.tables[shape.key].file

    def known(self, shape: FileShape, row: int, column: str, sourced_id: str, known: Container[str]) -> str:
        """Return a reference, '' with a warning where it names nothing that the roster has."""
        if not sourced_id or sourced_id in known:
            return sourced_id
        self.remarks.warn(self.file(shape), row, "reference_dangling", column=column)
        return ""

    def known_of(self, shape: FileShape, row: int, column: str, text: str, known: Container[str]) -> tuple[str, ...]:
        """Return the references that a cell lists, without those that name nothing, for which there is a warning."""
        if not text:
            return ()
        if text in known and "," not in text:
            return (text,)
        named = read_list(text)
        kept = tuple(sourced_id for sourced_id in named if sourced_id in known)
        if len(kept) < len(named):
            self.remarks.warn(self.file(shape), row, "reference_dangling", column=column)
        return kept if len(kept) < len(named) else named

    def stands(self, shape: FileShape, row: int, column: str, sourced_id: str, known: Container[str]) -> bool:
        """Whether the reference without which a row means nothing is there."""
        if sourced_id in known:
            return True
        self.remarks.refuse(self.file(shape), row, "reference_dangling_refused", column=column)
        return False

    def first_time(self, shape: FileShape, row: int, sourced_id: str, made: set[str]) -> bool:
        """Whether a row that has no id of its own says something that none before it said."""
        if sourced_id in made:
            self.remarks.refuse(self.file(shape), row, "row_twice")
            return False
        made.add(sourced_id)
        return True

    def day(self, shape: FileShape, row: int, column: str, text: str) -> date | None:
        """Return a date that the row can do without, None with a warning where it cannot be read."""
        if not text:
            return None
        found = read_date(text)
        if found is None:
            self.remarks.warn(self.file(shape), row, "date_unreadable", column=column)
        return found

    def _delete(
        self,
        table: Table,
        row: int,
        shape: FileShape,
        cells: Row,
        seen: set[str],
        deleted: list[RosterDeletion],
    ) -> None:
        """A file of changes says what is to go; in a whole file such a row says nothing that its absence would not."""
        known_by = _place(shape.taken, shape.known_by)
        if shape.key not in self.changing or not shape.kinds or known_by is None:
            self.remarks.refuse(table.file, row, "row_deleted")
        elif not cells[known_by]:
            self.remarks.refuse(table.file, row, "cell_empty", column=shape.known_by)
        elif cells[known_by] in seen:
            self.remarks.refuse(table.file, row, "id_twice")
        else:
            seen.add(cells[known_by])
            deleted.extend(RosterDeletion(kind, cells[known_by], row) for kind in _deleted_kinds(shape, cells))

    def _refuse(self, table: Table, row: int, shape: FileShape, cells: Row) -> None:
        """Say why a row cannot come in, and which column is to blame."""
        for column, cell in zip(shape.needed, cells, strict=False):
            if not cell:
                self.remarks.refuse(table.file, row, "cell_empty", column=column)
                return
        fault = next(check for check in shape.checks if not check.holds(cells[shape.taken.index(check.column)]))
        column = {} if fault.code == "role_unknown" else {"column": fault.column}
        self.remarks.refuse(table.file, row, fault.code, **column)


def _place(columns: tuple[str, ...], column: str) -> int | None:
    return columns.index(column) if column in columns else None


def _deleted_kinds(shape: FileShape, cells: Row) -> tuple[str, ...]:
    """Return the office's tables that a deletion may be about: a person's, unless the row says what they were."""
    if shape.kinds != PEOPLE_KINDS:
        return shape.kinds
    role = _place(shape.taken, "role")
    kind = role_kind(cells[role]) if role is not None else None
    return (_TABLE_OF[kind],) if kind else PEOPLE_KINDS
