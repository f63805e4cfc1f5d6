"""A table to bytes: CSV for anything, XLSX with real dates and columns as wide as what stands in them.

Nothing is written to disk on the way: a table holds names.
"""

import csv
import io
from datetime import date, datetime, time
from typing import Any

from xlsxwriter import Workbook as _Workbook

from ilp_desktop.domain.sheets import Cell, Sheet, SheetForm, harmless

_NARROWEST, _WIDEST = 8, 60
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def written(sheet: Sheet, form: SheetForm) -> bytes:
    """Return a table as a file."""
    return as_csv(sheet) if form is SheetForm.CSV else as_xlsx(sheet)


def as_csv(sheet: Sheet) -> bytes:
    """Return a table as CSV that spreadsheets open, days as ISO writes them."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow([harmless(words) for words in sheet.columns])
    table.writerows([[harmless(_plain(cell)) for cell in row] for row in sheet.rows])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def as_xlsx(sheet: Sheet) -> bytes:
    """Return a table as a workbook: days are days, and a text that begins like a formula is text."""
    content = io.BytesIO()
    book: Any = _Workbook(content, _OPTIONS)  # what it hands out is only partly typed
    with book:
        heading = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        page = book.add_worksheet()
        for at, words in enumerate(sheet.columns):
            page.write_string(0, at, words, heading)
            longest = max((len(_plain(row[at])) for row in sheet.rows), default=0)
            page.set_column(at, at, min(_WIDEST, max(_NARROWEST, longest, len(words)) + 2))
        for down, row in enumerate(sheet.rows, start=1):
            for at, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(down, at, datetime.combine(cell, time()), day)
                elif isinstance(cell, int):
                    page.write_number(down, at, cell)
                elif cell:
                    page.write_string(down, at, cell)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(1, len(sheet.rows)), max(0, len(sheet.columns) - 1))
    return content.getvalue()


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else str(cell)
