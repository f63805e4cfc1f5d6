"""The third page of a restore: the printed recovery sheet, or a passphrase of that day."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import _
from ilp_desktop.ui.first_run.door import BackupKey
from ilp_desktop.ui.names import named
from ilp_desktop.ui.restoring.pages import StepPage
from ilp_desktop.ui.widgets.buttons import Button
from ilp_desktop.ui.widgets.codes import CodeField, Judge
from ilp_desktop.ui.widgets.fields import LineField
from ilp_desktop.ui.widgets.segments import SegmentedControl
from ilp_desktop.wording import sentence

_SHEET, _PASSPHRASE = "sheet", "passphrase"
_MISTYPED = frozenset({"passphrase_wrong", "recovery_length", "recovery_groups", "recovery_wrong"})


class KeyPage(StepPage):
    """Asks for what opens the backup; it is opened where it lies before anything is made of it."""

    given = Signal(object)
    """The BackupKey."""

    def __init__(self, judge: Judge) -> None:
        super().__init__("key", _("What opens it?"), "")
        ways = ((_SHEET, _("Recovery sheet")), (_PASSPHRASE, _("Passphrase")))
        self.way = named(SegmentedControl(ways, spoken=_("What opens it?")), "restore_way_segments")
        self.code = named(CodeField(_("Code from the recovery sheet"), judge), "restore_code_field")
        hint = _("As it was on the day of the backup.")
        self.passphrase = named(LineField(_("Passphrase"), hint=hint, secret=True), "restore_passphrase_field")
        self.onward = named(Button(_("Look inside"), "primary", "arrow-right", trailing=True), "restore_key_button")
        for part in (self.way, self.code, self.passphrase):
            self.body.addWidget(part)
        self.foot.addWidget(self.onward)
        self.way.chosen.connect(self._show_way)
        self.onward.clicked.connect(self._ask)
        self.code.entered.connect(self._ask)
        self.passphrase.entered.connect(self._ask)
        self._show_way(_SHEET)

    def parts(self) -> tuple[QWidget, ...]:
        return (self.way, self.code, self.passphrase, self.onward)

    def focus_first(self) -> None:
        """Put the keyboard into the line that is shown."""
        self._line().setFocus()

    def about(self, words: str) -> None:
        """Say which backup it is."""
        self.told.setText(words)

    def refused(self, error: OfficeError) -> None:
        """Say what was wrong, under the line where it was typed, or above the foot where it is the backup's doing."""
        if error.code in _MISTYPED:
            self._line().show_wrong(sentence(error))
            if self._line() is self.passphrase:
                self.passphrase.editor.selectAll()  # to be typed again; a code is mended where it is wrong
        else:
            self.banner.say(sentence(error), tint="neutral" if error.code == "stopped" else "red")
        self._line().setFocus()

    def forget(self) -> None:
        """Empty what was typed."""
        for line in (self.code, self.passphrase):
            line.set_text("")
            line.show_wrong("")

    def _line(self) -> LineField:
        return self.code if self.way.current() == _SHEET else self.passphrase

    def _show_way(self, key: str) -> None:
        self.code.setVisible(key == _SHEET)
        self.passphrase.setVisible(key == _PASSPHRASE)
        self.banner.hide()

    def _ask(self) -> None:
        line, by_sheet = self._line(), self.way.current() == _SHEET
        if not line.text().strip():
            line.show_wrong(_("Please type the code from the sheet.") if by_sheet else _("Please type the passphrase."))
            line.setFocus()
            return
        self.given.emit(BackupKey(recovery=line.text()) if by_sheet else BackupKey(passphrase=line.text()))
