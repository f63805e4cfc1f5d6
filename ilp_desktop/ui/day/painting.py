"""How a conference is drawn in the day's list: time, name, what to know beforehand, and a chip for where it stands."""

from collections.abc import Hashable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ilp_desktop.domain.conferences import ConferenceState, DayRow
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.day.choices import GroupRow, Shown
from ilp_desktop.ui.day.words import STATES, name_of, row_meta, time_words
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rows import RowRole
from ilp_desktop.ui.widgets import paint_chip

_DONE = frozenset({ConferenceState.SIGNED, ConferenceState.MISSED, ConferenceState.CONTINUED})
_TIME_RIGHT = 58
_NAME_LEFT = 70
_KEPT = 32
"""Pictures of rows that are kept: two windows full, 100 KB each."""
_TOLD = (
    QStyle.StateFlag.State_Selected
    | QStyle.StateFlag.State_MouseOver
    | QStyle.StateFlag.State_HasFocus
    | QStyle.StateFlag.State_KeyboardFocusChange
)


class RowDelegate(QStyledItemDelegate):
    """Paints one row. Everything it needs is in the row; nothing is read while painting."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drawn: dict[tuple[object, ...], QPixmap] = {}  # the delegate's own: it goes with the office's lock

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(300, theme.scaled(theme.SIZE.row))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(RowRole.ROW)
        place: QRect = option.rect  # type: ignore[attr-defined] # the stubs leave the fields of options out
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        if row is not None and not place.isEmpty():
            painter.drawPixmap(place.topLeft(), self._picture(row, state & _TOLD, place.size(), painter))

    def _picture(self, row: Hashable, state: QStyle.StateFlag, size: QSize, painter: QPainter) -> QPixmap:
        """Return a row's picture. The list paints every row between two that changed: most were drawn before."""
        ratio = painter.device().devicePixelRatio()
        key = (row, state, size.toTuple(), theme.current().name, theme.text_percent(), ratio)
        drawn = self._drawn.get(key)
        if drawn is None:
            if len(self._drawn) >= _KEPT:
                self._drawn.clear()
            drawn = self._drawn[key] = QPixmap(size * ratio)
            drawn.setDevicePixelRatio(ratio)
            drawn.fill(Qt.GlobalColor.transparent)
            brush = QPainter(drawn)
            brush.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw(brush, QRectF(0, 0, size.width(), size.height()).adjusted(12, 2, -12, -2), row, state)
            brush.end()
        return drawn

    def _draw(self, painter: QPainter, place: QRectF, row: Hashable, state: QStyle.StateFlag) -> None:
        if isinstance(row, DayRow | GroupRow):
            self._ground(painter, place, state)
            self._words(painter, place, row, self._chip(painter, place, row))

    def _heading(self, painter: QPainter, place: QRectF, words: str) -> None:
        """Paint what stands above the rows of a day or a week."""
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.current().color("text2"))
        low = QRectF(place.left() + 4, place.bottom() - theme.scaled(28), place.width(), theme.scaled(24))
        self._line(painter, low, words)

    def _ground(self, painter: QPainter, place: QRectF, state: QStyle.StateFlag) -> None:
        look = theme.current()
        painter.setPen(Qt.PenStyle.NoPen)
        radius = theme.RADIUS.row
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(look.color("accent_soft"))
            painter.drawRoundedRect(place, radius, radius)
            painter.setBrush(look.color("accent"))
            painter.drawRoundedRect(QRectF(place.left(), place.top() + 14, 3, place.height() - 28), 1.5, 1.5)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(look.color("surface2"))
            painter.drawRoundedRect(place, radius, radius)
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("focus"), 2))
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), radius, radius)

    def _chip(self, painter: QPainter, place: QRectF, row: Shown) -> float:
        """Draw where the conference stands and return how far to the right the name may go."""
        words, kind = self.chip_of(row)
        middle = place.top() + 12 + theme.scaled(20) / 2
        return paint_chip(painter, place.right() - 10, middle, words, kind).left()

    def chip_of(self, row: Shown) -> tuple[str, str]:
        """Return what the chip says, and its kind."""
        words, kind = STATES[row.state]
        return _(words), kind

    def meta_of(self, row: Shown) -> str:
        """Return the second line."""
        return row_meta(row)

    def time_of(self, row: Shown) -> str:
        """Return what stands in front."""
        return time_words(row.starts_at)

    def _words(self, painter: QPainter, place: QRectF, row: Shown, until: float) -> None:
        look = theme.current()
        line = theme.scaled(20)
        top = place.top() + 12
        done = row.state in _DONE
        painter.setFont(theme.font("strong", tabular=True))
        painter.setPen(look.color("text3" if done else "text2"))
        across = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(place.left(), top, theme.scaled(_TIME_RIGHT), line), across, self.time_of(row))
        left = place.left() + theme.scaled(_NAME_LEFT)
        painter.setFont(theme.font("strong"))
        painter.setPen(look.color("text2" if done else "text"))
        self._line(painter, QRectF(left, top, until - left - 6, line), name_of(row))
        painter.setFont(theme.font("small"))
        painter.setPen(look.color("text2"))
        self._line(painter, QRectF(left, top + theme.scaled(21), place.right() - left - 10, line), self.meta_of(row))

    def _line(self, painter: QPainter, place: QRectF, words: str) -> None:
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
