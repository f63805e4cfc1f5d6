"""A table that leaves the program, for a spreadsheet."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

Cell = str | int | date | None


class SheetForm(Enum):
    """How a table is written."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its headings. Text is only ever text there: no spreadsheet is to run a cell."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def harmless(cell: str) -> str:
    """Return a cell of a CSV file that a spreadsheet does not run: what begins like a formula stands behind an apostrophe."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
