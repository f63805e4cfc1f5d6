"""The staff, for a list view: spoken as well as drawn. The first line is of students who have nobody."""

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ilp_desktop.ui import theme
from ilp_desktop.ui.day.painting import RowDelegate
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rows import Index, RowsModel
from ilp_desktop.ui.widgets import initials, paint_chip

_MARK = 40
_LEFT = 68
_ICON = 20


@dataclass(frozen=True, slots=True)
class StaffEntry:
    """One line: somebody, or with id 0 nobody; ``mark`` and ``kind`` are the chip's."""

    staff_id: int
    title: str
    meta: str
    mark: str = ""
    kind: str = ""


class StaffModel(RowsModel[StaffEntry]):
    """The staff found."""

    @override
    def key(self, row: StaffEntry) -> int:
        return row.staff_id

    @override
    def spoken(self, row: StaffEntry) -> str:
        return ", ".join(part for part in (row.title, row.meta, row.mark) if part)


class StaffDelegate(RowDelegate):
    """Paints one line as the list of students paints a student."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, theme.scaled(theme.SIZE.row - 4))

    @override
    def _draw(self, painter: QPainter, place: QRectF, row: Hashable, state: QStyle.StateFlag) -> None:
        if not isinstance(row, StaffEntry):
            return
        self._ground(painter, place, state)
        self._circle(painter, place, row, selected=bool(state & QStyle.StateFlag.State_Selected))
        line, left, until = theme.scaled(20), place.left() + _LEFT, place.right() - 10
        if row.mark:
            until = paint_chip(painter, until, place.top() + 11 + line / 2, row.mark, row.kind).left() - 6
        look = theme.current()
        top = place.center().y() - line - 1
        painter.setFont(theme.font("strong"))
        painter.setPen(look.color("text"))
        self._line(painter, QRectF(left, top, until - left, line), row.title)
        painter.setFont(theme.font("small", tabular=True))
        painter.setPen(look.color("text2"))
        self._line(painter, QRectF(left, top + line + 2, place.right() - left - 10, line), row.meta)

    def _circle(self, painter: QPainter, place: QRectF, row: StaffEntry, *, selected: bool) -> None:
        look = theme.current()
        circle = QRectF(place.left() + 14, place.center().y() - _MARK / 2, _MARK, _MARK)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("surface" if selected else "accent_soft"))
        painter.drawEllipse(circle)
        if row.staff_id:
            letters = theme.font("small_strong")
            letters.setPixelSize(13)  # stays inside the circle at every text size
            painter.setFont(letters)
            painter.setPen(look.color("accent_text"))
            painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), initials(row.title))
            return
        mark = theme.pixmap("users-round", "accent_text", _ICON, painter.device().devicePixelRatioF())
        at = circle.center()
        painter.drawPixmap(round(at.x() - _ICON / 2), round(at.y() - _ICON / 2), mark)
