"""One choice out of a few, side by side."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QWidget

from ilp_desktop.ui.names import named
from ilp_desktop.ui.widgets.buttons import Button

_MARK = " •"


class SegmentedControl(QFrame):
    """Segments of which one is on: ``(key, words)`` each. Left and right arrows move between them."""

    chosen = Signal(str)
    """The key of the segment that a person chose."""

    def __init__(
        self, segments: Iterable[tuple[str, str]], chosen: str = "", *, spoken: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(spoken)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, Button] = {}
        # The frame is styled by this inner name, so that the control itself can carry a name of its own.
        frame = named(QFrame(self), "segments")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        row = QHBoxLayout(frame)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(2)
        self._row = row
        for key, words in segments:
            self.add(key, words)
        if chosen:
            self.choose(chosen)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def add(self, key: str, words: str) -> None:
        """Add a segment at the end; the first one is on until another is chosen."""
        one = named(Button(words, "segment"), f"{key}_segment")
        one.setCheckable(True)
        one.setChecked(not self._buttons)
        one.clicked.connect(lambda _checked=False: self.chosen.emit(key))
        self._group.addButton(one)
        self._buttons[key] = one
        self._row.addWidget(one, 1)

    def current(self) -> str:
        """Return the key of the segment that is on."""
        return next(key for key, one in self._buttons.items() if one.isChecked())

    def choose(self, key: str) -> None:
        """Turn a segment on without saying that a person did."""
        self._buttons[key].setChecked(True)

    def set_enabled(self, key: str, *, on: bool) -> None:
        """Let a segment be chosen, or not."""
        self._buttons[key].setEnabled(on)

    def set_words(self, key: str, words: str) -> None:
        """Change a segment's words, such as its count."""
        self._buttons[key].setText(words)
        self._buttons[key].updateGeometry()

    def mark(self, key: str, why: str) -> None:
        """Mark a segment quietly, and say why where the pointer rests; empty words take the mark away."""
        button = self._buttons[key]
        words = button.text().removesuffix(_MARK)
        button.setToolTip(why)
        button.setAccessibleDescription(why)
        self.set_words(key, f"{words}{_MARK}" if why else words)
