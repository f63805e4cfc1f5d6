"""One group conference: who is here, what the room sees, and the way from one student's own plan to the next."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from ilp_desktop.clock import Clock
from ilp_desktop.domain.groups import GroupSheet, GroupState
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference.parts import column, line
from ilp_desktop.ui.groups.rows import AttendanceList, AttendanceModel
from ilp_desktop.ui.groups.shared import SharedCard
from ilp_desktop.ui.groups.side import GroupSide
from ilp_desktop.ui.groups.words import STATES, clashes_words, when_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Badge, Banner, Button, Canvas, Card, Chip, Notice, SegmentedControl, Text

if TYPE_CHECKING:
    from ilp_desktop.office import Office

_SIDE = 330
_HERE, _SHARED = "here", "shared"


class GroupView(Canvas):
    """It shows a ``GroupSheet`` and tells what was wanted; a form stands in its place while something is asked."""

    back_wanted = Signal()
    begin_wanted = Signal()
    end_wanted = Signal()
    paper_wanted = Signal()
    view_wanted = Signal()
    """The family view is wanted, or not any more."""
    move_wanted = Signal()
    invite_wanted = Signal()
    off_wanted = Signal()
    out_wanted = Signal(int)
    """A student is to be taken out of the group."""
    ticked = Signal(int, bool)
    """A line of the attendance is here, or not."""
    student_wanted = Signal(int)
    """A student's own conference is to be opened."""
    another_wanted = Signal(int)
    """Something else is to be arranged for a student whom the group missed."""

    def __init__(self, office: "Office", background: Background, clock: Clock, zone: ZoneInfo) -> None:
        super().__init__()
        named(self, "group_view")
        self._sheet: GroupSheet | None = None
        self._model = AttendanceModel(self)
        self.list = named(AttendanceList(), "attendance_list")
        self.list.setModel(self._model)
        self.list.setAccessibleName(_("Attendance: the space bar ticks a line, Return opens the student's plan"))
        self.banner = named(Banner(), "group_banner")
        self.shared = SharedCard(office, background, clock, zone)
        self.side = GroupSide()
        self._name = named(Text("", "h1", elide=True), "group_name")
        self._when = named(Text("", "body", "text2", elide=True), "group_when")
        self._state = named(Chip(), "group_state")
        self._back = named(Button("", "ghost", "arrow-left", spoken=_("All group conferences")), "groups_back")
        self._begin = named(Button(_("Begin the group"), "primary", "play"), "group_begin")
        self._end = named(Button(_("End the group"), "", "circle-check"), "group_end")
        self._more = named(Button("", "ghost", "ellipsis", spoken=_("More actions")), "group_more")
        self._clashes = named(Notice("", "amber", "triangle-alert"), "group_clashes")
        self._segments = named(
            SegmentedControl(
                ((_HERE, _("Who is here")), (_SHARED, _("What the room sees"))), spoken=_("Parts of the group")
            ),
            "group_parts",
        )
        self._pages = named(QStackedWidget(), "group_pages")
        self.form_place = QVBoxLayout()
        self._lay_out()
        self._connect()

    @property
    def sheet(self) -> GroupSheet | None:
        """The group that is shown."""
        return self._sheet

    def show_sheet(self, sheet: GroupSheet) -> None:
        """Show a group as it now stands; the arrows stay where a person left them."""
        other = self._sheet is None or self._sheet.line.group_id != sheet.line.group_id
        self._sheet = sheet
        line_ = sheet.line
        self._name.setText(line_.name)
        self._when.setText(when_words(sheet))
        self._when.setToolTip(when_words(sheet))
        words, kind = STATES[line_.state]
        self._state.say(_(words), kind)
        self._begin.setVisible(sheet.may_change and line_.state is GroupState.SCHEDULED)
        self._end.setVisible(sheet.may_change and line_.state is GroupState.IN_CONFERENCE)
        self._clashes.words.setText(clashes_words(sheet.clashes))
        self._clashes.setVisible(bool(sheet.clashes))
        held = self._held()
        self._model.show_members(sheet.members)
        if other:
            self._segments.choose(_HERE)
            self.show_part(_HERE)
        place = self._model.place(held) if held is not None and not other else self._model.index(0)
        if place.isValid():
            self.list.setCurrentIndex(place)
        self.side.show_sheet(sheet)
        self.shared.show_sheet(sheet)

    def show_part(self, key: str) -> None:
        """Show who is here, or what the room sees: there, nothing tells of any one student."""
        self._pages.setCurrentIndex(0 if key == _HERE else 1)
        self.side.setVisible(key == _HERE)
        self._clashes.setVisible(key == _HERE and self._sheet is not None and bool(self._sheet.clashes))

    def show_form(self, *, on: bool) -> None:
        """Make room for a form, or give it back."""
        self._asking.setVisible(on)
        self._body.setVisible(not on)

    def focus_first(self) -> None:
        """Put the keyboard into the attendance."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def menu_of_more(self) -> QMenu:
        """Return the menu of what is seldom done."""
        menu = named(QMenu(self), "group_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        named(menu.addAction(_("Attendance sheet to print")), "paper_action").triggered.connect(self.paper_wanted)
        named(menu.addAction(_("Family view")), "family_view_action").triggered.connect(self.view_wanted)
        sheet = self._sheet
        if sheet is None or not sheet.may_arrange:
            return menu
        if sheet.line.state is not GroupState.HELD:
            named(menu.addAction(_("Invite more students")), "invite_action").triggered.connect(self.invite_wanted)
        if sheet.line.state is GroupState.SCHEDULED:
            row = self._model.row(self.list.currentIndex())
            if row is not None:
                words = _("Take {name} out").format(name=row.member.name)
                out = named(menu.addAction(words), "out_action")
                out.triggered.connect(lambda _on=False, one=row.member.student_id: self.out_wanted.emit(one))
            named(menu.addAction(_("Change day, hour or room")), "move_action").triggered.connect(self.move_wanted)
            named(menu.addAction(_("Call it off")), "off_action").triggered.connect(self.off_wanted)
        return menu

    def _held(self) -> int | None:
        row = self._model.row(self.list.currentIndex())
        return None if row is None else row.person.participant_id

    def _tick(self, index: QModelIndex) -> None:
        row, sheet = self._model.row(index), self._sheet
        if row is None or sheet is None or not sheet.may_change:
            return
        here = not row.person.here
        self._model.tick(row.person.participant_id, here)
        self.ticked.emit(row.person.participant_id, here)

    def _open(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if row is not None:
            self.student_wanted.emit(row.member.conference_id)

    def _offer(self) -> None:
        self.menu_of_more().popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _connect(self) -> None:
        self._back.clicked.connect(self.back_wanted)
        self._begin.clicked.connect(self.begin_wanted)
        self._end.clicked.connect(self.end_wanted)
        self._more.clicked.connect(self._offer)
        self._segments.chosen.connect(self.show_part)
        self.list.ticked.connect(self._tick)
        self.list.opened.connect(self._open)
        self.side.student_wanted.connect(self.student_wanted)
        self.side.another_wanted.connect(self.another_wanted)

    def _lay_out(self) -> None:
        head = line(spacing=SPACE.lg)
        self._back.setFixedWidth(theme.scaled(theme.SIZE.control))
        self._more.setFixedWidth(theme.scaled(44))
        head.addWidget(self._back)
        head.addWidget(Badge("users-round", size=52))
        words = column(spacing=2)
        title = line(spacing=SPACE.md)
        title.addWidget(self._name, 1)
        words.addLayout(title)
        words.addWidget(self._when)
        head.addLayout(words, 1)
        for part in (self._state, self._begin, self._end, self._more):
            head.addWidget(part)
        attendance = Card(padding=SPACE.sm, spacing=0)
        attendance.body.addWidget(self.list)
        self._pages.addWidget(attendance)
        self._pages.addWidget(self.shared)
        self.side.setFixedWidth(theme.scaled(_SIDE))
        self._body, self._asking = QWidget(), QWidget()
        below = line(self._body, spacing=SPACE.xl)
        below.addWidget(self._pages, 1)
        below.addWidget(self.side)
        self._asking.setLayout(self.form_place)
        self.form_place.setContentsMargins(0, 0, 0, 0)
        self._asking.hide()
        parts = line()
        parts.addWidget(self._segments)
        parts.addStretch(1)
        down = QVBoxLayout(self)
        down.setContentsMargins(SPACE.xxl, SPACE.xl, SPACE.xxl, SPACE.xl)
        down.setSpacing(SPACE.lg)
        down.addLayout(head)
        down.addWidget(self.banner)
        down.addLayout(parts)
        down.addWidget(self._clashes)
        down.addWidget(self._body, 1)
        down.addWidget(self._asking, 1)
