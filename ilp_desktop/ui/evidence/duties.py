"""The part "School's duties" of the place Policy: what is asked of the school itself, and the trainings, consultations, reports."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from ilp_desktop.clock import Clock
from ilp_desktop.domain.policy.clauses import SCHOOL_EVENTS
from ilp_desktop.domain.policy.recording import DECISION
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.evidence.subjects import Subject
from ilp_desktop.ui.evidence.view import RequirementsView
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import ScrollingCanvas

if TYPE_CHECKING:
    from ilp_desktop.office import Office


class DutiesPart(ScrollingCanvas):
    """Asked anew whenever it is shown."""

    def __init__(self, office: "Office", background: Background, clock: Clock) -> None:
        super().__init__()
        named(self, "duties_part")
        self.view = _DutiesView(background, partial(clock.today, office.zone))
        column = QVBoxLayout(self.canvas)
        column.setContentsMargins(SPACE.xxl, SPACE.md, SPACE.xxl, SPACE.xxl)
        column.addWidget(self.view)
        column.addStretch(1)
        evidence = office.evidence
        self._subject = Subject(
            read=evidence.of_school,
            record=evidence.record_for_school,
            complete=evidence.complete_for_school,
            correct=evidence.correct,
            take_back=evidence.take_back,
        )

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.view.is_empty():
            self.view.show_subject(self._subject)

    def record(self, clause_id: str) -> None:
        """Open the form of a clause."""
        self.view.record(clause_id)


class _DutiesView(RequirementsView):
    """What no clause asks for can be recorded too: the training log is kept whole (R84)."""

    kinds = tuple(kind for kind in SCHOOL_EVENTS if kind != DECISION)
