"""One clause as people read it: what it asks, of whom, when, how strictly, and where that stands."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ilp_desktop.domain.policy.adoptions import Ruling
from ilp_desktop.domain.policy.clauses import Clause, Duty
from ilp_desktop.language import _
from ilp_desktop.ui.names import named
from ilp_desktop.ui.policy.words import said, scope_words, strength_words, window_words
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Card, Chip, Line, Text


class ClauseCard(Card):
    """Shows one clause."""

    def __init__(self, name: str = "clause_card") -> None:
        super().__init__(spacing=SPACE.md)
        named(self, name)
        self.title = named(Text("", "h2", wrap=True), "clause_title")
        self.strength = Chip("", "grey")
        self.confirmed = Chip(_("To be confirmed"), "amber")
        self.summary = Text("", wrap=True)
        self.who = Text("", wrap=True)
        self.when = Text("", wrap=True)
        self.where = Text("", wrap=True)
        self.kept = Text("", wrap=True)
        chips = QHBoxLayout()
        chips.setSpacing(SPACE.sm)
        chips.addWidget(self.strength)
        chips.addWidget(self.confirmed)
        chips.addStretch(1)
        self.body.addWidget(self.title)
        self.body.addLayout(chips)
        self.body.addWidget(self.summary)
        self.body.addWidget(Line())
        self._kept_row: list[Text] = []
        for question, answer in (
            (_("Who it is for"), self.who),
            (_("When"), self.when),
            (_("Citation"), self.where),
            (_("Where its evidence is recorded"), self.kept),
        ):
            heading = Text(question, "label", "text2")
            pair = QVBoxLayout()
            pair.setSpacing(2)
            pair.addWidget(heading)
            pair.addWidget(answer)
            self.body.addLayout(pair)
            if answer is self.kept:
                self._kept_row = [heading, answer]

    def show_clause(self, clause: Clause, ruling: Ruling) -> None:
        """Show a clause of a policy."""
        self.title.setText(said(clause.title))
        self.strength.say(*strength_words(clause))
        self.confirmed.setVisible(not clause.confirmed)
        self.summary.setText(said(clause.summary))
        self.who.setText(scope_words(clause))
        when = window_words(clause)
        self.when.setText(when[:1].upper() + when[1:])
        of = next((said(each.name) for each in ruling.policy.sets if each.pack_id == clause.pack_id), "")
        self.where.setText(_("{citation} ({set})").format(citation=clause.citation, set=of))
        is_duty = isinstance(clause.rule, Duty)
        self.kept.setText(said(clause.rule.recorded) if isinstance(clause.rule, Duty) else "")
        for one in self._kept_row:
            one.setVisible(is_duty)
