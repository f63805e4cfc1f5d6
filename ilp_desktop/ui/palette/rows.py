"""The box's lines for a list view: spoken as well as drawn."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.palette.lines import Line
from ilp_desktop.ui.rows import Index, RowRole, RowsModel
from ilp_desktop.ui.students.words import WITHDRAWN, student_meta, student_spoken
from ilp_desktop.ui.widgets import initials, paint_chip

ROW_HEIGHT = 52
_MARK = 32
_LEFT = 62


def spoken(line: Line) -> str:
    """Word a line for a screen reader."""
    if line.student is not None:
        return student_spoken(line.student)
    assert line.place is not None
    return ", ".join(part for part in (line.place.title, line.place.shortcut) if part)


class LineModel(RowsModel[Line]):
    """The lines shown."""

    @override
    def key(self, row: Line) -> Line:
        return row

    @override
    def spoken(self, row: Line) -> str:
        return spoken(row)


class LineDelegate(QStyledItemDelegate):
    """Paints a student by initials, a place by its icon and shortcut."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, theme.scaled(ROW_HEIGHT))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(RowRole.ROW)
        if not isinstance(line, Line):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined] # the stubs leave the fields of options out
        place = QRectF(option.rect).adjusted(8, 1, -8, -1)  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.current().color("accent_soft"))
            painter.drawRoundedRect(place, theme.RADIUS.row, theme.RADIUS.row)
        if line.student is not None:
            self._student(painter, place, line, selected=bool(state & QStyle.StateFlag.State_Selected))
        else:
            self._place(painter, place, line)
        painter.restore()

    def _student(self, painter: QPainter, place: QRectF, line: Line, *, selected: bool) -> None:
        row = line.student
        assert row is not None
        look = theme.current()
        circle = QRectF(place.left() + 12, place.center().y() - _MARK / 2, _MARK, _MARK)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("surface" if selected else "grey_soft" if row.withdrawn else "accent_soft"))
        painter.drawEllipse(circle)
        letters = theme.font("small_strong")
        letters.setPixelSize(12)  # stays inside the circle at every text size
        painter.setFont(letters)
        painter.setPen(look.color("grey" if row.withdrawn else "accent_text"))
        painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), initials(row.name))
        until = place.right() - 12
        if row.withdrawn:
            until = paint_chip(painter, until, place.center().y(), _(WITHDRAWN), "grey").left() - 8
        self._words(painter, place, until, row.name, student_meta(row))

    def _place(self, painter: QPainter, place: QRectF, line: Line) -> None:
        shown = line.place
        assert shown is not None
        look = theme.current()
        mark = theme.pixmap(shown.icon, "text2", 20, painter.device().devicePixelRatioF())
        painter.drawPixmap(int(place.left()) + 18, int(place.center().y()) - 10, mark)
        until = place.right() - 12
        if shown.shortcut:
            painter.setFont(theme.font("small"))
            painter.setPen(look.color("text2"))
            width = painter.fontMetrics().horizontalAdvance(shown.shortcut) + 4
            keys = QRectF(until - width, place.top(), width, place.height())
            painter.drawText(keys, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown.shortcut)
            until -= width + 8
        self._words(painter, place, until, shown.title, "")

    def _words(self, painter: QPainter, place: QRectF, until: float, title: str, below: str) -> None:
        look = theme.current()
        line = theme.scaled(19)
        left = place.left() + _LEFT
        top = place.center().y() - (line if below else line / 2)
        for words, role, ink in ((title, "strong", "text"), (below, "small", "text2")):
            if words:
                painter.setFont(theme.font(role))
                painter.setPen(look.color(ink))
                shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(until - left))
                painter.drawText(QRectF(left, top, until - left, line), Qt.AlignmentFlag.AlignVCenter, shown)
                top += line
