"""A button that has to be held: what a child does not press by chance, and nobody has to remember."""

from PySide6.QtCore import QElapsedTimer, QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ilp_desktop.language import N_
from ilp_desktop.ui import theme
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import RADIUS
from ilp_desktop.ui.widgets import Button, announce

HOLD = 2000
"""Milliseconds: longer than a tap, a click on everything in sight or a key that a sleeve rests on for a moment."""
_FRAME = 40
_KEYS = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})
_EDGE = 4
WORDS = N_("For grown-ups: hold for two seconds")
HOLDING = N_("Keep holding…")


class HoldButton(Button):
    """Acts after it was held by mouse, finger, pen, or Space or Return. A press by itself does nothing."""

    held = Signal()

    def __init__(self, words: str, holding: str, parent: QWidget | None = None) -> None:
        super().__init__(words, "ghost", "lock-open", parent=parent)
        self._words, self._holding = words, holding
        self._since = QElapsedTimer()
        self._done = QTimer(self, singleShot=True, interval=HOLD)
        self._frames = QTimer(self, interval=_FRAME)
        self._done.timeout.connect(self._act)
        self._frames.timeout.connect(self.update)
        self.pressed.connect(self._begin)
        self.released.connect(self._give_up)

    def set_words(self, words: str, holding: str) -> None:
        """Say it in another language."""
        self._words, self._holding = words, holding
        self.setText(words)

    @override
    def sizeHint(self) -> QSize:
        # As wide as the longer of its words: a button that shrank under the finger would be let go.
        widths = [self.fontMetrics().horizontalAdvance(words) for words in (self._words, self._holding, self.text())]
        hint = super().sizeHint()
        return QSize(hint.width() + max(widths) - widths[-1], hint.height())

    def _begin(self) -> None:
        self._since.start()
        self._done.start()
        if not theme.motion_reduced():
            self._frames.start()
        self.setText(self._holding)
        announce(self, self._holding)

    def _give_up(self) -> None:
        self._done.stop()
        self._frames.stop()
        self.setText(self._words)
        self.update()

    def _act(self) -> None:
        self._give_up()
        self.setDown(False)
        self.held.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _KEYS:
            if not event.isAutoRepeat() and not self._done.isActive():
                self.setDown(True)
                self._begin()
            return
        super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() in _KEYS:
            if not event.isAutoRepeat():
                self.setDown(False)
                self._give_up()
            return
        super().keyReleaseEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._give_up()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange and not self.isEnabled():
            self._give_up()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._frames.isActive():
            part = min(1.0, self._since.elapsed() / HOLD)
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.current().color("accent"))
            painter.setBrush(theme.current().color("accent"))
            width = (self.width() - 2 * RADIUS.field) * part
            painter.drawRoundedRect(QRectF(RADIUS.field, self.height() - _EDGE, width, _EDGE - 1), 1.5, 1.5)
