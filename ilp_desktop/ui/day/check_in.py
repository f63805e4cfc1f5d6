"""Checking a family in: who of the adults who may come is here, and what to say to anybody else."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.conferences import DayRow
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.relations import DoorNotice, Expected
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference.people import role_words
from ilp_desktop.ui.day.choices import ACTS, Act
from ilp_desktop.ui.day.words import grade_words, state_words, time_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Avatar, Banner, Button, Canvas, Card, Notice, Text, Tinted
from ilp_desktop.wording import sentence

if TYPE_CHECKING:
    from ilp_desktop.office import Office


class CheckInView(Canvas):
    """Shown at the front of the room, where families look on: whoever is to see the office first is not named here."""

    left = Signal()
    """The family is checked in, or nothing more is to be said."""
    checked_in = Signal(int)
    """A conference whose family was checked in just now; ``left`` follows."""
    asked = Signal()
    """The list of who is expected was read and is on the screen."""

    def __init__(self, office: "Office", background: Background, *, beside: bool = False) -> None:
        """``beside`` a list, where there is less room."""
        super().__init__()
        named(self, "check_in_view")
        self._office, self._background = office, background
        self._row: DayRow | None = None
        self._boxes: dict[int, QCheckBox] = {}
        self._title = named(Text("", "h1", wrap=True), "check_in_student")
        self._meta = named(Text("", "body", "text2", wrap=True), "check_in_meta")
        self._people = QVBoxLayout()
        self._people.setSpacing(SPACE.md)
        words = _("Before you greet anybody who is not on this list, see the office.")
        self._notice = named(Notice(words, "amber", "info"), "see_office_notice")
        self._said = named(Tinted("blue"), "somebody_else_box")
        self.banner = named(Banner(), "check_in_banner")
        self.check_in = named(Button(_("Check in"), "primary", "check"), "check_in_button")
        self.else_button = named(Button(_("Somebody else is here"), "", "user"), "somebody_else_button")
        self.met = named(Button(_("Someone from the office came"), ""), "office_came_button")
        self.back = named(Button(_("Back to the day"), "ghost"), "check_in_back")
        self._lay_out(beside=beside)
        self.check_in.clicked.connect(self._check_in)
        self.else_button.clicked.connect(lambda: self._call(wanted=True))
        self.met.clicked.connect(lambda: self._call(wanted=False))
        self.back.clicked.connect(self.left)
        background.changed.connect(self._hear)

    def show_row(self, row: DayRow, *, focus: bool = True) -> None:
        """Ask who is expected at a conference and show it; the keyboard then stands on the first of them, if ``focus``."""
        self._row = row
        self.banner.hide()
        self._notice.hide()
        self._said.hide()
        self._clear()
        self._title.setText(row.student_name)
        self._read(focus=focus)

    def close_row(self) -> None:
        """Let go of what is shown."""
        self._row = None
        self._clear()
        self._title.setText("")
        self._meta.setText("")

    @property
    def conference_id(self) -> int | None:
        """The conference that is shown."""
        return None if self._row is None else self._row.conference_id

    def keep_up(self, row: DayRow | None) -> None:
        """Show where the conference stands by now."""
        if row is not None and row.conference_id == self.conference_id:
            self._show_state(row)

    def _show_state(self, row: DayRow) -> None:
        self._row = row
        when = _("{time}, {state}").format(time=time_words(row.starts_at), state=state_words(row.state).lower())
        self._meta.setText(" · ".join(part for part in (grade_words(row.grade), when) if part))
        open_yet = row.state in ACTS
        self.check_in.setVisible(open_yet)
        self.check_in.setText(_("Check in") if Act.CHECK_IN in ACTS.get(row.state, ()) else _("Keep this"))

    def _read(self, *, focus: bool = False) -> None:
        row = self._row
        if row is None:
            return
        guardians = self._office.guardians

        def show(notice: DoorNotice) -> None:
            if self._row is not None and self._row.conference_id == row.conference_id:
                self._show(notice)
                if focus:
                    (next(iter(self._boxes.values()), None) or self.else_button).setFocus(
                        Qt.FocusReason.OtherFocusReason
                    )
                self.asked.emit()

        self._background.ask(lambda: guardians.at_check_in(row.conference_id), self, show, self._say)

    def _show(self, notice: DoorNotice) -> None:
        assert self._row is not None, "a conference is shown"
        self._show_state(self._row)
        ids = [person.participant_id for person in notice.expected]
        if ids != list(self._boxes):
            self._clear()
            for person in notice.expected:
                self._people.addWidget(self._line(person))
        self._nobody.setVisible(not ids)
        self._notice.setVisible(notice.see_office and not notice.office_called)
        self._said.setVisible(notice.office_called)
        self.else_button.setVisible(not notice.office_called)

    def _line(self, person: Expected) -> QWidget:
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.md)
        row.addWidget(Avatar(person.name, 40))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Text(person.name, "strong", elide=True))
        words.addWidget(Text(role_words(person.relationship or "guardian"), "small", "text2"))
        row.addLayout(words, 1)
        box = named(QCheckBox(_("Is here")), f"expected_{person.participant_id}")
        box.setAccessibleName(_("{name} is here").format(name=person.name))
        box.setChecked(person.here)
        self._boxes[person.participant_id] = box
        row.addWidget(box)
        return held

    def _clear(self) -> None:
        self._boxes.clear()
        while (item := self._people.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _check_in(self) -> None:
        row = self._row
        if row is None:
            return
        here = [participant_id for participant_id, box in self._boxes.items() if box.isChecked()]
        verbs = self._office.conferences

        def done(_changes: Changes) -> None:
            if self._row is not None and self._row.conference_id == row.conference_id:
                self.checked_in.emit(row.conference_id)
                self.left.emit()

        self._background.do(lambda: verbs.check_in(row.conference_id, here), done, self._refuse, owner=self)

    def _call(self, *, wanted: bool) -> None:
        row, verbs = self._row, self._office.conferences
        if row is not None:
            self._background.do(lambda: verbs.call_office(row.conference_id, wanted), failed=self._say, owner=self)

    def _refuse(self, error: OfficeError) -> None:
        self._say(error)
        self._read()

    def _say(self, error: OfficeError) -> None:
        self.banner.say(sentence(error))

    def _hear(self, changes: Changes) -> None:
        if self._row is not None and changes.touches(Kind.DAY, Kind.STUDENT):
            self._read()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.check_in.isVisible():
            self._check_in()
        else:
            super().keyPressEvent(event)

    def _lay_out(self, *, beside: bool) -> None:
        padding = SPACE.xl if beside else SPACE.xxl
        card = named(Card(padding=padding, spacing=SPACE.lg, parent=self), "check_in_card")
        heading = QVBoxLayout()
        heading.setSpacing(2)
        heading.addWidget(self._title)
        heading.addWidget(self._meta)
        card.body.addLayout(heading)
        card.body.addWidget(self.banner)
        card.body.addWidget(Text(_("Who is here?"), "h2"))
        card.body.addLayout(self._people)
        words = _("No adult may come to this conference as it stands. Ask the office before you greet anybody.")
        self._nobody = named(Text(words, "body", "text2", wrap=True), "expected_nobody")
        self._nobody.hide()
        card.body.addWidget(self._nobody)
        card.body.addWidget(self._notice)
        said = Text(_("“Please have a seat; I'll get someone from the office.”"), "h2", wrap=True)
        self._said.body.addWidget(named(said, "somebody_else_words"))
        told = _("The conference shows that you wait for someone from the office. It names nobody here.")
        self._said.body.addWidget(Text(told, "small", "text2", wrap=True))
        self._said.body.addWidget(self.met, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self._said)
        if beside:
            self._stand_beside(card)
        else:
            self._stand_alone(card)

    def _stand_beside(self, card: Card) -> None:
        card.body.addWidget(self.else_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.back.setText(_("Close"))
        card.body.addLayout(self._foot())
        down = QVBoxLayout(self)
        down.setContentsMargins(SPACE.sm, SPACE.sm, SPACE.lg, SPACE.lg)
        down.addWidget(card)

    def _stand_alone(self, card: Card) -> None:
        foot = self._foot()
        foot.insertWidget(0, self.else_button)
        card.body.addLayout(foot)
        down = QVBoxLayout(self)
        down.setContentsMargins(SPACE.xxl, SPACE.xl, SPACE.xxl, SPACE.xl)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(card, 8)
        across.addStretch(1)
        down.addLayout(across)
        down.addStretch(1)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.sm)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.check_in)
        return foot
