"""Papers to write on, before they are printed or saved. They are drawn off the window's thread and kept nowhere."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference.paper_window import PaperWindow
from ilp_desktop.ui.conference.papers import Printer
from ilp_desktop.ui.conference.preview import Preview
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.widgets import Button, Text

_MOST = 8


class SheetsPreview(Preview):
    """The first pages; printing and saving wait until they are there."""

    def __init__(self, title: str, then: Callable[[int], None]) -> None:
        super().__init__(title, _("Page {number} of {count} shown"))
        self._then = then

    @override
    def show_pages(self, pages: tuple[QImage, ...]) -> None:
        super().show_pages(pages)
        self._then(len(pages))


class SheetsWindow(PaperWindow):
    """Shows the first pages of a stack, which has more than a hundred; prints and saves all of it."""

    most = _MOST

    def __init__(
        self,
        background: Background,
        dialogs: Dialogs,
        draw: Callable[[], bytes],
        title: str,
        suggested: str,
        parent: QWidget,
    ) -> None:
        self._pdf = b""
        self._dialogs = dialogs
        self._suggested = suggested

        def drawn() -> bytes:
            self._pdf = draw()
            return self._pdf

        super().__init__(background, drawn, "sheets_window", title, SheetsPreview(title, self._ready), parent)
        self._told = named(Text(_("Drawing…"), "small", "text2"), "sheets_window_told")
        self._save = named(Button(_("Save as PDF"), "", "download"), "sheets_window_save")
        self.foot.insertWidget(0, self._told)
        self.foot.insertWidget(self.foot.count() - 1, self._save)
        self._save.clicked.connect(self._save_it)
        for each in (self._print, self._save):
            each.setEnabled(False)

    @override
    def print_on(self, printer: Printer) -> None:
        pdf = self._pdf
        self.background.ask(
            lambda: printer.print_pages(pdf), self, lambda _none: self._say_done(_("Sent to the printer.")), self.say
        )

    def _ready(self, shown: int) -> None:
        self._told.setText(_("The first {count} pages are shown.").format(count=shown) if shown == _MOST else "")
        for each in (self._print, self._save):
            each.setEnabled(True)
        self._print.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save_it(self) -> None:
        pdf = self._pdf

        def save(path: Path) -> None:
            def written() -> Path:
                from ilp_desktop.office import write_privately  # noqa: PLC0415 - with the office

                return write_privately(path, pdf)

            done = _("Saved. Whoever can read that folder can read it.")
            self.background.ask(written, self, lambda _path: self._say_done(done), self.say)

        self._dialogs.save_file(_("Save the papers"), Path(self._suggested), "PDF (*.pdf)", save)

    def _say_done(self, words: str) -> None:
        self._banner.say(words, tint="accent")
