"""The passphrase is lost: the recovery sheet opens the office, and a new passphrase is chosen."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.first_run.door import OfficeDoor
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets.buttons import Button
from ilp_desktop.ui.widgets.cards import Card
from ilp_desktop.ui.widgets.codes import CodeField
from ilp_desktop.ui.widgets.passphrases import PassphraseChoice
from ilp_desktop.ui.widgets.texts import Text
from ilp_desktop.ui.widgets.working import Working


class RecoverCard(Card):
    """Takes the code from the sheet and a new passphrase. The sheet stays good afterward."""

    opened = Signal(object)
    back = Signal()

    def __init__(self, door: OfficeDoor, background: Background, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(padding=SPACE.xxl, parent=parent)
        self._door = door
        self._background = background
        self._folder = folder
        self.code = named(CodeField(_("Code from the recovery sheet"), door.judge_code), "recovery_field")
        self.pair = PassphraseChoice(door.judge, office_name=folder.stem)
        self.working = Working()
        self.open_button = named(Button(_("Open with the sheet"), "primary", "lock-open"), "recovery_open_button")
        self.back_button = named(Button(_("Back"), "ghost", "arrow-left"), "recovery_back_button")
        self.body.addWidget(Text(_("Open with the recovery sheet"), "h2"))
        told = _("Type the code, and choose a new passphrase. The old one no longer opens the office afterward.")
        self.body.addWidget(Text(told, "body", "text2", wrap=True))
        self.body.addWidget(self.code)
        self.body.addWidget(self.pair)
        self.body.addWidget(self.working)
        row = QHBoxLayout()
        row.addWidget(self.back_button)
        row.addStretch(1)
        row.addWidget(self.open_button)
        self.body.addLayout(row)
        self.code.entered.connect(self.pair.first.setFocus)
        self.pair.entered.connect(self._open)
        self.open_button.clicked.connect(self._open)
        self.back_button.clicked.connect(self.back)

    def focus_first(self) -> None:
        """Put the keyboard into the code."""
        self.code.setFocus()

    def _open(self) -> None:
        if not self.code.text().strip():
            self.code.show_wrong(_("Please type the code from the sheet."))
            self.code.setFocus()
            return
        if not self.pair.is_good():
            return
        code, passphrase = self.code.text(), self.pair.first.text()
        self._set_busy(True)
        self._background.ask(
            lambda: self._door.open_with_recovery(self._folder, code, passphrase), self, self._opened, self._refused
        )

    def _opened(self, office: object) -> None:
        self._set_busy(False)
        self.code.set_text("")
        self.pair.forget()
        self.opened.emit(office)

    def _refused(self, error: OfficeError) -> None:
        from ilp_desktop.wording import sentence  # noqa: PLC0415 - every room's sentences

        self._set_busy(False)
        self.code.show_wrong(sentence(error))
        self.code.setFocus()

    def _set_busy(self, on: bool) -> None:
        for part in (self.code, self.pair, self.open_button, self.back_button):
            part.setEnabled(not on)
        if on:
            self.working.begin(_("Opening…"))
        else:
            self.working.end()
