"""Looking at a table and saying what its columns are: the steps between the choice of a file and what it would change."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.mappings import Content, DateOrder, TableLook, TableMapping
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.rosters import mapping
from ilp_desktop.ui.rosters.mapping import Draft, Why
from ilp_desktop.ui.rosters.mapping_fields import field_words
from ilp_desktop.ui.rosters.mapping_sample import Sample, sample_of, with_names
from ilp_desktop.ui.rosters.mapping_view import MappingView
from ilp_desktop.ui.widgets import toast
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office
    from ilp_desktop.roster.sheets import Sheet

_ROWS = 40
"""How many rows of the file are kept for the sample: enough for three that come in."""
_FEW = 5
_REST = 120
"""Milliseconds without a change before the first rows are read anew."""


class MappingSteps(QObject):
    """Keeps the draft that the view shows, asks what it needs off the window's thread, and says when it is finished."""

    finished = Signal(object)
    """The TableMapping to read the file with."""
    left = Signal()
    """Another file is wanted."""

    def __init__(self, view: MappingView, office: "Office", background: Background, dialogs: Dialogs) -> None:
        super().__init__(view)
        self._view = view
        self._office = office
        self._background = background
        self._dialogs = dialogs
        self._path = Path()
        self._draft: Draft | None = None
        self._sources: tuple[str, ...] = ()
        self._rows: Sheet | None = None
        """The first rows of the table, as they stand in the file."""
        self._asked = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._ask_sample)
        self._connect()

    @property
    def draft(self) -> Draft | None:
        """What is said of the columns so far."""
        return self._draft

    def begin(self, path: Path, look: TableLook) -> None:
        """Show a table that was looked at."""
        self._path = path
        self._show(mapping.begin(look))
        self._background.ask(self._remembered_sources, self, self._know_sources)

    def end(self) -> None:
        """Forget the table: its cells are student data."""
        self._rest.stop()
        self._asked += 1
        self._draft = self._rows = None
        self._view.sample.show_sample(Sample((), ()))

    def _remembered_sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.source for one in self._office.mappings.all()))

    def _know_sources(self, sources: tuple[str, ...]) -> None:
        self._sources = sources
        if self._draft is not None:
            self._view.show_draft(self._draft, self._sources)

    def _show(self, draft: Draft) -> None:
        before, self._draft = self._draft, draft
        self._view.show_draft(draft, self._sources)
        if before is None or before.look is not draft.look:
            self._rows = None
            self._ask_sample()
        elif before.mapping != draft.mapping:
            self._rest.start()

    def _ask_sample(self) -> None:
        """Read the first rows as they are said now; what an earlier asking answers is let go."""
        self._asked += 1
        draft = self._draft
        if draft is None:
            return
        if not draft.stands:
            self._view.sample.show_sample(Sample((), ()))
            return
        number, path, look, rows, said = self._asked, self._path, draft.look, self._rows, mapping.finished(draft)

        def read() -> "tuple[Sheet, Sample]":
            from ilp_desktop.roster import mapped, shapes  # noqa: PLC0415 - they were needed to look; not on this thread

            kept = rows or mapped.first_rows(shapes.table_within(path), look.sheet, look.heading_row, _ROWS)
            sample = sample_of(said.content, mapped.records_of(kept, said))
            return kept, with_names(said.content, sample, self._name_of)

        def show(answer: "tuple[Sheet, Sample]") -> None:
            if number == self._asked:
                self._rows, sample = answer
                self._view.sample.show_sample(sample)

        def excuse(error: OfficeError) -> None:
            if number == self._asked:
                self._view.sample.show_wrong(sentence(error))

        self._background.ask(read, self, show, excuse)

    def _name_of(self, number: str) -> str:
        """Return the name of the student here who has this number, '' for none."""
        found = self._office.students.search(number, _FEW)
        return next((row.name for row in found if row.student_number == number), "")

    def _look_again(
        self, *, content: Content | None = None, sheet: str | None = None, heading_row: int = 0, fresh: bool = False
    ) -> None:
        """Look at the file as a person says it is; ``fresh`` does without what is remembered."""
        draft = self._draft
        if draft is None:
            return
        self._asked += 1
        number, path = self._asked, self._path
        wanted = draft.look.sheet if sheet is None else sheet
        row = heading_row or (0 if sheet is not None else draft.look.heading_row)
        known = None if fresh else self._office.mappings.remembered

        def read() -> TableLook:
            from ilp_desktop.roster import guessing, shapes  # noqa: PLC0415 - the same

            return guessing.look(shapes.table_within(path), wanted, known, content=content, heading_row=row)

        def show(look: TableLook) -> None:
            if number == self._asked and self._draft is not None:
                self._show(mapping.afresh(self._draft, look))

        def excuse(error: OfficeError) -> None:
            if self._draft is not None:
                self._view.show_draft(self._draft, self._sources)
            self._dialogs.tell(_("The file could not be read so"), sentence(error))

        self._background.ask(read, self, show, excuse)

    def _content(self, content: Content) -> None:
        self._look_again(content=content)

    def _sheet(self, sheet: str) -> None:
        self._look_again(sheet=sheet)

    def _heading_row(self, row: int) -> None:
        self._look_again(heading_row=row)

    def _afresh(self) -> None:
        self._look_again(fresh=True)

    def _field(self, row: int, field: str) -> None:
        if self._draft is None:
            return
        line = self._draft.lines[row]
        if line.why is Why.CONSTANT:
            self._show(mapping.change_constant(self._draft, line.field, field))
        else:
            self._show(mapping.choose(self._draft, line.heading, field))

    def _constant(self, field: str) -> None:
        if self._draft is None:
            return

        def take(value: str) -> None:
            if self._draft is not None:
                self._show(mapping.set_constant(self._draft, field, value))

        words = field_words(self._draft.mapping.content, field)
        title = _("{field}, the same in every row").format(field=words)
        self._dialogs.ask_text(title, _("What stands for every row?"), take)

    def _source(self, source: str) -> None:
        if self._draft is not None:
            self._show(mapping.set_source(self._draft, source))

    def _complete(self, on: bool) -> None:
        if self._draft is not None:
            self._show(mapping.set_complete(self._draft, on))

    def _date_order(self, order: DateOrder) -> None:
        if self._draft is not None:
            self._show(mapping.set_date_order(self._draft, order))

    def _finish(self) -> None:
        if self._draft is not None and self._draft.stands:
            self.finished.emit(mapping.finished(self._draft))

    def _save(self) -> None:
        if self._draft is None:
            return
        said = mapping.finished(self._draft)

        def write(path: Path) -> None:
            def tell(_written: None) -> None:
                words = _("The mapping is in {file}. It holds no student data.")
                toast(self._view, words.format(file=path.name))

            self._background.ask(lambda: _write(path, said), self, tell)

        name = "".join(letter for letter in said.source if letter.isalnum() or letter in " -_").strip()
        suggested = Path.home() / f"{name or 'columns'}.json"
        self._dialogs.save_file(_("Save what the columns are"), suggested, _("Mapping files (*.json)"), write)

    def _open(self) -> None:
        def read(path: Path) -> None:
            self._background.ask(lambda: self._shared(path), self, self._take, self._refuse)

        self._dialogs.open_file(_("Open a mapping file"), _("Mapping files (*.json);;All files (*)"), read)

    def _shared(self, path: Path) -> TableMapping:
        return self._office.mappings.taken(_content_of(path), path.name)

    def _refuse(self, error: OfficeError) -> None:
        self._dialogs.tell(_("The mapping file could not be opened"), sentence(error))

    def _take(self, said: TableMapping) -> None:
        if self._draft is not None:
            self._show(mapping.taken(self._draft, said))

    def _connect(self) -> None:
        view, about = self._view, self._view.about
        view.field_chosen.connect(self._field)
        view.constant_wanted.connect(self._constant)
        view.read_wanted.connect(self._finish)
        view.back_wanted.connect(self.left)
        view.save_wanted.connect(self._save)
        view.open_wanted.connect(self._open)
        about.content_chosen.connect(self._content)
        about.sheet_chosen.connect(self._sheet)
        about.heading_row_chosen.connect(self._heading_row)
        about.source_typed.connect(self._source)
        about.date_order_chosen.connect(self._date_order)
        about.complete_chosen.connect(self._complete)
        about.afresh_wanted.connect(self._afresh)


def _write(path: Path, said: TableMapping) -> None:
    from ilp_desktop.office import write_privately  # noqa: PLC0415 - few ever share one
    from ilp_desktop.roster.mapping_files import dumps  # noqa: PLC0415 - the same

    write_privately(path, dumps(said))


def _content_of(path: Path) -> bytes:
    from ilp_desktop.roster.mapping_files import MAX_BYTES  # noqa: PLC0415 - the same

    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise OfficeError("roster_unreadable", name=path.name) from error
