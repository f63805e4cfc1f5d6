"""What a section is made of: one part for each field the policy set asks for."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ilp_desktop.domain.packs import FieldTemplate, SectionTemplate
from ilp_desktop.ui.conference.sitting import Sitting


class Part(QWidget):
    """One field of a section on the screen. It shows the sitting's sheet and hears when that was read again."""

    leading_changed = Signal()
    way_on = Signal()
    """Nothing more is to be done here: the keyboard goes to the way on."""

    def __init__(self, sitting: Sitting, section: SectionTemplate, field: FieldTemplate, parent: QWidget) -> None:
        super().__init__(parent)  # at once: moved later, all that is in it would be styled again
        self.sitting = sitting
        self.section = section
        self.field = field
        self.leading = False
        """Whether the screen's one primary action is in this part just now; the way on is quiet meanwhile."""
        self.setObjectName(f"{section.key}_{field.key}_part")
        sitting.sheet_read.connect(self.show_sheet)

    def build(self) -> Iterator[None]:
        """Build what is not there yet of a part that is longer than a few milliseconds' work, a piece a step."""
        yield from ()

    def show_sheet(self) -> None:
        """Show the sheet as last read."""

    def set_leading(self, *, on: bool) -> None:
        """Take the primary action, or give it back to the way on."""
        if on != self.leading:
            self.leading = on
            self.leading_changed.emit()

    def leave(self) -> None:
        """The section is being left: what was typed becomes a change."""


def column(parent: QWidget | None = None, *, spacing: int = 0) -> QVBoxLayout:
    """Return a vertical layout with no margins."""
    made = QVBoxLayout() if parent is None else QVBoxLayout(parent)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    return made


def line(parent: QWidget | None = None, *, spacing: int = 0) -> QHBoxLayout:
    """Return a horizontal layout with no margins."""
    made = QHBoxLayout() if parent is None else QHBoxLayout(parent)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    return made


class Scrolling(QScrollArea):
    """What may be longer than its card. Lay things out in ``inside``."""

    def __init__(self, *, spacing: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inside = column(spacing=spacing)
        self.ground = ground = QWidget(self.viewport())
        ground.setLayout(self.inside)
        self.setWidget(ground)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.viewport().setAutoFillBackground(False)
        ground.setAutoFillBackground(False)

    def empty(self) -> None:
        """Take everything out."""
        while (item := self.inside.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
