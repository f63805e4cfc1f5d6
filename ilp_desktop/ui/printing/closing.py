"""The closing list: what is left of the day, each line one click from where it is done; the day's figures; labels."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout

from ilp_desktop.domain.access import Purpose, Relation, Sharing, decide
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.closing import ClosingLine, DayClosing, Left
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.schedule_sheets import ARRANGERS
from ilp_desktop.language import _, in_use, ngettext
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference.papers import Printer, Printers, SystemPrinters
from ilp_desktop.ui.deeds.days import DayEdit
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.names import named
from ilp_desktop.ui.printing.labels import LabelsCard
from ilp_desktop.ui.printing.rows import LinesModel, StationDelegate
from ilp_desktop.ui.printing.sides import side_of
from ilp_desktop.ui.printing.words import figures, in_order, nothing_words
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button, Canvas, Card, EmptyState, Text
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office


class ClosingPart(Canvas):
    """One part of what comes after the conference."""

    conference_asked = Signal(int)
    file_asked = Signal(int)
    """A student's file, where another conference is arranged."""
    queue_asked = Signal()
    attempt_asked = Signal(int)
    """A try to reach a student's family is to be noted."""
    day_asked = Signal(object)
    """A day is to be arranged for these students, a tuple: they did not come."""
    shown = Signal()
    """The day was read and is on the screen."""
    printers: Printers = SystemPrinters()

    def __init__(self, office: "Office", background: Background, dialogs: Dialogs) -> None:
        super().__init__()
        named(self, "closing_part")
        self._office = office
        self._background = background
        self._dialogs = dialogs
        self._on: date | None = None
        self._model = LinesModel(self)
        self.days = DayEdit("closing_day", _("Day"))
        self.list = named(QListView(), "closing_list")
        self.list.setModel(self._model)
        self.list.setItemDelegate(StationDelegate(self.list))
        self.list.setAccessibleName(_("Left to do"))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.banner = named(Banner(), "closing_banner")
        self.summary = named(Button(_("Summary of the day (PDF)…"), "", "file-text"), "summary_button")
        self.attempt = named(Button(_("Note an attempt"), "", "phone"), "closing_attempt_button")
        self.again = named(Button(_again_words(0), "", "calendar-days"), "closing_day_button")
        self.labels = LabelsCard()
        self._lay_out()
        self.list.clicked.connect(self._go)
        self.list.activated.connect(self._go)
        self.list.selectionModel().currentChanged.connect(self._show_deeds)
        self.attempt.clicked.connect(self._ask_attempt)
        self.again.clicked.connect(lambda: self.day_asked.emit(self._came_not()))
        self.days.edit.dateChanged.connect(self._take_day)
        self.summary.clicked.connect(self._save_summary)
        self.labels.print_wanted.connect(self._print_labels)
        self.labels.save_wanted.connect(self._save_labels)
        background.changed.connect(self._hear)
        self.refresh()

    def refresh(self) -> None:
        """Read the day again: the one chosen, or the one that the day's page shows."""
        on, office = self._on, self._office
        self._background.ask(lambda: office.closing.of_day(on or office.conferences.day().on), self, self._show)

    def focus_first(self) -> None:
        """Put the keyboard into the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, day: DayClosing) -> None:
        if self._on not in {None, day.on}:
            return  # another day was chosen meanwhile
        self._on = day.on
        self.days.edit.blockSignals(True)
        self.days.set_day(day.on)
        self.days.edit.blockSignals(False)
        self._model.show_rows(in_order(day.lines))
        self._pages.setCurrentIndex(0 if day.lines else 1)
        self._nothing.title.setText(_("Nothing is left to do") if day.arranged else _("No conferences on this day"))
        self._nothing.words.setText(nothing_words(day))
        for (count, of), (_what, number, whole) in zip(self._figures, figures(day), strict=True):
            count.setText(str(number))
            of.setText(_("of {count}").format(count=whole))
        self.labels.show_count(day.arranged)
        self._show_deeds()
        self.shown.emit()

    def _came_not(self) -> tuple[int, ...]:
        """Return the students who did not come and have no other day yet."""
        rows = (self._model.row(self._model.index(at)) for at in range(self._model.rowCount()))
        return tuple(
            dict.fromkeys(
                row.student_id for row in rows if row is not None and row.left is Left.CAME_NOT and row.next_on is None
            )
        )

    def _show_deeds(self, *_changed: object) -> None:
        may = decide(self._office.viewer, Relation.PARTICIPANT, Sharing.PLAN, Purpose.EDIT)
        line, count = self._model.row(self.list.currentIndex()), len(self._came_not())
        self.attempt.setVisible(may and line is not None and line.left in {Left.CAME_NOT, Left.NOT_HELD})
        self.again.setText(_again_words(count))
        self.again.setVisible(count > 0 and self._office.viewer.role in ARRANGERS)

    def _ask_attempt(self) -> None:
        line = self._model.row(self.list.currentIndex())
        if line is not None:
            self.attempt_asked.emit(line.student_id)

    def _take_day(self) -> None:
        self._on = self.days.day()
        self.refresh()

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Kind.DAY, Kind.CONFERENCE, Kind.SIGNATURE, Kind.PLAN, Kind.ROSTER):
            self.refresh()

    def _go(self, index: QModelIndex) -> None:
        line = self._model.row(index)
        if line is not None:
            self._go_to(line)

    def _go_to(self, line: ClosingLine) -> None:
        """Go where it is done."""
        if line.left is Left.CAME_NOT:
            self.file_asked.emit(line.student_id)
        elif line.left is Left.TO_PRINT:
            self.queue_asked.emit()
        else:
            self.conference_asked.emit(line.conference_id)

    # Papers

    def _save_summary(self) -> None:
        on, closing = self._on, self._office.closing
        if on is not None:
            name = Path(f"conference-day-{on.isoformat()}.pdf")
            self._save(_("Where the summary goes"), name, lambda: closing.summary(on, in_use()))

    def _save_labels(self, form: str, start: int) -> None:
        on, labels = self._on, self._office.labels
        if on is not None:
            name = Path(f"labels-{on.isoformat()}.pdf")
            self._save(_("Where the labels go"), name, lambda: labels.of_day(on, form, start, in_use()))

    def _save(self, title: str, name: Path, made: Callable[[], bytes]) -> None:
        def write(path: Path) -> None:
            from ilp_desktop.office import write_privately  # noqa: PLC0415 - seldom done

            def done(written: Path) -> None:
                self.banner.say(_("Saved as {file}.").format(file=written.name), tint="accent")

            self._background.ask(lambda: write_privately(path, made()), self, done, self._say)

        self._dialogs.save_file(title, name, _("PDF (*.pdf)"), write)

    def _print_labels(self, form: str, start: int) -> None:
        on, labels, language = self._on, self._office.labels, in_use()
        if on is None:
            return
        day = on

        def with_printer(printer: Printer) -> None:
            def verb() -> Changes:
                printer.print_pages(labels.of_day(day, form, start, language))
                return Changes(frozenset())

            self._background.do(verb, failed=self._say, owner=self)

        try:
            self.printers.choose(self, with_printer)
        except OfficeError as error:
            self._say(error)

    def _say(self, error: OfficeError) -> None:
        self.banner.say(sentence(error))

    # How it is laid out

    def _lay_out(self) -> None:
        self._nothing = named(EmptyState("circle-check", _("Nothing is left to do"), ""), "closing_nothing")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._nothing)
        head = QHBoxLayout()
        head.addWidget(Text(_("Left to do"), "h2"), 1)
        head.addWidget(self.days)
        left = Card(padding=SPACE.lg, spacing=SPACE.md)
        left.body.addLayout(head)
        left.body.addWidget(self._pages, 1)
        deeds = QHBoxLayout()
        deeds.setSpacing(SPACE.sm)
        for button in (self.again, self.attempt):
            deeds.addWidget(button)
        deeds.addStretch(1)
        left.body.addLayout(deeds)
        row = QHBoxLayout()
        row.setSpacing(SPACE.xs)
        row.addWidget(left, 1)
        row.addWidget(side_of(self._figures_card(), self.labels))
        down = QVBoxLayout(self)
        down.setContentsMargins(SPACE.xxl, SPACE.sm, SPACE.md, SPACE.xl)
        down.setSpacing(SPACE.md)
        down.addWidget(self.banner)
        down.addLayout(row, 1)

    def _figures_card(self) -> Card:
        card = named(Card(spacing=SPACE.md), "figures_card")
        card.body.addWidget(Text(_("The day so far"), "h2"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.md)
        grid.setVerticalSpacing(SPACE.xs)
        grid.setColumnStretch(0, 1)
        self._figures: list[tuple[Text, Text]] = []
        for at, (what, _count, _of) in enumerate(figures(DayClosing(date.min, (), (), ()))):
            count, of = Text("", "strong", tabular=True), Text("", "body", "text2", tabular=True)
            grid.addWidget(Text(what, "body", "text2"), at, 0)
            grid.addWidget(count, at, 1, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(of, at, 2)
            self._figures.append((count, of))
        card.body.addLayout(grid)
        card.body.addWidget(self.summary)
        return card


def _again_words(count: int) -> str:
    words = ngettext(
        "Arrange a day for {count} who did not come\u2026", "Arrange a day for {count} who did not come\u2026", count
    )
    return words.format(count=count)
