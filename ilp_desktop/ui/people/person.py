"""One person: role, what it sees, and what a lead can change."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ilp_desktop.language import _
from ilp_desktop.office.people import Person, abilities
from ilp_desktop.ui.names import named
from ilp_desktop.ui.people.words import name_words, since_words
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Avatar, Button, Card, Chip, Line, Notice, Text
from ilp_desktop.wording.roles import ability_words, role_words


class PersonCard(Card):
    """Who it is, and what can be done. Of oneself and of the last lead it says beforehand what cannot."""

    role_wanted = Signal()
    passphrase_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, zone: ZoneInfo, *, is_lead: bool) -> None:
        super().__init__(spacing=SPACE.md)
        named(self, "person_card")
        self._zone = zone
        self._is_lead = is_lead
        self._avatar = Avatar()
        self.name = named(Text("", "h2", wrap=True), "person_name")
        self._since = named(Text("", "small", "text2"), "person_since")
        self._role = Chip("", "accent")
        self._sees = named(Text("", "body", wrap=True), "person_sees")
        self.notice = named(Notice("", "neutral"), "person_notice")
        self.role_button = named(Button(_("Change the role…"), "", "pencil"), "role_open_button")
        self.passphrase_button = named(Button(_("New passphrase…"), "", "key-round"), "passphrase_open_button")
        self.remove_button = named(Button(_("Remove…"), "danger", "trash-2"), "remove_open_button")
        self._lay_out()
        self.role_button.clicked.connect(self.role_wanted)
        self.passphrase_button.clicked.connect(self.passphrase_wanted)
        self.remove_button.clicked.connect(self.removal_wanted)

    def show_person(self, person: Person) -> None:
        """Show somebody."""
        self._avatar.show_name(person.name)
        self.name.setText(name_words(person))
        self._since.setText(since_words(person, self._zone))
        self._role.say(role_words(person.role.value), "accent")
        self._sees.setText(ability_words(abilities(person.role)))
        for button in (self.role_button, self.passphrase_button, self.remove_button):
            button.setVisible(self._is_lead and not person.is_you)
        words = self._notice_of(person)
        self.notice.words.setText(words)
        self.notice.setVisible(bool(words))

    def _notice_of(self, person: Person) -> str:
        if not self._is_lead:
            return ""
        if person.is_last_lead:
            return _(
                "Nobody else leads this office: make another person lead before this one can leave or get another role."
            )
        if person.is_you:
            return _("This is you. Another lead can change your role; your passphrase you change in Settings.")
        return ""

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE.lg)
        head.addWidget(self._avatar)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self.name)
        told.addWidget(self._since)
        head.addLayout(told, 1)
        head.addWidget(self._role)
        self.body.addLayout(head)
        self.body.addWidget(Line())
        self.body.addWidget(Text(_("In this role"), "small_strong", "text2"))
        self.body.addWidget(self._sees)
        self.body.addWidget(self.notice)
        self.body.addSpacing(SPACE.sm)
        deeds = QHBoxLayout()
        deeds.setSpacing(SPACE.sm)
        for button in (self.role_button, self.passphrase_button):
            deeds.addWidget(button)
        deeds.addStretch(1)
        deeds.addWidget(self.remove_button)
        self.body.addLayout(deeds)
