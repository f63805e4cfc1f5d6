"""A student's record: who outside the school asked for the file, and who opened, printed and gave away what."""

from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ilp_desktop.clock import Clock
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.disclosures import Disclosed, DisclosureLine, Entry
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.records import RecordLine, RecordPage
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.names import named
from ilp_desktop.ui.record.disclosures import DisclosuresCard
from ilp_desktop.ui.record.disposing import DisposalCard
from ilp_desktop.ui.record.entry_form import EntryForm
from ilp_desktop.ui.record.rows import RecordList, by_day
from ilp_desktop.ui.students.student_part import StudentPart
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button, Card, Text, toast
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office

_FIRST = 25


class StudentRecord(StudentPart):
    """Asks again when it is gone to and when something was written down. Who may not know who asked, sees the lines alone."""

    answered = Signal()
    """The lines stand on the screen."""

    def __init__(self, office: "Office", background: Background, dialogs: Dialogs, clock: Clock) -> None:
        super().__init__()
        named(self, "student_record")
        self._office, self._background, self._dialogs, self._clock = office, background, dialogs, clock
        self._student_id = 0
        self._anew: DisclosureLine | None = None
        self._lines: tuple[RecordLine, ...] = ()
        self._older_than: int | None = None
        self.banner = named(Banner(), "student_record_banner")
        self.card = DisclosuresCard(office.zone)
        self.list = RecordList(office.zone, self._today)
        self.disposal = DisposalCard()
        self.disposal.hide()
        self.more = named(Button(_("Show earlier lines"), "ghost", "chevron-down"), "student_record_more_button")
        self._lay_out()
        self.card.hide()
        self.card.new_asked.connect(lambda: self._begin(None))
        self.card.anew_asked.connect(self._begin)
        self.card.paper_asked.connect(self._ask_where)
        self.more.clicked.connect(self._read_on)
        self.disposal.wanted.connect(self._dispose)
        background.changed.connect(self._hear)

    @property
    def _today(self) -> date:
        return self._clock.today(self._office.zone)

    def show_student(self, student_id: int) -> None:
        if student_id != self._student_id:
            self._hide_form()
            self.disposal.close_form()
            self.disposal.hide()
        self._student_id = student_id
        self._read()

    def leave_student(self) -> None:
        self._student_id = 0
        self._hide_form()
        self.disposal.close_form()
        self.disposal.hide()
        self.card.hide()
        self.card.clear()
        self._show_page(RecordPage((), None), ())

    def _read(self) -> None:
        student_id, office = self._student_id, self._office

        def show(disclosed: Disclosed) -> None:
            if student_id == self._student_id:
                self.card.show_lines(disclosed, self.card.show)

        def not_theirs(error: OfficeError) -> None:
            self.card.hide()
            if error.code != "student_gone":
                self.banner.say(sentence(error))

        self._background.ask(lambda: office.disclosures.of_student(student_id), self, show, not_theirs)
        self._background.ask(
            lambda: office.disposals.in_the_way(student_id),
            self,
            self._offer_disposal,
            lambda _error: self.disposal.hide(),
        )
        self._ask_lines(None, ())

    def _offer_disposal(self, in_the_way: str) -> None:
        """Of somebody enrolled it is not even offered; what else is in the way is said when it is tried."""
        self.disposal.setVisible(bool(self._student_id) and in_the_way != "disposal_enrolled")

    def _ask_lines(self, older_than: int | None, before: tuple[RecordLine, ...]) -> None:
        student_id, records = self._student_id, self._office.records

        def show(page: RecordPage) -> None:
            if student_id == self._student_id:
                self._show_page(page, before)
                self.answered.emit()

        self._background.ask(lambda: records.of_student(student_id, older_than, _FIRST), self, show, self._fail)

    def _read_on(self) -> None:
        if self._older_than is not None:
            self._ask_lines(self._older_than, self._lines)

    def _show_page(self, page: RecordPage, before: tuple[RecordLine, ...]) -> None:
        self._lines, self._older_than = before + page.lines, page.older_than
        # Whose file it is stands above: each line need not say it again.
        unnamed = [replace(line, student="") for line in self._lines]
        self.list.rows.show_rows(by_day(unnamed, self._office.zone))
        self.list.grow_to_rows()
        self.more.setVisible(page.older_than is not None)

    # Writing it down

    def _begin(self, line: DisclosureLine | None) -> None:
        self._anew = line
        self.form.begin(None if line is None else line.entry, self._today)

    @cached_property
    def form(self) -> EntryForm:
        """The form, made when somebody first writes something down."""
        form = EntryForm(self._today)
        form.wanted.connect(self._keep)
        form.left.connect(self._leave_form)
        self._column.insertWidget(1, form)
        return form

    def _hide_form(self) -> None:
        if "form" in self.__dict__:
            self.form.hide()

    def _leave_form(self) -> None:
        self._hide_form()
        self.card.add.setFocus()

    def _keep(self, entry: Entry) -> None:
        student_id, anew, disclosures = self._student_id, self._anew, self._office.disclosures
        self.form.set_busy(True)

        def verb() -> Changes:
            return disclosures.note(student_id, entry) if anew is None else disclosures.say_anew(anew.entry_id, entry)

        def done(_changes: Changes) -> None:
            self._leave_form()
            toast(self.window(), _("Written down."))

        self._background.do(verb, done, self._fail_form, owner=self)

    def _fail_form(self, error: OfficeError) -> None:
        self.form.set_busy(False)
        self.form.banner.say(sentence(error))

    def _fail(self, error: OfficeError) -> None:
        self.banner.say(sentence(error))

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Kind.DISCLOSURE, Kind.STUDENT, Kind.PLAN) and self._student_id and self.isVisible():
            self._read()

    # The paper

    def _ask_where(self, language: str) -> None:
        student_id = self._student_id

        def save(path: Path) -> None:
            def write() -> Path:
                from ilp_desktop.office import write_privately  # noqa: PLC0415 - few are ever saved

                return write_privately(path, self._office.disclosures.paper(student_id, language))

            def done(written: Path) -> None:
                toast(self.window(), _("Saved as {name}.").format(name=written.name))

            self._background.ask(write, self, done, self._fail)

        self._dialogs.save_file(
            _("Save the paper of requests and disclosures"), Path("disclosures.pdf"), _("Paper (*.pdf)"), save
        )

    # Its end

    def _dispose(self, schedule: str, name: str) -> None:
        student_id, disposals, window = self._student_id, self._office.disposals, self.window()
        self.disposal.set_busy(True)

        def done(_changes: Changes) -> None:
            self.leave_student()
            toast(window, _("The file was disposed of for good."))

        def failed(error: OfficeError) -> None:
            self.disposal.set_busy(False)
            self.disposal.banner.say(sentence(error))

        self._background.do(lambda: disposals.dispose(student_id, schedule, name), done, failed, owner=self)

    def _lay_out(self) -> None:
        lines = named(Card(spacing=SPACE.sm), "student_lines_card")
        lines.body.addWidget(Text(_("Who opened, printed and gave away what"), "h2"))
        lines.body.addWidget(self.list)
        foot = QHBoxLayout()
        foot.addWidget(self.more)
        foot.addStretch(1)
        lines.body.addLayout(foot)
        self.more.hide()
        down = self._column = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE.xl)
        for part in (self.banner, self.card, lines, self.disposal):
            down.addWidget(part)
        down.addStretch(1)
