"""The list of group conferences, and the way to a new one."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from ilp_desktop.domain.groups import GroupLine
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference.parts import line
from ilp_desktop.ui.groups.rows import GroupDelegate, GroupModel
from ilp_desktop.ui.names import named
from ilp_desktop.ui.rows import RowsView
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button, Canvas, Card, EmptyState, Text


class GroupsListed(Canvas):
    """Every group conference with anybody of one's own, the latest day first."""

    group_chosen = Signal(int)
    new_wanted = Signal()
    day_wanted = Signal()

    def __init__(self, *, arranges: bool) -> None:
        super().__init__()
        named(self, "groups_listed")
        self._model = GroupModel(self)
        self.list = named(RowsView(GroupDelegate()), "groups_list")
        self.list.setModel(self._model)
        self.list.setAccessibleName(_("Group conferences"))
        self.list.opened.connect(self._open)
        self.banner = named(Banner(), "groups_banner")
        back = named(Button("", "ghost", "arrow-left", spoken=_("Back to the day")), "groups_to_day")
        back.setFixedWidth(theme.scaled(theme.SIZE.control))
        back.clicked.connect(self.day_wanted)
        self.new = named(Button(_("Arrange a group conference"), "primary", "plus"), "new_group")
        self.new.clicked.connect(self.new_wanted)
        self.new.hide()  # never setVisible(True) before it is laid out: it would be a window of its own
        words = _(
            "A class or a category of students meets with their families for one hour. Each keeps a plan of their own."
        )
        self.empty = named(
            EmptyState(
                "users-round", _("No group conferences yet"), words, _("Arrange a group conference") if arranges else ""
            ),
            "groups_empty",
        )
        self.empty.acted.connect(self.new_wanted)
        self._arranges = arranges
        self._pages = QStackedWidget()
        self._lay_out(back)

    def show_lines(self, lines: tuple[GroupLine, ...]) -> None:
        """Show the groups."""
        self._model.show_rows(lines)
        self._pages.setCurrentIndex(0 if lines else 1)
        self.new.setVisible(self._arranges and bool(lines))

    def focus_first(self) -> None:
        """Put the keyboard into the list, or on the way to a first one."""
        empty = self._pages.currentIndex() == 1
        (self.empty.action if empty else self.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, back: Button) -> None:
        card = Card(padding=SPACE.sm)
        card.body.addWidget(self.list)
        self._pages.addWidget(card)
        self._pages.addWidget(self.empty)
        head = line(spacing=SPACE.md)
        head.addWidget(back)
        head.addWidget(Text(_("Group conferences"), "h1"))
        head.addStretch(1)
        head.addWidget(self.new)
        down = QVBoxLayout(self)
        down.setContentsMargins(SPACE.xxl, SPACE.xl, SPACE.xxl, SPACE.xl)
        down.setSpacing(SPACE.lg)
        down.addLayout(head)
        down.addWidget(self.banner)
        down.addWidget(self._pages, 1)

    def _open(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if row is not None:
            self.group_chosen.emit(row.group_id)
