"""A table of a pack's TOML file, read key by key: whatever is not asked for is a mistake, and said so."""

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import cast

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.packs import Wording

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_PLACE = re.compile(r"\{[^{}]*\}|[{}]")
_PLACES = {"{name}"}
_TEXT_LIMIT = 2000


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that looks most like this one."""
    return difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.0)[0]


class Table:
    """One table of one file. ``where`` is the dotted path people find it by, '' for the file itself."""

    def __init__(self, file: str, where: str, values: Mapping[str, object], known: Iterable[str]) -> None:
        """Raise ``pack_unknown_key`` when a key stands here that means nothing."""
        self.file = file
        self.where = where
        self._values = values
        words = set(known)
        for key in values:
            if key not in words:
                raise OfficeError("pack_unknown_key", file=file, key=self.path(key), nearest=nearest(key, words))

    def path(self, key: str) -> str:
        """Return a key as people find it in the file."""
        return f"{self.where}.{key}" if self.where else key

    def _take(self, key: str) -> object:
        if key not in self._values:
            raise OfficeError("pack_missing_key", file=self.file, key=self.path(key))
        return self._values[key]

    def _wrong(self, key: str, wanted: str) -> OfficeError:
        return OfficeError("pack_wrong_type", file=self.file, key=self.path(key), wanted=wanted)

    def text(self, key: str) -> str:
        """Return a text that is not empty."""
        value = self._take(key)
        if not isinstance(value, str) or not value.strip() or len(value) > _TEXT_LIMIT:
            raise self._wrong(key, '"text"')
        return value

    def number(self, key: str, lowest: int, highest: int) -> int:
        """Return a whole number between two bounds."""
        value = self._take(key)
        if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
            raise self._wrong(key, f"{lowest} … {highest}")
        return value

    def flag(self, key: str) -> bool:
        """Return true or false."""
        value = self._take(key)
        if not isinstance(value, bool):
            raise self._wrong(key, "true, false")
        return value

    def choice(self, key: str, known: Iterable[str]) -> str:
        """Return one of the known words, or say which is nearest."""
        value = self.text(key)
        if value not in (words := set(known)):
            raise OfficeError(
                "pack_unknown_value", file=self.file, key=self.path(key), value=value, nearest=nearest(value, words)
            )
        return value

    def name(self, key: str) -> str:
        """Return a short word that other records may keep: lower case, digits, underscore."""
        value = self.text(key)
        if not _KEY.fullmatch(value.replace("-", "_")):
            raise self._wrong(key, '"lower_case_word"')
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self._take(key)
        found = cast("list[object]", value) if isinstance(value, list) else []
        texts = tuple(text for text in found if isinstance(text, str) and text)
        if not texts or len(texts) != len(found):
            raise self._wrong(key, '["text", …]')
        return texts

    def table(self, key: str, known: Iterable[str]) -> "Table":
        """Return the table under a key."""
        return Table(self.file, self.path(key), self._keyed(key, self._take(key)), known)

    def tables(self, key: str, known: Iterable[str]) -> tuple["Table", ...]:
        """Return the tables of a list, at least one."""
        value = self._take(key)
        found = cast("list[object]", value) if isinstance(value, list) else []
        if not found:
            raise self._wrong(key, f"[[{self.path(key)}]]")
        names = [f"{key}[{index}]" for index in range(1, len(found) + 1)]
        known = tuple(known)
        return tuple(
            Table(self.file, self.path(name), self._keyed(name, item), known)
            for name, item in zip(names, found, strict=True)
        )

    def _keyed(self, key: str, value: object) -> dict[str, object]:
        if not isinstance(value, dict) or not value:
            raise self._wrong(key, "{ … }")
        return cast("dict[str, object]", value)

    def wording(self, key: str, languages: tuple[str, ...]) -> Wording:
        """Return a text in each of the pack's languages; only ``{name}`` may stand for something else."""
        table = self.table(key, languages)
        found = {language: table.text(language) for language in languages}
        for language, text in found.items():
            for place in _PLACE.findall(text):
                if place not in _PLACES:
                    raise OfficeError("pack_unknown_place", file=self.file, key=table.path(language), place=place)
        return found

    def wordings(self, key: str, languages: tuple[str, ...], known: Iterable[str] | None = None) -> dict[str, Wording]:
        """Return a table of texts by key: exactly the known ones, or whatever keys the pack makes up."""
        keys = tuple(self._keyed(key, self._take(key)) if known is None else known)
        table = self.table(key, keys)
        for each in keys:
            if not _KEY.fullmatch(each):
                raise table._wrong(each, '"lower_case_word"')  # noqa: SLF001 - the same class
        return {each: table.wording(each, languages) for each in keys}
