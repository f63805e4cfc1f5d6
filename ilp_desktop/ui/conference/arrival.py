"""Before a conference begins: who is here and how they came, who interprets, who stands in; and the way in."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ilp_desktop.domain.circumstances import MODES as WAYS
from ilp_desktop.domain.circumstances import StaffToAdd
from ilp_desktop.domain.conferences import ConferenceState, Participant
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference.door_call import DoorCall
from ilp_desktop.ui.conference.gradual import polish_children
from ilp_desktop.ui.conference.guests import GuestPermission
from ilp_desktop.ui.conference.joining import (
    interpreter_answers,
    interpreter_form,
    interpreter_words,
    staff_answer,
    staff_form,
)
from ilp_desktop.ui.conference.occasions import OccasionChoice
from ilp_desktop.ui.conference.parts import Scrolling, column, line
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.conference.who_came import CountsNote, PersonLine, goes_on_words, mode_words, way_words
from ilp_desktop.ui.day.words import time_words
from ilp_desktop.ui.deeds.forms import DeedForm
from ilp_desktop.ui.deeds.one_form import OneForm
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, Notice, SegmentedControl, Text

_LARGE = 120
"""Percent of text size above which two buttons do not fit beside each other in the card."""


def has_begun(state: ConferenceState) -> bool:
    """Tell whether a conference has begun."""
    return state.begun


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
        self._pages = QStackedWidget(card)
        self._pages.addWidget(self._page())
        # A form takes the place of the list: below it there would be no room on a small screen.
        self._asking = Scrolling(parent=card)
        self._below = column()
        self._asking.inside.addLayout(self._below)
        self._asking.inside.addStretch()
        self._pages.addWidget(self._asking)
        card.body.addWidget(self._pages, 1)
        row = line(self)
        row.addStretch(1)
        row.addWidget(card, 8)
        row.addStretch(1)
        self._forms = OneForm(self, sitting.background, self._show, sitting.failed.emit)
        sitting.sheet_read.connect(self._show)
        self._show()

    def prepare(self) -> Iterator[None]:
        """Build and style what is not there yet, piece by piece. Whoever cannot wait goes through all of it at once."""
        if self._ready:
            return
        for person in self._sitting.sheet.participants:
            if person.participant_id not in self._lines:
                self._add(person)
                yield
        if self._ready:
            return
        self._scroll.inside.addWidget(GuestPermission(self._sitting, self._scroll.ground))
        self._scroll.inside.addStretch()
        yield from polish_children(self)
        self._ready = True

    def _add(self, person: Participant) -> None:
        made = self._lines[person.participant_id] = PersonLine(self._sitting, person, self._scroll.ground)
        made.taken_out.connect(lambda: self._take_out(person.participant_id))
        self._people.addWidget(made)

    # How it is laid out

    def _page(self) -> QWidget:
        page = QWidget()
        down = column(page, spacing=SPACE.md)
        down.addLayout(self._head())
        self._door = DoorCall(self._sitting, page)
        self._goes_on = named(Notice("", "blue", "calendar-days"), "goes_on_notice")
        self._interpreter = named(Notice("", "blue", "languages"), "interpreter_notice")
        self._scroll = Scrolling(spacing=SPACE.md, parent=page)
        self._people = column(spacing=SPACE.md)
        self._scroll.inside.addLayout(self._people)
        self._scroll.inside.addLayout(self._deeds())
        self._counts = CountsNote(self._sitting, page)
        self._occasions = OccasionChoice(self._sitting, page)
        for part in (self._door, self._goes_on, self._interpreter, self._occasions):
            down.addWidget(part)
        down.addWidget(self._scroll, 1)
        down.addWidget(self._counts)
        down.addLayout(self._foot())
        return page

    def _head(self) -> QVBoxLayout:
        words = column(spacing=2)
        words.addWidget(Text(_("Who is here?"), "h2"))
        words.addWidget(Text(_when(self._sitting), "body", "text2", wrap=True))
        self._mode_words = named(Text("", "small", "text2", wrap=True), "mode_words")
        words.addWidget(self._mode_words)
        return words

    def _deeds(self) -> QVBoxLayout:
        """Return what is said of the conference as a whole, below its people, where all of it can be scrolled to."""
        self.mode = SegmentedControl([(way, way_words(way)) for way in WAYS], spoken=_("How the conference is held"))
        named(self.mode, "conference_mode").chosen.connect(self._set_mode)
        self.join = named(Button(_("Add somebody of the staff"), "ghost", "user-plus"), "join_open_button")
        self.join.clicked.connect(self._ask_who_joins)
        self.interpreter = named(Button(_("Who interprets"), "ghost", "languages"), "interpreter_open_button")
        self.interpreter.clicked.connect(self._ask_who_interprets)
        # Beside each other, large text would be wider than the card, and cut the boxes above off.
        deeds = column(spacing=SPACE.xs) if theme.text_percent() > _LARGE else line(spacing=SPACE.sm)
        ways, rows = line(), column(spacing=SPACE.sm)
        ways.addWidget(self.mode)
        for button in (self.join, self.interpreter):
            deeds.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        for row in (ways, deeds):
            row.addStretch()
            rows.addLayout(row)
        return rows

    def _foot(self) -> QHBoxLayout:
        self._begin = named(Button(_("Begin the conference"), "primary", "arrow-right", trailing=True), "begin_button")
        self._begin.clicked.connect(self.begin_wanted)
        row = line(spacing=SPACE.md)
        row.addStretch()
        row.addWidget(self._begin)
        return row

    # What is shown

    def _show(self) -> None:
        sheet = self._sitting.sheet
        begun, goes_on = has_begun(sheet.state), sheet.goes_on is not None
        self._begin.setText(_("Back to the conference") if begun else _("Begin the conference"))
        self._begin.setVisible(not goes_on)
        self.mode.choose(sheet.mode if sheet.mode in WAYS else WAYS[0])
        self.mode.setEnabled(not goes_on)
        self.join.setVisible(not goes_on)
        self._tell(self._goes_on, goes_on_words(sheet))
        self._tell(self._interpreter, interpreter_words(sheet))
        self._mode_words.setText(mode_words(sheet))
        self._mode_words.setVisible(bool(mode_words(sheet)))
        self.interpreter.setVisible(not goes_on)
        self._show_people()
        self._counts.show_sheet()

    def _tell(self, notice: Notice, words: str) -> None:
        notice.words.setText(words)
        notice.setVisible(bool(words))

    def _show_people(self) -> None:
        people = {person.participant_id: person for person in self._sitting.sheet.participants}
        for gone in self._lines.keys() - people.keys():
            one = self._lines.pop(gone)
            one.hide()
            one.deleteLater()
        for person_id, person in people.items():
            if person_id in self._lines:
                self._lines[person_id].show_person(person)
            elif self._ready:
                self._add(person)

    # What is done

    def _set_mode(self, mode: str) -> None:
        sitting = self._sitting
        sitting.do(lambda: sitting.office.circumstances.set_mode(sitting.conference_id, mode))

    def _take_out(self, participant_id: int) -> None:
        circumstances = self._sitting.office.circumstances
        self._sitting.do(lambda: circumstances.take_out(participant_id))

    def _ask_who_interprets(self) -> None:
        sitting = self._sitting
        form = interpreter_form(sitting.sheet)

        def keep() -> None:
            language, name, kind, mode = interpreter_answers(form)
            # Without a name, the family still needs one.
            language = language if name else sitting.sheet.interpreter
            circumstances, conference = sitting.office.circumstances, sitting.conference_id
            self._forms.do(
                lambda: circumstances.say_interpreter(conference, language, name, kind=kind, mode=mode),
                lambda _changes: self._close(form),
                form,
            )

        self._open(form, keep)

    def _ask_who_joins(self) -> None:
        sitting = self._sitting
        circumstances, conference = sitting.office.circumstances, sitting.conference_id

        def show(offered: tuple[StaffToAdd, ...]) -> None:
            form = staff_form(offered)

            def keep() -> None:
                who = staff_answer(form)
                self._forms.do(
                    lambda: circumstances.bring_in(conference, who.staff_id, who.stands_in_for_id),
                    lambda _changes: self._close(form),
                    form,
                )

            self._open(form, keep)

        sitting.background.ask(lambda: circumstances.staff_to_add(conference), self, show, sitting.failed.emit)

    def _open(self, form: DeedForm, keep: Callable[[], None]) -> None:
        self._pages.setCurrentIndex(1)
        self._forms.open(form, self._below, keep, lambda: self._pages.setCurrentIndex(0))

    def _close(self, form: DeedForm) -> None:
        """The deed is done: the form goes, and the keyboard to the way on."""
        form.hide()
        form.deleteLater()
        self._pages.setCurrentIndex(0)
        self._begin.setFocus()


def _when(sitting: Sitting) -> str:
    sheet = sitting.sheet
    when = _("{time}, {minutes} minutes").format(time=time_words(sheet.starts_at), minutes=sheet.minutes)
    return _("{when}. Tick who has come; you can change it later.").format(when=when)
