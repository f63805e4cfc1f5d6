"""What every system's watch is to the program."""

from PySide6.QtCore import QObject, Signal


class ComputerWatch(QObject):
    """Says when the person leaves the computer: the screen is locked, another login comes, the computer will sleep."""

    left = Signal()

    def start(self) -> None:
        """Begin to listen. Where the system cannot be heard nothing happens, and nothing is said."""

    def stop(self) -> None:
        """Listen no more."""

    def office_opened(self) -> None:
        """An office is open: a computer that can wait a moment with its sleep is asked to."""

    def office_locked(self) -> None:
        """The office is locked and its keys are gone: a computer that waited for it may sleep."""
