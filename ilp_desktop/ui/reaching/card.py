"""The card at the front of a student's file: who was tried and what that adds up to, needs, and conferences asked for."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.evidence import Entry
from ilp_desktop.domain.reaching import DECIDED, GIVEN, AdultReached, AskedLine, NeedLine, ReachSheet
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.day.words import date_words
from ilp_desktop.ui.deeds.forms import DeedForm
from ilp_desktop.ui.deeds.one_form import OneForm
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.reaching.forms import AskedForm, AttemptForm, GivenForm, NeedsForm, SettledForm
from ilp_desktop.ui.reaching.words import adult_words, asked_words, effort_words, need_line_words
from ilp_desktop.ui.students.parts import FileLine
from ilp_desktop.ui.students.student_part import StudentPart
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button, Card, Chip, IconMark, Line, Text, toast
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office

_KINDS = (Kind.EVIDENCE, Kind.FINDING, Kind.STUDENT, Kind.ROSTER, Kind.CONFERENCE, Kind.POLICY)


class ReachCard(StudentPart):
    """Shows one family at a time. Whoever may not know of it sees no card."""

    answered = Signal()
    """What is shown is what the office has."""

    def __init__(self, office: "Office", background: Background) -> None:
        super().__init__()
        named(self, "reach_part")
        self._office, self._background = office, background
        self._student_id = 0
        self._asked = 0
        self._sheet: ReachSheet | None = None
        self._then: Callable[[], None] | None = None
        self._forms = OneForm(self, background, self._read, self._say)
        self.banner = named(Banner(), "reach_banner")
        self.attempt = named(Button(_("Note an attempt"), "", "phone"), "attempt_open")
        self.needs = named(Button(_("What they need"), "ghost"), "needs_open")
        self.asked = named(Button(_("They ask for a conference"), "ghost"), "asked_open")
        self.attempt.clicked.connect(self.begin_attempt)
        self.needs.clicked.connect(partial(self._ask, NeedsForm, _("Written down.")))
        self.asked.clicked.connect(partial(self._ask, AskedForm, _("Written down.")))
        self._shown: QWidget | None = None
        self._lay_out()
        self.card.hide()
        background.changed.connect(self._hear)

    @override
    def show_student(self, student_id: int) -> None:
        if student_id != self._student_id:
            self._student_id, self._sheet, self._then = student_id, None, None
            for form in self.findChildren(DeedForm):
                form.hide()
                form.deleteLater()
            self._forms.forget()
            self.banner.hide()
            self.card.hide()
        self._read()

    @override
    def leave_student(self) -> None:
        self._student_id, self._sheet = 0, None
        self.card.hide()

    def begin_attempt(self) -> None:
        """Ask about a try to reach the family, as soon as it is known who they are."""
        sheet = self._sheet
        if sheet is None:
            self._then = self.begin_attempt
        elif sheet.may_change and sheet.adults:
            self._ask(AttemptForm, _("The attempt is noted."))

    # Reading

    def _read(self) -> None:
        self._asked += 1
        asked, student_id = self._asked, self._student_id
        if not student_id:
            return

        def show(sheet: ReachSheet) -> None:
            if asked == self._asked:
                self._show(sheet)
                then, self._then = self._then, None
                if then is not None:
                    then()
                self.answered.emit()

        def failed(_error: OfficeError) -> None:
            if asked == self._asked:
                self.card.hide()  # it is not theirs to know, or no policy set is in force yet

        self._background.ask(lambda: self._office.reaching.of_student(student_id), self, show, failed)

    def _hear(self, changes: Changes) -> None:
        if self._student_id and self.isVisible() and changes.touches(*_KINDS):
            self._forms.changed()

    def _say(self, error: OfficeError) -> None:
        self.banner.say(sentence(error))

    # Showing

    def _show(self, sheet: ReachSheet) -> None:
        if sheet == self._sheet and not self.card.isHidden():
            return
        self._sheet = sheet
        before, self._shown = self._shown, QWidget(self.card)
        down = QVBoxLayout(self._shown)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE.md)
        if sheet.adults:
            grid = QGridLayout()
            grid.setHorizontalSpacing(SPACE.xl)
            grid.setVerticalSpacing(SPACE.md)
            for at, adult in enumerate(sheet.adults):
                grid.addWidget(_adult(adult, self._shown), at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
                grid.setColumnStretch(at % 2, 1)
            down.addLayout(grid)
        else:
            words = _("No adult of this family may be invited today. Look at “Adults and staff”.")
            down.addWidget(Text(words, "body", "text2", wrap=True))
        for at, line in enumerate(sheet.effort):
            down.addLayout(_effort(effort_words(line), is_met=line.is_met, name=f"effort_{at}"))
        if sheet.needs or sheet.asked:
            down.addWidget(Line())
        for need in sheet.needs:
            down.addWidget(self._need(need, sheet))
        for request in sheet.asked:
            down.addWidget(self._request(request, sheet))
        self.card.body.addWidget(self._shown)
        if before is not None:
            self.card.body.removeWidget(before)
            before.hide()
            before.deleteLater()
        for button in (self.needs, self.asked):
            button.setVisible(sheet.may_change)
        self.attempt.setVisible(sheet.may_change and bool(sheet.adults))
        self.card.show()

    def _need(self, need: NeedLine, sheet: ReachSheet) -> QWidget:
        meta = _("Asked on {day}").format(day=date_words(need.on))
        row = named(
            FileLine(need_line_words(need), meta, "circle-alert", wrap=True, parent=self), f"need_{need.evidence_id}"
        )
        if need.given_on is not None:
            row.add_right(Chip(_("Given {day}").format(day=date_words(need.given_on)), "accent"))
        elif sheet.may_change:
            button = named(Button(_("It is given"), "ghost", "check"), f"need_given_{need.evidence_id}")
            button.clicked.connect(partial(self._give, need))
            row.add_right(button)
        else:
            row.add_right(Chip(_("Not given yet"), "amber"))
        return row

    def _request(self, line: AskedLine, sheet: ReachSheet) -> QWidget:
        title = _("The family asked for a conference on {day}").format(day=date_words(line.on))
        row = named(
            FileLine(title, asked_words(line), "calendar-days", wrap=True, parent=self), f"asked_{line.evidence_id}"
        )
        if line.settled_on is not None:
            row.add_right(Chip(_("Settled {day}").format(day=date_words(line.settled_on)), "accent"))
        elif sheet.may_change:
            button = named(Button(_("What came of it"), "ghost", "check"), f"asked_settle_{line.evidence_id}")
            button.clicked.connect(partial(self._settle, line))
            row.add_right(button)
        return row

    # Deeds

    def _ask(self, kind: type[AttemptForm | NeedsForm | AskedForm], told: str, _checked: object = None) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        form = kind(sheet)
        self._forms.open(form, self._place, lambda: self._record(form, form.entry(), told))

    def _record(self, form: DeedForm, entry: Entry | None, told: str) -> None:
        student_id, evidence = self._student_id, self._office.evidence
        if entry is None:
            form.say(_("Nothing is ticked yet. Tick whom or what it is about."))
            return
        kept = entry
        self._forms.do(lambda: evidence.record(student_id, kept), lambda _changes: self._done(form, told), form)

    def _give(self, need: NeedLine, _checked: object = None) -> None:
        self._complete(GivenForm(need, self._today()), need.event_uid, GIVEN, "note")

    def _settle(self, line: AskedLine, _checked: object = None) -> None:
        self._complete(SettledForm(line, self._today()), line.event_uid, DECIDED, "came_of")

    def _complete(self, form: DeedForm, event_uid: str, mark: str, words: str) -> None:
        student_id, evidence = self._student_id, self._office.evidence

        def do() -> None:
            on, said = form.certain_day_of("on"), form.words_of(words)
            self._forms.do(
                lambda: evidence.complete(student_id, event_uid, {mark}, on, said),
                lambda _changes: self._done(form, _("Written down.")),
                form,
            )

        self._forms.open(form, self._place, do)

    def _today(self) -> date:
        assert self._sheet is not None
        return self._sheet.today

    def _done(self, form: DeedForm, told: str) -> None:
        form.hide()
        form.deleteLater()
        toast(self.window(), told)
        self.attempt.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read()

    def _lay_out(self) -> None:
        self.card = named(Card(padding=SPACE.xl, spacing=SPACE.md), "reach_card")
        head = QHBoxLayout()
        head.setSpacing(SPACE.sm)
        head.addWidget(Text(_("Reaching the family"), "h2"), 1)
        for button in (self.asked, self.needs, self.attempt):
            head.addWidget(button)
        self._place = QVBoxLayout()
        self.card.body.addLayout(head)
        self.card.body.addWidget(self.banner)
        self.card.body.addLayout(self._place)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self.card)


def _adult(adult: AdultReached, parent: QWidget) -> QWidget:
    icon = "circle-check" if adult.is_reached else "phone"
    row = named(
        FileLine(adult.name, adult_words(adult), icon, wrap=True, parent=parent), f"reached_{adult.guardian_id}"
    )
    if adult.is_reached:
        row.add_right(Chip(_("Was reached"), "accent"))
    return row


def _effort(words: str, *, is_met: bool, name: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE.md)
    row.addWidget(IconMark("circle-check" if is_met else "list-checks", "accent" if is_met else "text3"))
    row.addWidget(named(Text(words, "small", "text2", wrap=True), name), 1)
    return row
