"""The side list of papers and of what is not ready: a heading, choices above, the rows."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ilp_desktop.ui import theme
from ilp_desktop.ui.names import named
from ilp_desktop.ui.paper.rows import PaperDelegate
from ilp_desktop.ui.rows import RowsView
from ilp_desktop.ui.theme import SIZE, SPACE
from ilp_desktop.ui.widgets import Banner, Button, Canvas, Text

_WIDEST = 480


class Picker(Button):
    """One of a few, chosen from a menu: a day, a person."""

    picked = Signal(int)
    """Which of them, from 0."""

    def __init__(self, spoken: str, icon: str = "chevron-down", *, kind: str = "ghost") -> None:
        super().__init__("…", kind, icon, trailing=True)
        self._what = spoken
        self._words: tuple[str, ...] = ()
        self.clicked.connect(self._offer)

    def show_choices(self, words: Sequence[str], at: int) -> None:
        """Show what there is to choose from, and which is chosen."""
        self._words = tuple(words)
        chosen = self._words[at] if 0 <= at < len(self._words) else ""
        self.setText(chosen or "…")
        self.setAccessibleName(f"{self._what}: {chosen}")
        self.setEnabled(len(self._words) > 1)
        self.updateGeometry()

    def _offer(self) -> None:
        menu = named(QMenu(self), "pick_menu")
        for at, words in enumerate(self._words):
            action = named(menu.addAction(words), f"pick_{at}_action")
            action.triggered.connect(lambda _on=False, at=at: self.picked.emit(at))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))


class PaperSide(QFrame):
    """Heading, what stands above the list, the list, and a word below it."""

    def __init__(
        self, heading: str, name: str, spoken: str, above: Sequence[Sequence[QWidget]], below: QWidget | None = None
    ) -> None:
        super().__init__()
        named(self, "side")
        self.setFixedWidth(min(theme.scaled(SIZE.sidebar), _WIDEST))
        self.list = named(RowsView(PaperDelegate()), f"{name}_list")
        self.list.setAccessibleName(spoken)
        self.told = named(Text("", "small", "text2", wrap=True), f"{name}_told")
        top = QVBoxLayout()
        top.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        top.setSpacing(SPACE.sm)
        top.addWidget(Text(heading, "h1"))
        for some in above:
            row = QHBoxLayout()
            row.setSpacing(SPACE.xs)
            for each in some:
                row.addWidget(each, 1)
            top.addLayout(row)
        top.addWidget(self.told)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, SPACE.xl, 0, SPACE.md)
        down.setSpacing(SPACE.md)
        down.addLayout(top)
        down.addWidget(self.list, 1)
        if below is not None:
            down.addWidget(below)


def with_banner(banner: Banner, pages: QWidget) -> QWidget:
    """Return the right-hand side: what the office met is said above whatever is shown."""
    right = Canvas()
    room = QVBoxLayout()
    room.setContentsMargins(SPACE.xxl, SPACE.sm, SPACE.xxl, 0)
    room.addWidget(banner)
    down = QVBoxLayout(right)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(0)
    down.addLayout(room)
    down.addWidget(pages, 1)
    return right
