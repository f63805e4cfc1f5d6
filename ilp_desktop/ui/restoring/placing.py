"""The last pages of a restore: what is inside and where it goes, and that it stands."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui.first_run.door import OfficeDoor
from ilp_desktop.ui.names import named
from ilp_desktop.ui.restoring.pages import StepPage
from ilp_desktop.ui.restoring.restores import Restore
from ilp_desktop.ui.safekeeping.words import moment_words
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets.buttons import Button
from ilp_desktop.ui.widgets.cards import Notice, Tinted
from ilp_desktop.ui.widgets.passphrases import PassphraseChoice
from ilp_desktop.ui.widgets.texts import IconMark, Text
from ilp_desktop.wording import sentence

if TYPE_CHECKING:
    from ilp_desktop.office import Restored


class TargetPage(StepPage):
    """Shows what was found inside, and where the office will stand; with the sheet it asks for a new passphrase."""

    wanted = Signal(str)
    """To restore, with the new passphrase where the sheet opened the backup."""
    place_wanted = Signal()

    def __init__(self, door: OfficeDoor) -> None:
        super().__init__("target", _("The backup is whole"), "")
        self._by_sheet = False
        self.inside = named(Tinted("accent"), "restore_inside_box")
        self.school = named(Text("", "strong", wrap=True), "restore_inside_school")
        self.contents = named(Text("", "body", "text2", wrap=True, tabular=True), "restore_inside_text")
        self.inside.body.addWidget(self.school)
        self.inside.body.addWidget(self.contents)
        self.aside = named(
            Notice(
                _(
                    "Something stands in this place already. It is set aside under another name, and nothing in it is lost."
                )
            ),
            "restore_aside_notice",
        )
        self.pair = PassphraseChoice(door.judge, first=_("The new passphrase"), again=_("The new passphrase once more"))
        self.place = named(Text("", "small", "text2", elide=True), "restore_place_text")
        self.change = named(Button(_("Change…"), "ghost"), "restore_place_button")
        self.onward = named(Button(_("Restore"), "primary", "check"), "restore_button")
        line = QHBoxLayout()
        line.setSpacing(SPACE.sm)
        line.addWidget(IconMark("folder", "text3", 16))
        line.addWidget(self.place, 1)
        line.addWidget(self.change)
        self.body.addWidget(self.inside)
        self.body.addWidget(self.pair)
        self.body.addLayout(line)
        self.body.addWidget(self.aside)
        self.foot.addWidget(self.onward)
        self.change.clicked.connect(self.place_wanted)
        self.onward.clicked.connect(self._ask)
        self.pair.entered.connect(self._ask)

    def parts(self) -> tuple[QWidget, ...]:
        return (self.pair, self.change, self.onward)

    def focus_first(self) -> None:
        """Put the keyboard into the new passphrase, or on the deed."""
        if self._by_sheet:
            self.pair.first.setFocus()
        else:
            self.onward.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_restore(self, restore: Restore) -> None:
        """Show what is inside and where it will go."""
        inside, to = restore.inside, restore.to
        assert inside is not None
        assert to is not None
        self._by_sheet = restore.by_sheet
        self.told.setText(
            _("Choose a new passphrase for the lead: the old one of that day no longer opens the restored office.")
            if restore.by_sheet
            else _("It was read to its last byte. The office will open with the passphrase you typed.")
        )
        self.school.setText(inside.school)
        students = ngettext("{count} student", "{count} students", inside.students).format(count=inside.students)
        made = _("As it was on {made}").format(made=moment_words(inside.made_at))
        self.contents.setText(f"{made} · {students}")
        self.pair.setVisible(restore.by_sheet)
        self.pair.set_office_name(inside.school)
        self.place.setText(str(to))
        self.place.setToolTip(str(to))
        self.aside.setVisible(restore.stands)

    def refused(self, error: OfficeError) -> None:
        """Say why there is no office yet."""
        self.banner.say(sentence(error), tint="neutral" if error.code == "stopped" else "red")
        self.onward.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        if not self._by_sheet:
            self.wanted.emit("")
        elif self.pair.is_good():
            self.wanted.emit(self.pair.first.text())


class DonePage(StepPage):
    """The office stands: what was set aside, what is to be known, and the way in."""

    open_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("done", _("The office is back"), "")
        self.aside = named(Text("", "body", "text2", wrap=True), "restore_aside_text")
        self.remarks = named(Notice(""), "restore_remarks_notice")
        self.onward = named(Button(_("Open the office"), "primary", "lock-open"), "restore_open_button")
        self.body.addWidget(self.aside)
        self.body.addWidget(self.remarks)
        self.foot.addWidget(self.onward)
        self.back_button.hide()
        self.working.cancel.hide()
        self.onward.clicked.connect(self.open_wanted)

    def parts(self) -> tuple[QWidget, ...]:
        return (self.onward,)

    def focus_first(self) -> None:
        """Put the keyboard on the way in."""
        self.onward.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_done(self, done: "Restored") -> None:
        """Say where the office stands and what became of what stood there."""
        words = _(
            "It stands in {folder}, as it was on {made}. The record of who opened what says that it was restored."
        )
        self.told.setText(words.format(folder=done.folder, made=moment_words(done.made_at)))
        self.aside.setVisible(done.set_aside is not None)
        self.aside.setText(_set_aside_words(done.set_aside))
        self.remarks.setVisible(bool(done.remarks))
        self.remarks.words.setText(" ".join(sentence(OfficeError(code)) for code in done.remarks))


def _set_aside_words(folder: Path | None) -> str:
    if folder is None:
        return ""
    words = _(
        "What stood there before was set aside whole: {folder}. Delete it when you are sure that nothing is missing."
    )
    return words.format(folder=folder)
