"""The day's rows for a list view."""

from collections.abc import Hashable

from ilp_desktop.domain.conferences import DayRow
from ilp_desktop.ui.day.choices import Shown, key_of
from ilp_desktop.ui.day.lacks import lacks_words
from ilp_desktop.ui.day.words import name_of, row_spoken
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rows import RowsModel


class DayModel(RowsModel[Shown]):
    """The conferences of the view chosen, those of a group in one line."""

    @override
    def key(self, row: Shown) -> Hashable:
        return key_of(row)

    @override
    def spoken(self, row: Shown) -> str:
        return row_spoken(row)

    @override
    def tip(self, row: Shown) -> str:
        lacks = row.lacks if isinstance(row, DayRow) else ()
        return f"{name_of(row)}\n{lacks_words(lacks)}" if lacks else name_of(row)
