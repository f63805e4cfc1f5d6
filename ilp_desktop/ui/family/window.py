"""The family view's window: one page at a time, large, on a screen of its own where there is one."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QPainter, QPaintEvent, QScreen, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference.gradual import Gradual
from ilp_desktop.ui.conference.parts import column, line
from ilp_desktop.ui.family.blocks import DrawChart, lay_blocks
from ilp_desktop.ui.family.pages import FamilyPage
from ilp_desktop.ui.family.scenery import Scenery
from ilp_desktop.ui.hiding import CALMS_ITSELF
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Badge, Canvas, Text, announce, fade_in
from ilp_desktop.ui.window import NAME

_PREFERRED = QSize(1180, 760)
_STRIDE, _DOT = 22, 7.0
_READ = 900
"""Widest line of a quiet page, in pixels."""


class FamilyWindow(QWidget):
    """Shows pages; it knows no office. Its title names nobody: it is seen in the task bar and in screen sharing."""

    closed = Signal()
    """Somebody closed it."""

    def __init__(self, draw: DrawChart) -> None:
        super().__init__()
        named(self, "family_window")
        self.setWindowTitle(NAME)
        # Typing goes on in the runner, and the program ends with its own window.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setProperty(CALMS_ITSELF, True)
        self._draw = draw
        self._page: FamilyPage | None = None
        self._down = column(self)
        self._shown: QWidget | None = None
        self._old: list[QWidget] = []
        self._sweeping = Gradual(self)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        # Qt would lay it over the staff's own screen.
        application.screenRemoved.connect(self.showNormal)
        for keys in ("F11", "Escape"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._turn_full)

    @property
    def page(self) -> FamilyPage | None:
        """The page that is shown."""
        return self._page

    def place(self, beside: QWidget) -> None:
        """Open over the whole of another screen than the one that ``beside`` is on, or as a window that can be moved."""
        other = _other_screen(beside)
        if other is not None:
            self.setGeometry(other.geometry())
            self.showFullScreen()
            return
        room = beside.screen().availableGeometry()
        size = _PREFERRED.boundedTo(room.size())
        self.setGeometry(QRect(room.bottomRight().x() - size.width(), room.top(), size.width(), size.height()))
        self.show()

    def show_page(self, page: FamilyPage) -> None:
        """Show a page; the one that is shown already stays as it is."""
        before, self._page = self._page, page
        if page == before:
            return
        shown = _quiet(page) if page.quiet else _told(page, self._draw)
        scrolled = self._scrolled() if before is not None and before.key == page.key else 0
        if self._shown is not None:
            self._down.removeWidget(self._shown)
            self._shown.hide()
            self._old.append(self._shown)
            self._sweeping.start(self._sweep())
        self._shown = shown
        self._down.addWidget(shown)
        self.setAccessibleName(page.heading)
        if scrolled:
            # Where somebody scrolled to stays, also while the page is written on; it is laid out only in a turn from now.
            QTimer.singleShot(0, shown, lambda: self._scroll_to(scrolled))
        if before is None or before.key != page.key:
            announce(self, f"{page.heading} {page.below}".strip())
            fade_in(shown)

    def words(self) -> str:
        """Return every word that stands in the window, for whoever wants to be sure what is shown."""
        return "\n".join(each.text() for each in self.findChildren(Text) if each.isVisible())

    def _scrolled(self) -> int:
        area = self._shown.findChild(QScrollArea) if self._shown is not None else None
        return area.verticalScrollBar().value() if area is not None else 0

    def _scroll_to(self, value: int) -> None:
        area = self._shown.findChild(QScrollArea) if self._shown is not None else None
        if area is not None:
            area.verticalScrollBar().setValue(value)

    def _sweep(self) -> Iterator[None]:
        while self._old:
            self._old.pop().deleteLater()
            yield

    def _turn_full(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()


def _other_screen(beside: QWidget) -> QScreen | None:
    own = beside.screen()
    return next((screen for screen in QGuiApplication.screens() if screen is not own), None)


def _quiet(page: FamilyPage) -> QWidget:
    """Return a heading in the middle, with nothing below it but a line."""
    made = Scenery(sun=True)
    down = column(made, spacing=SPACE.lg)
    down.setContentsMargins(SPACE.xxxl, SPACE.xxxl, SPACE.xxxl, SPACE.xxxl)
    center = Qt.AlignmentFlag.AlignHCenter
    down.addStretch(2)
    down.addWidget(Badge(page.icon, size=104), 0, center)
    down.addSpacing(SPACE.sm)
    for words, name, role, ink in (
        (page.heading, "family_heading", "room_h1", "text"),
        (page.below, "family_below", "room", "text2"),
    ):
        if words:
            text = named(Text(words, role, ink, wrap=True), name)
            text.setAlignment(center)
            text.setMaximumWidth(_READ)
            row = line()
            row.addStretch(1)
            row.addWidget(text, 100)
            row.addStretch(1)
            down.addLayout(row)
    down.addStretch(4)
    return made


def _told(page: FamilyPage, draw: DrawChart) -> QWidget:
    """Return a heading with the way, and what there is to tell below it."""
    made = Canvas()
    down = column(made, spacing=SPACE.sm)
    head = line(spacing=SPACE.lg)
    head.setContentsMargins(SPACE.xxxl, SPACE.xxl, SPACE.xxxl, SPACE.sm)
    head.addWidget(Badge(page.icon, size=64))
    head.addWidget(named(Text(page.heading, "room_h1", wrap=True), "family_heading"), 1)
    if page.steps:
        head.addWidget(_Way(page.step, page.steps))
    down.addLayout(head)
    area = QScrollArea(made)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(page.heading)
    area.viewport().setAutoFillBackground(False)
    inside = Scenery()
    room: QVBoxLayout = column(inside, spacing=SPACE.xl)
    room.setContentsMargins(SPACE.xxxl, SPACE.sm, SPACE.xxxl, SPACE.xxl)
    lay_blocks(room, page.blocks, page.outcomes_title, page.language, draw)
    area.setWidget(inside)
    down.addWidget(area, 1)
    return made


class _Way(QWidget):
    """Where the conference is, as dots: quiet, and read out as words."""

    def __init__(self, step: int, steps: int) -> None:
        super().__init__()
        self._step, self._steps = step, steps
        self.setAccessibleName(_("Step {number} of {count}").format(number=step, count=steps))
        self.setFixedSize(steps * _STRIDE, _STRIDE)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for at in range(self._steps):
            here = at == self._step - 1
            painter.setBrush(theme.current().color("accent" if at < self._step else "border"))
            radius = _DOT if here else _DOT * 0.6
            painter.drawEllipse(QPointF((at + 0.5) * _STRIDE, _STRIDE / 2), radius, radius)
