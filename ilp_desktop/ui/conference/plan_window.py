"""A finalized plan from a student's file: the stored paper, to look at and to print again as it is."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.deliveries import DeliveryKind
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference.paper_window import PaperWindow
from ilp_desktop.ui.conference.papers import Printer
from ilp_desktop.ui.conference.preview import Preview
from ilp_desktop.ui.overriding import override

if TYPE_CHECKING:
    from ilp_desktop.office import Office


class PlanWindow(PaperWindow):
    """Shows one stored paper. Reading it is logged; printing copies its bytes and is recorded."""

    def __init__(self, office: "Office", background: Background, rendering_id: int, parent: QWidget) -> None:
        self._office = office
        self._rendering_id = rendering_id
        super().__init__(
            background,
            lambda: office.plans.rendering(rendering_id),
            "plan_window",
            _("Finalized plan"),
            Preview(),
            parent,
        )

    @override
    def print_on(self, printer: Printer) -> None:
        office, rendering_id = self._office, self._rendering_id

        def verb() -> Changes:
            printer.print_pages(office.plans.rendering(rendering_id))
            return office.plans.record_delivery(rendering_id, DeliveryKind.PRINTED.value)

        self.background.do(verb, failed=self.say, owner=self)
