"""What the columns of a plain table are: the file at the left, its columns at the right, the first rows below them."""

from functools import cached_property

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rosters.mapping import Draft
from ilp_desktop.ui.rosters.mapping_about import AboutCard
from ilp_desktop.ui.rosters.mapping_chooser import FieldChooser
from ilp_desktop.ui.rosters.mapping_rows import ColumnList
from ilp_desktop.ui.rosters.mapping_sample import MOST, Sample
from ilp_desktop.ui.rosters.mapping_words import column_row, options_of, standing_words
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, IconMark, Text, announce

_ABOUT = 316
_MOST_COLUMNS = 5
_EMPTY = "\u2013"


class SampleCard(Card):
    """The first rows as they would come in."""

    def __init__(self) -> None:
        super().__init__(padding=SPACE.lg, spacing=SPACE.sm)
        named(self, "sample_card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._words = named(Text("", "small", "text2", elide=True), "sample_words")
        head = QHBoxLayout()
        head.setSpacing(SPACE.md)
        head.addWidget(IconMark("eye", "accent_text", 18))
        head.addWidget(Text(_("The first rows as they would come in"), "strong"))
        head.addWidget(self._words, 1)
        self.body.addLayout(head)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE.lg)
        self._grid.setVerticalSpacing(SPACE.xs + 2)
        self._cells = [[self._cell(row, column) for column in range(_MOST_COLUMNS)] for row in range(MOST + 1)]
        self.body.addLayout(self._grid)

    def _cell(self, row: int, column: int) -> Text:
        cell = Text("", "small_strong" if row == 0 else "body", "text3" if row == 0 else "text", elide=True)
        self._grid.addWidget(named(cell, f"sample_{row}_{column}"), row, column)
        return cell

    def show_sample(self, sample: Sample) -> None:
        """Show these rows."""
        for column in range(_MOST_COLUMNS):
            there = column < len(sample.headings)
            wide = max([len(row[column]) for row in sample.rows] + [8]) if there else 0
            self._grid.setColumnStretch(column, min(max(wide, 10), 34))
            for at, cells in enumerate(self._cells):
                line = sample.headings if at == 0 else sample.rows[at - 1] if at <= len(sample.rows) else ()
                words = line[column] if there and line else ""
                cell = cells[column]
                cell.setVisible(there)
                cell.setText(words or (_EMPTY if line else ""))
                cell.set_fg("text3" if at == 0 or not words else "text")
                cell.setToolTip(words if at else "")
                if at and line:
                    cell.setAccessibleName(f"{sample.headings[column]}: {words or _('empty')}" if there else "")
        self._words.setText("" if sample.rows else _("Nothing yet: choose what the columns are."))

    def show_wrong(self, words: str) -> None:
        """Say why there is nothing to show."""
        self.show_sample(Sample((), ()))
        self._words.setText(words)


class MappingView(QWidget):
    """Shows a draft, and tells what a person chose."""

    field_chosen = Signal(int, str)
    """A row of the draft, and the field that it becomes; '' leaves it out."""
    constant_wanted = Signal(str)
    """A field that is to be the same in every row."""
    read_wanted = Signal()
    back_wanted = Signal()
    save_wanted = Signal()
    open_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "mapping_view")
        self._draft: Draft | None = None
        self._asked_row = -1
        self.about = AboutCard()
        self.columns = named(ColumnList(), "column_list")
        self.sample = SampleCard()
        self._mark = IconMark("circle-check", "accent_text", 16)
        self._standing = named(Text("", "small", "text2", elide=True), "mapping_standing")
        self.constant = named(Button(_("Same in every row…"), "ghost", "plus"), "constant_button")
        self.constant.setToolTip(_("A value that is the same in every row, such as the school year"))
        self.go = named(
            Button(_("Look at what it would change"), "primary", "arrow-right", trailing=True), "read_button"
        )
        self.back = named(Button(_("Choose another file"), "ghost", "arrow-left"), "mapping_back_button")
        self.opening = named(Button(_("Open a mapping file…"), "ghost", "folder-open"), "mapping_open_button")
        self.saving = named(Button(_("Save as a file…"), "ghost", "download"), "mapping_save_button")
        self._lay_out()
        self._fit_text()
        self._connect()

    @cached_property
    def chooser(self) -> FieldChooser:
        """What opens under a box; made when the first one is pressed."""
        made = FieldChooser(self)
        made.chosen.connect(self._take)
        return made

    @property
    def first(self) -> QWidget:
        """Where the keyboard begins: the deed where all is said, the columns where something is missing."""
        return self.go if self.go.isEnabled() else self.columns

    def show_draft(self, draft: Draft, sources: tuple[str, ...]) -> None:
        """Show a draft as it stands."""
        before, self._draft = self._draft, draft
        self.about.show_draft(draft, sources)
        self.columns.rows.show_rows(tuple(column_row(draft, line) for line in draft.lines))
        if before is None or before.look is not draft.look:
            self.columns.setCurrentIndex(self.columns.rows.index(0))
            self.columns.scrollToTop()
        words = standing_words(draft)
        stands = draft.stands
        self._mark.show_icon("circle-check" if stands else "circle-alert", "accent_text" if stands else "amber")
        if words != self._standing.text():
            self._standing.setText(words)
            self._standing.setToolTip(words)
            announce(self._standing, words)
        self._standing.set_fg("text2" if stands else "amber")
        self.go.setEnabled(stands)
        self.go.setAccessibleDescription(words)

    def choose_in(self, row: int, letters: str = "") -> None:
        """Open the list of what a column can become."""
        if self._draft is None:
            return
        self._asked_row = row
        line = self._draft.lines[row]
        self.columns.setCurrentIndex(self.columns.rows.index(row))
        self.columns.scrollTo(self.columns.rows.index(row))
        box = self.columns.box_of(row).toAlignedRect()
        self.chooser.open_at(
            _on_screen(self.columns.viewport(), box), line.heading, options_of(self._draft, line), line.field, letters
        )

    def _choose_constant(self) -> None:
        if self._draft is None:
            return
        self._asked_row = -1
        options = tuple(option for option in options_of(self._draft, None) if option.field)
        box = _on_screen(self.constant, self.constant.rect())
        self.chooser.open_at(box, _("the same in every row"), options, "")

    def _take(self, field: str) -> None:
        if self._asked_row < 0:
            self.constant_wanted.emit(field)
        else:
            self.field_chosen.emit(self._asked_row, field)
            self.columns.setFocus(Qt.FocusReason.PopupFocusReason)

    def _leave_out(self, row: int) -> None:
        self.field_chosen.emit(row, "")

    def _connect(self) -> None:
        self.columns.choice_wanted.connect(self.choose_in)
        self.columns.left_out.connect(self._leave_out)
        self.constant.clicked.connect(self._choose_constant)
        self.go.clicked.connect(self.read_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.opening.clicked.connect(self.open_wanted)
        self.saving.clicked.connect(self.save_wanted)

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(SPACE.lg)
        across.addWidget(self.about)
        right = QVBoxLayout()
        right.setSpacing(SPACE.lg)
        right.addWidget(self._columns_card(), 1)
        right.addWidget(self.sample)
        across.addLayout(right, 1)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.xs)
        foot.addWidget(self.back)
        foot.addWidget(self.opening)
        foot.addWidget(self.saving)
        foot.addStretch(1)
        foot.addWidget(self.go)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE.lg)
        down.addLayout(across, 1)
        down.addLayout(foot)

    def _fit_text(self) -> None:
        self.about.setFixedWidth(min(theme.scaled(_ABOUT), 420))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._fit_text()
        super().changeEvent(event)

    def _columns_card(self) -> Card:
        card = named(Card(padding=SPACE.lg, spacing=SPACE.sm), "columns_card")
        line = QHBoxLayout()
        line.setSpacing(SPACE.xs + 2)
        line.addWidget(self._mark)
        line.addWidget(self._standing, 1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(_("What is in each column?"), "h2"))
        words.addLayout(line)
        head = QHBoxLayout()
        head.setSpacing(SPACE.sm)
        head.addLayout(words, 1)
        head.addWidget(self.constant, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(head)
        card.body.addWidget(self.columns, 1)
        return card


def _on_screen(widget: QWidget, place: QRect) -> QRect:
    return QRect(widget.mapToGlobal(place.topLeft()), place.size())
