"""The backups that there are: on this computer, and on each stick that is plugged in."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout

from ilp_desktop.language import _
from ilp_desktop.ui.names import named
from ilp_desktop.ui.safekeeping.backups import BackupList, line_of
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Card, SegmentedControl, Text

if TYPE_CHECKING:
    from ilp_desktop.office import SeenBackup
    from ilp_desktop.store.drives import Drive

_HERE = "here"
_ROWS = 4


class KeptCard(Card):
    """A list for each place, newest first."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        named(self, "kept_card")
        self._zone = zone
        self._kept: dict[str, tuple[SeenBackup, ...]] = {_HERE: ()}
        self._names: dict[str, str] = {_HERE: _("This computer")}
        self._spoiled: frozenset[str] = frozenset()
        self._segments: SegmentedControl | None = None
        self.list = BackupList("backup_list", rows=_ROWS)
        words = _("None yet. The program makes one by itself each hour in which something was written.")
        self.none = named(Text(words, "body", "text2", wrap=True), "no_backup_text")
        hint = _("To go back to one of these, lock the office and choose “Start from a backup”.")
        self.hint = Text(hint, "small", "text2", wrap=True)
        self._head = QHBoxLayout()
        self._head.setSpacing(SPACE.lg)
        self._head.addWidget(Text(_("Backups"), "h2"))
        self._head.addStretch(1)
        self.body.addLayout(self._head)
        self.body.addWidget(self.list)
        self.body.addWidget(self.none)
        self.body.addWidget(self.hint)
        self._offer()

    def show_here(self, backups: "tuple[SeenBackup, ...]") -> None:
        """Show what stands on this computer."""
        self._kept[_HERE] = backups
        self._show(self._current())

    def show_sticks(self, sticks: "tuple[tuple[Drive, tuple[SeenBackup, ...]], ...]") -> None:
        """Show what stands on each stick, and take away those that were taken out."""
        before, names = self._current(), {_HERE: self._names[_HERE]}
        self._kept = {_HERE: self._kept[_HERE]}
        for drive, backups in sticks:
            key = str(drive.root)
            names[key] = drive.name
            self._kept[key] = backups
        if names != self._names:
            self._names = names
            self._offer()
        self._show(before if before in names else _HERE)

    def show_spoiled(self, names: frozenset[str]) -> None:
        """Mark the backups that a look over the office found damaged, by the names of their folders."""
        self._spoiled = names
        self._show(self._current())

    def _current(self) -> str:
        return list(self._names)[int(self._segments.current().removeprefix("kept_"))] if self._segments else _HERE

    def _offer(self) -> None:
        if self._segments is not None:
            self._segments.hide()
            self._head.removeWidget(self._segments)
            self._segments.deleteLater()
        offered = [(f"kept_{number}", name) for number, name in enumerate(self._names.values())]
        self._segments = named(SegmentedControl(offered, spoken=_("Where backups are")), "kept_segments")
        self._segments.chosen.connect(self._show_chosen)
        self._head.addWidget(self._segments)

    def _show_chosen(self, _key: str) -> None:
        self._show(self._current())

    def _show(self, place: str) -> None:
        assert self._segments is not None
        self._segments.choose(f"kept_{list(self._names).index(place)}")
        kept = [(seen, seen.folder.name in self._spoiled) for seen in self._kept[place]]
        lines = tuple(line_of(seen, self._zone, with_school=False, spoiled=spoiled) for seen, spoiled in kept)
        self.list.setVisible(bool(lines))
        self.none.setVisible(not lines)
        self.list.show_lines(lines)
