"""What the program says to people: a banner, a toast, and an empty place with a next step."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGraphicsOpacityEffect, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets.buttons import Button
from ilp_desktop.ui.widgets.cards import Tinted
from ilp_desktop.ui.widgets.chips import Badge
from ilp_desktop.ui.widgets.spoken import announce
from ilp_desktop.ui.widgets.texts import IconMark, Text

# A screen's foot holds "Saved 8:52" and the next step: a toast stays clear of both.
_ABOVE_FOOT = 88
_MARKS = {
    "red": "circle-alert",
    "amber": "triangle-alert",
    "blue": "info",
    "accent": "circle-check",
    "neutral": "info",
}


class Banner(Tinted):
    """What happened, what is safe and what to do next, until it is closed. Hidden while there is nothing to say."""

    acted = Signal()
    """The person took the banner's action."""

    def __init__(self, tint: str = "red", parent: QWidget | None = None) -> None:
        super().__init__(tint, padding=SPACE.md, parent=parent)
        self._mark = IconMark("info", tint, 20)
        self.title = Text("", "strong", wrap=True)
        self.words = named(Text("", "body", "text", wrap=True), "banner_text")
        self.action = named(Button(_("Try again"), ""), "banner_action")
        self.closing = named(Button("", "ghost", "x", spoken=_("Close this message")), "banner_close")
        self.closing.setFixedWidth(theme.SIZE.control)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(SPACE.md)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.closing, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
        self.action.clicked.connect(self.acted)
        self.closing.clicked.connect(self.hide)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def say(self, words: str, *, title: str = "", tint: str = "red", action: str = "") -> None:
        """Show a sentence, and a button where ``action`` names one."""
        self.set_tint(tint)
        ink = {"accent": "accent_text", "neutral": "text2"}.get(tint, tint)
        self._mark.show_icon(_MARKS[tint], ink)
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.words.setText(words)
        self.action.setText(action or _("Try again"))
        self.action.setVisible(bool(action))
        self.setAccessibleName(f"{title} {words}".strip())
        self.show()
        announce(self, self.accessibleName())


class Toast(QFrame):
    """A short word at the foot of a window, with a way to take the thing back. It goes by itself, not under the mouse."""

    def __init__(self, host: QWidget, words: str, action: str, then: Callable[[], None] | None, seconds: float) -> None:
        super().__init__(host)
        self._host = host
        self.setObjectName("toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.lg, SPACE.sm, SPACE.sm if action else SPACE.lg, SPACE.sm)
        row.setSpacing(SPACE.lg)
        self.words = named(Text(words, "body", "surface"), "toast_text")
        self.words.setMinimumHeight(theme.scaled(32))
        row.addWidget(self.words)
        self.action: Button | None = None
        if action:
            self.action = named(Button(action, "toast"), "toast_action")
            row.addWidget(self.action)
            self.action.clicked.connect(self.close_now)
            if then is not None:
                self.action.clicked.connect(then)
        self.setAccessibleName(words)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.close_now)
        self._timer.start(round(seconds * 1000))
        host.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        announce(self, words)

    def close_now(self) -> None:
        """Take the toast away."""
        self._timer.stop()
        self.hide()
        self.deleteLater()

    def _place(self) -> None:
        host = self._host
        self.adjustSize()
        self.move((host.width() - self.width()) // 2, host.height() - self.height() - _ABOVE_FOOT)

    @override
    def enterEvent(self, event: object) -> None:
        self._timer.stop()

    @override
    def leaveEvent(self, event: object) -> None:
        self._timer.start(2000)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False


def toast(
    host: QWidget, words: str, *, action: str = "", then: Callable[[], None] | None = None, seconds: float = 7
) -> Toast:
    """Show a toast over a window; an earlier one makes room. ``action`` names what to take back, ``then`` does it."""
    top = host.window()
    for earlier in top.findChildren(Toast):
        earlier.close_now()
    return Toast(top, words, action, then, seconds)


class EmptyState(QWidget):
    """An empty place, what belongs there, and the next step."""

    acted = Signal()

    def __init__(self, icon: str, title: str, words: str, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Text(title, "h2")
        self.words = Text(words, "body", "text2", wrap=True)
        self.words.setMinimumWidth(280)
        self.words.setMaximumWidth(theme.scaled(420))
        self.action = named(Button(action or title, ""), "empty_action")
        if not action:
            self.action.hide()  # never setVisible(True) before it is laid out: it would be a window of its own
        self.action.clicked.connect(self.acted)
        center = Qt.AlignmentFlag.AlignHCenter
        self.title.setAlignment(center)
        self.words.setAlignment(center)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.xl, SPACE.xl, SPACE.xl, SPACE.xl)
        column.setSpacing(SPACE.sm)
        column.addStretch(1)
        column.addWidget(Badge(icon, size=56), 0, center)
        column.addSpacing(SPACE.sm)
        column.addWidget(self.title, 0, center)
        middle = QHBoxLayout()  # not by alignment: a wrapped label would then be as high as at its widest
        middle.addStretch(1)
        middle.addWidget(self.words, 100)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addSpacing(SPACE.md)
        column.addWidget(self.action, 0, center)
        column.addStretch(2)


def fade_in(widget: QWidget, milliseconds: int = 140) -> None:
    """Let a page appear gently, or at once where movement is reduced."""
    if theme.motion_reduced() or not widget.isVisible():
        return
    from PySide6.QtCore import QEasingCurve, QPropertyAnimation  # noqa: PLC0415 - not on the way to the unlock field

    effect = QGraphicsOpacityEffect(widget)
    widget.setGraphicsEffect(effect)
    animation = QPropertyAnimation(effect, b"opacity", effect)
    animation.setDuration(milliseconds)
    animation.setStartValue(0.0)
    animation.setEndValue(1.0)
    animation.setEasingCurve(QEasingCurve.Type.OutCubic)
    # An effect left on would render the page twice at each keystroke.
    animation.finished.connect(lambda: widget.setGraphicsEffect(None))  # type: ignore[arg-type]
    animation.start()
