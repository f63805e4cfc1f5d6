"""The school calendar: the years, one as a strip and a form; what would move is said before it is kept."""

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.policy.calendar_checks import NamedDay
from ilp_desktop.domain.policy.calendars import SchoolYear
from ilp_desktop.domain.policy.comparing import Comparison
from ilp_desktop.domain.watching import Watch
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.focus import LaterFocus
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.policy.words import moved_words
from ilp_desktop.ui.policy.year_form import YearForm
from ilp_desktop.ui.policy.year_strip import YearStrip
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import (
    Banner,
    Button,
    Canvas,
    Card,
    EmptyState,
    Notice,
    ScrollingCanvas,
    SegmentedControl,
    Text,
    Working,
)
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.clock import Clock
    from ilp_desktop.office import Office
    from ilp_desktop.services.calendars import CalendarState

_WIDEST = 1000


class CalendarPart(Canvas):
    """A part of the policy page. Everybody reads it; the lead and the principal change it."""

    shown = Signal()
    """The year stands on the screen."""

    def __init__(self, office: "Office", background: Background, clock: "Clock") -> None:
        super().__init__()
        named(self, "calendar_part")
        self._office, self._background, self._clock = office, background, clock
        self._state: CalendarState | None = None
        self._year: SchoolYear | None = None
        self._is_new = False
        self._stale = self._touched = False
        self._focus = LaterFocus()
        self._stop: threading.Event | None = None
        self.form: YearForm | None = None
        self.years = SegmentedControl((), spoken=_("School year"))
        self.next = named(Button(_("Make the next year"), "", "plus"), "calendar_next_button")
        self.usual, self.copied = _notices()
        self.strip = named(YearStrip(), "year_strip")
        self.banner = named(Banner(), "calendar_banner")
        self.working = Working(cancel=True)
        self.check = named(Button(_("See what moves"), "primary"), "calendar_check_button")
        self.save = named(Button(_("Save the calendar"), "primary"), "calendar_save_button")
        self.reset = named(Button(_("Start over"), "ghost"), "calendar_reset_button")
        self.empty = named(
            EmptyState(
                "calendar-days",
                _("No school year yet"),
                _("Adopt a policy set first: it brings a usual year, which you then make your own."),
            ),
            "calendar_empty",
        )
        self._lay_out()
        self._connect()

    def focus_first(self) -> None:
        """Put the keyboard on the first day; where nothing is known yet, once it is."""
        if self._state is None:
            self._focus.wait(self)
        elif self.form is not None and self.form.first.edit is not None:
            self.form.focus_first()
        else:
            self.years.setFocus()

    def flush(self) -> None:
        """Let go of a comparison that is under way: the office is being locked."""
        if self._stop is not None:
            self._stop.set()

    # What is shown

    def read(self) -> None:
        """Ask for the years."""
        self._background.ask(self._office.calendars.state, self, self._show, self._complain)

    def _show(self, state: "CalendarState") -> None:
        self._state, self._stale = state, False
        label = self._year.label if self._year is not None else ""
        known = {year.label: year for year in state.years}
        current = state.current.label if state.current is not None else ""
        self._fill_years(state)
        self.empty.setVisible(not state.years)
        self._body.setVisible(bool(state.years))
        self.next.setVisible(state.may_change and state.is_own)
        if state.years:
            wanted = known.get(label) or known.get(current) or state.years[-1]
            self._show_year(wanted, is_new=False)
        if self._focus.is_due(self):
            self.focus_first()
        self.shown.emit()

    def _fill_years(self, state: "CalendarState") -> None:
        row = self._years_row
        row.removeWidget(self.years)
        self.years.deleteLater()
        segments = [(f"year_{year.label}", year.label) for year in state.years]
        self.years = named(SegmentedControl(segments, spoken=_("School year")), "calendar_years")
        self.years.chosen.connect(self._choose_year)
        row.insertWidget(0, self.years)

    def _choose_year(self, key: str) -> None:
        state = self._state
        if state is not None:
            found = (year for year in state.years if f"year_{year.label}" == key)
            for year in found:
                self._show_year(year, is_new=False)

    def _show_year(self, year: SchoolYear, *, is_new: bool) -> None:
        state = self._state
        assert state is not None
        self._year, self._is_new = year, is_new
        if not is_new:
            self.years.choose(f"year_{year.label}")
        self.usual.setVisible(not state.is_own and state.may_change)
        self.copied.setVisible(is_new)
        if self.form is not None:
            self._form_place.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        form = self.form = YearForm(year, _on(state.days, year), may_change=state.may_change)
        form.changed.connect(self._changed)
        self._form_place.addWidget(form)
        self.strip.show_year(year, self._clock.today(self._office.zone))
        self.banner.hide()
        self._set_saving(ready=False)
        self.check.setVisible(state.may_change)
        self.check.setEnabled(False)
        self.reset.setVisible(is_new)
        self._touched = is_new or not state.is_own
        form.built.connect(self._built)

    def _built(self) -> None:
        """Every line of the form stands there: what was changed meanwhile counts from now on."""
        self.check.setEnabled(self._touched)
        if self.form is not None:
            self.strip.show_year(self.form.year(), self._clock.today(self._office.zone))

    def _changed(self) -> None:
        """Something in the form is another day: what was counted no longer holds."""
        form, self._touched = self.form, True
        if form is not None and form.is_built:
            self.flush()
            self.strip.show_year(form.year(), self._clock.today(self._office.zone))
            self.banner.hide()
            self._set_saving(ready=False)
            self.check.setEnabled(True)
            self.reset.show()

    def _set_saving(self, *, ready: bool) -> None:
        self.save.setVisible(ready)
        self.check.setVisible(not ready)

    def _start_over(self) -> None:
        self._year = None if self._is_new else self._year
        self.read()

    # The next year

    def _make_next(self) -> None:
        def show(year: SchoolYear) -> None:
            self._show_year(year, is_new=True)
            self.next.hide()
            self.focus_first()

        self._background.ask(self._office.calendars.next_year, self, show, self._complain)

    # What would move, and keeping it

    def _check(self) -> None:
        form = self.form
        if form is None or not form.is_built:
            return
        year = form.year()
        stop = self._stop = threading.Event()
        self.banner.hide()
        self.check.setEnabled(False)
        self.working.begin(_("Judging every student by both calendars…"))

        def hear(_step: str, done: int, total: int) -> None:
            if stop is self._stop:
                self.working.tell(done, total)

        def show(found: Comparison) -> None:
            self._counted(stop)
            if not stop.is_set():
                tint = "amber" if found.students else "accent"
                self.banner.say(moved_words(found), title=_("Not saved yet"), tint=tint)
                self._set_saving(ready=True)
                self.save.setFocus()

        def failed(error: OfficeError) -> None:
            self._counted(stop)
            self.check.setEnabled(True)
            if error.code != "stopped":
                self._complain(error)

        watch = Watch(self._background.teller(self, hear), stop.is_set)
        self._background.ask(lambda: self._office.calendars.compare(year, watch=watch), self, show, failed)

    def _counted(self, stop: threading.Event) -> None:
        if self._stop is stop:
            self._stop = None
            self.working.end()

    def _save(self) -> None:
        form = self.form
        assert form is not None
        year = form.year()
        self.save.setEnabled(False)

        def done(_changes: Changes) -> None:
            self.save.setEnabled(True)
            self._year, self._is_new = year, False
            self._said = _("The school year {year} is saved. What is due follows by itself.").format(year=year.label)

        def failed(error: OfficeError) -> None:
            self.save.setEnabled(True)
            self._set_saving(ready=False)
            self._complain(error)

        self._background.do(lambda: self._office.calendars.save(year), done, failed, owner=self)

    def _complain(self, error: OfficeError) -> None:
        self.banner.say(sentence(error))

    # Around

    def _hear(self, changes: Changes) -> None:
        if not changes.touches(Kind.POLICY):
            return
        if self._said or not self.reset.isVisibleTo(self):
            self.read()
        else:
            self._stale = True

    def _tell_saved(self) -> None:
        if self._said:
            self.banner.say(self._said, tint="accent")
            self._said = ""

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.form is None or self._stale:
            self.read()

    _said = ""
    """What is to be said once the calendar was read anew."""

    def _connect(self) -> None:
        self.shown.connect(self._tell_saved)
        self.next.clicked.connect(self._make_next)
        self.check.clicked.connect(self._check)
        self.save.clicked.connect(self._save)
        self.reset.clicked.connect(self._start_over)
        self.working.cancelled.connect(self.flush)
        self._background.changed.connect(self._hear)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.md)
        foot.addWidget(self.reset)
        foot.addStretch(1)
        foot.addWidget(self.check)
        foot.addWidget(self.save)
        return foot

    def _lay_out(self) -> None:
        self._years_row = QHBoxLayout()
        self._years_row.setSpacing(SPACE.md)
        self._years_row.addWidget(self.years)
        self._years_row.addStretch(1)
        self._years_row.addWidget(Text(_("Gray: no school"), "small", "text2"))
        self._years_row.addWidget(self.next)
        strip = named(Card(spacing=SPACE.sm), "strip_card")
        strip.body.addLayout(self._years_row)
        strip.body.addWidget(self.strip)
        self._form_place = QVBoxLayout()
        scroll = ScrollingCanvas()
        column = QVBoxLayout(scroll.canvas)
        column.setContentsMargins(SPACE.xs, SPACE.xs, SPACE.md, SPACE.md)
        column.setSpacing(SPACE.lg)
        for part in (self.usual, self.copied):
            column.addWidget(part)
        column.addLayout(self._form_place)
        column.addStretch(1)
        scroll.canvas.setMaximumWidth(_WIDEST)
        self._body = QWidget()
        down = QVBoxLayout(self._body)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE.md)
        down.addWidget(strip)
        down.addWidget(scroll, 1)
        down.addWidget(self.working)
        down.addWidget(self.banner)
        down.addLayout(self._foot())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE.xxl, SPACE.sm, SPACE.xxl, SPACE.lg)
        whole.addWidget(self._body, 1)
        whole.addWidget(self.empty, 1)
        for part in (self._body, self.empty, self.reset, self.save, self.usual, self.copied):
            part.hide()


def _notices() -> tuple[Notice, Notice]:
    """Return what is said of a year that is not the school's own yet, and of one that was just made."""
    usual = _(
        "This is the usual year of the policy set, not yet your own. Look the days over, put in yours and save it: what is "
        "due is counted from them."
    )
    copied = _(
        "Made from the year before: each day 52 weeks later, so that it falls on the same weekday. Holidays that go by their date "
        "are a day or two off. Look it over, then save it."
    )
    return Notice(usual, "blue"), Notice(copied, "blue")


def _on(days: tuple[NamedDay, ...], year: SchoolYear) -> tuple[NamedDay, ...]:
    """Return the days that the policy speaks of as a year has them."""
    return tuple(replace(each, on=year.days.get(each.name)) for each in days)
