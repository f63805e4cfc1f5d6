"""The print station: the queue at the left, one calm button and what is chosen at the right."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout

from ilp_desktop.domain.access import Purpose, Relation, Sharing, decide
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.printing import PrintJob
from ilp_desktop.domain.watching import Watch
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference.papers import Printer, Printers, SystemPrinters
from ilp_desktop.ui.day.words import language_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.printing import choices
from ilp_desktop.ui.printing.choices import Wanted
from ilp_desktop.ui.printing.chosen import ChosenCard
from ilp_desktop.ui.printing.rows import JobsModel, StationDelegate
from ilp_desktop.ui.printing.run import Run
from ilp_desktop.ui.printing.sides import side_of
from ilp_desktop.ui.printing.words import print_words, waiting_words
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button, Canvas, Card, EmptyState, SegmentedControl, Text, Working
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office


class QueuePart(Canvas):
    """One part of what comes after the conference. ``flush`` before it is locked."""

    printers: Printers = SystemPrinters()
    shown = Signal()
    """The queue was read and is on the screen."""

    def __init__(self, office: "Office", background: Background) -> None:
        super().__init__()
        named(self, "queue_part")
        self._office = office
        self._background = background
        self._jobs: tuple[PrintJob, ...] = ()
        self._wanted = Wanted()
        self._model = JobsModel(self)
        self.working = Working(cancel=True)
        self.working.cancel.setObjectName("print_cancel")
        self.banner = named(Banner(), "queue_banner")
        self._run = Run(background, self.working, self)
        may = decide(office.viewer, Relation.PARTICIPANT, Sharing.PLAN, Purpose.EDIT)
        self.chosen = ChosenCard(may_record=may)
        self._build(may_finalize=may)
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Read the queue again."""
        self._background.ask(self._office.printing.queue, self, self._show)

    def focus_first(self) -> None:
        """Put the keyboard on the next step."""
        (self.print_all if self.print_all.isEnabled() else self.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Let go of a print run after the copy that is at the printer: the rest waits in the queue."""
        self._run.let_go()

    # What is shown

    def _show(self, jobs: tuple[PrintJob, ...]) -> None:
        self._jobs = jobs
        self._offer_filters()
        self._show_wanted()
        self.shown.emit()

    def _show_wanted(self) -> None:
        rows = choices.showing(self._jobs, self._wanted)
        held = self._model.row(self.list.currentIndex())
        self._model.show_rows(rows)
        if held is not None:
            self.list.setCurrentIndex(self._model.place(held.job_id))
        ready = choices.copies_left(choices.to_print(rows))
        self._count.setText(waiting_words(ready))
        self._told.setVisible(ready > 0)
        self.print_all.setText(print_words(ready) if ready else _("Print"))
        self.print_all.updateGeometry()
        self.print_all.setEnabled(ready > 0 and not self._run.is_going)
        self._pages.setCurrentIndex(0 if rows else 1)
        self.chosen.show_job(self._model.row(self.list.currentIndex()))

    def _offer_filters(self) -> None:
        _fill(self.teacher, _("All teachers"), [(one, one) for one in choices.teachers(self._jobs)])
        spoken = [(one, language_words(one)) for one in choices.languages(self._jobs)]
        _fill(self.language, _("All languages"), spoken)
        self.language.setVisible(len(spoken) > 1)
        self._wanted = self._chosen_filters()

    def _chosen_filters(self) -> Wanted:
        return Wanted(
            self.teacher.currentData() or "",
            self.purpose.current() if self.purpose.current() != "all" else "",
            self.language.currentData() or "",
        )

    def _filter(self) -> None:
        self._wanted = self._chosen_filters()
        self._show_wanted()

    def _choose(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.show_job(self._model.row(current))

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Kind.PLAN, Kind.DAY, Kind.OFFICE):
            self.refresh()

    # What is done

    def _print(self) -> None:
        jobs = [job.job_id for job in choices.to_print(choices.showing(self._jobs, self._wanted))]

        def with_printer(printer: Printer) -> None:
            self.banner.hide()
            self._begin(
                _("Printing…"), lambda watch: self._office.printing.print_papers(jobs, printer, watch), self._printed
            )

        try:
            self.printers.choose(self, with_printer)
        except OfficeError as error:
            self._say(error)

    def _printed(self, _changes: Changes) -> None:
        self.banner.say(_("Everything is out. Give the families their copies, and say so here."), tint="accent")

    def _finalize(self) -> None:
        plans, conferences = self._office.plans, self._office.conferences

        def done(changes: Changes) -> None:
            made = len(changes.ids)
            words = _("Finalized: {count}. What could not be finalized stands on the closing list.").format(count=made)
            self.banner.say(words, tint="accent" if made else "neutral")

        self._begin(_("Finalizing…"), lambda watch: plans.finalize_signed(conferences.day().on, watch), done)

    def _queue_day(self) -> None:
        printing, conferences = self._office.printing, self._office.conferences
        self._background.do(lambda: printing.add_day(conferences.day().on), failed=self._say, owner=self)

    def _begin(self, words: str, verb: Callable[[Watch], Changes], done: Callable[[Changes], None]) -> None:
        self.set_busy(on=True)

        def ended(changes: Changes) -> None:
            self.set_busy(on=False)
            done(changes)
            self.refresh()

        def failed(error: OfficeError) -> None:
            self.set_busy(on=False)
            self._say(error)

        self._run.begin(words, verb, ended, failed, self.refresh)

    def set_busy(self, *, on: bool) -> None:
        """Let nothing else begin while something goes on."""
        for button in (self.print_all, self.finalize, self.queue_day):
            button.setEnabled(not on)

    def _do(self, key: str, job: PrintJob) -> None:
        printing, plans = self._office.printing, self._office.plans
        verbs = {
            "go_on": lambda: printing.wait_again([job.job_id]),
            "whole": lambda: printing.wait_again([job.job_id], whole=True),
            "set_aside": lambda: printing.set_aside([job.job_id]),
            "again": lambda: printing.add(job.rendering_id, job.copy_for, to_whom=job.to_whom),
        }
        verb = verbs.get(key, lambda: plans.record_delivery(job.rendering_id, key, job.to_whom))
        self._background.do(verb, failed=self._say, owner=self)

    def _say(self, error: OfficeError) -> None:
        tint = "neutral" if error.code == "stopped" else "red"
        self.banner.say(sentence(error), tint=tint, action=_("Go on") if error.code == "print_failed" else "")
        self.refresh()

    # How it is laid out

    def _build(self, *, may_finalize: bool) -> None:
        self.teacher = named(QComboBox(), "teacher_combo")
        self.teacher.setAccessibleName(_("Teacher"))
        self.language = named(QComboBox(), "language_combo")
        self.language.setAccessibleName(_("Language of the paper"))
        for combo in (self.teacher, self.language):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        whose = [("all", _("All")), ("family", _("Family")), ("folder", _("Folder"))]
        self.purpose = named(SegmentedControl(whose, spoken=_("Copies for")), "purpose_segments")
        self.list = named(QListView(), "queue_list")
        self.list.setModel(self._model)
        self.list.setItemDelegate(StationDelegate(self.list))
        self.list.setAccessibleName(_("Copies"))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._count = named(Text("", "h1", wrap=True), "queue_count")
        words = _(
            "In the order of the day, teacher by teacher. What is out is not printed again unless you ask for it."
        )
        self._told = Text(words, "body", "text2", wrap=True)
        self.print_all = named(Button(_("Print"), "primary", "printer"), "print_all_button")
        self.finalize = named(Button(_("Finalize what is signed"), "", "shield-check"), "finalize_signed_button")
        if not may_finalize:
            self.finalize.hide()
        self.queue_day = named(Button(_("Queue the copies of the day"), "", "plus"), "queue_day_button")
        nothing = _("When a plan is finalized, its copies for the family and the folder come here by themselves.")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(EmptyState("printer", _("Nothing waits for the printer"), nothing))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE.md)
        head.addWidget(Text(_("Copies"), "h2"), 1)
        head.addWidget(self.purpose)
        filters = QHBoxLayout()
        filters.setSpacing(SPACE.md)
        filters.addWidget(self.teacher)
        filters.addWidget(self.language)
        filters.addStretch(1)
        left = Card(padding=SPACE.lg, spacing=SPACE.md)
        left.body.addLayout(head)
        left.body.addLayout(filters)
        left.body.addWidget(self._pages, 1)
        ready = Card(spacing=SPACE.md)
        for widget in (self._count, self._told, self.working, self.print_all):
            ready.body.addWidget(widget)
        ready.body.addSpacing(SPACE.sm)
        ready.body.addWidget(self.finalize)
        ready.body.addWidget(self.queue_day)
        row = QHBoxLayout()
        row.setSpacing(SPACE.xs)
        row.addWidget(left, 1)
        row.addWidget(side_of(ready, self.chosen))
        down = QVBoxLayout(self)
        down.setContentsMargins(SPACE.xxl, SPACE.sm, SPACE.md, SPACE.xl)
        down.setSpacing(SPACE.md)
        down.addWidget(self.banner)
        down.addLayout(row, 1)

    def _connect(self) -> None:
        self.teacher.activated.connect(self._filter)
        self.language.activated.connect(self._filter)
        self.purpose.chosen.connect(self._filter)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.print_all.clicked.connect(self._print)
        self.banner.acted.connect(self._print)
        self.finalize.clicked.connect(self._finalize)
        self.queue_day.clicked.connect(self._queue_day)
        self.chosen.wanted.connect(self._do)
        self._background.changed.connect(self._hear)


def _fill(combo: QComboBox, everything: str, offered: list[tuple[str, str]]) -> None:
    """Offer these, keeping what is chosen where it is still there."""
    chosen = combo.currentData()
    if [combo.itemData(at) for at in range(1, combo.count())] == [key for key, _words in offered] and combo.count():
        return
    combo.clear()
    combo.addItem(everything, "")
    for key, words in offered:
        combo.addItem(words, key)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
