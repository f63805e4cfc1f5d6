"""A plain table, read as a mapping says, to a roster.

Everything that would stop the import (not a table, a column that is no longer there, nothing that names the student) is
found when it is opened; then each row comes in, or is a remark with its number. A table is never the whole truth but of
the people it is about, and of them only when the mapping says so.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.mappings import Content, TableMapping
from ilp_desktop.domain.roster import (
    MadeAgain,
    Roster,
    RosterAssignment,
    RosterClass,
    RosterCourse,
    RosterEnrollment,
    RosterMode,
    RosterOrg,
    RosterPerson,
    RosterReading,
    RosterRecord,
    RosterRelation,
    RosterResult,
)
from ilp_desktop.roster import mapped_classes, mapped_guardians, mapped_people, mapped_results
from ilp_desktop.roster.mapped_plan import Plan
from ilp_desktop.roster.mapping_files import dumps
from ilp_desktop.roster.remarks import Remarks
from ilp_desktop.roster.sheets import Book, Sheet, open_book

KEPT_RECORDS = 50_000
"""Up to so many records of a table are kept while it is open; more are read from the file each time."""

_Record = TypeVar("_Record", bound=RosterRecord)


class _Part(Protocol):
    """Gives the records of one kind."""

    def __call__(self, kind: type[_Record]) -> Iterable[_Record]: ...


_BLOCK = 1024 * 1024
_READERS: dict[Content, Callable[[Plan], Iterator[RosterRecord]]] = {
    Content.STUDENTS: mapped_people.students,
    Content.GUARDIANS: mapped_guardians.guardians,
    Content.STAFF: mapped_people.staff,
    Content.CASELOAD: mapped_people.caseload,
    Content.REGISTRATIONS: mapped_classes.registrations,
    Content.COURSES: mapped_classes.courses,
    Content.GRADES: mapped_results.grades,
    Content.ASSESSMENTS: mapped_results.assessments,
    Content.ATTENDANCE: mapped_results.attendance,
    Content.CREDITS: mapped_results.credits_of,
}
_WHOLE: dict[Content, str] = {
    Content.STUDENTS: "student",
    Content.GUARDIANS: "guardian",
    Content.STAFF: "staff_member",
}


class OpenTable:
    """A plain table that is open for reading. ``remarks`` grows as the records are gone through."""

    shape = "table"
    version = ""
    mode = RosterMode.BULK

    def __init__(self, path: Path, book: Book, mapping: TableMapping, remarks: Remarks) -> None:
        self.remarks = remarks
        self.mapping = mapping
        self.source = mapping.source
        self._sheet = _sheet_of(book, mapping)
        Plan(mapping, self._sheet, remarks)
        kind = _WHOLE.get(mapping.content)
        self.whole: frozenset[str] = frozenset({kind}) if mapping.complete and kind else frozenset()
        self.contents = _digest(path, mapping)

    def records(self) -> Iterator[RosterRecord]:
        """Yield every record in one pass, each after what it refers to; after it the remarks are complete.

        Raises OfficeError roster_row_unreadable or roster_quote_open where a text stops making sense on the way.
        """
        return self._records(self.remarks)

    def reading(self) -> RosterReading:
        """Read everything into memory."""
        records = list(self.records())

        def part(kind: type[_Record]) -> Iterable[_Record]:
            return tuple(record for record in records if isinstance(record, kind))

        return self._reading(part)

    def streamed(self) -> RosterReading:
        """Go through everything once for its remarks; a long table is then read again for each part gone through.

        It holds while the table is open. ``records`` is quicker where one pass is enough.
        """
        counts: Counter[type[RosterRecord]] = Counter()
        kept: list[RosterRecord] = []
        for record in self.records():
            counts[type(record)] += 1
            if len(kept) < KEPT_RECORDS:
                kept.append(record)
        self.remarks.finish()
        whole = len(kept) == counts.total()

        def part(kind: type[_Record]) -> Iterable[_Record]:
            if not counts[kind]:
                return ()
            if whole:
                return tuple(record for record in kept if isinstance(record, kind))
            return MadeAgain(lambda: (record for record in self._records(self.remarks) if isinstance(record, kind)))

        return self._reading(part)

    def _records(self, remarks: Remarks) -> Iterator[RosterRecord]:
        # Who was seen is remembered in the plan, so that each pass has its own.
        return _READERS[self.mapping.content](Plan(self.mapping, self._sheet, remarks))

    def _reading(self, part: _Part) -> RosterReading:
        roster = Roster(
            version=self.version,
            source=self.source,
            mode=self.mode,
            orgs=part(RosterOrg),
            sessions=(),
            courses=part(RosterCourse),
            classes=part(RosterClass),
            people=part(RosterPerson),
            enrollments=part(RosterEnrollment),
            relations=part(RosterRelation),
            results=part(RosterResult),
            assignments=part(RosterAssignment),
            shape=self.shape,
            whole=self.whole,
            contents=self.contents,
        )
        return RosterReading(roster, self.remarks.kept(), self.remarks.counts())


@contextmanager
def open_table(path: Path, mapping: TableMapping) -> Generator[OpenTable]:
    """Open a table to be read as the mapping says.

    Raises OfficeError: what ``sheets.open_book`` raises, table_sheet_missing, table_column_missing,
    table_fields_missing; nothing has been read from then.
    """
    remarks = Remarks()
    with open_book(path, remarks) as book:
        yield OpenTable(path, book, mapping, remarks)


def read_table(path: Path, mapping: TableMapping) -> RosterReading:
    """Read a table into memory. Raises what ``open_table`` raises."""
    with open_table(path, mapping) as table:
        return table.reading()


def first_rows(path: Path, sheet: str, heading_row: int, rows: int) -> Sheet:
    """Return the first rows of a table, in memory: while a mapping is chosen they are read again and again."""
    with open_book(path, Remarks()) as book:
        return book.sheet(sheet, heading_row).cut(rows)


def records_of(sheet: Sheet, mapping: TableMapping) -> Iterator[RosterRecord]:
    """Yield what a mapping makes of such rows. Raises table_column_missing and table_fields_missing."""
    yield from _READERS[mapping.content](Plan(mapping, sheet, Remarks()))


def _sheet_of(book: Book, mapping: TableMapping) -> Sheet:
    """Return the sheet with the mapping's headings: this month's title may have a line more than last month's."""
    sheet = book.sheet(mapping.sheet, mapping.heading_row)
    named = [use.column for use in mapping.columns if use.column]
    if all(map(sheet.column, named)):
        return sheet
    found = book.sheet(mapping.sheet)
    missing = next((column for column in named if not found.column(column)), "")
    if missing:
        raise OfficeError("table_column_missing", name=book.file, column=missing[:80])
    return found


def _digest(path: Path, mapping: TableMapping) -> bytes:
    """Return a digest of the file and of how it is read: another mapping brings other things out of the same file."""
    digest = hashlib.blake2b(dumps(mapping), digest_size=16)
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.digest()
