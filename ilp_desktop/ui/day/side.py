"""The side list of a conference day: who is next, who waits, whose marks are owed."""

from collections.abc import Callable, Collection, Hashable

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ilp_desktop.domain.conferences import DayRow, DaySheet
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.day import choices
from ilp_desktop.ui.day.choices import Act, Day, Show
from ilp_desktop.ui.day.painting import RowDelegate
from ilp_desktop.ui.day.rows import DayModel
from ilp_desktop.ui.day.words import ACTS, SHOWS, day_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rows import RowsView
from ilp_desktop.ui.theme import SIZE, SPACE
from ilp_desktop.ui.widgets import Button, IconMark, SearchField, SegmentedControl, Text

_NOTHING: dict[Show, Callable[[], str]] = {
    Show.MINE: lambda: _("You have no conferences on this day. Choose Everyone to see the others."),
    Show.EVERYONE: lambda: _("No conferences are arranged for this day."),
    Show.TO_SIGN: lambda: _("Nothing waits for a signature."),
}

_WIDEST = 480
"""Pixels: larger type makes the list wider, but the conference beside it needs its room too."""


class DayList(RowsView):
    """The rows. Return opens a conference; the menu key, Shift+F10 or a right click offers what the front of the room does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(RowDelegate(), parent)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.customContextMenuRequested.emit(self.visualRect(self.currentIndex()).center())
            return
        super().keyPressEvent(event)


class DaySide(QFrame):
    """Date, heading, the way to any student, three views and the list. It shows a ``Day`` and tells what was wanted."""

    conference_chosen = Signal(int)
    group_chosen = Signal(int)
    act_wanted = Signal(int, object)
    """A conference and the ``Act`` wanted for it."""
    show_chosen = Signal(object)
    find_wanted = Signal(str)
    """A student is looked for, among all students, with the letters typed so far."""
    after_wanted = Signal()
    """What comes after the conferences: copies, and what is left of the day."""

    arranging_wanted = Signal()

    preparation_wanted = Signal()
    entry_wanted = Signal()
    groups_wanted = Signal()
    """All group conferences are asked for."""
    desk_wanted = Signal()
    """The front desk is to be opened in a window of its own."""
    board_wanted = Signal()
    early_end_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "side")
        self._papers = named(
            Button(_("For the day"), "way", "list-checks", spoken=_("For the day: what is ready, papers")), "day_papers"
        )
        self._offered = frozenset({"preparation", "entry", "groups"})
        self.setFixedWidth(min(theme.scaled(SIZE.sidebar), _WIDEST))
        self._day = Day()
        self._model = DayModel(self)
        self._date = named(Text("", "label", "text3"), "day_date")
        self._arrange = named(
            Button(_("Arrange"), "way", "calendar-days", spoken=_("Arrange conference days")), "arrange_days_button"
        )
        self._find = named(SearchField(_("Find a student   Ctrl+K"), _("Find a student")), "find_field")
        self._segments = named(
            SegmentedControl([(show.value, _(SHOWS[show])) for show in Show], spoken=_("Conferences shown")),
            "day_segments",
        )
        self._list = named(DayList(), "day_list")
        self._list.setModel(self._model)
        self._list.setAccessibleName(_("Conferences of the day"))
        self._nothing = named(Text("", "body", "text2", wrap=True), "day_nothing")
        after = _("Afterward: print station and closing list")
        self._after = named(Button(_("Afterward"), "way", "printer", spoken=after), "after_button")
        self._lay_out()
        self._connect()

    def show_day(self, day: Day) -> None:
        """Show a day as it now stands."""
        chosen_anew = day.selected != self._day.selected
        self._day = day
        if day.sheet is not None:
            self._date.setText(self._date_words(day.sheet))
        for show, count in day.counts.items():
            self._segments.set_words(show.value, f"{_(SHOWS[show])}  {count}")
        self._segments.choose(day.show.value)
        held = None if chosen_anew else self._held()
        self._model.show_rows(day.rows)
        self._select(day.selected_key if held is None else held)
        self._nothing.setText(_NOTHING[day.show]())
        self._pages.setCurrentIndex(0 if day.rows or day.sheet is None else 1)

    def offer(self, offered: Collection[str]) -> None:
        """Say what the menu offers: preparation, entry, groups, desk, board, early_end. Where nothing, there is no menu."""
        self._offered = frozenset(offered)
        self._papers.setVisible(bool(self._offered))

    def papers_menu(self) -> QMenu:
        """Return the menu of what is done before, during and after the day."""
        menu = named(QMenu(self), "papers_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, words, told in (
            ("preparation", _("Preparation and papers"), self.preparation_wanted),
            ("entry", _("Enter from paper"), self.entry_wanted),
            ("groups", _("Group conferences"), self.groups_wanted),
            ("desk", _("Front desk"), self.desk_wanted),
            ("board", _("Public board"), self.board_wanted),
            ("early_end", _("The day ends early…"), self.early_end_wanted),
        ):
            if name in self._offered:
                action = named(menu.addAction(words), f"{name}_action")
                action.triggered.connect(told)
        return menu

    def focus_list(self) -> None:
        """Put the keyboard into the list."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _date_words(self, sheet: DaySheet) -> str:
        return day_words(sheet.on).upper()

    def _held(self) -> Hashable | None:
        """Return the row on which the arrows stand: a list that is read anew under a person's hands leaves them there."""
        row = self._model.row(self._list.currentIndex()) if self._list.hasFocus() else None
        return None if row is None else choices.key_of(row)

    def _select(self, key: Hashable | None) -> None:
        place = self._model.place(key)
        if place != self._list.currentIndex() or not self._list.selectionModel().hasSelection():
            self._list.setCurrentIndex(place)
            if place.isValid():
                self._list.scrollTo(place)

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        top.setSpacing(SPACE.md)
        heading = QVBoxLayout()
        heading.setSpacing(2)
        heading.addWidget(self._date)
        heading.addWidget(Text(_("Conference day"), "h1"))
        heading.addLayout(self._ways())
        top.addLayout(heading)
        top.addWidget(self._find)
        top.addWidget(self._segments)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._list)
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(SPACE.xl, SPACE.md, SPACE.xl, 0)
        column.addWidget(self._nothing)
        column.addStretch()
        self._pages.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE.xl, 0, 0)
        column.setSpacing(SPACE.lg)
        column.addLayout(top)
        column.addWidget(self._pages, 1)
        column.addLayout(_foot())

    def _ways(self) -> QHBoxLayout:
        """What comes before the day and after it, in words; they begin where the heading begins."""
        row = QHBoxLayout()
        row.setContentsMargins(-SPACE.sm, SPACE.xs, -SPACE.sm, 0)
        row.setSpacing(0)
        for way in (self._papers, self._arrange, self._after):
            way.setToolTip(way.accessibleName())
            row.addWidget(way)
        row.addStretch(1)
        return row

    def offer_arranging(self, *, on: bool) -> None:
        """Offer the way to arranging days, or not."""
        self._arrange.setVisible(on)

    def _connect(self) -> None:
        self._arrange.clicked.connect(self.arranging_wanted)
        self._list.opened.connect(self._open)
        self._list.customContextMenuRequested.connect(self._offer)
        self._segments.chosen.connect(self._choose)
        self._after.clicked.connect(self.after_wanted)
        self._papers.clicked.connect(
            lambda: self.papers_menu().popup(self._papers.mapToGlobal(self._papers.rect().bottomLeft()))
        )
        self._find.textEdited.connect(self._look_for)
        self._find.returnPressed.connect(lambda: self._look_for(self._find.text()))

    def _choose(self, key: str) -> None:
        self.show_chosen.emit(Show(key))

    def _look_for(self, letters: str) -> None:
        self.find_wanted.emit(letters)

    def _open(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if isinstance(row, DayRow):
            self.conference_chosen.emit(row.conference_id)
        elif row is not None:
            self.group_chosen.emit(row.group_id)

    def _offer(self, at: QPoint) -> None:
        index = self._list.indexAt(at) if self._list.rect().contains(at) else self._list.currentIndex()
        row = self._model.row(index)
        open_already = QApplication.activePopupWidget() is not None  # some systems send both the key and the request
        if isinstance(row, DayRow) and choices.ACTS.get(row.state) and not open_already:
            self.menu_for(row).popup(self._list.viewport().mapToGlobal(at))

    def menu_for(self, row: DayRow) -> QMenu:
        """Return the menu of what can be done with a conference that has not begun."""
        menu = named(QMenu(self), "day_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for act in choices.ACTS.get(row.state, ()):
            action = named(menu.addAction(_(ACTS[act])), f"{act.value}_action")
            action.triggered.connect(lambda _on=False, act=act: self._act(row.conference_id, act))
        return menu

    def _act(self, conference_id: int, act: Act) -> None:
        self.act_wanted.emit(conference_id, act)


def _foot() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(SPACE.xl, SPACE.sm, SPACE.xl, SPACE.lg)
    row.setSpacing(SPACE.sm)
    row.addWidget(IconMark("lock"))
    row.addWidget(Text(_("Encrypted on this computer"), "small", "text2"))
    row.addStretch()
    row.addWidget(Text(_("Offline"), "small", "text2"))
    return row
