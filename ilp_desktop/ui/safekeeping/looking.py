"""A look over the whole office: a line for each thing, fine or not, and what to do."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.language import N_, _
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Badge, Banner, Button, Card, Chip, IconMark, Text, Working
from ilp_desktop.wording.checking import PARTS

if TYPE_CHECKING:
    from ilp_desktop.office import CheckLine

_LEVELS: Mapping[str, tuple[str, str, str, str]] = MappingProxyType(
    {
        "ok": ("circle-check", "accent_text", "accent", N_("Fine")),
        "look": ("triangle-alert", "amber", "amber", N_("Look at this")),
        "wrong": ("circle-alert", "red", "red", N_("Wrong")),
    }
)
"""Of each level its icon, ink and chip, and what it is called."""
_SUMMARIES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "ok": (N_("Everything that was looked at is as it should be."), "accent"),
        "look": (N_("Nothing is wrong. Some things are worth a look: they are marked below."), "amber"),
        "wrong": (N_("Something is wrong. What is marked in red says what is safe and what to do next."), "red"),
    }
)
_ORDER = ("wrong", "look", "ok")


class LookCard(Card):
    """Looks the office over when asked to, and keeps what was found until it looks again."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "look_over_card")
        self.begin = named(Button(_("Look it over"), "", "shield-check"), "look_over_button")
        self.working = Working(cancel=True)
        self.working.cancel.setObjectName("look_over_cancel")
        self.banner = named(Banner(), "look_over_banner")
        self._lines: QWidget | None = None
        told = QVBoxLayout()
        told.setSpacing(SPACE.xs)
        told.addWidget(Text(_("Is everything in order?"), "h2"))
        words = _(
            "Reads every page of the office, the record of who opened what, every finalized plan, and every backup here "
            "and on the stick."
        )
        told.addWidget(Text(words, "body", "text2", wrap=True))
        head = QHBoxLayout()
        head.setSpacing(SPACE.lg)
        head.addWidget(Badge("list-checks"), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(told, 1)
        head.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.body.addWidget(self.working)
        self.body.addWidget(self.banner)

    def set_busy(self, words: str) -> None:
        """Look once at a time; no words end it."""
        self.begin.setEnabled(not words)
        if words:
            self.banner.hide()
            self.working.cancel.setEnabled(True)
            self.working.begin(words)
            self.working.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.working.end()

    def show_lines(self, lines: "tuple[CheckLine, ...]") -> None:
        """Show what was found, what is wrong first."""
        if self._lines is not None:
            self._lines.hide()
            self.body.removeWidget(self._lines)
            self._lines.deleteLater()
        ordered = sorted(lines, key=lambda line: _ORDER.index(line.level.value))
        words, tint = _SUMMARIES[ordered[0].level.value if ordered else "ok"]
        self.banner.say(_(words), tint=tint)
        self._lines = named(QWidget(), "look_over_lines")
        column = QVBoxLayout(self._lines)
        column.setContentsMargins(0, SPACE.xs, 0, 0)
        column.setSpacing(SPACE.md)
        for number, line in enumerate(ordered):
            column.addWidget(_line_view(line, number))
        self.body.addWidget(self._lines)


def _line_view(line: "CheckLine", number: int) -> QWidget:
    icon, ink, chip, called = _LEVELS[line.level.value]
    part = _(PARTS[line.part]).capitalize()
    view = named(QWidget(), f"check_{line.code}_line")
    view.setAccessibleName(f"{part}, {_(called)}: {line.sentence}")
    title = QHBoxLayout()
    title.setSpacing(SPACE.sm)
    title.addWidget(Text(part, "strong"))
    if line.level.value != "ok":
        title.addWidget(Chip(_(called), chip))
    title.addStretch(1)
    told = QVBoxLayout()
    told.setSpacing(2)
    told.addLayout(title)
    told.addWidget(named(Text(line.sentence, "body", "text2", wrap=True), f"check_{number}_text"))
    row = QHBoxLayout(view)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE.md)
    row.addWidget(IconMark(icon, ink, 20), 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(told, 1)
    return view
