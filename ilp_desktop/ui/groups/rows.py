"""The lists of group conferences: the groups, and the attendance of one with a line for each student and each adult."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem, QWidget

from ilp_desktop.domain.conferences import Party
from ilp_desktop.domain.groups import Attendee, GroupLine, GroupMember
from ilp_desktop.domain.names import folded
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.day.painting import RowDelegate
from ilp_desktop.ui.groups.words import STATES, line_spoken, line_words, member_state, who_words
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rows import Index, RowsModel, RowsView
from ilp_desktop.ui.students.rows import PersonDelegate, PersonLook
from ilp_desktop.ui.widgets import paint_chip

_LINE = 40
_BOX = 20
_INDENT = 26


class GroupModel(RowsModel[GroupLine]):
    """The group conferences, the latest day first."""

    @override
    def key(self, row: GroupLine) -> int:
        return row.group_id

    @override
    def spoken(self, row: GroupLine) -> str:
        return ", ".join((row.name, line_words(row), _(STATES[row.state][0])))


class GroupDelegate(PersonDelegate):
    """Paints a group as the list of students paints a student."""

    @override
    def look_of(self, row: Hashable) -> PersonLook | None:
        if not isinstance(row, GroupLine):
            return None
        words, kind = STATES[row.state]
        return PersonLook(row.name, line_words(row), (_(words), kind), "users-round")


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One line of the attendance, and the student to whose side it belongs."""

    member: GroupMember
    person: Attendee

    @property
    def is_student(self) -> bool:
        """Whether it is the student's own line."""
        return self.person.party is Party.STUDENT


class AttendanceModel(RowsModel[AttendanceRow]):
    """Who may come: each student, and under them the adults."""

    @override
    def key(self, row: AttendanceRow) -> int:
        return row.person.participant_id

    @override
    def spoken(self, row: AttendanceRow) -> str:
        return line_spoken(row.member, row.person)

    def show_members(self, members: tuple[GroupMember, ...]) -> None:
        """Show everybody who may come."""
        self.show_rows(tuple(AttendanceRow(member, person) for member in members for person in member.people))

    def tick(self, participant_id: int, here: bool) -> None:
        """Show at once what was ticked, before the office has answered."""
        self.show_rows(
            tuple(
                replace(row, person=replace(row.person, here=here)) if self.key(row) == participant_id else row
                for row in self._rows
            )
        )

    def following(self, letters: str, after: int) -> Iterator[int]:
        """Yield where names with a word that begins with these letters stand, from one place on and round."""
        wanted = folded(letters)
        count = len(self._rows)
        for step in range(count):
            at = (after + step) % count
            if any(word.startswith(wanted) for word in folded(self._rows[at].person.name).split()):
                yield at


class AttendanceDelegate(RowDelegate):
    """Paints a box and a name; the student's line stands out and says where the student's own conference is."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, theme.scaled(_LINE))

    @override
    def _draw(self, painter: QPainter, place: QRectF, row: Hashable, state: QStyle.StateFlag) -> None:
        if not isinstance(row, AttendanceRow):
            return
        self._ground(painter, place, state)
        if row.is_student:
            painter.setPen(QPen(theme.current().color("border"), 1))
            painter.drawLine(place.topLeft(), place.topRight())
        left = place.left() + (10 if row.is_student else 10 + theme.scaled(_INDENT))
        self._box(painter, QRectF(left, place.center().y() - _BOX / 2, _BOX, _BOX), on=row.person.here)
        until = place.right() - 10
        words, kind = member_state(row.member) if row.is_student else ("", "")
        if words:
            until = paint_chip(painter, until, place.center().y(), words, kind).left() - 8
        self._person(painter, place, left + _BOX + 12, until, row)

    def _person(self, painter: QPainter, place: QRectF, left: float, until: float, row: AttendanceRow) -> None:
        look = theme.current()
        painter.setFont(theme.font("strong" if row.is_student else "body"))
        painter.setPen(look.color("text"))
        wide = min(painter.fontMetrics().horizontalAdvance(row.person.name) + 4.0, until - left)
        self._line(painter, QRectF(left, place.top(), wide, place.height()), row.person.name)
        painter.setFont(theme.font("small"))
        painter.setPen(look.color("text2"))
        left += wide + 8
        if until > left:
            self._line(painter, QRectF(left, place.top(), until - left, place.height()), who_words(row.person))

    def _box(self, painter: QPainter, box: QRectF, *, on: bool) -> None:
        look = theme.current()
        painter.setPen(QPen(look.color("accent" if on else "border_strong"), 1.4))
        painter.setBrush(look.color("accent" if on else "surface"))
        painter.drawRoundedRect(box, 5, 5)
        if on:
            mark = theme.pixmap("check", "on_accent", _BOX - 4, painter.device().devicePixelRatioF())
            painter.drawPixmap(round(box.left()) + 2, round(box.top()) + 2, mark)


class AttendanceList(RowsView):
    """The attendance. The space bar or a click ticks a line, letters find a name, Return opens the student's own plan."""

    ticked = Signal(QModelIndex)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(AttendanceDelegate(), parent)
        self.clicked.disconnect(self.opened)
        self._typed = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._begin_anew)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at: QPoint = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and self.indexAt(at).isValid():
            self.ticked.emit(self.indexAt(at))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.ticked.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Go to the next name that has a word with these letters; typed apart in time, they begin anew."""
        model = self.model()
        if not isinstance(model, AttendanceModel) or not model.rowCount():
            return
        self._typed += search
        self._pause.start(QApplication.keyboardInputInterval())
        start = max(0, self.currentIndex().row()) + (1 if len(self._typed) == 1 else 0)
        at = next(model.following(self._typed, start), None)
        if at is not None:
            self.setCurrentIndex(model.index(at))

    def _begin_anew(self) -> None:
        self._typed = ""
