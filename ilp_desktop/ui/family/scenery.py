"""The ground of what a family sees: hills under an open sky, in the colors of the scheme, with nothing that moves."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from ilp_desktop.ui import theme
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.widgets import Canvas

_HILLS = (
    (0.66, 0.80, 0.58, "surface2"),
    (0.80, 0.70, 0.84, "accent_soft"),
    (0.90, 0.95, 0.82, "surface"),
)
"""Heights of a hill at the left, in the middle and at the right, in heights of the window; its color."""


class Scenery(Canvas):
    """A canvas with hills at its foot and, where the page is quiet, a sun. Cards lie before them, with their shadows."""

    def __init__(self, *, sun: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sun = sun

    @override
    def paint_ground(self, painter: QPainter, dirty: QRect) -> None:
        super().paint_ground(painter, dirty)
        look, width, height = theme.current(), float(self.width()), float(self.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._sun:
            painter.setBrush(look.color("amber_soft" if look.name == "light" else "grey_soft"))
            side = height * 0.26
            painter.drawEllipse(QRectF(width * 0.76, height * 0.12, side, side))
        for left, middle, right, token in _HILLS:
            hill = QPainterPath(QPointF(0, height * left))
            hill.cubicTo(
                QPointF(width * 0.3, height * (middle - 0.12)),
                QPointF(width * 0.6, height * (middle + 0.14)),
                QPointF(width, height * right),
            )
            hill.lineTo(width, height)
            hill.lineTo(0, height)
            hill.closeSubpath()
            painter.setBrush(look.color(token))
            painter.drawPath(hill)
        painter.restore()
