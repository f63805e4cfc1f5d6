"""The cards at the right of a list: as high as they need, and scrolled to where there is less room."""

from PySide6.QtWidgets import QVBoxLayout

from ilp_desktop.ui import theme
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Card, ScrollingCanvas

_WIDTH, _WIDEST = 380, 480
_SHADOW = 18


def side_of(*cards: Card) -> ScrollingCanvas:
    """Return the cards one below the other."""
    side = ScrollingCanvas()
    width = min(theme.scaled(_WIDTH), _WIDEST)
    column = QVBoxLayout(side.canvas)
    # Room for the shadows, which the canvas paints behind its cards.
    column.setContentsMargins(_SHADOW, 0, _SHADOW, _SHADOW)
    column.setSpacing(SPACE.lg)
    for card in cards:
        card.setFixedWidth(width)
        column.addWidget(card)
    column.addStretch(1)
    side.setFixedWidth(width + 2 * _SHADOW + SPACE.md)
    return side
