"""Where everything of the grid lies, in pixels of its whole length and width; the heading and the times stay in view."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from ilp_desktop.ui import theme
from ilp_desktop.ui.arranging.board import Band, Board, Tile

_COLUMN, _CLOSE, _WIDEST = 136, 46, 232
_GAP = 2.0


@dataclass(frozen=True, slots=True)
class Geometry:
    """Lengths for one board, at one width and text size. ``tops`` are where the days begin."""

    board: Board
    heading: int
    gutter: int
    title: int
    row: int
    column: int
    tops: tuple[int, ...]
    width: int
    height: int

    @classmethod
    def of(cls, board: Board, room: int, *, close: bool) -> "Geometry":
        """Return the geometry of a board shown in so many pixels; ``close`` draws the columns narrow."""
        gutter = theme.scaled(58)
        least = theme.scaled(_CLOSE if close else _COLUMN)
        columns = max(1, len(board.columns))
        column = max(least, min((room - gutter) // columns, theme.scaled(_WIDEST)))
        title, row = theme.scaled(38), theme.scaled(42)
        tops: list[int] = []
        y = 0
        for band in board.bands:
            tops.append(y)
            y += title + (band.ends - band.begins) // board.step * row
        height = y + theme.scaled(12)
        heading = theme.scaled(50)
        return cls(board, heading, gutter, title, row, column, tuple(tops), gutter + columns * column, height)

    def y_of(self, minute: int) -> float:
        """Return how far down a minute is; one outside the days lies at the nearest end of one."""
        at = self.band_of(minute)
        band = self.board.bands[at]
        inside = min(max(minute, band.begins), band.ends)
        return self.tops[at] + self.title + (inside - band.begins) / self.board.step * self.row

    def minute_at(self, y: float) -> float:
        """Return the minute so far down; within a day's title, its first."""
        at = max((number for number, top in enumerate(self.tops) if top <= y), default=0)
        band = self.board.bands[at]
        down = max(0.0, y - self.tops[at] - self.title)
        return min(band.begins + down / self.row * self.board.step, band.ends - self.board.step / 2)

    def band_of(self, minute: int) -> int:
        """Return the number of the day that a minute belongs to."""
        bands = self.board.bands
        return max((at for at, band in enumerate(bands) if _midnight(self.board, band) <= minute), default=0)

    def x_of(self, column: int) -> int:
        """Return where a column begins."""
        return self.gutter + column * self.column

    def column_at(self, x: float) -> int:
        """Return the column at a distance from the left, the first or last one beyond the ends."""
        return min(max(0, int((x - self.gutter) // self.column)), len(self.board.columns) - 1)

    def slot_rect(self, column: int, minute: int, minutes: int, lane: int = 0, lanes: int = 1) -> QRectF:
        """Return where something of a length lies."""
        top = self.y_of(minute)
        wide = (self.column - 2 * _GAP) / lanes
        left = self.x_of(column) + _GAP + lane * wide
        return QRectF(left, top + _GAP, wide - (1 if lanes > 1 else 0), minutes / self.board.step * self.row - 2 * _GAP)

    def tile_rect(self, column: int, tile: Tile) -> QRectF:
        """Return where a tile lies."""
        return self.slot_rect(column, tile.start, tile.minutes, tile.lane, tile.lanes)


def _midnight(board: Board, band: Band) -> int:
    return board.minute(band.on, "00:00")
