"""The day's rows for a list view."""

from ilp_desktop.domain.conferences import DayRow
from ilp_desktop.ui.day.words import row_spoken
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rows import RowsModel


class DayModel(RowsModel[DayRow]):
    """The conferences of the view chosen."""

    @override
    def key(self, row: DayRow) -> int:
        return row.conference_id

    @override
    def spoken(self, row: DayRow) -> str:
        return row_spoken(row)

    @override
    def tip(self, row: DayRow) -> str:
        return row.student_name
