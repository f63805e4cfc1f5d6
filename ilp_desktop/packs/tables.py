"""A table of a pack's TOML file, read key by key: whatever is not asked for is a mistake, and said so."""

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.packs import Wording
from ilp_desktop.packs.lines import Lines

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_PLACE = re.compile(r"\{[^{}]*\}|[{}]")
_PLACES = {"{name}"}
_DATED = re.compile(r"([A-Za-z0-9_-]+)\s*=\s*(\d{4}-\d{2}-\d{2})\b")
_TEXT_LIMIT = 2000


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that looks most like this one."""
    return difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.0)[0]


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a table stands in: its name, where its keys are, and what the school chose where a choice is named."""

    file: str
    lines: Lines
    chosen: Mapping[str, str] = field(default_factory=dict[str, str])


class Table:
    """One table of one file. ``where`` is the dotted path people find it by, '' for the file itself."""

    def __init__(self, source: Source, where: str, values: Mapping[str, object], known: Iterable[str]) -> None:
        """Raise ``pack_unknown_key`` when a key stands here that means nothing."""
        self.source = source
        self.where = where
        self._values = values
        words = set(known)
        for key in values:
            if key not in words:
                raise self.mistake("pack_unknown_key", key, nearest=nearest(key, words))

    @property
    def file(self) -> str:
        """The file's name."""
        return self.source.file

    def mistake(self, code: str, key: str, **params: str | int) -> OfficeError:
        """Return the error that names a key of this table, with its file and line."""
        path = self.path(key)
        return OfficeError(code, file=self.file, line=self.source.lines.of(path), key=path, **params)

    def has(self, key: str) -> bool:
        """Tell whether a key that may be left out is there."""
        return key in self._values

    def keys(self) -> tuple[str, ...]:
        """Return the keys that are there, in the file's order."""
        return tuple(self._values)

    def path(self, key: str) -> str:
        """Return a key as people find it in the file."""
        return f"{self.where}.{key}" if self.where else key

    def source_keys(self, key: str) -> tuple[str, ...]:
        """Return the keys of the table under a key, where any may stand."""
        return tuple(self._keyed(key, self._take(key)))

    def _take(self, key: str) -> object:
        if key not in self._values:
            raise self.mistake("pack_missing_key", key)
        value = self._values[key]
        if isinstance(value, dict) and set(cast("dict[str, object]", value)) == {"choice"}:
            return self._chosen(key, cast("dict[str, object]", value)["choice"])
        if isinstance(value, list):
            return [self._one_of(key, each) for each in cast("list[object]", value)]
        return cast("object", value)

    def _one_of(self, key: str, value: object) -> object:
        """Return what stands in a list, or what the school chose for it."""
        table = cast("dict[str, object]", value) if isinstance(value, dict) else {}
        return self._chosen(key, table["choice"]) if set(table) == {"choice"} else cast("object", value)

    def _chosen(self, key: str, name: object) -> object:
        """Return what the school chose, where the pack names a choice in place of a value."""
        chosen = self.source.chosen
        if not isinstance(name, str) or name not in chosen:
            raise self.mistake("pack_unknown_value", key, value=str(name), nearest=nearest(str(name), chosen or ["…"]))
        value = chosen[name]
        if value.lstrip("-").isdigit():
            return int(value)
        return {"yes": True, "no": False}.get(value, value)

    def _wrong(self, key: str, wanted: str) -> OfficeError:
        return self.mistake("pack_wrong_type", key, wanted=wanted)

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
            raise self.mistake("pack_unknown_value", key, value=value, nearest=nearest(value, words))
        return value

    def choices(self, key: str, known: Iterable[str]) -> tuple[str, ...]:
        """Return a list of known words; a single one may stand without its brackets. Empty where the key is left out."""
        if not self.has(key):
            return ()
        value = self._take(key)
        found: list[object] = cast("list[object]", value) if isinstance(value, list) else [value]
        if not found:
            raise self._wrong(key, '["word", …]')
        words = set(known)
        for each in found:
            if not isinstance(each, str):
                raise self._wrong(key, '["word", …]')
            if each not in words:
                raise self.mistake("pack_unknown_value", key, value=each, nearest=nearest(each, words))
        return tuple(dict.fromkeys(cast("list[str]", found)))

    def numbers(self, key: str, lowest: int, highest: int) -> tuple[int, ...]:
        """Return a list of whole numbers between two bounds; empty where the key is left out."""
        value: object = self._take(key) if self.has(key) else []
        found: list[object] = cast("list[object]", value) if isinstance(value, list) else [value]
        good = [each for each in found if isinstance(each, int) and not isinstance(each, bool)]
        if len(good) != len(found) or not all(lowest <= each <= highest for each in good):
            raise self._wrong(key, f"[{lowest} … {highest}]")
        return tuple(good)

    def amount(self, key: str) -> float:
        """Return a number that may have a fraction, such as credits; none below nought."""
        value = self._take(key)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1000:
            raise self._wrong(key, "0.5")
        return float(value)

    def day(self, key: str) -> date:
        """Return a date, written as TOML writes one."""
        value = self._take(key)
        if type(value) is not date:
            raise self._wrong(key, "2026-08-19")
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
        return Table(self.source, self.path(key), self._keyed(key, self._take(key)), known)

    def tables(self, key: str, known: Iterable[str]) -> tuple["Table", ...]:
        """Return the tables of a list, at least one."""
        value = self._take(key)
        found = cast("list[object]", value) if isinstance(value, list) else []
        if not found:
            raise self._wrong(key, f"[[{self.path(key)}]]")
        names = [f"{key}[{index}]" for index in range(1, len(found) + 1)]
        known = tuple(known)
        return tuple(
            Table(self.source, self.path(name), self._keyed(name, item), known)
            for name, item in zip(names, found, strict=True)
        )

    def lists_tables(self, key: str) -> bool:
        """Tell whether a list holds tables, where it may also hold texts."""
        value = self._take(key)
        found = cast("list[object]", value) if isinstance(value, list) else []
        return bool(found) and isinstance(found[0], dict)

    def _keyed(self, key: str, value: object) -> dict[str, object]:
        if not isinstance(value, dict) or not value:
            raise self._wrong(key, "{ … }")
        return cast("dict[str, object]", value)

    def wording(self, key: str, languages: tuple[str, ...]) -> Wording:
        """Return a text in each of the pack's languages; only ``{name}`` may stand for something else."""
        return self._worded(self.table(key, languages), languages)

    def words_said(self, key: str, languages: tuple[str, ...]) -> Wording:
        """Return a text in those of the pack's languages in which it is there."""
        table = self.table(key, languages)
        return self._worded(table, table.keys())

    @staticmethod
    def _worded(table: "Table", languages: tuple[str, ...]) -> Wording:
        found = {language: table.text(language) for language in languages}
        for language, text in found.items():
            for place in _PLACE.findall(text):
                if place not in _PLACES:
                    raise table.mistake("pack_unknown_place", language, place=place)
        return found

    def wordings(self, key: str, languages: tuple[str, ...], known: Iterable[str] | None = None) -> dict[str, Wording]:
        """Return a table of texts by key: exactly the known ones, or whatever keys the pack makes up."""
        keys = tuple(self._keyed(key, self._take(key)) if known is None else known)
        table = self.table(key, keys)
        for each in keys:
            if not _KEY.fullmatch(each):
                raise table._wrong(each, '"lower_case_word"')  # noqa: SLF001 - the same class
        return {each: table.wording(each, languages) for each in keys}


def opened(name: str, files: Mapping[str, str], known: Iterable[str], chosen: Mapping[str, str] | None = None) -> Table:
    """Return a file of a pack as a table. Raises OfficeError ``pack_not_toml``, ``pack_no_such_day``, ``pack_unknown_key``."""
    return Table(Source(name, Lines(files[name]), chosen or {}), "", parsed(name, files), known)


def parsed(name: str, files: Mapping[str, str]) -> dict[str, object]:
    """Return what a file of a pack says. Raises OfficeError ``pack_not_toml``, ``pack_no_such_day``."""
    try:
        return tomllib.loads(files[name])
    except tomllib.TOMLDecodeError as error:
        said = next((word for word in re.split(r"[^\w]+", str(error)) if word.isdigit()), "?")
        if said != "?" and (day := _impossible_day(files[name].split("\n")[int(said) - 1])):
            raise OfficeError("pack_no_such_day", file=name, line=int(said), key=day[0], value=day[1]) from None
        raise OfficeError("pack_not_toml", file=name, line=said) from None
    except RecursionError:
        raise OfficeError("pack_not_toml", file=name, line="?") from None


def _impossible_day(line: str) -> tuple[str, str] | None:
    """Return key and date of a line that names a day no calendar has; TOML itself only says that it is not valid."""
    for key, said in _DATED.findall(line):
        try:
            date.fromisoformat(said)
        except ValueError:
            return key, said
    return None


def repeated(names: Iterable[str]) -> tuple[int, str] | None:
    """Return the place, from 1, and the name of the first that stood before; None where each stands once."""
    seen: set[str] = set()
    for at, name in enumerate(names, 1):
        if name in seen:
            return at, name
        seen.add(name)
    return None
