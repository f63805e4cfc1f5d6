"""The lines of the queue, for a list view: spoken as well as drawn."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ilp_desktop.ui import theme
from ilp_desktop.ui.day.painting import RowDelegate
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rows import Index, RowRole, RowsModel

_MARK = 40
_LEFT = 68
_ICON = 20


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One line: its id, an icon for its kind, the kind in words, who it is about, and what there is to know."""

    id: int
    icon: str
    kind: str
    title: str
    meta: str


class QueueModel(RowsModel[QueueLine]):
    """The list shown."""

    @override
    def key(self, row: QueueLine) -> int:
        return row.id

    @override
    def spoken(self, row: QueueLine) -> str:
        return f"{row.kind}: {row.title}, {row.meta}"


class QueueDelegate(RowDelegate):
    """Paints one line as the list of students paints a student."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, theme.scaled(theme.SIZE.row - 4))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(RowRole.ROW)
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
