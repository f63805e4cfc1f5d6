"""The open office: a slim rail of places at the left, and the page that is shown."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.focus import focus_on
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import RADIUS, SIZE, SPACE
from ilp_desktop.ui.widgets.notices import Banner, fade_in

_ICON = 22
_DOT = 10


class RailButton(QAbstractButton):
    """A place in the rail: an icon and one short word."""

    def __init__(self, icon: str, words: str, shortcut: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._tip = f"{words}   {shortcut}" if shortcut else words
        self._marked = ""
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(self._tip)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def marked(self) -> str:
        """Why the place is marked; empty where it is not."""
        return self._marked

    def mark(self, why: str) -> None:
        """Mark the place quietly, with a dot that says why where the pointer rests; empty words take it away."""
        self._marked = why
        self.setToolTip(f"{self._tip}\n{why}" if why else self._tip)
        self.setAccessibleDescription(why)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.font("rail")).horizontalAdvance(self.text()) + SPACE.sm
        return QSize(max(theme.scaled(SIZE.rail) - SPACE.sm, words), _ICON + theme.scaled(16) + 20)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(t.color("accent_soft" if self.isChecked() else "surface2"))
            painter.drawRoundedRect(box, RADIUS.row, RADIUS.row)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(t.color("focus"), 2))
            painter.drawRoundedRect(box, RADIUS.row, RADIUS.row)
        ink = "accent_text" if self.isChecked() else "text2"
        mark = theme.pixmap(self._icon, ink, _ICON, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - _ICON) // 2, 9, mark)
        if self._marked:
            painter.setPen(QPen(t.color("surface"), 2))
            painter.setBrush(t.color("amber"))
            painter.drawEllipse(QRectF((self.width() + _ICON) / 2 - 5, 5, _DOT, _DOT))
        painter.setFont(theme.font("rail"))
        painter.setPen(t.color(ink))
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - 4)
        under = QRectF(0, 9 + _ICON + 2, self.width(), theme.scaled(16))
        painter.drawText(under, int(Qt.AlignmentFlag.AlignCenter), words)


@dataclass(slots=True)
class _Place:
    button: RailButton | None
    factory: Callable[[], QWidget]
    page: QWidget | None = None
    under: str = ""
    """The place in the rail that this page belongs to, where it has none of its own."""


class Shell(QWidget):
    """Hosts an open office's pages. A page is made when it is first gone to, and kept until the office is locked."""

    page_shown = Signal(str)
    """The key of the page now shown."""
    leaving = Signal()
    """The office is being locked or closed: whatever works for it without a page lets go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: dict[str, _Place] = {}
        self._current = ""
        rail = named(QFrame(), "rail")
        rail.setAccessibleName(_("Places"))
        self._rail = rail
        self._top = QVBoxLayout()
        self._foot = QVBoxLayout()
        down = QVBoxLayout(rail)
        down.setContentsMargins(SPACE.xs, SPACE.lg, SPACE.xs, SPACE.md)
        for part in (self._top, self._foot):
            part.setSpacing(SPACE.xs)
        down.addLayout(self._top)
        down.addStretch(1)
        down.addLayout(self._foot)
        self.banner = named(Banner(), "shell_banner")
        self._pages = named(QStackedWidget(), "shell_pages")
        content = QVBoxLayout()
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
        held = QWidget()
        margins = QVBoxLayout(held)
        margins.setContentsMargins(SPACE.lg, SPACE.sm, SPACE.lg, 0)
        margins.addWidget(self.banner)
        self._banner_room = held
        self.banner.closing.clicked.connect(self._fit_banner)
        content.addWidget(held)
        content.addWidget(self._pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(rail)
        row.addLayout(content, 1)
        self._fit_banner()
        self._fit_rail()

    def add_page(
        self, key: str, icon: str, label: str, factory: Callable[[], QWidget], *, at_foot: bool = False
    ) -> None:
        """Add a place; ``factory`` makes its page when it is first gone to. Ctrl+1, Ctrl+2… go to the places above."""
        number = len(self._places) + 1
        shortcut = "" if at_foot else QKeySequence(f"Ctrl+{number}").toString(QKeySequence.SequenceFormat.NativeText)
        place = named(RailButton(icon, label, shortcut), f"{key}_place")
        place.setCheckable(True)
        place.clicked.connect(lambda: self.go(key))
        self._places[key] = _Place(place, factory)
        (self._foot if at_foot else self._top).addWidget(place)
        self._fit_rail()
        if not at_foot:
            QShortcut(QKeySequence(f"Ctrl+{number}"), self).activated.connect(lambda: self.go(key))

    def add_quiet_page(self, key: str, under: str, factory: Callable[[], QWidget]) -> None:
        """Add a page that is reached from others and has no place in the rail; ``under`` is lit there meanwhile."""
        self._places[key] = _Place(None, factory, under=under)

    def add_action(self, key: str, icon: str, label: str, deed: Callable[[], None], shortcut: str = "") -> None:
        """Add a deed at the rail's foot, such as locking."""
        button = named(RailButton(icon, label, shortcut), f"{key}_action")
        button.clicked.connect(deed)
        self._foot.addWidget(button)
        self._fit_rail()
        if shortcut:
            QShortcut(QKeySequence(shortcut), self).activated.connect(deed)

    def go(self, key: str) -> QWidget:
        """Show a page, making it first where need be, and return it."""
        place = self._places[key]
        if place.page is None:
            place.page = place.factory()
            self._pages.addWidget(place.page)
        for other, its in self._places.items():
            if its.button is not None:
                its.button.setChecked(other == (place.under or key))
        if key != self._current:
            self._current = key
            self._pages.setCurrentWidget(place.page)
            focus_on(place.page)
            fade_in(place.page)
            self.page_shown.emit(key)
        return place.page

    def mark(self, key: str, why: str) -> None:
        """Mark a place of the rail quietly; empty words take the mark away."""
        button = self._places[key].button
        if button is not None and button.marked != why:
            button.mark(why)

    def has_page(self, key: str) -> bool:
        """Tell whether there is such a page."""
        return key in self._places

    def current(self) -> str:
        """Return the key of the page that is shown."""
        return self._current

    def page(self, key: str) -> QWidget | None:
        """Return a page if it was made."""
        return self._places[key].page

    def pages(self) -> tuple[QWidget, ...]:
        """Return the pages made so far."""
        return tuple(place.page for place in self._places.values() if place.page is not None)

    def say(self, words: str, *, title: str = "", tint: str = "red", action: str = "") -> None:
        """Say above the page what happened, what is safe and what to do next."""
        self.banner.say(words, title=title, tint=tint, action=action)
        self._fit_banner()

    def _fit_banner(self) -> None:
        self._banner_room.setVisible(not self.banner.isHidden())

    def _fit_rail(self) -> None:
        # A language's longest word may be wider than the rail is drawn.
        widest = max((button.sizeHint().width() for button in self._rail.findChildren(RailButton)), default=0)
        self._rail.setFixedWidth(max(theme.scaled(SIZE.rail), widest + 2 * SPACE.xs))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._fit_rail()
        super().changeEvent(event)
