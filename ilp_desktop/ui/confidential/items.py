"""Notes and documents as cards, and what a search found."""

from collections.abc import Callable, Iterator
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.confidential import ConfidentialFile, ConfidentialItem, FoundItem
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui.confidential.consents import ConsentSection
from ilp_desktop.ui.confidential.deeds import Deeds
from ilp_desktop.ui.confidential.words import size_words, title_of, written_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.students.parts import FileLine
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, Chip, IconMark, Line, Text

_MOST_FOUND = 40
"""How many hits are shown; more are told by their number."""
_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class ItemCard(Card):
    """One note or document."""

    consents_toggled = Signal(int, bool)

    def __init__(
        self, file: ConfidentialFile, item: ConfidentialItem, deeds: Deeds, zone: ZoneInfo, parent: QWidget
    ) -> None:
        super().__init__(spacing=SPACE.sm, parent=parent)
        named(self, f"item_{item.item_id}")
        self.item = item
        self._file = file
        self._deeds = deeds
        self._section: ConsentSection | None = None
        record = item.record
        head = QHBoxLayout()
        head.setSpacing(SPACE.sm)
        icon = "file-text" if record.document else "pen-line"
        head.addWidget(IconMark(icon, "text3", parent=self), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(named(Text(title_of(record), "h2", wrap=True, parent=self), f"item_{item.item_id}_title"))
        words.addWidget(Text(written_words(record, zone), "small", "text2", wrap=True, parent=self))
        head.addLayout(words, 1)
        if any(view.is_complete for view in item.sheets):
            head.addWidget(Chip(_("May be handed out"), "accent", parent=self), 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self._add_words()
        self._add_deeds()

    def show_consents(self, today: date) -> None:
        """Show the consent sheets, or fold them away again."""
        if self._section is not None:
            self._section.hide()
            self._section.deleteLater()
            self._section = None
            return
        self._section = ConsentSection(self._file, self.item, self._deeds, today, self)
        self.body.addWidget(self._section)

    @property
    def shows_consents(self) -> bool:
        """Whether the consent sheets are shown."""
        return self._section is not None

    def _add_words(self) -> None:
        record, name = self.item.record, f"item_{self.item.item_id}"
        if record.text:
            words = named(Text(record.text, "body", wrap=True, parent=self), f"{name}_text")
            words.setTextInteractionFlags(_SELECTABLE)
            self.body.addWidget(words)
        if record.about:
            about = _("Also concerns: {names}").format(names=record.about)
            self.body.addWidget(Text(about, "small", "text2", wrap=True, parent=self))
        if record.document:
            line = FileLine(record.document.name, size_words(record.document.size), wrap=True, parent=self)
            copy = named(Button(_("Save a copy…"), "", "download", parent=line), f"{name}_copy")
            copy.clicked.connect(lambda: self._deeds.save_copy(self.item))
            line.add_right(copy)
            self.body.addWidget(line)

    def _add_deeds(self) -> None:
        name = f"item_{self.item.item_id}"
        count = len(self.item.sheets)
        words = ngettext("{count} consent sheet", "{count} consent sheets", count).format(count=count)
        consents = named(Button(words if count else _("Consent"), "ghost", "handshake"), f"{name}_consents")
        change = named(Button(_("Change"), "ghost", "pencil"), f"{name}_change")
        remove = named(Button(_("Remove"), "ghost", "trash-2"), f"{name}_remove")
        title = title_of(self.item.record)
        for one in (consents, change, remove):
            one.setAccessibleDescription(title)
        consents.clicked.connect(lambda: self.consents_toggled.emit(self.item.item_id, not self.shows_consents))
        change.clicked.connect(lambda: self._deeds.change_asked.emit(self.item))
        remove.clicked.connect(lambda: self._deeds.remove(self.item))
        row = QHBoxLayout()
        row.setSpacing(SPACE.xs)
        row.addWidget(consents)
        row.addStretch(1)
        row.addWidget(change)
        row.addWidget(remove)
        self.body.addWidget(Line())
        self.body.addLayout(row)


class FoundCard(Card):
    """What a search found, of every student whose confidential part this person reads."""

    def __init__(
        self, found: tuple[FoundItem, ...], here: int, choose: Callable[[FoundItem], None], parent: QWidget
    ) -> None:
        super().__init__(spacing=SPACE.sm, parent=parent)
        named(self, "found_card")
        count = len(found)
        words = ngettext("{count} found", "{count} found", count).format(count=count) if count else _("Nothing found")
        self.body.addWidget(named(Text(words, "h2", parent=self), "found_count"))
        if not found:
            hint = _("Every word must occur in a title, a text, a name or the name of a document.")
            self.body.addWidget(Text(hint, "body", "text2", wrap=True, parent=self))
        self._lines = sorted(found, key=lambda one: one.student_id != here)
        self._choose = choose

    def build(self) -> Iterator[None]:
        """Add the lines, one a step."""
        for one in self._lines[:_MOST_FOUND]:
            about = " · ".join(part for part in (one.student, " ".join(one.excerpt.split())) if part)
            line = FileLine(one.title or _("Note"), about, wrap=True, parent=self)
            go = named(Button(_("Show"), "ghost", parent=line), f"found_{one.item_id}")
            go.setAccessibleDescription(f"{one.title}, {one.student}")
            go.clicked.connect(lambda _on=False, one=one: self._choose(one))
            line.add_right(go)
            self.body.addWidget(line)
            yield
        rest = len(self._lines) - _MOST_FOUND
        if rest > 0:
            more = ngettext("and {count} more: type another word", "and {count} more: type another word", rest)
            self.body.addWidget(Text(more.format(count=rest), "small", "text2", wrap=True, parent=self))
