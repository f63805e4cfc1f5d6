"""Beside the grid: who has no place yet and why, and what clashes, to be walked through one by one."""

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QListView, QStackedWidget, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.arranging.board import Board
from ilp_desktop.ui.arranging.family import FamilyPanel
from ilp_desktop.ui.arranging.words import blocked_words, clashes_words, marks_words, staff_name, when_words
from ilp_desktop.ui.day.words import grade_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rows import Index, RowsModel
from ilp_desktop.ui.students.rows import PersonDelegate, PersonLook
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Notice, SegmentedControl, Text

_WIDTH = 292
_REASONS = 3
"""How many reasons are written out; the list has the families of the others too."""
WAITING, CLASHES = "waiting", "clashes"


@dataclass(frozen=True, slots=True)
class Entry:
    """One meeting of a list, worded."""

    key: int
    name: str
    meta: str
    more: str
    wrong: bool = False


class EntryModel(RowsModel[Entry]):
    """Meetings that wait, or that clash."""

    @override
    def key(self, row: Entry) -> int:
        return row.key

    @override
    def spoken(self, row: Entry) -> str:
        return ", ".join(part for part in (row.name, row.meta, row.more) if part)

    @override
    def tip(self, row: Entry) -> str:
        return self.spoken(row)


class EntryDelegate(PersonDelegate):
    """Paints a meeting as other lists paint a person."""

    @override
    def look_of(self, row: Hashable) -> PersonLook | None:
        if not isinstance(row, Entry):
            return None
        return PersonLook(row.name, row.meta, icon="triangle-alert" if row.wrong else "")


class EntryList(QListView):
    """Rows that can be dragged onto the grid. Return picks one up, or goes to it."""

    taken = Signal(int)
    drag_begun = Signal(int)
    dragged = Signal(QPoint)
    dropped = Signal(QPoint)
    dropped_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = EntryModel(self)
        self.setModel(self._model)
        self.setItemDelegate(EntryDelegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.drags = True
        self._pressed: tuple[int, QPoint] | None = None
        self._dragging = False

    @property
    def rows(self) -> EntryModel:
        """What is listed."""
        return self._model

    def current_key(self) -> int | None:
        """Return the meeting on which the arrows stand."""
        row = self._model.row(self.currentIndex())
        return row.key if row else None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = self.current_key()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and key is not None:
            self.taken.emit(key)
            return
        if event.key() == Qt.Key.Key_Escape and self._dragging:
            self._end()
            self.dropped_back.emit()
            return
        super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        row = self._model.row(self.indexAt(event.position().toPoint()))
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = row.key, event.globalPosition().toPoint()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        screen = event.globalPosition().toPoint()
        if self._dragging:
            self.dragged.emit(screen)
        elif self._pressed is not None and self.drags:
            key, began = self._pressed
            if (screen - began).manhattanLength() >= QApplication.startDragDistance():
                self._dragging = True
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
                self.drag_begun.emit(key)
                self.dragged.emit(screen)
        else:
            super().mouseMoveEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, was = self._pressed, self._dragging
        self._end()
        if was:
            self.dropped.emit(event.globalPosition().toPoint())
        else:
            super().mouseReleaseEvent(event)
            if pressed is not None and not self.drags:
                self.taken.emit(pressed[0])

    def _end(self) -> None:
        self._pressed, self._dragging = None, False
        self.viewport().unsetCursor()


class ArrangingSide(QFrame):
    """Two lists, one at a time."""

    show_wanted = Signal(int)
    """A meeting that clashes is to be gone to."""
    pick_wanted = Signal(int)
    """A meeting without a place is to be carried."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "side")
        self.setFixedWidth(min(theme.scaled(_WIDTH), 380))
        self.segments = named(
            SegmentedControl(
                [(WAITING, _("No time yet")), (CLASHES, _("Clashes"))], spoken=_("Listed beside the grid")
            ),
            "arranging_segments",
        )
        self.waiting = named(EntryList(), "waiting_list")
        self.waiting.setAccessibleName(_("Families without a time"))
        self.clashes = named(EntryList(), "clash_list")
        self.clashes.setAccessibleName(_("Conferences that clash"))
        self.clashes.drags = False
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(SPACE.xs)
        self._nothing = named(Text("", "body", "text2", wrap=True), "arranging_nothing")
        self._pages = QStackedWidget()
        self._to_form = False
        self._said: tuple[str, ...] = ()
        self.family = FamilyPanel()
        self._board: Board | None = None
        self._lay_out()
        for listed in (self.waiting, self.clashes):
            listed.selectionModel().currentChanged.connect(self._come_to)
        self.segments.chosen.connect(self._turn)
        self.clashes.taken.connect(self.show_wanted)
        self.clashes.activated.connect(self._go)
        self.waiting.taken.connect(self.pick_wanted)

    def show_board(self, board: Board) -> None:
        """Show what waits and what clashes on a board as it stands."""
        self._board = board
        waiting, clashing = board.waiting(), board.clashing()
        rows = tuple(
            Entry(
                line.meeting_id,
                line.name,
                f"{grade_words(line.grade)} · {staff_name(board, str(line.staff_id))}",
                ", ".join(marks_words(board, line)),
            )
            for line in waiting
        )
        self.waiting.rows.show_rows(rows)
        self.waiting.drags = board.sheet.may_change
        self.clashes.rows.show_rows(tuple(_clash_entry(board, key) for key in clashing))
        self.segments.set_words(WAITING, _("No time yet  {count}").format(count=len(waiting)))
        self.segments.set_words(CLASHES, _("Clashes  {count}").format(count=len(clashing)))
        self._show_reasons(board if waiting else None)
        self._turn(self.segments.current())
        self.family.show_line(board, self.family.key)

    def show_family(self, key: int | None) -> None:
        """Show one family below the lists; where nothing lies, whoever was shown stays."""
        if self._board is not None and key is not None and not self._to_form:
            self.family.show_line(self._board, key)

    def give_room(self, *, to_form: bool) -> None:
        """Give the lists' room to a form, or back."""
        self._to_form = to_form
        self._pages.setVisible(not to_form)
        self.family.give_room(to_form=to_form)
        self._turn(self.segments.current())

    def turn(self, key: str) -> None:
        """Show one of the lists."""
        self.segments.choose(key)
        self._turn(key)

    def _show_reasons(self, board: Board | None) -> None:
        said = tuple(blocked_words(board, why) for why in board.sheet.blocked[:_REASONS]) if board is not None else ()
        if said == self._said:
            return
        self._said = said
        while (item := self._reasons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, words in enumerate(said):
            self._reasons.addWidget(named(Notice(words), f"blocked_notice_{at}"))

    def _turn(self, key: str) -> None:
        listed = self.waiting if key == WAITING else self.clashes
        if listed.rows.rowCount():
            self._pages.setCurrentWidget(listed)
            if not listed.currentIndex().isValid():
                listed.setCurrentIndex(listed.rows.index(0))
        else:
            words = _("Everybody has a time.") if key == WAITING else _("Nothing clashes. What does is listed here.")
            self._nothing.setText(words)
            self._pages.setCurrentIndex(2)
        self._held.setVisible(key == WAITING and bool(self._said) and not self._to_form)

    def _come_to(self, index: Index, _before: Index) -> None:
        listed = self.waiting if index.model() is self.waiting.rows else self.clashes
        row = listed.rows.row(index)
        if row is not None and listed.hasFocus():  # not where the list is only read anew
            self.show_family(row.key)

    def _go(self, index: QModelIndex) -> None:
        row = self.clashes.rows.row(index)
        if row is not None:
            self.show_wanted.emit(row.key)

    def _lay_out(self) -> None:
        empty = QWidget()
        within = QVBoxLayout(empty)
        within.setContentsMargins(SPACE.lg, SPACE.sm, SPACE.lg, 0)
        within.addWidget(self._nothing)
        within.addStretch(1)
        for page in (self.waiting, self.clashes, empty):
            self._pages.addWidget(page)
        top = QVBoxLayout()
        top.setContentsMargins(SPACE.lg, 0, SPACE.lg, 0)
        top.addWidget(self.segments)
        self._held = QWidget()
        held = QVBoxLayout(self._held)
        held.setContentsMargins(SPACE.lg, 0, SPACE.lg, 0)
        held.addLayout(self._reasons)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, SPACE.sm, 0, 0)
        down.setSpacing(SPACE.sm)
        down.addLayout(top)
        down.addWidget(self._held)
        down.addWidget(self._pages, 1)
        down.addWidget(self.family, 0)


def _clash_entry(board: Board, key: int) -> Entry:
    at = board.at(key)
    when = when_words(board, at) if at is not None else ""
    why = clashes_words(board, board.clashes_of(key))
    return Entry(key, board.lines[key].name, why, when, wrong=True)
