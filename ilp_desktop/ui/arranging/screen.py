"""The page on which conference days are arranged: which schedule, who can when, the grid. One may go back and forth."""

import threading
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from ilp_desktop.clock import Clock
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.participation import Caseload, Choice
from ilp_desktop.domain.schedule_sheets import Place, Publishing, ScheduleLine, Searched, SlotsRead
from ilp_desktop.domain.watching import Watch
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui.arranging.board import Board
from ilp_desktop.ui.arranging.choosing import EVERYBODY, THESE, ChoosingPart, ScheduleForm, Wanted
from ilp_desktop.ui.arranging.family_deeds import FamilyDeeds
from ilp_desktop.ui.arranging.grid_part import GridPart
from ilp_desktop.ui.arranging.hour_deeds import HourDeeds
from ilp_desktop.ui.arranging.hours import HoursPart
from ilp_desktop.ui.arranging.words import fault_words, publishing_words, schedule_words, searched_words
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.deeds.one_form import OneForm
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button, Canvas, SegmentedControl, Text, announce
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office

WHICH, HOURS, GRID = "which", "hours", "grid"
_FAULTS = 6
_FILES = "CSV, Excel (*.csv *.tsv *.txt *.xlsx);;*"


class ArrangingPage(Canvas):
    """One page of the open office. ``flush`` before it is locked: a search is let go."""

    day_asked = Signal()
    """The conference day is wanted."""
    invitations_asked = Signal(int)
    """The families of a schedule are to be invited."""
    answered = Signal()
    """What is shown is what the office has."""

    def __init__(
        self, office: "Office", background: Background, dialogs: Dialogs, clock: Clock, zone: ZoneInfo
    ) -> None:
        super().__init__()
        named(self, "arranging_page")
        self._office, self._background, self._dialogs = office, background, dialogs
        self._clock, self._zone = clock, zone
        self._lines: tuple[ScheduleLine, ...] = ()
        self._chosen: int | None = None
        self._these: tuple[int, ...] = ()
        self._board: Board | None = None
        self._asked = 0
        self._stale = False
        self._stop: threading.Event | None = None
        self._forms = OneForm(self, background, self._read, self._say)
        self.segments = named(
            SegmentedControl(
                [(WHICH, _("Schedules")), (HOURS, _("Hours")), (GRID, _("Grid"))], spoken=_("Steps of arranging")
            ),
            "arranging_steps",
        )
        self.back = named(Button(_("Conference day"), "ghost", "arrow-left"), "arranging_back_button")
        self.name = named(Text("", "body", "text2", elide=True), "arranging_name")
        self.banner = named(Banner(), "arranging_banner")
        self.which, self.hours, self.grid = ChoosingPart(), HoursPart(), GridPart()
        self._hour_deeds = HourDeeds(self.hours, office, self._forms, self._do)
        self._family_deeds = FamilyDeeds(self.grid, office, background, self._forms, self._do, self._say)
        self._lay_out()
        self._connect()
        self._show_step(WHICH)
        self._read()

    def focus_first(self) -> None:
        """Put the keyboard into the step that is shown."""
        cast("ChoosingPart | HoursPart | GridPart", self._pages.currentWidget()).focus_first()

    def flush(self) -> None:
        """Let go of a search: the office is being locked."""
        if self._stop is not None:
            self._stop.set()

    def arrange_for(self, students: Collection[int]) -> None:
        """Begin a schedule of these students, such as those who still need a conference by Friday."""
        self._these = tuple(dict.fromkeys(students))
        self._go(WHICH)
        self._ask_new()

    # Reading

    def _read(self) -> None:
        self._asked += 1
        asked, chosen = self._asked, self._chosen
        schedules = self._office.schedules

        def read() -> tuple[tuple[ScheduleLine, ...], Board | None]:
            lines = schedules.all()
            there = any(line.schedule_id == chosen for line in lines)
            return lines, Board(schedules.sheet(chosen)) if chosen is not None and there else None

        def show(answer: tuple[tuple[ScheduleLine, ...], Board | None]) -> None:
            if asked != self._asked:
                return
            if self.grid.grid.carry is not None:
                self._stale = True  # not from under somebody's hands
                return
            self._stale = False
            self._show(*answer)
            self.answered.emit()

        self._background.ask(read, self, show, self._say)

    def _show(self, lines: tuple[ScheduleLine, ...], board: Board | None) -> None:
        before, self._board, self._lines = self._board, board, lines
        self.which.show_lines(lines, self._chosen)
        for key in (HOURS, GRID):
            self.segments.set_enabled(key, on=board is not None)
        if board is None:
            self._chosen = None
            self.name.setText("")
            self._show_step(WHICH)
            return
        line = board.sheet.line
        other = before is None or before.sheet.line.schedule_id != line.schedule_id
        self.name.setText(f"{line.name} · {schedule_words(line)}")
        self._hour_deeds.show_sheet(board.sheet, self._clock.today(self._zone))
        self.grid.show_board(board, other=other)
        if other:
            self._go(GRID if board.bands else HOURS)

    def _carried(self) -> None:
        if self._stale:
            self._read()

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Kind.DAY, Kind.STUDENT, Kind.ROSTER):
            if self.isVisible():
                self._forms.changed()
            else:
                self._stale = True

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._forms.changed()

    def _say(self, error: OfficeError) -> None:
        self.banner.say(sentence(error), tint="neutral" if error.code == "stopped" else "red")

    def _go(self, key: str) -> None:
        self._show_step(key)
        if self.isVisible():
            self.focus_first()

    def _show_step(self, key: str) -> None:
        self.segments.choose(key)
        self._pages.setCurrentWidget({WHICH: self.which, HOURS: self.hours, GRID: self.grid}[key])

    # Which schedule

    def _open(self, schedule_id: int) -> None:
        self._chosen = schedule_id
        if self._board is not None and self._board.sheet.line.schedule_id == schedule_id:
            self._go(GRID if self._board.bands else HOURS)
        self._read()

    def _ask_new(self) -> None:
        def show(people: tuple[Caseload, ...]) -> None:
            name = _("Conferences of {month}").format(month=self._clock.today(self._zone).strftime("%m/%Y"))
            form = ScheduleForm(people, self._these, name, self._clock.today(self._zone))
            self.which.beside.show()
            self._forms.open(form, self.which.side, lambda: self._make(form.said()), self.which.beside.hide)

        self._background.ask(self._office.caseloads.people, self, show, self._say)

    def _make(self, wanted: Wanted) -> None:
        office, these = self._office, self._these

        def make() -> Changes:
            students: Collection[int] | None = None
            if wanted.whose == THESE:
                students = these
            elif wanted.whose != EVERYBODY:
                choice = Choice(staff_id=cast("int", wanted.whose))
                students = [row.student_id for row in office.caseloads.students(choice)]
            return office.schedules.make(
                wanted.name or _("Conferences"),
                minutes=wanted.minutes,
                students=students,
                homes_apart=wanted.homes_apart,
                by=wanted.by if these and wanted.whose == THESE else None,
            )

        def made(changes: Changes) -> None:
            self._close_form()
            self._these = ()
            self._chosen = changes.made_id

        self._forms.do(make, made)

    def _close_form(self) -> None:
        for form in self.findChildren(ScheduleForm):
            form.hide()
            form.deleteLater()
        self.which.beside.hide()

    def _remove(self, schedule_id: int) -> None:
        words = _("The schedule goes from this list. Conferences that were published from it stay where they are.")

        def remove() -> None:
            if self._chosen == schedule_id:
                self._chosen = None
            self._do(lambda: self._office.schedules.remove(schedule_id))

        self._dialogs.confirm(_("Put this schedule away?"), words, _("Put away"), remove)

    # The grid

    def _move(self, places: dict[int, Place | None]) -> None:
        self._asked += 1  # an answer that was asked for before does not know of it
        self._with_schedule(lambda number: self._office.schedules.lay(number, places))

    def _fill(self) -> None:
        self.grid.remember()
        self._with_schedule(self._office.schedules.fill)

    def _search(self) -> None:
        number = self._chosen
        if number is None:
            return
        stop = self._stop = threading.Event()
        found: list[Searched] = []
        self.grid.remember()
        self.banner.hide()
        self.grid.set_busy(_("Looking for a better day…"))

        def hear(_step: str, done: int, total: int) -> None:
            if stop is self._stop and not stop.is_set():
                words = _("Looking for a better day… {done} of {total} have a place.")
                self.grid.working.tell(done, total, words.format(done=done, total=total))

        def search() -> Changes:
            watch = Watch(self._background.teller(self, hear), stop.is_set)
            return self._office.schedules.search(number, watch=watch, hear=found.append)

        def done(_changes: Changes) -> None:
            self._searched()
            (came,) = found
            words = searched_words(came)
            self.banner.say(words, tint="accent" if came.placed == came.meetings else "amber")
            announce(self, words)

        def failed(error: OfficeError) -> None:
            self._searched()
            self.grid.forget_last()
            self._say(error)

        self._background.do(search, done, failed, owner=self, takes_long=True)

    def _searched(self) -> None:
        self._stop = None
        self.grid.set_busy("")
        self.grid.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cancel(self) -> None:
        if self._stop is not None:
            self._stop.set()
            self.grid.working.cancel.setEnabled(False)
            self.grid.working.tell(0, 0, _("Stopping…"))

    def _ask_slots(self) -> None:
        self._dialogs.open_file(_("Sign-ups from another tool"), _FILES, self.read_slots)

    def read_slots(self, path: Path) -> None:
        """Place the conferences for which families signed up elsewhere, each where its row says."""
        number = self._chosen
        if number is None:
            return

        def show(read: SlotsRead) -> None:
            self.grid.put(dict(read.places))
            if read.places:
                self._go(GRID)
            count = len(read.places)
            words = [
                ngettext("{count} conference is placed.", "{count} conferences are placed.", count).format(count=count)
            ]
            words += [fault_words(*fault) for fault in read.faults[:_FAULTS]]
            if len(read.faults) > _FAULTS:
                left = len(read.faults) - _FAULTS
                words.append(_("{count} more rows fit nobody.").format(count=left))
            self.banner.say(" ".join(words), tint="amber" if read.faults else "accent")

        self._background.ask(lambda: self._office.schedules.read_slots(number, path), self, show, self._say)

    def _ask_publishing(self) -> None:
        number = self._chosen
        if number is None:
            return

        def show(what: Publishing) -> None:
            def publish() -> None:
                self._background.do(
                    lambda: self._office.schedules.publish(number), self._published, self._say, owner=self
                )

            self._dialogs.confirm(_("Publish these times?"), publishing_words(what), _("Publish"), publish)

        self._background.ask(lambda: self._office.schedules.publishing(number), self, show, self._say)

    def _published(self, _changes: Changes) -> None:
        words = _("Published: the conferences stand on their days.")
        self.banner.say(words, tint="accent", action=_("To the conference day"))

    def _ask_invitations(self) -> None:
        if self._chosen is not None:
            self.invitations_asked.emit(self._chosen)

    def _with_schedule(self, verb: Callable[[int], Changes]) -> None:
        number = self._chosen
        if number is not None:
            self._do(lambda: verb(number))

    def _do(self, verb: Callable[[], Changes]) -> None:
        def failed(error: OfficeError) -> None:
            self._say(error)
            self._read()

        self._background.do(verb, None, failed, owner=self)

    def _connect(self) -> None:
        self.segments.chosen.connect(self._go)
        self.back.clicked.connect(self.day_asked)
        self.banner.acted.connect(self.day_asked)
        which, hours, grid = self.which, self.hours, self.grid
        which.opened.connect(self._open)
        which.new_wanted.connect(self._ask_new)
        which.remove_wanted.connect(self._remove)
        hours.slots_wanted.connect(self._ask_slots)
        hours.arrange_wanted.connect(lambda: self._go(GRID))
        grid.moved.connect(self._move)
        grid.fill_wanted.connect(self._fill)
        grid.search_wanted.connect(self._search)
        grid.search_cancelled.connect(self._cancel)
        grid.publish_wanted.connect(self._ask_publishing)
        grid.invite_wanted.connect(self._ask_invitations)
        grid.hours_wanted.connect(lambda: self._go(HOURS))
        grid.grid.carry_ended.connect(self._carried)
        self._background.changed.connect(self._hear)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(SPACE.xl, SPACE.lg, SPACE.xl, SPACE.sm)
        head.setSpacing(SPACE.lg)
        head.addWidget(Text(_("Arrange days"), "h1"))
        head.addWidget(self.segments)
        head.addWidget(self.name, 1)
        head.addWidget(self.back)
        said = QVBoxLayout()
        said.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        said.addWidget(self.banner)
        self._pages = QStackedWidget()
        for part in (self.which, self.hours, self.grid):
            self._pages.addWidget(part)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE.xs)
        down.addLayout(head)
        down.addLayout(said)
        down.addWidget(self._pages, 1)
