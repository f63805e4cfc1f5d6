"""Above a student's own conference, while it is one of a group: back to the group, and on to the next who is here."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.groups import GroupMember, GroupSheet
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference.parts import line
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Text

if TYPE_CHECKING:
    from ilp_desktop.office import Office

NEXT, BACK = "Ctrl+Shift+N", "Ctrl+Shift+G"
"""The keys of the next student, and of the way back to the group."""


class GroupBar(QFrame):
    """It names the group and counts, and nobody else of it: the family at the table reads it too."""

    back_wanted = Signal(int)
    """A group is to be shown again."""
    next_wanted = Signal(int, str)
    """The conference of the next student who is here is to be opened, and under which name."""

    def __init__(self, office: "Office", background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "group_bar")
        self._office, self._background = office, background
        self._group_id = 0
        self._conference_id = 0
        self._next: GroupMember | None = None
        self._words = named(Text("", "small_strong", "text2", elide=True), "group_bar_words")
        self._back = named(Button(_("Back to the group"), "ghost", "users-round"), "group_bar_back")
        self._on = named(Button(_("Next student"), "", "arrow-right", trailing=True), "group_bar_next")
        self._back.setToolTip(BACK)
        self._on.setToolTip(NEXT)
        row = line(self, spacing=SPACE.md)
        row.setContentsMargins(SPACE.xl, SPACE.sm, SPACE.xxl, 0)
        row.addWidget(self._back)
        row.addWidget(self._words, 1)
        row.addWidget(self._on)
        self._back.clicked.connect(self.go_back)
        self._on.clicked.connect(self.go_on)
        self.hide()

    @property
    def group_id(self) -> int:
        """The group whose student is open; 0: none."""
        return self._group_id

    def follow(self, group_id: int | None, conference_id: int) -> None:
        """Show the way for a conference that stands on the screen; of one that is of no group, nothing."""
        self._group_id, self._conference_id, self._next = group_id or 0, conference_id, None
        self._on.setEnabled(False)
        if not self._group_id:
            self.hide()
            return
        self._words.setText("")
        self.show()

        def show(sheet: GroupSheet) -> None:
            if sheet.line.group_id == self._group_id and self._conference_id == conference_id:
                self._show(sheet)

        def fail(_error: OfficeError) -> None:
            self.hide()

        asked = self._group_id
        self._background.ask(lambda: self._office.groups.sheet(asked), self, show, fail)

    def go_back(self) -> None:
        """Back to the group."""
        if self._group_id:
            self.back_wanted.emit(self._group_id)

    def go_on(self) -> None:
        """On to the next student who is here; after the last, back to the group."""
        if self._next is not None:
            self.next_wanted.emit(self._next.conference_id, self._next.name)
        elif self._group_id:
            self.go_back()

    def _show(self, sheet: GroupSheet) -> None:
        here = [member.conference_id for member in sheet.members if member.is_here]
        words = sheet.line.name
        if self._conference_id in here:
            at = _("{at} of {count} who are here").format(at=here.index(self._conference_id) + 1, count=len(here))
            words = f"{words} · {at}"
        self._words.setText(words)
        self._next = sheet.following(self._conference_id)
        self._on.setEnabled(self._next is not None)
