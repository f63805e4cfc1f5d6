"""The lines of the record under the headings of their days."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem, QWidget

from ilp_desktop.domain.records import RecordLine
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.day.painting import RowDelegate
from ilp_desktop.ui.day.words import hour_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.record.words import heading_words, line_spoken
from ilp_desktop.ui.rows import Index, RowRole, RowsModel
from ilp_desktop.wording.acts import deed_words

_LINE, _HEADING = 36, 44
_HOUR = 84


@dataclass(frozen=True, slots=True)
class DayHeading:
    """The day of the lines below it."""

    day: date


Shown = RecordLine | DayHeading


def by_day(lines: Iterable[RecordLine], zone: ZoneInfo) -> tuple[Shown, ...]:
    """Return lines, newest first, under the headings of the school's days."""
    shown: list[Shown] = []
    last: date | None = None
    for line in lines:
        day = line.at.astimezone(zone).date()
        if day != last:
            shown.append(DayHeading(day))
            last = day
        shown.append(line)
    return tuple(shown)


class RecordModel(RowsModel[Shown]):
    """The lines as they were last read."""

    def __init__(self, zone: ZoneInfo, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self.today = today

    @override
    def key(self, row: Shown) -> Hashable:
        return row.day if isinstance(row, DayHeading) else row.number

    @override
    def spoken(self, row: Shown) -> str:
        return heading_words(row.day, self.today) if isinstance(row, DayHeading) else line_spoken(row, self._zone)

    @override
    def tip(self, row: Shown) -> str | None:
        return None if isinstance(row, DayHeading) else line_spoken(row, self._zone)


class RecordDelegate(RowDelegate):
    """Paints a day, or a line: the hour, who did what, and whose file."""

    def __init__(self, zone: ZoneInfo, model: RecordModel, parent: QObject) -> None:
        super().__init__(parent)
        self._zone = zone
        self._model = model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        heading = isinstance(index.data(RowRole.ROW), DayHeading)
        return QSize(300, theme.scaled(_HEADING if heading else _LINE))

    @override
    def _draw(self, painter: QPainter, place: QRectF, row: Hashable, state: QStyle.StateFlag) -> None:
        look = theme.current()
        if isinstance(row, DayHeading):
            self._heading(painter, place, heading_words(row.day, self._model.today))
        elif isinstance(row, RecordLine):
            self._ground(painter, place, state)
            left = place.left() + 12
            painter.setFont(theme.font("body", tabular=True))
            painter.setPen(look.color("text3"))
            self._line(painter, QRectF(left, place.top(), theme.scaled(_HOUR), place.height()), self._hour(row))
            left += theme.scaled(_HOUR)
            room = place.right() - 12 - left
            painter.setFont(theme.font("body"))
            whose = min(room * 0.4, painter.fontMetrics().horizontalAdvance(row.student) + 2.0) if row.student else 0
            painter.setPen(look.color("text"))
            self._line(painter, QRectF(left, place.top(), room - whose - 12, place.height()), deed_words(row))
            painter.setPen(look.color("text2"))
            self._line(painter, QRectF(left + room - whose, place.top(), whose, place.height()), row.student)

    def _hour(self, row: RecordLine) -> str:
        return hour_words(row.at.astimezone(self._zone))


class RecordList(QListView):
    """The lines. Return, or a double click, goes to the student of a line."""

    student_asked = Signal(int)

    def __init__(self, zone: ZoneInfo, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "record_list")
        self.rows = RecordModel(zone, today, self)
        self.setModel(self.rows)
        self.setItemDelegate(RecordDelegate(zone, self.rows, self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(_("The record"))
        self.doubleClicked.connect(self._go)

    def grow_to_rows(self) -> None:
        """Be as high as what is shown: where something else scrolls."""
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        shown = [self.rows.row(self.rows.index(at)) for at in range(self.rows.rowCount())]
        headings = sum(isinstance(row, DayHeading) for row in shown)
        high = headings * theme.scaled(_HEADING) + (len(shown) - headings) * theme.scaled(_LINE)
        self.setFixedHeight(high + 2 * self.frameWidth() + 4)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._go(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _go(self, index: Index) -> None:
        row = self.rows.row(index)
        if isinstance(row, RecordLine) and row.student_id is not None and row.student:
            self.student_asked.emit(row.student_id)
