"""A printer whose paper is a PDF file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from ilp_desktop.ui.conference.papers import PagePrinter, Printer


class FilePrinters:
    """A printer whose paper is a PDF file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def choose(self, parent: QWidget, then: Callable[[Printer], None]) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.path))
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
        printer.setResolution(300)
        then(PagePrinter(printer))
