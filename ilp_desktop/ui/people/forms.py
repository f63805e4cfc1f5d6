"""What a lead fills in: who comes, in which role, with which passphrase; who goes; new keys."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.participation import StaffLine
from ilp_desktop.language import _
from ilp_desktop.office.people import Person, abilities
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.people.words import name_words
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button, Card, IconMark, LineField, Text, Working
from ilp_desktop.ui.widgets.passphrases import Judge, PassphraseChoice
from ilp_desktop.wording.roles import ability_words, role_words


class Form(Card):
    """A title, what it is about, what is asked, and the deed at its foot. Escape leaves it."""

    left = Signal()
    wanted = Signal()
    """Everything that the deed needs stands there."""

    def __init__(self, name: str, deed: str, *, danger: bool = False) -> None:
        super().__init__(spacing=SPACE.md)
        named(self, f"{name}_form")
        self.title = named(Text("", "h2", wrap=True), f"{name}_title")
        self.told = Text("", "body", "text2", wrap=True)
        self.asked = QWidget()
        self.rows = QVBoxLayout(self.asked)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(SPACE.md)
        self.banner = named(Banner(), f"{name}_banner")
        self.working = Working()
        self.deed = named(Button(deed, "danger" if danger else "primary"), f"{name}_button")
        self.cancel = named(Button(_("Cancel"), "ghost"), f"{name}_cancel")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.deed)
        for part in (self.title, self.told):
            self.body.addWidget(part)
        self.body.addWidget(self.asked)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.working)
        self.body.addSpacing(SPACE.sm)
        self.body.addLayout(foot)
        self.cancel.clicked.connect(self.left)
        self.deed.clicked.connect(self.ask)

    def ask(self) -> None:
        """Ask for the deed, where nothing is missing."""
        if self.is_complete():
            self.wanted.emit()

    def is_complete(self) -> bool:
        """Say what is missing, and whether nothing is."""
        return True

    def forget(self) -> None:
        """Empty what was typed."""
        self.banner.hide()
        self.set_busy("")

    def set_busy(self, words: str) -> None:
        """Do nothing twice; no words end it."""
        for part in (self.asked, self.deed, self.cancel):
            part.setEnabled(not words)
        if words:
            self.working.begin(words)
        else:
            self.working.end()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.cancel.isEnabled():
            self.left.emit()
        else:
            super().keyPressEvent(event)


class RoleChoice(QWidget):
    """The roles, and in a sentence what the chosen one sees."""

    def __init__(self) -> None:
        super().__init__()
        question = Text(_("Role"), "strong")
        self.box = named(QComboBox(), "role_box")
        self.box.setAccessibleName(_("Role"))
        for role in Role:
            self.box.addItem(role_words(role.value), role)
        self.sentence = named(Text("", "small", "text2", wrap=True), "role_sentence")
        question.setBuddy(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs + 2)
        for part in (question, self.box, self.sentence):
            column.addWidget(part)
        self.box.currentIndexChanged.connect(self._say)
        self.choose(Role.COUNSELOR)
        self._say()

    def role(self) -> Role:
        """Return the role that is chosen."""
        return Role(self.box.currentData())

    def choose(self, role: Role) -> None:
        """Choose a role."""
        self.box.setCurrentIndex(list(Role).index(role))

    def _say(self, _index: int = 0) -> None:
        words = ability_words(abilities(self.role()))
        self.sentence.setText(words)
        self.box.setAccessibleDescription(words)


class AddForm(Form):
    """Lets somebody in: a new name or somebody among the staff, a role, and their own passphrase, typed by them."""

    def __init__(self, judge: Judge, office_name: str) -> None:
        super().__init__("add", _("Let them in"))
        self.title.setText(_("Add a person"))
        self.told.setText(
            _("They choose their passphrase and type it here themselves. You need not know it, and can give a new one.")
        )
        self.staff = named(QComboBox(), "staff_box")
        self.staff.setAccessibleName(_("Who"))
        self.name = named(LineField(_("Name"), hint=_("As families know them.")), "person_field")
        self.roles = RoleChoice()
        self.pair = PassphraseChoice(judge, first=_("Their passphrase"), again=_("Once more"), office_name=office_name)
        for part in (self.staff, self.name, self.roles, self.pair):
            self.rows.addWidget(part)
        self.staff.currentIndexChanged.connect(self._choose)
        self.name.entered.connect(self.roles.box.setFocus)
        self.pair.entered.connect(self.ask)

    def offer(self, staff: Iterable[StaffLine]) -> None:
        """Offer the members of staff who have no keys yet."""
        self.staff.clear()
        self.staff.addItem(_("Somebody new"), None)
        for line in staff:
            self.staff.addItem(line.name, line)
        self.staff.setVisible(self.staff.count() > 1)
        self._choose()

    def who(self) -> str | int:
        """Return the name, or the id of the member of staff."""
        line = self.staff.currentData()
        return line.staff_id if isinstance(line, StaffLine) else self.name.text().strip()

    def who_words(self) -> str:
        """Return the name of whoever it is."""
        line = self.staff.currentData()
        return line.name if isinstance(line, StaffLine) else " ".join(self.name.text().split())

    @override
    def is_complete(self) -> bool:
        if self.who() == "":
            self.name.show_wrong(_("Type the name of the person who is let in."))
            self.name.setFocus()
            return False
        return self.pair.is_good()

    @override
    def forget(self) -> None:
        super().forget()
        self.name.set_text("")
        self.name.show_wrong("")
        self.roles.choose(Role.COUNSELOR)
        self.pair.forget()

    def focus_first(self) -> None:
        """Put the keyboard where one begins."""
        (self.staff if self.staff.count() > 1 else self.name).setFocus()

    def _choose(self, _index: int = 0) -> None:
        line = self.staff.currentData()
        self.name.setVisible(not isinstance(line, StaffLine))
        if isinstance(line, StaffLine) and line.role in {role.value for role in Role}:
            self.roles.choose(Role(line.role))


class RoleForm(Form):
    """Gives somebody another role."""

    def __init__(self) -> None:
        super().__init__("change_role", _("Change the role"))
        self.roles = RoleChoice()
        self.rows.addWidget(self.roles)
        words = _("Their passphrase stays. They see what the new role sees from the next time they open the office.")
        self.told.setText(words)

    def show_person(self, person: Person) -> None:
        """Ask for this person's role."""
        self.title.setText(_("Another role for {name}").format(name=name_words(person)))
        self.roles.choose(person.role)

    def focus_first(self) -> None:
        """Put the keyboard into the roles."""
        self.roles.box.setFocus()


class PassphraseForm(Form):
    """Gives somebody a new passphrase, where they forgot theirs."""

    def __init__(self, judge: Judge, office_name: str) -> None:
        super().__init__("give_passphrase", _("Give this passphrase"))
        self.told.setText(
            _(
                "For who forgot theirs, or where somebody else may know it: they type it here. The old one opens nothing then."
            )
        )
        self.pair = PassphraseChoice(
            judge, first=_("The new passphrase"), again=_("The new passphrase once more"), office_name=office_name
        )
        self.rows.addWidget(self.pair)
        self.pair.entered.connect(self.ask)

    def show_person(self, person: Person) -> None:
        """Ask for this person's passphrase."""
        self.title.setText(_("A new passphrase for {name}").format(name=name_words(person)))

    @override
    def is_complete(self) -> bool:
        return self.pair.is_good()

    @override
    def forget(self) -> None:
        super().forget()
        self.pair.forget()

    def focus_first(self) -> None:
        """Put the keyboard into the passphrase."""
        self.pair.first.setFocus()


class ConfirmForm(Form):
    """Sees that it is the lead who is still there, once, before anybody is let in or out."""

    def __init__(self) -> None:
        super().__init__("confirm", _("Go on"))
        self.title.setText(_("Is it you?"))
        self.told.setText(
            _("Whoever is let in stays in, so your passphrase is asked once before people or keys are changed.")
        )
        self.passphrase = named(LineField(_("Your passphrase"), secret=True), "own_passphrase_field")
        self.rows.addWidget(self.passphrase)
        self.passphrase.entered.connect(self.ask)

    @override
    def is_complete(self) -> bool:
        if not self.passphrase.text():
            self.passphrase.show_wrong(_("Please type the passphrase."))
            self.passphrase.setFocus()
        return bool(self.passphrase.text())

    @override
    def forget(self) -> None:
        super().forget()
        self.passphrase.set_text("")
        self.passphrase.show_wrong("")

    def focus_first(self) -> None:
        """Put the keyboard into the passphrase."""
        self.passphrase.setFocus()


Point = tuple[str, str, str]
"""An icon, a color, and what it says."""


class KeysForm(Form):
    """Says what new keys do and what they do not, before they are made."""

    def __init__(self, name: str, deed: str, *, danger: bool = False) -> None:
        super().__init__(name, deed, danger=danger)
        self._points: list[QWidget] = []

    def show_points(self, points: Iterable[Point]) -> None:
        """Show what there is to know."""
        for part in self._points:
            part.hide()
            part.deleteLater()
        self._points.clear()
        for icon, color, words in points:
            held = QWidget()
            row = QHBoxLayout(held)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(SPACE.md)
            row.addWidget(IconMark(icon, color, 18), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Text(words, "body", wrap=True), 1)
            self.rows.addWidget(held)
            self._points.append(held)

    def focus_first(self) -> None:
        """Put the keyboard on the way out: Return alone must not do what cannot be undone."""
        self.cancel.setFocus()


class RemovalForm(KeysForm):
    """Takes somebody's keys away."""

    def __init__(self) -> None:
        super().__init__("remove", _("Remove, and make new keys"), danger=True)
        self.told.setText(
            _("They no longer open this office. The office gets new keys, which takes about as long as a backup.")
        )

    def show_person(self, person: Person) -> None:
        """Ask whether this person goes."""
        name = name_words(person)
        self.title.setText(_("Remove {name}?").format(name=name))
        copies = _(
            "Copies made before stay as they are: a backup opens with the passphrases of its day. Keep backups where {name} cannot get them."
        )
        good, beware = ("circle-check", "accent_text"), ("triangle-alert", "amber")
        self.show_points(
            (
                (*good, _("Their passphrase and their copy of the keys open nothing here any more.")),
                (*good, _("Their name stays where they did something. You can let them in again.")),
                (*beware, copies.format(name=name)),
            )
        )


class RotationForm(KeysForm):
    """Makes new keys, with nobody going."""

    def __init__(self) -> None:
        super().__init__("rotate", _("Make new keys"))
        self.title.setText(_("Make new keys?"))
        self.told.setText(
            _("For when a copy of the office or of its keys may be in the wrong hands. Everybody's passphrase stays.")
        )
        self.show_points(
            (
                ("circle-check", "accent_text", _("What is written from now on is under keys that no earlier copy holds.")),
                ("info", "text2", _("A backup is made first. It may be cut off at any moment and goes on later.")),
                ("triangle-alert", "amber", _("Copies made before stay as they are, with what is in them.")),
            )
        )  # fmt: skip
