"""How the columns of a plain table (CSV, tab-separated, XLSX) are read: chosen once, remembered, shared as a file.

Written as docs/formats/mapping.md says. Field names are those of ``ilp_desktop.roster.fields``.
"""

from dataclasses import dataclass, field
from enum import Enum


class Content(Enum):
    """What each row of a table is about."""

    STUDENTS = "students"
    GUARDIANS = "guardians"
    STAFF = "staff"
    REGISTRATIONS = "registrations"
    GRADES = "grades"
    ASSESSMENTS = "assessments"
    ATTENDANCE = "attendance"
    CREDITS = "credits"
    CASELOAD = "caseload"
    COURSES = "courses"


class DateOrder(Enum):
    """How a date of digits with slashes, dots or hyphens is read."""

    MONTH_FIRST = "month_first"
    DAY_FIRST = "day_first"


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """One column and what it is. ``constant`` stands for every row where the table has no such column."""

    field: str
    column: str = ""
    constant: str = ""


@dataclass(frozen=True, slots=True)
class TableMapping:
    """How one table is read.

    ``source`` names the sending system as people say it (Infinite Campus): people are found again by (source, id).
    ``complete`` says that the table is the whole truth: who is not in it is gone from it.
    ``values`` turn a sender's word into ours, field by field: {"language": {"SPA": "es"}}.
    """

    source: str
    content: Content
    columns: tuple[ColumnUse, ...]
    sheet: str = ""
    heading_row: int = 1
    date_order: DateOrder = DateOrder.MONTH_FIRST
    complete: bool = False
    values: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])

    def column_of(self, name: str) -> str:
        """Return the column that a field is read from, '' for none."""
        return next((use.column for use in self.columns if use.field == name), "")


@dataclass(frozen=True, slots=True)
class ColumnSample:
    """One column of a table as it is: its heading, and what stands in its first rows that are not empty."""

    heading: str
    samples: tuple[str, ...]
    filled: int
    """How many of the rows looked at have something there."""


@dataclass(frozen=True, slots=True)
class FieldGuess:
    """What a column probably is. ``certainty`` is 0 to 100; ``by`` says why: remembered, name, synonym, similar, cells."""

    column: str
    field: str
    certainty: int
    by: str


@dataclass(frozen=True, slots=True)
class TableLook:
    """A table that was looked at: what can be seen before anything is decided. Cells here are student data."""

    file_name: str
    sheets: tuple[str, ...]
    sheet: str
    heading_row: int
    """The row that holds the headings, counted as a spreadsheet does."""
    rows: int
    """How many rows follow it; at least that many where ``rows_bounded``."""
    rows_bounded: bool
    columns: tuple[ColumnSample, ...]
    suggested: TableMapping
    guesses: tuple[FieldGuess, ...]
    remembered: bool
    """The suggestion is what this office chose for such a table before."""


@dataclass(frozen=True, slots=True)
class RosterLook:
    """What a path holds: 'oneroster', 'sds', or 'table' with its look."""

    shape: str
    table: TableLook | None = None
