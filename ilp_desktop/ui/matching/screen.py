"""The page on which a person says who is who: one question at a time, nothing urgent about it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.matches import MatchQuestion, MergerLine, Verdict
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.matching import flow
from ilp_desktop.ui.matching.comparing import MergerCard, QuestionCard
from ilp_desktop.ui.matching.flow import Show, State
from ilp_desktop.ui.matching.side import QueueSide
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Canvas, EmptyState, ScrollingCanvas, announce
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office

_LISTED = 200


class MatchingPage(QWidget):
    """One page of the open office."""

    students_asked = Signal()
    """Nothing is left to decide: the students are wanted."""
    answered = Signal()
    """What is shown is what the office has."""

    def __init__(self, office: "Office", background: Background) -> None:
        super().__init__()
        named(self, "matching_page")
        self._office = office
        self._background = background
        self._state = State()
        self._stale = False
        self._last: int | None = None
        self.side = QueueSide(office.zone)
        self.question = QuestionCard()
        self.merger = MergerCard(office.zone)
        self.banner = named(Banner(), "matching_banner")
        self._nothing = EmptyState(
            "circle-check",
            _("Nothing to decide"),
            _("When a roster brings somebody who may be here already, the question waits here. Nothing presses."),
            _("To the students"),
        )
        self._apart = EmptyState(
            "users",
            _("Nothing was put together"),
            _("Records that you say are one stand here, and can be parted again."),
        )
        self._pages = named(QStackedWidget(), "matching_pages")
        self._lay_out()
        self._connect()
        self._read()

    @property
    def state(self) -> State:
        """Where the queue stands."""
        return self._state

    def focus_first(self) -> None:
        """Put the keyboard into the list, or to the next step where it is empty."""
        if self._state.ids:
            self.side.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._state.show is Show.OPEN:
            self._nothing.action.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> None:
        def read() -> tuple[tuple[MatchQuestion, ...], tuple[MergerLine, ...], int]:
            matching = self._office.matching
            return matching.questions(_LISTED), matching.mergers(), matching.count()

        def show(answer: tuple[tuple[MatchQuestion, ...], tuple[MergerLine, ...], int]) -> None:
            had = self.side.list.hasFocus() or not self._state.read
            self._show(flow.answered(self._state, *answer))
            self.question.set_busy(busy=False)
            if had and self.isVisible():
                self.focus_first()
            self.answered.emit()

        self._background.ask(read, self, show, self._say)

    def _show(self, state: State) -> None:
        before, self._state = self._state, state
        self.side.show_state(state)
        question, merger = state.question, state.merger
        if question is not None:
            if question is not before.question or self.question.comparison is None:
                self.question.show_question(question)
            self._pages.setCurrentIndex(0)
        elif merger is not None:
            self.merger.show_merger(merger)
            self._pages.setCurrentIndex(1)
        elif state.read:
            self._pages.setCurrentIndex(2 if state.show is Show.OPEN else 3)
        else:
            self._pages.setCurrentIndex(4)

    # Deciding

    def _decide(self, verdict: Verdict) -> None:
        question = self._state.question
        if question is None:
            return
        self.question.set_busy(busy=True)
        number = question.question_id

        def done(_changes: Changes) -> None:
            self._last = number
            self._say_decided(question, verdict)

        matching = self._office.matching
        self._background.do(lambda: matching.decide(number, verdict), done, self._fail, owner=self)

    def _say_decided(self, question: MatchQuestion, verdict: Verdict) -> None:
        if verdict is Verdict.SAME:
            words, action = _("{name}: put together.").format(name=question.left.name), _("Put apart again")
        else:
            words, action = _("They stay two, and are not asked about again."), _("Ask again")
        self.banner.say(words, tint="accent", action=action)
        self.side.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_back(self) -> None:
        if self._last is None:
            return
        number, self._last = self._last, None

        def done(_changes: Changes) -> None:
            self._state = flow.awaiting(self._state, number)
            self.banner.say(_("Taken back. The question is here again."), tint="neutral")
            self.side.list.setFocus(Qt.FocusReason.OtherFocusReason)

        matching = self._office.matching
        self._background.do(lambda: matching.decide_again(number), done, self._fail, owner=self)

    def _part(self) -> None:
        merger = self._state.merger
        if merger is None:
            return
        self._last = None

        def done(_changes: Changes) -> None:
            self.banner.say(_("{name}: two records again.").format(name=merger.kept_name), tint="accent")
            self.side.list.setFocus(Qt.FocusReason.OtherFocusReason)

        matching = self._office.matching
        self._background.do(lambda: matching.part(merger.merger_id), done, self._fail, owner=self)

    def _put_off(self) -> None:
        self._show(flow.put_off(self._state))
        self.side.list.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self.side.list, _("Put off to the end of the list."))

    def _fail(self, error: OfficeError) -> None:
        self._say(error)
        self._read()

    def _say(self, error: OfficeError) -> None:
        self.banner.say(sentence(error))

    # Keeping up

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Kind.STUDENT, Kind.ROSTER):
            self._stale = True
            if self.isVisible():
                self._refresh()

    def _refresh(self) -> None:
        self._stale = False
        self._read()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def _choose(self, line_id: int) -> None:
        self._show(flow.choosing(self._state, line_id))

    def _choose_list(self, show: Show) -> None:
        self._show(flow.showing(self._state, show))

    def _enter(self) -> None:
        button = self.question.same_button if self._state.question is not None else self.merger.part_button
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.side.line_chosen.connect(self._choose)
        self.side.show_chosen.connect(self._choose_list)
        self.side.entered.connect(self._enter)
        self.question.same.connect(lambda: self._decide(Verdict.SAME))
        self.question.different.connect(lambda: self._decide(Verdict.DIFFERENT))
        self.question.later.connect(self._put_off)
        self.merger.part.connect(self._part)
        self.banner.acted.connect(self._take_back)
        self._nothing.acted.connect(self.students_asked)
        self._background.changed.connect(self._hear)

    def _lay_out(self) -> None:
        for page in (_scrolling(self.question), _scrolling(self.merger), self._nothing, self._apart, QWidget()):
            self._pages.addWidget(page)
        right = Canvas()
        top = QVBoxLayout()
        top.setContentsMargins(SPACE.xxl, SPACE.sm, SPACE.xxl, 0)
        top.addWidget(self.banner)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(right, 1)


def _scrolling(card: QWidget) -> ScrollingCanvas:
    page = ScrollingCanvas()
    column = QVBoxLayout(page.canvas)
    # Room within, for the card's shadow.
    column.setContentsMargins(SPACE.xxl, SPACE.lg, SPACE.xxl, SPACE.xl)
    column.addWidget(card)
    column.addStretch(1)
    return page
