"""macOS: the distributed notification that the screen is locked.

By Core Foundation's C functions, so that no bridge to Objective-C is needed. A closed lid locks the screen where macOS asks
for the password after sleep, as it does by default; a computer that slept without is locked at its first touch (``ui.idle``).
Source: CFNotificationCenter in Apple's documentation; the notification's name is used widely and documented nowhere. Written
for macOS and not run there.
"""

import ctypes
from ctypes import c_char_p, c_long, c_uint32, c_void_p

from PySide6.QtCore import QObject

from ilp_desktop.app.locks.watches import ComputerWatch
from ilp_desktop.ui.overriding import override

LOCKED = b"com.apple.screenIsLocked"
_FRAMEWORK = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
_UTF8 = 0x08000100
_DELIVER_IMMEDIATELY = 4
CALLBACK = ctypes.CFUNCTYPE(None, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)


class MacWatch(ComputerWatch):
    """Observes the center of notifications; the main thread's run loop, which is Qt's there, delivers them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._called = CALLBACK(self._hear)  # kept alive: Core Foundation holds its address
        self._foundation: ctypes.CDLL | None = None

    def _hear(self, _center: int, _observer: int, _name: int, _thing: int, _details: int) -> None:
        self.left.emit()

    @override
    def start(self) -> None:
        try:
            foundation = ctypes.CDLL(_FRAMEWORK)
        except OSError:
            return
        foundation.CFNotificationCenterGetDistributedCenter.restype = c_void_p
        foundation.CFStringCreateWithCString.restype = c_void_p
        foundation.CFStringCreateWithCString.argtypes = [c_void_p, c_char_p, c_uint32]
        add = foundation.CFNotificationCenterAddObserver
        add.argtypes = [c_void_p, c_void_p, CALLBACK, c_void_p, c_void_p, c_long]
        name = foundation.CFStringCreateWithCString(None, LOCKED, _UTF8)
        center = foundation.CFNotificationCenterGetDistributedCenter()
        add(center, c_void_p(id(self)), self._called, name, None, _DELIVER_IMMEDIATELY)
        self._foundation = foundation

    @override
    def stop(self) -> None:
        if self._foundation is None:
            return
        remove = self._foundation.CFNotificationCenterRemoveEveryObserver
        remove.argtypes, remove.restype = [c_void_p, c_void_p], None
        remove(self._foundation.CFNotificationCenterGetDistributedCenter(), c_void_p(id(self)))
        self._foundation = None
