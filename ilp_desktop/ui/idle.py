"""Locks an office that nobody is using."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from ilp_desktop.clock import Clock
from ilp_desktop.ui.overriding import override

_ACTIVITY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
    }
)
_LOOK_EVERY = 5_000


class IdleWatch(QObject):
    """Says when nobody has touched the computer for so many minutes.

    A running consultation timer (``deferred``) puts it off, up to its own limit. The time a computer sleeps counts,
    though its ticks may stand still: both clocks are asked, and the longer answer counts.
    """

    expired = Signal()

    def __init__(
        self,
        clock: Clock,
        *,
        minutes: int = 5,
        deferred_minutes: int = 10,
        deferred: Callable[[], bool] = lambda: False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._minutes = minutes
        self._deferred_minutes = deferred_minutes
        self._deferred = deferred
        self._ticks = clock.ticks()
        self._instant = clock.now()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    def set_limits(self, minutes: int, deferred_minutes: int, deferred: Callable[[], bool]) -> None:
        """Take over the settings of the office that was opened."""
        self._minutes, self._deferred_minutes, self._deferred = minutes, deferred_minutes, deferred

    def start(self) -> None:
        """Begin to watch: an office was unlocked."""
        self.touched()
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._watch)
        self._watch(application.focusWindow())
        self._timer.start()

    def stop(self) -> None:
        """Watch no more: the office is locked."""
        if self._timer.isActive():
            self._timer.stop()
            application = QGuiApplication.instance()
            assert isinstance(application, QGuiApplication)
            application.focusWindowChanged.disconnect(self._watch)

    def touched(self) -> None:
        """Count from now."""
        self._ticks = self._clock.ticks()
        self._instant = self._clock.now()

    def idle_seconds(self) -> float:
        """Return for how long nobody has done anything."""
        slept_or_awake = (self._clock.now() - self._instant).total_seconds()
        return max(self._clock.ticks() - self._ticks, slept_or_awake)

    def look(self) -> None:
        """Say so if it has been too long."""
        idle = self.idle_seconds()
        limit = max(self._minutes, self._deferred_minutes) if self._deferred() else self._minutes
        if self._timer.isActive() and idle >= limit * 60:
            self.stop()
            self.expired.emit()

    def _watch(self, window: QWindow | None) -> None:
        # The window, not the application: its events are the person's alone, a few a second rather than thousands.
        if window is not None:
            window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTIVITY and self._timer.isActive():
            # A computer that slept is locked by its first touch, before the touch counts.
            self.look()
            self.touched()
        return False
