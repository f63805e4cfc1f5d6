"""How the grid is painted: only what is seen, and nothing is read or reckoned anew while it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QPixmap

from ilp_desktop.domain.schedule_sheets import MeetingLine
from ilp_desktop.ui import theme
from ilp_desktop.ui.arranging.board import Board, Tile
from ilp_desktop.ui.arranging.carrying import Carry
from ilp_desktop.ui.arranging.geometry import Geometry
from ilp_desktop.ui.day.words import day_words, grade_words, time_words
from ilp_desktop.ui.widgets import initials

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_CENTER = int(Qt.AlignmentFlag.AlignCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_CORNER = 7
_WORDS_FROM = 62
"""Pixels at 100 % from which on a tile has room for words."""
_LETTERS_FROM = 30
_KEPT = 4000
_PICTURES = 1500
"""Pictures of tiles that are kept: 25 KB each."""
_TURN = 0.005
"""Seconds that a turn may spend on pictures that were never drawn before."""


@dataclass(slots=True)
class Shown:
    """What is to be painted: the part of the whole that is in view, and what stands out in it."""

    geometry: Geometry
    x: int
    y: int
    width: int
    height: int
    cursor: tuple[int, int] | None
    under: Tile | None
    """What lies at the cursor."""
    focused: bool
    carry: Carry | None
    ratio: float

    @property
    def board(self) -> Board:
        return self.geometry.board


class GridPainter:
    """Paints a board. Shortened names are kept, so that scrolling does not measure them again."""

    def __init__(self) -> None:
        self._short: dict[tuple[str, int, str, int], str] = {}
        self._drawn: dict[tuple[object, ...], QPixmap] = {}  # the painter's own: it goes with the office's lock
        self._until = 0.0
        self.unfinished = False
        """Whether some tiles were painted without their words, for the next turn to finish."""

    def paint(self, painter: QPainter, clip: QRectF, shown: Shown) -> None:
        """Paint what lies in ``clip``, in pixels of the viewport."""
        self._until, self.unfinished = perf_counter() + _TURN, False
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(clip, theme.current().color("canvas"))
        geo = shown.geometry
        body = QRectF(geo.gutter, geo.heading, shown.width - geo.gutter, shown.height - geo.heading)
        painter.save()
        painter.setClipRect(body.intersected(clip))
        painter.translate(-shown.x, geo.heading - shown.y)
        area = clip.intersected(body).translated(shown.x, shown.y - geo.heading)
        columns = range(geo.column_at(area.left()), geo.column_at(area.right()) + 1) if area.isValid() else range(0)
        for column in columns:
            self._ground(painter, shown, column, area)
        if shown.carry is not None and shown.carry.column in columns:
            self._offers(painter, shown, shown.carry, area)
        for column in columns:
            for tile in shown.board.tiles(column):
                place = geo.tile_rect(column, tile)
                if place.intersects(area):
                    self._tile(painter, shown, tile, place)
        self._marks(painter, shown)
        painter.restore()
        self._times(painter, clip, shown)
        self._headings(painter, clip, shown)

    # The ground

    def _ground(self, painter: QPainter, shown: Shown, column: int, area: QRectF) -> None:
        """Somebody's hours, with a line at each row."""
        geo, look = shown.geometry, theme.current()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("surface"))
        left = geo.x_of(column)
        for each in shown.board.columns[column].stretches:
            top, foot = geo.y_of(each.begins), geo.y_of(each.ends)
            if foot >= area.top() and top <= area.bottom():
                painter.drawRoundedRect(QRectF(left + 1, top, geo.column - 2, foot - top), _CORNER, _CORNER)
                painter.setPen(QPen(look.color("border"), 1))
                for line in self._lines(shown, each.begins, each.ends, area):
                    painter.drawLine(QPointF(left + 6, line), QPointF(left + geo.column - 6, line))
                painter.setPen(Qt.PenStyle.NoPen)

    def _lines(self, shown: Shown, begins: int, ends: int, area: QRectF) -> Iterator[float]:
        for minute in range(begins + shown.board.step, ends, shown.board.step):
            y = shown.geometry.y_of(minute)
            if area.top() <= y <= area.bottom():
                yield round(y) + 0.5

    def _offers(self, painter: QPainter, shown: Shown, carry: Carry, area: QRectF) -> None:
        """Where what is carried could be put: free places plain, those that clash hatched and marked."""
        geo, look = shown.geometry, theme.current()
        for slot in shown.board.columns[carry.column].slots:
            place = geo.slot_rect(carry.column, slot, carry.minutes)
            if not place.intersects(area):
                continue
            clashes = bool(carry.clashes(slot))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("red_soft" if clashes else "accent_soft"))
            painter.drawRoundedRect(place, _CORNER, _CORNER)
            if clashes:
                hatch = look.color("red")
                hatch.setAlpha(70)
                painter.fillRect(place, _hatched(hatch))
            else:
                mark = theme.pixmap("check", "accent_text", 12, shown.ratio)
                painter.drawPixmap(QPointF(place.right() - 18, place.center().y() - 6), mark)

    # Tiles

    def _tile(self, painter: QPainter, shown: Shown, tile: Tile, place: QRectF) -> None:
        carried = shown.carry is not None and shown.carry.key == tile.key
        if carried:
            painter.setOpacity(0.35)
        painter.drawPixmap(place.topLeft(), self._picture(shown, shown.board.lines[tile.key], place.size()))
        painter.setOpacity(1.0)

    def _picture(self, shown: Shown, line: MeetingLine, size: QSizeF) -> QPixmap:
        """Return a tile's picture, drawn once; where the turn's time is used up, its ground alone, and the rest comes in the next."""
        wrong = bool(shown.board.clashes_of(line.meeting_id))
        marks = _marks(shown.board, line)
        whole = (size.width(), size.height(), theme.current().name, theme.text_percent(), shown.ratio)
        words = (line.name, line.grade, *marks) if perf_counter() < self._until else None
        key = (wrong, line.name, line.grade, *marks, *whole)
        drawn = self._drawn.get(key)
        if drawn is None:
            if words is None:
                self.unfinished = True
                key = (wrong, *whole)
                if (drawn := self._drawn.get(key)) is not None:
                    return drawn
            if len(self._drawn) >= _PICTURES:
                self._drawn.clear()
            drawn = self._drawn[key] = QPixmap(size.toSize() * shown.ratio)
            drawn.setDevicePixelRatio(shown.ratio)
            drawn.fill(Qt.GlobalColor.transparent)
            brush = QPainter(drawn)
            brush.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._tile_ground(brush, QRectF(QPointF(), size), wrong=wrong)
            if words is not None:
                self._tile_words(brush, shown, line, QRectF(QPointF(), size))
            brush.end()
        return drawn

    def _tile_ground(self, painter: QPainter, place: QRectF, *, wrong: bool) -> None:
        look = theme.current()
        painter.setPen(QPen(look.color("red"), 1.2) if wrong else Qt.PenStyle.NoPen)
        painter.setBrush(look.color("red_soft" if wrong else "accent_soft"))
        painter.drawRoundedRect(place.adjusted(0.6, 0.6, -0.6, -0.6) if wrong else place, _CORNER, _CORNER)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("red" if wrong else "accent"))
        painter.drawRoundedRect(QRectF(place.left(), place.top() + 5, 3, place.height() - 10), 1.5, 1.5)

    def _tile_words(self, painter: QPainter, shown: Shown, line: MeetingLine, place: QRectF) -> None:
        look = theme.current()
        marks = _marks(shown.board, line)
        inner = place.adjusted(9, 2, -6, -2)
        if place.width() < theme.scaled(_WORDS_FROM):
            painter.setFont(theme.font("small_strong"))
            painter.setPen(look.color("text"))
            if place.width() < theme.scaled(_LETTERS_FROM):
                self._icons(painter, shown, marks[:1], inner.center().x() + 8, inner.center().y())
                return
            half = QRectF(inner.left() - 4, inner.top(), inner.width() + 6, inner.height() / (2 if marks else 1))
            painter.drawText(half, _CENTER, initials(line.name))
            self._icons(painter, shown, marks[:1], inner.center().x() + 8, inner.bottom() - 8)
            return
        tall = theme.scaled(17)
        top = inner.center().y() - tall if inner.height() >= 2 * tall else inner.top()
        self._words(painter, line.name, "small_strong", "text", QRectF(inner.left(), top, inner.width(), tall))
        until = self._icons(painter, shown, marks, inner.right(), top + 1.5 * tall)
        room = QRectF(inner.left(), top + tall, until - inner.left() - 4, tall)
        self._words(painter, grade_words(line.grade), "small", "text2", room)

    def _icons(
        self, painter: QPainter, shown: Shown, marks: list[tuple[str, str]], right: float, middle: float
    ) -> float:
        """Paint small marks from the right, and return where they begin."""
        size = theme.scaled(13)
        for icon, ink in marks:
            right -= size
            painter.drawPixmap(QPointF(right, middle - size / 2), theme.pixmap(icon, ink, size, shown.ratio))
            right -= 4
        return right

    def _marks(self, painter: QPainter, shown: Shown) -> None:
        """The place on which the keyboard stands, and what is carried, where it would come to lie."""
        look, geo, carry = theme.current(), shown.geometry, shown.carry
        if carry is not None:
            place = geo.slot_rect(carry.column, carry.start, carry.minutes)
            wrong = bool(carry.clashes(carry.start))
            painter.setPen(QPen(look.color("red" if wrong else "accent"), 2))
            painter.setBrush(look.color("surface"))
            painter.drawRoundedRect(place, _CORNER, _CORNER)
            self._tile_words(painter, shown, shown.board.lines[carry.key], place)
        elif shown.cursor is not None and shown.focused:
            column, minute = shown.cursor
            tile = shown.under
            rect = geo.tile_rect(column, tile) if tile else geo.slot_rect(column, minute, shown.board.step)
            painter.setPen(QPen(look.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect, _CORNER, _CORNER)

    # What stays in view

    def _times(self, painter: QPainter, clip: QRectF, shown: Shown) -> None:
        geo, look, board = shown.geometry, theme.current(), shown.board
        painter.save()
        painter.setClipRect(QRectF(0, geo.heading, shown.width, shown.height - geo.heading).intersected(clip))
        for band, top in zip(board.bands, geo.tops, strict=True):
            y = top + geo.heading - shown.y
            painter.setFont(theme.font("strong"))
            painter.setPen(look.color("text"))
            # The day's name stays in view while its columns pass below it.
            painter.drawText(QRectF(10, y, shown.width - 20, geo.title), _LEFT, day_words(band.on))
            if clip.left() > geo.gutter:
                continue
            painter.setFont(theme.font("small", tabular=True))
            painter.setPen(look.color("text2"))
            for minute in range(band.begins, band.ends, board.step):
                at = geo.y_of(minute) + geo.heading - shown.y
                if clip.top() - geo.row <= at <= clip.bottom():
                    room = QRectF(0, at, geo.gutter - 10, geo.row)
                    painter.drawText(room, _RIGHT, time_words(board.time_of(minute)))
        painter.restore()

    def _headings(self, painter: QPainter, clip: QRectF, shown: Shown) -> None:
        geo, look = shown.geometry, theme.current()
        head = QRectF(0, 0, shown.width, geo.heading)
        if not head.intersects(clip):
            return
        painter.fillRect(head, look.color("canvas"))
        painter.setPen(QPen(look.color("border"), 1))
        painter.drawLine(QPointF(0, geo.heading - 0.5), QPointF(shown.width, geo.heading - 0.5))
        painter.save()
        painter.setClipRect(head.adjusted(geo.gutter, 0, 0, 0).intersected(clip))
        for at, column in enumerate(shown.board.columns):
            left = geo.x_of(at) - shown.x
            if left + geo.column < clip.left() or left > clip.right():
                continue
            own = shown.carry is not None and shown.carry.column == at
            ink = "accent_text" if own else "text"
            room = QRectF(left + 8, 4, geo.column - 14, geo.heading - 8)
            if geo.column < theme.scaled(_WORDS_FROM):
                painter.setFont(theme.font("small_strong"))
                painter.setPen(look.color(ink))
                painter.drawText(QRectF(left, 4, geo.column, geo.heading - 8), _CENTER, initials(column.name))
                continue
            half = room.height() / 2
            name = room if not column.room else QRectF(room.left(), room.top(), room.width(), half)
            self._words(painter, column.name, "small_strong", ink, name)
            if column.room:
                under = QRectF(room.left(), room.top() + half, room.width(), half)
                self._words(painter, column.room, "small", "text2", under)
        painter.restore()

    def _words(self, painter: QPainter, words: str, role: str, ink: str, room: QRectF) -> None:
        key = (words, int(room.width()), role, theme.text_percent())
        short = self._short.get(key)
        if short is None:
            if len(self._short) >= _KEPT:
                self._short.clear()
            metrics = QFontMetricsF(theme.font(role))
            short = self._short[key] = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(theme.font(role))
        painter.setPen(theme.current().color(ink))
        painter.drawText(room, _LEFT, short)


def _marks(board: Board, line: MeetingLine) -> list[tuple[str, str]]:
    """Return the marks of a meeting, what matters most first: icon and ink."""
    marks: list[tuple[str, str]] = []
    if board.clashes_of(line.meeting_id):
        marks.append(("triangle-alert", "red"))
    if board.is_fixed(line.meeting_id):
        marks.append(("pin", "text2"))
    if line.language:
        marks.append(("languages", "text2"))
    if line.siblings:
        marks.append(("users", "text2"))
    if line.home:
        marks.append(("house", "text2"))
    return marks


def _hatched(color: QColor) -> QBrush:
    return QBrush(color, Qt.BrushStyle.BDiagPattern)
