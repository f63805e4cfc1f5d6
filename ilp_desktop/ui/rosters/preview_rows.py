"""The preview as a tool: rows to find, to open and to decide about."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ilp_desktop.domain.imports import RosterPreview, StagedRow
from ilp_desktop.domain.names import folded
from ilp_desktop.domain.roster import RemarkLevel
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rosters.preview_state import Looking, View, kinds_in, number_in
from ilp_desktop.ui.rosters.remarks import RemarkList
from ilp_desktop.ui.rosters.staged_detail import StagedDetail
from ilp_desktop.ui.rosters.staged_list import StagedList
from ilp_desktop.ui.rosters.staged_model import StagedModel
from ilp_desktop.ui.rosters.staged_words import VIEWS, kinds_words, listed_words
from ilp_desktop.ui.rosters.words import number_words, remark_spoken, unlisted_words
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, SearchField, SegmentedControl, Text, announce

_LEVELS = {View.REFUSED: RemarkLevel.REFUSED, View.REMARKS: RemarkLevel.WARNING}
_AFTER_TYPING = 120
"""Milliseconds without a key before rows are looked for: of a hundred thousand, one look takes a moment."""


class RowsCard(Card):
    """It shows what is looked at and tells what a person chose; whoever owns it asks for the rows."""

    view_chosen = Signal(object)
    kind_chosen = Signal(str)
    text_typed = Signal(str)
    all_wanted = Signal(bool)
    """All rows listed: of changed ones the office's own stay, or not; students gone are withdrawn, or not."""
    save_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(padding=SPACE.lg, spacing=SPACE.md)
        named(self, "rows_card")
        self.model = StagedModel(self)
        self.list = named(StagedList(self.model), "staged_list")
        self.detail = StagedDetail()
        self.remarks = named(RemarkList(), "remark_list")
        self.segments = named(
            SegmentedControl([(view.value, _(words)) for view, words in VIEWS.items()], spoken=_("Rows listed")),
            "view_segments",
        )
        self.search = named(SearchField(_("Name, number or id"), _("Find a row")), "row_find_field")
        self.kinds = named(QComboBox(), "kind_box")
        self.kinds.setAccessibleName(_("Kind of row"))
        self._listed = named(Text("", "small", "text2", tabular=True), "listed_text")
        self._nothing = named(Text("", "body", "text2", wrap=True), "rows_nothing")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.ours = named(Button(_("Keep all of ours"), ""), "all_ours_button")
        self.theirs = named(Button(_("Take all of theirs"), ""), "all_theirs_button")
        self.save = named(Button(_("Save the refused rows…"), "", "download"), "save_refused_button")
        self._pages = QStackedWidget()  # a stacked layout without a parent shows each page as a window
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_AFTER_TYPING)
        self._view = View.NEW
        self._lay_out()
        self._connect()

    def show_look(self, preview: RosterPreview, looking: Looking) -> None:
        """Show what is looked at."""
        self._view = looking.view
        for view, words in VIEWS.items():
            count = number_in(preview, view, looking.kind)
            self.segments.set_words(view.value, f"{_(words)}  {number_words(count)}")
        self.segments.choose(looking.view.value)
        if self.search.text() != looking.text:
            self.search.setText(looking.text)
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(looking.kind)))
        self.kinds.setEnabled(looking.effect is not None)
        students_gone = looking.view is View.GONE and looking.kind in {"", "student"} and preview.of("student").gone
        self._show_deeds(bool(students_gone), number_in(preview, View.REFUSED) > 0)

    def offer_kinds(self, preview: RosterPreview) -> None:
        """Offer the kinds that the roster says anything about."""
        self.kinds.clear()
        for kind in ("", *kinds_in(preview)):
            self.kinds.addItem(kinds_words(kind), kind)

    def show_remarks(self, preview: RosterPreview, looking: Looking) -> None:
        """List refused rows or remarks, of those that hold the letters typed."""
        level, wanted = _LEVELS[looking.view], folded(looking.text).split()
        kept = [
            one
            for one in preview.remarks
            if one.level is level and all(word in folded(remark_spoken(one)) for word in wanted)
        ]
        self.remarks.show_remarks(tuple(kept))
        listed = sum(one.level is level for one in preview.remarks)
        more = number_in(preview, looking.view) - listed
        self._say(f"{listed_words(len(kept))} {unlisted_words(more)}".strip())
        self._show_page(1 if kept else 2)

    def show_none(self) -> None:
        """Say that there is no such row."""
        self._say("")
        self._show_page(2)

    def show_rows(self) -> None:
        """Show what was found of the rows."""
        total = self.model.total
        if total is None:
            self._listed.setText(_("Reading…"))
            return
        self._say(listed_words(total))
        self._show_page(0 if total else 2)
        if total and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))
        self._open()

    def row_changed(self, row: StagedRow) -> None:
        """Show what was just decided about a row."""
        self.model.change(row)
        if self.detail.row is not None and self.detail.row.staged_id == row.staged_id:
            self.detail.show_row(row)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the letters into the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            at = self.list if self._pages.currentIndex() == 0 else self.remarks
            at.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    def _say(self, words: str) -> None:
        if words != self._listed.text():
            self._listed.setText(words)
            announce(self._listed, words)

    def _show_page(self, at: int) -> None:
        nothing = _("Nothing is found for these letters.") if self.search.text().strip() else _("Nothing of this kind.")
        self._nothing.setText(nothing)
        self._pages.setCurrentIndex(at)

    def _show_deeds(self, students_gone: bool, refused: bool) -> None:
        changed = self._view is View.CHANGED
        self.ours.setText(_("Keep all of ours") if changed else _("Mark all as withdrawn"))
        self.theirs.setText(_("Take all of theirs") if changed else _("Leave all enrolled"))
        for deed in (self.ours, self.theirs):
            deed.setVisible(changed or students_gone)
            deed.updateGeometry()
        self.save.setVisible(self._view is View.REFUSED and refused)

    def _open(self) -> None:
        row = self.model.row(self.list.currentIndex())
        if self.model.total and row is None:
            return  # on its way; the one shown stays until it has come
        self.detail.show_row(row)

    def _moved(self, _to: QModelIndex, _from: QModelIndex) -> None:
        self._open()

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() <= self.list.currentIndex().row() <= last.row():
            self._open()

    def _choose_view(self, key: str) -> None:
        self.view_chosen.emit(View(key))

    def _choose_kind(self, _at: int) -> None:
        self.kind_chosen.emit(str(self.kinds.currentData()))

    def _typed(self, _text: str) -> None:
        self._wait.start()

    def _connect(self) -> None:
        self.segments.chosen.connect(self._choose_view)
        self.kinds.activated.connect(self._choose_kind)
        self.search.textChanged.connect(self._typed)
        self.search.installEventFilter(self)
        self._wait.timeout.connect(lambda: self.text_typed.emit(self.search.text()))
        self.list.selectionModel().currentChanged.connect(self._moved)
        self.model.dataChanged.connect(self._changed)
        self.list.space.connect(self.detail.decide)
        self.list.entered.connect(self.detail.focus_first)
        self.ours.clicked.connect(lambda: self.all_wanted.emit(True))
        self.theirs.clicked.connect(lambda: self.all_wanted.emit(False))
        self.save.clicked.connect(self.save_wanted)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(SPACE.md)
        tools.addWidget(self.search, 1)
        self.kinds.setMinimumWidth(theme.scaled(170))
        tools.addWidget(self.kinds)
        rows = QWidget()
        across = QHBoxLayout(rows)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE.lg)
        across.addWidget(self.list, 10)
        held = QWidget()
        down = QVBoxLayout(held)
        down.setContentsMargins(0, SPACE.sm, 0, 0)
        down.addWidget(self.detail)
        across.addWidget(held, 11)
        for page in (rows, self.remarks, self._nothing):
            self._pages.addWidget(page)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.md)
        foot.addWidget(self._listed)
        foot.addStretch(1)
        for deed in (self.theirs, self.ours, self.save):
            foot.addWidget(deed)
        self.body.addWidget(self.segments)
        self.body.addLayout(tools)
        self.body.addWidget(self._pages, 1)
        self.body.addLayout(foot)
