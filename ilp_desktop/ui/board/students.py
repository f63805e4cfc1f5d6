"""The students of the board: numbers that filter, the list, and the one who is chosen."""

from datetime import date

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ilp_desktop.domain.board import BoardPage, BoardRow, Need, Show, Summary
from ilp_desktop.language import _
from ilp_desktop.ui.board.nothing import Nothing
from ilp_desktop.ui.board.rows import BoardHeadings, BoardList
from ilp_desktop.ui.board.side import SidePanel
from ilp_desktop.ui.board.tiles import Tiles
from ilp_desktop.ui.board.words import counted_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, EmptyState, Text

_SETTLED = 120
"""Milliseconds that a row stays chosen before what is needed is read: arrow keys go by."""


class StudentsView(QWidget):
    """Shows a list of students, and tells what was wanted. It asks nothing itself."""

    show_chosen = Signal(object)
    """The ``Show`` of a tile."""
    back_wanted = Signal()
    more_wanted = Signal()
    needs_wanted = Signal(int)
    student_asked = Signal(int)
    step_asked = Signal(int, str, object)
    """Student, clause and the ``NextStep`` that is wanted."""
    empty_acted = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "board_students")
        self.tiles = Tiles()
        self.list = BoardList()
        self.side = SidePanel()
        self.headings = BoardHeadings()
        self.back = named(Button(_("Back"), "ghost", "arrow-left"), "board_back_button")
        self.behind = named(Text("", "h2", elide=True), "board_behind_title")
        self.counted = named(Text("", "small", "text2", tabular=True, elide=True), "board_counted")
        self._crumb = QWidget()
        self._pages = QStackedWidget()
        self._listed = QWidget()
        self._empty: EmptyState | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLED)
        self._lay_out()
        self._connect()

    def show_head(self, summary: Summary | None, show: Show, behind_words: str) -> None:
        """Show the numbers, or what number the students stand behind."""
        self._crumb.setVisible(bool(behind_words))
        self.tiles.setVisible(not behind_words and (summary is None or summary.students > 0))
        self.behind.setText(behind_words)
        self.counted.setVisible(not behind_words)
        if summary is not None:
            self.tiles.show_summary(summary)
            self.counted.setText(counted_words(summary))
        self.tiles.choose(show)

    def show_page(self, page: BoardPage, empty: Nothing, *, stay: bool = False) -> None:
        """Show a list from its beginning; ``empty`` is what stands there where it has nobody, ``stay``: it is the list that stands there."""
        chosen = self.list.current() if stay else None
        if not stay:
            self.list.setCurrentIndex(QModelIndex())
        others = self.list.rows.show_rows(page.rows)
        self._beside.setVisible(bool(page.rows))
        if page.rows:
            self._pages.setCurrentWidget(self._listed)
        else:
            self._show_empty(empty)
        if not stay:
            self.list.scrollToTop()
        elif others and chosen is not None:
            at = self.list.rows.place(chosen.student_id)
            if at.isValid():
                self.list.setCurrentIndex(at)
        if self.list.current() is None:
            self._choose(None)
        else:
            self._settling.start()

    def add_page(self, page: BoardPage) -> None:
        """Show more of the same list."""
        self.list.rows.add_rows(page.rows)

    def show_needs(self, student_id: int, needs: tuple[Need, ...], today: date) -> None:
        """Show what is needed of the student, if it is still the one who is chosen."""
        if self.side.student_id == student_id:
            self.side.show_needs(needs, today)

    def focus_first(self) -> None:
        """Put the keyboard into the list; where it has nobody, onto what can be done."""
        if self.list.rows.rowCount():
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.list.rows.index(0))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._empty is not None and not self._empty.action.isHidden():
            self._empty.action.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._crumb.isVisible():
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_empty(self, empty: Nothing) -> None:
        before = self._empty
        self._empty = named(EmptyState(empty.icon, empty.title, empty.words, empty.action), "board_empty")
        self._empty.acted.connect(self.empty_acted)
        self._pages.addWidget(self._empty)
        self._pages.setCurrentWidget(self._empty)
        if before is not None:
            self._pages.removeWidget(before)
            before.deleteLater()

    def _choose(self, row: BoardRow | None) -> None:
        if row is None or row.student_id != self.side.student_id:
            self.side.show_row(row)
        if row is None:
            self._settling.stop()
        else:
            self._settling.start()

    def _read_needs(self) -> None:
        row = self.list.current()
        if row is not None:
            self.needs_wanted.emit(row.student_id)

    def _ask_step(self, row: BoardRow) -> None:
        self.step_asked.emit(row.student_id, row.clause_id, row.step)

    def _connect(self) -> None:
        self.tiles.chosen.connect(self.show_chosen)
        self.back.clicked.connect(self.back_wanted)
        self.list.selected.connect(self._choose)
        self.list.student_asked.connect(self.student_asked)
        self.list.step_asked.connect(self._ask_step)
        self.list.end_neared.connect(self.more_wanted)
        self.side.student_asked.connect(self.student_asked)
        self.side.step_asked.connect(self.step_asked)
        self._settling.timeout.connect(self._read_needs)
        self.list.verticalScrollBar().rangeChanged.connect(self._fit_headings)

    def _fit_headings(self, _least: int, most: int) -> None:
        self.headings.beside = self.list.verticalScrollBar().sizeHint().width() if most else 0
        self.headings.update()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def _lay_out(self) -> None:
        crumb = QHBoxLayout(self._crumb)
        crumb.setContentsMargins(0, 0, 0, 0)
        crumb.setSpacing(SPACE.md)
        crumb.addWidget(self.back)
        crumb.addWidget(self.behind, 1)
        listed = QVBoxLayout(self._listed)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.setSpacing(0)
        listed.addWidget(self.headings)
        listed.addWidget(self.list, 1)
        self._pages.addWidget(self._listed)
        students = named(Card(padding=SPACE.sm, spacing=0), "board_list_card")
        students.body.addWidget(self._pages, 1)
        self.foot = QHBoxLayout()
        """Below the list: how many there are, and what can be done for all of them."""
        self.foot.setContentsMargins(SPACE.md, SPACE.sm, SPACE.sm, SPACE.xs)
        self.foot.addWidget(self.counted, 1)
        students.body.addLayout(self.foot)
        self._beside = named(Card(padding=SPACE.lg), "board_side_card")
        self._beside.body.addWidget(self.side, 1)
        row = QHBoxLayout()
        row.setSpacing(SPACE.lg)
        row.addWidget(students, 1)
        row.addWidget(self._beside)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE.md)
        down.addWidget(self._crumb)
        down.addWidget(self.tiles)
        down.addLayout(row, 1)
