"""A reader of CSV files that owes nothing to the program's own: it is what the program's rows are judged by.

Decoding, splitting (the state machine of RFC 4180, by hand) and finding columns are written again here on purpose.
Where the standard says nothing, it reads as spreadsheets do: a quotation mark inside a bare cell is a letter, and what
follows a closed quotation belongs to the cell.
"""

from dataclasses import dataclass
from functools import lru_cache

DELIMITERS = (",", "\t", ";", "|")
_START, _BARE, _QUOTED, _CLOSED = range(4)
# Windows-1252, 0x80 to 0x9F; what it leaves open becomes the replacement character.
_HIGH = "€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ"


@dataclass(frozen=True, slots=True)
class Record:
    """One record. ``open``: the file ended inside a quotation."""

    cells: tuple[str, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file read: its heading, and every row that is not blank by its number (the first record is row 1)."""

    places: dict[str, int]
    rows: dict[int, Record]
    faithful: bool
    """Whether the bytes say how they are to be read; False where that had to be guessed."""

    def cell(self, row: int, column: str) -> str:
        """Return a cell without blanks around it, '' where there is no such column."""
        at = self.places.get(bare(column), -1)
        cells = self.rows[row].cells
        return cells[at].strip() if 0 <= at < len(cells) else ""


@lru_cache(maxsize=4096)
def bare(name: str) -> str:
    """Return a column's name without what senders vary."""
    return "".join(sign for sign in name.casefold() if sign.isalnum() or sign == ".")


def decoded(raw: bytes) -> tuple[str, bool]:
    """Return the text, and whether the bytes themselves say how they are to be read."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if raw.startswith(mark):
            text, faithful = _strictly(raw[len(mark) :], name)
            return (text, faithful) if faithful or name != "utf-8" else (_western(raw[len(mark) :]), False)
    head = raw[:512]
    half = max(1, len(head) // 2)
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if sum(octet == 0 for octet in head[first::2]) > 0.6 * half:
            return _strictly(raw, name)
    text, faithful = _strictly(raw, "utf-8")
    return (text, True) if faithful else (_western(raw), False)


def _strictly(raw: bytes, name: str) -> tuple[str, bool]:
    try:
        return raw.decode(name), True
    except UnicodeDecodeError:
        return raw.decode(name, "replace"), False


def _western(raw: bytes) -> str:
    return "".join(chr(octet) if not 0x80 <= octet < 0xA0 else _HIGH[octet - 0x80] for octet in raw)


def delimiter_of(text: str) -> str:
    """Return what separates the cells: what the first line that is not blank holds most of."""
    line = ""
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line.replace("\0", "").strip():
            break
    line = line.replace("\0", "")
    counts = [line.count(sign) for sign in DELIMITERS]
    return DELIMITERS[counts.index(max(counts))]


def records(text: str, delimiter: str) -> list[Record]:  # noqa: PLR0912 - a state machine reads best in one piece
    """Split a text into records."""
    found: list[Record] = []
    cells: list[str] = []
    cell: list[str] = []
    state, touched = _START, False
    at, end = 0, len(text)
    while at < end:
        sign = text[at]
        at += 1
        if sign == "\0":  # a letter to nobody
            continue
        newline = sign in "\r\n"
        if newline and sign == "\r" and at < end and text[at] == "\n":
            at += 1
            sign = "\r\n"
        if state == _QUOTED:
            if sign == '"':
                state = _CLOSED
            else:
                cell.append(sign)
            continue
        if newline:
            if touched:
                cells.append("".join(cell))
            found.append(Record(tuple(cells)))
            cells, cell, state, touched = [], [], _START, False
            continue
        touched = True
        if sign == delimiter:
            cells.append("".join(cell))
            cell, state = [], _START
        elif sign == '"' and state == _START:
            state = _QUOTED
        elif sign == '"' and state == _CLOSED:
            cell.append(sign)
            state = _QUOTED
        else:
            cell.append(sign)
            state = _BARE
    if touched:
        cells.append("".join(cell))
        found.append(Record(tuple(cells), open=state == _QUOTED))
    return found


@lru_cache(maxsize=64)
def sheet(raw: bytes) -> Sheet | None:
    """Read a file, the same one once; None where it holds no heading."""
    text, faithful = decoded(raw)
    found = records(text, delimiter_of(text))
    for number, record in enumerate(found, 1):
        if any(cell.strip() for cell in record.cells):
            rows = {row: each for row, each in enumerate(found[number:], number + 1) if any(each.cells)}
            places: dict[str, int] = {}
            for at, cell in enumerate(record.cells):
                places.setdefault(bare(cell), at)
            return Sheet(places, rows, faithful)
    return None
