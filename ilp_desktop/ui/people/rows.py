"""The people who open the office, for a list view: already read, spoken as well as drawn."""

from collections.abc import Hashable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ilp_desktop.language import _
from ilp_desktop.office.people import Person
from ilp_desktop.ui import theme
from ilp_desktop.ui.day.painting import RowDelegate
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.people.words import name_words, person_spoken, since_words
from ilp_desktop.ui.rows import Index, RowsModel
from ilp_desktop.ui.widgets import initials, paint_chip
from ilp_desktop.wording.roles import role_words

_MARK = 40
_LEFT = 68


class PeopleModel(RowsModel[Person]):
    """Who opens the office."""

    def __init__(self, zone: ZoneInfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zone = zone

    @override
    def key(self, row: Person) -> Hashable:
        return row.uid

    @override
    def spoken(self, row: Person) -> str:
        return person_spoken(row, self._zone)


class PersonDelegate(RowDelegate):
    """Paints one person as the list of students paints a student: initials, name, role and since when."""

    def __init__(self, zone: ZoneInfo, parent: QObject) -> None:
        super().__init__(parent)
        self._zone = zone

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, theme.scaled(theme.SIZE.row - 4))

    @override
    def _draw(self, painter: QPainter, place: QRectF, row: Hashable, state: QStyle.StateFlag) -> None:
        if not isinstance(row, Person):
            return
        self._ground(painter, place, state)
        look = theme.current()
        circle = QRectF(place.left() + 14, place.center().y() - _MARK / 2, _MARK, _MARK)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("surface" if state & QStyle.StateFlag.State_Selected else "accent_soft"))
        painter.drawEllipse(circle)
        letters = theme.font("small_strong")
        letters.setPixelSize(13)  # stays inside the circle at every text size
        painter.setFont(letters)
        painter.setPen(look.color("accent_text"))
        painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), initials(row.name))
        line = theme.scaled(20)
        left, top = place.left() + _LEFT, place.center().y() - line - 1
        until = place.right() - 10
        if row.is_you:
            until = paint_chip(painter, until, top + line / 2, _("You"), "grey").left() - 6
        painter.setFont(theme.font("strong"))
        painter.setPen(look.color("text"))
        self._line(painter, QRectF(left, top, until - left, line), name_words(row))
        painter.setFont(theme.font("small", tabular=True))
        painter.setPen(look.color("text2"))
        second = " · ".join(part for part in (role_words(row.role.value), since_words(row, self._zone)) if part)
        self._line(painter, QRectF(left, top + line + 2, place.right() - left - 10, line), second)
