"""What an import would change, as a tool: look at any row, decide, and bring it in."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.imports import RosterPreview, StagedRow, StagedRows
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.names import named
from ilp_desktop.ui.rosters import preview_state as look
from ilp_desktop.ui.rosters.preview_counts import CountsTable
from ilp_desktop.ui.rosters.preview_rows import RowsCard
from ilp_desktop.ui.rosters.preview_state import Looking, View
from ilp_desktop.ui.rosters.refusals import save_refusals
from ilp_desktop.ui.rosters.staged_pages import PAGE, Question
from ilp_desktop.ui.rosters.staged_words import left_out_words, waiting_words
from ilp_desktop.ui.rosters.words import summary_words
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button, Card, Line, Notice, Text
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office

_AT_ONCE = 1000
"""How many rows of a filter are decided about in one write."""


class PreviewView(QWidget):
    """One preview at a time. What is decided is kept at once; the office changes when the roster comes in."""

    apply_wanted = Signal()
    drop_wanted = Signal()

    def __init__(self, office: "Office", background: Background, dialogs: Dialogs) -> None:
        super().__init__()
        self._office = office
        self._background = background
        self._dialogs = dialogs
        self._preview: RosterPreview | None = None
        self._looking = Looking()
        self.counts = CountsTable()
        self.rows = RowsCard()
        self.banner = named(Banner(), "preview_banner")
        self._title = named(Text("", "h2", elide=True), "preview_title")
        self._summary = named(Text("", "body", "text2", wrap=True), "preview_summary")
        self._waiting = Notice("", "amber", "users-round")
        named(self._waiting.words, "preview_waiting")
        self._left_out = named(Text("", "small", "text2", wrap=True), "preview_left_out")
        self.apply = named(Button(_("Bring it in"), "primary", "check"), "apply_button")
        self.drop = named(Button(_("Drop it"), "ghost"), "drop_button")
        self._lay_out()
        self._connect()

    @property
    def looking(self) -> Looking:
        """What is looked at."""
        return self._looking

    def show_preview(self, preview: RosterPreview) -> None:
        """Show a preview; the one that is shown already stays as it is looked at."""
        if self._preview is not None and self._preview.run_id == preview.run_id:
            return
        self._preview = preview
        self.banner.hide()
        self._title.setText(preview.file_name)
        self._summary.setText(summary_words(preview))
        self.apply.setEnabled(not preview.changes_nothing)
        self.counts.show_preview(preview)
        self.rows.offer_kinds(preview)
        self._looking = look.first_look(preview)
        self._list_anew()

    # What is looked at

    def _choose_figure(self, view: View, kind: str) -> None:
        self._look(look.figure_chosen(self._looking, view, kind))

    def _choose_view(self, view: View) -> None:
        self._look(look.viewing(self._looking, view))

    def _choose_kind(self, kind: str) -> None:
        self._look(look.of_kind(self._looking, kind))

    def _find(self, text: str) -> None:
        self._look(look.typed(self._looking, text))

    def _look(self, looking: Looking) -> None:
        before, self._looking = self._looking, looking
        if (before.view, before.rows) != (looking.view, looking.rows):
            self._list_anew()
        else:
            self._show_decided()

    def _list_anew(self) -> None:
        preview, looking = self._preview, self._looking
        if preview is None:
            return
        self.counts.choose(looking.view, looking.kind)
        self.rows.show_look(preview, looking)
        if looking.effect is None:
            self.rows.show_remarks(preview, looking)
        elif not look.number_in(preview, looking.view, looking.kind):
            self.rows.show_none()
        else:
            self.rows.model.begin(with_kind=not looking.kind)
        self._show_decided()

    def _show_decided(self) -> None:
        if self._preview is None:
            return
        words = waiting_words(self._preview, self._looking)
        self._waiting.words.setText(words)
        self._waiting.setVisible(bool(words))
        left = left_out_words(self._looking)
        self._left_out.setText(left)
        self._left_out.setVisible(bool(left))

    def _ask(self, question: Question) -> None:
        preview, looking = self._preview, self._looking
        if preview is None:
            return
        rosters, run_id, effect, kind, text = self._office.rosters, preview.run_id, *looking.rows

        def read() -> StagedRows:
            return rosters.rows(run_id, effect=effect, kind=kind, text=text, after=question.after, limit=question.limit)

        def show(answer: StagedRows) -> None:
            self.rows.model.take(question, answer)
            self.rows.show_rows()

        def failed(error: OfficeError) -> None:
            self.rows.model.let_go(question)
            if self._preview is preview:
                self._say(error)

        self._background.ask(read, self, show, failed)

    def _ask_places(self, number: int) -> None:
        """Ask where the pages begin, once the first one is shown."""
        if self._preview is None:
            return
        rosters, run_id, effect, kind, text = self._office.rosters, self._preview.run_id, *self._looking.rows

        def show(places: tuple[int, ...]) -> None:
            self.rows.model.know(number, places)

        self._background.ask(
            lambda: rosters.places(run_id, effect=effect, kind=kind, text=text, every=PAGE), self, show, self._say
        )

    # What is decided

    def _keep(self, row: StagedRow, field: str, ours: bool) -> None:
        rosters = self._office.rosters
        self.rows.row_changed(look.keeping(row, field, ours))
        self._do(lambda: rosters.keep([row.staged_id], field or None, ours))

    def _withdraw(self, row: StagedRow, yes: bool) -> None:
        preview = self._preview
        if preview is None or row.withdraw is yes:
            return
        rosters, run_id = self._office.rosters, preview.run_id
        self.rows.row_changed(replace(row, withdraw=yes))
        self._look(look.marked(self._looking, 1 if yes else -1))
        self._do(lambda: rosters.withdraw(run_id, [row.staged_id], yes))

    def _leave_out(self, row: StagedRow, yes: bool) -> None:
        if row.left_out is yes:
            return
        rosters = self._office.rosters
        self.rows.row_changed(replace(row, left_out=yes))
        self._look(look.left_out(self._looking, 1 if yes else -1))
        self._do(lambda: rosters.leave_out([row.staged_id], yes))

    def _decide_all(self, yes: bool) -> None:
        preview, looking = self._preview, self._looking
        if preview is None:
            return
        rosters, run_id = self._office.rosters, preview.run_id
        if looking.view is View.GONE:
            count = preview.of("student").gone
            self._look(look.marked(looking, (count if yes else 0) - looking.withdrawn))
            self._do(lambda: rosters.withdraw(run_id, None, yes), self.rows.model.read_again)
        elif not looking.kind and not looking.text:
            self._do(lambda: rosters.keep_all(run_id, yes), self.rows.model.read_again)
        else:
            self._do(lambda: self._keep_listed(run_id, looking, yes), self.rows.model.read_again)

    def _keep_listed(self, run_id: int, looking: Looking, ours: bool) -> None:
        """Decide about every row of a filter, page by page; it runs on the thread that writes."""
        rosters, after, (effect, kind, text) = self._office.rosters, 0, looking.rows
        while True:
            page = rosters.rows(run_id, effect=effect, kind=kind, text=text, after=after, limit=_AT_ONCE).rows
            if not page:
                return
            rosters.keep([row.staged_id for row in page], None, ours)
            after = page[-1].staged_id

    def _do(self, verb: Callable[[], None], then: Callable[[], None] = lambda: None) -> None:
        """Keep a decision, in the order in which they were made. Nothing that other screens show has changed."""

        def run() -> Changes:
            verb()
            return Changes(frozenset())

        def failed(error: OfficeError) -> None:
            self._say(error)
            self.rows.model.read_again()

        self._background.do(run, lambda _changes: then(), failed, owner=self)

    def _save(self) -> None:
        if self._preview is not None:
            save_refusals(self, self._office, self._background, self._dialogs, self._preview, self._say)

    def _say(self, error: OfficeError) -> None:
        self.banner.say(sentence(error))

    def _connect(self) -> None:
        rows = self.rows
        self.apply.clicked.connect(self.apply_wanted)
        self.drop.clicked.connect(self.drop_wanted)
        self.counts.chosen.connect(self._choose_figure)
        rows.view_chosen.connect(self._choose_view)
        rows.kind_chosen.connect(self._choose_kind)
        rows.text_typed.connect(self._find)
        rows.model.asked.connect(self._ask)
        rows.model.places_asked.connect(self._ask_places)
        rows.all_wanted.connect(self._decide_all)
        rows.save_wanted.connect(self._save)
        rows.detail.field_kept.connect(self._keep)
        rows.detail.withdraw_wanted.connect(self._withdraw)
        rows.detail.leave_out_wanted.connect(self._leave_out)

    def _lay_out(self) -> None:
        card = named(Card(padding=SPACE.lg + 4, spacing=SPACE.sm), "counts_card")
        for part in (self._title, self._summary, self._waiting, self._left_out, self.banner):
            card.body.addWidget(part)
        card.body.addWidget(self.counts, 1)
        card.body.addWidget(Line())
        foot = QHBoxLayout()
        foot.setContentsMargins(0, SPACE.sm, 0, 0)
        foot.addWidget(self.drop)
        foot.addStretch(1)
        foot.addWidget(self.apply)
        card.body.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.lg)
        row.addWidget(card, 10)
        row.addWidget(self.rows, 14)
