"""A finalized plan on the screen and on paper: pages of the stored PDF as pictures, never drawn anew.

QtPdf makes pictures; nothing is written to a file on the way, because a file would hold the plan in plain text.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QDialog, QWidget

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.printing import PaperOut

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DPI = 300
"""What a page is pictured at: sharp on paper, and one page at a time fits into 35 MB."""
_POINTS_PER_INCH = 72


class Printers(Protocol):
    """Where paper comes from: the computer's printers, or in a test a file."""

    def choose(self, parent: QWidget, then: Callable[["Printer"], None]) -> None:
        """Ask for a printer and call ``then``; raises OfficeError ``printer_missing`` where there is none."""
        ...

    def usual(self) -> "Printer | None":
        """Return the printer chosen last, otherwise the computer's own choice, without asking; None where there is none."""
        ...


class Printer(Protocol):
    """What pages are painted on, at its resolution in dots an inch."""

    def print_pages(self, pdf: bytes) -> None:
        """Print a document. Called off the window's thread; raises OfficeError ``print_failed``."""
        ...

    def print_paper(self, paper: PaperOut, went_out: Callable[[int], None]) -> None:
        """Print a copy of the queue, from its page on; see ``domain.printing.PaperPort``."""
        ...


def pages_of(pdf: bytes, width: int, *, most: int | None = None) -> tuple[QImage, ...]:
    """Return the pages as pictures, ``width`` pixels wide, the first ``most`` of them.

    It takes a while: never on the window's thread.
    """
    return tuple(islice(_pages(pdf, lambda points: width / points), most))


def _pages(pdf: bytes, scale: Callable[[float], float], first: int = 1) -> Iterator[QImage]:
    from PySide6.QtPdf import QPdfDocument  # noqa: PLC0415 - only here is it needed

    content = QBuffer()
    content.setData(QByteArray(pdf))
    content.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument(None)  # type: ignore[arg-type] # the stubs leave out that there may be no parent
    document.load(content)
    for number in range(first - 1, document.pageCount()):
        points = document.pagePointSize(number)
        factor = scale(points.width())
        size = QSize(round(points.width() * factor), round(points.height() * factor))
        page = QImage(size, QImage.Format.Format_RGB32)
        page.fill(0xFFFFFFFF)
        painter = QPainter(page)
        painter.drawImage(0, 0, document.render(number, size))
        painter.end()
        yield page
    document.close()


class SystemPrinters:
    """The computer's printers, through its own print dialog."""

    _chosen: str = ""
    """The name of the printer that was chosen last, of all screens; nothing on the disk remembers it."""

    def usual(self) -> "Printer | None":
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo  # noqa: PLC0415 - only to print

        found = QPrinterInfo.printerInfo(SystemPrinters._chosen) if SystemPrinters._chosen else QPrinterInfo()
        if found.isNull():
            found = QPrinterInfo.defaultPrinter()
        return None if found.isNull() else PagePrinter(QPrinter(found, QPrinter.PrinterMode.HighResolution))

    def choose(self, parent: QWidget, then: Callable[[Printer], None]) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo  # noqa: PLC0415 - only to print

        if not QPrinterInfo.availablePrinterNames():
            raise OfficeError("printer_missing")
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        asked = QPrintDialog(printer, parent)
        asked.setOption(QPrintDialog.PrintDialogOption.PrintToFile, on=False)

        def accept() -> None:
            SystemPrinters._chosen = printer.printerName()
            then(PagePrinter(printer))

        asked.accepted.connect(accept)
        asked.finished.connect(asked.deleteLater)
        QDialog.open(asked)  # the dialog's own overload wants a slot by name


class PagePrinter:
    """Prints page pictures through a QPrinter, at 300 dots an inch or more."""

    def __init__(self, printer: "QPrinter") -> None:
        self._printer = printer
        printer.setFullPage(True)
        if printer.resolution() < DPI:
            printer.setResolution(DPI)

    def print_pages(self, pdf: bytes) -> None:
        self.print_paper(PaperOut(pdf), lambda _page: None)

    def print_paper(self, paper: PaperOut, went_out: Callable[[int], None]) -> None:
        if paper.both_sides:
            self._printer.setDuplex(self._printer.DuplexMode.DuplexAuto)
        painter = QPainter()
        try:
            self._paint(painter, paper, went_out)
        finally:
            if painter.isActive():
                painter.end()
        if self._printer.printerState() in {self._printer.PrinterState.Error, self._printer.PrinterState.Aborted}:
            raise OfficeError("print_failed")

    def _paint(self, painter: QPainter, paper: PaperOut, went_out: Callable[[int], None]) -> None:
        first = paper.first_page
        pages = _pages(paper.pdf, lambda _points: DPI / _POINTS_PER_INCH, first)
        for number, page in enumerate(pages, start=first):
            # Begun with the first page: where all are out already, not even an empty sheet comes.
            goes_on = self._printer.newPage() if painter.isActive() else painter.begin(self._printer)
            if not goes_on:
                raise OfficeError("print_failed")
            painter.drawImage(painter.viewport(), page)
            went_out(number)
