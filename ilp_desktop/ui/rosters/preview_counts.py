"""How many rows of each kind are new, changed, the same, gone or refused. A number lists the rows that it counts."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ilp_desktop.domain.imports import KindCount, RosterPreview
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rosters.preview_state import View, kinds_in, total
from ilp_desktop.ui.rosters.staged_words import kinds_words
from ilp_desktop.ui.rosters.words import COLUMNS, number_words
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Line, Text

_COLUMN = 60
_NAME = 84
_EDGE = 9
"""From a number to the end of its column, so that buttons and plain numbers stand under each other."""
_INK: Mapping[str, str] = MappingProxyType(
    {"new": "accent_text", "changed": "blue", "same": "text2", "gone": "amber", "refused": "red"}
)


class Figure(Button):
    """A number that lists what it counts."""

    def __init__(self, number: int, ink: str, spoken: str) -> None:
        self._token = ink
        super().__init__(number_words(number), "figure", spoken=spoken)
        self.setCheckable(True)

    @override
    def ink(self) -> str:
        return self._token


class CountsTable(QWidget):
    """The counts by kind. Arrow keys go from number to number; ``listing`` False only tells them."""

    chosen = Signal(object, str)
    """The View and the kind whose number a person chose; "" is all kinds."""

    def __init__(self, *, listing: bool = True) -> None:
        super().__init__()
        self._listing = listing
        self._group = QButtonGroup(self)
        self._figures: dict[tuple[View, str], Figure] = {}
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)

    def show_preview(self, preview: RosterPreview) -> None:
        """Show a preview's counts; kinds of which the roster says nothing are left out."""
        for figure in self._group.buttons():
            self._group.removeButton(figure)
        self._figures = {}
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, SPACE.xs, 0)
        grid.setHorizontalSpacing(2)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        right = Qt.AlignmentFlag.AlignRight
        for column, words in enumerate(COLUMNS.values(), start=1):
            grid.setColumnMinimumWidth(column, theme.scaled(_COLUMN))
            head = Text(_(words), "small_strong", "text3")
            head.setContentsMargins(0, 0, _EDGE, 0)
            grid.addWidget(head, 0, column, right)
        kinds = kinds_in(preview)
        for at, kind in enumerate(kinds, start=1):
            self._add_row(grid, at, preview.of(kind))
        if len(kinds) > 1:
            at = len(kinds) + 1
            grid.addWidget(Line(), at, 0, 1, len(COLUMNS) + 1)
            self._add_row(grid, at + 1, total(preview))
        grid.setRowStretch(grid.rowCount(), 1)
        self._scroll.setWidget(body)
        body.setAutoFillBackground(False)  # being put there turned it on

    def choose(self, view: View, kind: str) -> None:
        """Mark the number whose rows are listed, if it is here."""
        self._group.setExclusive(False)
        for place, figure in self._figures.items():
            figure.setChecked(place == (view, kind))
        self._group.setExclusive(True)

    def _add_row(self, grid: QGridLayout, at: int, count: KindCount) -> None:
        kind = kinds_words(count.kind)
        name = Text(kind, "body" if count.kind else "strong", elide=True)
        name.setMinimumWidth(theme.scaled(_NAME))
        name.setToolTip(kind)
        grid.addWidget(name, at, 0)
        for column, (key, words) in enumerate(COLUMNS.items(), start=1):
            number = int(getattr(count, key))
            spoken = f"{kind}, {_(words)}: {number_words(number)}"
            figure: QWidget
            if self._listing and number and key != "same":
                figure = self._figure(View(key), count.kind, Figure(number, _INK[key], spoken))
            else:
                strong = bool(number) and key != "same"
                ink = _INK[key] if number else "text3"
                figure = Text(number_words(number), "strong" if strong else "body", ink, tabular=True)
                figure.setAccessibleName(spoken)
                figure.setContentsMargins(0, 0, _EDGE, 0)
                figure.setMinimumHeight(theme.scaled(28))
            named(figure, f"{count.kind or 'all'}_{key}_count")
            grid.addWidget(figure, at, column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _figure(self, view: View, kind: str, figure: Figure) -> Figure:
        self._group.addButton(figure)
        self._figures[view, kind] = figure
        figure.clicked.connect(lambda: self.chosen.emit(view, kind))
        return figure
