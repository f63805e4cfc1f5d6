"""The homes of one conference that was moved: how each is reached, and that it was."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.early_ends import HomeToTell
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.day.words import language_words
from ilp_desktop.ui.desk.early_rows import EarlyRow, meta_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, Chip, Line, ScrollingCanvas, Text
from ilp_desktop.wording.evidence import OUTCOMES

_LARGE = 110
"""Percent of text size above which three buttons do not stand side by side."""
_OFFERED = ("reached", "message", "no_answer")
"""What can come of a call, by what an attempt keeps."""


class HomesCard(ScrollingCanvas):
    """Beside the list: the line that is chosen."""

    called = Signal(object, str)
    """A home, and what came of the call."""
    letter_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        named(self, "homes_card")
        self._card = Card(spacing=SPACE.md, parent=self.canvas)
        self._name = named(Text("", "h2", wrap=True), "early_student")
        self._meta = named(Text("", "body", "text2", wrap=True), "early_meta")
        self._homes = QVBoxLayout()
        self._homes.setSpacing(SPACE.md)
        self._letter = named(Button(_("Write a letter…"), "", "mail"), "early_letter")
        self._student_id = 0
        self._letter.clicked.connect(lambda: self.letter_wanted.emit(self._student_id))
        for part in (self._name, self._meta):
            self._card.body.addWidget(part)
        self._card.body.addLayout(self._homes)
        row = QHBoxLayout()
        row.addWidget(self._letter)
        row.addStretch(1)
        self._card.body.addLayout(row)
        column = QVBoxLayout(self.canvas)
        column.setContentsMargins(SPACE.sm, SPACE.sm, SPACE.xl, SPACE.lg)
        column.addWidget(self._card)
        column.addStretch(1)
        self.show_row(None)

    def show_row(self, row: EarlyRow | None) -> None:
        """Show a line's homes; without one, what to do."""
        while (item := self._homes.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._name.setText(row.line.student_name if row else _("Nobody is chosen"))
        first = _("Choose a family in the list: you see how to reach each home, in its language.")
        self._meta.setText(meta_words(row) if row else first)
        self._letter.setVisible(row is not None and row.is_made)
        if row is None:
            return
        self._student_id = row.line.student_id
        for home in row.line.homes:
            self._homes.addWidget(Line())
            self._homes.addWidget(self._home(home, is_made=row.is_made))
        if not row.line.homes:
            waits = _("Once the conferences are moved, you see how to reach each home, in its language.")
            words = _("Nobody may be told as it stands. Look at Adults and staff in the student's file.")
            self._homes.addWidget(Text(words if row.is_made else waits, "body", "text2", wrap=True))

    def _home(self, home: HomeToTell, *, is_made: bool) -> QWidget:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        head = QHBoxLayout()
        head.addWidget(Text(", ".join(home.names), "strong", elide=True), 1)
        if home.told:
            head.addWidget(Chip(_("Told"), "grey"))
        column.addLayout(head)
        spoken = language_words(home.language)
        language = _("{language}, interpreter needed").format(language=spoken) if home.needs_interpreter else spoken
        reach = ", ".join(home.phones) or _("no telephone number")
        column.addWidget(Text(f"{reach} · {language}", "body", "text2", wrap=True))
        if is_made and not home.told:
            grid = QGridLayout()
            grid.setSpacing(SPACE.sm)
            across = 3 if theme.text_percent() <= _LARGE else 2
            for at, outcome in enumerate(_OFFERED):
                words = OUTCOMES[outcome]
                made = named(Button(_(words), "ghost" if outcome == "no_answer" else ""), f"{outcome}_{home.key}")
                made.setAccessibleName(f"{', '.join(home.names)}: {_(words)}")
                made.clicked.connect(lambda _on=False, outcome=outcome: self.called.emit(home, outcome))
                grid.addWidget(made, at // across, at % across)
            column.addLayout(grid)
        return held
