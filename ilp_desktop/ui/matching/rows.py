"""The lines of the queue, for a list view: spoken as well as drawn."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ilp_desktop.ui import theme
from ilp_desktop.ui.day.painting import RowDelegate
from ilp_desktop.ui.overriding import override

_ROOT = QModelIndex()
_MARK = 40
_LEFT = 68
_ICON = 20
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One line: its id, an icon for its kind, the kind in words, who it is about, and what there is to know."""

    id: int
    icon: str
    kind: str
    title: str
    meta: str


class QueueRole(IntEnum):
    """What the delegate asks for beside Qt's own roles."""

    LINE = Qt.ItemDataRole.UserRole


class QueueModel(QAbstractListModel):
    """The list shown; ``data`` never touches the disk."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[QueueLine, ...] = ()

    def show_lines(self, lines: tuple[QueueLine, ...]) -> None:
        """Show these lines."""
        if lines != self._lines:
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()

    def line(self, index: Index) -> QueueLine | None:
        """Return the line at an index, None where there is none."""
        return self._lines[index.row()] if index.isValid() and index.row() < len(self._lines) else None

    def place(self, line_id: int | None) -> QModelIndex:
        """Return where a line stands; an invalid index where it is not there."""
        for at, line in enumerate(self._lines):
            if line.id == line_id:
                return self.index(at)
        return QModelIndex()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index)
        if line is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return f"{line.kind}: {line.title}, {line.meta}"
            case QueueRole.LINE:
                return line
            case _other:
                return None


class QueueDelegate(RowDelegate):
    """Paints one line as the list of students paints a student."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, theme.scaled(theme.SIZE.row - 4))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(QueueRole.LINE)
        if not isinstance(line, QueueLine):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined] # the stubs leave the fields of options out
        place = QRectF(option.rect).adjusted(12, 2, -12, -2)  # type: ignore[attr-defined]
        self._ground(painter, place, state)
        self._mark(painter, place, line.icon, selected=bool(state & QStyle.StateFlag.State_Selected))
        look = theme.current()
        height = theme.scaled(20)
        top = place.center().y() - height - 1
        room = place.right() - place.left() - _LEFT - 10
        painter.setFont(theme.font("strong"))
        painter.setPen(look.color("text"))
        self._line(painter, QRectF(place.left() + _LEFT, top, room, height), line.title)
        painter.setFont(theme.font("small"))
        painter.setPen(look.color("text2"))
        self._line(painter, QRectF(place.left() + _LEFT, top + height + 2, room, height), line.meta)
        painter.restore()

    def _mark(self, painter: QPainter, place: QRectF, icon: str, *, selected: bool) -> None:
        circle = QRectF(place.left() + 14, place.center().y() - _MARK / 2, _MARK, _MARK)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().color("surface" if selected else "accent_soft"))
        painter.drawEllipse(circle)
        mark = theme.pixmap(icon, "accent_text", _ICON, painter.device().devicePixelRatioF())
        at = circle.center()
        painter.drawPixmap(round(at.x() - _ICON / 2), round(at.y() - _ICON / 2), mark)
