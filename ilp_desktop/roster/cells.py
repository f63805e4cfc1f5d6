"""What the cells of a column look like: dates, grade levels, phones, e-mails, names, yes and no, marks, numbers."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ilp_desktop.domain.mappings import DateOrder
from ilp_desktop.roster.fields import Field, Reads
from ilp_desktop.roster.mapped_values import (
    is_name,
    read_day,
    read_grade_levels,
    read_language,
    read_number,
    read_yes,
)

SAMPLES = 5
_LONGEST_SAMPLE = 80
_PHONE = re.compile(r"\+?[\d\s().\-/]{7,20}(?:\s*(?:x|ext\.?)\s*\d+)?$", re.IGNORECASE)
_MARK = re.compile(r"(?:[A-F][+-]?|P|NP|S|S[+-]|N|U|I|E|M|[1-4](?:\.\d)?)$")
_FIRST_PARTS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-]\d{2,4}\b")


def _date(text: str) -> bool:
    return read_day(text, DateOrder.MONTH_FIRST) is not None or read_day(text, DateOrder.DAY_FIRST) is not None


def _grade(text: str) -> bool:
    return len(text) <= 12 and read_grade_levels(text) is not None


def _phone(text: str) -> bool:
    return sum(letter.isdigit() for letter in text) >= 7 and _PHONE.match(text) is not None


def _short_digits(text: str) -> bool:
    return text.isdigit()


_LOOKS: dict[Reads, Callable[[str], bool]] = {
    Reads.DATE: _date,
    Reads.GRADE: _grade,
    Reads.PHONE: _phone,
    Reads.EMAIL: lambda text: "@" in text and " " not in text.strip(),
    Reads.FLAG: lambda text: read_yes(text) is not None,
    Reads.NUMBER: lambda text: read_number(text) is not None,
    Reads.LANGUAGE: lambda text: read_language(text) is not None,
    Reads.NAME: is_name,
    Reads.ID: lambda text: "@" not in text and len(text) <= 40,
}
_MOSTLY = frozenset(_LOOKS)
_PLAIN_FLAGS = frozenset({"yes", "no", "y", "n", "true", "false"})


@dataclass(frozen=True)
class CellsLook:
    """The cells of a column in the rows that were looked at; ``texts`` are those that are not empty."""

    texts: tuple[str, ...]

    @property
    def filled(self) -> int:
        """How many rows have something there."""
        return len(self.texts)

    @cached_property
    def distinct(self) -> tuple[str, ...]:
        """What stands there, each once, in the order of the rows."""
        return tuple(dict.fromkeys(self.texts))

    @property
    def samples(self) -> tuple[str, ...]:
        """The first few of them, to be shown."""
        return tuple(text[:_LONGEST_SAMPLE] for text in self.distinct[:SAMPLES])

    @property
    def repeats(self) -> bool:
        """Whether the same stands in many rows, as a student's number does in a table of marks."""
        return self.filled > 1 and len(self.distinct) < 0.9 * self.filled

    def share(self, look: Reads) -> float:
        """Return which part of the different cells can be read so, 1 where there is none."""
        some = self.distinct[:60]
        test = _LOOKS.get(look)
        return sum(map(test, some)) / len(some) if some and test else 1.0

    @cached_property
    def marks(self) -> float:
        """Which part of the cells are marks as report cards have them."""
        some = self.distinct[:60]
        return sum(_MARK.match(text) is not None for text in some) / len(some) if some else 0.0

    @cached_property
    def all_digits(self) -> float:
        """Which part of the cells are nothing but digits."""
        some = self.distinct[:60]
        return sum(map(_short_digits, some)) / len(some) if some else 0.0

    @cached_property
    def names(self) -> float:
        """Which part of the cells are names as 'Last, First'."""
        some = self.distinct[:60]
        return sum("," in text and is_name(text) for text in some) / len(some) if some else 0.0


def looked_at(texts: Iterable[str]) -> CellsLook:
    """Look at a column's cells."""
    return CellsLook(tuple(text for text in texts if text))


def misfits(field: Field, cells: CellsLook) -> bool:
    """Whether most cells cannot be what the field is, whatever the heading says."""
    if not cells.filled:
        return False
    if field.reads in _MOSTLY:
        # What keeps a person away is often said in words.
        return not field.key.endswith("barred") and cells.share(field.reads) < 0.5
    if field.reads is Reads.SCORE:
        return cells.share(Reads.DATE) > 0.5 and cells.all_digits < 0.5
    worded = field.key.endswith(("name", "relationship", "city", "course", "role"))
    return worded and cells.share(Reads.NUMBER) > 0.5


def date_order(columns: Sequence[CellsLook]) -> DateOrder:
    """Return the order that the dates give away: a first part over twelve is a day."""
    parts = [found for cells in columns for text in cells.distinct if (found := _FIRST_PARTS.match(text))]
    days_first = sum(int(found[1]) > 12 >= int(found[2]) for found in parts)
    months_first = sum(int(found[2]) > 12 >= int(found[1]) for found in parts)
    return DateOrder.DAY_FIRST if days_first > months_first else DateOrder.MONTH_FIRST


def words_for(field: Field, cells: CellsLook) -> dict[str, str]:
    """Return the sender's words for languages and for yes and no that are known, with ours. Other words stay out."""
    found: dict[str, str] = {}
    for text in cells.distinct:
        if field.reads is Reads.LANGUAGE and (tag := read_language(text)) and tag != text.casefold():
            found[text] = tag
        elif (
            field.reads is Reads.FLAG
            and (said := read_yes(text)) is not None
            and text.casefold() not in _PLAIN_FLAGS
            and not text.isdigit()
        ):
            found[text] = "yes" if said else "no"
    return found
