"""A day that ends early: who is affected, where each conference goes, one step that moves them, and who has to be told."""

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from ilp_desktop.clock import Clock
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.early_ends import EarlyEnd, HomeToTell
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.evidence import OUTCOME, Entry
from ilp_desktop.domain.policy.recording import ATTEMPT
from ilp_desktop.domain.times import time_said
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui import theme
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.day.words import date_words, day_words, time_words
from ilp_desktop.ui.deeds.days import DayEdit
from ilp_desktop.ui.desk.early_rows import EarlyDelegate, EarlyModel, EarlyRow
from ilp_desktop.ui.desk.homes import HomesCard
from ilp_desktop.ui.names import named
from ilp_desktop.ui.rows import RowsView
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button, Canvas, Card, EmptyState, LineField, Text, toast
from ilp_desktop.wording import sentence

if TYPE_CHECKING:
    from ilp_desktop.office import Office

_SIDE, _WIDEST, _DAY = 440, 500, 200
"""Widths in pixels at 100 %; larger type makes the side wider, up to the second."""


class EarlyEndPage(Canvas):
    """A page under the day."""

    letter_asked = Signal(int)
    day_asked = Signal()
    arranging_asked = Signal()
    shown = Signal()

    def __init__(self, office: "Office", background: Background, clock: Clock, zone: ZoneInfo) -> None:
        super().__init__()
        named(self, "early_end_page")
        self._office, self._background = office, background
        self._clock, self._zone = clock, zone
        self._early: EarlyEnd | None = None
        self._chosen: int | None = None
        self._asked = 0
        self.days = DayEdit("early_day", _("Day"))
        self.days.set_day(clock.today(zone))
        self.time = named(LineField(_("The day ends at"), placeholder="12:30"), "early_time")
        self.look = named(Button(_("Show who is affected"), "primary"), "early_look")
        self.move_all = named(Button(_("Move"), "primary", "check"), "early_move")
        self.undo = named(Button(_("Take it back"), "", "undo-2"), "early_undo")
        self.arrange = named(Button(_("Find them a day"), "", "calendar-days"), "early_arrange")
        self.back = named(Button(_("Back to the day"), "ghost", "arrow-left"), "early_back")
        self.banner = named(Banner(), "early_banner")
        self._told = named(Text("", "body", "text2", wrap=True), "early_told")
        self._model = EarlyModel(self)
        self.list = named(RowsView(EarlyDelegate()), "early_list")
        self.list.setModel(self._model)
        self.list.setAccessibleName(_("Conferences that are moved"))
        self.homes = HomesCard()
        self._lay_out()
        self._connect()
        self._read()

    def focus_first(self) -> None:
        """Put the keyboard where the hour is written."""
        self.time.setFocus(Qt.FocusReason.OtherFocusReason)

    # Reading

    def _read(self) -> None:
        """Ask whether the day ended early already; where it did not, what would be is asked for by a person."""
        self._asked += 1
        asked, on, early_ends = self._asked, self.days.day(), self._office.early_ends

        def show(early: EarlyEnd | None) -> None:
            if asked == self._asked:
                self._show(early)

        self._background.ask(lambda: early_ends.of_day(on), self, show, self._say)

    def _look(self) -> None:
        at = self._time()
        if not at:
            self.banner.say(_("Write when the day ends, such as 12:30. Nothing was moved."), tint="amber")
            return
        self._asked += 1
        asked, on, early_ends = self._asked, self.days.day(), self._office.early_ends

        def show(early: EarlyEnd) -> None:
            if asked == self._asked:
                self.banner.hide()
                self._show(early)

        self._background.ask(lambda: early_ends.plan(on, at), self, show, self._say)

    def _time(self) -> str:
        return time_said(self.time.text(), bare_hour=True)

    # Showing

    def _show(self, early: EarlyEnd | None) -> None:
        self._early = early
        lines = early.lines if early is not None else ()
        made = early is not None and early.early_end_id is not None
        on = early.on if early is not None else date.min
        self._model.show_rows(tuple(EarlyRow(line, on, made) for line in lines))
        self._pages.setCurrentIndex(0 if lines else 1)
        self._nothing.words.setText(_nothing_words(early))
        self._told.setText(_summary(early))
        self._told.setVisible(bool(self._told.text()))
        count = len(lines)
        words = ngettext("Move {count} conference", "Move {count} conferences", count).format(count=count)
        self.move_all.setText(words)
        self.move_all.setVisible(bool(lines) and not made)
        self.undo.setVisible(early is not None and made and early.may_undo)
        self.arrange.setVisible(made and any(line.now_on is None for line in lines))
        for asks in (self.time, self.look):
            asks.setVisible(not made)
        if early is not None and not made:
            self.look.set_kind("")
        self._show_line()
        self.shown.emit()

    def _show_line(self) -> None:
        row = self._model.row(self._model.place(self._chosen))
        self.homes.show_row(row)

    def _choose(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        self._chosen = None if row is None else row.line.conference_id
        self._show_line()

    # Verbs

    def _move(self) -> None:
        early, early_ends = self._early, self._office.early_ends
        if early is None:
            return
        waiting = _("To place again: {day}").format(day=date_words(early.on))

        def done(changes: Changes) -> None:
            count = len(changes.ids)
            words = ngettext("{count} conference is moved.", "{count} conferences are moved.", count)
            toast(self, words.format(count=count))
            self._read()

        self._background.do(lambda: early_ends.end(early.on, early.ends_at, waiting), done, self._say, owner=self)

    def _undo(self) -> None:
        early, early_ends = self._early, self._office.early_ends
        if early is None or early.early_end_id is None:
            return
        made = early.early_end_id

        def done(_changes: Changes) -> None:
            toast(self, _("Every conference is where it was."))
            self._read()

        self._background.do(lambda: early_ends.undo(made), done, self._say, owner=self)

    def _called(self, home: HomeToTell, outcome: str) -> None:
        row = self._model.row(self._model.place(self._chosen))
        if row is None:
            return
        evidence, viewer = self._office.evidence, self._office.viewer
        entry = Entry(
            kind=ATTEMPT,
            on=self._today(),
            roles=frozenset({"student"} if home.is_student else ()),
            adults=frozenset(home.adults),
            mode="phone",
            staff_id=viewer.staff_id,
            texts={OUTCOME: outcome},
            note=_("The conference day ends early."),
        )
        student_id = row.line.student_id

        def verb() -> Changes:
            return evidence.record(student_id, entry)

        self._background.do(verb, lambda _changes: self._read(), self._say, owner=self)

    def _today(self) -> date:
        return self._clock.today(self._zone)

    def _hear(self, changes: Changes) -> None:
        made = self._early is not None and self._early.early_end_id is not None
        if made and changes.touches(Kind.DAY, Kind.CONFERENCE, Kind.EVIDENCE):
            self._read()

    def _say(self, error: OfficeError) -> None:
        self.banner.say(sentence(error))

    # How it is laid out

    def _connect(self) -> None:
        self.look.clicked.connect(self._look)
        self.time.entered.connect(self._look)
        self.days.edit.dateChanged.connect(self._read)
        self.move_all.clicked.connect(self._move)
        self.undo.clicked.connect(self._undo)
        self.arrange.clicked.connect(self.arranging_asked)
        self.back.clicked.connect(self.day_asked)
        self.list.opened.connect(self._choose)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.homes.called.connect(self._called)
        self.homes.letter_wanted.connect(self.letter_asked)
        self._background.changed.connect(self._hear)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE.lg)
        head.addWidget(self.back)
        head.addWidget(Text(_("The day ends early"), "h1"), 1)
        self._nothing = named(EmptyState("calendar-days", _("Nothing is moved yet"), ""), "early_nothing")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._nothing)
        card = Card(padding=SPACE.lg, spacing=SPACE.md)
        card.body.addLayout(self._question())
        card.body.addWidget(self._told)
        card.body.addWidget(self._pages, 1)
        card.body.addLayout(self._foot())
        row = QHBoxLayout()
        row.setSpacing(SPACE.xs)
        row.addWidget(card, 1)
        self.homes.setFixedWidth(min(theme.scaled(_SIDE), _WIDEST))
        row.addWidget(self.homes)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.xxl, SPACE.xl, SPACE.sm, SPACE.xl)
        column.setSpacing(SPACE.md)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addLayout(row, 1)

    def _question(self) -> QHBoxLayout:
        ask = QHBoxLayout()
        ask.setSpacing(SPACE.md)
        day = QVBoxLayout()
        day.setSpacing(SPACE.xs + 2)
        day.addWidget(Text(_("Day"), "strong"))
        day.addWidget(self.days)
        self.days.setMaximumWidth(theme.scaled(_DAY))
        bottom = Qt.AlignmentFlag.AlignBottom
        ask.addLayout(day)
        ask.addWidget(self.time, 1, bottom)
        ask.addWidget(self.look, 0, bottom)
        ask.addStretch(0)
        return ask

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.sm)
        foot.addWidget(self.arrange)
        foot.addStretch(1)
        foot.addWidget(self.undo)
        foot.addWidget(self.move_all)
        return foot


def _nothing_words(early: EarlyEnd | None) -> str:
    if early is None:
        return _(
            "Say when the day ends. You see who is affected and where each conference can go, before anything moves."
        )
    return _("No conference of yours would be cut short. Choose an earlier time, or another day.")


def _summary(early: EarlyEnd | None) -> str:
    """Word what would happen, or what is left to do."""
    if early is None or not early.lines:
        return ""
    if early.early_end_id is None:
        same = sum(line.now_on == early.on for line in early.lines)
        waits = sum(line.now_on is None for line in early.lines)
        other = len(early.lines) - same - waits
        parts = (
            (same, ngettext("{count} earlier that day", "{count} earlier that day", same)),
            (other, ngettext("{count} on another day", "{count} on other days", other)),
            (waits, ngettext("{count} waits for a day", "{count} wait for a day", waits)),
        )
        return " · ".join(words.format(count=count) for count, words in parts if count)
    day = day_words(early.on)
    ended = _("{day} ends at {time}.").format(day=day, time=time_words(early.ends_at))
    left = early.to_tell
    if not left:
        return f"{ended} {_('Every home was told.')}"
    return f"{ended} " + ngettext(
        "{count} home is still to be told.", "{count} homes are still to be told.", left
    ).format(count=left)
