"""A paper in a window of its own: looked at, and printed as it is."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference.papers import Printer, Printers, SystemPrinters, pages_of
from ilp_desktop.ui.conference.parts import line
from ilp_desktop.ui.conference.preview import PIXELS, Preview
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button
from ilp_desktop.wording import sentence

_WIDTH, _HEIGHT = 720, 680


class PaperWindow(QDialog):
    """Shows what ``read`` gives, off the window's thread; widgets are named after ``name``. What printing does, each says."""

    printers: Callable[[], Printers] = SystemPrinters

    def __init__(
        self,
        background: Background,
        read: Callable[[], bytes],
        name: str,
        title: str,
        preview: Preview,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        named(self, name)
        self.setWindowTitle(title)
        self.resize(theme.scaled(_WIDTH), theme.scaled(_HEIGHT))
        self.background = background
        self._banner = named(Banner(), f"{name}_banner")
        self._preview = named(preview, f"{name}_preview")
        self._print = named(Button(_("Print"), "primary", "printer"), f"{name}_print")
        close = named(Button(_("Close"), "ghost"), f"{name}_close")
        down = QVBoxLayout(self)
        down.setContentsMargins(SPACE.xl, SPACE.xl, SPACE.xl, SPACE.lg)
        down.setSpacing(SPACE.md)
        down.addWidget(self._banner)
        down.addWidget(self._preview, 1)
        self.foot = line(spacing=SPACE.md)
        self.foot.addStretch()
        self.foot.addWidget(close)
        self.foot.addWidget(self._print)
        down.addLayout(self.foot)
        close.clicked.connect(self.accept)
        self._print.clicked.connect(self._print_it)
        self.finished.connect(self.deleteLater)
        background.ask(lambda: pages_of(read(), PIXELS), self, self._preview.show_pages, self.say)

    def print_on(self, printer: Printer) -> None:
        """Print it on the printer that was chosen."""
        raise NotImplementedError

    def say(self, error: OfficeError) -> None:
        """Say what went wrong above the paper."""
        self._banner.say(sentence(error))

    def _print_it(self) -> None:
        try:
            self.printers().choose(self, self.print_on)
        except OfficeError as error:
            self.say(error)
