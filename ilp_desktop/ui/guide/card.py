"""The card of the guided tour, and the frame around what it speaks of."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import RADIUS, SPACE
from ilp_desktop.ui.widgets import Button, IconMark, Text, announce

_WIDE = 300
_EDGE = 16
"""Pixels between the card and the edge of the window."""
_AROUND = 4
"""Pixels between the frame and what stands in it."""


class GuideFrame(QWidget):
    """A line around what the card speaks of. It takes no click and no key."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        named(self, "guide_frame")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def surround(self, place: QRect) -> None:
        """Stand around a place of the host; an empty one takes the frame away."""
        self.setVisible(not place.isEmpty())
        around = place.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
        host = self.parentWidget()
        assert host is not None
        self.setGeometry(around.intersected(host.rect()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.current().color("accent"), 3))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), RADIUS.card, RADIUS.card)


class GuideCard(QFrame):
    """A few sentences, what one may try, and the ways on. It stands where it covers nothing that it speaks of."""

    next_wanted = Signal()
    back_wanted = Signal()
    end_wanted = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        named(self, "guide_card")
        self.setProperty("card", "true")
        self._kept_clear: tuple[QRect, ...] = ()
        self._number = named(Text("", "small", "text2"), "guide_number")
        self._title = named(Text("", "h2", wrap=True), "guide_title")
        self._words = named(Text("", "body", wrap=True), "guide_words")
        self._try = named(Text("", "body", "accent_text", wrap=True), "guide_try")
        self._try_row = QWidget()
        self.end = named(Button(_("End the tour"), "ghost"), "guide_end_button")
        self.back = named(Button(_("Back"), "ghost"), "guide_back_button")
        self.next = named(Button(_("Next"), "primary"), "guide_next_button")
        self.end.clicked.connect(self.end_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.next.clicked.connect(self.next_wanted)
        self._lay_out()
        self.hide()

    def say(self, title: str, words: str, *, attempt: str = "", number: str = "") -> None:
        """Show a stop; ``attempt`` is what a person may try there."""
        for label, said in ((self._title, title), (self._words, words), (self._try, attempt), (self._number, number)):
            label.setText(said)
        self._number.setVisible(bool(number))
        self._try_row.setVisible(bool(attempt))
        self.setAccessibleName(" ".join(part for part in (number, title, words, attempt) if part))
        self.show()
        self.raise_()
        announce(self, self.accessibleName())
        self.keep_clear(self._kept_clear)

    def offer(self, *, end: str, onward: str, back: bool) -> None:
        """Say what the buttons do here; ``back`` is there from the second stop on."""
        self.end.setText(end)
        self.next.setText(onward)
        self.back.setVisible(back)

    def keep_clear(self, places: Iterable[QRect]) -> None:
        """Stand at an edge of the host where none of these is covered; where all would be, the least of them."""
        self._kept_clear = tuple(places)
        size = self._fitting()
        wanted = QRect(min(self._spots(size), key=lambda spot: self._covered(QRect(spot, size))), size)
        if self.geometry() != wanted:
            self.setGeometry(wanted)

    def _fitting(self) -> QSize:
        wide = theme.scaled(_WIDE)
        layout = self.layout()
        assert layout is not None
        layout.invalidate()  # the words are others now: what the layout remembers is of those before
        layout.activate()
        return QSize(wide, layout.totalHeightForWidth(wide))

    def _spots(self, size: QSize) -> tuple[QPoint, ...]:
        """Return the corners, the one that is least in the way first."""
        host = self.parentWidget()
        assert host is not None
        left, right = theme.scaled(theme.SIZE.rail) + _EDGE + SPACE.md, host.width() - size.width() - _EDGE
        top, low = _EDGE, max(_EDGE, host.height() - size.height() - _EDGE)
        middle = max(_EDGE, (host.height() - size.height()) // 2)
        sides = ((right, low), (left, low), (right, middle), (left, middle), (right, top), (left, top))
        center = (host.width() - size.width()) // 2
        return tuple(QPoint(*spot) for spot in (*sides, (center, low), (center, top)))

    def _covered(self, place: QRect) -> int:
        found = (
            place.intersected(each.adjusted(-SPACE.sm, -SPACE.sm, SPACE.sm, SPACE.sm)) for each in self._kept_clear
        )
        return sum(max(0, each.width()) * max(0, each.height()) for each in found)

    def _lay_out(self) -> None:
        attempt = QHBoxLayout(self._try_row)
        attempt.setContentsMargins(0, 0, 0, 0)
        attempt.setSpacing(SPACE.sm)
        attempt.addWidget(IconMark("lightbulb", "accent_text"), 0, Qt.AlignmentFlag.AlignTop)
        attempt.addWidget(self._try, 1)
        ways = QHBoxLayout()
        ways.setSpacing(SPACE.xs)
        ways.setContentsMargins(-SPACE.lg, 0, 0, 0)
        ways.addWidget(self.end)
        ways.addStretch(1)
        ways.addWidget(self.back)
        ways.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.lg + 2, SPACE.lg, SPACE.lg, SPACE.md)
        column.setSpacing(SPACE.sm)
        for part in (self._number, self._title, self._words, self._try_row):
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(ways)
