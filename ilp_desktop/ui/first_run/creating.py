"""The second page: the new office's name, the lead's name and passphrase."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.first_run.door import NewOffice, OfficeDoor
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets.buttons import Button
from ilp_desktop.ui.widgets.fields import LineField
from ilp_desktop.ui.widgets.notices import Banner
from ilp_desktop.ui.widgets.texts import IconMark, Text
from ilp_desktop.ui.widgets.working import Working

_STRENGTHS = {
    "too_weak": ("amber", "circle-alert"),
    "enough": ("accent_text", "circle-check"),
    "strong": ("accent_text", "shield-check"),
}


class PassphrasePair(QWidget):
    """A new passphrase, how good it is in plain words as it is typed, and the same once more."""

    entered = Signal()

    def __init__(self, door: OfficeDoor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self._office_name = ""
        advice = _("A sentence that only you would write works well: at least 15 characters or 5 words.")
        self.first = named(LineField(_("Passphrase"), hint=advice, secret=True), "passphrase_field")
        self.again = named(LineField(_("Passphrase once more"), secret=True), "again_field")
        self._mark = IconMark("circle-alert", "amber", 16)
        self.verdict = named(Text("", "small", "amber", wrap=True), "strength_text")
        self._verdict_row = QWidget()
        row = QHBoxLayout(self._verdict_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.sm)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.verdict, 1)
        self._verdict_row.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.sm)
        column.addWidget(self.first)
        column.addWidget(self._verdict_row)
        column.addSpacing(SPACE.xs)
        column.addWidget(self.again)
        self.first.typed.connect(self._judge)
        self.first.entered.connect(self.again.setFocus)
        self.again.entered.connect(self.entered)

    def ask_for_new(self) -> None:
        """Call it a new passphrase, where there is one already."""
        for line, words in (
            (self.first, _("The new passphrase")),
            (self.again, _("The new passphrase once more")),
        ):
            line.question.setText(words)
            line.editor.setAccessibleName(words)

    def set_office_name(self, name: str) -> None:
        """The office's own name makes a poor passphrase: judge again."""
        self._office_name = name
        if self.first.text():
            self._judge(self.first.text())

    def is_good(self) -> bool:
        """Say under the lines what is still wrong, and whether nothing is."""
        strength, words = self._door.judge(self.first.text(), self._office_name)
        if strength == "too_weak":
            self._verdict_row.hide()
            self.first.show_wrong(words)
            self.first.setFocus()
            return False
        if self.first.text() != self.again.text():
            self.again.show_wrong(_("The two are not the same. Type it once more."))
            self.again.setFocus()
            return False
        return True

    def forget(self) -> None:
        """Empty both lines."""
        for line in (self.first, self.again):
            line.set_text("")
        self._verdict_row.hide()

    def _judge(self, passphrase: str) -> None:
        strength, words = self._door.judge(passphrase, self._office_name)
        color, icon = _STRENGTHS[strength]
        self._verdict_row.setVisible(bool(passphrase))
        self.first.below.setVisible(not passphrase)
        self._mark.show_icon(icon, color)
        self.verdict.set_fg(color)
        self.verdict.setText(words)
        self.first.editor.setAccessibleDescription(words)


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
        self.pair = PassphrasePair(door)
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
