"""Two columns of cards: side by side where there is room, else one above the other."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.ui import theme
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE

_SIDE_BY_SIDE = 820
"""The least width, in pixels at 100 %, for two columns."""


class TwoColumns(QWidget):
    """Put what matters into ``main`` and what goes with it into ``side``; end each with a stretch."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE.xl)
        self.main, self.side = QVBoxLayout(), QVBoxLayout()
        for column, share in ((self.main, 8), (self.side, 5)):
            column.setSpacing(SPACE.xl)
            self._row.addLayout(column, share)

    def fit_to(self, width: int) -> None:
        """Stand as there is room in a width: before it is shown, whoever shows it says how wide it will be."""
        wide = width >= theme.scaled(_SIDE_BY_SIDE)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != direction:
            self._row.setDirection(direction)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_to(self.width())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.fit_to(self.width())
