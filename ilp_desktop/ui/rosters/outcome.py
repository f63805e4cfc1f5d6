"""That a roster did not come in, why, and what to do next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SIZE, SPACE
from ilp_desktop.ui.widgets import Badge, Button, Card, Text


class FailedView(QWidget):
    """How it ended where nothing came in: a sentence, and the way back."""

    again = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = Text(_("The roster did not come in"), "h1")
        self.words = named(Text("", "body", "text2", wrap=True), "outcome_text")
        self.words.setFixedWidth(theme.scaled(SIZE.form))
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.second = named(Button(_("Choose again"), "primary"), "outcome_again_button")
        self.second.clicked.connect(self.again)
        card = Card(padding=SPACE.xxxl, spacing=SPACE.md)
        center = Qt.AlignmentFlag.AlignHCenter
        card.body.addWidget(Badge("circle-alert", "red", size=64), 0, center)
        card.body.addSpacing(SPACE.sm)
        card.body.addWidget(self.title, 0, center)
        # A wrapped label that is aligned gets the height of one line; between stretches it gets its own.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.words)
        middle.addStretch(1)
        card.body.addLayout(middle)
        card.body.addSpacing(SPACE.md)
        card.body.addWidget(self.second, 0, center)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(card)
        down.addStretch(1)
