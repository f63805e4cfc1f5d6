"""The private consultation's timer: a ring of the minutes left, with the mark of the shortest talk."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ilp_desktop.language import _, ngettext
from ilp_desktop.ui import theme
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.widgets.spoken import announce, name_changed

_STROKE = 12
_LABEL_ROOM = 28
_LARGEST = 360


def clock_face(seconds: float) -> str:
    """Return minutes and seconds, such as 2:48."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"


def _minutes(seconds: int) -> str:
    count = seconds // 60
    return ngettext("{count} minute", "{count} minutes", count).format(count=count)


class Ring(QWidget):
    """Shows a timer that lives elsewhere: call ``show_time`` each time it ticks.

    Color is never the only sign: the words inside say the same. A screen reader is told at the floor mark, when one
    minute is left and at the end, not each second (R44: three to five minutes).
    """

    def __init__(self, floor_seconds: int = 180, total_seconds: int = 300, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._floor = floor_seconds
        self._total = total_seconds
        self._elapsed = 0.0
        self._paused = False
        self._started = False
        self.setMinimumSize(168, 168)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._speak()

    def show_time(self, elapsed: float, total_seconds: int, *, paused: bool = False, started: bool = True) -> None:
        """Show how many seconds of the talk have passed, out of how many."""
        before, was_total = self._elapsed, self._total
        self._elapsed, self._total = max(0.0, elapsed), max(1, total_seconds)
        self._paused, self._started = paused, started
        self._speak()
        if started and total_seconds == was_total:
            self._announce_passing(before)
        self.update()

    def words(self) -> tuple[str, str, str]:
        """Return what stands inside the ring: the figure, the line under it, and the line that matters."""
        over = self._elapsed - self._total
        if over >= 0:
            line = _("{minutes} have passed").format(minutes=_minutes(self._total))
            return clock_face(0), line, _("Time to invite the student back in")
        figure = clock_face(-(-(self._total - self._elapsed) // 1))
        line = _("left of {minutes}").format(minutes=_minutes(self._total))
        until_floor = self._floor - self._elapsed
        if not self._started:
            return figure, _("not started"), ""
        if self._paused:
            return figure, line, _("Paused")
        if until_floor > 0:
            mark = _("{count}-minute mark in {time}").format(
                count=self._floor // 60, time=clock_face(-(-until_floor // 1))
            )
            return figure, line, mark
        return figure, line, _("{count}-minute mark reached").format(count=self._floor // 60)

    def _speak(self) -> None:
        figure, line, mark = self.words()
        words = _("Private consultation timer, {figure} {line}. {mark}").format(figure=figure, line=line, mark=mark)
        name_changed(self, words.rstrip())

    def _announce_passing(self, before: float) -> None:
        moments = (
            (self._floor, _("{minutes} have passed").format(minutes=_minutes(self._floor))),
            (self._total - 60, _("One minute left")),
            (self._total, _("{minutes} have passed").format(minutes=_minutes(self._total))),
        )
        for at, words in moments:
            if before < at <= self._elapsed:
                announce(self, words)

    @override
    def sizeHint(self) -> QSize:
        return QSize(280, 280)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = theme.current()
        side = min(self.width(), self.height(), _LARGEST) - 2 * _LABEL_ROOM
        ring = QRectF(0, 0, side, side)
        ring.moveCenter(QRectF(self.rect()).center())
        painter.setPen(QPen(t.color("ring_track"), _STROKE))
        painter.drawEllipse(ring)
        left = max(0.0, 1 - self._elapsed / self._total)
        if left > 0:
            color = t.color("border_strong" if self._paused or not self._started else "accent")
            painter.setPen(QPen(color, _STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawArc(ring, 90 * 16, round(360 * 16 * left))
        self._paint_floor(painter, ring)
        self._paint_words(painter, ring)

    def _paint_floor(self, painter: QPainter, ring: QRectF) -> None:
        """A gap in the ring where the shortest talk ends, and a small label outside."""
        if not 0 < self._floor < self._total:
            return
        t = theme.current()
        angle = 360 * self._floor / self._total
        radius = ring.width() / 2
        painter.save()
        painter.translate(ring.center())
        painter.rotate(angle)
        painter.setPen(QPen(t.color("surface"), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(0, -radius - 8), QPointF(0, -radius + 8))
        painter.translate(0, -radius - 24)
        painter.rotate(-angle)
        painter.setFont(theme.font("small"))
        painter.setPen(t.color("text2"))
        words = _("{count} min").format(count=self._floor // 60)
        painter.drawText(QRectF(-40, -12, 80, 24), int(Qt.AlignmentFlag.AlignCenter), words)
        painter.restore()

    def _paint_words(self, painter: QPainter, ring: QRectF) -> None:
        t = theme.current()
        figure, line, mark = self.words()
        display = theme.font("display", tabular=True)
        display.setPixelSize(round(min(display.pixelSize(), ring.width() * 0.28)))
        center = ring.center()
        room = ring.width() - 2 * _STROKE - 16
        painter.setFont(display)
        painter.setPen(t.color("text"))
        painter.drawText(
            QRectF(center.x() - room / 2, center.y() - 54, room, 76), int(Qt.AlignmentFlag.AlignCenter), figure
        )
        step = theme.scaled(22)
        top = center.y() + display.pixelSize() * 0.42
        loud = "amber" if self._paused else "accent_text"
        for number, (words, role, token) in enumerate(((line, "small", "text2"), (mark, "small_strong", loud))):
            painter.setFont(theme.font(role))
            painter.setPen(t.color(token))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room))
            box = QRectF(center.x() - room / 2, top + number * step, room, step)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)
