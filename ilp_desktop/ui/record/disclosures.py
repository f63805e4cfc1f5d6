"""The card of who outside the school asked for a file and what they got."""

from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ilp_desktop.domain.disclosures import Disclosed, DisclosureLine
from ilp_desktop.language import LANGUAGES, _
from ilp_desktop.ui.conference.gradual import Gradual, polish_children
from ilp_desktop.ui.day.words import language_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.record.words import (
    OUTCOMES,
    asked_words,
    before_words,
    further_words,
    ground_words,
    wanted_words,
    written_words,
)
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, Chip, Line, Text


class DisclosureRow(QWidget):
    """One request or disclosure as it stands, and what stood there before."""

    anew_asked = Signal(object)

    def __init__(self, line: DisclosureLine, zone: ZoneInfo, *, may_note: bool) -> None:
        super().__init__()
        entry = line.entry
        named(self, f"disclosure_{line.entry_id}")
        words, kind = OUTCOMES[entry.outcome]
        head = QHBoxLayout()
        head.setSpacing(SPACE.md)
        head.addWidget(Text(entry.party, "strong", wrap=True), 1)
        head.addWidget(Chip(_(words), kind), 0, Qt.AlignmentFlag.AlignVCenter)
        if may_note:
            deed = _("Write the answer") if line.is_open else _("Correct")
            button = named(Button(deed, "" if line.is_open else "ghost", "pen-line"), f"anew_{line.entry_id}_button")
            button.setAccessibleName(f"{deed}: {entry.party}")
            button.clicked.connect(lambda: self.anew_asked.emit(line))
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(2)
        down.addLayout(head)
        down.addWidget(Text(wanted_words(entry), "body", wrap=True))
        for said in (asked_words(entry), ground_words(entry), *further_words(entry)):
            if said:
                down.addWidget(Text(said, "small", "text2", wrap=True))
        down.addWidget(Text(written_words(line.recorded_by, line.recorded_at, zone), "small", "text3", wrap=True))
        for before in line.earlier:
            said = before_words(before.entry, before.recorded_by, before.recorded_at, zone)
            down.addWidget(Text(said, "small", "text3", wrap=True))


class DisclosuresCard(Card):
    """Who asked, the latest first, with a button to add to it and one for the paper."""

    new_asked = Signal()
    anew_asked = Signal(object)
    paper_asked = Signal(str)
    """The language that the paper is wanted in."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__(spacing=SPACE.md)
        named(self, "disclosures_card")
        self._zone = zone
        self._coming = Gradual(self)
        self._lines: QWidget | None = None
        self.add = named(Button(_("Write down a request…"), "", "plus"), "entry_new_button")
        self.paper = named(Button(_("Paper for the file…"), "ghost", "file-text"), "disclosures_paper_button")
        self.add.clicked.connect(self.new_asked)
        self.paper.clicked.connect(self._offer)
        head = QHBoxLayout()
        head.setSpacing(SPACE.sm)
        head.addWidget(Text(_("Who asked for this file"), "h2"), 1)
        head.addWidget(self.paper)
        head.addWidget(self.add)
        self.body.addLayout(head)
        words = _(
            "Anybody outside the school who asks for this file, or gets any of it, belongs on this list: it is kept as long as the"
            " file, and families may read it."
        )
        self.body.addWidget(Text(words, "small", "text2", wrap=True))

    def show_lines(self, disclosed: Disclosed, then: Callable[[], None]) -> None:
        """Show the list as it was read, and call ``then``; it is built in pieces behind the one that is shown."""
        self._coming.start(self._arriving(disclosed, then))

    def clear(self) -> None:
        """Let go of what is shown."""
        self._coming.stop()
        self._put(None)

    def _arriving(self, disclosed: Disclosed, then: Callable[[], None]) -> Iterator[None]:
        body = QWidget(self)
        body.hide()
        down = QVBoxLayout(body)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE.md)
        for line in disclosed.lines:
            row = DisclosureRow(line, self._zone, may_note=disclosed.may_note)
            row.anew_asked.connect(self.anew_asked)
            down.addWidget(Line())
            down.addWidget(row)
            yield
        if not disclosed.lines:
            words = _("Nobody outside the school asked for this file, and nothing of it was disclosed.")
            down.addWidget(named(Text(words, "body", "text2", wrap=True), "disclosures_none"))
        yield from polish_children(body)
        self.add.setVisible(disclosed.may_note)
        self._put(body)
        then()

    def _put(self, body: QWidget | None) -> None:
        if self._lines is not None:
            self.body.removeWidget(self._lines)
            self._lines.hide()
            self._lines.deleteLater()
        self._lines = body
        if body is not None:
            self.body.addWidget(body)
            body.show()

    def menu_of_languages(self) -> QMenu:
        """Return the menu with the languages that the paper can be made in."""
        menu = named(QMenu(self), "paper_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for language in LANGUAGES:
            action = menu.addAction(language_words(language))
            action.triggered.connect(lambda _on=False, language=language: self.paper_asked.emit(language))
        return menu

    def _offer(self) -> None:
        self.menu_of_languages().popup(self.paper.mapToGlobal(self.paper.rect().bottomLeft()))
