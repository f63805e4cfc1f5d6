"""What the cards of a student's file are made of."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Card, Chip, IconMark, Line, Text


def titled_card(title: str, name: str, parent: QWidget) -> Card:
    """Return a card with its heading."""
    card = named(Card(padding=SPACE.xl, spacing=SPACE.md, parent=parent), name)
    card.body.addWidget(Text(title, "h2"))
    return card


def label(words: str) -> Text:
    """Return a small heading over a group of lines."""
    return Text(words.upper(), "label", "text3", wrap=True)


def add_line(card: Card) -> None:
    """Part two groups of a card."""
    card.body.addWidget(Line())


class FileLine(QWidget):
    """One line of the file: an icon, what it is, what there is to know about it, and marks or deeds at the right."""

    def __init__(self, title: str, meta: str = "", icon: str = "", *, wrap: bool = False, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.title = Text(title, "strong", wrap=wrap, elide=not wrap, parent=self)
        self.title.setToolTip("" if wrap else title)
        self._right = QHBoxLayout()
        self._right.setSpacing(SPACE.sm)
        self._words = QVBoxLayout()
        self._words.setSpacing(2)
        self._words.addWidget(self.title)
        if meta:
            self.add_below(Text(meta, "small", "text2", wrap=True, parent=self))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.md)
        if icon:
            row.addWidget(IconMark(icon, "text3", parent=self), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words, 1)
        row.addLayout(self._right)

    def add_right(self, widget: QWidget) -> None:
        """Put a mark or a deed at the right."""
        self._right.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_below(self, widget: QWidget) -> None:
        """Put something under the words."""
        self._words.addWidget(widget)


def chips(*marks: tuple[str, str]) -> QWidget:
    """Return chips side by side: (words, kind) each."""
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(0, SPACE.xs, 0, 0)
    row.setSpacing(SPACE.sm)
    for words, kind in marks:
        row.addWidget(Chip(words, kind))
    row.addStretch(1)
    return held
