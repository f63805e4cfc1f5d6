"""Whose rules are in force, since when, what comes after them, and the ways to others."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ilp_desktop.domain.policy.adoptions import PolicyState
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui.day.words import date_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.policy.words import place_words, said, since_words, standing_words
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Badge, Banner, Button, Card, Text


class PolicyCard(Card):
    """The head of the rules. ``may_adopt``: with the lead's ways to change them; ``may_compare``: to look at others."""

    def __init__(self, *, may_adopt: bool, may_compare: bool) -> None:
        super().__init__(padding=SPACE.lg, spacing=SPACE.md)
        named(self, "policy_card")
        self._may_adopt, self._may_compare = may_adopt, may_compare
        self.name = named(Text("", "h2", wrap=True), "policy_name")
        self.meta = named(Text("", "body", "text2", wrap=True), "policy_meta")
        words = _("Adopt another…") if may_adopt else _("Look at another…")
        self.another = named(Button(words, "primary" if may_adopt else ""), "policy_another_button")
        self.choices = named(Button(_("Choices…")), "policy_choices_button")
        self.names = named(Button(_("Names…")), "policy_names_button")
        self.coming = named(Banner(), "policy_coming")
        self.newer = named(Banner(), "policy_newer")
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self.name)
        told.addWidget(self.meta)
        head = QHBoxLayout()
        head.setSpacing(SPACE.md)
        head.addWidget(Badge("scale"))
        head.addLayout(told, 1)
        for button in (self.choices, self.names, self.another):
            head.addWidget(button)
        self.body.addLayout(head)
        self.body.addWidget(self.coming)
        self.body.addWidget(self.newer)

    def show_state(self, state: PolicyState) -> None:
        """Show what is in force."""
        now = state.now
        self.name.setText(said(now.pack.name))
        meta = [_("Version {version}").format(version=now.pack.version), since_words(state.since)]
        if place := now.policy.sets[-1].jurisdiction:
            meta.insert(0, place_words(place))
        if below := standing_words(now):
            meta.append(_("stands on {sets}").format(sets=below))
        if changed := len(now.own.choices):
            words = ngettext("{count} choice of your own", "{count} choices of your own", changed)
            meta.append(words.format(count=changed))
        self.meta.setText(" · ".join(meta))
        self.choices.setVisible(self._may_compare and bool(now.choices))
        self.names.setVisible(self._may_compare)
        self.another.setVisible(self._may_compare and bool(now.policy.clauses))
        self._say_what_comes(state)

    def _say_what_comes(self, state: PolicyState) -> None:
        self.coming.hide()
        self.newer.hide()
        if state.coming is not None and state.coming_on is not None:
            words = _("From {day} on: {name}, version {version}. Until then nothing changes.").format(
                day=date_words(state.coming_on), name=said(state.coming.pack.name), version=state.coming.pack.version
            )
            self.coming.say(words, tint="blue", action=_("Do not change") if self._may_adopt else "")
        if state.newer and self._may_compare:
            words = _("This program brings version {version} of this policy set.").format(version=state.newer)
            self.newer.say(words, tint="neutral", action=_("Look at it"))
