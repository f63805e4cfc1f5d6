"""The rules in force: whose they are and since when, each clause, and how they came about."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from ilp_desktop.domain.policy.adoptions import PolicyState
from ilp_desktop.domain.policy.clauses import Clause, Scope, Strength
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui import theme
from ilp_desktop.ui.day.words import date_words
from ilp_desktop.ui.focus import LaterFocus
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.policy.clause_card import ClauseCard
from ilp_desktop.ui.policy.policy_card import PolicyCard
from ilp_desktop.ui.policy.rows import ClauseDelegate, ClauseModel, entry_of
from ilp_desktop.ui.policy.words import adoption_words, said
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import (
    Banner,
    Canvas,
    Card,
    EmptyState,
    ScrollingCanvas,
    SearchField,
    SegmentedControl,
    Text,
)

_LIST_WIDTH = 560


class RulesPage(Canvas):
    """What is in force. ``may_adopt``: with the lead's ways to change it; ``may_compare``: with those to look at another."""

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
        self._found: tuple[Clause, ...] = ()
        self._focus = LaterFocus()
        self.banner = named(Banner(), "policy_banner")
        self.head = PolicyCard(may_adopt=may_adopt, may_compare=may_compare)
        self.finder = named(SearchField(_("Words, or a citation"), _("Find a rule")), "clause_find_field")
        self.which = named(
            SegmentedControl(
                (
                    ("all", _("All")),
                    ("shall", _("Required")),
                    ("should", _("Advised")),
                    ("school", _("School")),
                    ("open", _("To be confirmed")),
                ),
                spoken=_("Which rules"),
            ),
            "clause_which",
        )
        self.model = ClauseModel(self)
        self.list = named(QListView(), "clause_list")
        self.count = named(Text("", "small", "text2"), "clause_count")
        self.card = ClauseCard()
        self.history = named(Card(spacing=SPACE.sm), "policy_history")
        self.empty = _empty(may_adopt=may_adopt)
        self._lay_out()
        self._connect()

    def focus_first(self) -> None:
        """Put the keyboard where the next step is; where nothing is known yet, once it is."""
        if self._state is None:
            self._focus.wait(self)
            return
        (self.empty.action if self.empty.isVisible() and self._may_adopt else self.finder).setFocus()

    def show_state(self, state: PolicyState) -> None:
        """Show what is in force."""
        self._state = state
        has_rules = bool(state.now.policy.clauses)
        self.head.show_state(state)
        self.empty.setVisible(not has_rules)
        self._rules.setVisible(has_rules)
        self._show_history(state)
        self._show_found()
        if self._focus.is_due(self):
            self.focus_first()

    def _show_history(self, state: PolicyState) -> None:
        body = self.history.body
        while body.count() > 1:
            item = body.takeAt(1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for line in state.history:
            head, more = adoption_words(line)
            body.addWidget(Text(head, "strong", wrap=True))
            body.addWidget(Text(more, "small", "text2", wrap=True))
        own = state.now.policy.sets[-1].history
        if own:
            body.addSpacing(SPACE.sm)
            body.addWidget(Text(_("The policy itself"), "label", "text2"))
            for on, what in reversed(own):
                body.addWidget(Text(f"{date_words(on)}: {said(what)}", "body", wrap=True))

    # The list

    def _show_found(self) -> None:
        state = self._state
        if state is None:
            return
        letters, which = self.finder.text().strip().casefold(), self.which.current()
        clauses = state.now.policy.clauses
        self._found = tuple(each for each in clauses if _is_of(each, which) and _has(each, letters))
        chosen = self.model.row(self.list.currentIndex())
        self.model.show_rows(tuple(entry_of(each, at) for at, each in enumerate(self._found)))
        words = ngettext("{count} rule", "{count} rules", len(self._found))
        self.count.setText(words.format(count=len(self._found)))
        at = self.model.place(chosen.clause_id) if chosen is not None else self.model.index(0)
        self.list.setCurrentIndex(at if at.isValid() else self.model.index(0))
        self._show_clause()

    def _show_clause(self) -> None:
        entry, state = self.model.row(self.list.currentIndex()), self._state
        self.card.setVisible(entry is not None)
        if entry is not None and state is not None and entry.at < len(self._found):
            self.card.show_clause(self._found[entry.at], state.now)

    # Around

    def _connect(self) -> None:
        self.finder.textChanged.connect(self._show_found)
        self.which.chosen.connect(self._show_found)
        self.list.selectionModel().currentChanged.connect(self._show_clause)
        self.head.another.clicked.connect(self.another_wanted)
        self.empty.acted.connect(self.another_wanted)
        self.head.choices.clicked.connect(self.choices_wanted)
        self.head.names.clicked.connect(self.names_wanted)
        self.head.coming.acted.connect(self.take_back_wanted)
        self.head.newer.acted.connect(self.newer_wanted)

    def _lay_out(self) -> None:
        self.history.body.addWidget(Text(_("How it came about"), "h2"))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.xxl, SPACE.sm, SPACE.xxl, SPACE.lg)
        column.setSpacing(SPACE.lg)
        column.addWidget(self.banner)
        column.addWidget(self.head)
        self._rules = self._lay_out_rules()
        column.addWidget(self._rules, 1)
        column.addWidget(self.empty, 1)

    def _lay_out_rules(self) -> QWidget:
        self.list.setModel(self.model)
        self.list.setItemDelegate(ClauseDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(_("Rules in force"))
        left = Card(padding=SPACE.md, spacing=SPACE.sm)
        line = QHBoxLayout()
        line.setSpacing(SPACE.md)
        line.addWidget(self.finder, 1)
        line.addWidget(self.count)
        left.body.addLayout(line)
        left.body.addWidget(self.which)
        left.body.addWidget(self.list, 1)
        self._left = left
        side = ScrollingCanvas()
        column = QVBoxLayout(side.canvas)
        column.setContentsMargins(SPACE.xs, 0, SPACE.xs, SPACE.md)
        column.setSpacing(SPACE.lg)
        column.addWidget(self.card)
        column.addWidget(self.history)
        column.addStretch(1)
        both = Canvas()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.md)
        row.addWidget(left)
        row.addWidget(side, 1)
        self._fit_text()
        return both

    def _fit_text(self) -> None:
        self._left.setFixedWidth(theme.scaled(_LIST_WIDTH))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._fit_text()
        super().changeEvent(event)


def _empty(*, may_adopt: bool) -> EmptyState:
    words = _(
        "The office follows no policy yet: conferences are held, and nobody is told what is due. Choose the policy "
        "that your school follows; its numbers and names can be changed to your own."
    )
    return named(
        EmptyState("scale", _("No rules yet"), words, _("Choose a policy") if may_adopt else ""), "policy_empty"
    )


def _is_of(clause: Clause, which: str) -> bool:
    match which:
        case "shall":
            return clause.strength is Strength.SHALL
        case "should":
            return clause.strength is Strength.SHOULD
        case "school":
            return clause.scope is not Scope.STUDENT
        case "open":
            return not clause.confirmed
        case _all:
            return True


def _has(clause: Clause, letters: str) -> bool:
    if not letters:
        return True
    words = " ".join((said(clause.title), said(clause.summary), clause.citation, clause.clause_id)).casefold()
    return all(part in words for part in letters.split())
