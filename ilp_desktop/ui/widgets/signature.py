"""The pad that people sign on, by pen, finger or mouse."""

import time
from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QTabletEvent, QTouchEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ilp_desktop.language import in_use, translation
from ilp_desktop.ui import theme
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import RADIUS
from ilp_desktop.ui.widgets.spoken import name_changed
from ilp_desktop.ui.widgets.strokes import Stroke, StrokePoint, enough_to_sign

_WIDTH = 2.4
_MOUSE_PRESSURE = 0.5
_SIGNATURE_LINE = 0.76


class SignaturePad(QWidget):
    """Keeps each stroke as a vector with time and pressure. For those who cannot draw there is signing on paper.

    The screen asks ``problem()`` before it takes ``strokes()``: two dots are not a signature, and the pad says so
    kindly.
    """

    changed = Signal()
    """A stroke was finished, undone or all were cleared."""

    def __init__(self, signer: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[list[StrokePoint]] = []
        self._drawing = False
        self._began = 0.0
        self._signer = signer
        self._by_pen = False
        self._language = ""
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(280, 120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._speak()

    def set_signer(self, signer: str) -> None:
        """Say whose turn it is; the pad is empty again."""
        self._signer = signer
        self.clear()

    def set_language(self, language: str) -> None:
        """Speak the signer's language instead of the window's."""
        self._language = language
        self._speak()
        self.update()

    def gettext(self, message: str) -> str:
        """Return a message in the language that the pad speaks."""
        return translation(self._language or in_use()).gettext(message)

    def strokes(self) -> tuple[Stroke, ...]:
        """Return what was drawn: x and y in widths of the pad, so that it is drawn again at any size."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    def show_strokes(self, strokes: tuple[Stroke, ...]) -> None:
        """Show a signature given before."""
        self._strokes = [list(stroke) for stroke in strokes]
        self._speak()
        self.update()

    def is_empty(self) -> bool:
        """Tell whether nothing was drawn."""
        return not self._strokes

    def problem(self) -> str:
        """Return why this cannot be taken as a signature, in words for the signer, or nothing where it can."""
        if self.is_empty():
            return self.gettext("Please sign in the box first.")
        if not enough_to_sign(self.strokes()):
            return self.gettext(
                "That looks like a slip of the pen. Please sign once more; initials or a mark are fine."
            )
        return ""

    def clear(self) -> None:
        """Empty the pad."""
        self._strokes.clear()
        self._drawing = False
        self._settle()

    def undo(self) -> None:
        """Take the last stroke back."""
        if self._strokes:
            self._strokes.pop()
            self._settle()

    def _settle(self) -> None:
        self._speak()
        self.update()
        self.changed.emit()

    def _speak(self) -> None:
        whose = (
            self.gettext("Signature of {name}").format(name=self._signer) if self._signer else self.gettext("Signature")
        )
        state = (
            self.gettext("empty")
            if self.is_empty()
            else self.gettext("signed")
            if enough_to_sign(self.strokes())
            else self.gettext("begun")
        )
        name_changed(self, self.gettext("{whose}, {state}").format(whose=whose, state=state))

    # -- drawing ----------------------------------------------------------------------------------------------------

    def _press(self, at: QPointF, pressure: float) -> None:
        now = time.monotonic()
        if not self._strokes:
            self._began = now
        self._strokes.append([])
        self._drawing = True
        self._add(at, pressure)

    def _add(self, at: QPointF, pressure: float) -> None:
        if not self._drawing:
            return
        width = max(1, self.width())
        x = max(0.0, min(float(self.width()), at.x()))
        y = max(0.0, min(float(self.height()), at.y()))
        passed = round((time.monotonic() - self._began) * 1000)
        stroke = self._strokes[-1]
        before = stroke[-1] if stroke else None
        point = StrokePoint(round(x / width, 5), round(y / width, 5), passed, round(pressure, 3))
        if before is not None and (before.x, before.y) == (point.x, point.y):
            return
        stroke.append(point)
        last = QPointF(before.x * width, before.y * width) if before else QPointF(x, y)
        # Only what the pen passed over is painted again, curve included, so that ink keeps up with the hand.
        self.update(QRectF(last, QPointF(x, y)).normalized().adjusted(-24, -24, 24, 24).toRect())

    def _release(self) -> None:
        if self._drawing:
            self._drawing = False
            self._settle()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._by_pen:
            self._press(event.position(), _MOUSE_PRESSURE)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and not self._by_pen:
            self._add(event.position(), _MOUSE_PRESSURE)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._by_pen:
            self._release()

    @override
    def tabletEvent(self, event: QTabletEvent) -> None:
        match event.type():
            case QEvent.Type.TabletPress:
                self._by_pen = True
                self._press(event.position(), event.pressure())
            case QEvent.Type.TabletMove if self._drawing:
                self._add(event.position(), event.pressure())
            case QEvent.Type.TabletRelease:
                self._release()
                self._by_pen = False
            case _:
                pass
        event.accept()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            self._touched(event)
            event.accept()
            return True
        return super().event(event)

    def _touched(self, event: QTouchEvent) -> None:
        points = event.points()
        match event.type():
            case QEvent.Type.TouchBegin:
                self._press(points[0].position(), points[0].pressure() or _MOUSE_PRESSURE)
            case QEvent.Type.TouchUpdate if len(points) == 1:  # a second finger or a palm draws nothing
                self._add(points[0].position(), points[0].pressure() or _MOUSE_PRESSURE)
            case QEvent.Type.TouchEnd | QEvent.Type.TouchCancel:
                self._release()
            case _:
                pass

    # -- showing ----------------------------------------------------------------------------------------------------

    @override
    def sizeHint(self) -> QSize:
        return QSize(480, 180)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = theme.current()
        edge = QPen(t.color("focus"), 2) if self.hasFocus() else QPen(t.color("border_strong"), 1)
        painter.setPen(edge)
        painter.setBrush(t.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS.row, RADIUS.row)
        line = self.height() * _SIGNATURE_LINE
        painter.setPen(QPen(t.color("border"), 1.5))
        painter.drawLine(QPointF(28, line), QPointF(self.width() - 28, line))
        painter.setFont(theme.font("small"))
        painter.setPen(t.color("text3"))
        under = QRectF(28, line + 2, self.width() - 56, self.height() - line - 6)
        painter.drawText(under, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self._signer)
        if self.is_empty():
            above = QRectF(28, 8, self.width() - 56, line - 12)
            words = self.gettext("Sign here with a pen, a finger or the mouse")
            painter.drawText(above, int(Qt.AlignmentFlag.AlignCenter), words)
        for stroke in self._strokes:
            self._paint_stroke(painter, stroke)

    def _paint_stroke(self, painter: QPainter, stroke: list[StrokePoint]) -> None:
        width = self.width()
        places = [QPointF(point.x * width, point.y * width) for point in stroke]
        pressure = sum(point.pressure for point in stroke) / len(stroke)
        ink = theme.current().color("text")
        thick = _WIDTH * (0.6 + 0.8 * pressure)
        if len(places) == 1:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawEllipse(places[0], thick / 2, thick / 2)
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(ink, thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        path = QPainterPath(places[0])
        for here, after in pairwise(places[1:]):
            path.quadTo(here, (here + after) / 2)
        path.lineTo(places[-1])
        painter.drawPath(path)
