"""The preview's rows for a list view: a hundred thousand, of which a few pages are at hand."""

from collections.abc import Iterable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ilp_desktop.domain.imports import StagedRow, StagedRows
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.day.painting import RowDelegate
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rosters.staged_pages import PAGE, Question, StagedPages
from ilp_desktop.ui.rosters.staged_words import row_mark, row_meta, row_spoken
from ilp_desktop.ui.widgets import paint_chip

_ROOT = QModelIndex()
HEIGHT = 56
"""Of a row, in pixels at 100 %."""
_AHEAD = 30
"""How many rows before one comes into sight its page is read."""
Index = QModelIndex | QPersistentModelIndex


class StagedRole(IntEnum):
    """What the delegate asks for beside Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole
    META = ROW + 1


class StagedModel(QAbstractListModel):
    """``data`` never touches the disk: a row that is not at hand is asked for, and shown when it has come.

    One question is under way at a time; where the list was moved on meanwhile, the page it shows now is asked for next.
    """

    asked = Signal(object)
    """The rows of a Question are needed."""
    places_asked = Signal(int)
    """Where the pages begin is needed, of the filter of this number."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages = StagedPages()
        self._under_way: Question | None = None
        self._wanted: int | None = None
        self._number = 0
        self.with_kind = True
        """Whether rows say of which kind they are: not where all are of one."""

    def begin(self, *, with_kind: bool) -> None:
        """Show another filter's rows, from the first one on."""
        self.beginResetModel()
        self.with_kind = with_kind
        self._pages = StagedPages()
        self._under_way, self._wanted = None, None
        self._number += 1
        self.endResetModel()
        self._want(0)

    @property
    def total(self) -> int | None:
        """How many rows there are; None until the first answer."""
        return self._pages.total

    def know(self, number: int, places: Iterable[int]) -> None:
        """Hear where the pages of a filter begin."""
        if number == self._number:
            self._pages.know(places)
            self._go_on()

    def take(self, question: Question, answer: StagedRows) -> None:
        """Show what was read; an answer to what is no longer asked is let go."""
        if question is not self._under_way:
            return
        before = self._pages.total
        self._under_way = None
        if before is None and answer.total:
            self.beginInsertRows(_ROOT, 0, answer.total - 1)
            self._pages.take(question, answer)
            self.endInsertRows()
            self.places_asked.emit(self._number)
        else:
            self._pages.take(question, answer)
            if before:
                first = question.page * PAGE
                self.dataChanged.emit(self.index(first), self.index(min(first + PAGE, before) - 1))
        self._go_on()

    def let_go(self, question: Question) -> None:
        """Hear that a question could not be answered; it is asked again when its rows are looked at again."""
        if question is self._under_way:
            self._under_way = None

    def change(self, row: StagedRow) -> None:
        """Show what a person just decided about a row."""
        at = self._pages.change(row)
        if at is not None:
            self.dataChanged.emit(self.index(at), self.index(at))

    def read_again(self) -> None:
        """Ask anew for the rows shown: all of them were decided about."""
        self._pages.forget()
        self._under_way, self._wanted = None, None
        if self._pages.total:
            self.dataChanged.emit(self.index(0), self.index(self._pages.total - 1))

    def row(self, index: Index) -> StagedRow | None:
        """Return a row that is at hand."""
        return self._pages.row(index.row()) if index.isValid() else None

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._pages.total or 0

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._pages.row(index.row())
        if row is None:
            return self._absent(index.row() // PAGE, role)
        if role == StagedRole.ROW:
            self._read_ahead(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return row_spoken(row)
            case StagedRole.ROW:
                return row
            case Qt.ItemDataRole.ToolTipRole | StagedRole.META:
                return row_meta(row, with_kind=self.with_kind)
            case _other:
                return None

    def _absent(self, page: int, role: int) -> str | None:
        """Ask for a row that is not at hand, and say so meanwhile."""
        if role in {StagedRole.ROW, Qt.ItemDataRole.DisplayRole} and not self._pages.has(page):
            self._want(page)
        return _("Reading…") if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole} else None

    def _read_ahead(self, at: int) -> None:
        """Have the rows at hand that come into sight next."""
        for near in (at + _AHEAD, max(0, at - _AHEAD)):
            if self._under_way is None and near < self.rowCount() and not self._pages.has(near // PAGE):
                self._want(near // PAGE)

    def _want(self, page: int) -> None:
        question = self._pages.question(page) if self._under_way is None else None
        if question is not None:
            self._under_way = question
            self.asked.emit(question)
        elif self._under_way is None or page != self._under_way.page:
            self._wanted = page

    def _go_on(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None and not self._pages.has(wanted):
            self._want(wanted)


class StagedDelegate(RowDelegate):
    """Paints a row: its name, what and where it is, and what was decided."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(240, theme.scaled(HEIGHT))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(StagedRole.ROW)
        look = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined] # the stubs leave the fields of options out
        place = QRectF(option.rect).adjusted(0, 1, -6, -1)  # type: ignore[attr-defined]
        self._ground(painter, place, state)
        line = theme.scaled(19)
        left, top = place.left() + 14, place.center().y() - line - 1
        if not isinstance(row, StagedRow):
            painter.setPen(look.color("text3"))
            painter.setFont(theme.font("small"))
            self._line(painter, QRectF(left, top, place.width() - 28, line), _("Reading…"))
            painter.restore()
            return
        until = place.right() - 10
        words, kind = row_mark(row)
        if words:
            until = paint_chip(painter, until, top + line / 2, words, kind).left() - 6
        painter.setFont(theme.font("strong"))
        painter.setPen(look.color("text3" if row.left_out else "text"))
        self._line(painter, QRectF(left, top, until - left, line), row.name)
        painter.setFont(theme.font("small", tabular=True))
        painter.setPen(look.color("text2"))
        self._line(
            painter, QRectF(left, top + line + 2, place.right() - left - 10, line), str(index.data(StagedRole.META))
        )
        painter.restore()
