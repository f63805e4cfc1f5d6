"""The plan as text to read before signing."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference.plan_words import PlanLine, Role
from ilp_desktop.ui.overriding import override

# Role: type role, color token, space above, indent.
_SET: dict[Role, tuple[str, str, int, int]] = {
    "title": ("h2", "text", 0, 0),
    "heading": ("label", "text3", 16, 0),
    "strong": ("strong", "text", 6, 0),
    "body": ("body", "text", 2, 0),
    "step": ("body", "text", 2, 14),
    "small": ("small", "text2", 1, 0),
}


class PlanText(QTextEdit):
    """Read-only, scrolled by keyboard, spoken by a screen reader. Plain text only: a name may hold any character."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("What the plan says"))
        self._lines: tuple[PlanLine, ...] = ()

    def show_lines(self, lines: tuple[PlanLine, ...]) -> None:
        """Show a plan; the place scrolled to stays."""
        if lines == self._lines:
            return
        self._lines = lines
        self._write()

    def _write(self) -> None:
        at = self.verticalScrollBar().value()
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()  # or the whole text would be laid out anew at each line
        for number, line in enumerate(self._lines):
            role, token, above, indent = _SET[line.role]
            block = QTextBlockFormat()
            block.setTopMargin(above)
            block.setLeftMargin(indent)
            letters = QTextCharFormat()
            letters.setFont(theme.font(role))
            letters.setForeground(QColor(theme.current().color(token)))
            if number:
                cursor.insertBlock()
            cursor.setBlockFormat(block)
            cursor.insertText(line.text.upper() if line.role == "heading" else line.text, letters)
        cursor.endEditBlock()
        self.verticalScrollBar().setValue(at)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.StyleChange} and hasattr(self, "_lines"):
            self._write()
