"""A choice whose sentence may need more than one line, in a longer language or a larger type."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QWidget

from ilp_desktop.ui.conference.parts import line
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Text


class _Long(QWidget):
    """A button to choose with beside words that wrap; a click on the words counts."""

    def __init__(self, button: QAbstractButton, words: str) -> None:
        super().__init__()
        self._button = button
        self._words = Text("", "body", wrap=True)
        self._words.installEventFilter(self)
        self._words.setCursor(Qt.CursorShape.PointingHandCursor)
        row = line(self, spacing=SPACE.xs)
        row.addWidget(button)
        row.addWidget(self._words, 1)
        self.set_words(words)

    def set_words(self, words: str) -> None:
        """Say the choice in other words, or in another language."""
        self._words.setText(words)
        self._button.setAccessibleName(words)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and self._button.isEnabled():
            self._button.click()
        return False


class LongChoice(_Long):
    """One of several choices."""

    def __init__(self, words: str = "") -> None:
        button = QRadioButton()
        super().__init__(button, words)
        self.radio = button


class LongCheck(_Long):
    """Something that is so or not."""

    def __init__(self, words: str = "") -> None:
        button = QCheckBox()
        super().__init__(button, words)
        self.box = button
