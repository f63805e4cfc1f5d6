"""What lies over a whole window and lets nothing through: no key, no shortcut, no click."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ilp_desktop.ui import theme
from ilp_desktop.ui.overriding import override


class Veil(QWidget):
    """Fills a window and keeps the keyboard: Tab stays inside, and every shortcut of what lies behind is swallowed."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.setAcceptDrops(True)  # and takes none: what is dropped would reach the window behind
        host.installEventFilter(self)
        self.resize(host.size())

    def lay(self) -> None:
        """Lie over everything that the window shows."""
        self.show()
        self.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self.resize(self._host.size())
        return False

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # so that it comes as a key, and ends here
            return True
        return super().event(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Go round inside: Qt's own chain leads through the whole window."""
        inside = [each for each in self.findChildren(QWidget) if self._takes_tab(each)]
        if inside:
            here = self.window().focusWidget()
            at = inside.index(here) if here in inside else -1 if next else 0
            way = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
            inside[(at + (1 if next else -1)) % len(inside)].setFocus(way)
        return True

    def _takes_tab(self, widget: QWidget) -> bool:
        return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), theme.current().color("canvas"))
