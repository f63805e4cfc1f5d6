"""What the pages behind the rules share: a way back, a heading, what it is about, and the deed at the foot."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ilp_desktop.language import _
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button, Canvas, ScrollingCanvas, Text

_WIDEST = 920


class StepPage(Canvas):
    """One page on the way to another policy. Escape goes back; put things into ``column``, which scrolls."""

    left = Signal()
    wanted = Signal()
    """The deed at the foot."""

    def __init__(self, name: str, title: str, told: str, deed: str = "") -> None:
        super().__init__()
        named(self, f"{name}_page")
        self.title = named(Text(title, "h2", wrap=True), f"{name}_title")
        self.told = named(Text(told, "body", "text2", wrap=True), f"{name}_told")
        self.banner = named(Banner(), f"{name}_banner")
        self.back = named(Button(_("Back"), "ghost", "arrow-left"), f"{name}_back")
        self.deed = named(Button(deed or _("Back"), "primary", "arrow-right", trailing=True), f"{name}_button")
        self.back.clicked.connect(self.left)
        self.deed.clicked.connect(self.wanted)
        self.scrolled = ScrollingCanvas()
        self.column = QVBoxLayout()
        self.column.setContentsMargins(SPACE.xs, SPACE.xs, SPACE.md, SPACE.lg)
        self.column.setSpacing(SPACE.lg)
        inside = QVBoxLayout(self.scrolled.canvas)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(self.column)
        inside.addStretch(1)
        self.scrolled.canvas.setMaximumWidth(_WIDEST)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.deed)
        if not deed:
            self.deed.hide()
        self.whole = QVBoxLayout(self)
        self.whole.setContentsMargins(SPACE.xxl, SPACE.sm, SPACE.xxl, SPACE.lg)
        self.whole.setSpacing(SPACE.md)
        for part in (self.title, self.told, self.banner):
            part.setMaximumWidth(_WIDEST)
            self.whole.addWidget(part)
        self.whole.addWidget(self.scrolled, 1)
        self.whole.addLayout(foot)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
