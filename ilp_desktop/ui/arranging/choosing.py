"""The first step: which schedule, or a new one."""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from ilp_desktop.domain.participation import Caseload
from ilp_desktop.domain.schedule_sheets import ScheduleKind, ScheduleLine
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui.arranging.words import schedule_words
from ilp_desktop.ui.deeds.forms import DeedForm
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rows import RowsModel
from ilp_desktop.ui.students.rows import PersonDelegate, PersonLook
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, EmptyState, ScrollingCanvas, Text

_LENGTHS = (5, 10, 15, 20, 25, 30, 40, 45, 60)
_USUAL = 15
_WIDEST = 560
_FRIDAY, _WEEK = 4, 7
EVERYBODY, THESE = "everybody", "these"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A schedule as somebody wants it; ``whose`` is everybody, these students, or the key of somebody of the staff."""

    name: str
    whose: object
    minutes: int
    homes_apart: bool
    by: date | None = None


class ScheduleModel(RowsModel[ScheduleLine]):
    """The schedules there are."""

    @override
    def key(self, row: ScheduleLine) -> int:
        return row.schedule_id

    @override
    def spoken(self, row: ScheduleLine) -> str:
        return f"{row.name}, {schedule_words(row)}"


class ScheduleDelegate(PersonDelegate):
    """Paints a schedule with its days and how far it is."""

    @override
    def look_of(self, row: Hashable) -> PersonLook | None:
        if not isinstance(row, ScheduleLine):
            return None
        chip = (_("Published"), "accent") if row.published else ("", "")
        icon = "calendar-days" if row.kind is ScheduleKind.WHOLE_ROSTER else "list-checks"
        return PersonLook(row.name, schedule_words(row), chip, icon)


class ScheduleForm(DeedForm):
    """A new schedule: for whom, how long each conference is, and whether two homes come apart."""

    def __init__(self, people: Sequence[Caseload], these: Collection[int], name: str, today: date) -> None:
        super().__init__(
            "schedule",
            _("A new schedule"),
            _("Make the schedule"),
            _("It is yours to try out: nobody sees a time before you publish it."),
        )
        self.put(self.line("name", _("Name"), name))
        offered: list[tuple[object, str]] = [(EVERYBODY, _("Everybody enrolled"))]
        if these:
            words = ngettext("{count} student who was chosen", "{count} students who were chosen", len(these))
            offered.insert(0, (THESE, words.format(count=len(these))))
            # "By Friday": the end of this week, or of the next where it is Friday already.
            by = today + timedelta(days=(_FRIDAY - today.weekday()) % _WEEK or _WEEK)
            self._by = self.day("by", _("By when"), by, wanted=False, optional=True)
        offered += [
            (one.person.staff_id, _("Students of {name} ({count})").format(name=one.person.name, count=one.students))
            for one in people
            if one.students
        ]
        self.whose = self.choice("whose", _("Who needs a conference"), offered)
        lengths = [(each, ngettext("{count} minute", "{count} minutes", each).format(count=each)) for each in _LENGTHS]
        self.put(self.whose, self.choice("minutes", _("How long each lasts"), lengths, _USUAL))
        if these:
            self.put(self._by)
        self.put(
            self.checks("homes", _("Students with two homes"), [("apart", _("A conference for each home"))]),
        )

    def said(self) -> Wanted:
        """Return what was asked for."""
        minutes = self.chosen_of("minutes")
        assert isinstance(minutes, int)
        return Wanted(
            self.words_of("name"),
            self.chosen_of("whose"),
            minutes,
            bool(self.ticked_of("homes")),
            self.day_of("by") if self.has("by") else None,
        )


class ChoosingPart(ScrollingCanvas):
    """The schedules, newest first. Return opens one."""

    opened = Signal(int)
    new_wanted = Signal()
    remove_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._model = ScheduleModel(self)
        self.list = named(QListView(), "schedule_list")
        self.list.setAccessibleName(_("Schedules"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(ScheduleDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.clicked.connect(self._open)
        self.list.activated.connect(self._open)
        self.new = named(Button(_("New schedule"), "primary", "plus"), "schedule_new_button")
        self.remove = named(Button(_("Put away"), "ghost", "trash-2"), "schedule_remove_button")
        self.new.clicked.connect(self.new_wanted)
        self.remove.clicked.connect(self._remove)
        words = _(
            "Say who needs a conference and when the staff can be met. Everybody gets a time in a moment, and you move whom you "
            "like. Nothing is told to anybody before you publish it."
        )
        self.nothing = named(
            EmptyState("calendar-days", _("No days are arranged yet"), words, _("New schedule")), "schedules_empty"
        )
        self.nothing.acted.connect(self.new_wanted)
        self._lay_out()

    def show_lines(self, lines: tuple[ScheduleLine, ...], chosen: int | None) -> None:
        """Show what there is."""
        self._model.show_rows(lines)
        place = self._model.place(chosen) if chosen is not None else self._model.index(0)
        self.list.setCurrentIndex(place)
        self.remove.setEnabled(bool(lines))
        self._pages.setCurrentIndex(0 if lines else 1)

    def focus_first(self) -> None:
        """Put the keyboard into the list, or on the way to a first schedule."""
        there = self.list if self._pages.currentIndex() == 0 else self.nothing.action
        there.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, index: QModelIndex) -> None:
        line = self._model.row(index)
        if line is not None:
            self.opened.emit(line.schedule_id)

    def _remove(self) -> None:
        line = self._model.row(self.list.currentIndex())
        if line is not None:
            self.remove_wanted.emit(line.schedule_id)

    def _lay_out(self) -> None:
        card = Card()
        head = QHBoxLayout()
        head.addWidget(Text(_("Schedules"), "h2"))
        head.addStretch(1)
        head.addWidget(self.remove)
        head.addWidget(self.new)
        card.body.addLayout(head)
        card.body.addWidget(self.list, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(card)
        self._pages.addWidget(self.nothing)
        self._pages.setMinimumWidth(300)
        self.side = QVBoxLayout()
        """Where a form is shown."""
        beside = QWidget()
        down = QVBoxLayout(beside)
        down.setContentsMargins(0, 0, 0, 0)
        down.addLayout(self.side)
        down.addStretch(1)
        beside.setMaximumWidth(_WIDEST)
        self.side.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout(self.canvas)
        row.setContentsMargins(SPACE.xxl, SPACE.sm, SPACE.xxl, SPACE.xl)
        row.setSpacing(SPACE.xl)
        row.addWidget(self._pages, 1)
        row.addWidget(beside, 1)
        self.beside = beside
        beside.hide()
