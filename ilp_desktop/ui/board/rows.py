"""The students on the board: their rows, how these are drawn, and the list that they stand in."""

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem, QWidget

from ilp_desktop.domain.board import BoardRow
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.board.words import (
    ICONS,
    due_words,
    more_words,
    needed_words,
    row_spoken,
    step_words,
    who_words,
)
from ilp_desktop.ui.day.painting import RowDelegate
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rows import Index, RowsModel
from ilp_desktop.ui.states import chip_of
from ilp_desktop.ui.widgets import chip_size, paint_chip

_ROW = 60
_GAP = 16
_EDGE = 14
_ACTION = 158
_DUE = 124
_AHEAD = 3
"""Rows before the end at which the next ones are asked for, in heights of the list."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a row stand."""

    student: QRectF
    needed: QRectF
    due: QRectF
    step: QRectF


def columns(place: QRectF) -> Columns:
    """Share a row's width: what is fixed first, then two fifths for who and the rest for what."""
    step, due = theme.scaled(_ACTION), theme.scaled(_DUE)
    left, top, high = place.left() + _EDGE, place.top(), place.height()
    room = max(120.0, place.width() - 2 * _EDGE - step - due - 3 * _GAP)
    who = room * 0.42
    at_due = left + room + 2 * _GAP
    return Columns(
        QRectF(left, top, who, high),
        QRectF(left + who + _GAP, top, room - who, high),
        QRectF(at_due, top, due, high),
        QRectF(at_due + due + _GAP, top, step, high),
    )


class BoardModel(RowsModel[BoardRow]):
    """The students as they were last read; a list that goes on grows at its end."""

    @override
    def key(self, row: BoardRow) -> int:
        return row.student_id

    @override
    def spoken(self, row: BoardRow) -> str:
        return row_spoken(row)

    @override
    def tip(self, row: BoardRow) -> str | None:
        return needed_words(row)

    def add_rows(self, rows: tuple[BoardRow, ...]) -> None:
        """Put rows at the end."""
        if rows:
            begins = len(self._rows)
            self.beginInsertRows(QModelIndex(), begins, begins + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def rows(self) -> tuple[BoardRow, ...]:
        """Return all that are shown."""
        return self._rows


class BoardDelegate(RowDelegate):
    """Paints who it is, what is still needed, by when, and the next step as a button."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, theme.scaled(_ROW))

    @override
    def _draw(self, painter: QPainter, place: QRectF, row: Hashable, state: QStyle.StateFlag) -> None:
        if not isinstance(row, BoardRow):
            return
        self._ground(painter, place, state)
        at = columns(place)
        self._two_lines(painter, at.student, row.name, who_words(row), strong=True)
        self._two_lines(painter, at.needed, needed_words(row), more_words(row), strong=False)
        self._due(painter, at.due, row)
        if row.step is not None:
            self._step(painter, at.step, step_words(row.step), ICONS[row.step])

    def _two_lines(self, painter: QPainter, place: QRectF, above: str, below: str, *, strong: bool) -> None:
        look = theme.current()
        line = theme.scaled(20)
        top = place.center().y() - (line + 1 if below else line / 2)
        painter.setFont(theme.font("strong" if strong else "body"))
        painter.setPen(look.color("text"))
        self._line(painter, QRectF(place.left(), top, place.width(), line), above)
        painter.setFont(theme.font("small"))
        painter.setPen(look.color("text2"))
        self._line(painter, QRectF(place.left(), top + line + 1, place.width(), line), below)

    def _due(self, painter: QPainter, place: QRectF, row: BoardRow) -> None:
        look = theme.current()
        words, tint = chip_of(row.state) if row.state else ("", "none")
        day = due_words(row.due_on)
        line = theme.scaled(22)
        top = place.center().y() - (line + 1 if day else line / 2)
        if words:
            right = place.left() + min(place.width(), chip_size(words).width())
            paint_chip(painter, right, top + line / 2, words, tint)
        painter.setFont(theme.font("small", tabular=True))
        painter.setPen(look.color("text2"))
        self._line(painter, QRectF(place.left() + 2, top + line + 1, place.width(), theme.scaled(20)), day)

    def _step(self, painter: QPainter, place: QRectF, words: str, icon: str) -> None:
        look = theme.current()
        box = QRectF(place.left(), place.center().y() - theme.scaled(17), place.width(), theme.scaled(34))
        painter.setPen(look.color("border"))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS.field, theme.RADIUS.field)
        size = 16
        mark = theme.pixmap(icon, "accent_text", size, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(box.left() + 10, box.center().y() - size / 2), mark)
        painter.setFont(theme.font("small_strong"))
        painter.setPen(look.color("accent_text"))
        self._line(painter, box.adjusted(size + 18, 0, -8, 0), words)


class BoardList(QListView):
    """The rows. Return opens the file, the space bar or a click on the button does the next step."""

    student_asked = Signal(int)
    step_asked = Signal(object)
    """A ``BoardRow`` whose next step is wanted."""
    selected = Signal(object)
    """The ``BoardRow`` that is chosen."""
    end_neared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "board_list")
        self.rows = BoardModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(BoardDelegate(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Students and what they still need"))
        self.setAccessibleDescription(_("Return opens the file, the space bar does the next step."))
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._choose)
        self.verticalScrollBar().valueChanged.connect(self._look_ahead)

    def chosen(self) -> tuple[int, ...]:
        """Return the students who are chosen, in the order of the list."""
        rows = sorted(self.selectionModel().selectedIndexes(), key=lambda index: index.row())
        return tuple(row.student_id for index in rows if (row := self.rows.row(index)) is not None)

    def current(self) -> BoardRow | None:
        """Return the row that is chosen."""
        return self.rows.row(self.currentIndex())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        if row is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.student_asked.emit(row.student_id)
        elif row is not None and row.step is not None and event.key() == Qt.Key.Key_Space:
            self.step_asked.emit(row)
        else:
            super().keyPressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        on_step = self._step_under(event.position()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if on_step else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row = self._step_under(event.position())
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.step_asked.emit(row)

    def step_place(self, index: QModelIndex) -> QRectF:
        """Return where the button of a row stands."""
        place = QRectF(self.visualRect(index)).adjusted(12, 2, -12, -2)
        return columns(place).step

    def _step_under(self, point: QPointF) -> BoardRow | None:
        index = self.indexAt(point.toPoint())
        row = self.rows.row(index)
        return row if row is not None and row.step is not None and self.step_place(index).contains(point) else None

    def _open(self, index: Index) -> None:
        row = self.rows.row(index)
        if row is not None:
            self.student_asked.emit(row.student_id)

    def _choose(self, index: Index, _before: Index) -> None:
        self.selected.emit(self.rows.row(index))

    def _look_ahead(self, at: int) -> None:
        if self.verticalScrollBar().maximum() - at < _AHEAD * self.viewport().height():
            self.end_neared.emit()


class BoardHeadings(QWidget):
    """The words over the columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(theme.scaled(28))
        self._words = (_("Student"), _("Still needed"), _("By when"), _("Next step"))
        self.beside = 0
        """Width of what stands beside the list inside it: its scroll bar."""

    @override
    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font("small_strong"))
        painter.setPen(theme.current().color("text2"))
        at = columns(QRectF(self.rect()).adjusted(12, 0, -12 - self.beside, 0))
        for place, words in zip((at.student, at.needed, at.due, at.step), self._words, strict=True):
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(place.width()))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
