"""Opens a plain table (CSV, tab-separated text, XLSX) as sheets of text cells, with the row of headings found.

Rows are counted as a spreadsheet counts them. Above the headings may stand a title, and a row that groups them
(Guardian 1 over Name, Phone); below the table may stand totals. What a column means is found elsewhere.
"""

import re
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path
from typing import Any, cast

from python_calamine import CalamineError, CalamineWorkbook

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.roster.fields import known_headings
from ilp_desktop.roster.headings import plain_heading
from ilp_desktop.roster.packages import MAX_FILE_BYTES, MEBI, Member
from ilp_desktop.roster.remarks import Remarks
from ilp_desktop.roster.tables import MAX_COLUMNS, batches_of, records, survey
from ilp_desktop.roster.workbooks import OLD_WORKBOOK, opened_workbook, visible_sheets

Cell = str | int | float | bool | date | datetime | time | timedelta
Rows = Callable[[], Iterator[tuple[int, Sequence[Cell]]]]
"""Makes the rows anew each time: row number from 1, and its cells."""

PEEKED = 40
"""How many of the first rows are looked through for the headings."""
_ZIP_MARK, _OTHERS = b"PK\x03\x04", (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")
_DELIMITERS, _QUOTED = ",\t;|", re.compile(r'"[^"]*"')
_HEADING_LENGTH = 80


class Sheet:
    """One table of a file: its headings, and its rows below them.

    ``headings`` are as they stand there, each of them once: a second 'Phone' is 'Phone (2)', one with no name is
    'Column C', one under a group is 'Guardian 1 Phone'.
    """

    def __init__(self, file: str, name: str, heading_row: int, rows: Rows, remarks: Remarks) -> None:
        self.file = file
        self.name = name
        self._all_rows = rows
        self._remarks = remarks
        first = [(row, _texts(cells)) for row, cells in islice(rows(), max(PEEKED, heading_row))]
        self.heading_row = heading_row or find_heading(first)
        if not self.heading_row:
            raise OfficeError("table_no_heading", name=file)
        by_number = dict(first)
        own = by_number.get(self.heading_row, list[str]())
        above = by_number.get(self.heading_row - 1, list[str]())
        if len(own) > MAX_COLUMNS:
            raise OfficeError("roster_columns_too_many", file=file, most=MAX_COLUMNS)
        self.headings = _headings(own, above)
        self._own = own

    def rows(self, columns: Sequence[str]) -> Iterator[tuple[int, list[str], Sequence[Cell]]]:
        """Yield row number, the cells of these columns as text with a blank one after them, and the row as it is.

        Blank rows are passed over, and so is the heading where it comes again on a new page.
        """
        places = {heading: at for at, heading in enumerate(self.headings)}
        wanted = [places[column] for column in columns]
        pick = _picker(wanted)
        least, width, heading_row = max(wanted, default=-1) + 1, len(self.headings), self.heading_row
        text_of, strip = _TEXT_OF, cast("Callable[[Cell], str]", str.strip)
        first = next((at for at, text in enumerate(self._own) if text), MAX_COLUMNS)
        for row, cells in self._all_rows():
            if row <= heading_row:
                continue
            if len(cells) > width and any(cells[width:]):
                self._remarks.warn(self.file, row, "row_long")
            elif len(cells) < least:
                short: list[Cell] = [""] * (least - len(cells))
                cells = [*cells, *short]  # noqa: PLW2901 - a short row is filled up
            try:
                picked = list(map(strip, pick(cells)))
            except TypeError:  # something in it is no text: a number, a date
                picked = [text_of[type(cell)](cell) for cell in pick(cells)]
            if not any(picked) or (first < len(cells) and self._heads(cells, first)):
                continue
            picked.append("")
            yield row, picked, cells

    def _heads(self, cells: Sequence[Cell], first: int) -> bool:
        """Whether a row is the heading again, as on a new page; the first letter of its first cell tells nearly always."""
        cell = cells[first]
        if not isinstance(cell, str) or cell.strip()[:1].casefold() != self._own[first][:1].casefold():
            return False
        return [text.casefold() for text in _texts(cells)] == [text.casefold() for text in self._own]

    def cut(self, rows: int) -> "Sheet":
        """Return the same table with its first rows alone, in memory: it can be read again after its file is closed."""
        kept = list(islice(self._all_rows(), self.heading_row + rows))
        return Sheet(self.file, self.name, self.heading_row, lambda: iter(kept), Remarks())

    def count(self, most: int) -> int:
        """Return how many rows below the headings have anything in them, at most so many."""
        filled = (row for row, cells in self._all_rows() if row > self.heading_row and any(cells))
        return sum(1 for _row in islice(filled, most))

    def column(self, heading: str) -> str:
        """Return a heading as it stands here, found in spite of case and blanks; '' for none."""
        if heading in self.headings:
            return heading
        wanted = " ".join(heading.split()).casefold()
        return next((each for each in self.headings if each.casefold() == wanted), "")


class Book:
    """A file that is open: one sheet of text, or a workbook's sheets that a person sees."""

    def __init__(self, file: str, sheets: tuple[str, ...], rows_of: Callable[[str], Rows], remarks: Remarks) -> None:
        self.file = file
        self.sheets = sheets
        self._rows_of = rows_of
        self._rows: dict[str, Rows] = {}
        self._remarks = remarks

    def sheet(self, name: str = "", heading_row: int = 0) -> Sheet:
        """Return a sheet; '' is the one that looks most like a table, row 0 the row that looks most like headings.

        A file with one sheet gives it under any name: senders name it after the month.
        """
        if len(self.sheets) == 1:
            name = self.sheets[0]
        elif name and name not in self.sheets:
            raise OfficeError("table_sheet_missing", name=self.file, sheet=name[:_HEADING_LENGTH])
        return self._open(name or self._likeliest(), heading_row)

    def _likeliest(self) -> str:
        best, most = self.sheets[0], -1
        for name in self.sheets[:12]:
            try:
                found = sum(1 for heading in self._open(name, 0).headings if is_known(heading))
            except OfficeError:
                continue
            if found > most:
                best, most = name, found
        return best

    def _open(self, name: str, heading_row: int) -> Sheet:
        if name not in self._rows:
            # One sheet at a time is in memory.
            self._rows = {name: self._rows_of(name)}
        return Sheet(self.file, name, heading_row, self._rows[name], self._remarks)


@contextmanager
def open_book(path: Path, remarks: Remarks) -> Generator[Book]:
    """Open a file by what is in it, whatever its name ends with.

    Raises OfficeError: roster_not_found, roster_unreadable, table_old_workbook, table_not_table, table_damaged,
    table_too_large, table_too_far, and what reading text can raise.
    """
    try:
        if not path.is_file():
            raise OfficeError("roster_not_found", name=path.name)
        with path.open("rb") as file:
            head = file.read(8)
        if head.startswith(OLD_WORKBOOK):
            raise OfficeError("table_old_workbook", name=path.name)
        if head.startswith(_OTHERS):
            raise OfficeError("table_not_table", name=path.name)
        if head.startswith(_ZIP_MARK):
            with opened_workbook(path) as workbook:
                yield _book_of(workbook, path.name, remarks)
        else:
            yield _text_book(path, remarks)
    except OSError as error:
        raise OfficeError("roster_unreadable", name=path.name) from error


def _book_of(workbook: CalamineWorkbook, name: str, remarks: Remarks) -> Book:
    def rows_of(sheet_name: str) -> Rows:
        try:
            sheet = workbook.get_sheet_by_name(sheet_name)
        except (CalamineError, OSError) as error:
            raise OfficeError("table_damaged", name=name) from error
        return lambda: enumerate(sheet.iter_rows(), 1)

    sheets = visible_sheets(workbook)
    if not sheets:
        raise OfficeError("table_no_heading", name=name)
    return Book(name, sheets, rows_of, remarks)


def _text_book(path: Path, remarks: Remarks) -> Book:
    if path.stat().st_size > MAX_FILE_BYTES:
        raise OfficeError("table_too_large", name=path.name, megabytes=MAX_FILE_BYTES // MEBI)
    member = Member(path.stem, path.name, None, lambda: path.open("rb"))
    found = survey(member)
    if found.encoding == "cp1252":
        remarks.warn(path.name, 0, "encoding_guessed")
    if found.has_nul:
        remarks.warn(path.name, 0, "nul_dropped")
    delimiter = _delimiter(islice(chain.from_iterable(batches_of(member, found)), PEEKED))
    return Book(
        path.name, ("",), lambda _name: lambda: records(batches_of(member, found), path.name, delimiter), remarks
    )


def _delimiter(lines: Iterator[str]) -> str:
    """Return what parts the columns: of what stands equally often in most lines, the most frequent."""
    bare = [_QUOTED.sub("", line) for line in lines if line.strip()]
    best, most = ",", 0
    for delimiter in _DELIMITERS:
        counts = Counter(line.count(delimiter) for line in bare)
        counts.pop(0, None)
        weight = max((often * count for count, often in counts.items()), default=0)
        if weight > most:
            best, most = delimiter, weight
    return best


def _number_text(cell: float) -> str:
    return str(int(cell)) if cell.is_integer() and abs(cell) < 1e21 else format(cell, ".12g")


def _moment_text(cell: datetime) -> str:
    return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")


_TEXT_OF: dict[type, Callable[[Any], str]] = {
    str: str.strip,
    float: _number_text,
    date: date.isoformat,
    datetime: _moment_text,
    bool: lambda cell: "true" if cell else "false",
    time: lambda cell: cell.isoformat("minutes"),
    int: str,
    timedelta: str,
}


def as_text(cell: Cell) -> str:
    """Return a cell as a person reads it: dates in ISO, whole numbers without a point."""
    return _TEXT_OF[type(cell)](cell)


def _texts(cells: Sequence[Cell]) -> list[str]:
    texts = [" ".join(as_text(cell).split()) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _picker(places: Sequence[int]) -> Callable[[Sequence[Cell]], Sequence[Cell]]:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda cells: [cells[at] for at in places]


def find_heading(first: Sequence[tuple[int, list[str]]]) -> int:
    """Return the number of the row that looks most like headings, 0 where no row has anything in it.

    Headings are short words, nearly as many as the table is wide; those that systems are known to write decide.
    """
    filled = {row: [text for text in texts if text] for row, texts in first}
    width = max(map(len, filled.values()), default=0)
    best, most = 0, -1.0
    for row, texts in filled.items():
        if not texts or len(texts) < 0.4 * width or not all(_is_heading(text) for text in texts):
            continue
        known = sum(map(is_known, texts))
        weight = known + known / len(texts)
        if weight > most:
            best, most = row, weight
    return best or next((row for row, texts in filled.items() if texts), 0)


def _is_heading(text: str) -> bool:
    digits = sum(letter.isdigit() for letter in text)
    return len(text) <= _HEADING_LENGTH and "@" not in text and digits <= len(text) / 2


def is_known(heading: str) -> bool:
    """Whether some system is known to head a column so."""
    return plain_heading(heading) in known_headings()


def _headings(own: list[str], above: list[str]) -> tuple[str, ...]:
    groups = _groups(own, above)
    seen: Counter[str] = Counter()
    names: list[str] = []
    for at, text in enumerate(own):
        group = groups[at] if at < len(groups) else ""
        named = text if text.casefold().startswith(group.casefold()) else f"{group} {text}"
        name = named.strip()[:_HEADING_LENGTH] or f"Column {_letters(at)}"
        seen[name.casefold()] += 1
        names.append(name if seen[name.casefold()] == 1 else f"{name} ({seen[name.casefold()]})")
    return tuple(names)


def _groups(own: list[str], above: list[str]) -> list[str]:
    """Return for each column the word of the row above that holds for it; none where that row is only a title."""
    distinct = [text for text in own if text]
    told_apart = len(set(distinct)) == len(distinct) == len(own)
    if told_apart or sum(1 for text in above if text) < 2 or not all(_is_heading(text) for text in above if text):
        return []
    groups: list[str] = []
    for at in range(len(own)):
        text = above[at] if at < len(above) else ""
        groups.append(text or (groups[-1] if groups else ""))
    return groups


def _letters(at: int) -> str:
    return (_letters(at // 26 - 1) if at >= 26 else "") + chr(65 + at % 26)
