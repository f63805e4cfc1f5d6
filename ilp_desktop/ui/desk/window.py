"""The front desk: a second window of the same program, with rights of its own. It never shows anything of a plan."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.conferences import DayRow
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.front_desk import DeskDay, StaffRunning
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui import theme
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.day.words import day_words, time_words
from ilp_desktop.ui.desk import state
from ilp_desktop.ui.desk.family import FamilyPanel
from ilp_desktop.ui.desk.rows import DeskList, DeskModel, DeskRow
from ilp_desktop.ui.desk.staff import StaffPanel
from ilp_desktop.ui.desk.state import Deed, Desk, Show, deeds_of
from ilp_desktop.ui.desk.walk_in import WalkInPanel
from ilp_desktop.ui.desk.words import NOTHING, SHOWS
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button, Canvas, EmptyState, SearchField, SegmentedControl, Text, toast
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office

_ANEW = 20_000
"""Milliseconds: who waits, and who is late, changes with the clock alone."""
_SIDE, _WIDEST = 452, 580
"""How wide the side is, in pixels at 100 %; larger type makes it wider, up to the second."""
_KEYS = {
    "F3": (Deed.SEAT,),
    "F4": (Deed.LATE,),
    "F6": (Deed.MISSED,),
    "F7": (Deed.BACK,),
    "F5": (Deed.CALL, Deed.CALL_BACK),
}


class DeskWindow(Canvas):
    """Give it the office as the front desk sees it. It closes when the office is locked; its title names nobody."""

    lock_asked = Signal()
    board_asked = Signal()
    closed = Signal()
    shown = Signal()
    """The day was read and is on the screen."""

    def __init__(self, office: "Office", background: Background) -> None:
        super().__init__()
        named(self, "desk_window")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setWindowTitle(_("ILP Desktop — Front desk"))
        self._office, self._background = office, background
        self._desk = Desk()
        self._asked = 0
        self._greet: int | None = None
        self._model = DeskModel(self)
        self.list = named(DeskList(), "desk_list")
        self.list.setModel(self._model)
        self.list.setAccessibleName(_("Families of the day"))
        self.finder = named(SearchField(_("Find a family: type a letter"), _("Find a family")), "desk_find")
        self.segments = named(
            SegmentedControl([(show.value, _(SHOWS[show])) for show in Show], spoken=_("Families shown")),
            "desk_segments",
        )
        self.banner = named(Banner(), "desk_banner")
        self.walk_in_button = named(Button(_("Walk-in"), "", "user-plus"), "walk_in_button")
        self.board_button = named(Button(_("Public board"), "ghost", "monitor"), "public_board_button")
        self._date = named(Text("", "label", "text3"), "desk_date")
        self._time = named(Text("", "h1", tabular=True), "desk_time")
        self.family = FamilyPanel(office, background)
        self.staff = StaffPanel()
        self.walk_in = WalkInPanel(office, background)
        self._lay_out()
        self._connect()
        self._clock = QTimer(self)
        self._clock.setInterval(_ANEW)
        self._clock.timeout.connect(self.refresh)
        self._clock.start()
        self.refresh()

    def refresh(self) -> None:
        """Read the day again."""
        self._asked += 1
        asked, front_desk = self._asked, self._office.front_desk

        def show(day: DeskDay) -> None:
            if asked == self._asked:
                self._show(state.read(self._desk, day))
                self._tell_number()
                self.shown.emit()

        self._background.ask(front_desk.day, self, show, self._say)

    def focus_first(self) -> None:
        """Put the keyboard into the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # Showing

    def _show(self, desk: Desk) -> None:
        day_is_new = desk.day is not self._desk.day
        self._desk = desk
        if desk.day is not None:
            self._date.setText(day_words(desk.day.on).upper())
            self._time.setText(time_words(desk.day.at) if desk.day.is_today else "")
            self.walk_in_button.setEnabled(desk.day.is_today)
        for show, count in desk.counts.items():
            self.segments.set_words(show.value, f"{_(SHOWS[show])}  {count}")
        self.segments.choose(desk.show.value)
        held = self._current()
        self._model.show_rows(tuple(DeskRow(row, desk.at, desk.came(row)) for row in desk.rows))
        self._hold(held)
        nobody = _("No family of that name or number today. One without a time: Walk-in.")
        self._nothing.words.setText(nobody if desk.letters.strip() else _(NOTHING[desk.show]))
        self._lists.setCurrentIndex(0 if desk.rows or desk.day is None else 1)
        if day_is_new and desk.day is not None:
            self.staff.show_staff(desk.day.staff)
            self._keep_up(desk)

    def _keep_up(self, desk: Desk) -> None:
        row = desk.row(self.family.conference_id)
        if row is not None:
            self.family.keep_up(row, desk.at, desk.came(row))

    def _current(self) -> int | None:
        row = self._model.row(self.list.currentIndex())
        return None if row is None else row.row.conference_id

    def _hold(self, conference_id: int | None) -> None:
        """Leave the arrows where a person put them; in a list that is new they stand on the first."""
        place = self._model.place(conference_id)
        if not place.isValid():
            place = self._model.index(0)
        if place != self.list.currentIndex():
            self.list.setCurrentIndex(place)

    def _choose(self, key: str) -> None:
        self.finder.clear()
        self._show(state.showing(self._desk, Show(key)))

    def _look_for(self, letters: str) -> None:
        self._show(state.finding(self._desk, letters))
        self._hold(None)

    def _begin_to_find(self, letter: str) -> None:
        self.finder.setFocus(Qt.FocusReason.OtherFocusReason)
        self.finder.setText(letter)

    # One family

    def _open(self, index: QModelIndex) -> None:
        shown = self._model.row(index)
        row = self._desk.row(shown.row.conference_id) if shown is not None else None
        if row is not None:
            self._open_row(row)
        elif shown is not None:
            words = _(
                "Nobody has a time today. These are the conferences of the nearest day; a family is checked in on it."
            )
            self.banner.say(words, tint="neutral")

    def _open_first(self) -> None:
        self._open(self.list.currentIndex())

    def _open_row(self, row: DayRow, *, focus: bool = True) -> None:
        self.banner.hide()
        self.family.show_row(row, self._desk.at, self._desk.came(row), focus=focus)
        self._side.setCurrentWidget(self.family)

    def _show_overview(self) -> None:
        self.family.close_row()
        self.walk_in.close_search()
        self._side.setCurrentWidget(self.staff)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _act_by_key(self, deeds: tuple[Deed, ...]) -> None:
        """Do it with the family that is open, else with the one on which the arrows stand."""
        row = self._desk.row(self.family.conference_id or self._current())
        deed = next((one for one in deeds if row is not None and one in deeds_of(row)), None)
        if row is not None and deed is not None:
            self._act(row, deed)

    def _act_by_click(self, deed: Deed) -> None:
        row = self._desk.row(self.family.conference_id)
        if row is not None:
            self._act(row, deed)

    def _act(self, row: DayRow, deed: Deed) -> None:
        conferences, front_desk, held = self._office.conferences, self._office.front_desk, row.conference_id
        match deed:
            case Deed.ARRIVED:
                self._open_row(row)
            case Deed.LATE:
                if self.family.conference_id != held:
                    self._open_row(row, focus=False)
                self.family.deeds.ask_how_late()
            case Deed.SEAT:
                self._seat(row)
            case Deed.MISSED:
                self._do(lambda: conferences.mark_missed(held))
            case Deed.BACK:
                self._do(lambda: conferences.undo(held))
            case Deed.CALL | Deed.CALL_BACK:
                self._do(lambda: front_desk.call(held, called=deed is Deed.CALL))

    def _late(self, minutes: int) -> None:
        held, conferences = self.family.conference_id, self._office.conferences
        if held is not None:
            self._do(lambda: conferences.mark_late(held, minutes))
            self._show_overview()

    def _seat(self, row: DayRow) -> None:
        walk_ins, held = self._office.walk_ins, row.conference_id

        def seat(at: str) -> None:
            if at:
                self._do(lambda: walk_ins.seat(held, at))
            else:
                words = _("{staff} has no free time today. The family stays on the list.").format(staff=row.staff_name)
                self.banner.say(words, tint="amber")

        self._background.ask(lambda: walk_ins.free_at(held), self, seat, self._say)

    def _checked_in(self, conference_id: int) -> None:
        self._greet = conference_id
        self.refresh()

    def _tell_number(self) -> None:
        """Say the number that the family is called by, once it is read."""
        row = self._desk.row(self._greet)
        if row is not None and row.ticket:
            self._greet = None
            words = _("{name} is checked in. Their number: {number}").format(name=row.student_name, number=row.ticket)
            toast(self, words, seconds=12)

    # The day

    def _shift(self, one: StaffRunning, minutes: int) -> None:
        front_desk = self._office.front_desk

        def undo() -> None:
            self._do(lambda: front_desk.shift(one.staff_id, -minutes))

        def done(changes: Changes) -> None:
            count = len(changes.ids)
            words = ngettext(
                "{count} conference of {name} moved by {minutes} minutes",
                "{count} conferences of {name} moved by {minutes} minutes",
                count,
            ).format(count=count, name=one.name, minutes=minutes)
            toast(self, words, action=_("Undo"), then=undo, seconds=15)

        self._background.do(lambda: front_desk.shift(one.staff_id, minutes), done, self._say, owner=self)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_walk_in(self) -> None:
        self.family.close_row()
        self._side.setCurrentWidget(self.walk_in)
        self.walk_in.begin()

    def _do(self, verb: Callable[[], Changes]) -> None:
        self.banner.hide()
        self._background.do(verb, failed=self._say, owner=self)

    def _say(self, error: OfficeError) -> None:
        self.banner.say(sentence(error))

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Kind.DAY, Kind.CONFERENCE, Kind.ROSTER, Kind.SIGNATURE, Kind.PLAN):
            self.refresh()

    # The window

    def _escape(self) -> None:
        if self.family.deeds.close_question() or self.staff.leave():
            return
        if self._side.currentWidget() is not self.staff:
            self._show_overview()
        elif self.isFullScreen():
            self.showNormal()
        elif self._desk.letters:
            self.finder.clear()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn_full(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._clock.stop()
        self.family.close_row()
        self._model.show_rows(())
        super().closeEvent(event)
        self.closed.emit()

    def _connect(self) -> None:
        self.list.opened.connect(self._open)
        self.list.typed.connect(self._begin_to_find)
        self.finder.textChanged.connect(self._look_for)
        self.finder.returnPressed.connect(self._open_first)
        self.segments.chosen.connect(self._choose)
        self.walk_in_button.clicked.connect(self._open_walk_in)
        self.board_button.clicked.connect(self.board_asked)
        self.family.left.connect(self._show_overview)
        self.family.check_in.checked_in.connect(self._checked_in)
        self.family.deeds.wanted.connect(self._act_by_click)
        self.family.deeds.late.connect(self._late)
        self.staff.shift_wanted.connect(self._shift)
        self.walk_in.left.connect(self._show_overview)
        self.walk_in.checked_in.connect(self._checked_in)
        self._background.changed.connect(self._hear)
        for key, deeds in _KEYS.items():
            QShortcut(QKeySequence(key), self).activated.connect(lambda deeds=deeds: self._act_by_key(deeds))
        QShortcut(QKeySequence("F2"), self).activated.connect(self._open_walk_in)
        QShortcut(QKeySequence("F11"), self).activated.connect(self._turn_full)
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self.lock_asked)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, SPACE.xl, 0)
        head.setSpacing(SPACE.lg)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._date)
        words.addWidget(Text(_("Front desk"), "h1"))
        head.addLayout(words)
        head.addStretch(1)
        head.addWidget(self.finder, 2)
        head.addWidget(self.walk_in_button)
        head.addWidget(self.board_button)
        head.addWidget(self._time)
        self._nothing = named(EmptyState("users-round", _("Nobody here"), ""), "desk_nothing")
        self._lists = QStackedWidget()
        self._lists.addWidget(self.list)
        self._lists.addWidget(self._nothing)
        self._side = named(QStackedWidget(), "desk_side")
        for page in (self.staff, self.family, self.walk_in):
            self._side.addWidget(page)
        self._side.setFixedWidth(min(theme.scaled(_SIDE), _WIDEST))
        row = QHBoxLayout()
        row.setSpacing(SPACE.md)
        row.addWidget(self._lists, 1)
        row.addWidget(self._side)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.xl, SPACE.lg, SPACE.sm, 0)
        column.setSpacing(SPACE.md)
        columns = QHBoxLayout()
        columns.setContentsMargins(0, 0, SPACE.lg, 0)
        columns.addWidget(self.segments)
        column.addLayout(head)
        column.addLayout(columns)
        column.addWidget(self.banner)
        column.addLayout(row, 1)
