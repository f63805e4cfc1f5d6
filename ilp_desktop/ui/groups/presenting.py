"""The shared page of a group over the whole window, in large letters: for a projector that shows what this screen shows."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ilp_desktop.domain.groups import SharedPage
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference.parts import Scrolling, line
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.veil import Veil
from ilp_desktop.ui.widgets import Button, Text

_PIXELS = 34
"""Letters that are read from the back of a classroom."""


class Presented(Veil):
    """Covers the window with the page and nothing else; Escape or its button brings the window back."""

    def __init__(self, host: QWidget, page: SharedPage) -> None:
        super().__init__(host)
        self.setObjectName("cover")
        self.setAccessibleName(page.name)
        title = named(Text(page.name, "h1", wrap=True), "presented_name")
        words = page.text.strip() or _("Nothing is written for the room yet.")
        said = named(Text(words, "h1", wrap=True), "presented_text")
        letters = theme.font("h1")
        letters.setWeight(letters.Weight.Normal)
        letters.setPixelSize(theme.scaled(_PIXELS))
        said.setFont(letters)
        self._scroll = Scrolling(spacing=SPACE.xl)
        self._scroll.inside.addWidget(title)
        self._scroll.inside.addWidget(said)
        self._scroll.inside.addStretch(1)
        self._back = named(Button(_("Back to the group"), "ghost", "x"), "presented_back")
        self._back.clicked.connect(self._leave)
        foot = line()
        foot.addStretch(1)
        foot.addWidget(self._back)
        down = QVBoxLayout(self)
        down.setContentsMargins(SPACE.xxxl * 2, SPACE.xxxl, SPACE.xxxl * 2, SPACE.lg)
        down.addWidget(self._scroll, 1)
        down.addLayout(foot)
        self.lay()
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self.hide()
        self.deleteLater()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._scroll.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Escape:
                self._leave()
            case Qt.Key.Key_Down:
                bar.setValue(bar.value() + bar.singleStep() * 3)
            case Qt.Key.Key_Up:
                bar.setValue(bar.value() - bar.singleStep() * 3)
            case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp:
                step = bar.pageStep() if event.key() == Qt.Key.Key_PageDown else -bar.pageStep()
                bar.setValue(bar.value() + step)
            case _other:
                event.accept()
