"""A chart that was drawn elsewhere as SVG, shown at any size."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ilp_desktop.ui.overriding import override


class ChartView(QWidget):
    """Shows SVG at its own proportions, drawn in the colors of the scheme that is on (the screen asks again for another).

    ``spoken`` says in words what the drawing shows.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - not on the way to the unlock field

        super().__init__(parent)
        self._renderer = QSvgRenderer(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_svg(self, svg: bytes, spoken: str) -> None:
        """Show a drawing."""
        self._renderer.load(QByteArray(svg))
        self._renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return self._renderer.defaultSize() if self._renderer.isValid() else QSize(320, 160)

    @override
    def hasHeightForWidth(self) -> bool:
        return self._renderer.isValid()

    @override
    def heightForWidth(self, width: int) -> int:
        size = self._renderer.defaultSize()
        return round(min(width, 2 * size.width()) * size.height() / max(1, size.width()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._renderer.isValid():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._renderer.render(painter, QRectF(self.rect()))
