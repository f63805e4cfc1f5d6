"""The desk's families for a list view: spoken as well as drawn. What they say depends on the time of day."""

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QWidget

from ilp_desktop.domain.conferences import DayRow
from ilp_desktop.ui.day.choices import Shown
from ilp_desktop.ui.day.painting import RowDelegate
from ilp_desktop.ui.desk.words import chip_of, meta_of, spoken_of, time_of
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rows import RowsModel, RowsView


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A family at a local time 'HH:MM', and since when it is here."""

    row: DayRow
    at: str
    came: str = ""


class DeskModel(RowsModel[DeskRow]):
    """The families shown."""

    @override
    def key(self, row: DeskRow) -> int:
        return row.row.conference_id

    @override
    def spoken(self, row: DeskRow) -> str:
        return spoken_of(row.row, row.at, row.came)

    @override
    def tip(self, row: DeskRow) -> str:
        return spoken_of(row.row, row.at, row.came)


class DeskDelegate(RowDelegate):
    """Paints a family as the day's list paints one, with what the desk needs to know."""

    _at = _came = ""

    @override
    def _draw(self, painter: QPainter, place: QRectF, row: Hashable, state: QStyle.StateFlag) -> None:
        if isinstance(row, DeskRow):
            self._at, self._came = row.at, row.came
            super()._draw(painter, place, row.row, state)

    @override
    def chip_of(self, row: Shown) -> tuple[str, str]:
        return chip_of(row, self._at, self._came) if isinstance(row, DayRow) else super().chip_of(row)

    @override
    def meta_of(self, row: Shown) -> str:
        return meta_of(row) if isinstance(row, DayRow) else super().meta_of(row)

    @override
    def time_of(self, row: Shown) -> str:
        return time_of(row) if isinstance(row, DayRow) else super().time_of(row)


class DeskList(RowsView):
    """The families. A letter typed begins to find one."""

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(DeskDelegate(), parent)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if plain and letter.isalnum():
            self.typed.emit(letter)
            return
        super().keyPressEvent(event)
