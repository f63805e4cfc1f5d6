"""Below the lists beside the grid: one family's conference, what they said and need, and what can be arranged for them."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.replies import FamilySpan
from ilp_desktop.domain.schedule_sheets import MeetingLine
from ilp_desktop.language import _
from ilp_desktop.ui.arranging.board import Board
from ilp_desktop.ui.board.areas import scrolling
from ilp_desktop.ui.day.words import day_words
from ilp_desktop.ui.deeds.forms import DeedForm
from ilp_desktop.ui.names import named
from ilp_desktop.ui.reaching.own_times import MOST_DAYS, days_of, spans_said, text_of
from ilp_desktop.ui.reaching.words import needs_words, reply_words, span_words, within
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Line, Text


class FamilyPanel(QWidget):
    """Shows the meeting on which the keyboard stands. It asks nothing itself."""

    times_wanted = Signal(int)
    homes_wanted = Signal(int)
    """Its homes are to come apart, or together."""
    answer_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        named(self, "family_panel")
        self.key: int | None = None
        self.name = named(Text("", "strong", elide=True), "family_name")
        self.told = named(Text("", "small", "text2", wrap=True), "family_told")
        self.times = named(Button(_("Their times"), "", "clock"), "family_times_button")
        self.answer = named(Button(_("Answer"), "", "message-circle"), "family_answer_button")
        self.homes = named(Button(_("One conference for each home"), "ghost", "house"), "family_homes_button")
        self.times.clicked.connect(lambda: self._emit(self.times_wanted))
        self.answer.clicked.connect(lambda: self._emit(self.answer_wanted))
        self.homes.clicked.connect(lambda: self._emit(self.homes_wanted))
        self._room, within = scrolling()
        self.place = QVBoxLayout()
        """Where a form is shown."""
        held = QVBoxLayout(within)
        held.setContentsMargins(0, 0, 0, 0)
        held.addLayout(self.place)
        held.addStretch(1)
        self._room.hide()
        deeds = QGridLayout()
        deeds.setSpacing(SPACE.sm)
        deeds.addWidget(self.times, 0, 0)
        deeds.addWidget(self.answer, 0, 1)
        deeds.addWidget(self.homes, 1, 0, 1, 2)
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE.lg, SPACE.sm, SPACE.lg, SPACE.md)
        inside.setSpacing(SPACE.sm)
        for part in (self.name, self.told):
            inside.addWidget(part)
        inside.addLayout(deeds)
        inside.addWidget(self._room, 1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(Line())
        down.addLayout(inside)
        self.hide()

    def give_room(self, *, to_form: bool) -> None:
        """Make room for a form, or take it back."""
        self._room.setVisible(to_form)

    def show_line(self, board: Board, key: int | None) -> None:
        """Show a family; None, or who is not named here: nobody."""
        line = board.lines.get(key) if key is not None else None
        self.key = line.meeting_id if line is not None else None
        self.setVisible(line is not None)
        if line is None:
            return
        self.name.setText(f"{line.name} · {line.home}" if line.home else line.name)
        told = "\n".join(_told(line))
        self.told.setText(told)
        self.told.setVisible(bool(told))
        may = board.sheet.may_change
        self.times.setVisible(may)
        self.answer.setEnabled(line.conference_id is not None)
        self.answer.setToolTip("" if line.conference_id is not None else _("Once the times are published."))
        self.homes.setText(_("One conference for both homes") if line.home else _("One conference for each home"))
        self.homes.setVisible(may and not line.published and (bool(line.home) or line.homes > 1))

    def _emit(self, signal: SignalInstance) -> None:
        if self.key is not None:
            signal.emit(self.key)


def _told(line: MeetingLine) -> list[str]:
    """Return what is to be known of a family: its times, what it needs, what it answered."""
    told: list[str] = []
    if line.within:
        told.append(_("Only {times}").format(times="; ".join(span_words(one) for one in line.within)))
    if line.needs:
        told.append(_("Needs: {needs}").format(needs=within(needs_words(line.needs, line.language))))
    return told + [reply_words(one) for one in line.answers]


class TimesForm(DeedForm):
    """When alone a family can come: a line for each day."""

    def __init__(self, line: MeetingLine, days: Sequence[date]) -> None:
        words = _(
            "Type stretches such as 4-5, 6:30-7. A day left empty is one on which they cannot come; all empty: any time."
        )
        super().__init__("times", _("When {name} can come").format(name=line.name), _("Keep these times"), words)
        self._days = days_of(days, line.within)[:MOST_DAYS]
        for on in self._days:
            self.put(self.line(on.isoformat(), day_words(on), text_of(line.within, on)))

    def said(self) -> tuple[FamilySpan, ...]:
        """Return the stretches. Raises OfficeError ``schedule_hours_wrong``."""
        return spans_said({on: self.words_of(on.isoformat()) for on in self._days})
