"""A note or document as a paper, to print and copy into the system that must have it besides (R98, R112)."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ilp_desktop.language import _, in_use
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference.paper_window import PaperWindow
from ilp_desktop.ui.conference.papers import Printer
from ilp_desktop.ui.conference.preview import Preview
from ilp_desktop.ui.overriding import override

if TYPE_CHECKING:
    from ilp_desktop.office import Office


class NoteWindow(PaperWindow):
    """Shows what was recorded, prompt by prompt, in the language of who looks. Drawing it is in the record."""

    def __init__(self, office: "Office", background: Background, evidence_id: int, parent: QWidget) -> None:
        self._drawn = b""

        def draw() -> bytes:
            self._drawn = office.letters.note(evidence_id, in_use())
            return self._drawn

        preview = Preview(_("The note"), _("Page {number} of {count} of the note"))
        super().__init__(background, draw, "note_window", _("A note to copy"), preview, parent)

    @override
    def print_on(self, printer: Printer) -> None:
        drawn = self._drawn
        self.background.ask(lambda: printer.print_pages(drawn), self, lambda _none: None, self.say)
