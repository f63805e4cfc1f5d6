"""A family that comes without a time: find the student, give the next free time, or put the family on the list."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.front_desk import Openings, StaffOpening
from ilp_desktop.domain.students import StudentRow
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.day.words import grade_words, time_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rows import RowsModel, RowsView
from ilp_desktop.ui.students.rows import PersonDelegate, PersonLook
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button, Card, ScrollingCanvas, SearchField, Text
from ilp_desktop.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Hashable

    from ilp_desktop.office import Office

_MOST = 6


class _Children(RowsModel[StudentRow]):
    @override
    def key(self, row: StudentRow) -> int:
        return row.student_id

    @override
    def spoken(self, row: StudentRow) -> str:
        return ", ".join((row.name, grade_words(row.grade)))


class _Delegate(PersonDelegate):
    @override
    def look_of(self, row: "Hashable") -> PersonLook | None:
        return PersonLook(row.name, grade_words(row.grade)) if isinstance(row, StudentRow) else None


class WalkInPanel(ScrollingCanvas):
    """Names and times alone: nothing of a file."""

    left = Signal()
    checked_in = Signal(int)

    def __init__(self, office: "Office", background: Background) -> None:
        super().__init__()
        named(self, "walk_in_panel")
        self._office, self._background = office, background
        self._asked = 0
        self.finder = named(SearchField(_("Student's name"), _("Find a student by name")), "walk_in_find")
        self._model = _Children(self)
        self.list = named(RowsView(_Delegate()), "walk_in_list")
        self.list.setModel(self._model)
        self.list.setAccessibleName(_("Students found"))
        self.list.setFixedHeight(theme.scaled(theme.SIZE.row) * 4)
        self.banner = named(Banner(), "walk_in_banner")
        self._hint = named(Text("", "body", "text2", wrap=True), "walk_in_hint")
        self._offered = QVBoxLayout()
        self._offered.setSpacing(SPACE.md)
        self.close_button = named(Button(_("Close"), "ghost"), "walk_in_close")
        self._lay_out()
        self.finder.textChanged.connect(self._look_for)
        self.finder.returnPressed.connect(lambda: self._choose(self._model.index(0)))
        self.list.opened.connect(self._choose)
        self.close_button.clicked.connect(self.left)

    def begin(self) -> None:
        """Ask whose family it is."""
        self.close_search()
        self.finder.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_search(self) -> None:
        """Let go of what was found."""
        self._asked += 1
        self.finder.clear()
        self.banner.hide()
        self._show_found(())

    def _look_for(self, letters: str) -> None:
        self._asked += 1
        asked, students = self._asked, self._office.students
        if not letters.strip():
            self._show_found(())
            return

        def show(found: tuple[StudentRow, ...]) -> None:
            if asked == self._asked:
                self._show_found(tuple(row for row in found if not row.withdrawn))

        self._background.ask(lambda: students.search(letters, _MOST), self, show, self._say)

    def _show_found(self, found: tuple[StudentRow, ...]) -> None:
        self._clear()
        self._model.show_rows(found)
        self.list.setVisible(bool(found))
        typed = bool(self.finder.text().strip())
        words = _("No student of that name. Try the family name, or fewer letters.") if typed else self._first_words()
        self._hint.setText(words)
        self._hint.setVisible(not found)

    def _choose(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if row is None:
            return
        self._asked += 1
        asked, walk_ins = self._asked, self._office.walk_ins

        def show(openings: Openings) -> None:
            if asked == self._asked:
                self._offer(openings)

        self._background.ask(lambda: walk_ins.openings(row.student_id), self, show, self._say)

    def _offer(self, openings: Openings) -> None:
        self._clear()
        self.list.hide()
        self._hint.hide()
        self._offered.addWidget(named(Text(openings.student_name, "h2", wrap=True), "walk_in_student"))
        if openings.today_at:
            words = _("This family has a time today: {time}. Find them in the list and press Return.")
            self._tell(words.format(time=time_words(openings.today_at)))
            return
        if not openings.staff:
            self._tell(_("Nobody looks after this student yet. Ask the office who can meet the family."))
            return
        for opening in openings.staff:
            self._offered.addWidget(self._line(openings, opening))
        first = self.findChild(QWidget, f"give_{openings.staff[0].staff_id}")
        if isinstance(first, QWidget):
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, openings: Openings, opening: StaffOpening) -> QWidget:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        column.addWidget(Text(opening.name, "strong", elide=True))
        free = opening.free_at
        minutes = _("{minutes} minutes").format(minutes=openings.minutes)
        words = _("Free at {time}, {minutes}").format(time=time_words(free), minutes=minutes) if free else ""
        column.addWidget(Text(words or _("No free time today"), "small", "text2"))
        row = QHBoxLayout()
        row.setSpacing(SPACE.sm)
        if free:
            give = Button(_("Give {time}").format(time=time_words(free)), "primary", "check")
            give.clicked.connect(lambda: self._add(openings.student_id, opening.staff_id, free))
            row.addWidget(named(give, f"give_{opening.staff_id}"))
        wait = Button(_("Put on the waiting list"), "" if free else "primary")
        name = f"wait_{opening.staff_id}" if free else f"give_{opening.staff_id}"
        wait.setAccessibleName(_("Put on the waiting list of {name}").format(name=opening.name))
        wait.clicked.connect(lambda: self._add(openings.student_id, opening.staff_id, ""))
        row.addWidget(named(wait, name))
        row.addStretch(1)
        column.addLayout(row)
        return held

    def _add(self, student_id: int, staff_id: int, at: str) -> None:
        walk_ins = self._office.walk_ins

        def done(changes: Changes) -> None:
            self.left.emit()
            if changes.made_id is not None:
                self.checked_in.emit(changes.made_id)

        self._background.do(lambda: walk_ins.add(student_id, staff_id, at), done, self._say, owner=self)

    def _tell(self, words: str) -> None:
        self._offered.addWidget(named(Text(words, "body", "text2", wrap=True), "walk_in_told"))

    def _clear(self) -> None:
        while (item := self._offered.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _say(self, error: OfficeError) -> None:
        self.banner.say(sentence(error))

    def _first_words(self) -> str:
        return _("Type the student's name. You see when a teacher or counselor of theirs is free next.")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.finder.hasFocus() and self._model.rowCount():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.list.setCurrentIndex(self._model.index(0))
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        card = named(Card(spacing=SPACE.md, parent=self.canvas), "walk_in_card")
        card.body.addWidget(Text(_("A family without a time"), "h2"))
        card.body.addWidget(self.finder)
        card.body.addWidget(self.banner)
        self._hint.setText(self._first_words())
        card.body.addWidget(self._hint)
        card.body.addWidget(self.list)
        self.list.hide()
        card.body.addLayout(self._offered)
        card.body.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self.canvas)
        column.setContentsMargins(SPACE.sm, SPACE.sm, SPACE.lg, SPACE.lg)
        column.addWidget(card)
        column.addStretch(1)
