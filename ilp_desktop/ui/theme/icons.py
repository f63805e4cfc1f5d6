"""Lucide's icons (ISC license), tinted from the tokens and drawn at the screen's pixel ratio."""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from ilp_desktop.places import RESOURCES
from ilp_desktop.ui.theme import state

FOLDER = RESOURCES / "icons"


@cache
def _drawing(name: str) -> str:
    # A hair thinner than Lucide's own, to sit beside Inter at 14 px.
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8").replace('stroke-width="2"', 'stroke-width="1.75"')


@lru_cache(maxsize=512)
def _drawn(name: str, color: str, size: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - the unlock field is painted before any icon needs it

    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    svg = _drawing(name).replace("currentColor", color)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(drawn.rect()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def pixmap(name: str, ink: str = "text2", size: int = 18, ratio: float = 1.0) -> QPixmap:
    """Return an icon in a token's color (``ink``), ``size`` logical pixels square, for a screen of this pixel ratio."""
    return _drawn(name, state.look.scheme.color(ink).name(), size, ratio)


def icon(name: str, ink: str = "text2", size: int = 18) -> QIcon:
    """Return an icon for places that only take a QIcon. It keeps the scheme it was made in."""
    made = QIcon()
    for ratio in {1.0} | {screen.devicePixelRatio() for screen in QGuiApplication.screens()}:
        made.addPixmap(pixmap(name, ink, size, ratio))
    return made
