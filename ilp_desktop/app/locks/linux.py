"""Linux: systemd's login manager on the system bus, the desktops' screen savers on the session bus.

Sources: org.freedesktop.login1(5), https://systemd.io/INHIBITOR_LOCKS/, and the screen savers' interfaces, which agree on
``ActiveChanged``.
"""

import os
from collections.abc import Callable

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusPendingCall,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
)

from ilp_desktop.app.locks.watches import ComputerWatch
from ilp_desktop.ui.overriding import override

LOGIN, LOGIN_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
_MANAGER, _SESSION = f"{LOGIN}.Manager", f"{LOGIN}.Session"
SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)


class LinuxWatch(ComputerWatch):
    """Hears PrepareForSleep, the session's Lock, and ActiveChanged of a screen saver.

    It asks the system to wait a moment with its sleep (a *delay* inhibitor, a few seconds at most by systemd's rule),
    until the office's keys are gone.
    """

    def __init__(
        self, parent: QObject, system: QDBusConnection | None = None, session: QDBusConnection | None = None
    ) -> None:
        """The buses are the computer's own, but for tests."""
        super().__init__(parent)
        self._system = system or QDBusConnection.systemBus()
        self._session = session or QDBusConnection.sessionBus()
        self._delay: QDBusUnixFileDescriptor | None = None
        self._is_open = False

    @override
    def start(self) -> None:
        if self._session.isConnected():
            for name in SCREEN_SAVERS:
                self._hear(self._session, "", "", name, "ActiveChanged", "saver_changed(bool)")
        if self._system.isConnected():
            self._hear(self._system, LOGIN, LOGIN_PATH, _MANAGER, "PrepareForSleep", "sleep_comes(bool)")
            number = os.environ.get("XDG_SESSION_ID", "")
            if number:
                self._call("GetSession", [number], self._session_known)
            else:
                # Which session is ours is not told: another login's lock then locks here too, which harms nobody.
                self._listen_to_session("")

    @override
    def stop(self) -> None:
        self.office_locked()
        self.blockSignals(True)

    @override
    def office_opened(self) -> None:
        self._is_open = True
        if self._delay is None:
            self._call("Inhibit", ["sleep", "ILP Desktop", "Locking the office", "delay"], self._may_wait)

    @override
    def office_locked(self) -> None:
        self._is_open = False
        self._delay = None  # the last one who holds it closes it, and the computer sleeps

    @Slot(bool)
    def saver_changed(self, on: bool) -> None:
        """A screen saver locked the screen, or let somebody in."""
        if on:
            self.left.emit()

    @Slot(bool)
    def sleep_comes(self, begins: bool) -> None:
        """The computer will sleep, or woke up."""
        if begins:
            self.left.emit()

    @Slot()
    def session_locked(self) -> None:
        """The login manager asks this session to lock."""
        self.left.emit()

    def _may_wait(self, reply: QDBusMessage) -> None:
        held = reply.arguments()[0]
        if isinstance(held, QDBusUnixFileDescriptor) and self._is_open:
            self._delay = held

    def _session_known(self, reply: QDBusMessage) -> None:
        path = reply.arguments()[0]
        if isinstance(path, QDBusObjectPath):
            self._listen_to_session(path.path())

    def _listen_to_session(self, path: str) -> None:
        self._hear(self._system, LOGIN, path, _SESSION, "Lock", "session_locked()")

    def _hear(self, bus: QDBusConnection, service: str, path: str, interface: str, name: str, slot: str) -> None:
        # The stubs want bytes, the library takes text alone.
        bus.connect(service, path, interface, name, self, SLOT(slot))  # pyright: ignore[reportArgumentType]

    def _call(self, method: str, arguments: list[str], then: Callable[[QDBusMessage], None]) -> None:
        call = QDBusMessage.createMethodCall(LOGIN, LOGIN_PATH, _MANAGER, method)
        call.setArguments(arguments)
        waiting = QDBusPendingCallWatcher(self._system.asyncCall(call), self)

        def done(_watcher: QDBusPendingCall) -> None:
            reply = waiting.reply()
            if reply.type() == QDBusMessage.MessageType.ReplyMessage:
                then(reply)
            waiting.deleteLater()

        waiting.finished.connect(done)
