"""The conference day: its list at the left, the conference chosen at the right."""

from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ilp_desktop.clock import Clock
from ilp_desktop.domain.access import Purpose, Relation, Sharing, decide
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.conferences import DayRow, DaySheet
from ilp_desktop.domain.schedule_sheets import ARRANGERS
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.day import choices
from ilp_desktop.ui.day.choices import Act, Day, Show
from ilp_desktop.ui.day.side import DaySide
from ilp_desktop.ui.names import named
from ilp_desktop.ui.widgets import Canvas, EmptyState

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office
    from ilp_desktop.ui.conference.screen import ConferenceScreen
    from ilp_desktop.ui.day.beginning import BeginningView
    from ilp_desktop.ui.day.check_in import CheckInView

_AT_FIRST = "starter"
"""The policy set that an office is founded with: a plan form without rules."""


class DayScreen(QWidget):
    """One page of the open office. ``flush`` before it is locked or closed."""

    find_wanted = Signal(str)
    """A student is looked for, with the letters typed so far."""
    arranging_asked = Signal()
    """Days are to be arranged."""
    after_wanted = Signal()
    """What comes after the conferences is asked for: copies, and what is left of the day."""
    preparation_wanted = Signal()
    entry_wanted = Signal()
    """Sheets that were held on paper are to be typed in."""
    groups_asked = Signal()
    group_asked = Signal(int)
    """A group conference is to be shown."""
    desk_wanted = Signal()
    board_wanted = Signal()
    early_end_wanted = Signal()
    """A day ends earlier than planned."""
    place_wanted = Signal(str)
    """A new office is to be made ready: the place where its next step is done."""
    shown = Signal()
    """The day's list was read and is on the screen."""
    conference_made = Signal(object)
    """The ``ConferenceScreen`` was made, with no conference yet: what goes on beside it ties itself to it."""

    def __init__(self, office: "Office", background: Background, clock: Clock, zone: ZoneInfo) -> None:
        super().__init__()
        named(self, "day_screen")
        self._office = office
        self._background = background
        # Who opens no conference checks families in: the desk.
        self._opens = decide(office.viewer, Relation.PARTICIPANT, Sharing.PLAN, Purpose.READ)
        self._day = Day(spread=not self._opens)
        self._asked = 0
        self._make_conference = partial(_conference_screen, office, background, clock, zone)
        self._conference: ConferenceScreen | None = None
        self.side = DaySide()
        self._pages = QStackedWidget()
        self._pages.addWidget(_nothing_chosen())
        self._check_in: CheckInView | None = None
        self._beginning: BeginningView | None = None
        self._above = QVBoxLayout()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(self._above)
        right.addWidget(self._pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addLayout(right, 1)
        self._tie_side()
        background.changed.connect(self._hear)
        self.refresh()

    def _tie_side(self) -> None:
        self.side.conference_chosen.connect(self.open_conference)
        self.side.group_chosen.connect(self.group_asked)
        self.side.groups_wanted.connect(self.groups_asked)
        self.side.act_wanted.connect(self._act)
        self.side.show_chosen.connect(self._choose_show)
        self.side.find_wanted.connect(self.find_wanted)
        self.side.arranging_wanted.connect(self.arranging_asked)
        self.side.offer_arranging(on=self._office.viewer.role in ARRANGERS)
        self.side.after_wanted.connect(self.after_wanted)
        self.side.preparation_wanted.connect(self.preparation_wanted)
        self.side.entry_wanted.connect(self.entry_wanted)
        self.side.desk_wanted.connect(self.desk_wanted)
        self.side.board_wanted.connect(self.board_wanted)
        self.side.early_end_wanted.connect(self.early_end_wanted)
        self.side.offer(_offered(self._office))

    @property
    def conference(self) -> "ConferenceScreen":
        """The screen of the conference that is open; it is made when the first one is opened."""
        if self._conference is None:
            self._conference = self._make_conference()
            self._conference.finished.connect(self._back_to_day)
            self._pages.addWidget(self._conference)
            self.conference_made.emit(self._conference)
        return self._conference

    @property
    def check_in(self) -> "CheckInView":
        """Where a family is checked in; made when it is first gone to."""
        if self._check_in is None:
            from ilp_desktop.ui.day.check_in import CheckInView  # noqa: PLC0415 - the day is painted before

            self._check_in = CheckInView(self._office, self._background)
            self._check_in.left.connect(self._leave_check_in)
            self._pages.addWidget(self._check_in)
        return self._check_in

    @property
    def timer_running(self) -> bool:
        """Whether a private consultation is being timed: the idle lock waits for it."""
        return self._conference is not None and self._conference.pulse.running

    def open_conference(self, conference_id: int) -> None:
        """Open a conference of this day, or of any other; whoever opens none checks its family in."""
        row = self._day.row(conference_id)
        self._show(choices.selecting(self._day, conference_id))
        if not self._opens and row is not None:
            self._ask_who_is_here(row)
            return
        if self._check_in is not None:
            self._check_in.close_row()  # or the family just checked in would take this conference off the screen
        self._pages.setCurrentWidget(self.conference)
        self.conference.open(conference_id, row.student_name if row else "")

    def put_above(self, bar: QWidget) -> None:
        """Let something stand above the conference."""
        self._above.addWidget(bar)

    def show_alone(self, *, on: bool) -> None:
        """Show the conference without the day's list beside it: the other families' names are nobody's business then."""
        self.side.setVisible(not on)

    def focus_first(self) -> None:
        """Put the keyboard into the list."""
        self.side.focus_list()

    def flush(self) -> None:
        """Keep everything typed."""
        if self._conference is not None:
            self._conference.flush()

    def refresh(self) -> None:
        """Read the day again."""
        on = self._day.sheet.on if self._day.sheet else None
        self._asked += 1
        asked = self._asked

        def show(sheet: DaySheet) -> None:
            if asked == self._asked:
                self._show(choices.read(self._day, sheet))
                if self._check_in is not None:
                    self._check_in.keep_up(self._day.row(self._check_in.conference_id))
                self._look_if_new(sheet)
                self.shown.emit()

        self._background.ask(lambda: self._office.conferences.day(on), self, show)

    def _look_if_new(self, sheet: DaySheet) -> None:
        """Where nothing is arranged, look whether the office is new, and show its lead what comes first."""
        if sheet.rows or not self._office.is_led:
            self._show_beginning(on=False)
            return
        office = self._office

        def read() -> tuple[int, str]:
            return office.students.count(), office.packs.in_force().pack_id

        def show(answer: tuple[int, str]) -> None:
            students, pack_id = answer
            chosen = pack_id != _AT_FIRST
            self._show_beginning(on=not (students and chosen))
            if self._beginning is not None:
                self._beginning.show_done(policy=chosen, students=students > 0)

        self._background.ask(read, self, show)

    def _show_beginning(self, *, on: bool) -> None:
        """Show it in place of the page that says to choose a family, or take it away; a conference stays open."""
        if on and self._beginning is None:
            from ilp_desktop.ui.day.beginning import BeginningView  # noqa: PLC0415 - of a new office alone

            self._beginning = BeginningView()
            self._beginning.place_wanted.connect(self.place_wanted)
            self._pages.addWidget(self._beginning)
        resting = self._pages.currentIndex() == 0 or self._pages.currentWidget() is self._beginning
        if resting and self._beginning is not None:
            self._pages.setCurrentIndex(self._pages.indexOf(self._beginning) if on else 0)

    def _show(self, day: Day) -> None:
        self._day = day
        self.side.show_day(day)

    def _choose_show(self, show: Show) -> None:
        self._show(choices.showing(self._day, show))

    def _ask_who_is_here(self, row: DayRow) -> None:
        if self._conference is not None:
            self._conference.close_conference()
        self._pages.setCurrentWidget(self.check_in)
        self.check_in.show_row(row)

    def _leave_check_in(self) -> None:
        self.check_in.close_row()
        self._show(choices.selecting(self._day, None))
        self._pages.setCurrentIndex(0)
        self.side.focus_list()

    def _act(self, conference_id: int, act: Act) -> None:
        row = self._day.row(conference_id)
        if act is Act.CHECK_IN and row is not None:
            self._show(choices.selecting(self._day, conference_id))
            self._ask_who_is_here(row)
            return
        verbs = self._office.conferences
        verb = {
            Act.MARK_LATE: verbs.mark_late,
            Act.MARK_MISSED: verbs.mark_missed,
            Act.UNDO: verbs.undo,
        }[act]
        self._background.do(lambda: verb(conference_id))

    def leave_conference(self) -> None:
        """Leave the conference that is open; what was typed is kept."""
        if self._conference is not None:
            self._back_to_day()

    def _back_to_day(self) -> None:
        self.conference.close_conference()
        self._show(choices.selecting(self._day, None))
        self._pages.setCurrentIndex(0)
        self.side.focus_list()

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Kind.DAY, Kind.CONFERENCE, Kind.ROSTER, Kind.SIGNATURE, Kind.PLAN, Kind.POLICY):
            self.refresh()


def _conference_screen(office: "Office", background: Background, clock: Clock, zone: ZoneInfo) -> "ConferenceScreen":
    from ilp_desktop.ui.conference.screen import ConferenceScreen  # noqa: PLC0415 - the day is painted before

    return ConferenceScreen(office, background, clock, zone)


def _offered(office: "Office") -> frozenset[str]:
    """Return what somebody finds in the day's menu."""
    viewer = office.viewer
    papers = decide(viewer, Relation.PARTICIPANT, Sharing.PLAN, Purpose.READ)
    desk = decide(viewer, Relation.SAME_OFFICE, Sharing.DIRECTORY, Purpose.CHECK_IN)
    offered = (
        ("preparation", papers),
        ("entry", papers),
        ("groups", papers),
        ("desk", desk),
        ("board", desk),
        ("early_end", viewer.role in ARRANGERS),
    )
    return frozenset(name for name, so in offered if so)


def _nothing_chosen() -> QWidget:
    page = Canvas()
    down = QVBoxLayout(page)
    words = _("Choose a family in the list. Everything you write is kept as you type.")
    down.addWidget(EmptyState("users-round", _("Who is here?"), words))
    return page
