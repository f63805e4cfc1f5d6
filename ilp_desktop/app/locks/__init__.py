"""The computer's own locks: whoever locks the screen or closes the lid leaves the office locked too."""

import sys

from PySide6.QtCore import QObject

from ilp_desktop.app.locks.watches import ComputerWatch


def watch(parent: QObject) -> ComputerWatch | None:
    """Watch this computer, in the way of its system; None where there is none.

    What cannot be heard is still seen afterward: a clock that jumped locks at the first touch (``ui.idle``).
    """
    made: ComputerWatch
    if sys.platform == "linux":
        from ilp_desktop.app.locks.linux import LinuxWatch  # noqa: PLC0415 - each only on its own system

        made = LinuxWatch(parent)
    elif sys.platform == "win32":
        from ilp_desktop.app.locks.windows import WindowsWatch  # noqa: PLC0415

        made = WindowsWatch(parent)
    elif sys.platform == "darwin":
        from ilp_desktop.app.locks.macos import MacWatch  # noqa: PLC0415

        made = MacWatch(parent)
    else:
        return None
    made.start()
    return made
