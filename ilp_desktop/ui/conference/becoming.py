"""A plan whose goals speak of an occupation becomes one for college and career, with its history (R2)."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ilp_desktop.domain.students import PlanKind
from ilp_desktop.language import _
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.widgets import toast

if TYPE_CHECKING:
    from ilp_desktop.ui.conference.screen import ConferenceScreen


class Becoming(QObject):
    """The deed under "More": from this conference on the plan has the steps of the older grades."""

    def __init__(self, screen: "ConferenceScreen") -> None:
        super().__init__(screen)
        self._screen = screen
        self._sitting: Sitting | None = None
        screen.seated.connect(self._seat)
        screen.left.connect(self._leave)
        screen.add_way("become_pccr", _("Make it a plan for college and career"), self.do)

    def do(self) -> None:
        """Let the plan be one for college and career."""
        sitting = self._sitting
        if sitting is None:
            return
        if sitting.sheet.plan_kind is PlanKind.PCCR:
            toast(self._screen, _("It is a plan for college and career already."))
            return
        verbs, conference = sitting.office.conferences, sitting.conference_id

        def tell(_changes: object) -> None:
            toast(self._screen, _("From today it is a plan for college and career. Earlier years stay as they are."))
            sitting.steps_changed.emit()

        sitting.do(lambda: verbs.become_pccr(conference), tell)

    def _seat(self, sitting: Sitting) -> None:
        self._sitting = sitting

    def _leave(self) -> None:
        self._sitting = None
