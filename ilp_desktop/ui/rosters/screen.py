"""The page that brings a roster in."""

import threading
from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.imports import RosterPreview
from ilp_desktop.domain.mappings import RosterLook, TableMapping
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.names import named
from ilp_desktop.ui.rosters import flow
from ilp_desktop.ui.rosters.choose import TABLE_ENDINGS, ChooseView
from ilp_desktop.ui.rosters.flow import Phase, State
from ilp_desktop.ui.rosters.imports import ImportsView
from ilp_desktop.ui.rosters.outcome import FailedView
from ilp_desktop.ui.rosters.preview import PreviewView
from ilp_desktop.ui.rosters.report import ReportView
from ilp_desktop.ui.rosters.words import number_words
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Canvas, Card, Text, Working, announce
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office
    from ilp_desktop.ui.rosters.mapping_steps import MappingSteps
    from ilp_desktop.ui.rosters.mapping_view import MappingView

Page = TypeVar("Page", bound=QWidget)


class RosterPage(Canvas):
    """One page of the open office. ``flush`` before it is locked or closed: a reading under way is stopped."""

    students_asked = Signal()
    """The students who came in should be shown."""
    matching_asked = Signal()
    """The questions about who is who should be shown."""
    phase_shown = Signal(object)

    def __init__(self, office: "Office", background: Background, dialogs: Dialogs) -> None:
        super().__init__()
        named(self, "roster_page")
        self._office = office
        self._background = background
        self._dialogs = dialogs
        self._state = State()
        self._stop = threading.Event()
        self.choose = ChooseView()
        self._path = Path()
        self.earlier = named(Button(_("Earlier imports"), "", "clock"), "earlier_imports_button")
        self.working = Working(cancel=True)
        self._promise = named(Text("", "body", "text2", wrap=True), "working_promise")
        self._pages = named(QStackedWidget(), "roster_pages")
        self._busy = _busy(self.working, self._promise)
        self._first: QWidget = self.choose.zip_button
        self._lay_out()
        self._connect()
        self._show(self._state)

    @property
    def state(self) -> State:
        """Where the import stands."""
        return self._state

    # Pages are made when they are first shown: all of them at once would hold the window up for two pictures.

    @cached_property
    def preview(self) -> PreviewView:
        """What a roster would change."""
        made = PreviewView(self._office, self._background, self._dialogs)
        made.apply_wanted.connect(self._apply)
        made.drop_wanted.connect(self._again)
        return self._added(made)

    @cached_property
    def done(self) -> ReportView:
        """What an import did."""
        made = ReportView(self._office, self._background, self._dialogs)
        made.students_asked.connect(self.students_asked)
        made.matching_asked.connect(self.matching_asked)
        made.again.connect(self._again)
        return self._added(made)

    @cached_property
    def imports(self) -> ImportsView:
        """What came in before."""
        made = ImportsView(self._office, self._background, self._dialogs)
        made.report_asked.connect(self._open_report)
        made.left.connect(self._again)
        return self._added(made)

    @cached_property
    def failed(self) -> FailedView:
        """Why a file could not be read, and what to do."""
        made = FailedView()
        made.again.connect(self._again)
        return self._added(made)

    def _added(self, page: Page) -> Page:
        self._pages.addWidget(page)
        return page

    def _page_of(self, phase: Phase) -> QWidget:
        made: dict[Phase, Callable[[], QWidget]] = {
            Phase.CHOOSE: lambda: self.choose,
            Phase.MAPPING: lambda: self.mapping,
            Phase.PREVIEW: lambda: self.preview,
            Phase.DONE: lambda: self.done,
            Phase.REPORT: lambda: self.done,
            Phase.IMPORTS: lambda: self.imports,
            Phase.FAILED: lambda: self.failed,
        }
        return made.get(phase, lambda: self._busy)()

    @cached_property
    def mapping(self) -> "MappingView":
        """Where the columns of a table are said; made when the first table is chosen."""
        from ilp_desktop.ui.rosters.mapping_view import MappingView  # noqa: PLC0415 - a OneRoster needs none of it

        made = MappingView()
        self._pages.addWidget(made)
        return made

    @cached_property
    def _steps(self) -> "MappingSteps":
        from ilp_desktop.ui.rosters.mapping_steps import MappingSteps  # noqa: PLC0415 - the same

        made = MappingSteps(self.mapping, self._office, self._background, self._dialogs)
        made.finished.connect(self._read)
        made.left.connect(self._leave)
        return made

    def _make_ahead(self) -> None:
        """Make the screen for columns while the file is looked at, in two turns of the window."""
        import_module("ilp_desktop.ui.rosters.mapping_steps")
        QTimer.singleShot(0, self, lambda: self._steps)

    @property
    def _has_columns(self) -> bool:
        """Whether a table is under way, so that one can come back to its columns."""
        return "_steps" in vars(self) and self._steps.draft is not None

    def _forget_columns(self) -> None:
        if self._has_columns:
            self._steps.end()

    def read(self, path: Path) -> None:
        """Look at what a file is; then read it, or ask what its columns are where it is a plain table."""
        before = self._state
        state = flow.looking(flow.again(before), path.name)
        if state.phase is not Phase.LOOKING or state.number == before.number:
            return
        self._discard(before)
        self._forget_columns()
        self._path = path
        self._show(state)
        if path.suffix.lower() in TABLE_ENDINGS:
            QTimer.singleShot(0, self, self._make_ahead)
        number = state.number

        def show(look: RosterLook) -> None:
            if number != self._state.number or self._state.phase is not Phase.LOOKING:
                return
            if look.table is None:
                self._read(None)
                return
            self._steps.begin(path, look.table)
            self._show(flow.mapping(self._state, number))

        self._background.ask(
            lambda: self._office.rosters.look(path), self, show, lambda error: self._fail(number, error)
        )

    def _read(self, mapping: TableMapping | None) -> None:
        """Read the file, a table as its columns were said to be, and show what it would change."""
        before, path = self._state, self._path
        state = flow.reading(before, path.name)
        if state.phase is not Phase.READING or state.number == before.number:
            return
        self._show(state)
        number = state.number
        # Each reading has its own way to be stopped: a late cancel must not stop the next one.
        stop = self._stop = threading.Event()

        def hear(rows: int) -> None:
            self._show(flow.compared(self._state, number, rows))

        tell = self._background.teller(self, hear)

        def show(preview: RosterPreview) -> None:
            self._show(flow.previewed(self._state, number, preview))

        self._background.ask(
            lambda: self._office.rosters.preview(path, mapping=mapping, progress=tell, cancelled=stop.is_set),
            self,
            show,
            lambda error: self._fail(number, error),
        )

    def focus_first(self) -> None:
        """Put the keyboard where the next step is."""
        self._first.setFocus()

    def flush(self) -> None:
        """Stop a reading under way; nothing of it comes in."""
        self._stop.set()

    def _apply(self) -> None:
        state = flow.applying(self._state)
        if state.phase is not Phase.APPLYING or state.preview is None:
            return
        run_id = state.preview.run_id
        self._show(state)

        def done(_changes: Changes) -> None:
            self._show(flow.applied(self._state))

        self._background.do(
            lambda: self._office.rosters.apply(run_id),
            done,
            lambda error: self._fail(state.number, error),
            owner=self,
            takes_long=True,
        )

    def _again(self) -> None:
        """Go back: to the columns of a table, else to the choice."""
        self._discard(self._state)
        columns = flow.back_to_columns(self._state)
        if self._has_columns and columns.phase is Phase.MAPPING:
            self._show(columns)
        else:
            self._leave()

    def _leave(self) -> None:
        self._forget_columns()
        self._show(flow.again(self._state))

    def _discard(self, state: State) -> None:
        """Drop what was staged and is not wanted."""
        if state.phase is Phase.PREVIEW and state.preview is not None:
            run_id = state.preview.run_id
            self._background.ask(lambda: self._office.rosters.discard(run_id), self, lambda _nothing: None)

    def _fail(self, number: int, error: OfficeError) -> None:
        self._show(flow.failed(self._state, number, error))

    def _show(self, state: State) -> None:
        moved = state.phase is not self._state.phase
        self._state = state
        match state.phase:
            case Phase.CHOOSE:
                self.choose.stopped.setVisible(state.stopped)
            case Phase.LOOKING | Phase.READING:
                self._show_reading(state, begins=moved)
            case Phase.MAPPING:
                pass
            case Phase.PREVIEW:
                self.preview.drop.setText(_("Back to the columns") if self._has_columns else _("Drop it"))
                if state.preview is not None:
                    self.preview.show_preview(state.preview)
            case Phase.APPLYING:
                self.working.begin(_("Bringing it in, all at once…"))
                self.working.cancel.hide()
                self._promise.setText(
                    _("It comes in as a whole or not at all, even if this computer is switched off now.")
                )
            case Phase.DONE if state.preview is not None:
                self._forget_columns()
                self.done.show_run(state.preview.run_id)
            case Phase.REPORT:
                self.done.show_run(state.report_id)
            case Phase.IMPORTS:
                self.imports.read()
            case _:
                self.failed.second.setText(_("Back to the columns") if self._has_columns else _("Choose again"))
                self.failed.words.setText(sentence(state.error) if state.error else "")
        self._pages.setCurrentWidget(self._page_of(state.phase))
        self.earlier.setVisible(state.phase in {Phase.CHOOSE, Phase.DONE, Phase.REPORT})
        if moved:
            self._greet(state)

    def _show_reading(self, state: State, *, begins: bool) -> None:
        if begins:
            self.working.begin(_("Reading {name}…").format(name=state.name))
            self.working.cancel.show()
            self._promise.setText(_("Nothing of the office changes yet. Cancel leaves it as it is."))
        elif state.rows:
            words = ngettext("{count} row compared…", "{count} rows compared…", state.rows)
            self.working.tell(0, 0, words.format(count=number_words(state.rows)))

    def _greet(self, state: State) -> None:
        """Put the keyboard where the next step is, and say that there is one."""
        first = self._first_of(state)
        first.setFocus()
        self._first = first
        if state.phase is Phase.FAILED:
            announce(self.failed, f"{self.failed.title.text()}. {self.failed.words.text()}")
        self.phase_shown.emit(state.phase)

    def _first_of(self, state: State) -> QWidget:
        first: dict[Phase, Callable[[], QWidget]] = {
            Phase.CHOOSE: lambda: self.choose.zip_button,
            Phase.MAPPING: lambda: self.mapping.first,
            Phase.PREVIEW: lambda: self.preview.apply if state.can_apply else self.preview.drop,
            Phase.APPLYING: lambda: self.working,
            Phase.DONE: lambda: self.done.first,
            Phase.REPORT: lambda: self.done.first,
            Phase.IMPORTS: lambda: self.imports.list,
            Phase.FAILED: lambda: self.failed.second,
        }
        return first.get(state.phase, lambda: self.working.cancel)()

    def _choose_zip(self) -> None:
        filters = _("Rosters and tables (*.zip *.csv *.tsv *.tab *.txt *.xlsx *.xlsm);;All files (*)")
        self._dialogs.open_file(_("Bring in a roster"), filters, self.read)

    def _choose_folder(self) -> None:
        self._dialogs.choose_folder(_("Bring in a roster"), Path.home(), self.read)

    def _connect(self) -> None:
        self.choose.zip_wanted.connect(self._choose_zip)
        self.choose.folder_wanted.connect(self._choose_folder)
        self.choose.dropped.connect(self.read)
        self.working.cancelled.connect(self._cancel)
        self.earlier.clicked.connect(self._list_imports)

    def _list_imports(self) -> None:
        self._show(flow.listing(self._state))

    def _open_report(self, run_id: int) -> None:
        self._show(flow.reporting(self._state, run_id))

    def _cancel(self) -> None:
        if self._state.phase is Phase.LOOKING:
            self._show(flow.stopped(self._state))
            return
        self._stop.set()
        self.working.words.setText(_("Stopping…"))

    def _lay_out(self) -> None:
        self._pages.addWidget(self.choose)
        self._pages.addWidget(self._busy)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.xxl, SPACE.xl, SPACE.xxl, SPACE.xl)
        column.setSpacing(SPACE.xs)
        words = QVBoxLayout()
        words.setSpacing(SPACE.xs)
        words.addWidget(Text(_("Bring in a roster"), "h1"))
        about = _("Students, families, staff and classes from the school's information system.")
        words.addWidget(Text(about, "body", "text2"))
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self.earlier)
        column.addLayout(head)
        column.addSpacing(SPACE.lg)
        column.addWidget(self._pages, 1)


def _busy(working: Working, promise: Text) -> QWidget:
    page = QWidget()
    card = Card(padding=SPACE.xxl)
    card.body.addWidget(working)
    card.body.addWidget(promise)
    down = QVBoxLayout(page)
    down.setContentsMargins(0, 0, 0, 0)
    down.addWidget(card)
    down.addStretch(1)
    return page
