"""Where the keyboard goes when a page is shown."""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


@runtime_checkable
class FocusesFirst(Protocol):
    """A page that knows where the keyboard should begin, where that is not its first box.

    Not by a focus proxy: Tab comes into a page at its proxy and never to what stands before it, and a page whose
    proxy is hidden takes the keyboard out of sight.
    """

    def focus_first(self) -> None:
        """Put the keyboard where the page begins."""
        ...


def focus_on(page: QWidget) -> None:
    """Put the keyboard on a page that is shown now."""
    if isinstance(page, FocusesFirst):
        page.focus_first()
    else:
        page.setFocus(Qt.FocusReason.OtherFocusReason)


class LaterFocus:
    """The keyboard of a page that knows only later where it should begin: not where a person has moved it meanwhile."""

    def __init__(self) -> None:
        self._is_wanted = False
        self._stood: object = None

    def wait(self, page: QWidget) -> None:
        """Remember that the keyboard is wanted, and where it stands now."""
        self._is_wanted, self._stood = True, page.window().focusWidget()

    def is_due(self, page: QWidget) -> bool:
        """Tell, once, whether to put the keyboard there now."""
        due = self._is_wanted and page.window().focusWidget() is self._stood
        self._is_wanted, self._stood = False, None
        return due
