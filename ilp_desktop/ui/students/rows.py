"""The students found, for a list view: already read, spoken as well as drawn."""

from collections.abc import Hashable
from dataclasses import dataclass

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
_ICON = 20


class StudentModel(RowsModel[StudentRow]):
    """The students found."""

    @override
    def key(self, row: StudentRow) -> int:
        return row.student_id

    @override
    def spoken(self, row: StudentRow) -> str:
        return student_spoken(row)


@dataclass(frozen=True, slots=True)
class PersonLook:
    """How somebody is drawn: a circle with initials, or an icon; a name, what there is to know, and a chip."""

    name: str
    meta: str
    chip: tuple[str, str] = ("", "")
    icon: str = ""
    faded: bool = False


class PersonDelegate(RowDelegate):
    """Paints one person as the day's list paints a conference. A list says how its rows look."""

    def look_of(self, row: Hashable) -> PersonLook | None:
        """Return how a row is drawn; None for one that is not."""
        raise NotImplementedError

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, theme.scaled(theme.SIZE.row - 4))

    @override
    def _draw(self, painter: QPainter, place: QRectF, row: Hashable, state: QStyle.StateFlag) -> None:
        one = self.look_of(row)
        if one is None:
            return
        self._ground(painter, place, state)
        self._mark(painter, place, one, selected=bool(state & QStyle.StateFlag.State_Selected))
        until = place.right() - 10
        words, kind = one.chip
        if words:
            middle = place.top() + 11 + theme.scaled(20) / 2
            until = paint_chip(painter, until, middle, words, kind).left() - 6
        self._person(painter, place, one, until)

    def _mark(self, painter: QPainter, place: QRectF, one: PersonLook, *, selected: bool) -> None:
        look = theme.current()
        circle = QRectF(place.left() + 14, place.center().y() - _MARK / 2, _MARK, _MARK)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("surface" if selected else "grey_soft" if one.faded else "accent_soft"))
        painter.drawEllipse(circle)
        if one.icon:
            mark = theme.pixmap(one.icon, "accent_text", _ICON, painter.device().devicePixelRatioF())
            at = circle.center()
            painter.drawPixmap(round(at.x() - _ICON / 2), round(at.y() - _ICON / 2), mark)
            return
        letters = theme.font("small_strong")
        letters.setPixelSize(13)  # stays inside the circle at every text size
        painter.setFont(letters)
        painter.setPen(look.color("grey" if one.faded else "accent_text"))
        painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), initials(one.name))

    def _person(self, painter: QPainter, place: QRectF, one: PersonLook, until: float) -> None:
        look = theme.current()
        line = theme.scaled(20)
        top = place.center().y() - line - 1
        left = place.left() + _LEFT
        painter.setFont(theme.font("strong"))
        painter.setPen(look.color("text2" if one.faded else "text"))
        self._line(painter, QRectF(left, top, until - left, line), one.name)
        painter.setFont(theme.font("small", tabular=True))
        painter.setPen(look.color("text2"))
        self._line(painter, QRectF(left, top + line + 2, place.right() - left - 10, line), one.meta)


class StudentDelegate(PersonDelegate):
    """Paints one student: initials, name, where they are at school."""

    @override
    def look_of(self, row: Hashable) -> PersonLook | None:
        if not isinstance(row, StudentRow):
            return None
        chip = (_(WITHDRAWN), "grey") if row.withdrawn else ("", "")
        return PersonLook(row.name, student_meta(row), chip, faded=row.withdrawn)
