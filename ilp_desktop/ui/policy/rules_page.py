"""The rules in force: whose they are and since when, each clause, and how they came about."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ilp_desktop.domain.policy.adoptions import PolicyState
from ilp_desktop.language import _
from ilp_desktop.ui.conference.gradual import Gradual
from ilp_desktop.ui.day.words import date_words
from ilp_desktop.ui.focus import LaterFocus
from ilp_desktop.ui.names import named
from ilp_desktop.ui.policy.clause_card import ClauseCard
from ilp_desktop.ui.policy.clause_finder import ClauseFinder
from ilp_desktop.ui.policy.policy_card import PolicyCard
from ilp_desktop.ui.policy.words import adoption_words, said
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Canvas, Card, EmptyState, ScrollingCanvas, Text


class RulesPage(Canvas):
    """What is in force. ``may_adopt``: with the lead's ways to change it; ``may_compare``: with those to look at another.

    The list and what stands beside it are made once there are rules, piece by piece.
    """

    another_wanted = Signal()
    choices_wanted = Signal()
    names_wanted = Signal()
    newer_wanted = Signal()
    take_back_wanted = Signal()

    def __init__(self, *, may_adopt: bool, may_compare: bool) -> None:
        super().__init__()
        named(self, "rules_page")
        self._may_adopt = may_adopt
        self._state: PolicyState | None = None
        self._focus = LaterFocus()
        self._gradual = Gradual(self)
        self.banner = named(Banner(), "policy_banner")
        self.head = PolicyCard(may_adopt=may_adopt, may_compare=may_compare)
        self.finder: ClauseFinder | None = None
        self.card: ClauseCard | None = None
        self._history: Card | None = None
        self._rules = Canvas()
        self._row = QHBoxLayout(self._rules)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE.md)
        self.empty = _empty(may_adopt=may_adopt)
        self.empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.xxl, SPACE.sm, SPACE.xxl, SPACE.lg)
        column.setSpacing(SPACE.lg)
        column.addWidget(self.banner)
        column.addWidget(self.head)
        column.addWidget(self._rules, 1)
        column.addWidget(self.empty, 1)
        self._connect()

    def focus_first(self) -> None:
        """Put the keyboard where the next step is; where nothing is known yet, once it is."""
        if self._state is None:
            self._focus.wait(self)
        elif self.finder is not None and self.finder.isVisible():
            self.finder.letters.setFocus()
        elif self._may_adopt:
            self.empty.action.setFocus()

    def show_state(self, state: PolicyState) -> None:
        """Show what is in force."""
        self._state = state
        has_rules = bool(state.now.policy.clauses)
        self.head.show_state(state)
        self.empty.setVisible(not has_rules)
        self._rules.setVisible(has_rules)
        self._gradual.start(self._show_rest(state, has_rules=has_rules))

    def _show_rest(self, state: PolicyState, *, has_rules: bool) -> Iterator[None]:
        if has_rules and self.finder is None:
            self._make_finder()
            yield
            self._make_side()
            yield
        if self.finder is not None:
            self.finder.show_clauses(state.now.policy.clauses)
        if self._focus.is_due(self):
            self.focus_first()
        yield
        if self._history is not None:
            yield from _tell_history(self._history, state)

    def _show_clause(self) -> None:
        clause = self.finder.clause() if self.finder is not None else None
        if self.card is not None and self._state is not None:
            self.card.setVisible(clause is not None)
            if clause is not None:
                self.card.show_clause(clause, self._state.now)

    # Around

    def _connect(self) -> None:
        self.head.another.clicked.connect(self.another_wanted)
        self.empty.acted.connect(self.another_wanted)
        self.head.choices.clicked.connect(self.choices_wanted)
        self.head.names.clicked.connect(self.names_wanted)
        self.head.coming.acted.connect(self.take_back_wanted)
        self.head.newer.acted.connect(self.newer_wanted)

    def _make_finder(self) -> None:
        self.finder = ClauseFinder()
        self.finder.chosen.connect(self._show_clause)
        self._row.addWidget(self.finder)

    def _make_side(self) -> None:
        self.card = ClauseCard()
        self._history = named(Card(spacing=SPACE.sm), "policy_history")
        self._history.body.addWidget(Text(_("How it came about"), "h2"))
        side = ScrollingCanvas()
        column = QVBoxLayout(side.canvas)
        column.setContentsMargins(SPACE.xs, 0, SPACE.xs, SPACE.md)
        column.setSpacing(SPACE.lg)
        column.addWidget(self.card)
        column.addWidget(self._history)
        column.addStretch(1)
        self._row.addWidget(side, 1)


def _tell_history(card: Card, state: PolicyState) -> Iterator[None]:
    """Write the history into its card, a line a step: what the office decided, then the policy's own."""
    body = card.body
    while body.count() > 1:
        item = body.takeAt(1)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.deleteLater()
    for line in state.history:
        head, more = adoption_words(line)
        body.addWidget(Text(head, "strong", wrap=True))
        body.addWidget(Text(more, "small", "text2", wrap=True))
        yield
    own = state.now.policy.sets[-1].history
    if own:
        body.addSpacing(SPACE.sm)
        body.addWidget(Text(_("The policy itself"), "label", "text2"))
        for on, what in reversed(own):
            body.addWidget(Text(f"{date_words(on)}: {said(what)}", "body", wrap=True))
            yield


def _empty(*, may_adopt: bool) -> EmptyState:
    words = _(
        "The office follows no policy yet: conferences are held, and nobody is told what is due. Choose the policy "
        "that your school follows; its numbers and names can be changed to your own."
    )
    return named(
        EmptyState("scale", _("No rules yet"), words, _("Choose a policy") if may_adopt else ""), "policy_empty"
    )
