"""Copies and lines of the closing list, for list views: spoken as well as drawn."""

from collections.abc import Hashable

from ilp_desktop.domain.closing import ClosingLine
from ilp_desktop.domain.printing import CopyFor, PrintJob
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.printing.words import job_chip, job_meta, left_kind, left_words, line_meta
from ilp_desktop.ui.rows import RowsModel
from ilp_desktop.ui.students.rows import PersonDelegate, PersonLook


class JobsModel(RowsModel[PrintJob]):
    """The queue as it is shown."""

    @override
    def key(self, row: PrintJob) -> int:
        return row.job_id

    @override
    def spoken(self, row: PrintJob) -> str:
        return ", ".join((row.student_name, job_meta(row), job_chip(row)[0]))

    @override
    def tip(self, row: PrintJob) -> str:
        return job_meta(row)


class LinesModel(RowsModel[ClosingLine]):
    """The closing list."""

    @override
    def key(self, row: ClosingLine) -> int:
        return row.conference_id

    @override
    def spoken(self, row: ClosingLine) -> str:
        return ", ".join((row.student_name, line_meta(row), left_words(row.left)))

    @override
    def tip(self, row: ClosingLine) -> str:
        return line_meta(row)


class StationDelegate(PersonDelegate):
    """Paints a copy or a line as the list of students paints a student."""

    @override
    def look_of(self, row: Hashable) -> PersonLook | None:
        if isinstance(row, PrintJob):
            icon = "folder" if row.copy_for is CopyFor.FOLDER else "house"
            return PersonLook(row.student_name, job_meta(row), job_chip(row), icon, faded=not row.is_open)
        if isinstance(row, ClosingLine):
            return PersonLook(row.student_name, line_meta(row), (left_words(row.left), left_kind(row.left)))
        return None
