"""Reads a CSV file as schools really send it: any encoding, any column order, short and long rows.

A file's bytes are gone through once before its first row is handed out: that finds its encoding, takes its digest, and
finds a damaged zip before anything is imported from it. Rows are then streamed; no row may grow without bound.
"""

import codecs
import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.roster.packages import DAMAGE, Member
from ilp_desktop.roster.remarks import Remarks

MAX_ROW_CHARACTERS = 1024 * 1024
MAX_COLUMNS = 4096
_BLOCK = 1024 * 1024
_BATCH = 64 * 1024
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DELIMITERS = ",\t;|"
_ZIP_MARK = b"PK\x03\x04"

Cells = dict[str, str]
"""One row: column name as asked for -> text without blanks around it, '' where there is none."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The first row: where each column is, by its name in lower case without blanks or underscores."""

    names: tuple[str, ...]
    places: dict[str, int]

    def has(self, column: str) -> bool:
        """Whether there is such a column."""
        return plain(column) in self.places


@dataclass(frozen=True, slots=True)
class Survey:
    """What going through a file's bytes once has found.

    ``even``: lines end so often that they can be taken by the batch. ``digest`` is of the bytes as unpacked.
    ``mark_bytes``: how many bytes at the beginning are no text in this encoding.
    """

    encoding: str
    mark_bytes: int
    has_nul: bool
    even: bool
    digest: bytes


class Table:
    """One CSV file of a package."""

    def __init__(self, member: Member, remarks: Remarks) -> None:
        self.file = member.name
        self._member = member
        self._remarks = remarks
        self._survey = survey(member)
        # The heading decides: an export made for another country or program separates differently.
        first = next((line for batch in self._batches() for line in batch if line.strip()), "")
        self._delimiter = max(_DELIMITERS, key=first.count)
        self._heading_row, self.heading = self._read_heading()
        if self._survey.encoding == "cp1252":
            remarks.warn(self.file, 0, "encoding_guessed")
        if self._survey.has_nul:
            remarks.warn(self.file, 0, "nul_dropped")

    @property
    def digest(self) -> bytes:
        """A digest of the file's bytes."""
        return self._survey.digest

    def rows(self, columns: Iterable[str]) -> Iterator[tuple[int, Cells]]:
        """Yield row number (the heading is row 1) and the cells of these columns; blank rows are passed over."""
        asked = tuple(columns)
        return ((row, dict(zip(asked, cells, strict=True))) for row, cells in self.picked(asked))

    def picked(self, columns: Sequence[str], *, quiet: bool = False) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Yield the same cells as a tuple, in the order asked for: for files with very many rows.

        ``quiet`` is for a look ahead: what there is to remark is said when the rows are read.
        """
        # A missing column reads the blank that every row gets at its end.
        places = [self.heading.places.get(plain(column), -1) for column in columns]
        pick = _picker(places)
        least, width, heading_row = max(places, default=-1) + 1, len(self.heading.names), self._heading_row
        for row, cells in self._records():
            if row <= heading_row or not any(cells):
                continue
            if len(cells) > width:
                if not quiet and any(cells[width:]):
                    self._remarks.warn(self.file, row, "row_long")
            elif len(cells) < least:
                cells.extend([""] * (least - len(cells)))
            cells.append("")
            yield row, tuple(map(str.strip, pick(cells)))

    def _read_heading(self) -> tuple[int, Heading]:
        for row, cells in self._records():
            names = tuple(cell.strip() for cell in cells)
            if any(names):
                return row, self._heading_of(names)
        raise OfficeError("roster_file_empty", file=self.file)

    def _heading_of(self, names: tuple[str, ...]) -> Heading:
        if len(names) > MAX_COLUMNS:
            raise OfficeError("roster_columns_too_many", file=self.file, most=MAX_COLUMNS)
        places: dict[str, int] = {}
        for at, name in enumerate(names):
            if places.setdefault(plain(name), at) != at and name:
                self._remarks.warn(self.file, 1, "column_twice", column=name[:60])
        return Heading(names, places)

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        return records(self._batches(), self.file, self._delimiter)

    def _batches(self) -> Iterator[list[str]]:
        """Yield lines with their ends, some at a time, no line longer than a row may be."""
        return batches_of(self._member, self._survey)


def batches_of(member: Member, found: Survey) -> Iterator[list[str]]:
    """Yield the lines of a file that was surveyed, with their ends, some at a time; none is longer than a row may be."""
    with member.open() as binary, io.TextIOWrapper(binary, found.encoding, "replace", newline="") as text:
        binary.read(found.mark_bytes)
        if found.even:
            while lines := text.readlines(_BATCH):
                yield lines
        else:
            yield from _careful_batches(text, has_nul=found.has_nul)


def _careful_batches(text: io.TextIOWrapper, *, has_nul: bool) -> Iterator[list[str]]:
    batch: list[str] = []
    characters = 0
    while line := text.readline(MAX_ROW_CHARACTERS):
        # A line without end stays as long as it is, to be seen as such.
        batch.append(line.replace("\0", "") if has_nul and len(line) < MAX_ROW_CHARACTERS else line)
        characters += len(line)
        if characters >= _BATCH:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _picker(places: Sequence[int]) -> Callable[[list[str]], Sequence[str]]:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda cells: [cells[at] for at in places]


class _Recent:
    """The lines that went into rows: those of a row that has not ended are kept, to be looked at as they stand."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._characters = 0
        self._before = 0
        self.taken = 0
        """How many lines belong to rows that have ended."""
        self.ended = False

    def fed(self, batches: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
        """Hand the lines on, and one more at the end: a blank row by itself, unless a quotation still takes it in."""
        for batch in batches:
            # What is left of the lines before belongs to a row that has not ended yet.
            gone = self.taken - self._before
            self._characters -= sum(map(len, self._lines[:gone]))
            del self._lines[:gone]
            self._before = self.taken
            if self._characters >= MAX_ROW_CHARACTERS:
                raise csv.Error
            endless = None
            if max(map(len, batch)) >= MAX_ROW_CHARACTERS:
                endless = next(at for at, line in enumerate(batch) if len(line) >= MAX_ROW_CHARACTERS)
            self._lines.extend(batch[:endless])
            self._characters += sum(map(len, batch[:endless]))
            yield batch[:endless]
            if endless is not None:
                raise csv.Error
        self.ended = True
        self._lines.append("")
        yield [""]

    def until(self, line: int) -> Sequence[str]:
        """Return the lines of the row that ends with this one."""
        return self._lines[self.taken - self._before : line - self._before]


def records(batches: Iterable[Sequence[str]], file: str = "", delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Yield row number, from 1, and the row's cells, out of lines that come some at a time.

    Raises OfficeError roster_row_unreadable for a row or a cell without end, roster_quote_open where a quotation
    mark that is never closed has swallowed the rows after it, or the end of its own.
    """
    recent = _Recent()
    row = 0
    reader = csv.reader(chain.from_iterable(recent.fed(batches)), delimiter=delimiter)
    try:
        for cells in reader:
            row += 1
            line = reader.line_num
            if line - recent.taken > 1 and not _well_quoted(recent.until(line), delimiter):
                raise OfficeError("roster_quote_open", file=file, row=row)
            if recent.ended and not cells:
                return
            recent.taken = line
            yield row, cells
    except csv.Error as error:
        raise OfficeError("roster_row_unreadable", file=file, row=row + 1) from error


def _well_quoted(row_lines: Sequence[str], delimiter: str) -> bool:
    try:
        return len(list(csv.reader(row_lines, delimiter=delimiter, strict=True))) == 1
    except csv.Error:
        return False


def plain(name: str) -> str:
    """Return a column's name without what senders vary: case, blanks, underscores, hyphens."""
    return "".join(letter for letter in name.casefold() if letter.isalnum() or letter == ".")


def survey(member: Member) -> Survey:
    """Go through the whole file once.

    What calls itself UTF-16 and is not cannot be guessed at: from the first wrong byte on, rows would be swallowed.
    Raises OfficeError roster_file_damaged, roster_file_is_zip.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    digest = hashlib.blake2b(digest_size=16)
    is_sound, has_nul, even, size, head, stated = True, False, True, 0, b"", ""
    try:
        with member.open() as file:
            while block := file.read(_BLOCK):
                if not size:
                    head, stated = block[: len(_ZIP_MARK)], _from_head(block[:512])
                    decoder = codecs.getincrementaldecoder(stated or "utf-8")()
                size += len(block)
                digest.update(block)
                text = _decoded(decoder, block) if is_sound else None
                is_sound = text is not None
                has_nul = has_nul or ("\0" in (text or "") if stated.startswith("utf-16") else b"\0" in block)
                even = even and (len(block) < _BLOCK or b"\n" in block or b"\r" in block)
    except (*DAMAGE, OSError) as error:
        raise OfficeError("roster_file_damaged", file=member.name) from error
    if head == _ZIP_MARK:
        raise OfficeError("roster_file_is_zip", file=member.name)
    is_sound = is_sound and _decoded(decoder, b"", final=True) is not None
    if member.promised_bytes not in {None, size} or (stated.startswith("utf-16") and not is_sound):
        raise OfficeError("roster_file_damaged", file=member.name)
    # In UTF-16 a byte that looks like a line's end may be half of a letter.
    even = even and not has_nul and not stated.startswith("utf-16")
    if is_sound:
        return Survey(stated or "utf-8", 0, has_nul, even, digest.digest())
    return Survey("cp1252", len(codecs.BOM_UTF8) if stated else 0, has_nul, even, digest.digest())


def combined_digest(tables: Mapping[str, Table]) -> bytes:
    """Return one digest of several files, by their names in the order of the alphabet and their bytes."""
    digest = hashlib.blake2b(digest_size=16)
    for key in sorted(tables):
        digest.update(key.encode() + b"\0" + tables[key].digest)
    return digest.digest()


def _decoded(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> str | None:
    """Return the text of a block, None where it is none in this encoding."""
    try:
        return decoder.decode(block, final)
    except UnicodeDecodeError:
        return None


def _from_head(head: bytes) -> str:
    """Return the encoding that the first bytes give away, '' where they do not."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    # Latin text in UTF-16 without its mark has a NUL in every second place.
    half = max(1, len(head) // 2)
    if head[1::2].count(0) > 0.6 * half:
        return "utf-16-le"
    if head[0::2].count(0) > 0.6 * half:
        return "utf-16-be"
    return ""
