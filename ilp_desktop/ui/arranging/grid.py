"""The grid: staff as columns, times as rows, day below day. Meetings are dragged, or carried by keys."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui.arranging.board import Board, Tile
from ilp_desktop.ui.arranging.bubble import ReasonBubble
from ilp_desktop.ui.arranging.carrying import Carry
from ilp_desktop.ui.arranging.surface import GridSurface
from ilp_desktop.ui.arranging.words import clashes_words, spoken, when_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.widgets import announce, name_changed

_EDGE, _SPEED = 28, 18
_KEYS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
}


class GridView(GridSurface):
    """Shows a board and tells what a person wants of it. What may not be changed can only be looked at."""

    placed = Signal(int, int)
    """A meeting, and the minute at which it was put down."""
    lifted = Signal(int)
    fix_wanted = Signal(int)
    """A meeting that is to stay, or to be let go."""
    let_out = Signal(int, QPoint)
    """A meeting that was dropped outside the grid, and where on the screen."""
    said = Signal(str, bool)
    """What stands at the keyboard's place or is carried, in words; and whether something clashes there."""
    stood_on = Signal(object)
    """The key of the meeting on which the keyboard stands, or None."""
    undo_wanted = Signal()
    carry_ended = Signal()
    """Nothing is carried any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "arranging_grid")
        self.setAccessibleName(_("Conference grid"))
        self._pressed: tuple[int, QPoint] | None = None
        self._pointer = QPoint()
        self._bubble = ReasonBubble(self.viewport())
        self._scroller = QTimer(self)
        self._scroller.setInterval(16)
        self._scroller.timeout.connect(self._scroll_on)

    @property
    def cursor_key(self) -> int | None:
        """The meeting on which the keyboard stands."""
        tile = self._tile_here()
        return tile.key if tile else None

    def show_board(self, board: Board) -> None:
        """Show a board; the keyboard stays where it was, and what was carried is put back."""
        self._drop_carry()
        self._board = board
        if self._cursor is None or self._cursor[0] >= len(board.columns):
            self._cursor = (0, board.columns[0].slots[0]) if board.columns and board.columns[0].slots else None
        self._lay_out()

    def show_meeting(self, key: int) -> None:
        """Bring a meeting into view and put the keyboard on it."""
        board = self._board
        if board is None or (minute := board.at(key)) is None:
            return
        self._chosen, self._cursor = key, (board.column_of(key), minute)
        self._reveal()
        self.tell_here(aloud=True)
        self.viewport().update()

    # Carrying

    def pick_up(self, key: int, *, by_mouse: bool = False) -> None:
        """Begin to carry a meeting; one without a place from the first place that is free."""
        board = self._board
        if board is None or not board.sheet.may_change or not board.columns[board.column_of(key)].slots:
            return
        start = board.at(key)
        if start is None:
            start = board.first_free(key)
        column = board.column_of(key)
        self._carry = Carry(board, key, board.columns[column].slots[0] if start is None else start, by_mouse=by_mouse)
        if not by_mouse:
            self._cursor = (column, self._carry.start)
            self._reveal()
        self._tell_carry(_("Picked up."))
        self.viewport().update()

    def carry_to(self, screen: QPoint) -> None:
        """Carry with the pointer."""
        carry, geo = self._carry, self._geometry
        if carry is None or geo is None:
            return
        self._pointer = self.viewport().mapFromGlobal(screen)
        before = carry.start
        y = self._pointer.y() - geo.heading + self.verticalScrollBar().value() - geo.row / 2
        carry.to(geo.minute_at(y))
        if self._near_edge() and not self._scroller.isActive():
            self._scroller.start()
        if carry.start != before:
            self._tell_carry()
        self._show_reason()
        self._update_column(carry.column)

    def put_down(self, screen: QPoint | None = None) -> None:
        """Put down what is carried; outside the grid, whoever listens to ``let_out`` decides."""
        carry = self._carry
        if carry is None:
            return
        inside = screen is None or self.viewport().rect().contains(self.viewport().mapFromGlobal(screen))
        self._drop_carry()
        if inside:
            self._chosen, self._cursor = carry.key, (carry.column, carry.start)
            self.placed.emit(carry.key, carry.start)
            self.tell_here(aloud=True)
        elif screen is not None:
            self.let_out.emit(carry.key, screen)
        self.carry_ended.emit()

    def put_back(self) -> None:
        """Leave what is carried where it was."""
        carry = self._carry
        if carry is not None:
            self._drop_carry()
            announce(self, _("Put back."))
            self.tell_here(aloud=True)
            self.carry_ended.emit()

    def _drop_carry(self) -> None:
        self._carry = None
        self._pressed = None
        self._scroller.stop()
        self._bubble.hide()
        self.viewport().update()

    def _tell_carry(self, first: str = "") -> None:
        carry, board = self._carry, self._board
        if carry is None or board is None:
            return
        clashes = carry.clashes(carry.start)
        why = clashes_words(board, clashes) if clashes else _("Free.")
        words = f"{board.lines[carry.key].name}, {when_words(board, carry.start)}. {why}"
        self.said.emit(words, bool(clashes))
        announce(self, f"{first} {words}".strip())

    def _show_reason(self) -> None:
        carry, board = self._carry, self._board
        if carry is None or board is None:
            return
        self._bubble.say(clashes_words(board, carry.clashes(carry.start)), self._pointer)

    def _scroll_on(self) -> None:
        if self._carry is None or not (by := self._near_edge()):
            self._scroller.stop()
            return
        for bar, step in ((self.horizontalScrollBar(), by.x()), (self.verticalScrollBar(), by.y())):
            bar.setValue(bar.value() + step)
        self.carry_to(self.viewport().mapToGlobal(self._pointer))

    def _near_edge(self) -> QPoint | None:
        geo = self._geometry
        if geo is None:
            return None
        at, view = self._pointer, self.viewport().rect()
        down = _SPEED if at.y() > view.bottom() - _EDGE else -_SPEED if at.y() < geo.heading + _EDGE else 0
        return QPoint(0, down) if down else None

    # The keyboard

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self._carry_key(event) if self._carry is not None else self._cursor_key(event)):
            super().keyPressEvent(event)

    def _carry_key(self, event: QKeyEvent) -> bool:
        carry, geo = self._carry, self._geometry
        assert carry is not None
        assert geo is not None
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down as key:
                carry.step(_KEYS[key])
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown as key:
                carry.to(self._a_day_on(carry.start, 1 if key == Qt.Key.Key_PageDown else -1))
            case Qt.Key.Key_N:
                if not carry.to_next_free():
                    announce(self, _("No other place is free."))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self.put_down()
                return True
            case Qt.Key.Key_Escape:
                self.put_back()
                return True
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self._drop_carry()
                self.lifted.emit(carry.key)
                self.carry_ended.emit()
                return True
            case _other:
                return event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}
        self._cursor = (carry.column, carry.start)
        self._reveal()
        self._tell_carry()
        self.viewport().update()
        return True

    def _cursor_key(self, event: QKeyEvent) -> bool:
        tile = self._tile_here()
        may = self._board is not None and self._board.sheet.may_change
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down as key:
                self._move(_KEYS[key])
            case Qt.Key.Key_Left | Qt.Key.Key_Right as key:
                self._move_across(1 if key == Qt.Key.Key_Right else -1)
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown as key if self._cursor is not None:
                self._stand(self._cursor[0], self._a_day_on(self._cursor[1], 1 if key == Qt.Key.Key_PageDown else -1))
            case Qt.Key.Key_Home | Qt.Key.Key_End as key if self._board is not None and self._cursor is not None:
                slots = self._board.columns[self._cursor[0]].slots
                self._stand(self._cursor[0], slots[0 if key == Qt.Key.Key_Home else -1])
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if tile and may:
                self.pick_up(tile.key)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace if tile and may:
                self.lifted.emit(tile.key)
            case Qt.Key.Key_F if tile and may and not event.modifiers():
                self.fix_wanted.emit(tile.key)
            case Qt.Key.Key_Z if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self.undo_wanted.emit()
            case _other:
                return False
        return True

    def _move(self, by: int) -> None:
        board, cursor = self._board, self._cursor
        if board is None or cursor is None:
            return
        slots = board.columns[cursor[0]].slots
        tile = self._tile_here()
        beside = [one for one in board.tiles(cursor[0]) if tile is not None and one.start == tile.start]
        if tile is not None and 0 <= tile.lane + by < len(beside):
            self._stand_on(cursor[0], beside[tile.lane + by])
            return
        # What lies off the rows is met on the way: its beginning is a place too.
        stops = sorted({*slots, *(one.start for one in board.tiles(cursor[0]))})
        here = tile.start if tile else cursor[1]
        if by > 0:
            later = [stop for stop in stops if stop >= (here + tile.minutes if tile else here + 1)]
            self._stand(cursor[0], later[0] if later else here)
        else:
            earlier = [stop for stop in stops if stop < here]
            self._stand(cursor[0], earlier[-1] if earlier else here)

    def _move_across(self, by: int) -> None:
        board, cursor = self._board, self._cursor
        if board is not None and cursor is not None and 0 <= cursor[0] + by < len(board.columns):
            self._stand(cursor[0] + by, board.slot_near(cursor[0] + by, cursor[1]))

    def _a_day_on(self, minute: int, by: int) -> int:
        """Return the same time on the next day of the grid, or the one before."""
        geo = self._geometry
        assert geo is not None
        bands = geo.board.bands
        at = geo.band_of(minute)
        other = bands[min(max(0, at + by), len(bands) - 1)]
        same = geo.board.minute(other.on, geo.board.time_of(minute))
        return min(max(same, other.begins), other.ends - geo.board.step)

    def _stand(self, column: int, minute: int) -> None:
        board = self._board
        assert board is not None
        tile = board.tile_at(column, minute)
        if tile is not None:
            self._stand_on(column, tile)
            return
        self._chosen = None
        self._cursor = (column, board.slot_near(column, minute))
        self._reveal()
        self.tell_here(aloud=True)
        self.viewport().update()

    def _stand_on(self, column: int, tile: Tile) -> None:
        self._chosen, self._cursor = tile.key, (column, tile.start)
        self._reveal()
        self.tell_here(aloud=True)
        self.viewport().update()

    def _tile_here(self) -> Tile | None:
        return self._under_cursor()

    def tell_here(self, *, aloud: bool = False) -> None:
        """Say what stands at the keyboard's place, as it is by now."""
        board, cursor = self._board, self._cursor
        if board is None or cursor is None or self._geometry is None:
            return
        tile = self._tile_here()
        staff = board.columns[cursor[0]].name
        here = spoken(board, tile.key) if tile else _("Free, {when}").format(when=when_words(board, cursor[1]))
        words = f"{staff}: {here}"
        grid = _("Conference grid")
        name_changed(self, f"{grid}. {words}")
        if aloud:
            announce(self, words)
            self.stood_on.emit(tile.key if tile else None)
        self.said.emit(words, bool(tile and board.clashes_of(tile.key)))

    # The mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        hit = self._hit(event.position())
        if event.button() != Qt.MouseButton.LeftButton or hit is None or self._board is None:
            return
        column, minute, tile = hit
        self._chosen = tile.key if tile else None
        self._cursor = (column, tile.start if tile else self._board.slot_near(column, minute - self._board.step / 2))
        if tile is not None:
            self._pressed = tile.key, event.globalPosition().toPoint()
        self.tell_here(aloud=True)
        self.viewport().update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        screen = event.globalPosition().toPoint()
        if self._carry is not None and self._carry.by_mouse:
            self.carry_to(screen)
        elif self._pressed is not None:
            key, began = self._pressed
            if (screen - began).manhattanLength() >= QApplication.startDragDistance():
                self.pick_up(key, by_mouse=True)
                self.carry_to(screen)
        else:
            hit = self._hit(event.position())
            over = hit is not None and hit[2] is not None
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        if self._carry is not None and self._carry.by_mouse:
            self.put_down(event.globalPosition().toPoint())

    def _hit(self, at: QPointF) -> tuple[int, float, Tile | None] | None:
        geo, board = self._geometry, self._board
        if geo is None or board is None or not board.bands or at.y() < geo.heading or at.x() < geo.gutter:
            return None
        whole = QPointF(
            at.x() + self.horizontalScrollBar().value(), at.y() - geo.heading + self.verticalScrollBar().value()
        )
        if whole.x() >= geo.width:
            return None
        column = geo.column_at(whole.x())
        tile = next((one for one in board.tiles(column) if geo.tile_rect(column, one).contains(whole)), None)
        return column, geo.minute_at(whole.y()), tile

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._board is not None:
            hit = self._hit(QPointF(event.pos()))
            words = spoken(self._board, hit[2].key) if hit is not None and hit[2] is not None else ""
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason and self._carry is None:
            self.tell_here(aloud=True)
        self.viewport().update()
