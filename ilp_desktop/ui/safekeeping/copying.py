"""A copy outside this computer: one click where a stick is plugged in."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui.names import named
from ilp_desktop.ui.safekeeping.words import outside_chip, outside_words, restored_words, size_words
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Badge, Banner, Button, Card, Chip, IconMark, SegmentedControl, Text, Tinted, Working

if TYPE_CHECKING:
    from ilp_desktop.office import Safety
    from ilp_desktop.store.drives import Drive


class CopyCard(Card):
    """Says how old the last copy outside is, and makes the next one."""

    wanted = Signal(object)
    """The Drive that a copy is to be made on."""
    folder_wanted = Signal()
    """A copy is to be made in a folder that the person chooses."""
    stick_chosen = Signal(object)
    """Another of several sticks was chosen."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        named(self, "copy_card")
        self._zone = zone
        self._drives: tuple[Drive, ...] = ()
        self._chosen: Drive | None = None
        self._segments: SegmentedControl | None = None
        self.state = named(Text("", "body", "text2", wrap=True), "outside_text")
        self.chip = named(Chip(""), "outside_chip")
        self.restored = named(Text("", "small", "text2", wrap=True), "restored_text")
        self.back_up = named(Button(_("Back up"), "primary", "save"), "back_up_button")
        self.room = named(Text("", "small", "text2"), "stick_text")
        self.folder = named(Button(_("Choose a folder…"), "ghost", "folder"), "copy_folder_button")
        self.none = named(Tinted("neutral"), "no_stick_box")
        self.working = Working(cancel=True)
        self.working.cancel.setObjectName("copy_cancel")
        self.banner = named(Banner(), "copy_banner")
        self.folder_name = ""
        self._lay_out()
        self.back_up.clicked.connect(self._ask)
        self.folder.clicked.connect(self.folder_wanted)
        self.show_drives((), None)

    @property
    def chosen(self) -> "Drive | None":
        """The stick that the next copy goes to."""
        return self._chosen

    def show_state(self, state: "Safety") -> None:
        """Say how old the last copy outside is."""
        self.state.setText(outside_words(state, self._zone))
        self.chip.say(*outside_chip(state))
        told = restored_words(state, self._zone)
        self.restored.setText(told)
        self.restored.setVisible(bool(told))

    def show_drives(self, drives: "tuple[Drive, ...]", usual: "Drive | None") -> None:
        """Offer these sticks, first the one that holds copies of this office already."""
        self._drives = drives
        still = next((one for one in drives if self._chosen and one.root == self._chosen.root), None)
        self._offer(drives)
        self._choose(still or usual or (drives[0] if drives else None))
        self.none.setVisible(not drives)
        self.back_up.setVisible(bool(drives))
        self.room.setVisible(bool(drives))

    def set_busy(self, words: str) -> None:
        """Make no copy twice; no words end it."""
        if words:
            self.banner.hide()
        self.working.hold(words, self.back_up, self.folder, self._choice)

    def focus_first(self) -> None:
        """Put the keyboard on the next step."""
        (self.back_up if self._drives else self.folder).setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        if self._chosen is not None:
            self.wanted.emit(self._chosen)

    def _offer(self, drives: "tuple[Drive, ...]") -> None:
        if self._segments is not None:
            self._segments.hide()
            self._choice_row.removeWidget(self._segments)
            self._segments.deleteLater()
            self._segments = None
        if len(drives) > 1:
            offered = [(f"stick_{number}", drive.name) for number, drive in enumerate(drives)]
            self._segments = named(SegmentedControl(offered, spoken=_("Sticks that are plugged in")), "stick_segments")
            self._segments.chosen.connect(self._take)
            self._choice_row.addWidget(self._segments)
        self._choice.setVisible(len(drives) > 1)

    def _take(self, key: str) -> None:
        self._choose(self._drives[int(key.removeprefix("stick_"))])
        self.stick_chosen.emit(self._chosen)

    def _choose(self, drive: "Drive | None") -> None:
        self._chosen = drive
        if drive is None:
            return
        if self._segments is not None:
            self._segments.choose(f"stick_{self._drives.index(drive)}")
        self.back_up.setText(_("Back up to {name}").format(name=drive.name))
        self.back_up.updateGeometry()
        self.room.setText(_("{size} free").format(size=size_words(drive.free)))

    def _lay_out(self) -> None:
        told = QVBoxLayout()
        told.setSpacing(SPACE.xs)
        title = QHBoxLayout()
        title.setSpacing(SPACE.md)
        title.addWidget(Text(_("A copy outside this computer"), "h2"))
        title.addWidget(self.chip)
        title.addStretch(1)
        told.addLayout(title)
        told.addWidget(self.state)
        told.addWidget(self.restored)
        head = QHBoxLayout()
        head.setSpacing(SPACE.lg)
        head.addWidget(Badge("save"), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(told, 1)
        self.body.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(SPACE.md)
        row.addWidget(IconMark("info", "text2", 18), 0, Qt.AlignmentFlag.AlignTop)
        words = _("Put a USB stick in. It shows here as soon as the computer sees it, and one click makes the copy.")
        row.addWidget(named(Text(words, "body", wrap=True), "no_stick_text"), 1)
        self.none.body.addLayout(row)
        self.body.addWidget(self.none)
        self._choice = QWidget()
        self._choice_row = QHBoxLayout(self._choice)
        self._choice_row.setContentsMargins(0, 0, 0, 0)
        self._choice.hide()
        self.body.addWidget(self._choice)
        deeds = QHBoxLayout()
        deeds.setSpacing(SPACE.md)
        deeds.addWidget(self.back_up)
        deeds.addWidget(self.room)
        deeds.addStretch(1)
        deeds.addWidget(self.folder)
        self.body.addLayout(deeds)
        self.body.addWidget(self.working)
        self.body.addWidget(self.banner)
        self.restored.hide()
