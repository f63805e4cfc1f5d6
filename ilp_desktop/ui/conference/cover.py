"""A calm page over the whole window, with nothing about anybody on it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ilp_desktop.ui import theme
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Badge, Button, Text


class Cover(QWidget):
    """Covers a window until its one button is pressed; what runs behind it goes on."""

    uncovered = Signal()

    def __init__(self, host: QWidget, icon: str, words: str, below: str, action: str) -> None:
        super().__init__(host)
        self.setObjectName("cover")
        self.setAccessibleName(words)
        center = Qt.AlignmentFlag.AlignHCenter
        title = named(Text(words, "h1"), "cover_words")
        title.setAlignment(center)
        small = Text(below, "body", "text2")
        small.setAlignment(center)
        self._button = named(Button(action, ""), "uncover_button")
        self._button.clicked.connect(self._uncover)
        down = QVBoxLayout(self)
        down.setSpacing(SPACE.lg)
        down.addStretch(2)
        down.addWidget(Badge(icon, size=88), 0, center)
        down.addSpacing(SPACE.sm)
        down.addWidget(title, 0, center)
        down.addWidget(small, 0, center)
        down.addSpacing(SPACE.lg)
        down.addWidget(self._button, 0, center)
        down.addStretch(3)
        self._host = host
        host.installEventFilter(self)
        self.resize(host.size())
        self.show()
        self.raise_()
        self._button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _uncover(self) -> None:
        self.hide()
        self.uncovered.emit()
        self.deleteLater()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._host:
            self.resize(self._host.size())
        return False

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        self._button.setFocus(Qt.FocusReason.TabFocusReason)  # nothing behind the cover is reached by Tab
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), theme.current().color("canvas"))
