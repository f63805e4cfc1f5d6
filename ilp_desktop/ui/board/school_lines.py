"""What a policy asks of the school and the district themselves, with how each stands."""

from collections.abc import Iterator

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.board import Need
from ilp_desktop.domain.packs import worded
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.board.areas import scrolling
from ilp_desktop.ui.board.words import due_words
from ilp_desktop.ui.conference.gradual import Gradual
from ilp_desktop.ui.names import named
from ilp_desktop.ui.states import chip_of
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Card, Chip, Text
from ilp_desktop.wording.board import clause_words

_MOST_LINES = 4


class SchoolLines(Card):
    """What is asked of the school and the district themselves, in a group of its own."""

    def __init__(self) -> None:
        super().__init__(spacing=SPACE.sm)
        named(self, "board_school")
        self.body.addWidget(Text(_("The school and the district"), "strong"))
        self._area, inside = scrolling()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.xs)
        self.body.addWidget(self._area)
        self._lines: list[QWidget] = []
        self._coming = Gradual(self)
        self.hide()

    def show_lines(self, lines: tuple[Need, ...], language: str) -> None:
        """Show how each stands."""
        self._coming.stop()
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        self._area.setFixedHeight(min(len(lines), _MOST_LINES) * (theme.scaled(22) + SPACE.xs) + 2)
        self.setVisible(bool(lines))
        self._coming.start(self._building(lines, language))

    def _building(self, lines: tuple[Need, ...], language: str) -> Iterator[None]:
        for one in lines:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, SPACE.sm, 0)
            row.setSpacing(SPACE.md)
            title = clause_words(worded(one.clause.title, language), one.finding.period)
            row.addWidget(named(Text(title, "body", elide=True), "school_line_title"), 1)
            row.addWidget(Text(one.clause.citation, "small", "text3"))
            row.addWidget(Text(due_words(one.finding.due_on), "small", "text2", tabular=True))
            row.addWidget(Chip(*chip_of(one.state)))
            self._column.addWidget(line)
            self._lines.append(line)
            yield
