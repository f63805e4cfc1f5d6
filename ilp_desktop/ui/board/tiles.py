"""The numbers above the list, each a filter."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ilp_desktop.domain.board import Show, Summary
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.board.words import TILES, tile_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rosters.words import number_words
from ilp_desktop.ui.theme import RADIUS, SPACE
from ilp_desktop.ui.widgets import name_changed

_HIGH = 74


class Tile(QAbstractButton):
    """A number and what it counts; on while it filters the list."""

    def __init__(self, show: Show) -> None:
        super().__init__()
        self._show = show
        words, self._tint = TILES[show]
        self.setText(_(words))
        self._number = 0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_summary(Summary())

    @property
    def number(self) -> int:
        """The number that it shows."""
        return self._number

    def show_summary(self, summary: Summary) -> None:
        """Show its number."""
        self._number = summary.of(self._show)
        name_changed(self, tile_words(self._show, summary))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(max(theme.scaled(140), words + 3 * SPACE.lg), theme.scaled(_HIGH))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ink = "accent_text" if self._tint == "accent" else self._tint
        soft = t.color(f"{self._tint}_soft")
        on = self.isChecked()
        painter.setBrush(soft if on else t.color("surface2" if self.underMouse() else "surface"))
        focused = self.hasFocus()
        edge = t.color("focus") if focused else t.color(ink) if on else t.color("border")
        painter.setPen(QPen(edge, 2 if focused or on else 1))
        painter.drawRoundedRect(box, RADIUS.tint, RADIUS.tint)
        left, line = box.left() + SPACE.lg, theme.scaled(20)
        painter.setFont(theme.font("h1", tabular=True))
        painter.setPen(t.color(ink if self._number else "text3"))
        number = QRectF(left, box.top() + theme.scaled(8), box.width() - 2 * SPACE.lg, theme.scaled(32))
        painter.drawText(
            number, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), number_words(self._number)
        )
        painter.setFont(theme.font("small_strong" if on else "small"))
        painter.setPen(t.color("text" if on else "text2"))
        below = QRectF(left, box.bottom() - line - theme.scaled(8), box.width() - 2 * SPACE.lg, line)
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(below.width()))
        painter.drawText(below, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)


class Tiles(QWidget):
    """The four numbers. Choosing one filters, choosing it again takes the filter away."""

    chosen = Signal(object)
    """The ``Show`` of a tile."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.md)
        self._tiles: dict[Show, Tile] = {}
        for show in TILES:
            tile = named(Tile(show), f"{show.value}_tile")
            tile.clicked.connect(lambda _checked=False, show=show: self.chosen.emit(show))
            self._tiles[show] = tile
            row.addWidget(tile)

    def show_summary(self, summary: Summary) -> None:
        """Show the numbers."""
        for tile in self._tiles.values():
            tile.show_summary(summary)

    def choose(self, show: Show) -> None:
        """Mark the tile whose students are listed, if there is one."""
        for own, tile in self._tiles.items():
            tile.setChecked(own is show)
