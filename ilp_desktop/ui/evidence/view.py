"""Requirements by where they stand, and what was recorded: the same for a student and for the school."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.evidence import EventLine, Requirement, Requirements, TakenBack
from ilp_desktop.domain.policy.recording import Offer, lacking
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference.gradual import Gradual, polish_children
from ilp_desktop.ui.deeds.forms import DeedForm
from ilp_desktop.ui.deeds.one_form import OneForm
from ilp_desktop.ui.evidence.forms import RecordForm, add_form, attempts_words, take_back_form, waive_form
from ilp_desktop.ui.evidence.lines import Choice, ClauseLine, EventView
from ilp_desktop.ui.evidence.subjects import Subject, Verb, choices_of, everything, nothing_asked, unready, written_id
from ilp_desktop.ui.evidence.words import FOLDED, SCHOOL_OTHER, TITLES, Group, counts_words, grouped, offer_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button, Card, Line, Text, toast
from ilp_desktop.ui.widgets.columns import TwoColumns
from ilp_desktop.wording import sentence

_FIRST = 6
"""Entries that are shown before somebody asks for the earlier ones."""


class RequirementsView(QWidget):
    """Shows one subject at a time; a form stands where its deed was wanted."""

    paper_asked = Signal(int)
    """An entry is wanted as a paper."""
    kinds: tuple[str, ...] = ()
    """What can be recorded though no requirement asks for it."""

    def __init__(self, background: Background, today: Callable[[], date]) -> None:
        super().__init__()
        self._background, self._today = background, today
        self._subject: Subject | None = None
        self._about: Requirements | None = None
        self._clause_wanted = ""
        self._all_recorded = False
        self._unfolded: set[Group] = set()
        self._lines: dict[str, ClauseLine] = {}
        self.forms = OneForm(self, background, self.read, self.say)
        self._coming = Gradual(self)
        self.banner = named(Banner(), "requirements_banner")
        self._body: QWidget | None = None
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(SPACE.xl)
        self._down.addWidget(self.banner)
        background.changed.connect(self._hear)

    def show_subject(self, subject: Subject) -> None:
        """Show the requirements of a student or of the school."""
        self.leave()
        self._subject = subject
        self.read()

    def leave(self) -> None:
        """Let go of what is shown."""
        self._subject = self._about = None
        self._clause_wanted, self._all_recorded = "", False
        self._unfolded.clear()
        self.forms.forget()
        self._coming.stop()
        self.banner.hide()
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._body = None
        self._lines = {}

    def is_empty(self) -> bool:
        """Tell whether nothing is shown yet."""
        return self._subject is None

    def record(self, clause_id: str) -> None:
        """Open the form of a clause, at once or when what is shown has come: the way in from a list elsewhere."""
        self._clause_wanted = clause_id
        if self._body is not None:
            self._record_wanted()

    def read(self) -> None:
        """Ask anew."""
        subject = self._subject
        if subject is None:
            return

        def show(about: Requirements) -> None:
            if self._subject is subject:
                self._coming.start(self._arriving(about))

        self._background.ask(subject.read, self, show, self.say)

    def say(self, error: OfficeError) -> None:
        """Say what the office met."""
        self.banner.say(sentence(error))

    def _hear(self, changes: Changes) -> None:
        kinds = (Kind.EVIDENCE, Kind.FINDING, Kind.POLICY, Kind.CONFERENCE, Kind.PLAN, Kind.SIGNATURE, Kind.STUDENT)
        if self._subject is not None and changes.touches(*kinds):
            self.forms.changed()

    def _record_wanted(self) -> None:
        line = self._lines.get(self._clause_wanted)
        self._clause_wanted = ""
        if line is not None:
            line.choose()

    # What is shown

    def _arriving(self, about: Requirements) -> Iterator[None]:
        """Build what was read behind what is shown, and let it take its place."""
        body = named(TwoColumns(self), "requirements_body")
        body.hide()
        body.fit_to(self.width())
        lines: dict[str, ClauseLine] = {}
        yield from self._build_groups(about, body.main, body, lines)
        yield from self._build_sides(about, body.side, body)
        for column in (body.main, body.side):
            column.addStretch(1)
        yield from polish_children(body)
        before, self._body = self._body, body
        self._about, self._lines = about, lines
        self._down.addWidget(body)
        if before is not None:
            before.hide()
            before.deleteLater()
        body.show()
        if self._clause_wanted:
            self._record_wanted()

    def _build_groups(
        self, about: Requirements, column: QVBoxLayout, body: QWidget, lines: dict[str, ClauseLine]
    ) -> Iterator[None]:
        groups = grouped(about.lines)
        head = QHBoxLayout()
        head.addWidget(named(Text(counts_words(groups), "body", "text2"), "requirements_counts"), 1)
        if about.may_change:
            head.addWidget(self._anything(about))
        self.above = QVBoxLayout()
        column.addLayout(head)
        column.addLayout(self.above)
        if not about.lines:
            column.addWidget(nothing_asked(body))
        for group, members in groups.items():
            if members:
                yield from self._build_group(group, members, about, column, body, lines)

    def _build_group(
        self,
        group: Group,
        members: list[Requirement],
        about: Requirements,
        column: QVBoxLayout,
        body: QWidget,
        lines: dict[str, ClauseLine],
    ) -> Iterator[None]:
        title = _(SCHOOL_OTHER) if group is Group.OTHER and about.of_school else _(TITLES[group])
        card = named(Card(padding=SPACE.xl, spacing=SPACE.lg, parent=body), f"group_{group.value}_card")
        if group in FOLDED:
            words = _("{title} ({count})").format(title=title, count=len(members))
            fold = named(Button(words, "ghost", "chevron-down"), f"group_{group.value}_fold")
            fold.setCheckable(True)
            column.addWidget(fold, 0, Qt.AlignmentFlag.AlignLeft)
            filling = Gradual(card)

            def fill() -> Iterator[None]:
                # Styled before it is shown: shown line by line, each would be laid out with all before it.
                yield from self._fill(card, members, about, lines)
                yield from polish_children(card)
                card.setVisible(fold.isChecked())

            def unfold(on: bool) -> None:
                self._unfolded.add(group) if on else self._unfolded.discard(group)
                if not on or not card.body.isEmpty():
                    card.setVisible(on)
                else:
                    filling.start(fill())

            fold.toggled.connect(unfold)
            card.hide()
            column.addWidget(card)
            if group in self._unfolded:
                fold.setChecked(True)
            return
        card.body.addWidget(Text(title, "h2"))
        column.addWidget(card)
        yield from self._fill(card, members, about, lines)

    def _fill(
        self, card: Card, members: list[Requirement], about: Requirements, lines: dict[str, ClauseLine]
    ) -> Iterator[None]:
        for member in members:
            if not card.body.isEmpty():
                card.body.addWidget(Line())
            line = self._clause_line(member, about, card)
            lines.setdefault(line.key, line)
            card.body.addWidget(line)
            yield

    def _clause_line(self, member: Requirement, about: Requirements, card: Card) -> ClauseLine:
        line = ClauseLine(member, choices_of(member, about), self._today(), card, may_change=about.may_change)

        def record(choice: Choice) -> None:
            self.open_record(choice, line.below, about)

        def add(event: EventLine) -> None:
            self._open_add(event, member, line.below, about)

        line.record_wanted.connect(record)
        line.add_wanted.connect(add)
        line.waive_wanted.connect(lambda: self._open_waive(member, line.below))
        line.unwaive_wanted.connect(lambda: self._unwaive(member))
        return line

    def _build_sides(self, about: Requirements, column: QVBoxLayout, body: QWidget) -> Iterator[None]:
        yield from self._recorded(about, column, body)

    def _recorded(self, about: Requirements, column: QVBoxLayout, body: QWidget) -> Iterator[None]:
        card = named(Card(padding=SPACE.xl, spacing=SPACE.lg, parent=body), "recorded_card")
        column.addWidget(card)
        card.body.addWidget(Text(_("What was recorded"), "h2"))
        if about.attempts:
            card.body.addWidget(named(Text(attempts_words(about), "small", "text2", wrap=True), "attempts_text"))
        if not about.recorded:
            words = _("Nothing yet. What is recorded for a requirement stands here, newest first.")
            card.body.addWidget(Text(words, "body", "text2", wrap=True))
        shown = about.recorded if self._all_recorded else about.recorded[:_FIRST]
        for line in shown:
            view = EventView(line, card, changes=about.may_change)
            view.correct_wanted.connect(lambda view=view: self._open_correct(view, about))
            view.take_back_wanted.connect(lambda view=view: self._open_take_back(view))
            view.paper_wanted.connect(lambda line=line: self.paper_asked.emit(line.evidence_id))
            card.body.addWidget(view)
            yield
        if len(shown) < len(about.recorded):
            more = named(Button(_("Show earlier entries"), "ghost", "chevron-down"), "recorded_more_button")
            more.clicked.connect(self._show_all)
            card.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        yield

    def _anything(self, about: Requirements) -> Button:
        """Return the button for what belongs to no single requirement: every kind, under the policy set's templates."""
        button = named(Button(_("Record…"), "primary", "plus", spoken=_("Record anything")), "anything_button")

        def offer() -> None:
            menu = named(QMenu(button), "anything_menu")
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for at, choice in enumerate(everything(about, self.kinds)):
                action = named(menu.addAction(offer_words(*choice)), f"anything_{at}_action")
                action.triggered.connect(partial(self._begin, choice, about))
            menu.popup(button.mapToGlobal(QPoint(0, button.height())))

        button.clicked.connect(offer)
        return button

    def _begin(self, choice: Choice, about: Requirements, _on: bool = False) -> None:
        self.open_record(choice, self.above, about)

    def _show_all(self) -> None:
        self._all_recorded = True
        self.read()

    # What is done

    @property
    def subject(self) -> Subject:
        """Whose requirements are shown."""
        assert self._subject is not None, "something is shown"
        return self._subject

    @property
    def about(self) -> Requirements:
        """What is shown."""
        assert self._about is not None, "something is shown"
        return self._about

    def open_record(self, choice: Choice, where: QVBoxLayout, about: Requirements) -> None:
        """Open the form of something that can be recorded."""
        if choice[0].groupings == ("group",):
            self.open_group(where, about)
            return
        form = RecordForm(*choice, about, self._today())
        self.open_form(form, where, lambda: partial(self.subject.record, form.entry()), _("Recorded."))

    def open_group(self, where: QVBoxLayout, about: Requirements) -> None:
        """Open the form of a group conference: a student's file has one."""
        raise NotImplementedError

    def _open_correct(self, view: EventView, about: Requirements) -> None:
        line = view.line
        offer = Offer(line.event.kind, (line.event.form,) if line.event.form else ())
        form = RecordForm(offer, line.template, about, self._today(), line)
        self.open_form(
            form, view.below, lambda: partial(self.subject.correct, written_id(line), form.entry()), _("Corrected.")
        )

    def _open_take_back(self, view: EventView) -> None:
        form, line = take_back_form(view.line), view.line

        def do() -> Verb:
            why = form.chosen_of("why")
            return partial(
                self.subject.take_back, written_id(line), why if isinstance(why, TakenBack) else TakenBack.MISTAKE
            )

        self.open_form(form, view.below, do, _("Taken back."))

    def _open_add(self, line: EventLine, member: Requirement, where: QVBoxLayout, about: Requirements) -> None:
        # What this requirement misses first, then what others miss of the same event: one form, filled in once.
        others = (mark for other in about.lines for mark in lacking(other.clause, line.event) if line in other.tried)
        marks = tuple(dict.fromkeys((*lacking(member.clause, line.event), *others)))
        form, uid = add_form(marks, line, self._today()), line.event.uid

        def do() -> Verb:
            said = frozenset(map(str, form.ticked_of("marks")))
            return partial(self.subject.complete, uid, said, form.certain_day_of("on"), form.words_of("note"))

        self.open_form(form, where, do, _("Added."))

    def _open_waive(self, member: Requirement, where: QVBoxLayout) -> None:
        form, waive = waive_form(member), self.subject.waive
        assert waive is not None, "waivers are a student's"
        finding = member.finding

        def do() -> Verb:
            return partial(waive, finding.clause_id, finding.period, str(form.chosen_of("by")), form.words_of("why"))

        self.open_form(form, where, do, _("Waived."))

    def _unwaive(self, member: Requirement) -> None:
        take_back, line = self.subject.take_back_waiver, member.waiver
        assert take_back is not None, "waivers are a student's"
        assert line is not None, "it is waived"
        waiver_id = line.waiver_id

        def done(_changes: Changes) -> None:
            toast(self, _("It is asked for again."))

        self.forms.do(partial(take_back, waiver_id), done)

    def open_form(self, form: DeedForm, where: QVBoxLayout, verb: Callable[[], Verb], said: str) -> None:
        """Open a form. ``verb`` reads its answers, on the window's thread, and returns what is to be done with them."""

        def done(_changes: Changes) -> None:
            toast(self, said, seconds=3)

        def do() -> None:
            wrong = unready(form)
            if wrong:
                form.say(wrong)
                return
            self.forms.do(verb(), done)

        self.forms.open(form, where, do)
