"""Where a conference is: numbered steps in a row, each of which can be gone to."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.widgets.spoken import name_changed

_DISC = 11
_MIDDLE = 17


class Stepper(QWidget):
    """Steps by number and name: done ones ticked, the current one filled. Click, or Left and Right, to go to one."""

    step_chosen = Signal(int)
    """The index of the step that a person wants to go to. The screen decides, and calls ``set_current``."""

    def __init__(self, steps: Sequence[str], *, spoken: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = tuple(steps)
        self._spoken = spoken or _("Steps")
        self._current = 0
        self._done: frozenset[int] = frozenset()
        self._under_mouse = -1
        self._picture = QPixmap()
        self._picture_of: tuple[object, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._speak()

    def current(self) -> int:
        """Return the index of the current step."""
        return self._current

    def set_current(self, index: int) -> None:
        """Show where the conference is."""
        self._current = max(0, min(len(self._steps) - 1, index))
        self._speak()
        self.update()

    def set_done(self, done: Iterable[int]) -> None:
        """Show which steps are done; by default none is."""
        self._done = frozenset(done)
        self._speak()
        self.update()

    def set_steps(self, steps: Sequence[str]) -> None:
        """Show other steps, such as those of another band's conference."""
        self._steps = tuple(steps)
        self.set_current(self._current)

    def center_of(self, index: int) -> QPointF:
        """Return where a step's disc is."""
        return QPointF(self.width() / len(self._steps) * (index + 0.5), _MIDDLE)

    def _speak(self) -> None:
        words = _("{what}, step {number} of {count}, {name}").format(
            what=self._spoken, number=self._current + 1, count=len(self._steps), name=self._steps[self._current]
        )
        if self._current in self._done:
            words = _("{step}, done").format(step=words)
        name_changed(self, words)

    def _step_at(self, x: float) -> int:
        return max(0, min(len(self._steps) - 1, int(x / (self.width() / len(self._steps)))))

    @override
    def sizeHint(self) -> QSize:
        return QSize(90 * len(self._steps), _MIDDLE * 2 + 6 + theme.scaled(22))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(48 * len(self._steps), self.sizeHint().height())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.step_chosen.emit(self._step_at(event.position().x()))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._under_mouse = self._step_at(event.position().x())
        self.update()

    @override
    def leaveEvent(self, event: object) -> None:
        self._under_mouse = -1
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        wanted = {
            Qt.Key.Key_Left: self._current - 1,
            Qt.Key.Key_Right: self._current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._steps) - 1,
        }.get(Qt.Key(event.key()))
        if wanted is None:
            super().keyPressEvent(event)
        elif 0 <= wanted < len(self._steps):
            self.step_chosen.emit(wanted)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture made before, unless something on it is another: most conferences stand at the same step."""
        ratio, size = self.devicePixelRatioF(), self.size()
        of = (self._steps, self._current, self._done, self._under_mouse, self.hasFocus(),
              size.toTuple(), theme.current().name, theme.text_percent(), ratio)  # fmt: skip
        if of != self._picture_of:
            self._picture_of = of
            self._picture = QPixmap(size * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            self._paint_steps(self._picture)
        QPainter(self).drawPixmap(0, 0, self._picture)

    def _paint_steps(self, picture: QPixmap) -> None:
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(len(self._steps)):
            if index < len(self._steps) - 1:
                self._paint_line(painter, index)
            self._paint_disc(painter, index)
            self._paint_name(painter, index)
        painter.end()

    def _paint_line(self, painter: QPainter, index: int) -> None:
        t = theme.current()
        passed = index in self._done and (index + 1 in self._done or index + 1 == self._current)
        color = t.color("accent" if passed else "border")
        painter.setPen(QPen(color, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        away = QPointF(_DISC + 10, 0)
        painter.drawLine(self.center_of(index) + away, self.center_of(index + 1) - away)

    def _paint_disc(self, painter: QPainter, index: int) -> None:
        t = theme.current()
        center = self.center_of(index)
        done, here = index in self._done, index == self._current
        if here or index == self._under_mouse:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.color("accent_soft" if here else "surface2"))
            painter.drawEllipse(center, _DISC + 4, _DISC + 4)
        if here and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(t.color("focus"), 2))
            painter.drawEllipse(center, _DISC + 4.5, _DISC + 4.5)
        painter.setPen(QPen(t.color("accent" if done or here else "border_strong"), 1.5))
        painter.setBrush(t.color("accent" if done or here else "canvas"))
        painter.drawEllipse(center, _DISC, _DISC)
        if done and not here:
            pen = QPen(t.color("on_accent"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            tick = QPainterPath(center + QPointF(-4.5, 0.3))
            tick.lineTo(center + QPointF(-1.3, 3.5))
            tick.lineTo(center + QPointF(4.8, -3.3))
            painter.drawPath(tick)
            return
        figures = theme.font("small_strong", tabular=True)
        figures.setPixelSize(12)  # the disc does not grow with the text; the name below does
        painter.setFont(figures)
        painter.setPen(t.color("on_accent" if here else "text2"))
        box = QRectF(center.x() - _DISC, center.y() - _DISC, 2 * _DISC, 2 * _DISC)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(index + 1))

    def _paint_name(self, painter: QPainter, index: int) -> None:
        t = theme.current()
        here = index == self._current
        width = self.width() / len(self._steps)
        painter.setFont(theme.font("strong" if here else "body"))
        painter.setPen(t.color("text" if here else "text2"))
        words = painter.fontMetrics().elidedText(self._steps[index], Qt.TextElideMode.ElideRight, int(width) - 4)
        box = QRectF(width * index, _MIDDLE * 2 + 3, width, theme.scaled(22))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
