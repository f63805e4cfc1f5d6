"""The ways into the office: a new passphrase, a new recovery sheet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui.first_run.door import OfficeDoor
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Badge, Banner, Button, Card, LineField, Text, Working
from ilp_desktop.ui.widgets.passphrases import PassphraseChoice


class KeyCard(Card):
    """What a key is for, a button that opens its form, and the form."""

    def __init__(self, icon: str, title: str, words: str, deed: str, name: str) -> None:
        super().__init__(spacing=SPACE.md)
        named(self, f"{name}_card")
        self.begin = named(Button(deed, ""), f"{name}_begin_button")
        self.banner = named(Banner(), f"{name}_banner")
        self.working = Working()
        self.form = named(QWidget(), f"{name}_form")
        self.rows = QVBoxLayout(self.form)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(SPACE.md)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(Text(title, "h2"))
        told.addWidget(Text(words, "body", "text2", wrap=True))
        head = QHBoxLayout()
        head.setSpacing(SPACE.lg)
        head.addWidget(Badge(icon), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(told, 1)
        self.deeds = QHBoxLayout()
        self.deeds.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(self.deeds)
        self.body.addLayout(head)
        self.body.addWidget(self.form)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.working)
        self.form.hide()
        self.begin.clicked.connect(self.open_form)

    def open_form(self) -> None:
        """Show the form, empty."""
        self.banner.hide()
        self.forget()
        self.begin.hide()
        self.form.show()
        self.form.setFocus()

    def close_form(self) -> None:
        """Put the form away, with everything typed in it."""
        self.forget()
        self.form.hide()
        self.begin.show()

    def set_busy(self, words: str) -> None:
        """Do nothing twice; no words end it."""
        self.form.setEnabled(not words)
        if words:
            self.working.begin(words)
        else:
            self.working.end()

    def forget(self) -> None:
        """Empty what was typed."""

    def add_foot(self, deed: Button) -> None:
        """Add the deed at the form's foot, and a way to leave it."""
        cancel = named(Button(_("Cancel"), "ghost"), f"{self.objectName()}_cancel")
        cancel.clicked.connect(self.close_form)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(deed)
        self.rows.addLayout(foot)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.form.isHidden() and self.form.isEnabled():
            self.close_form()
            self.begin.setFocus()
        else:
            super().keyPressEvent(event)


class PassphraseCard(KeyCard):
    """Asks for the passphrase as it is, and twice for the new one."""

    wanted = Signal(str, str)
    """The passphrase as it is, and the new one."""

    def __init__(self, door: OfficeDoor, office_name: str) -> None:
        super().__init__(
            "key-round",
            _("Passphrase"),
            _("It opens the office on this computer. Change it when somebody else may know it."),
            _("Change the passphrase"),
            "passphrase",
        )
        self.old = named(LineField(_("The passphrase as it is"), secret=True), "old_field")
        self.pair = PassphraseChoice(
            door.judge,
            first=_("The new passphrase"),
            again=_("The new passphrase once more"),
            office_name=office_name,
        )
        self.change = named(Button(_("Change it"), "primary"), "passphrase_change_button")
        self.rows.addWidget(self.old)
        self.rows.addWidget(self.pair)
        self.add_foot(self.change)
        self.form.setFocusProxy(self.old)
        self.change.clicked.connect(self._ask)
        self.old.entered.connect(self.pair.first.setFocus)
        self.pair.entered.connect(self._ask)

    @override
    def forget(self) -> None:
        self.old.set_text("")
        self.old.show_wrong("")
        self.pair.forget()

    def _ask(self) -> None:
        if not self.old.text():
            self.old.show_wrong(_("Type the passphrase that opens the office now."))
            self.old.setFocus()
        elif self.pair.is_good():
            self.wanted.emit(self.old.text(), self.pair.first.text())


class AskingCard(KeyCard):
    """A card whose deed asks for the passphrase first."""

    wanted = Signal(str)
    """The passphrase."""

    def __init__(self, icon: str, title: str, words: str, begin: str, name: str, deed: Button, hint: str = "") -> None:
        super().__init__(icon, title, words, begin, name)
        self.deed = deed
        self.passphrase = named(LineField(_("Your passphrase"), hint=hint, secret=True), f"{name}_passphrase_field")
        self.rows.addWidget(self.passphrase)
        self.add_foot(deed)
        self.form.setFocusProxy(self.passphrase)
        deed.clicked.connect(self._ask)
        self.passphrase.entered.connect(self._ask)

    @override
    def forget(self) -> None:
        self.passphrase.set_text("")
        self.passphrase.show_wrong("")

    def _ask(self) -> None:
        if self.passphrase.text():
            self.wanted.emit(self.passphrase.text())
        else:
            self.passphrase.show_wrong(_("Type the passphrase that opens the office."))
            self.passphrase.setFocus()


class LoginCard(AskingCard):
    """Lets this computer's login open the office without typing, for one person alone; off by default."""

    unwanted = Signal()

    def __init__(self) -> None:
        super().__init__(
            "monitor",
            _("Open with this computer's login"),
            _(
                "Instead of typing the passphrase when the program starts. Only where this login is yours alone. After a lock the passphrase is asked all the same."
            ),
            _("Turn on"),
            "login",
            named(Button(_("Turn it on"), "primary"), "login_on_button"),
        )
        self.off = named(Button(_("Turn off"), ""), "login_off_button")
        self.deeds.addWidget(self.off, 0, Qt.AlignmentFlag.AlignTop)
        self.off.hide()
        self.off.clicked.connect(self.unwanted)
        self._is_on = False
        self._is_shared = False

    def show_state(self, *, is_on: bool, is_shared: bool) -> None:
        """Show whether it is on; a login that several people use cannot have it."""
        self._is_on, self._is_shared = is_on, is_shared
        self._show_deed()
        if is_shared and not is_on:
            words = _("Several people open this office with this computer's login, so this stays off.")
            self.banner.say(words, tint="neutral")
            self.banner.closing.hide()

    @override
    def close_form(self) -> None:
        super().close_form()
        self._show_deed()

    def _show_deed(self) -> None:
        self.begin.setVisible(not self._is_on and not self._is_shared and self.form.isHidden())
        self.off.setVisible(self._is_on)


class RecoveryCard(AskingCard):
    """Asks for the passphrase before it makes a new sheet: the one in the safe opens nothing from then on."""

    save_wanted = Signal()
    """A sheet that could not be saved where the person said is to be saved elsewhere."""

    def __init__(self) -> None:
        super().__init__(
            "file-text",
            _("Recovery sheet"),
            _("It opens the office when the passphrase is lost. Make a new one when the old one is lost or was seen."),
            _("Make a new sheet"),
            "recovery",
            named(Button(_("Make it and save it…"), "primary"), "recovery_make_button"),
            _("The sheet that you have now opens nothing any more as soon as the new one is made."),
        )
        self.banner.acted.connect(self.save_wanted)
