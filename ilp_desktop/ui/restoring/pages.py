"""What the pages of a restore have in common: a heading, room for a message, Back and the way on at the foot."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets.buttons import Button
from ilp_desktop.ui.widgets.notices import Banner
from ilp_desktop.ui.widgets.texts import Text
from ilp_desktop.ui.widgets.working import Working


class StepPage(QWidget):
    """One page of a restore. Put things into ``body``."""

    back = Signal()
    cancelled = Signal()
    """What takes long is not wanted any more."""

    def __init__(self, name: str, title: str, told: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, f"restore_{name}_page")
        self.title = named(Text(title, "h1", wrap=True), f"restore_{name}_title")
        self.told = named(Text(told, "body", "text2", wrap=True), f"restore_{name}_told")
        self.banner = named(Banner(), f"restore_{name}_banner")
        self.working = Working(cancel=True)
        self.working.cancel.setObjectName(f"restore_{name}_cancel")
        self.back_button = named(Button(_("Back"), "ghost", "arrow-left"), f"restore_{name}_back")
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE.md)
        self.foot = QHBoxLayout()
        self.foot.addWidget(self.back_button)
        self.foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.md)
        column.addWidget(self.title)
        column.addWidget(self.told)
        column.addLayout(self.body)
        column.addWidget(self.banner)
        column.addWidget(self.working)
        column.addSpacing(SPACE.sm)
        column.addLayout(self.foot)
        self.back_button.clicked.connect(self.back)
        self.working.cancelled.connect(self._cancel)

    def parts(self) -> tuple[QWidget, ...]:
        """Return what rests while something is being done."""
        return ()

    def set_busy(self, words: str) -> None:
        """Do nothing twice; no words end it."""
        for part in (*self.parts(), self.back_button):
            part.setEnabled(not words)
        if words:
            self.banner.hide()
            self.working.cancel.setEnabled(True)
            self.working.begin(words)
        else:
            self.working.end()

    def _cancel(self) -> None:
        self.working.cancel.setEnabled(False)
        self.working.tell(0, 0, _("Stopping…"))
        self.cancelled.emit()
