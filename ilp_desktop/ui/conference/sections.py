"""A section of the policy set on the screen: its heading, and a part for each field, by the field's kind."""

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ilp_desktop.domain.packs import FieldTemplate, SectionTemplate
from ilp_desktop.ui.conference.afterward import AfterRow
from ilp_desktop.ui.conference.checklist import ChecklistPart
from ilp_desktop.ui.conference.consultation import ConsultationPart
from ilp_desktop.ui.conference.copies import CopiesPart
from ilp_desktop.ui.conference.courses import CoursesPart
from ilp_desktop.ui.conference.goals import GoalsPart
from ilp_desktop.ui.conference.gradual import polish_children
from ilp_desktop.ui.conference.graduation import GraduationPart
from ilp_desktop.ui.conference.measures import MeasuresPart
from ilp_desktop.ui.conference.parts import Part, column
from ilp_desktop.ui.conference.signatures import SignaturesPart
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.conference.support import CommitmentsPart
from ilp_desktop.ui.conference.written import TextPart
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Text

MakePart = Callable[[Sitting, SectionTemplate, FieldTemplate, QWidget], Part]
KINDS: Mapping[str, MakePart] = {
    "text": TextPart,
    "measures": MeasuresPart,
    "goals": GoalsPart,
    "commitments": CommitmentsPart,
    "consultation": ConsultationPart,
    "signatures": SignaturesPart,
    "copies": CopiesPart,
    "courses": CoursesPart,
    "graduation": GraduationPart,
    "checklist": ChecklistPart,
}
"""Field kinds and what shows them; a new kind is one more line here and one more part."""
_WIDE, _NARROW = 5, 4


class SectionView(QWidget):
    """One section. It is built when it is first shown and thrown away with its conference."""

    leading_changed = Signal()
    way_on = Signal()

    def __init__(self, sitting: Sitting, section: SectionTemplate, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, f"{section.key}_section")
        self.section = section
        self.parts: list[Part] = []
        self._sitting = sitting
        self._ready = False
        outer = column(self, spacing=SPACE.md)
        heading = named(Text(sitting.worded(section.heading), "h2"), f"{section.key}_heading")
        # The last step's heading leaves room for what comes after it: below, a large type would have none.
        ends = any(field.kind == "copies" for field in section.fields)
        outer.addWidget(AfterRow(sitting, heading, self) if ends else heading)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE.xl)
        self._grid.setColumnStretch(0, _WIDE)
        self._grid.setColumnStretch(1, _NARROW)
        outer.addLayout(self._grid, 1)

    def prepare(self) -> Iterator[None]:
        """Build and style what is not there yet, piece by piece. Whoever cannot wait goes through all of it at once."""
        if self._ready:
            return
        for at, field in enumerate(self.section.fields):
            if at == len(self.parts):
                self._add(field, at)
                yield
            yield from self.parts[at].build()
        yield from polish_children(self)
        self._ready = True

    def _add(self, field: FieldTemplate, at: int) -> None:
        part = KINDS[field.kind](self._sitting, self.section, field, self)
        part.leading_changed.connect(self.leading_changed)
        part.way_on.connect(self.way_on)
        alone = at == len(self.section.fields) - 1 and at % 2 == 0
        self._grid.addWidget(part, at // 2, at % 2, 1, 2 if alone else 1)
        self.parts.append(part)

    @property
    def leading(self) -> bool:
        """Whether a part of this section holds the primary action."""
        return any(part.leading for part in self.parts)

    def leave(self) -> None:
        """Leave every part."""
        for part in self.parts:
            part.leave()
