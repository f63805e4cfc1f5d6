"""A mapping laid over a sheet: where each field stands in a row, how its cells are read, and what is remarked upon."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.mappings import Content, TableMapping
from ilp_desktop.roster.fields import Reads, field_of, lacking
from ilp_desktop.roster.mapped_values import (
    Memo,
    read_day,
    read_grade_levels,
    read_language,
    read_number,
    read_yes,
)
from ilp_desktop.roster.remarks import Remarks
from ilp_desktop.roster.sheets import Cell, Sheet, as_text

_Value = TypeVar("_Value")
_Nothing = TypeVar("_Nothing")
_FOOTER = re.compile(
    r"(?:grand |sub)?totals?\b|(?:average|avg|mean|median|minimum|maximum|min|max|count|sum|records?)\s*[:.]?$|(?:total|count|sum|average|avg|mean|records?|rows?|students?|number of \w+)\s*[:=(]"
    r"|\d+ (?:records?|rows?|students?|results?)\b|(?:report|printed|run|generated|exported|created|prepared|as of|page|end of)\b.*"
    r"(?:\d|report|file|list|data|by)|(?:\*|-{3}|={3}|_{3}|confidential|note:|notes:|source:|legend|key:)",
    re.IGNORECASE,
)  # fmt: skip


class Plan:
    """How one table is read. A row's cells stand in the order of ``columns``, then a blank, then the constants."""

    def __init__(self, mapping: TableMapping, sheet: Sheet, remarks: Remarks) -> None:
        self.mapping = mapping
        self.content: Content = mapping.content
        self.file = sheet.file
        self.remarks = remarks
        self._sheet = sheet
        self.guardians_seen: set[str] = set()
        self.relations_seen: set[str] = set()
        uses = [use for use in mapping.columns if field_of(mapping.content, use.field)]
        if lacking(mapping.content, (use.field for use in uses if use.column or use.constant)):
            raise OfficeError("table_fields_missing", name=sheet.file)
        self._columns: list[str] = []
        self._at: dict[str, list[tuple[int, str]]] = {}
        for use in (use for use in uses if use.column):
            column = sheet.column(use.column)
            if not column:
                raise OfficeError("table_column_missing", name=sheet.file, column=use.column[:80])
            self._at.setdefault(use.field, []).append((len(self._columns), column))
            self._columns.append(column)
        self._blank = len(self._columns)
        self._constants = [use.constant.strip() for use in uses if not use.column]
        for at, use in enumerate((use for use in uses if not use.column), self._blank + 1):
            self._at.setdefault(use.field, []).append((at, use.field))

    def rows(self) -> Iterator[tuple[int, list[str], Sequence[Cell]]]:
        """Yield row number, the cells by their places, and the row as it is."""
        rows, constants = self._sheet.rows(self._columns), self._constants
        if not constants:
            yield from rows
            return
        for row, cells, raw in rows:
            cells.extend(constants)
            yield row, cells, raw

    def has(self, *keys: str) -> bool:
        """Whether any of these fields is read."""
        return any(key in self._at for key in keys)

    def at(self, key: str) -> int:
        """Return where a field stands in a row; the blank where it is not read."""
        return self._at[key][0][0] if key in self._at else self._blank

    def all_at(self, key: str) -> list[tuple[int, str]]:
        """Return every place of a field with its heading (a constant has the field's name)."""
        return self._at.get(key, [])

    def heading(self, key: str) -> str:
        """Return the heading that a field is read from, its own name where it is a constant."""
        return self._at[key][0][1] if key in self._at else key

    def first_heading(self, *keys: str) -> str:
        """Return the heading of the first of these fields that is read."""
        return next((self.heading(key) for key in keys if key in self._at), keys[0])

    def refuse(self, row: int, raw: Sequence[Cell], code: str, *keys: str) -> None:
        """Say that a row does not come in; rows under a table that are no part of it are passed over."""
        if not is_footer(raw):
            self.remarks.refuse(self.file, row, code, column=self.first_heading(*keys)) if keys else (
                self.remarks.refuse(self.file, row, code)
            )

    def warn(self, row: int, code: str, key: str) -> None:
        """Say that a row comes in without what a field should hold."""
        self.remarks.warn(self.file, row, code, column=self.heading(key))

    def read(self, key: str, read: Callable[[str], _Value]) -> Memo[str, _Value]:
        """Return how a field's cells are read: the sender's words turned into ours first."""
        words = self.mapping.values.get(key) or self.mapping.values.get(key.rpartition("_")[2]) or {}
        if not words:
            return Memo(read)
        turned = {word.strip().casefold(): ours for word, ours in words.items()}
        return Memo(lambda text: read(turned.get(text.casefold(), text)))

    def text(self, key: str) -> Memo[str, str]:
        """Return how a field of words is read."""
        return self.read(key, lambda text: text)

    def days(self, key: str) -> Callable[[int, list[str]], date | None]:
        """Return how a date is taken from a row, with a remark where it cannot be read."""
        read = self.read(key, lambda text: read_day(text, self.mapping.date_order))
        return self._said(key, read, "date_unreadable", None)

    def languages(self, key: str) -> Callable[[int, list[str]], str]:
        """Return how a language is taken from a row."""
        return self._said(key, self.read(key, read_language), "language_unknown", "")

    def grades(self, key: str) -> Callable[[int, list[str]], tuple[str, ...]]:
        """Return how grade levels are taken from a row."""
        return self._said(key, self.read(key, read_grade_levels), "grade_unknown", ())

    def flags(self, key: str) -> Callable[[int, list[str]], bool | None]:
        """Return how yes or no is taken from a row."""
        return self._said(key, self.read(key, read_yes), "flag_unclear", None)

    def barred(self, key: str) -> Callable[[int, list[str]], bool | None]:
        """Return how 'no contact' is taken from a row: whatever is no clear no keeps a person away, to be safe."""
        at, read = self.at(key), self.read(key, read_yes)

        def take(row: int, cells: list[str]) -> bool | None:
            text = cells[at]
            if not text:
                return None
            said = read[text]
            if said is None:
                self.warn(row, "barred_assumed", key)
            return said is not False

        return take

    def numbers(self, at: int, heading: str, key: str) -> Callable[[int, list[str]], tuple[float, str] | None]:
        """Return how a number is taken from a row."""
        read = self.read(key, read_number)

        def take(row: int, cells: list[str]) -> tuple[float, str] | None:
            text = cells[at]
            if not text:
                return None
            found = read[text]
            if found is None:
                self.remarks.warn(self.file, row, "number_unreadable", column=heading)
            return found

        return take

    def _said(
        self, key: str, read: Memo[str, _Value | None], code: str, nothing: _Nothing
    ) -> Callable[[int, list[str]], _Value | _Nothing]:
        at = self.at(key)

        def take(row: int, cells: list[str]) -> _Value | _Nothing:
            text = cells[at]
            if not text:
                return nothing
            found = read[text]
            if found is None:
                self.warn(row, code, key)
                return nothing
            return found

        return take if key in self._at else lambda _row, _cells: nothing


def is_id(text: str) -> bool:
    """Whether a cell can be an id as it is; where it cannot, the row is looked at again ('Total', 'Students: 12')."""
    return any(letter.isdigit() for letter in text) and _FOOTER.match(text) is None


def is_footer(raw: Sequence[Cell]) -> bool:
    """Whether a row stands under a table and is no part of it: totals, a count, who printed it."""
    first = next((text for cell in raw if (text := as_text(cell))), "")
    return _FOOTER.match(first) is not None


def reads_well(content: Content, key: str, cells: Sequence[str], mapping: TableMapping) -> bool:
    """Whether most of these cells can be read as the field, as the mapping turns the sender's words."""
    field = field_of(content, key)
    filled = [cell for cell in cells if cell.strip()]
    if field is None or not filled:
        return field is not None
    words = mapping.values.get(key) or mapping.values.get(key.rpartition("_")[2]) or {}
    turned = {word.strip().casefold(): ours for word, ours in words.items()}
    readable: dict[Reads, Callable[[str], object]] = {
        Reads.DATE: lambda text: read_day(text, mapping.date_order),
        Reads.GRADE: read_grade_levels,
        Reads.LANGUAGE: read_language,
        Reads.FLAG: read_yes,
        Reads.NUMBER: read_number,
        Reads.EMAIL: lambda text: True if "@" in text else None,
        Reads.PHONE: lambda text: True if sum(letter.isdigit() for letter in text) >= 7 else None,
    }
    read = readable.get(field.reads)
    if read is None or key.endswith("barred"):
        return True
    good = sum(read(turned.get(cell.strip().casefold(), cell)) is not None for cell in filled)
    return good * 2 >= len(filled)
