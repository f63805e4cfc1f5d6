"""The students found, for a list view: already read, spoken as well as drawn."""

from collections.abc import Hashable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ilp_desktop.domain.students import StudentRow
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.day.painting import RowDelegate
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rows import Index, RowsModel
from ilp_desktop.ui.students.words import WITHDRAWN, student_meta, student_spoken
from ilp_desktop.ui.widgets import initials, paint_chip

_MARK = 40
_LEFT = 68


class StudentModel(RowsModel[StudentRow]):
    """The students found."""

    @override
    def key(self, row: StudentRow) -> int:
        return row.student_id

    @override
    def spoken(self, row: StudentRow) -> str:
        return student_spoken(row)


class StudentDelegate(RowDelegate):
    """Paints one student as the day's list paints a conference: initials, name, where they are at school."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, theme.scaled(theme.SIZE.row - 4))

    @override
    def _draw(self, painter: QPainter, place: QRectF, row: Hashable, state: QStyle.StateFlag) -> None:
        if not isinstance(row, StudentRow):
            return
        self._ground(painter, place, state)
        self._mark(painter, place, row, selected=bool(state & QStyle.StateFlag.State_Selected))
        until = place.right() - 10
        if row.withdrawn:
            middle = place.top() + 11 + theme.scaled(20) / 2
            until = paint_chip(painter, until, middle, _(WITHDRAWN), "grey").left() - 6
        self._student(painter, place, row, until)

    def _mark(self, painter: QPainter, place: QRectF, row: StudentRow, *, selected: bool) -> None:
        look = theme.current()
        circle = QRectF(place.left() + 14, place.center().y() - _MARK / 2, _MARK, _MARK)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("surface" if selected else "grey_soft" if row.withdrawn else "accent_soft"))
        painter.drawEllipse(circle)
        letters = theme.font("small_strong")
        letters.setPixelSize(13)  # stays inside the circle at every text size
        painter.setFont(letters)
        painter.setPen(look.color("grey" if row.withdrawn else "accent_text"))
        painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), initials(row.name))

    def _student(self, painter: QPainter, place: QRectF, row: StudentRow, until: float) -> None:
        look = theme.current()
        line = theme.scaled(20)
        top = place.center().y() - line - 1
        left = place.left() + _LEFT
        painter.setFont(theme.font("strong"))
        painter.setPen(look.color("text2" if row.withdrawn else "text"))
        self._line(painter, QRectF(left, top, until - left, line), row.name)
        painter.setFont(theme.font("small", tabular=True))
        painter.setPen(look.color("text2"))
        self._line(painter, QRectF(left, top + line + 2, place.right() - left - 10, line), student_meta(row))
