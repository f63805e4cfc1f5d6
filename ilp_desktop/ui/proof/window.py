"""A paper of a proof on the screen: to look at, to save and to print."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference.papers import Printer, Printers, SystemPrinters, pages_of
from ilp_desktop.ui.conference.preview import PIXELS, Preview
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button, Working, toast
from ilp_desktop.wording import sentence

_WIDTH, _HEIGHT = 760, 690


class ReportWindow(QDialog):
    """Shows a paper that is drawn off the window's thread; what is saved and printed is the same bytes."""

    printers: Callable[[], Printers] = SystemPrinters

    def __init__(
        self,
        title: str,
        draw: Callable[[], bytes],
        suggested: str,
        background: Background,
        dialogs: Dialogs,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        named(self, "report_window")
        self.setWindowTitle(title)
        self.resize(theme.scaled(_WIDTH), theme.scaled(_HEIGHT))
        self._suggested, self._background, self._dialogs = suggested, background, dialogs
        self._pdf = b""
        self.banner = named(Banner(), "report_banner")
        self.working = Working()
        page = _("{title}, page {number} of {count}").replace("{title}", title)
        self.preview = named(Preview(title, page), "report_preview")
        self.save = named(Button(_("Save as PDF…"), "", "download"), "report_save_button")
        self.print = named(Button(_("Print"), "primary", "printer"), "report_print_button")
        self.close_button = named(Button(_("Close"), "ghost"), "report_close_button")
        self._lay_out()
        self.save.clicked.connect(self._save)
        self.print.clicked.connect(self._print)
        self.close_button.clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)
        for part in (self.save, self.print):
            part.setEnabled(False)
        self.working.begin(_("Drawing the report…"))

        def drawn() -> tuple[bytes, tuple[QImage, ...]]:
            pdf = draw()
            return pdf, pages_of(pdf, PIXELS)

        background.ask(drawn, self, self._show, self._fail)

    def _show(self, answer: tuple[bytes, tuple[QImage, ...]]) -> None:
        self._pdf, pages = answer
        self.working.end()
        self.preview.show_pages(pages)
        for part in (self.save, self.print):
            part.setEnabled(True)
        self.print.setFocus()

    def _fail(self, error: OfficeError) -> None:
        self.working.end()
        self.banner.say(sentence(error))

    def _save(self) -> None:
        pdf = self._pdf

        def write(path: Path) -> None:
            from ilp_desktop.office import write_privately  # noqa: PLC0415 - few are ever saved

            self._background.ask(lambda: write_privately(path, pdf), self, self._saved, self._fail)

        self._dialogs.save_file(_("Save the report"), Path(self._suggested), _("PDF (*.pdf)"), write)

    def _saved(self, path: Path) -> None:
        toast(self, _("Saved as {name}.").format(name=path.name))

    def _print(self) -> None:
        pdf = self._pdf

        def with_printer(printer: Printer) -> None:
            def print_it() -> Changes:
                printer.print_pages(pdf)
                return Changes(frozenset())

            self._background.do(print_it, failed=self._fail, owner=self)

        try:
            self.printers().choose(self, with_printer)
        except OfficeError as error:
            self._fail(error)

    def _lay_out(self) -> None:
        down = QVBoxLayout(self)
        down.setContentsMargins(SPACE.xl, SPACE.xl, SPACE.xl, SPACE.lg)
        down.setSpacing(SPACE.md)
        down.addWidget(self.banner)
        down.addWidget(self.working)
        down.addWidget(self.preview, 1)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.md)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.save)
        foot.addWidget(self.print)
        down.addLayout(foot)
