"""The second page: the new office's name, the lead's name and passphrase."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.first_run.door import NewOffice, OfficeDoor
from ilp_desktop.ui.first_run.heads import page_head
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets.buttons import Button
from ilp_desktop.ui.widgets.cards import Notice
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
        column.addLayout(page_head(2, _("A new office")))
        column.addWidget(self.office)
        column.addWidget(self.person)
        column.addSpacing(SPACE.sm)
        told = _(
            "Your passphrase is the key to every student's file, plan and signature here, and to each backup. It is stored "
            "nowhere: if it is lost, only the recovery sheet of the next page opens the office."
        )
        column.addWidget(Notice(told, "neutral", "key-round"))
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

    def set_busy(self, on: bool) -> None:
        """Make nothing twice."""
        for part in (self.make, self.back_button, self.office, self.person, self.pair):
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
            self.wanted.emit(NewOffice(office, person, self.folder(), self.pair.first.text()))
