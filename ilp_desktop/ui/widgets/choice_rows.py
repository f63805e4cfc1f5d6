"""A way on that is chosen from a page of few: an icon, what it is, and what it means."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import RADIUS, SPACE
from ilp_desktop.ui.widgets.chips import Badge, Chip
from ilp_desktop.ui.widgets.texts import IconMark, Text


class ChoiceRow(QAbstractButton):
    """One way on: an icon, what it is, and what it means."""

    def __init__(self, icon: str, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(Text(title, "strong"))
        column.addWidget(Text(words, "body", "text2", wrap=True))
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.lg, SPACE.lg, SPACE.lg, SPACE.lg)
        row.setSpacing(SPACE.lg)
        row.addWidget(Badge(icon), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(column, 1)
        self._done = Chip(_("Done"), "accent")
        self._done.hide()
        row.addWidget(self._done, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(IconMark("chevron-right", "text3", 20), 0, Qt.AlignmentFlag.AlignVCenter)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_done(self, *, on: bool) -> None:
        """Say that this was done already; it can be gone to all the same."""
        self._done.setVisible(on)
        self.setAccessibleDescription(f"{self._words} {_('Done')}" if on else self._words)

    @override
    def sizeHint(self) -> QSize:
        layout = self.layout()
        assert layout is not None
        return layout.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPen(t.color("focus"), 2) if self.hasFocus() else QPen(t.color("border"), 1)
        if self.underMouse() and not self.hasFocus():
            edge = QPen(t.color("accent"), 1)
        painter.setPen(edge)
        painter.setBrush(t.color("surface2" if self.isDown() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS.card, RADIUS.card)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.update()
