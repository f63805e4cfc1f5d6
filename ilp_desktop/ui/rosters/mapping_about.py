"""What the file is: what its rows are about, which system it comes from, where its headings are, whether it is complete."""

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ilp_desktop.domain.mappings import DateOrder
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rosters.mapping import MAY_BE_COMPLETE, Draft
from ilp_desktop.ui.rosters.mapping_words import CONTENTS, complete_words, file_words
from ilp_desktop.ui.theme import SIZE, SPACE
from ilp_desktop.ui.widgets import Badge, Button, Card, SegmentedControl, Text, Tinted

_MOST_ROWS = 200
_SIDE = SPACE.lg


class RowStepper(QWidget):
    """The row that the headings are in, with a step up and a step down."""

    chosen = Signal(int)

    def __init__(self, question: str) -> None:
        super().__init__()
        named(self, "heading_row")
        self._row = 1
        self._question = question
        self.less = named(Button("", "ghost", "minus", spoken=_("Headings one row further up")), "heading_less")
        self.more = named(Button("", "ghost", "plus", spoken=_("Headings one row further down")), "heading_more")
        self._number = named(Text("1", "strong", tabular=True), "heading_number")
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.less.clicked.connect(lambda: self.chosen.emit(self._row - 1))
        self.more.clicked.connect(lambda: self.chosen.emit(self._row + 1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.xs)
        row.addWidget(Text(question, "small_strong", "text2", wrap=True), 1)
        for part in (self.less, self._number, self.more):
            row.addWidget(part)
        self._fit_text()

    def show_row(self, number: int) -> None:
        """Show where the headings are."""
        self._row = number
        self._number.setText(str(number))
        self._number.setAccessibleName(f"{self._question} {number}")
        self.less.setEnabled(number > 1)
        self.more.setEnabled(number < _MOST_ROWS)

    def _fit_text(self) -> None:
        for part in (self.less, self.more):
            part.setFixedWidth(theme.scaled(36))
        self._number.setFixedWidth(theme.scaled(28))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._fit_text()
        super().changeEvent(event)


class AboutCard(Card):
    """The file as a whole. It shows a draft and tells what was chosen."""

    content_chosen = Signal(object)
    source_typed = Signal(str)
    sheet_chosen = Signal(str)
    heading_row_chosen = Signal(int)
    date_order_chosen = Signal(object)
    complete_chosen = Signal(bool)
    afresh_wanted = Signal()
    """What was remembered is not wanted: begin with guesses."""

    def __init__(self) -> None:
        super().__init__(padding=SPACE.xs)
        named(self, "mapping_about")
        self._name = named(Text("", "strong", elide=True), "mapping_file_name")
        self._size = named(Text("", "small", "text2", tabular=True), "mapping_file_size")
        self.content = named(QComboBox(), "content_combo")
        for content, words in CONTENTS.items():
            self.content.addItem(_(words), content)
        self.source = named(QComboBox(), "source_combo")
        self.source.setEditable(True)
        self.source.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.sheet = named(QComboBox(), "sheet_combo")
        for field in (self.content, self.source, self.sheet):
            # As wide as the card: a long choice is cut off in its box, not the card.
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.setMinimumContentsLength(8)
        self.heading = RowStepper(_("The headings are in row"))
        self.dates = named(
            SegmentedControl(
                [(DateOrder.MONTH_FIRST.value, _("Month first")), (DateOrder.DAY_FIRST.value, _("Day first"))],
                spoken=_("How the dates are written"),
            ),
            "date_order",
        )
        self.complete = named(QCheckBox(_("This is the complete list")), "complete_box")
        self._complete_words = named(Text("", "small", "text2", wrap=True), "complete_words")
        self._remembered = named(Tinted("accent", padding=SPACE.md, spacing=SPACE.xs), "remembered_note")
        self._remembered_words = Text("", "small", "accent_text", wrap=True)
        self.afresh = named(Button(_("Start over"), "ghost"), "afresh_button")
        self._lay_out()
        self._connect()
        self._fit_text()

    def show_draft(self, draft: Draft, sources: tuple[str, ...]) -> None:
        """Show a draft; ``sources`` are the systems that the office had rosters from before."""
        look, mapping = draft.look, draft.mapping
        self._name.setText(look.file_name)
        self._name.setToolTip(look.file_name)
        self._size.setText(file_words(look))
        _show_in(self.content, self.content.findData(mapping.content))
        self._show_source(mapping.source, sources)
        with QSignalBlocker(self.sheet):
            if [self.sheet.itemText(at) for at in range(self.sheet.count())] != list(look.sheets):
                self.sheet.clear()
                self.sheet.addItems(list(look.sheets))
        _show_in(self.sheet, self.sheet.findText(look.sheet))
        self._sheet_part.setVisible(len(look.sheets) > 1)
        self.heading.show_row(look.heading_row)
        self.dates.choose(mapping.date_order.value)
        self._dates_part.setVisible(draft.dates_matter)
        self.complete.setChecked(mapping.complete)
        self._complete_part.setVisible(mapping.content in MAY_BE_COMPLETE)
        self._complete_words.setText(complete_words(mapping))
        self.complete.setAccessibleDescription(self._complete_words.text())
        self._remembered_words.setText(_("Columns as in the last import from {source}.").format(source=mapping.source))
        self._remembered.setVisible(draft.remembered)

    def _show_source(self, source: str, sources: tuple[str, ...]) -> None:
        with QSignalBlocker(self.source):
            if [self.source.itemText(at) for at in range(self.source.count())] != list(sources):
                self.source.clear()
                self.source.addItems(list(sources))
            if self.source.currentText() != source:
                self.source.setEditText(source)

    def _connect(self) -> None:
        self.content.activated.connect(self._choose_content)
        self.source.editTextChanged.connect(self.source_typed)
        self.sheet.textActivated.connect(self.sheet_chosen)
        self.heading.chosen.connect(self.heading_row_chosen)
        self.dates.chosen.connect(self._choose_date_order)
        self.complete.clicked.connect(self.complete_chosen)
        self.afresh.clicked.connect(self.afresh_wanted)

    def _choose_content(self, at: int) -> None:
        self.content_chosen.emit(self.content.itemData(at))

    def _choose_date_order(self, key: str) -> None:
        self.date_order_chosen.emit(DateOrder(key))

    def _lay_out(self) -> None:
        """Lay the questions out in what scrolls, where type is large and the window low."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(_SIDE, _SIDE, _SIDE, _SIDE)
        column.setSpacing(SPACE.md)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        for ground in (inside, scroll.viewport()):
            ground.setAutoFillBackground(False)
        self.body.addWidget(scroll)
        self._fill(column)

    def _fill(self, column: QVBoxLayout) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE.md)
        head.addWidget(Badge("file-text", size=40))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._size)
        head.addLayout(words, 1)
        column.addLayout(head)
        note = QHBoxLayout()
        note.setSpacing(SPACE.sm)
        note.addWidget(self._remembered_words, 1)
        note.addWidget(self.afresh)
        self._remembered.body.addLayout(note)
        self._remembered.body.setContentsMargins(SPACE.md, SPACE.xs, 0, SPACE.xs)
        column.addWidget(self._remembered)
        column.addWidget(_asked(_("What is each row about?"), self.content))
        column.addWidget(_asked(_("Which system is it from?"), self.source))
        self._sheet_part = _asked(_("Sheet"), self.sheet)
        column.addWidget(self._sheet_part)
        column.addWidget(self.heading)
        self._dates_part = _asked(_("The dates are written"), self.dates)
        column.addWidget(self._dates_part)
        self._complete_part = QWidget()
        whole = QVBoxLayout(self._complete_part)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addWidget(self.complete)
        whole.addWidget(self._complete_words)
        column.addWidget(self._complete_part)
        column.addStretch(1)

    def _fit_text(self) -> None:
        for field in (self.content, self.source, self.sheet):
            field.setFont(theme.font("body", tabular=True))
            field.setFixedHeight(theme.scaled(SIZE.control))
        line = self.source.lineEdit()
        assert line is not None  # it is editable
        line.setFont(theme.font("body", tabular=True))
        self.complete.setFont(theme.font("strong"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            # After the fields were dressed again: dressing gives them back the font that they were made with.
            QTimer.singleShot(0, self, self._fit_text)
        super().changeEvent(event)


def _asked(question: str, field: QWidget) -> QWidget:
    """Put a question above its field."""
    part = QWidget()
    heading = Text(question, "small_strong", "text2")
    heading.setBuddy(field)
    if not field.accessibleName():
        field.setAccessibleName(question)
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE.xs)
    column.addWidget(heading)
    column.addWidget(field)
    return part


def _show_in(combo: QComboBox, at: int) -> None:
    with QSignalBlocker(combo):
        combo.setCurrentIndex(at)
