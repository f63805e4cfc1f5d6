"""One family at the desk: its number, who is here, and what can be done with one key or one click."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.conferences import DayRow
from ilp_desktop.domain.front_desk import later
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.day.check_in import CheckInView
from ilp_desktop.ui.day.words import time_words
from ilp_desktop.ui.desk.state import Deed, deeds_of
from ilp_desktop.ui.desk.words import DEEDS, LATE_BY, chip_of, meta_of
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, Chip, ScrollingCanvas, Text

if TYPE_CHECKING:
    from ilp_desktop.office import Office

_COLUMNS = 2
_LARGE = 110
"""Percent of text size above which three times do not stand side by side."""


class DeedsCard(Card):
    """The deeds of one family, each with its key."""

    wanted = Signal(object)
    late = Signal(int)
    """Minutes later than its hour, or than now where that is past; 0: nobody said."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(spacing=SPACE.md, parent=parent)
        named(self, "family_deeds")
        self._number = named(Text("", "display", "accent_text", tabular=True), "family_number")
        self._number.hide()
        self._meta = named(Text("", "body", "text2", wrap=True), "family_meta")
        self._chip = named(Chip(), "family_chip")
        head = QHBoxLayout()
        head.setSpacing(SPACE.lg)
        words = QVBoxLayout()
        words.setSpacing(SPACE.xs)
        words.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(self._meta)
        head.addWidget(self._number)
        head.addLayout(words, 1)
        self.body.addLayout(head)
        self._grid = QGridLayout()
        self._grid.setSpacing(SPACE.sm)
        self.body.addLayout(self._grid)
        self.buttons = {deed: self._button(deed) for deed in Deed}
        self._late = self._late_box()
        self.body.addWidget(self._late)

    def show_row(self, row: DayRow, at: str, came: str = "") -> None:
        """Show where a family stands, and what can be done."""
        self._number.setText(str(row.ticket))
        self._number.setVisible(bool(row.ticket))
        self._number.setAccessibleName(_("Number {number}").format(number=row.ticket))
        self._meta.setText(meta_of(replace(row, ticket=0)))
        words, kind = chip_of(row, at, came)
        self._chip.say(words, "grey" if kind == "none" else kind)
        deeds = [deed for deed in deeds_of(row) if deed is not Deed.ARRIVED]
        for button in self.buttons.values():
            self._grid.removeWidget(button)
            button.hide()
        for place, deed in enumerate(deeds):
            self._grid.addWidget(self.buttons[deed], place // _COLUMNS, place % _COLUMNS)
            self.buttons[deed].show()
        self._show_times(row, at)
        if Deed.LATE not in deeds:
            self._late.hide()

    def ask_how_late(self) -> None:
        """Offer the minutes, the keyboard on the second: ten is what most people say."""
        self._late.show()
        self._minutes[LATE_BY[1]].setFocus(Qt.FocusReason.OtherFocusReason)

    def close_question(self) -> bool:
        """Leave the question how late, and tell whether it was asked."""
        asked = self._late.isVisible()
        self._late.hide()
        return asked

    def _button(self, deed: Deed) -> Button:
        words, key = DEEDS[deed]
        made = named(Button(f"{_(words)}   {key}", "", parent=self), f"{deed.value}_button")
        made.setAccessibleName(_(words))
        made.clicked.connect(lambda: self.wanted.emit(deed))
        made.hide()
        return made

    def _late_box(self) -> QWidget:
        box = named(QWidget(), "late_box")
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.sm)
        head = QHBoxLayout()
        head.addWidget(Text(_("Expected when?"), "strong", elide=True), 1)
        column.addLayout(head)
        grid = QGridLayout()
        grid.setSpacing(SPACE.sm)
        across = 3 if theme.text_percent() <= _LARGE else 2
        self._minutes: dict[int, Button] = {}
        for place, minutes in enumerate(LATE_BY):
            made = named(Button(str(minutes)), f"late_{minutes}")
            made.clicked.connect(lambda _on=False, minutes=minutes: self.late.emit(minutes))
            self._minutes[minutes] = made
            grid.addWidget(made, place // across, place % across)
        column.addLayout(grid)
        unknown = named(Button(_("They did not say"), "ghost"), "late_unsaid")
        unknown.clicked.connect(lambda: self.late.emit(0))
        head.addWidget(unknown)
        box.hide()
        return box

    def _show_times(self, row: DayRow, at: str) -> None:
        since = max(row.starts_at, at)
        for minutes, button in self._minutes.items():
            time = later(since, minutes)
            words = _("{time}, {minutes} min").format(time=time_words(time), minutes=minutes) if time else str(minutes)
            button.setText(words)


class FamilyPanel(ScrollingCanvas):
    """Who is here, above what else can be done."""

    left = Signal()

    def __init__(self, office: "Office", background: Background) -> None:
        super().__init__()
        named(self, "family_panel")
        self.check_in = CheckInView(office, background, beside=True)
        self.deeds = DeedsCard(self.canvas)
        column = QVBoxLayout(self.canvas)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.check_in)
        held = QVBoxLayout()
        held.setContentsMargins(SPACE.sm, 0, SPACE.lg, SPACE.lg)
        held.addWidget(self.deeds)
        column.addLayout(held)
        column.addStretch(1)
        self.check_in.left.connect(self.left)

    @property
    def conference_id(self) -> int | None:
        """The family that is shown."""
        return self.check_in.conference_id

    def show_row(self, row: DayRow, at: str, came: str, *, focus: bool) -> None:
        """Ask who of a family is here, the keyboard there if ``focus``."""
        self.deeds.close_question()
        self.deeds.show_row(row, at, came)
        self.check_in.show_row(row, focus=focus)

    def keep_up(self, row: DayRow, at: str, came: str) -> None:
        """Show where the family stands by now."""
        if row.conference_id == self.conference_id:
            self.check_in.keep_up(row)
            self.deeds.show_row(row, at, came)

    def close_row(self) -> None:
        """Let go of what is shown."""
        self.deeds.close_question()
        self.check_in.close_row()
