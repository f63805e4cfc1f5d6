"""Content that can be turned by half, for people who sit at the other side of the table."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QGraphicsProxyWidget, QGraphicsScene, QGraphicsView, QWidget

from ilp_desktop.ui.conference.parts import column
from ilp_desktop.ui.overriding import override


class Turnable(QWidget):
    """Shows a widget upright, or upside down with every click and stroke turned alike.

    Upright it stands in an ordinary layout, where a pen's pressure is heard; turned, the pen counts as a mouse does.
    """

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self._down = column(self)
        self._view: _TurnedView | None = None
        self._down.addWidget(content)

    @property
    def turned(self) -> bool:
        """Whether the content stands on its head, as seen from this side."""
        return self._view is not None

    def turn(self) -> None:
        """Turn by half."""
        view, self._view = self._view, None
        if view is not None:
            view.give_back()
            self._down.removeWidget(view)
            self._down.addWidget(self._content)
            self._content.show()
            view.deleteLater()
            return
        self._down.removeWidget(self._content)
        # What a scene embeds must be a window of its own for that moment; it is never shown as one.
        self._content.hide()
        self._content.setParent(None)
        self._view = _TurnedView(self._content, self)
        self._down.addWidget(self._view)


class _TurnedView(QGraphicsView):
    def __init__(self, content: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        scene = QGraphicsScene(self)
        self._proxy: QGraphicsProxyWidget = scene.addWidget(content)
        self.setScene(scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rotate(180)
        content.show()

    def give_back(self) -> None:
        """Let go of the content."""
        self._proxy.setWidget(None)  # type: ignore[arg-type] - Qt takes a null pointer

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = QRectF(0, 0, self.viewport().width(), self.viewport().height())
        self._proxy.setGeometry(room)
        self.scene().setSceneRect(room)
