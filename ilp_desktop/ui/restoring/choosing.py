"""The second page of a restore: which of the backups, newest first."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ilp_desktop.language import _
from ilp_desktop.ui.names import named
from ilp_desktop.ui.restoring.pages import StepPage
from ilp_desktop.ui.safekeeping.backups import BackupList, line_of
from ilp_desktop.ui.widgets.buttons import Button
from ilp_desktop.ui.widgets.texts import Text
from ilp_desktop.wording import sentence
from ilp_desktop.wording.checking import HOLDERS

if TYPE_CHECKING:
    from ilp_desktop.office import SeenBackup

_ROWS = 5


class ChoosePage(StepPage):
    """A list of backups, and what opens the one that is chosen."""

    chosen = Signal(Path)

    def __init__(self) -> None:
        told = _("The newest is usually the one. Nothing is changed on the stick, whichever you choose.")
        super().__init__("backup", _("Which backup?"), told)
        self._seen: tuple[SeenBackup, ...] = ()
        self.list = BackupList("restore_backup_list", rows=_ROWS)
        self.about = named(Text("", "small", "text2", wrap=True), "restore_backup_about")
        self.onward = named(Button(_("Go on"), "primary", "arrow-right", trailing=True), "restore_backup_button")
        self.body.addWidget(self.list)
        self.body.addWidget(self.about)
        self.foot.addWidget(self.onward)
        self.list.picked.connect(self._describe)
        self.list.entered.connect(self._go_on)
        self.onward.clicked.connect(self._go_on)

    def parts(self) -> tuple[QWidget, ...]:
        return (self.list, self.onward)

    def focus_first(self) -> None:
        """Put the keyboard into the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_backups(self, seen: "tuple[SeenBackup, ...]") -> None:
        """Show what is in the place that was chosen."""
        self._seen = seen
        self.list.show_lines(tuple(line_of(one, None, with_school=True) for one in seen))
        self._describe(self.list.chosen())

    def _describe(self, folder: object) -> None:
        one = next((one for one in self._seen if one.folder == folder), None)
        self.onward.setEnabled(one is not None and one.problem is None)
        if one is None:
            return
        self.about.set_fg("red" if one.problem else "text2")
        if one.problem is not None:
            self.about.setText(sentence(one.problem))
        else:
            roles = ", ".join(dict.fromkeys(_(HOLDERS.get(role, role)) for role in one.roles))
            self.about.setText(_("Opens with the passphrase of that day, or its sheet: {roles}.").format(roles=roles))

    def _go_on(self) -> None:
        folder = self.list.chosen()
        if folder is not None and self.onward.isEnabled():
            self.chosen.emit(folder)
