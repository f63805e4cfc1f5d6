"""The quiet panel beside the first screens: what this program is and what it promises."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets.texts import IconMark, Text


class Mark(QWidget):
    """The program's sign: steps that rise, the last one reached."""

    def __init__(self, size: int = 44, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size, size)

    @override
    def sizeHint(self) -> QSize:
        return self.size()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self.width()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(t.color("accent"))
        painter.drawRoundedRect(QRectF(self.rect()), side * 0.27, side * 0.27)
        pen = QPen(t.color("on_accent"), side * 0.075, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = QPainterPath(QPointF(side * 0.24, side * 0.72))
        for x, y in ((0.40, 0.72), (0.40, 0.55), (0.57, 0.55), (0.57, 0.38)):
            path.lineTo(side * x, side * y)
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(t.color("on_accent"))
        painter.drawEllipse(QPointF(side * 0.74, side * 0.32), side * 0.075, side * 0.075)


class Hero(QFrame):
    """Says three things that are true of every office."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setMinimumWidth(320)
        self.setMaximumWidth(480)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.xxxl, SPACE.xxxl, SPACE.xxl, SPACE.xxl)
        column.setSpacing(SPACE.md)
        top = QHBoxLayout()
        top.setSpacing(SPACE.md)
        top.addWidget(Mark())
        top.addWidget(Text("ILP Desktop", "h2"))
        top.addStretch(1)
        column.addLayout(top)
        column.addStretch(2)
        column.addWidget(Text(_("Every student's plan, made together and kept safe."), "h1", wrap=True))
        told = _("From the first conversation to the signed plan, on one quiet screen.")
        column.addWidget(Text(told, "body", "text2", wrap=True))
        column.addSpacing(SPACE.lg)
        promises = (
            ("lock", _("Encrypted on this computer, with keys that only you hold")),
            ("house", _("Works with no network: nothing is sent anywhere")),
            ("circle-check", _("Everything you type is saved as you type it")),
        )
        for icon, words in promises:
            row = QHBoxLayout()
            row.setSpacing(SPACE.md)
            row.addWidget(IconMark(icon, "accent_text", 20), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Text(words, "body", wrap=True), 1)
            column.addLayout(row)
            column.addSpacing(SPACE.xs)
        column.addStretch(3)
        column.addWidget(
            named(Text(_("Made for schools. Free to use and to read."), "small", "text3", wrap=True), "hero_foot")
        )
