"""The columns of a table, each with what stands in it and what it becomes: painted, so that eighty cost as little as eight."""

from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import RADIUS, SPACE
from ilp_desktop.ui.widgets import chip_size, paint_chip

_ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
_ROW = 57
_BOX = 280
_BOX_HEIGHT = 36
_CHIP = 176
_MARK = 16


class Tone(Enum):
    """How a word beside a choice is meant: quiet (it is right as far as one can see), doubtful, or wrong."""

    QUIET = "none"
    DOUBT = "amber"
    WRONG = "red"


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column as the list shows it, in words. ``samples`` are student data. ``field`` '' is left out."""

    column: str
    samples: tuple[str, ...]
    field: str
    becomes: str
    why: str
    tone: Tone = Tone.QUIET

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        words = _("{column}: {field}").format(column=self.column, field=self.becomes)
        parts = [words, self.why, _("for example {samples}").format(samples=", ".join(self.samples[:3]))]
        return ". ".join(part for part in (parts if self.samples else parts[:2]) if part)


class ColumnRole(IntEnum):
    """What the delegate asks for beside Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole


class ColumnModel(QAbstractListModel):
    """The columns in the order of the file."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ColumnRow, ...] = ()

    def show_rows(self, rows: tuple[ColumnRow, ...]) -> None:
        """Show these columns; where only choices differ, the list stays where it is."""
        same_columns = [row.column for row in rows] == [row.column for row in self._rows]
        if not same_columns:
            self.beginResetModel()
        before, self._rows = self._rows, rows
        if not same_columns:
            self.endResetModel()
            return
        for at, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(at), self.index(at))

    def row(self, at: int) -> ColumnRow:
        """Return the column at a place in the list."""
        return self._rows[at]

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join((row.column, *row.samples))
            case ColumnRole.ROW:
                return row
            case _other:
                return None


class ColumnDelegate(QStyledItemDelegate):
    """Paints the heading over its samples, an arrow, the box of the choice, and why it is so."""

    def box(self, place: QRectF) -> QRectF:
        """Return where the box of the choice is in a row."""
        wide = min(theme.scaled(_BOX), place.width() * 0.34)
        right = place.right() - self._aside(place) - SPACE.md
        high = theme.scaled(_BOX_HEIGHT)
        return QRectF(right - wide, place.center().y() - high / 2, wide, high)

    def _aside(self, place: QRectF) -> float:
        """Return how much room there is for why it is so."""
        return min(theme.scaled(_CHIP), place.width() * 0.23)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, theme.scaled(_ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ColumnRole.ROW)
        if not isinstance(row, ColumnRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined] # the stubs leave the fields of options out
        place = QRectF(option.rect).adjusted(0, 0, -SPACE.xs, 0)  # type: ignore[attr-defined]
        box = self.box(place)
        self._ground(painter, place, state, last=index.row() == index.model().rowCount() - 1)
        self._column(
            painter, QRectF(place.left() + SPACE.sm, place.top(), box.left() - place.left() - 52, place.height()), row
        )
        ratio = painter.device().devicePixelRatioF()
        at = (round(box.left()) - 32, round(place.center().y()) - _MARK // 2)
        painter.drawPixmap(*at, theme.pixmap("arrow-right", "text3", _MARK, ratio))
        self._choice(painter, box, row, state)
        self._why(painter, QRectF(box.right() + SPACE.md, place.top(), self._aside(place), place.height()), row)
        painter.restore()

    def _ground(self, painter: QPainter, place: QRectF, state: QStyle.StateFlag, *, last: bool) -> None:
        look = theme.current()
        if not last:
            painter.setPen(look.color("border"))
            painter.drawLine(place.bottomLeft(), place.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("surface2"))
            painter.drawRoundedRect(place.adjusted(0, 2, 0, -2), RADIUS.row, RADIUS.row)

    def _column(self, painter: QPainter, place: QRectF, row: ColumnRow) -> None:
        look, line = theme.current(), theme.scaled(21)
        top = QRectF(place.left(), place.center().y() - line, place.width(), line)
        painter.setFont(theme.font("strong"))
        painter.setPen(look.color("text" if row.field else "text2"))
        _elided(painter, top, row.column)
        painter.setFont(theme.font("small", tabular=True))
        painter.setPen(look.color("text2" if row.field else "text3"))
        said = "  ·  ".join(row.samples) if row.samples else _("nothing in the first rows")
        _elided(painter, top.translated(0, line), said)

    def _choice(self, painter: QPainter, box: QRectF, row: ColumnRow, state: QStyle.StateFlag) -> None:
        look = theme.current()
        here = bool(state & QStyle.StateFlag.State_HasFocus)
        wrong = row.tone is Tone.WRONG
        edge = "focus" if here else "red" if wrong else "border_strong" if row.field else "border"
        painter.setPen(QPen(look.color(edge), 2 if here else 1))
        painter.setBrush(look.color("surface2" if state & QStyle.StateFlag.State_MouseOver and not here else "surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS.field, RADIUS.field)
        painter.setFont(theme.font("body"))
        painter.setPen(look.color("text" if row.field else "text3"))
        _elided(painter, box.adjusted(SPACE.md, 0, -_MARK - SPACE.md - SPACE.xs, 0), row.becomes)
        mark = theme.pixmap("chevron-down", "text2", _MARK, painter.device().devicePixelRatioF())
        painter.drawPixmap(round(box.right()) - _MARK - SPACE.md, round(box.center().y()) - _MARK // 2, mark)

    def _why(self, painter: QPainter, place: QRectF, row: ColumnRow) -> None:
        if not row.why:
            return
        if row.tone is Tone.QUIET:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.current().color("text3"))
            _elided(painter, place, row.why)
            return
        painter.setFont(theme.font("small_strong"))
        size = chip_size(row.why)
        if size.width() <= place.width():
            paint_chip(painter, place.left() + size.width(), place.center().y(), row.why, row.tone.value)
            return
        painter.setPen(theme.current().color(row.tone.value))  # a longer warning takes two lines, without a chip
        flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(place, flags, row.why)


def _elided(painter: QPainter, place: QRectF, words: str) -> None:
    flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(place.width()))
    painter.drawText(place, flags, shown)


class ColumnList(QListView):
    """The columns. A click on the box, Return, Space or F4 opens the choice; letters open it and look for it at once."""

    choice_wanted = Signal(int, str)
    """A row, and the letters typed so far."""
    left_out = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.rows = ColumnModel(self)
        self._delegate = ColumnDelegate(self)
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Columns of the file, and what each becomes"))

    def box_of(self, at: int) -> QRectF:
        """Return where the box of a row's choice is, in the viewport."""
        return self._delegate.box(QRectF(self.visualRect(self.rows.index(at))).adjusted(0, 0, -SPACE.xs, 0))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = self.indexAt(event.position().toPoint())
        if (
            event.button() == Qt.MouseButton.LeftButton
            and at.isValid()
            and self.box_of(at.row()).contains(event.position())
        ):
            self.choice_wanted.emit(at.row(), "")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex()
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}
        down = event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier
        opens = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F4} or down
        letters = event.text() if plain and event.text().isalnum() else ""
        if at.isValid() and (opens or letters):
            self.choice_wanted.emit(at.row(), "" if opens else letters)
        elif at.isValid() and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.left_out.emit(at.row())
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0))
