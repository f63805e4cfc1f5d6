"""Whose signatures are owed: until when each said they will sign, how to reach them, one click from where they sign."""

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListView, QStackedWidget, QVBoxLayout

from ilp_desktop.clock import Clock
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.circumstances import SignerOwed
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.later.rows import OwedDelegate, OwedModel
from ilp_desktop.ui.later.words import owed_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Canvas, Card, EmptyState, Text
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office


class ToSignPart(Canvas):
    """One part of what comes after the conference. Return on a line opens the conference at that person's turn."""

    turn_asked = Signal(int, int)
    """A conference, and who of it comes to sign."""
    shown = Signal()
    """The list was read and is on the screen."""

    def __init__(self, office: "Office", background: Background, clock: Clock, zone: ZoneInfo) -> None:
        super().__init__()
        named(self, "to_sign_part")
        self._office, self._background = office, background
        self._clock, self._zone = clock, zone
        self._model = OwedModel(self._today(), self)
        self.list = named(QListView(), "to_sign_list")
        self.list.setModel(self._model)
        self.list.setItemDelegate(OwedDelegate(self._today(), self.list))
        self.list.setAccessibleName(_("Signatures that are owed"))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.banner = named(Banner(), "to_sign_banner")
        self._count = named(Text("", "body", "text2"), "to_sign_count")
        self._lay_out()
        self.list.clicked.connect(self._go)
        self.list.activated.connect(self._go)
        background.changed.connect(self._hear)
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        office = self._office
        self._background.ask(office.later.owed, self, self._show, self._say)

    def focus_first(self) -> None:
        """Put the keyboard into the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, rows: tuple[SignerOwed, ...]) -> None:
        self._model.show_rows(rows)
        self._pages.setCurrentIndex(0 if rows else 1)
        self._count.setText(owed_words(rows, self._today()))
        self.shown.emit()

    def _go(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if row is not None:
            self.turn_asked.emit(row.conference_id, row.participant_id)

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Kind.DAY, Kind.CONFERENCE, Kind.SIGNATURE, Kind.ROSTER):
            self.refresh()

    def _say(self, error: OfficeError) -> None:
        self.banner.say(sentence(error))

    def _today(self) -> date:
        return self._clock.now().astimezone(self._zone).date()

    def _lay_out(self) -> None:
        words = _("Whoever will sign later, or has not signed yet, stands here until they have. Nothing waits now.")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(named(EmptyState("signature", _("Everybody has signed"), words), "to_sign_nothing"))
        head = QHBoxLayout()
        head.addWidget(Text(_("To sign later"), "h2"), 1)
        head.addWidget(self._count)
        card = Card(padding=SPACE.lg, spacing=SPACE.md)
        card.body.addLayout(head)
        card.body.addWidget(self._pages, 1)
        down = QVBoxLayout(self)
        down.setContentsMargins(SPACE.xxl, SPACE.sm, SPACE.xxl, SPACE.xl)
        down.setSpacing(SPACE.md)
        down.addWidget(self.banner)
        down.addWidget(card, 1)
