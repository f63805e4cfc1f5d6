"""A few words at the pointer: why what is dragged clashes where it is."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from ilp_desktop.ui import theme
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Text, Tinted

_WIDEST = 280


class ReasonBubble(Tinted):
    """Lies over the grid and lets the mouse through."""

    def __init__(self, over: QWidget) -> None:
        super().__init__("red", padding=SPACE.sm, parent=over)
        self._over = over
        named(self, "clash_bubble")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words = named(Text("", "small", "red", wrap=True), "clash_bubble_words")
        self.body.addWidget(self.words)
        self.hide()

    def say(self, words: str, at: QPoint) -> None:
        """Say something beside the pointer, inside what it lies over; nothing takes it away."""
        if not words:
            self.hide()
            return
        if words != self.words.text():
            self.words.setText(words)
            wide = theme.scaled(_WIDEST)
            self.setFixedWidth(wide)
            self.setFixedHeight(self.words.heightForWidth(wide - 2 * SPACE.sm) + 2 * SPACE.sm + 2)
        over = self._over.rect()
        left = min(at.x() + 18, over.right() - self.width() - 4)
        top = min(at.y() + 18, over.bottom() - self.height() - 4)
        self.move(max(4, left), max(4, top))
        self.show()
        self.raise_()
