"""A finalized plan from a student's file: the stored paper, to look at and to print again as it is."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.deliveries import DeliveryKind
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

if TYPE_CHECKING:
    from ilp_desktop.office import Office

_WIDTH, _HEIGHT = 720, 680


class PlanWindow(QDialog):
    """Shows one stored paper. Reading it is logged; printing copies its bytes and is recorded."""

    printers: Callable[[], Printers] = SystemPrinters

    def __init__(self, office: "Office", background: Background, rendering_id: int, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "plan_window")
        self.setWindowTitle(_("Finalized plan"))
        self.resize(theme.scaled(_WIDTH), theme.scaled(_HEIGHT))
        self._office = office
        self._background = background
        self._rendering_id = rendering_id
        self._banner = named(Banner(), "plan_window_banner")
        self._preview = named(Preview(), "plan_window_preview")
        self._print = named(Button(_("Print"), "primary", "printer"), "plan_window_print")
        close = named(Button(_("Close"), "ghost"), "plan_window_close")
        down = QVBoxLayout(self)
        down.setContentsMargins(SPACE.xl, SPACE.xl, SPACE.xl, SPACE.lg)
        down.setSpacing(SPACE.md)
        down.addWidget(self._banner)
        down.addWidget(self._preview, 1)
        foot = line(spacing=SPACE.md)
        foot.addStretch()
        foot.addWidget(close)
        foot.addWidget(self._print)
        down.addLayout(foot)
        close.clicked.connect(self.accept)
        self._print.clicked.connect(self._print_it)
        self.finished.connect(self.deleteLater)
        background.ask(
            lambda: pages_of(office.plans.rendering(rendering_id), PIXELS), self, self._preview.show_pages, self._say
        )

    def _print_it(self) -> None:
        office, rendering_id = self._office, self._rendering_id

        def with_printer(printer: Printer) -> None:
            def verb() -> Changes:
                printer.print_pages(office.plans.rendering(rendering_id))
                return office.plans.record_delivery(rendering_id, DeliveryKind.PRINTED.value)

            self._background.do(verb, failed=self._say, owner=self)

        try:
            self.printers().choose(self, with_printer)
        except OfficeError as error:
            self._say(error)

    def _say(self, error: OfficeError) -> None:
        self._banner.say(sentence(error))
