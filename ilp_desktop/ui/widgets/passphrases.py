"""A new passphrase: how good it is, in plain words as it is typed, and the same once more."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets.fields import LineField
from ilp_desktop.ui.widgets.spoken import announce
from ilp_desktop.ui.widgets.texts import IconMark, Text

Judge = Callable[[str, str], tuple[str, str]]
"""From a passphrase and the office's name to how good it is (``too_weak``, ``enough``, ``strong``), and that in words."""

_STRENGTHS = {
    "too_weak": ("amber", "circle-alert"),
    "enough": ("accent_text", "circle-check"),
    "strong": ("accent_text", "shield-check"),
}


class PassphraseChoice(QWidget):
    """Where a passphrase is chosen, everywhere the same. Pasting is welcome: keepers of passwords paste.

    After NIST SP 800-63B-4: length, a blocklist, both lines shown when asked for, nothing about capitals or signs.
    """

    entered = Signal()
    """Return in the second line."""
    judged = Signal(str)
    """How good what was typed is now."""

    def __init__(
        self, judge: Judge, *, first: str = "", again: str = "", office_name: str = "", parent: QWidget | None = None
    ) -> None:
        """``first`` and ``again`` are the questions over the two lines, where they are not the usual ones."""
        super().__init__(parent)
        self._judging = judge
        self._office_name = office_name
        advice = _("A sentence that only you would write works well: at least 15 characters or 5 words.")
        self.first = named(LineField(first or _("Passphrase"), hint=advice, secret=True), "passphrase_field")
        self.again = named(LineField(again or _("Passphrase once more"), secret=True), "again_field")
        self._mark = IconMark("circle-alert", "amber", 16)
        self.verdict = named(Text("", "small", "amber", wrap=True), "strength_text")
        self._verdict_row = QWidget()
        self._strength = "too_weak"
        self._lay_out()
        self.first.typed.connect(self._judge)
        self.first.entered.connect(self.again.setFocus)
        self.again.entered.connect(self.entered)
        if self.first.show_action is not None and self.again.show_action is not None:
            self.first.show_action.toggled.connect(self.again.show_action.setChecked)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._verdict_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.sm)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.verdict, 1)
        self._verdict_row.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.sm)
        column.addWidget(self.first)
        column.addWidget(self._verdict_row)
        column.addSpacing(SPACE.xs)
        column.addWidget(self.again)

    def set_office_name(self, name: str) -> None:
        """The office's own name makes a poor passphrase: judge again."""
        self._office_name = name
        if self.first.text():
            self._judge(self.first.text())

    def text(self) -> str:
        """Return the passphrase."""
        return self.first.text()

    def is_good(self) -> bool:
        """Say under the lines what is still wrong, and whether nothing is."""
        strength, words = self._judging(self.first.text(), self._office_name)
        if strength == "too_weak":
            self._verdict_row.hide()
            self.first.show_wrong(words)
            self.first.setFocus()
            return False
        if self.first.text() != self.again.text():
            self.again.show_wrong(_("The two are not the same. Type it once more."))
            self.again.setFocus()
            return False
        return True

    def forget(self) -> None:
        """Empty both lines, and hide again what is typed into them."""
        for line in (self.first, self.again):
            line.set_text("")
            line.show_wrong("")
            if line.show_action is not None:
                line.show_action.setChecked(False)
        self._verdict_row.hide()

    def _judge(self, passphrase: str) -> None:
        strength, words = self._judging(passphrase, self._office_name)
        color, icon = _STRENGTHS[strength]
        self._verdict_row.setVisible(bool(passphrase))
        self.first.below.setVisible(not passphrase)
        self._mark.show_icon(icon, color)
        self.verdict.set_fg(color)
        self.verdict.setText(words)
        self.first.editor.setAccessibleDescription(words)
        if strength != self._strength:
            # Each letter said aloud would drown what is typed: only the turns are.
            self._strength = strength
            announce(self.first.editor, words)
        self.judged.emit(strength)
