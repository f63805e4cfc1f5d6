"""What a letter asks of who writes it: whom the family can call, times that could work, the words of the policy set."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QTime, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QTimeEdit, QVBoxLayout, QWidget

from ilp_desktop.domain.letters import Letter, Offer, Wanted
from ilp_desktop.domain.packs import worded
from ilp_desktop.language import _, in_use
from ilp_desktop.ui import theme
from ilp_desktop.ui.day.words import locale
from ilp_desktop.ui.deeds.days import DayEdit
from ilp_desktop.ui.deeds.forms import Checks, Chooser
from ilp_desktop.ui.letters.words import home_words, letter_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Field, LineField, Text

_FIRST_HOUR = QTime(16, 30)


class PossibleTime(QWidget):
    """A day and an hour that could work, once its box is ticked."""

    changed = Signal()

    def __init__(self, name: str, question: str, on: date) -> None:
        super().__init__()
        self.box = named(QCheckBox(question), f"{name}_box")
        self.day = DayEdit(name, question)
        self.day.set_day(on)
        self.hour = named(QTimeEdit(_FIRST_HOUR), f"{name}_hour")
        self.hour.setAccessibleName(_("{question}: hour").format(question=question))
        self.hour.setLocale(locale())
        self.hour.setDisplayFormat("h:mm Ap")
        row = QHBoxLayout()
        row.setSpacing(SPACE.sm)
        row.addWidget(self.day, 3)
        row.addWidget(self.hour, 2)
        self._row = QWidget()
        row.setContentsMargins(0, 0, 0, 0)
        self._row.setLayout(row)
        self._row.hide()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE.xs + 2)
        down.addWidget(self.box)
        down.addWidget(self._row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.box.toggled.connect(self._row.setVisible)
        self.box.toggled.connect(self.changed)
        self.day.edit.dateChanged.connect(self.changed)
        self.hour.timeChanged.connect(self.changed)
        self._fit_text()

    def said(self) -> tuple[date, str] | None:
        """Return day and hour 'HH:MM'; None where the box is not ticked."""
        return (self.day.day(), self.hour.time().toString("HH:mm")) if self.box.isChecked() else None

    def _fit_text(self) -> None:
        self.box.setFont(theme.font("strong"))
        self.hour.setFont(theme.font("body", tabular=True))
        self.hour.setFixedHeight(theme.scaled(theme.SIZE.control) + 2)
        self.hour.lineEdit().setFont(theme.font("body", tabular=True))
        self.hour.lineEdit().setTextMargins(SPACE.sm + 2, 0, SPACE.sm, 0)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            QTimer.singleShot(0, self, self._fit_text)
        super().changeEvent(event)


class LetterForm(QWidget):
    """The questions of one letter; those of another take their place when it is chosen."""

    changed = Signal()
    """Something else is wanted now than what was looked at."""

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self._letters = {one.key: one for one in offer.letters}
        offered = [(one.key, letter_words(one)) for one in offer.letters]
        self.letter = Chooser("letter_choice", _("Letter"), offered, offer.chosen)
        self.call_name = named(LineField(_("Whom the family can call")), "letter_call_name")
        self.call_name.set_text(offer.call_name)
        self.call_phone = named(LineField(_("Phone")), "letter_call_phone")
        self.call_phone.set_text(offer.call_phone)
        week = offer.today + timedelta(days=7)
        self.times = (
            PossibleTime("letter_time_1", _("A time that could work"), week),
            PossibleTime("letter_time_2", _("Another time"), week + timedelta(days=1)),
        )
        self.homes = Checks(
            "letter_home",
            _("Goes to"),
            [(one.key, home_words(one)) for one in offer.addressees],
            _keys(offer),
            columns=1,
        )
        self.prompts: list[Field] = []
        self._prompts = QVBoxLayout()
        self._prompts.setSpacing(SPACE.md)
        self._arranged = named(Text(_arranged_words(offer), "small", "text2", wrap=True), "letter_arranged")
        # Two lines: as the last to come in, it was left what the others leave.
        self._arranged.setMinimumHeight(2 * self._arranged.fontMetrics().lineSpacing())
        self._has_time = offer.next_on is not None
        self._lay_out()
        self.letter.chosen.connect(self._ask_anew)
        for line in (self.call_name, self.call_phone):
            line.typed.connect(self._was_typed)
        for one in self.times:
            one.changed.connect(self.changed)
        self._ask_anew()

    @property
    def chosen(self) -> Letter:
        """The letter that is chosen."""
        return self._letters[str(self.letter.value())]

    def wanted(self) -> Wanted:
        """Return the letter as it is filled in."""
        invites = self.chosen.invites
        return Wanted(
            key=self.chosen.key,
            call_name=self.call_name.text().strip(),
            call_phone=self.call_phone.text().strip(),
            times=tuple(said for one in self.times if (said := one.said()) is not None) if invites else (),
            texts=tuple(field.text().strip() for field in self.prompts),
        )

    def _ask_anew(self) -> None:
        for field in self.prompts:
            self._prompts.removeWidget(field)
            field.hide()
            field.deleteLater()
        letter = self.chosen
        self.prompts = []
        for number, prompt in enumerate(() if letter.invites else letter.prompts):
            field = named(Field(worded(prompt, in_use()), least_lines=2), f"letter_prompt_{number}")
            field.typed.connect(self._was_typed)
            self._prompts.addWidget(field)
            self.prompts.append(field)
        for line in self.times:
            line.setVisible(letter.invites)
        self._arranged.setVisible(letter.invites and self._has_time)
        self.changed.emit()

    def _was_typed(self, _text: str) -> None:
        self.changed.emit()

    def _lay_out(self) -> None:
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE.md)
        call = QHBoxLayout()
        call.setSpacing(SPACE.md)
        call.addWidget(self.call_name, 3)
        call.addWidget(self.call_phone, 2)
        down.addWidget(self.letter)
        down.addLayout(call)
        down.addWidget(self._arranged)
        for line in self.times:
            down.addWidget(line)
        down.addLayout(self._prompts)
        down.addWidget(self.homes)


def _keys(offer: Offer) -> tuple[str, ...]:
    return tuple(one.key for one in offer.addressees)


def _arranged_words(offer: Offer) -> str:
    if offer.next_on is None:
        return ""
    return _("The conference that is arranged stands in the letter. Add times only if another could work as well.")
