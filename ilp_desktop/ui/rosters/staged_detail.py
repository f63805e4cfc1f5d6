"""One row of the preview, opened: what the file says, what the office has, and what is to become of it."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ilp_desktop.domain.imports import Effect, FieldChange, StagedRow
from ilp_desktop.language import N_, _
from ilp_desktop.ui import theme
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rosters.preview_state import can_keep
from ilp_desktop.ui.rosters.staged_words import (
    CORRECTED,
    after_words,
    change_spoken,
    field_words,
    kind_words,
    place_of,
    value_words,
)
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Chip, IconMark, Line, Text

_LABEL = 112


class FieldView(QWidget):
    """A field before and after, and a box that keeps the office's own."""

    kept = Signal(str, bool)
    """The field, and whether the office's own stays."""

    def __init__(self, change: FieldChange, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, f"{change.field}_change")
        self._field = change.field
        self._name = Text(field_words(change.field), "small_strong", "text2", wrap=True, parent=self)
        self.box = named(QCheckBox(_("Keep ours"), self), f"{change.field}_keep_box")
        self.box.setFont(theme.font("small"))
        self.box.setAccessibleDescription(change_spoken(change))
        self.box.clicked.connect(self._click)
        self._before = Text(value_words(change.before), "body", wrap=True, parent=self)
        self._after = Text(after_words(change), "body", wrap=True, parent=self)
        top = QHBoxLayout()
        top.setSpacing(SPACE.sm)
        top.addWidget(self._name, 1)
        top.addWidget(self.box)
        if not can_keep(change):
            self.box.hide()
        row = QHBoxLayout()
        row.setSpacing(SPACE.sm)
        row.addWidget(self._before, 1)
        row.addWidget(IconMark("arrow-right", "text3", 16, self), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._after, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(row)
        if change.corrected:  # not beside the name: in large letters there is no room for both
            column.addSpacing(SPACE.xs)
            column.addWidget(named(Chip(_(CORRECTED), "amber"), f"{change.field}_corrected"))
        self.show_change(change)

    def _click(self, on: bool) -> None:
        self.kept.emit(self._field, on)

    def show_change(self, change: FieldChange) -> None:
        """Show whether the office's own stays: what will stand in the file is written dark."""
        self.box.setChecked(change.keep)
        self._before.set_fg("text" if change.keep else "text3")
        self._after.set_fg("text3" if change.keep else "text")

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.box.setFont(theme.font("small"))


class StagedDetail(QWidget):
    """Shows a row. Everything decided here counts at once; nothing of the office changes before the roster comes in."""

    field_kept = Signal(object, str, bool)
    """The row, a field ("" is all of them), and whether the office's own stays."""
    withdraw_wanted = Signal(object, bool)
    leave_out_wanted = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        named(self, "staged_detail")
        self._row: StagedRow | None = None
        self._fields: dict[str, FieldView] = {}
        self.name = named(Text("", "h2", wrap=True), "staged_name")
        self.place = named(Text("", "small", "text2", wrap=True, tabular=True), "staged_place")
        self.words = named(Text("", "body", "text2", wrap=True), "staged_words")
        self.deed = named(Button(_("Leave this row out"), "", "minus"), "staged_deed")
        self.deed.clicked.connect(self.decide)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.sm)
        for part in (self.name, self.place, self.words):
            column.addWidget(part)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.deed, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(0)  # takes the room where there are no fields, so that the button stays under its sentence
        self.show_row(None)

    @property
    def row(self) -> StagedRow | None:
        """The row shown."""
        return self._row

    def show_row(self, row: StagedRow | None) -> None:
        """Show a row; the same one with other decisions is shown in place, so that the keyboard stays where it is."""
        before, self._row = self._row, row
        self.setVisible(row is not None)
        if row is None:
            return
        same = before is not None and before.staged_id == row.staged_id
        if not (same and row.effect is Effect.CHANGED and set(self._fields) == {one.field for one in row.fields}):
            self.name.setText(row.name)
            self.place.setText(f"{kind_words(row.kind)} · {place_of(row)}")
            self._fill(row)
        for change in row.fields:
            if change.field in self._fields:
                self._fields[change.field].show_change(change)
        self._show_deed(row)

    def focus_first(self) -> None:
        """Put the keyboard on the first thing to decide."""
        if self._fields:
            next(iter(self._fields.values())).box.setFocus(Qt.FocusReason.TabFocusReason)
        elif self.deed.isVisible():
            self.deed.setFocus(Qt.FocusReason.TabFocusReason)

    def decide(self) -> None:
        """Do, or take back, what a row of this kind is mostly asked about."""
        row = self._row
        if row is None:
            return
        if row.effect is Effect.NEW:
            self.leave_out_wanted.emit(row, not row.left_out)
        elif row.effect is Effect.GONE and row.kind == "student":
            self.withdraw_wanted.emit(row, not row.withdraw)
        elif row.effect is Effect.CHANGED and row.fields:
            self.field_kept.emit(row, "", not all(change.keep for change in row.fields))

    def _keep(self, field: str, ours: bool) -> None:
        self.field_kept.emit(self._row, field, ours)

    def _fill(self, row: StagedRow) -> None:
        body = named(QWidget(self._scroll), "staged_fields")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, SPACE.xs, SPACE.md, 0)
        column.setSpacing(SPACE.sm)
        self._fields = {}
        for at, change in enumerate(row.fields):
            if at and row.effect is Effect.CHANGED:
                column.addWidget(Line())
            column.addWidget(self._field(row, change, body))
        column.addStretch(1)
        self._scroll.setWidget(body)
        self._scroll.setVisible(bool(row.fields))
        body.setAutoFillBackground(False)  # being put there turned it on

    def _field(self, row: StagedRow, change: FieldChange, body: QWidget) -> QWidget:
        if row.effect is Effect.CHANGED:
            made = FieldView(change, body)
            made.kept.connect(self._keep)
            self._fields[change.field] = made
            return made
        line = QWidget(body)
        line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE.md)
        label = Text(field_words(change.field), "small", "text2", wrap=True, parent=line)
        label.setFixedWidth(theme.scaled(_LABEL))
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        across.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(Text(value_words(change.after or change.before), "body", wrap=True, parent=line), 1)
        return line

    def _show_deed(self, row: StagedRow) -> None:
        words, deed = _sentence(row)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.deed.setText(deed)
        self.deed.set_icon("undo-2" if row.withdraw or row.left_out else "")
        self.deed.setVisible(bool(deed))
        self.deed.updateGeometry()


_GONE_ELSE = N_("The file no longer names this. What the office has stays; there is nothing to decide.")
_SAID: Mapping[tuple[Effect, str, bool], tuple[str, str]] = MappingProxyType(
    {
        (Effect.GONE, "student", False): (
            N_(
                "The file no longer names this student. Marked as withdrawn, they are found under “Withdrawn” with "
                "their whole file; nothing is deleted, and they return when a roster names them again."
            ),
            N_("Mark as withdrawn"),
        ),
        (Effect.GONE, "student", True): (
            N_("Will be marked as withdrawn. Nothing of theirs is deleted; they return when a roster names them."),
            N_("Leave enrolled"),
        ),
        (Effect.GONE, "enrollment", False): (
            N_("The file no longer has this registration. It ends by itself; there is nothing to decide."),
            "",
        ),
        (Effect.CHANGED, "", False): (
            N_("It says something else than last time, and nothing else than the office has."),
            "",
        ),
        (Effect.NEW, "", False): ("", N_("Leave this row out")),
        (Effect.NEW, "", True): (N_("This row will not come in."), N_("Take it after all")),
        (Effect.GONE, "", False): (_GONE_ELSE, ""),
    }
)
"""What a row's page says and what its button does, by effect, kind ("" is any other) and what was decided."""


def _sentence(row: StagedRow) -> tuple[str, str]:
    if row.effect is Effect.CHANGED and row.fields:
        return "", ""
    decided = row.withdraw or row.left_out
    found = _SAID.get((row.effect, row.kind, decided)) or _SAID.get((row.effect, "", decided)) or ("", "")
    words, deed = found
    return _(words) if words else "", _(deed) if deed else ""
