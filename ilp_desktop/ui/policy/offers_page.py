"""Which policy sets there are to look at: those that come with the program, and any folder."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ilp_desktop.language import _
from ilp_desktop.packs import Shipped
from ilp_desktop.ui.names import named
from ilp_desktop.ui.policy.steps import StepPage
from ilp_desktop.ui.policy.words import place_words, said
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, Chip, Text


class OffersPage(StepPage):
    """A button a set. Nothing is adopted here: the next page says what it would change."""

    folder_wanted = Signal()
    chosen = Signal(Path)

    def __init__(self, offered: tuple[Shipped, ...], in_force: str) -> None:
        told = _(
            "Choose one to see what it asks, and what it would change for your students. Nothing changes by looking. If yours is not here, your district can write "
            "it as a folder of text files, without code."
        )
        super().__init__("offers", _("Which policy does your school follow?"), told)
        self._first: Button | None = None
        card = Card(spacing=SPACE.xs)
        for one in offered:
            card.body.addLayout(self._row(one, is_in_force=one.pack_id == in_force))
        self.column.addWidget(card)
        self.folder = named(Button(_("A set from a folder…"), "", "folder-open"), "offers_folder_button")
        self.folder.clicked.connect(self.folder_wanted)
        self.column.addWidget(self.folder, 0, Qt.AlignmentFlag.AlignLeft)

    def focus_first(self) -> None:
        """Put the keyboard on the first set."""
        (self._first or self.folder).setFocus()

    def _row(self, one: Shipped, *, is_in_force: bool) -> QHBoxLayout:
        name = said(one.name)
        look = named(Button(_("Look at it"), "", spoken=_("Look at {name}").format(name=name)), f"offer_{one.pack_id}")
        look.clicked.connect(lambda: self.chosen.emit(one.folder))
        self._first = self._first or look
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(Text(name, "strong", wrap=True))
        place = place_words(one.jurisdiction)
        version = _("Version {version}").format(version=one.version)
        told.addWidget(Text(" · ".join(part for part in (place, version) if part), "small", "text2"))
        row = QHBoxLayout()
        row.setContentsMargins(0, SPACE.xs, 0, SPACE.xs)
        row.setSpacing(SPACE.md)
        row.addLayout(told, 1)
        if is_in_force:
            row.addWidget(Chip(_("In force"), "accent"))
        row.addWidget(look)
        return row
