"""Before a conference begins: who is here, and the way in."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from ilp_desktop.domain.conferences import ConferenceState, Participant
from ilp_desktop.language import _
from ilp_desktop.ui.conference.door_call import DoorCall
from ilp_desktop.ui.conference.gradual import polish_children
from ilp_desktop.ui.conference.guests import GuestPermission
from ilp_desktop.ui.conference.occasions import OccasionChoice
from ilp_desktop.ui.conference.parts import Scrolling, column, line
from ilp_desktop.ui.conference.people import role_words
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.day.words import MODES, language_within, time_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Avatar, Button, Card, Notice, Text


def has_begun(state: ConferenceState) -> bool:
    """Tell whether a conference has begun."""
    return state.begun


class PersonLine(QWidget):
    """One person, and whether they are here."""

    def __init__(self, sitting: Sitting, person: Participant, parent: QWidget) -> None:
        super().__init__(parent)
        row = line(self, spacing=SPACE.md)
        row.addWidget(Avatar(person.name, 40))
        words = column(spacing=1)
        words.addWidget(Text(person.name, "strong", elide=True))
        words.addWidget(Text(role_words(person.role), "small", "text2"))
        row.addLayout(words, 1)
        self._here = named(QCheckBox(_("Is here")), f"here_{person.participant_id}")
        self._here.setAccessibleName(_("{name} is here").format(name=person.name))
        self._here.setChecked(bool(person.attended))
        row.addWidget(self._here)
        self._sitting = sitting
        self._person_id = person.participant_id
        self._here.toggled.connect(self._record)

    def _record(self, on: bool) -> None:
        person_id = self._person_id
        self._sitting.do(lambda: self._sitting.office.conferences.set_attended(person_id, on))

    def show_person(self, person: Participant) -> None:
        """Show what is recorded."""
        self._here.blockSignals(True)
        self._here.setChecked(bool(person.attended))
        self._here.blockSignals(False)


class ArrivalView(QWidget):
    """Who takes part, who of them is here, and the button that begins the conference."""

    begin_wanted = Signal()

    def __init__(self, sitting: Sitting, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "arrival_view")
        self._sitting = sitting
        self._lines: dict[int, PersonLine] = {}
        self._ready = False
        card = Card(spacing=SPACE.md, parent=self)
        card.body.setContentsMargins(SPACE.xxl, SPACE.xl, SPACE.xxl, SPACE.xl)
        card.body.addWidget(Text(_("Who is here?"), "h2"))
        card.body.addWidget(Text(_when(sitting), "body", "text2", wrap=True))
        self._door = DoorCall(sitting, card)
        card.body.addWidget(self._door)
        sheet = sitting.sheet
        if sheet.interpreter:
            words = _("The family needs a {language} interpreter.").format(language=language_within(sheet.interpreter))
            card.body.addWidget(Notice(words, "blue", "languages"))
        self._occasions = OccasionChoice(sitting, card)
        card.body.addWidget(self._occasions)
        self._scroll = Scrolling(spacing=SPACE.md, parent=card)
        card.body.addWidget(self._scroll, 1)
        card.body.addLayout(self._foot())
        row = line(self)
        row.addStretch(1)
        row.addWidget(card, 8)
        row.addStretch(1)
        sitting.sheet_read.connect(self._show)
        self._show()

    def prepare(self) -> Iterator[None]:
        """Build and style what is not there yet, piece by piece. Whoever cannot wait goes through all of it at once."""
        if self._ready:
            return
        for person in self._sitting.sheet.participants:
            if person.participant_id not in self._lines:
                made = PersonLine(self._sitting, person, self._scroll.ground)
                self._lines[person.participant_id] = made
                self._scroll.inside.addWidget(made)
                yield
        if self._ready:
            return
        self._scroll.inside.addWidget(GuestPermission(self._sitting, self._scroll.ground))
        self._scroll.inside.addStretch()
        yield from polish_children(self)
        self._ready = True

    def _foot(self) -> QHBoxLayout:
        row = line(spacing=SPACE.md)
        row.addStretch()
        self._begin = named(Button(_("Begin the conference"), "primary", "arrow-right", trailing=True), "begin_button")
        self._begin.clicked.connect(self.begin_wanted)
        row.addWidget(self._begin)
        return row

    def _show(self) -> None:
        begun = has_begun(self._sitting.sheet.state)
        self._begin.setText(_("Back to the conference") if begun else _("Begin the conference"))
        for person in self._sitting.sheet.participants:
            if person.participant_id in self._lines:
                self._lines[person.participant_id].show_person(person)
            elif self._ready:
                self._add_late(person)

    def _add_late(self, person: Participant) -> None:
        """Add somebody who was put on the conference while it was shown."""
        made = PersonLine(self._sitting, person, self._scroll.ground)
        self._lines[person.participant_id] = made
        self._scroll.inside.insertWidget(len(self._lines) - 1, made)
        made.show()


def _when(sitting: Sitting) -> str:
    sheet = sitting.sheet
    when = _("{time}, {minutes} minutes, {mode}").format(
        time=time_words(sheet.starts_at), minutes=sheet.minutes, mode=_(MODES.get(sheet.mode, sheet.mode))
    )
    return _("{when}. Tick who has come; you can change it later.").format(when=when)
