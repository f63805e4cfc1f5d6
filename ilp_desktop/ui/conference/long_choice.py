"""A choice whose sentence may need more than one line, in a longer language or a larger type."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QRadioButton, QWidget

from ilp_desktop.ui.conference.parts import line
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Text


class LongChoice(QWidget):
    """A radio button beside words that wrap; a click on the words counts."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self.radio = QRadioButton()
        self._words = Text("", "body", wrap=True)
        self._words.installEventFilter(self)
        self._words.setCursor(Qt.CursorShape.PointingHandCursor)
        row = line(self, spacing=SPACE.xs)
        row.addWidget(self.radio)
        row.addWidget(self._words, 1)
        self.set_words(words)

    def set_words(self, words: str) -> None:
        """Say the choice in other words, or in another language."""
        self._words.setText(words)
        self.radio.setAccessibleName(words)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and self.radio.isEnabled():
            self.radio.click()
        return False
