"""How a page of letters is laid out: questions at the left, and at the right the paper as it will be."""

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.ui import theme
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Card, ScrollingCanvas


def lay_out(
    page: QWidget, title: QWidget, closing: QWidget, cards: Iterable[QWidget], papers: Iterable[QWidget], left: int
) -> QVBoxLayout:
    """Lay a page out and return what holds its papers; ``left`` is how wide the questions are at 100 %, in pixels."""
    side = ScrollingCanvas()
    inside = QVBoxLayout(side.canvas)
    inside.setContentsMargins(SPACE.sm, SPACE.sm, SPACE.lg, SPACE.lg)
    inside.setSpacing(SPACE.lg)
    for card in cards:
        inside.addWidget(card)
    inside.addStretch(1)
    side.setFixedWidth(theme.scaled(left))
    shown = Card(spacing=SPACE.md)
    for at, paper in enumerate(papers):
        shown.body.addWidget(paper, 0 if at else 1)
    across = QHBoxLayout()
    across.setSpacing(SPACE.lg)
    across.addWidget(side)
    across.addWidget(shown, 1)
    head = QHBoxLayout()
    head.addWidget(title, 1)
    head.addWidget(closing)
    down = QVBoxLayout(page)
    down.setContentsMargins(SPACE.xl, SPACE.lg, SPACE.xl, SPACE.lg)
    down.setSpacing(SPACE.md)
    down.addLayout(head)
    down.addLayout(across, 1)
    return shown.body
