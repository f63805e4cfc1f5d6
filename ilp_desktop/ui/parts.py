"""A page made of parts: a heading, one segment a part, and the part that is chosen."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ilp_desktop.ui.focus import focus_on
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Canvas, SegmentedControl, Text


@dataclass(slots=True)
class _Part:
    factory: Callable[[], QWidget]
    page: QWidget | None = None


class PartsPage(Canvas):
    """One place of the open office that holds several. A part is made when it is first gone to, and kept."""

    part_shown = Signal(str)
    """The key of the part now shown."""

    def __init__(self, title: str, name: str) -> None:
        super().__init__()
        named(self, name)
        self._parts: dict[str, _Part] = {}
        self._current = ""
        self.segments = named(SegmentedControl((), spoken=title), f"{name}_parts")
        self.segments.chosen.connect(self.go)
        self._pages = named(QStackedWidget(), f"{name}_pages")
        head = QHBoxLayout()
        head.setContentsMargins(SPACE.xxl, SPACE.xl, SPACE.xxl, SPACE.md)
        head.setSpacing(SPACE.xl)
        head.addWidget(Text(title, "h1"))
        head.addWidget(self.segments)
        head.addStretch(1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(head)
        down.addWidget(self._pages, 1)

    def add_part(self, key: str, words: str, factory: Callable[[], QWidget]) -> None:
        """Add a part; ``factory`` makes it when it is first gone to."""
        self._parts[key] = _Part(factory)
        self.segments.add(key, words)

    def has_part(self, key: str) -> bool:
        """Tell whether there is such a part."""
        return key in self._parts

    def go(self, key: str) -> QWidget:
        """Show a part, making it first where need be, and return it."""
        part = self._parts[key]
        if part.page is None:
            part.page = part.factory()
            self._pages.addWidget(part.page)
        self.segments.choose(key)
        if key != self._current:
            self._current = key
            self._pages.setCurrentWidget(part.page)
            self.part_shown.emit(key)
        return part.page

    def focus_first(self) -> None:
        """Put the keyboard into the part that is shown; the first one, where none was chosen yet."""
        if self._parts:
            focus_on(self.go(self._current or next(iter(self._parts))))

    def flush(self) -> None:
        """Let every part that was made save what is typed, or let go of what it does: the office is being locked."""
        for part in self._parts.values():
            flush = getattr(part.page, "flush", None)
            if flush is not None:
                flush()
