"""That something is being done: how far it is, or only that it goes on, and a way to stop it."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets.buttons import Button
from ilp_desktop.ui.widgets.spoken import announce
from ilp_desktop.ui.widgets.texts import Text

_STEP = 0.018


class _Bar(QWidget):
    """A thin bar: a share of it, or a piece that wanders while the share is unknown."""

    def __init__(self) -> None:
        super().__init__()
        self.share: float | None = None
        self._at = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(33)
        self._timer.timeout.connect(self._wander)
        self.setFixedHeight(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def begin(self) -> None:
        self.share = None
        if not theme.motion_reduced():
            self._timer.start()

    def end(self) -> None:
        self._timer.stop()

    def _wander(self) -> None:
        self._at = (self._at + _STEP) % 1.0
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, 6)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        painter.setBrush(t.color("ring_track"))
        painter.drawRoundedRect(whole, 3, 3)
        painter.setBrush(t.color("accent"))
        if self.share is not None:
            part = QRectF(0, 0, max(6.0, whole.width() * self.share), 6)
        elif theme.motion_reduced():
            return  # the words beside it say that it goes on
        else:
            wide = whole.width() * 0.3
            part = QRectF(self._at * (whole.width() + wide) - wide, 0, wide, 6).intersected(whole)
        painter.drawRoundedRect(part, 3, 3)


class Working(QWidget):
    """Shown while something takes more than a moment. Hidden otherwise."""

    cancelled = Signal()

    def __init__(self, *, cancel: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Text("", "body", "text2", tabular=True)
        self._bar = _Bar()
        self.cancel = named(Button(_("Cancel"), "ghost"), "working_cancel")
        if not cancel:
            self.cancel.hide()  # never setVisible(True) before it is laid out: it would be a window of its own
        self.cancel.clicked.connect(self.cancelled)
        column = QVBoxLayout()
        column.setSpacing(SPACE.sm)
        column.addWidget(self.words)
        column.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.lg)
        row.addLayout(column, 1)
        row.addWidget(self.cancel)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def begin(self, words: str) -> None:
        """Say what is being done."""
        self.words.setText(words)
        self.setAccessibleName(words)
        self._bar.begin()
        self.show()
        announce(self, words)

    def hold(self, words: str, *parts: QWidget) -> None:
        """Say what is being done, with the keyboard on the way out, while these parts rest; no words end it."""
        for part in parts:
            part.setEnabled(not words)
        if words:
            self.cancel.setEnabled(True)
            self.begin(words)
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.end()

    def tell(self, done: int, total: int, words: str = "") -> None:
        """Show how far it is."""
        self._bar.share = done / total if total else None
        self._bar.update()
        if words:
            self.words.setText(words)

    def end(self) -> None:
        """Take it away."""
        self.hide()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._bar.end()
