"""A place inside a card whose lines may be more than there is room for."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolling() -> tuple[QScrollArea, QWidget]:
    """Return an area on the card's own ground, and what its lines are laid out in."""
    area, inside = QScrollArea(), QWidget()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    for ground in (area.viewport(), inside):
        ground.setAutoFillBackground(False)
    return area, inside
