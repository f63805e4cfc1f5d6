"""Cards, and the canvas that paints their shadows once, behind them.

A QGraphicsDropShadowEffect on a card that holds an editor costs 7 ms a keystroke (32 ms at two pixels a point);
painted behind, it costs nothing while one types.
"""

from functools import lru_cache

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QHideEvent, QMoveEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ilp_desktop.ui import theme
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import DARK, LIGHT, RADIUS, SPACE
from ilp_desktop.ui.widgets.texts import IconMark, Text, restyle

_LAYERS = 9
_REACH = 18
_CORNER = _REACH + RADIUS.card + 2
_TILE = 4


class Card(QFrame):
    """A raised surface. Put things into ``body``, a vertical layout."""

    def __init__(self, *, padding: int = SPACE.xl, spacing: int = SPACE.md, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(spacing)

    def _tell_canvas(self) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, Canvas):
            above = above.parentWidget()
        if above is not None:
            above.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_canvas()

    @override
    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._tell_canvas()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell_canvas()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tell_canvas()


class Tinted(QFrame):
    """A tinted box inside a card: accent, neutral, amber, red, blue or grey. Put things into ``body``."""

    def __init__(
        self, tint: str = "neutral", *, padding: int = SPACE.lg, spacing: int = SPACE.xs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("tint", tint)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(spacing)

    def set_tint(self, tint: str) -> None:
        """Change the tint."""
        if self.property("tint") != tint:
            self.setProperty("tint", tint)
            restyle(self)


class Notice(Tinted):
    """A tinted line with an icon, such as where a note will not be printed."""

    def __init__(self, words: str, tint: str = "amber", icon: str = "info", parent: QWidget | None = None) -> None:
        super().__init__(tint, padding=SPACE.md, parent=parent)
        ink = "text2" if tint == "neutral" else "accent_text" if tint == "accent" else tint
        row = QHBoxLayout()
        row.setSpacing(SPACE.sm + 2)
        row.addWidget(IconMark(icon, ink), 0, Qt.AlignmentFlag.AlignTop)
        self.words = Text(words, "small", ink, wrap=True)
        row.addWidget(self.words, 1)
        self.body.addLayout(row)


@lru_cache(maxsize=8)
def _shadow(scheme: str, ratio: float) -> QPixmap:
    """Return the shadow of the smallest card; its corners and edges serve every size."""
    t = LIGHT if scheme == "light" else DARK
    side = 2 * _CORNER + _TILE
    drawn = QPixmap(round(side * ratio), round(side * ratio))
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    color = t.color("shadow")
    color.setAlpha(max(1, t.shadow_alpha // 13))
    painter.setBrush(color)
    card = QRectF(_REACH, _REACH, side - 2 * _REACH, side - 2 * _REACH)
    for layer in range(_LAYERS, 0, -1):
        grown = layer * 1.6
        painter.drawRoundedRect(
            card.adjusted(-grown + 3, -grown + 7, grown - 3, grown + 2), RADIUS.card + grown, RADIUS.card + grown
        )
    painter.end()
    return drawn


@lru_cache(maxsize=8)
def _pieces(scheme: str, ratio: float) -> tuple[tuple[QPixmap, ...], ...]:
    """Return the shadow in three rows of three: corners, and pieces of its edges that are laid like tiles."""
    shadow = _shadow(scheme, ratio)
    cuts = ((0, _CORNER), (_CORNER, _TILE), (_CORNER + _TILE, _CORNER))
    return tuple(
        tuple(
            shadow.copy(round(x * ratio), round(y * ratio), round(width * ratio), round(height * ratio))
            for x, width in cuts
        )
        for y, height in cuts
    )


def _paint_shadow(painter: QPainter, card: QRect, pieces: tuple[tuple[QPixmap, ...], ...]) -> None:
    """Paint the corners and lay the edges between them: stretching one would cost ten times as much."""
    outer = card.adjusted(-_REACH, -_REACH, _REACH, _REACH)
    across = ((outer.left(), _CORNER), (outer.left() + _CORNER, outer.width() - 2 * _CORNER),
              (outer.right() + 1 - _CORNER, _CORNER))  # fmt: skip
    down = ((outer.top(), _CORNER), (outer.top() + _CORNER, outer.height() - 2 * _CORNER),
            (outer.bottom() + 1 - _CORNER, _CORNER))  # fmt: skip
    for row, (y, height) in enumerate(down):
        for column, (x, width) in enumerate(across):
            if (row, column) != (1, 1) and width > 0 and height > 0:
                painter.drawTiledPixmap(QRect(x, y, width, height), pieces[row][column])


class Canvas(QWidget):
    """The ground of a screen. It paints the shadows of the cards on it, and nothing while one types inside a card."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        dirty = event.rect()
        self.paint_ground(painter, dirty)
        shadow = _pieces(theme.current().name, self.devicePixelRatioF())
        for card in self.findChildren(Card):
            if not card.isVisibleTo(self) or self._canvas_of(card) is not self:
                continue
            place = QRect(card.mapTo(self, QPoint(0, 0)), card.size())
            inside = place.adjusted(RADIUS.card, RADIUS.card, -RADIUS.card, -RADIUS.card)
            if inside.contains(dirty):
                return
            if dirty.intersects(place.adjusted(-_REACH, -_REACH, _REACH, _REACH)):
                _paint_shadow(painter, place, shadow)

    def paint_ground(self, painter: QPainter, dirty: QRect) -> None:
        """Paint what lies behind the shadows."""
        painter.setBackground(theme.current().color("canvas"))
        painter.eraseRect(dirty)

    def _canvas_of(self, card: Card) -> QWidget | None:
        above = card.parentWidget()
        while above is not None and not isinstance(above, Canvas):
            above = above.parentWidget()
        return above


class ScrollingCanvas(QScrollArea):
    """A canvas that scrolls: for a screen longer than the window. Lay things out in ``canvas``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = Canvas()
        self.setWidget(self.canvas)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()


class Line(QFrame):
    """A hairline between two parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)
