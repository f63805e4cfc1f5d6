"""Opens an Excel workbook without trusting it: its zip and the reach of its cells are bounded before it is read.

A workbook's cells say themselves where they stand. One cell far out makes a reader reserve room for all the empty ones
between, so that the places are looked at before the reader is let in.
"""

import re
import zipfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.roster.packages import DAMAGE, MEBI, archive_of, check_entry

MAX_PART_BYTES = 256 * MEBI
MAX_CELLS = 8_000_000
MAX_PARTS = 2_000
MAX_SHEETS = 200
OLD_WORKBOOK = bytes.fromhex("D0CF11E0A1B11AE1")
"""What Excel's old format begins with, and a workbook that is locked with a password."""

_BLOCK, _SEAM = MEBI, 64
_FEW_COLUMNS, _FEW_ROWS = 26, 99_999
# Only what may reach beyond 26 columns or 99,999 rows, or is written in an unusual way: that is quickly gone through.
_FAR = re.compile(rb"r(?:=\"(?:([A-Z]{2,})(\d*)|[A-Z]?(\d{6,}))|(\s+=|=[\s']))")
_EVERY = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]*)(\d*)")


@contextmanager
def opened_workbook(path: Path) -> Generator[CalamineWorkbook]:
    """Open a workbook (.xlsx, .xlsm) that was found to be within bounds.

    Raises OfficeError table_damaged, table_too_large, table_too_far, table_not_table, roster_zip_*.
    """
    _check(path)
    try:
        workbook = CalamineWorkbook.from_path(path)  # pyright: ignore[reportUnknownMemberType] # a bare PathLike there
    except (CalamineError, OSError) as error:
        raise OfficeError("table_damaged", name=path.name) from error
    try:
        yield workbook
    finally:
        workbook.close()


def visible_sheets(workbook: CalamineWorkbook) -> tuple[str, ...]:
    """Return the names of the sheets that a person sees in it."""
    shown = [
        each.name
        for each in workbook.sheets_metadata
        if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible
    ]
    return tuple(shown[:MAX_SHEETS])


def _check(path: Path) -> None:
    with archive_of(path) as archive:
        entries = archive.infolist()
        names = {entry.filename.lower() for entry in entries}
        if "xl/workbook.xml" not in names:
            raise OfficeError("table_not_table", name=path.name)
        if len(entries) > MAX_PARTS:
            raise OfficeError("table_damaged", name=path.name)
        # The parts that one sheet is read from are in memory together.
        if sum(entry.file_size for entry in entries) > 2 * MAX_PART_BYTES:
            raise OfficeError("table_too_large", name=path.name, megabytes=2 * MAX_PART_BYTES // MEBI)
        for entry in entries:
            check_entry(entry, path.name)
            if entry.file_size > MAX_PART_BYTES:
                raise OfficeError("table_too_large", name=path.name, megabytes=MAX_PART_BYTES // MEBI)
            if not entry.is_dir():
                _check_reach(archive, entry, path.name)


def _check_reach(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    """Refuse a part whose cells reach so far that a table over all of them would not fit into memory."""
    try:
        with archive.open(entry) as part:
            rows, columns = _reach(part)
        if rows * columns > MAX_CELLS:
            with archive.open(entry) as part:
                rows, columns = _exact_reach(part)
    except (*DAMAGE, RuntimeError, OSError) as error:
        raise OfficeError("table_damaged", name=name) from error
    if rows * columns > MAX_CELLS:
        raise OfficeError("table_too_far", name=name, rows=rows, columns=columns)


def _reach(part: IO[bytes]) -> tuple[int, int]:
    """Return rows and columns that the cells stay within: rather too many than too few."""
    rows, columns, seam = _FEW_ROWS, _FEW_COLUMNS, b""
    while block := part.read(_BLOCK):
        for letters, digits, alone, odd in set(_FAR.findall(seam + block)):
            if odd:
                rows, columns = MAX_CELLS, MAX_CELLS
            rows = max(rows, _number(digits or alone))
            columns = max(columns, _column(letters))
        seam = block[-_SEAM:]
    return rows, columns


def _exact_reach(part: IO[bytes]) -> tuple[int, int]:
    rows, columns, seam = 1, 1, b""
    while block := part.read(_BLOCK):
        for letters, digits in _EVERY.findall(seam + block):
            rows = max(rows, _number(digits))
            columns = max(columns, _column(letters.upper()))
        seam = block[-_SEAM:]
    return rows, columns


def _number(digits: bytes) -> int:
    return int(digits[:12] or b"0")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:8]:
        number = number * 26 + letter - 64
    return number
