"""The first page of a restore: on which stick or in which folder the backup is."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui.first_run.choices import ChoiceRow
from ilp_desktop.ui.names import named
from ilp_desktop.ui.restoring.pages import StepPage
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets.buttons import Button
from ilp_desktop.ui.widgets.cards import Tinted
from ilp_desktop.ui.widgets.texts import IconMark, Text

if TYPE_CHECKING:
    from ilp_desktop.store.drives import Drive


class PlacePage(StepPage):
    """Offers each stick as it is plugged in, the backups on this computer, and any folder."""

    chosen = Signal(Path)
    folder_wanted = Signal()

    def __init__(self) -> None:
        told = _(
            "Put in the stick that the copies of your office are on. It shows here as soon as the computer sees it."
        )
        super().__init__("place", _("Start from a backup"), told)
        self._sticks: list[QWidget] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(SPACE.md)
        self.waiting = named(Tinted("neutral"), "restore_waiting_box")
        line = QHBoxLayout()
        line.setSpacing(SPACE.md)
        line.addWidget(IconMark("info", "text2", 18), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(named(Text(_("No stick is plugged in yet."), "body", wrap=True), "restore_waiting_text"), 1)
        self.waiting.body.addLayout(line)
        self.here = named(
            ChoiceRow("monitor", _("This computer"), _("The backups that the program made here by itself.")),
            "restore_here_choice",
        )
        self.folder = named(Button(_("Choose a folder…"), "", "folder"), "restore_folder_button")
        self.body.addWidget(self.waiting)
        self.body.addLayout(self._rows)
        self.body.addWidget(self.here)
        self.foot.addWidget(self.folder)
        self.here.hide()
        self._here: tuple[Path, ...] = ()
        self.here.clicked.connect(self._choose_here)
        self.folder.clicked.connect(self.folder_wanted)

    def parts(self) -> tuple[QWidget, ...]:
        return (*self._sticks, self.here, self.folder)

    def focus_first(self) -> None:
        """Put the keyboard on the first stick, or on the way to choose a folder."""
        first = self._sticks[0] if self._sticks else self.folder if self.here.isHidden() else self.here
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_here(self, folders: tuple[Path, ...]) -> None:
        """Offer the backups on this computer where there are any."""
        self._here = folders
        self.here.setVisible(bool(folders))

    def show_drives(self, drives: "tuple[Drive, ...]") -> None:
        """Offer the sticks that are plugged in."""
        for old in self._sticks:
            old.hide()
            self._rows.removeWidget(old)
            old.deleteLater()
        self._sticks = [self._row(number, drive) for number, drive in enumerate(drives)]
        self.waiting.setVisible(not drives)
        if drives and self.isVisible():
            self.focus_first()

    def _row(self, number: int, drive: "Drive") -> ChoiceRow:
        row = named(
            ChoiceRow("save", drive.name, _("A stick that is plugged in now.")), f"restore_stick_{number}_choice"
        )
        row.clicked.connect(lambda: self.chosen.emit(drive.root))
        self._rows.addWidget(row)
        return row

    def _choose_here(self) -> None:
        # One folder for each office; of several, the place that they all stand in.
        self.chosen.emit(self._here[0] if len(self._here) == 1 else self._here[0].parent)
