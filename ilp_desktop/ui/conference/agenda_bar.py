"""The agenda clock: a thin line under the steps that says where the minutes are. Off unless a person turns it on."""

from datetime import datetime

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ilp_desktop.clock import Clock
from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference.agenda import Span, agenda
from ilp_desktop.ui.conference.parts import line
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Text

_EVERY = 10_000
_HIGH, _THICK, _GAP = 14, 4.0, 3.0


class AgendaBar(QWidget):
    """For the staff's eyes: quiet colors, never red, nothing that moves; it says in words what it shows."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        named(self, "agenda_bar")
        self._clock = clock
        self._sitting: Sitting | None = None
        self._key = ""
        self._strip = _Strip()
        self._words = named(Text("", "small", "text2", tabular=True), "agenda_words")
        row = line(self, spacing=SPACE.lg)
        row.addWidget(self._strip, 1)
        row.addWidget(self._words)
        self._tick = QTimer(self, interval=_EVERY)
        self._tick.timeout.connect(self.look)
        self.hide()

    def follow(self, sitting: Sitting | None, key: str, *, on: bool) -> None:
        """Follow a conference to a section; hidden where it is turned off, and before and after the conference."""
        self._sitting, self._key = sitting, key
        running = sitting is not None and bool(key) and sitting.sheet.state is ConferenceState.IN_CONFERENCE
        timed = running and sitting is not None and sitting.sheet.begun_at is not None
        self.setVisible(on and timed)
        self.look()

    def look(self) -> None:
        """Say where the minutes are now."""
        sitting = self._sitting
        if sitting is None or sitting.sheet.begun_at is None or self.isHidden():
            return
        minutes = sitting.sheet.minutes
        spans = agenda(sitting.pack.sections, sitting.pack.consultation, minutes)
        passed = minutes_between(sitting.sheet.begun_at, self._clock.now())
        self._strip.show_spans(spans, self._key, passed, minutes)
        here = next((span for span in spans if span.key == self._key), None)
        self._words.setText(agenda_words(passed, minutes, here.ends if here is not None else minutes))
        self.setAccessibleName(self._words.text())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()


def minutes_between(begun: datetime, now: datetime) -> float:
    """Return the minutes since a conference began; a clock that was set back counts as none."""
    return max(0.0, (now - begun).total_seconds() / 60)


def agenda_words(passed: float, minutes: int, until: float) -> str:
    """Word where the minutes are: how many have passed, and until when this section is planned."""
    told = _("Minute {now} of {all}").format(now=int(passed), all=minutes)
    left = round(until - passed)
    if passed > minutes:
        over = int(passed - minutes)
        told = _("{all} minutes are over").format(all=minutes)
        then = ngettext("{count} minute more", "{count} minutes more", over).format(count=over)
    elif left > 0:
        then = ngettext("about {count} minute here", "about {count} minutes here", left).format(count=left)
    else:
        then = _("time to go on")
    return f"{told} · {then}"


class _Strip(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._spans: tuple[Span, ...] = ()
        self._key, self._passed, self._minutes = "", 0.0, 1
        self.setFixedHeight(_HIGH)

    def show_spans(self, spans: tuple[Span, ...], key: str, passed: float, minutes: int) -> None:
        self._spans, self._key, self._passed, self._minutes = spans, key, passed, max(1, minutes)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, wide = theme.current(), self.width() / self._minutes
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        top = (self.height() - _THICK) / 2
        for span in self._spans:
            box = QRectF(span.begins * wide, top, max(1.0, (span.ends - span.begins) * wide - _GAP), _THICK)
            painter.setBrush(look.color("border_strong" if span.key == self._key else "border"))
            painter.drawRoundedRect(box, _THICK / 2, _THICK / 2)
        painter.setBrush(look.color("accent"))
        at = min(self._passed, self._minutes) * wide
        painter.drawRoundedRect(QRectF(max(0.0, at - _GAP), 0, _GAP, self.height()), _GAP / 2, _GAP / 2)
