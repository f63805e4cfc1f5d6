"""Chips, avatars and badges: small painted marks, and the same paint for list delegates."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ilp_desktop.ui import theme
from ilp_desktop.ui.overriding import override

_SIDE = 10


def chip_size(words: str) -> QSize:
    """Return how much room a chip takes at the text size in use."""
    width = QFontMetricsF(theme.font("small_strong")).horizontalAdvance(words)
    return QSize(round(width) + 2 * _SIDE, theme.scaled(22))


def paint_chip(painter: QPainter, right: float, middle: float, words: str, kind: str) -> QRectF:
    """Paint a chip whose right end and vertical middle are given, and return its place.

    ``kind``: ``live`` (filled with the accent: the conference going on), accent, blue, amber, red, grey or ``none``
    (words only: the ordinary state has no chip at all).
    """
    size = chip_size(words)
    place = QRectF(right - size.width(), middle - size.height() / 2, size.width(), size.height())
    t = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font("small_strong"))
    if kind == "none":
        painter.setPen(t.color("text2"))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)
    else:
        ground = "accent" if kind == "live" else f"{kind}_soft"
        ink = {"live": "on_accent", "accent": "accent_text"}.get(kind, kind)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(t.color(ground))
        painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
        painter.setPen(t.color(ink))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), words)
    painter.restore()
    return place


class Chip(QWidget):
    """A short state in a soft tint. Color is never the only sign: the words say it."""

    def __init__(self, words: str = "", kind: str = "grey", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._kind = kind
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, words: str, kind: str) -> None:
        """Show another state."""
        self._words, self._kind = words, kind
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return chip_size(self._words)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_chip(QPainter(self), self.width(), self.height() / 2, self._words, self._kind)


def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


class Avatar(QWidget):
    """A person's initials on a soft circle. The name stands beside it."""

    def __init__(self, name: str = "", size: int = 52, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._initials = initials(name)
        self.setFixedSize(size, size)

    def show_name(self, name: str) -> None:
        """Show another person."""
        self._initials = initials(name)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(t.color("accent_soft"))
        painter.drawEllipse(QRectF(self.rect()))
        letters = theme.font("h2")
        letters.setPixelSize(round(self.height() * 0.35))  # stays inside the circle at every text size
        painter.setFont(letters)
        painter.setPen(t.color("accent_text"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._initials)


class Badge(QWidget):
    """An icon on a soft rounded square, at the head of a row."""

    def __init__(self, icon: str, tint: str = "accent", size: int = 44, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._tint = tint
        self.setFixedSize(size, size)

    def show_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().color(f"{self._tint}_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), 12, 12)
        mark = round(self.height() * 0.5)
        ink = "accent_text" if self._tint == "accent" else self._tint
        at = (self.height() - mark) / 2
        painter.drawPixmap(QPointF(at, at), theme.pixmap(self._icon, ink, mark, self.devicePixelRatioF()))
