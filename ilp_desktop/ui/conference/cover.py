"""A calm page over the whole window, with nothing about anybody on it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.veil import Veil
from ilp_desktop.ui.widgets import Badge, Button, Text, announce


class Cover(Veil):
    """Covers a window until its one button is pressed; what runs behind it goes on."""

    uncovered = Signal()

    def __init__(self, host: QWidget, icon: str, words: str, below: str, action: str) -> None:
        super().__init__(host)
        self.setObjectName("cover")
        self.setAccessibleName(words)
        center = Qt.AlignmentFlag.AlignHCenter
        title = named(Text(words, "h1", wrap=True), "cover_words")
        title.setAlignment(center)
        small = named(Text(below, "body", "text2", wrap=True), "cover_below")
        small.setAlignment(center)
        self._button = named(Button(action, ""), "uncover_button")
        self._button.clicked.connect(self.uncover)
        down = QVBoxLayout(self)
        down.setContentsMargins(SPACE.xl, SPACE.xl, SPACE.xl, SPACE.xl)
        down.setSpacing(SPACE.lg)
        down.addStretch(2)
        down.addWidget(Badge(icon, size=88), 0, center)
        down.addSpacing(SPACE.sm)
        down.addWidget(title)
        down.addWidget(small)
        down.addSpacing(SPACE.lg)
        down.addWidget(self._button, 0, center)
        down.addStretch(3)
        self.lay()
        self._button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{words} {below}".strip())

    def uncover(self) -> None:
        """Go, and say so."""
        self.hide()
        self.uncovered.emit()
        self.deleteLater()
