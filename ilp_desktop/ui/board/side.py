"""One student beside the list: what is needed, in plain sentences with their citations, and what to do about it."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.board import BoardRow, Need
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui import theme
from ilp_desktop.ui.board.areas import scrolling
from ilp_desktop.ui.board.words import ICONS, need_words, step_words, who_words
from ilp_desktop.ui.conference.gradual import Gradual
from ilp_desktop.ui.names import named
from ilp_desktop.ui.states import chip_of
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Avatar, Button, Chip, EmptyState, Line, Text

_MOST = 6
"""Needs that are shown: the file has them all."""
WIDTH = 344


class SidePanel(QWidget):
    """Says of the student that is chosen what is needed. Hidden things are in the file."""

    student_asked = Signal(int)
    attempt_asked = Signal(int)
    """A try to reach the family is to be noted."""
    step_asked = Signal(int, str, object)
    """Student, clause and the ``NextStep`` that is wanted."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "board_side")
        self.setFixedWidth(theme.scaled(WIDTH))
        self.student_id: int | None = None
        self.may_try = True
        """Whether whoever looks may write down a try to reach the family."""
        self._avatar = Avatar("", 44)
        self.name = named(Text("", "h2", elide=True), "board_side_name")
        self.meta = Text("", "small", "text2", elide=True)
        self.open = named(Button(_("Open the file"), "primary", "folder-open"), "board_open_button")
        self.open.clicked.connect(self._open)
        self.attempt = named(Button(_("Note an attempt"), "", "phone"), "board_attempt_button")
        self.attempt.clicked.connect(self._ask_attempt)
        self._needs, inside = scrolling()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, SPACE.sm, 0)
        self._column.setSpacing(SPACE.md)
        self._column.addStretch(1)
        self._shown: list[QWidget] = []
        self._coming = Gradual(self)
        self._nobody = EmptyState(
            "list-checks",
            _("Who is it about?"),
            _("Choose a student to read what is needed and why. Return opens the file."),
        )
        self._lay_out()
        self.show_row(None)

    def show_row(self, row: BoardRow | None) -> None:
        """Show whom it is about; what is needed comes after."""
        self._clear()
        self.student_id = row.student_id if row else None
        for part in (self._head, self._needs, self.open):
            part.setVisible(row is not None)
        self.attempt.setVisible(row is not None and self.may_try)
        self._nobody.setVisible(row is None)
        if row is not None:
            self._avatar.show_name(row.name)
            self.name.setText(row.name)
            self.meta.setText(who_words(row))

    def show_needs(self, needs: tuple[Need, ...], today: date) -> None:
        """Show what is needed of the student that is shown."""
        self._clear()
        self._coming.start(self._building(needs, today))

    def _building(self, needs: tuple[Need, ...], today: date) -> Iterator[None]:
        for at, need in enumerate(needs[:_MOST]):
            self._add(self._line(need, today, first=not at))
            yield
        if len(needs) > _MOST:
            more = len(needs) - _MOST
            words = ngettext("{count} more stands in the file.", "{count} more stand in the file.", more)
            self._add(Text(words.format(count=more), "small", "text2", wrap=True))
        if not needs:
            self._add(named(Text(_("Nothing is needed now."), "body", "text2", wrap=True), "board_side_nothing"))

    def words(self) -> str:
        """Return what is said of the student, for who reads the screen aloud."""
        return "\n".join(label.text() for part in self._shown for label in part.findChildren(Text, "need_text"))

    def _line(self, need: Need, today: date, *, first: bool) -> QWidget:
        line = QWidget()
        down = QVBoxLayout(line)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE.xs + 2)
        if not first:
            down.addWidget(Line())
        down.addWidget(Chip(*chip_of(need.state)), 0, Qt.AlignmentFlag.AlignLeft)
        down.addWidget(named(Text(need_words(need, today), "body", wrap=True), "need_text"))
        step, student_id, clause_id = need.step, self.student_id, need.clause.clause_id
        if step is not None and student_id is not None:
            button = named(Button(step_words(step), "", ICONS[step]), f"need_{step.value}_button")
            button.clicked.connect(lambda: self.step_asked.emit(student_id, clause_id, step))
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            down.addLayout(row)
        return line

    def _add(self, part: QWidget) -> None:
        self._column.insertWidget(len(self._shown), part)
        self._shown.append(part)
        part.show()

    def _clear(self) -> None:
        self._coming.stop()
        for part in self._shown:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._shown = []

    def _ask_attempt(self) -> None:
        if self.student_id is not None:
            self.attempt_asked.emit(self.student_id)

    def _open(self) -> None:
        if self.student_id is not None:
            self.student_asked.emit(self.student_id)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.meta)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(SPACE.md)
        head.addWidget(self._avatar)
        head.addLayout(words, 1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE.lg)
        down.addWidget(self._head)
        down.addWidget(self._needs, 1)
        down.addWidget(self._nobody, 1)
        down.addWidget(self.attempt)
        down.addWidget(self.open)
