"""Windows: the session's lock, switch and end, and the computer's sleep, as messages to the window.

Sources: WTSRegisterSessionNotification, WM_WTSSESSION_CHANGE and WM_POWERBROADCAST in Microsoft's documentation of Win32.
Written for Windows and not run there; what a message says is tested with the values of winuser.h and wtsapi32.h.
"""

import ctypes
from ctypes import wintypes

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject
from PySide6.QtGui import QGuiApplication

from ilp_desktop.app.locks.watches import ComputerWatch
from ilp_desktop.ui.overriding import override

WM_POWERBROADCAST, WM_WTSSESSION_CHANGE = 0x0218, 0x02B1
PBT_APMSUSPEND = 0x0004
WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK = 0x2, 0x4, 0x6, 0x7
_NOTIFY_FOR_THIS_SESSION = 0
_MESSAGE = b"windows_generic_MSG"
_LEFT = frozenset({WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK})


def is_leaving(message: int, parameter: int) -> bool:
    """Tell whether a window message says that the person leaves the computer."""
    if message == WM_POWERBROADCAST:
        return parameter == PBT_APMSUSPEND
    return message == WM_WTSSESSION_CHANGE and parameter in _LEFT


def read_message(address: int) -> tuple[int, int]:
    """Return the number and the first parameter of the message at this address."""
    message = wintypes.MSG.from_address(address)
    return int(message.message), int(message.wParam)


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, watch: "WindowsWatch") -> None:
        super().__init__()
        self._watch = watch

    @override
    def nativeEventFilter(self, eventType: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        if QByteArray(eventType) == _MESSAGE and is_leaving(*read_message(int(message))):
            self._watch.left.emit()
        return False, 0


class WindowsWatch(ComputerWatch):
    """Asks for the session's messages at each window there is, and hears them all."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._filter = _Filter(self)
        self._windows: list[int] = []

    @override
    def start(self) -> None:
        application = QCoreApplication.instance()
        if application is None:
            return
        application.installNativeEventFilter(self._filter)
        register = ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification  # type: ignore[attr-defined]
        for window in QGuiApplication.topLevelWindows():
            handle = int(window.winId())
            if register(wintypes.HWND(handle), _NOTIFY_FOR_THIS_SESSION):
                self._windows.append(handle)

    @override
    def stop(self) -> None:
        application = QCoreApplication.instance()
        if application is not None:
            application.removeNativeEventFilter(self._filter)
        for handle in self._windows:
            ctypes.WinDLL("wtsapi32").WTSUnRegisterSessionNotification(wintypes.HWND(handle))  # type: ignore[attr-defined]
        self._windows.clear()
