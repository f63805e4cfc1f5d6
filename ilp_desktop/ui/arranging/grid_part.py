"""The third step: the grid, what is beside it, and the deeds above it."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ilp_desktop.domain.schedule_sheets import Place
from ilp_desktop.language import _
from ilp_desktop.ui.arranging.board import Board
from ilp_desktop.ui.arranging.grid import GridView
from ilp_desktop.ui.arranging.side import CLASHES, WAITING, ArrangingSide
from ilp_desktop.ui.arranging.words import waits_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, EmptyState, Text, Working

_UNDONE = 50


class GridPart(QWidget):
    """Shows a board; what is moved shows at once, and is told to whoever keeps it."""

    moved = Signal(object)
    """Where meetings are put, by key: a ``Place``, or None for off the days."""
    fill_wanted = Signal()
    search_wanted = Signal()
    search_cancelled = Signal()
    publish_wanted = Signal()
    invite_wanted = Signal()
    hours_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._board: Board | None = None
        self._undo: list[dict[int, Place | None]] = []
        self.grid = GridView()
        self.side = ArrangingSide()
        self.fill = named(Button(_("Fill in order"), "", "list-checks"), "fill_button")
        self.search = named(Button(_("Find a better day"), "", "sparkles"), "search_button")
        self.undo = named(Button(_("Undo"), "ghost", "undo-2"), "undo_button")
        self.close_columns = named(
            Button("", "ghost", "users-round", spoken=_("Narrow columns, for a look at everybody")), "narrow_button"
        )
        self.close_columns.setCheckable(True)
        self.publish = named(Button(_("Publish…"), "primary"), "publish_button")
        self.invite = named(Button(_("Invite the families…"), "", "mail"), "invite_button")
        self.invite.hide()
        self.working = named(Working(cancel=True), "search_working")
        self.line = named(Text("", "small", "text2", elide=True), "arranging_line")
        self.look_only = Text(
            _("Made by a colleague: you can look, and they or a lead can change it."), "small", "text2", elide=True
        )
        self.look_only.hide()
        words = _("Say on which days, from when to when, and the grid is here.")
        self.nothing = named(EmptyState("clock", _("Nobody can be met yet"), words, _("Say when")), "grid_empty")
        self._lay_out()
        self._connect()
        self._show_undo()

    @property
    def board(self) -> Board | None:
        """What is shown."""
        return self._board

    def show_board(self, board: Board, *, other: bool) -> None:
        """Show a board; of ``other`` than was shown before nothing can be taken back."""
        if other:
            self._undo.clear()
        self._board = board
        self.grid.show_board(board)
        self.side.show_board(board)
        self._pages.setCurrentIndex(0 if board.bands and board.columns else 1)
        may = board.sheet.may_change
        for one in (self.fill, self.search, self.undo, self.publish):
            one.setVisible(may)
        self.look_only.setVisible(not may)
        self.invite.setVisible(may and board.sheet.line.published > 0)
        self._show_undo()
        if other:
            self.say_how()
        else:
            self.grid.tell_here()

    def say_how(self) -> None:
        """Say how the grid is used, and how long families wait."""
        if self._board is not None:
            how = _("Drag, or Enter to pick up, arrows to carry, N for the next free place, F to keep it there.")
            self.tell(f"{how} {waits_words(self._board.sheet.waits)}")

    def tell(self, words: str, wrong: bool = False) -> None:
        """Write a line below the grid."""
        self.line.setText(words)
        self.line.setToolTip(words)
        self.line.set_fg("red" if wrong else "text2")

    def focus_first(self) -> None:
        """Put the keyboard into the grid."""
        there = self.grid if self._pages.currentIndex() == 0 else self.nothing.action
        there.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, words: str) -> None:
        """Show that a search is under way; empty words end it."""
        for one in (self.fill, self.search, self.undo, self.publish):
            one.setEnabled(not words)
        self.grid.setEnabled(not words)
        self.side.setEnabled(not words)
        if words:
            self.working.cancel.setEnabled(True)
            self.working.begin(words)
        else:
            self.working.end()
            self._show_undo()

    # Moving

    def remember(self) -> None:
        """Keep where everything lies, so that a filling or a search can be taken back as one."""
        if self._board is not None:
            self._keep(self._board.places())

    def forget_last(self) -> None:
        """Nothing came of what was to be taken back."""
        if self._undo:
            self._undo.pop()
            self._show_undo()

    def put(self, places: dict[int, Place | None]) -> None:
        """Put meetings elsewhere, so that it can be taken back."""
        board = self._board
        if board is not None and places:
            self._keep({key: board.place_of(key) for key in places})
            self._put(places)

    def take_back(self) -> None:
        """Take the last move back."""
        if self._undo and self.undo.isEnabled():
            self._put(self._undo.pop())
            self._show_undo()
            self.tell(_("Taken back."))

    def _put(self, places: dict[int, Place | None]) -> None:
        board = self._board
        assert board is not None
        board.put(places)
        self.grid.refresh()
        self.side.show_board(board)
        self.moved.emit(places)

    def _keep(self, before: dict[int, Place | None]) -> None:
        self._undo.append(before)
        del self._undo[:-_UNDONE]
        self._show_undo()

    def _show_undo(self) -> None:
        self.undo.setEnabled(bool(self._undo))
        board, last = self._board, self._undo[-1] if self._undo else None
        if board is None or not last:
            self.undo.setToolTip("")
        elif len(last) == 1:
            name = board.lines[next(iter(last))].name if next(iter(last)) in board.lines else ""
            self.undo.setToolTip(_("Take back the last move: {name}").format(name=name))
        else:
            self.undo.setToolTip(_("Take back the last change of {count} conferences").format(count=len(last)))

    def _place(self, key: int, minute: int) -> None:
        board = self._board
        assert board is not None
        if board.at(key) != minute:
            self.put({key: board.place(minute)})

    def _lift(self, key: int) -> None:
        self.put({key: None})
        self.side.turn(WAITING)

    def _fix(self, key: int) -> None:
        board = self._board
        minute = board.at(key) if board else None
        if board is not None and minute is not None:
            self.put({key: board.place(minute, fixed=not board.is_fixed(key))})
            words = _("{name} stays there.") if board.is_fixed(key) else _("{name} may be moved by a search again.")
            self.tell(words.format(name=board.lines[key].name))

    def _let_out(self, key: int, screen: QPoint) -> None:
        if self.side.rect().contains(self.side.mapFromGlobal(screen)):
            self._lift(key)

    def _pick(self, key: int) -> None:
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grid.pick_up(key)

    def _go_to(self, key: int) -> None:
        self.grid.show_meeting(key)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def walk_clashes(self) -> None:
        """Show what clashes, where anything does."""
        self.side.turn(CLASHES)

    def _connect(self) -> None:
        grid, side = self.grid, self.side
        grid.placed.connect(self._place)
        grid.lifted.connect(self._lift)
        grid.fix_wanted.connect(self._fix)
        grid.let_out.connect(self._let_out)
        grid.undo_wanted.connect(self.take_back)
        grid.said.connect(self.tell)
        grid.stood_on.connect(side.show_family)
        side.pick_wanted.connect(self._pick)
        side.show_wanted.connect(self._go_to)
        side.waiting.drag_begun.connect(partial(grid.pick_up, by_mouse=True))
        side.waiting.dragged.connect(grid.carry_to)
        side.waiting.dropped.connect(grid.put_down)
        side.waiting.dropped_back.connect(grid.put_back)
        self.fill.clicked.connect(self.fill_wanted)
        self.search.clicked.connect(self.search_wanted)
        self.undo.clicked.connect(self.take_back)
        self.publish.clicked.connect(self.publish_wanted)
        self.invite.clicked.connect(self.invite_wanted)
        self.close_columns.toggled.connect(grid.set_close)
        self.nothing.acted.connect(self.hours_wanted)
        self.working.cancelled.connect(self.search_cancelled)

    def _lay_out(self) -> None:
        deeds = QHBoxLayout()
        deeds.setSpacing(SPACE.sm)
        for one in (self.fill, self.search, self.undo, self.close_columns):
            deeds.addWidget(one)
        deeds.addWidget(self.look_only, 1)
        deeds.addStretch(1)
        deeds.addWidget(self.publish)
        deeds.setContentsMargins(SPACE.lg, 0, SPACE.xl, 0)
        held = QVBoxLayout()
        held.setContentsMargins(SPACE.lg, 0, SPACE.xl, 0)
        held.addWidget(self.working)
        right = QVBoxLayout()
        right.setSpacing(SPACE.sm)
        right.addLayout(deeds)
        right.addLayout(held)
        right.addWidget(self.grid, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE.lg, 0, SPACE.xl, SPACE.sm)
        foot.setSpacing(SPACE.md)
        foot.addWidget(self.line, 1)
        foot.addWidget(self.invite)
        right.addLayout(foot)
        whole = QWidget()
        across = QHBoxLayout(whole)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.side)
        across.addLayout(right, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(whole)
        self._pages.addWidget(self.nothing)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self._pages)
