"""A mapping as a file that offices can share: docs/formats/mapping.md, docs/mapping.schema.json. No student data.

Reading is strict. An unknown key or field is refused with the nearest known one, so that a slip of the pen does not
silently leave a column out.
"""

import difflib
import json
from collections.abc import Iterable
from enum import Enum
from typing import Any, TypeVar, cast

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.mappings import ColumnUse, Content, DateOrder, TableMapping
from ilp_desktop.roster.fields import field_of, fields_of

FORMAT = "ilp-desktop-mapping"
VERSION = 1
MAX_BYTES = 1024 * 1024
MAX_COLUMNS = 500
_KEYS = (
    "format",
    "version",
    "source",
    "content",
    "columns",
    "sheet",
    "heading_row",
    "date_order",
    "complete",
    "values",
)
_NEEDED = ("format", "version", "source", "content", "columns")
_COLUMN_KEYS = ("field", "column", "constant")
_LONGEST = 200
_Choice = TypeVar("_Choice", bound=Enum)


def dumps(mapping: TableMapping) -> bytes:
    """Return a mapping as its file: UTF-8 JSON, the same bytes for the same mapping."""
    written: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "source": mapping.source,
        "content": mapping.content.value,
        "columns": [
            {"field": use.field, "column": use.column} if use.column else {"field": use.field, "constant": use.constant}
            for use in mapping.columns
        ],
        "sheet": mapping.sheet,
        "heading_row": mapping.heading_row,
        "date_order": mapping.date_order.value,
        "complete": mapping.complete,
        "values": {field: dict(sorted(words.items())) for field, words in sorted(mapping.values.items())},
    }
    return json.dumps(written, ensure_ascii=False, indent=2).encode() + b"\n"


def loads(content: bytes, name: str = "") -> TableMapping:
    """Return the mapping that a file holds.

    Raises OfficeError: mapping_unreadable, mapping_newer, mapping_key_unknown (with the nearest known one),
    mapping_value_wrong (with the key).
    """
    return _Reader(name).mapping(content)


class _Reader:
    """Reads one file; ``name`` is what its errors call it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def mapping(self, content: bytes) -> TableMapping:
        said = self._parsed(content)
        self._check_keys(said, _KEYS)
        for key in _NEEDED:
            if key not in said:
                raise self._wrong(key)
        kind = self._choice(said, "content", Content, None)
        return TableMapping(
            source=self._text(said, "source", least=1),
            content=kind,
            columns=self._columns(said["columns"], kind),
            sheet=self._text(said, "sheet"),
            heading_row=self._heading_row(said.get("heading_row", 1)),
            date_order=self._choice(said, "date_order", DateOrder, DateOrder.MONTH_FIRST),
            complete=self._flag(said.get("complete", False)),
            values=self._values(said.get("values", {}), kind),
        )

    def _parsed(self, content: bytes) -> dict[str, Any]:
        if len(content) > MAX_BYTES:
            raise OfficeError("mapping_unreadable", name=self._name)
        try:
            said: object = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once)
        except (ValueError, RecursionError) as error:
            raise OfficeError("mapping_unreadable", name=self._name) from error
        if not isinstance(said, dict):
            raise OfficeError("mapping_unreadable", name=self._name)
        found = cast("dict[str, Any]", said)
        version = found.get("version")
        if found.get("format") != FORMAT or not isinstance(version, int) or isinstance(version, bool) or version < 1:
            raise OfficeError("mapping_unreadable", name=self._name)
        if version > VERSION:
            raise OfficeError("mapping_newer", name=self._name)
        return found

    def _columns(self, said: object, content: Content) -> tuple[ColumnUse, ...]:
        if not isinstance(said, list):
            raise self._wrong("columns")
        listed = cast("list[object]", said)
        if len(listed) > MAX_COLUMNS:
            raise self._wrong("columns")
        uses = tuple(self._column(each, content) for each in listed)
        taken: set[str] = set()
        for use in uses:
            field = field_of(content, use.field)
            if use.field in taken and field and not field.many:
                raise self._wrong(use.field)
            taken.add(use.field)
        return uses

    def _column(self, said: object, content: Content) -> ColumnUse:
        if not isinstance(said, dict):
            raise self._wrong("columns")
        found = cast("dict[str, Any]", said)
        self._check_keys(found, _COLUMN_KEYS)
        key = self._text(found, "field", least=1)
        self._check_field(key, content)
        column, constant = self._text(found, "column"), self._text(found, "constant")
        if bool(column) == bool(constant):
            raise self._wrong(key)
        return ColumnUse(key, column, constant)

    def _values(self, said: object, content: Content) -> dict[str, dict[str, str]]:
        if not isinstance(said, dict):
            raise self._wrong("values")
        values: dict[str, dict[str, str]] = {}
        for key, words in cast("dict[str, Any]", said).items():
            self._check_field(key, content, also=_parts(content))
            if not isinstance(words, dict):
                raise self._wrong(key)
            turned = cast("dict[str, Any]", words)
            if not all(isinstance(ours, str) and len(ours) <= _LONGEST for ours in turned.values()):
                raise self._wrong(key)
            values[key] = cast("dict[str, str]", turned)
        return values

    def _check_keys(self, said: dict[str, Any], known: tuple[str, ...]) -> None:
        for key in said:
            if key not in known:
                raise self._unknown(key, known)

    def _check_field(self, key: str, content: Content, also: frozenset[str] = frozenset()) -> None:
        if field_of(content, key) is None and key not in also:
            raise self._unknown(key, [field.key for field in fields_of(content)])

    def _unknown(self, key: str, known: Iterable[str]) -> OfficeError:
        names = list(known)
        nearest = next(iter(difflib.get_close_matches(key, names, n=1, cutoff=0.0)), names[0])
        return OfficeError("mapping_key_unknown", name=self._name, key=key[:80], nearest=nearest)

    def _text(self, said: dict[str, Any], key: str, least: int = 0) -> str:
        text = said.get(key, "")
        if not isinstance(text, str) or not least <= len(text.strip()) <= _LONGEST:
            raise self._wrong(key)
        return text

    def _choice(self, said: dict[str, Any], key: str, choices: type[_Choice], default: _Choice | None) -> _Choice:
        if key not in said and default is not None:
            return default
        try:
            return choices(said[key])
        except (ValueError, TypeError) as error:
            raise self._wrong(key) from error

    def _heading_row(self, said: object) -> int:
        if not isinstance(said, int) or isinstance(said, bool) or not 1 <= said <= 1000:
            raise self._wrong("heading_row")
        return said

    def _flag(self, said: object) -> bool:
        if not isinstance(said, bool):
            raise self._wrong("complete")
        return said

    def _wrong(self, key: str) -> OfficeError:
        return OfficeError("mapping_value_wrong", name=self._name, key=key[:80])


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def _parts(content: Content) -> frozenset[str]:
    """Return what values may be said for as a whole: 'language' holds for every guardian's language too."""
    return frozenset(field.key.rpartition("_")[2] for field in fields_of(content))
