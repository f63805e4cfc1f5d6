"""The second page: the new office's name, the lead's name and passphrase."""

from pathlib import Path

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.first_run.door import NewOffice, OfficeDoor
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets.buttons import Button
from ilp_desktop.ui.widgets.fields import LineField
from ilp_desktop.ui.widgets.notices import Banner
from ilp_desktop.ui.widgets.passphrases import PassphraseChoice
from ilp_desktop.ui.widgets.texts import IconMark, Text
from ilp_desktop.ui.widgets.working import Working


class CreatePage(QWidget):
    """Asks for what an office cannot be made without, and nothing else."""

    back = Signal()
    wanted = Signal(object)
    """NewOffice: everything needed stands there."""

    def __init__(self, door: OfficeDoor, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self._dialogs = dialogs
        self._chosen: Path | None = None
        self.office = named(LineField(_("School or office"), placeholder=_("Lincoln Elementary")), "office_field")
        hint = _("As families know you. You will be this office's lead.")
        self.person = named(LineField(_("Your name"), hint=hint), "person_field")
        self.policy = named(QComboBox(), "policy_choice")
        self.pair = PassphraseChoice(door.judge)
        self.place = named(Text("", "small", "text2", elide=True), "place_text")
        self.banner = Banner()
        self.working = Working()
        self.make = named(Button(_("Create the office"), "primary", "arrow-right", trailing=True), "create_button")
        self.back_button = named(Button(_("Back"), "ghost", "arrow-left"), "back_button")
        self._lay_out()
        self.office.typed.connect(self._named)
        self.make.clicked.connect(self._ask)
        self.back_button.clicked.connect(self.back)
        self.office.entered.connect(self.person.setFocus)
        self.person.entered.connect(self.pair.first.setFocus)
        self.pair.entered.connect(self._ask)
        self._named("")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.md)
        column.addWidget(Text(_("A new office"), "h1"))
        told = _(
            "The passphrase is the key to every student's file here. Nobody can reset it for you, but the recovery sheet can."
        )
        column.addWidget(Text(told, "body", "text2", wrap=True))
        column.addWidget(self.office)
        column.addWidget(self.person)
        column.addLayout(self._policy_asked())
        column.addWidget(self.pair)
        place = QHBoxLayout()
        place.setSpacing(SPACE.sm)
        place.addWidget(IconMark("folder", "text3", 16))
        place.addWidget(self.place, 1)
        change = named(Button(_("Change…"), "ghost"), "place_button")
        change.clicked.connect(self._choose_place)
        place.addWidget(change)
        column.addLayout(place)
        column.addWidget(self.banner)
        column.addWidget(self.working)
        column.addSpacing(SPACE.sm)
        foot = QHBoxLayout()
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(self.make)
        column.addLayout(foot)

    def _policy_asked(self) -> QVBoxLayout:
        question = Text(_("Which policy does your school follow?"), "strong")
        question.setBuddy(self.policy)
        self.policy.setAccessibleName(question.text())
        self.policy.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.policy.setMinimumContentsLength(12)
        self.policy.addItem(_("Decide later"), "")
        self._fit_text()
        asked = QVBoxLayout()
        asked.setSpacing(SPACE.xs + 2)
        asked.addWidget(question)
        asked.addWidget(self.policy)
        return asked

    def offer(self, policies: tuple[tuple[str, str], ...]) -> None:
        """Offer these policy sets, each an id and its name; it can be decided later, too."""
        for pack_id, words in policies:
            self.policy.addItem(words, pack_id)

    def _fit_text(self) -> None:
        self.policy.setFont(theme.font("body"))
        self.policy.setFixedHeight(theme.scaled(theme.SIZE.control) + 2)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            QTimer.singleShot(0, self, self._fit_text)
        super().changeEvent(event)

    def set_busy(self, on: bool) -> None:
        """Make nothing twice."""
        for part in (self.make, self.back_button, self.office, self.person, self.policy, self.pair):
            part.setEnabled(not on)
        if on:
            self.working.begin(_("Making the office and its keys. This takes a few seconds…"))
        else:
            self.working.end()

    def focus_first(self) -> None:
        """Put the keyboard into the school's name."""
        self.office.setFocus()

    def folder(self) -> Path:
        """Return where the office will stand."""
        usual = self._door.place_for(self.office.text().strip() or _("Office"))
        return self._chosen / usual.name if self._chosen is not None else usual

    def _named(self, name: str) -> None:
        self.pair.set_office_name(name)
        self._show_place()

    def _show_place(self) -> None:
        folder = str(self.folder())
        self.place.setText(folder)
        self.place.setToolTip(folder)

    def _choose_place(self) -> None:
        def chosen(folder: Path) -> None:
            self._chosen = folder
            self._show_place()

        self._dialogs.choose_folder(_("Where the office is kept"), self.folder().parent, chosen)

    def _ask(self) -> None:
        for line, words in (
            (self.office, _("The school's name is printed on each plan. Please type it.")),
            (self.person, _("Please type your name.")),
        ):
            if not line.text().strip():
                line.show_wrong(words)
                line.setFocus()
                return
        if self.pair.is_good():
            office, person = self.office.text().strip(), self.person.text().strip()
            self.wanted.emit(
                NewOffice(office, person, self.folder(), self.pair.first.text(), self.policy.currentData())
            )
