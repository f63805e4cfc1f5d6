"""The passphrase, or the recovery sheet where it is lost."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets.buttons import Button
from ilp_desktop.ui.widgets.cards import Canvas, Card
from ilp_desktop.ui.widgets.chips import Badge
from ilp_desktop.ui.widgets.fields import LineField
from ilp_desktop.ui.widgets.texts import IconMark, Text
from ilp_desktop.ui.widgets.working import Working

if TYPE_CHECKING:  # the whole of first run is not needed to paint the passphrase field
    from ilp_desktop.ui.first_run.door import OfficeDoor
    from ilp_desktop.ui.unlock.recovering import RecoverCard

_CARD_WIDTH = 460
_NAMED_AFTER = 20
"""Milliseconds: the first picture is on its way to the screen still when the paint is over."""


class Unlock(Canvas):
    """Asks for an office's passphrase, and hands over the office when it opens."""

    opened = Signal(object)
    """The office, open."""
    other_wanted = Signal()
    """A person wants another office than this one."""
    backup_wanted = Signal(Path)
    """A person wants a backup in the place of this office."""

    def __init__(
        self,
        door: "OfficeDoor",
        background: Background,
        folder: Path,
        *,
        office_name: str = "",
        told: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``office_name`` is asked of the door where it is not known; ``told`` says why the office is locked."""
        super().__init__(parent)
        self.setObjectName("unlock")
        self._door = door
        self._background = background
        self._folder = folder
        self.title = named(Text(office_name or folder.stem, "h1", wrap=True), "unlock_title")
        self.told = named(
            Text(told or _("Type your passphrase to open the office."), "body", "text2", wrap=True), "unlock_told"
        )
        self.passphrase = named(LineField(_("Passphrase"), secret=True), "passphrase_field")
        self.open_button = named(Button(_("Open"), "primary", "lock-open"), "open_button")
        self.login_button = named(Button(_("Open with this computer's login"), "", "monitor"), "login_button")
        self.recover_button = named(Button(_("Use the recovery sheet"), "ghost"), "recover_button")
        self.other_button = named(Button(_("Another office"), "ghost"), "other_button")
        self.backup_button = named(Button(_("Start from a backup"), "ghost"), "backup_button")
        self.working = Working()
        self.card = named(Card(padding=SPACE.xxl), "unlock_card")
        self._recovering: RecoverCard | None = None
        self._lay_out()
        self.open_button.clicked.connect(self._open)
        self.passphrase.entered.connect(self._open)
        self.login_button.clicked.connect(self._open_by_login)
        self.recover_button.clicked.connect(self._recover)
        self.other_button.clicked.connect(self.other_wanted)
        self.backup_button.clicked.connect(lambda: self.backup_wanted.emit(folder))
        self._is_named = bool(office_name)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Ask what the office is called once the field is there to type into: reading its key file loads a lot."""
        super().paintEvent(event)
        if not self._is_named:
            self._is_named = True
            QTimer.singleShot(_NAMED_AFTER, self._ask_name)

    def _ask_name(self) -> None:
        door, folder = self._door, self._folder

        def known(answer: tuple[str, bool]) -> None:
            self.title.setText(answer[0])
            self.login_button.setVisible(answer[1])

        self._background.ask(lambda: (door.name_of(folder), door.opens_by_login(folder)), self, known, self._refused)

    def focus_first(self) -> None:
        """Put the keyboard into the passphrase."""
        self.passphrase.setFocus()

    def _lay_out(self) -> None:
        center = Qt.AlignmentFlag.AlignHCenter
        for words in (self.title, self.told):
            words.setAlignment(center)
        body = self.card.body
        body.addWidget(Badge("lock", size=52), 0, center)
        body.addSpacing(SPACE.xs)
        body.addWidget(self.title)
        body.addWidget(self.told)
        body.addSpacing(SPACE.sm)
        body.addWidget(self.passphrase)
        body.addWidget(self.working)
        body.addWidget(self.open_button)
        body.addWidget(self.login_button)
        self.login_button.hide()  # where it was turned on, and never after a lock: who comes back is somebody else
        row = QHBoxLayout()
        row.addWidget(self.recover_button)
        row.addStretch(1)
        row.addWidget(self.other_button)
        ways = QVBoxLayout()
        ways.setSpacing(0)
        ways.addLayout(row)
        ways.addWidget(self.backup_button, 0, center)
        body.addLayout(ways)
        self._middle = QVBoxLayout()
        self._middle.addWidget(self.card)
        self.card.setFixedWidth(theme.scaled(_CARD_WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.xl, SPACE.xl, SPACE.xl, SPACE.lg)
        column.addStretch(2)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addLayout(self._middle)
        across.addStretch(1)
        column.addLayout(across)
        column.addStretch(3)
        column.addLayout(_foot())

    def _open(self) -> None:
        passphrase = self.passphrase.text()
        if not passphrase:
            self.passphrase.show_wrong(_("Please type the passphrase."))
            return
        self._set_busy(True)
        self._background.ask(lambda: self._door.open(self._folder, passphrase), self, self._opened, self._refused)

    def _open_by_login(self) -> None:
        self._set_busy(True)
        self._background.ask(lambda: self._door.open_by_login(self._folder), self, self._opened, self._refused)

    def _opened(self, office: object) -> None:
        self._forget()
        self._set_busy(False)
        self.opened.emit(office)

    def _refused(self, error: OfficeError) -> None:
        from ilp_desktop.wording import sentence  # noqa: PLC0415 - every room's sentences; not before something is wrong

        self._set_busy(False)
        self.passphrase.show_wrong(sentence(error))
        self.passphrase.editor.selectAll()
        self.passphrase.setFocus()

    def _set_busy(self, on: bool) -> None:
        busy = (self.passphrase, self.open_button, self.login_button, self.recover_button, self.other_button)
        for part in (*busy, self.backup_button):
            part.setEnabled(not on)
        if on:
            self.working.begin(_("Opening…"))
        else:
            self.working.end()

    def _forget(self) -> None:
        self.passphrase.set_text("")

    def _recover(self) -> None:
        from ilp_desktop.ui.unlock.recovering import RecoverCard  # noqa: PLC0415 - rarely needed, never at once

        if self._recovering is None:
            made = named(RecoverCard(self._door, self._background, self._folder), "recover_card")
            made.setFixedWidth(theme.scaled(_CARD_WIDTH + 60))
            made.back.connect(self._recover_no_more)
            made.opened.connect(self._opened)
            self._middle.addWidget(made)
            self._recovering = made
        self.card.hide()
        self._recovering.show()
        self._recovering.focus_first()

    def _recover_no_more(self) -> None:
        assert self._recovering is not None
        self._recovering.hide()
        self.card.show()
        self.passphrase.setFocus()


def _foot() -> QHBoxLayout:
    foot = QHBoxLayout()
    foot.setSpacing(SPACE.sm)
    foot.addStretch(1)
    foot.addWidget(IconMark("lock", "text3", 14))
    foot.addWidget(Text(_("Encrypted on this computer. No network is used."), "small", "text3"))
    foot.addStretch(1)
    return foot
