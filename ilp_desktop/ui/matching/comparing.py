"""Two records side by side, line by line, what differs marked with a sign and a word."""

from itertools import pairwise
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.matches import Likeness, MatchQuestion, MergerLine
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.matching.words import (
    ALIKE,
    ALONE,
    DIFFERS,
    ICONS,
    SAME,
    Compared,
    compared,
    compared_spoken,
    different_words,
    happens_words,
    merger_meta,
    merger_title,
    origin_words,
    reason_words,
    same_words,
    title_words,
    verdict_words,
)
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Badge, Button, Card, Chip, IconMark, Line, Text

_SIGNS = {
    SAME: ("check", "text3"),
    ALIKE: ("check", "text3"),
    DIFFERS: ("triangle-alert", "amber"),
    ALONE: ("minus", "text3"),
}


class Comparison(QFrame):
    """The lines of a question. The keyboard comes to it as a whole, and it is spoken as a whole."""

    def __init__(self, question: MatchQuestion, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "comparison")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.rows = compared(question)
        self.setAccessibleName(compared_spoken(self.rows))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.lg)
        grid.setVerticalSpacing(SPACE.md)
        for column, share in ((0, 3), (1, 6), (2, 6)):
            grid.setColumnStretch(column, share)
        self._head(grid, 1, _("Here first"), question.left)
        self._head(grid, 2, _("Came later"), question.right)
        grid.addWidget(Line(), 1, 0, 1, 4)
        for at, row in enumerate(self.rows, start=2):
            self._row(grid, at, row)

    def _head(self, grid: QGridLayout, column: int, title: str, side: Likeness) -> None:
        held = QVBoxLayout()
        held.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(SPACE.sm)
        words = Text(title, "strong", parent=self)
        words.setMinimumHeight(theme.scaled(22))  # as high as a chip, so that both sides stand level
        first.addWidget(words)
        if side.has_plan:
            first.addWidget(Chip(_("Has conferences"), "accent", self))
        first.addStretch(1)
        held.addLayout(first)
        origin = origin_words(side)
        if origin:
            held.addWidget(Text(origin, "small", "text2", wrap=True, parent=self))
        held.addStretch(1)
        grid.addLayout(held, 0, column)

    def _row(self, grid: QGridLayout, at: int, row: Compared) -> None:
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(Text(row.label, "small", "text2", wrap=True, parent=self), at, 0, top)
        for column, said in ((1, row.left), (2, row.right)):
            role = "strong" if row.verdict == DIFFERS else "body"
            quiet = row.verdict == ALONE and said == _("not said")
            grid.addWidget(Text(said, role, "text3" if quiet else "text", wrap=True, parent=self), at, column, top)
        icon, ink = _SIGNS[row.verdict]
        held = QHBoxLayout()
        held.setSpacing(SPACE.xs)
        held.addWidget(IconMark(icon, ink, 16, self), 0, top)
        held.addWidget(Text(verdict_words(row.verdict), "small", ink, parent=self), 0, top)
        held.addStretch(1)
        grid.addLayout(held, at, 3, top)


class QuestionCard(Card):
    """One question with its two answers."""

    same = Signal()
    different = Signal()
    later = Signal()

    def __init__(self) -> None:
        super().__init__(padding=SPACE.xl, spacing=SPACE.lg)
        named(self, "question_card")
        self._badge = Badge("users")
        self.title = named(Text("", "h2", wrap=True), "match_title")
        self.reason = named(Text("", "body", "text2", wrap=True), "match_reason")
        self.happens = named(Text("", "small", "text2", wrap=True), "match_happens")
        self.same_button = named(Button(_("Same person"), "primary", "check"), "match_same_button")
        self.different_button = named(Button(_("Two different people"), "", "users"), "match_different_button")
        self.later_button = named(Button(_("Later"), "ghost", "clock"), "match_later_button")
        self.same_button.clicked.connect(self.same)
        self.different_button.clicked.connect(self.different)
        self.later_button.clicked.connect(self.later)
        self._comparison: Comparison | None = None
        self._lay_out()

    @property
    def comparison(self) -> Comparison | None:
        """The lines shown."""
        return self._comparison

    def show_question(self, question: MatchQuestion) -> None:
        """Show another question."""
        self._badge.show_icon(ICONS[question.kind])
        self.title.setText(title_words(question))
        self.reason.setText(reason_words(question))
        self.happens.setText(happens_words(question))
        self.same_button.setText(same_words(question.kind))
        self.different_button.setText(different_words(question.kind))
        if self._comparison is not None:
            self.body.removeWidget(self._comparison)
            self._comparison.hide()
            self._comparison.deleteLater()
        self._comparison = Comparison(question, self)
        self.body.insertWidget(1, self._comparison)
        self._comparison.show()
        chain = (self._comparison, self.same_button, self.different_button, self.later_button)
        for one, following in pairwise(chain):
            self.setTabOrder(one, following)

    def set_busy(self, *, busy: bool) -> None:
        """Take no second answer while the first is written down."""
        for each in (self.same_button, self.different_button, self.later_button):
            each.setEnabled(not busy)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.reason)
        head = QHBoxLayout()
        head.setSpacing(SPACE.md)
        head.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        head.addWidget(self.later_button, 0, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.md)
        buttons.addWidget(self.same_button)
        buttons.addWidget(self.different_button)
        buttons.addStretch(1)
        self.body.addLayout(head)
        self.body.addWidget(Line())
        self.body.addWidget(self.happens)
        self.body.addLayout(buttons)


class MergerCard(Card):
    """What was put together, and the way to part it again."""

    part = Signal()

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__(padding=SPACE.xl, spacing=SPACE.lg)
        named(self, "merger_card")
        self._zone = zone
        self._badge = Badge("users")
        self.title = named(Text("", "h2", wrap=True), "merger_title")
        self.meta = named(Text("", "body", "text2", wrap=True), "merger_meta")
        words = Text(
            _(
                "Parting gives each record back what it had before. What was done since on the record that stayed, "
                "such as a conference, stays with it; the question comes back into the list."
            ),
            "body",
            wrap=True,
        )
        self.part_button = named(Button(_("Part again"), "", "undo-2"), "part_button")
        self.part_button.clicked.connect(self.part)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addWidget(self.meta)
        head = QHBoxLayout()
        head.setSpacing(SPACE.md)
        head.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(column, 1)
        self.body.addLayout(head)
        self.body.addWidget(Line())
        self.body.addWidget(words)
        self.body.addWidget(self.part_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_merger(self, line: MergerLine) -> None:
        """Show another merger."""
        self._badge.show_icon(ICONS[line.kind])
        self.title.setText(merger_title(line))
        self.meta.setText(merger_meta(line, self._zone))
