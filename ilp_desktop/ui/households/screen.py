"""The part of a student's file about adults and staff: two households visibly two, and every right with its dates."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.clock import Clock
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.participation import AssignmentLine, StaffAround, StaffLine
from ilp_desktop.domain.relations import Family, GrantLine, RelationLine
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference.gradual import Gradual, polish_children
from ilp_desktop.ui.deeds.one_form import OneForm
from ilp_desktop.ui.households.adult_line import AdultLine
from ilp_desktop.ui.households.questions import Asking, Deed, end_grant_form, form_of, verb_of
from ilp_desktop.ui.households.staff_card import StaffCard, assign_form, assigned_answers, end_form
from ilp_desktop.ui.households.words import birthday_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.students.student_part import StudentPart
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Badge, Banner, Button, Card, IconMark, Line, Text, Tinted, toast
from ilp_desktop.ui.widgets.columns import TwoColumns
from ilp_desktop.wording import sentence

if TYPE_CHECKING:
    from ilp_desktop.office import Office

Answer = tuple[Family, StaffAround, tuple[StaffLine, ...]]


class AdultsPart(StudentPart):
    """Adults at the left, home by home; staff at the right. Whoever may not change it reads it."""

    letter_wanted = Signal(int)
    """A letter to the family of this student."""

    def __init__(self, office: "Office", background: Background, clock: Clock, zone: ZoneInfo) -> None:
        super().__init__()
        named(self, "adults_part")
        self._office, self._background, self._clock, self._zone = office, background, clock, zone
        self._student_id: int | None = None
        self._answer: Answer | None = None
        self._forms = OneForm(self, background, self._read, self._say)
        self._coming = Gradual(self)
        self.banner = named(Banner(), "adults_banner")
        self._body: QWidget | None = None
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(SPACE.xl)
        self._down.addWidget(self.banner)
        background.changed.connect(self._hear)

    @override
    def show_student(self, student_id: int) -> None:
        if student_id != self._student_id:
            self._clear()
        self._student_id = student_id
        self._read()

    @override
    def leave_student(self) -> None:
        self._student_id = None
        self._clear()

    @property
    def _today(self) -> date:
        return self._clock.today(self._zone)

    def _clear(self) -> None:
        self._forms.forget()
        self._coming.stop()
        self._answer = None
        self.banner.hide()
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._body = None

    def _read(self) -> None:
        student_id = self._student_id
        if student_id is None:
            return
        office = self._office

        def read() -> Answer:
            return (
                office.guardians.family(student_id),
                office.caseloads.around(student_id),
                office.participants.staff(),
            )

        def show(answer: Answer) -> None:
            if self._student_id == student_id:
                self._coming.start(self._arriving(answer))

        self._background.ask(read, self, show, self._say)

    def _say(self, error: OfficeError) -> None:
        self.banner.say(sentence(error))

    def _hear(self, changes: Changes) -> None:
        if self._student_id is not None and changes.touches(Kind.STUDENT, Kind.ROSTER, Kind.CONFERENCE):
            self._forms.changed()

    # What is shown

    def _arriving(self, answer: Answer) -> Iterator[None]:
        """Build what was read behind what is shown, and let it take its place."""
        family, around, staff = answer
        body = named(TwoColumns(self), "adults_body")
        body.hide()
        body.fit_to(self.width())
        yield from self._build_adults(family, body.main, body)
        body.side.addWidget(self._staff_card(around, staff, body))
        yield
        for column in (body.main, body.side):
            column.addStretch(1)
        yield from polish_children(body)
        before, self._body, self._answer = self._body, body, answer
        self._down.addWidget(body)
        if before is not None:
            before.hide()
            before.deleteLater()
        body.show()

    def _build_adults(self, family: Family, column: QVBoxLayout, body: QWidget) -> Iterator[None]:
        head = QHBoxLayout()
        head.setSpacing(SPACE.sm)
        head.addWidget(Text(_("Adults"), "h2"), 1)
        column.addLayout(head)
        if family.may_change:
            for deed, words, name in (
                (Deed.ADD, _("Add an adult"), "add_open_button"),
                (Deed.ADD_OUTSIDE, _("Agency or foster"), "outside_open_button"),
            ):
                button = named(Button(words, "", "plus"), name)
                button.clicked.connect(lambda _on=False, deed=deed: self._open_adding(deed))
                head.addWidget(button)
        else:
            words = _("The lead and the student's counselor change what adults may do.")
            column.addWidget(named(Text(words, "small", "text2", wrap=True), "adults_read_only"))
        self._above = QVBoxLayout()
        column.addLayout(self._above)
        title, words = birthday_words(family, self._today)
        if title:
            column.addWidget(_birthday(title, words))
        now = sorted((line for line in family.lines if not _is_over(line, self._today)), key=_home_order)
        for _home, lines in groupby(now, key=_home_of):
            card = self._home_card(list(lines), body, several=len({_home_of(line) for line in now}) > 1)
            column.addWidget(card)
            yield
            yield from self._fill(card, family)
        if not now:
            column.addWidget(_nobody(body))
        elif family.may_correct:
            write = named(Button(_("Write to the family"), "", "mail"), "letter_open_button")
            write.clicked.connect(lambda: self.letter_wanted.emit(self._required_id()))
            column.addWidget(write, 0, Qt.AlignmentFlag.AlignLeft)
        over = [line for line in family.lines if _is_over(line, self._today)]
        if over:
            yield from self._fold(over, family, column, body)

    def _home_card(self, lines: list[RelationLine], body: QWidget, *, several: bool) -> "_Home":
        card = _Home(lines, body)
        first = lines[0]
        if first.household or several:
            words = first.household or _("No home on file")
            card.add_heading(words, first.address if first.address != words else "")
        return card

    def _fill(self, card: "_Home", family: Family) -> Iterator[None]:
        for at, line in enumerate(card.lines):
            if at:
                card.body.addWidget(Line())
            card.body.addWidget(self._adult(line, family, card))
            yield

    def _adult(self, line: RelationLine, family: Family, parent: QWidget) -> AdultLine:
        made = AdultLine(line, family, self._today, self._zone, parent)

        def ask(deed: Deed) -> None:
            asking = Asking(self._required_id(), family, self._today, line)
            form = form_of(deed, asking)
            self._forms.open(form, made.below, lambda: self._do(verb_of(deed, form, asking, self._office.guardians)))

        def end_grant(grant: GrantLine) -> None:
            form = end_grant_form(grant, self._today)

            def do() -> None:
                on = form.day_of("on")
                self._do(lambda: self._office.guardians.end_grant(grant.grant_id, on))

            self._forms.open(form, made.below, do)

        made.deed_wanted.connect(ask)
        made.grant_end_wanted.connect(end_grant)
        return made

    def _fold(self, over: list[RelationLine], family: Family, column: QVBoxLayout, body: QWidget) -> Iterator[None]:
        button = named(
            Button(_("Earlier adults ({count})").format(count=len(over)), "ghost", "clock"), "adults_past_button"
        )
        button.setCheckable(True)
        card = _Home(over, body)
        card.hide()
        button.toggled.connect(card.setVisible)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(card)
        yield from self._fill(card, family)

    def _staff_card(self, around: StaffAround, staff: tuple[StaffLine, ...], body: QWidget) -> StaffCard:
        card = StaffCard(around, staff, self._today, body)
        participants = self._office.participants

        def assign() -> None:
            form = assign_form(staff, self._today)

            def do() -> None:
                who, duty, first, last = assigned_answers(form)
                student_id = self._required_id()
                assign = participants.assign
                self._do(lambda: assign([student_id], who, duty, begins_on=first, ends_on=last), self._offer_end)

            self._forms.open(form, card.below, do)

        def end(line: AssignmentLine) -> None:
            form = end_form(line, self._today)

            def do() -> None:
                last = form.day_of("last")
                self._do(lambda: participants.end(line.assignment_id, last))

            self._forms.open(form, card.below, do)

        card.assign_wanted.connect(assign)
        card.end_wanted.connect(end)
        card.career_chosen.connect(self._add_career)
        return card

    # What is done

    def _required_id(self) -> int:
        assert self._student_id is not None, "a student is shown"
        return self._student_id

    def _open_adding(self, deed: Deed) -> None:
        assert self._answer is not None, "a family is shown"
        asking = Asking(self._required_id(), self._answer[0], self._today)
        form = form_of(deed, asking)
        self._forms.open(form, self._above, lambda: self._do(verb_of(deed, form, asking, self._office.guardians)))

    def _do(self, verb: Callable[[], Changes], then: Callable[[Changes], None] | None = None) -> None:
        self._forms.do(verb, then or (lambda _changes: self._say_kept()))

    def _say_kept(self) -> None:
        toast(self, _("Kept."), seconds=3)

    def _offer_end(self, changes: Changes) -> None:
        """Say that somebody was assigned, with the way to take it back; who was assigned before only has other days."""
        ids, participants = changes.ids, self._office.participants

        def undo() -> None:
            self._background.do(lambda: participants.end(ids), failed=self._say, owner=self)

        toast(self, _("Assigned."), action=_("Undo") if ids else "", then=undo if ids else None)

    def _add_career(self, staff_id: int) -> None:
        assign, student_id = self._office.participants.assign, self._required_id()
        self._do(lambda: assign([student_id], staff_id, "career_staff"), self._offer_end)


class _Home(Card):
    """The adults of one household."""

    def __init__(self, lines: list[RelationLine], parent: QWidget) -> None:
        super().__init__(padding=SPACE.xl, spacing=SPACE.lg, parent=parent)
        self.lines = lines
        named(self, f"home_{_home_of(lines[0]) or 0}_card")

    def add_heading(self, title: str, address: str) -> None:
        """Say whose home it is."""
        row = QHBoxLayout()
        row.setSpacing(SPACE.md)
        row.addWidget(IconMark("house", "text2", 20), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(title, "h2", wrap=True))
        if address:
            words.addWidget(Text(address, "small", "text2", wrap=True))
        row.addLayout(words, 1)
        self.body.addLayout(row)


def _home_of(line: RelationLine) -> int:
    return line.household_id or 0


def _home_order(line: RelationLine) -> tuple[bool, int]:
    return line.household_id is None, _home_of(line)


def _is_over(line: RelationLine, on: date) -> bool:
    return line.terms.ends_on is not None and line.terms.ends_on <= on


def _birthday(title: str, words: str) -> QWidget:
    box = named(Tinted("blue", padding=SPACE.lg), "birthday_notice")
    row = QHBoxLayout()
    row.setSpacing(SPACE.md)
    row.addWidget(Badge("graduation-cap", size=40), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(Text(title, "strong", wrap=True))
    column.addWidget(named(Text(words, "body", "text2", wrap=True), "birthday_text"))
    row.addLayout(column, 1)
    box.body.addLayout(row)
    return box


def _nobody(body: QWidget) -> Card:
    card = named(Card(parent=body), "adults_nobody_card")
    words = _("No adult is on file. They come with the roster; one whom it does not bring is added here.")
    card.body.addWidget(Text(words, "body", "text2", wrap=True))
    return card
