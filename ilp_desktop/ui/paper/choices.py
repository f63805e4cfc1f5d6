"""Boxes that are answered by one key: what stands in the box on the paper is the key."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from ilp_desktop.ui import theme
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import RADIUS, SPACE
from ilp_desktop.ui.widgets import Button, GrowingText, name_changed

_ON = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down})
_BACK = frozenset({Qt.Key.Key_Up})
_AWAY = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Delete})


class KeyChoice(QWidget):
    """One answer out of a few: ``(key, code, words)`` each. Its key answers and moves on; Backspace takes it back."""

    chosen = Signal(str)
    """The code; '' where the answer was taken back."""
    moved_on = Signal()
    moved_back = Signal()

    def __init__(
        self, choices: Sequence[tuple[str, str, str]], spoken: str, also: Sequence[tuple[str, str]] = ()
    ) -> None:
        super().__init__()
        self._keys = {key.upper(): code for key, code, _words in choices} | dict(also)
        self._said = {code: words for _key, code, words in choices}
        self._spoken = spoken
        self._code = ""
        self._buttons: dict[str, Button] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 3, 4, 3)
        row.setSpacing(SPACE.xs)
        for key, code, words in choices:
            one = Button(f"{key}  {words}", "segment")
            one.setCheckable(True)
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            one.clicked.connect(lambda _on=False, code=code: self._choose(code))
            self._buttons[code] = one
            row.addWidget(one)
        self.show_choice("")

    def code(self) -> str:
        """Return the answer, '' where there is none."""
        return self._code

    def show_choice(self, code: str) -> None:
        """Show an answer without saying that a person gave it."""
        self._code = code if code in self._said else ""
        for each, one in self._buttons.items():
            one.setChecked(each == self._code)
        said = f"{self._spoken}: {self._said[self._code]}" if self._code else self._spoken
        name_changed(self, said)

    def _choose(self, code: str) -> None:
        self.show_choice(code)
        self.chosen.emit(code)
        if code:
            self.moved_on.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        code = self._keys.get(event.text().upper())
        if code is not None:
            self._choose(code)
        elif event.key() in _AWAY:
            self._choose("")
        elif event.key() in _ON:
            self.moved_on.emit()
        elif event.key() in _BACK:
            self.moved_back.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("focus" if self.hasFocus() else "border"), 2 if self.hasFocus() else 1))
        painter.setBrush(look.color("surface2"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS.field, RADIUS.field)


class LineBox(QLineEdit):
    """One line of the paper. Enter moves on to the next line, the arrows go up and down."""

    moved_on = Signal()
    moved_back = Signal()

    def __init__(self, spoken: str, placeholder: str = "") -> None:
        super().__init__()
        self.setFont(theme.font("body"))
        self.setAccessibleName(spoken)
        self.setPlaceholderText(placeholder)
        self.returnPressed.connect(self.moved_on)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.moved_on.emit()
        elif event.key() in _BACK:
            self.moved_back.emit()
        else:
            super().keyPressEvent(event)


class ParagraphBox(GrowingText):
    """A few lines of the paper. Enter moves on; Shift and Enter begin a new line."""

    moved_on = Signal()
    moved_back = Signal()

    def __init__(self, spoken: str) -> None:
        super().__init__(2, 6)
        self.setAccessibleName(spoken)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            self.moved_on.emit()
            return
        super().keyPressEvent(event)


class NextButton(Button):
    """A button that Enter presses too."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)
