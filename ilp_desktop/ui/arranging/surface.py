"""What the grid is painted on: how far it is scrolled, where the keyboard stands, and what is carried over it."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ilp_desktop.ui import theme
from ilp_desktop.ui.arranging.board import Board, Tile
from ilp_desktop.ui.arranging.carrying import Carry
from ilp_desktop.ui.arranging.geometry import Geometry
from ilp_desktop.ui.arranging.painting import GridPainter, Shown
from ilp_desktop.ui.overriding import override


class GridSurface(QAbstractScrollArea):
    """Paints a board, as much of it as is in view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self._board: Board | None = None
        self._geometry: Geometry | None = None
        self._painter = GridPainter()
        self._carry: Carry | None = None
        self._cursor: tuple[int, int] | None = None
        self._chosen: int | None = None
        """The meeting on which the keyboard stands, where several are at once."""
        self._close = False

    @property
    def board(self) -> Board | None:
        """What is shown."""
        return self._board

    @property
    def carry(self) -> Carry | None:
        """What is carried now."""
        return self._carry

    def set_close(self, on: bool) -> None:
        """Draw the columns narrow, for a look at everybody."""
        self._close = on
        self._lay_out()

    def refresh(self) -> None:
        """Paint anew: something was put elsewhere."""
        self.viewport().update()

    def rect_of(self, key: int) -> QRectF:
        """Return where a meeting's tile is in the viewport."""
        board, geo = self._board, self._geometry
        assert board is not None
        assert geo is not None
        column = board.column_of(key)
        tile = next(one for one in board.tiles(column) if one.key == key)
        return self._seen(geo.tile_rect(column, tile))

    def rect_at(self, column: int, minute: int) -> QRectF:
        """Return where a place of the grid is in the viewport."""
        geo = self._geometry
        assert geo is not None
        return self._seen(geo.slot_rect(column, minute, geo.board.step))

    def _under_cursor(self) -> Tile | None:
        """Return the tile on which the keyboard stands."""
        board, cursor = self._board, self._cursor
        if board is None or cursor is None or cursor[0] >= len(board.columns):
            return None
        tiles = (one for one in board.tiles(cursor[0]) if one.key == self._chosen and one.start == cursor[1])
        return next(tiles, None) or board.tile_at(*cursor)

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        geo = self._geometry
        painter = QPainter(self.viewport())
        if geo is None:
            painter.fillRect(event.rect(), theme.current().color("canvas"))
            return
        view = self.viewport()
        shown = Shown(
            geometry=geo,
            x=self.horizontalScrollBar().value(),
            y=self.verticalScrollBar().value(),
            width=view.width(),
            height=view.height(),
            cursor=self._cursor,
            under=self._under_cursor(),
            focused=self.hasFocus(),
            carry=self._carry,
            ratio=self.devicePixelRatioF(),
        )
        self._painter.paint(painter, QRectF(event.rect()), shown)
        if self._painter.unfinished:
            QTimer.singleShot(0, self.viewport(), self.viewport().update)

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        del dx, dy
        self.viewport().update()

    def _update_column(self, column: int) -> None:
        geo = self._geometry
        if geo is not None:
            left = geo.x_of(column) - self.horizontalScrollBar().value()
            self.viewport().update(left - 4, 0, geo.column + 8, self.viewport().height())

    def _seen(self, place: QRectF) -> QRectF:
        geo = self._geometry
        assert geo is not None
        return place.translated(-self.horizontalScrollBar().value(), geo.heading - self.verticalScrollBar().value())

    def _lay_out(self) -> None:
        board = self._board
        if board is None or not board.bands or not board.columns:
            self._geometry = None
            self.viewport().update()
            return
        geo = self._geometry = Geometry.of(board, self.viewport().width(), close=self._close)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, geo.width - self.viewport().width()))
        across.setPageStep(self.viewport().width() - geo.gutter)
        across.setSingleStep(geo.column)
        down.setRange(0, max(0, geo.height + geo.heading - self.viewport().height()))
        down.setPageStep(self.viewport().height() - geo.heading)
        down.setSingleStep(geo.row)
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._lay_out()
        super().changeEvent(event)

    def _reveal(self) -> None:
        geo = self._geometry
        if geo is None or self._cursor is None:
            return
        place = geo.slot_rect(*self._cursor, geo.board.step)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        wide, high = self.viewport().width() - geo.gutter, self.viewport().height() - geo.heading
        left, top = place.left() - geo.gutter, place.top() - geo.title
        if left < across.value() or left + place.width() > across.value() + wide:
            across.setValue(int(left - (wide - place.width()) / 2))
        if top < down.value() or place.bottom() > down.value() + high:
            down.setValue(int(place.center().y() - high / 2))

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(320, 220)
