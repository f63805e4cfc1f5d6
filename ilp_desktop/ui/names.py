"""Object names: what tests, stylesheets and screen readers know a widget by."""

from typing import TypeVar

from PySide6.QtCore import QObject

W = TypeVar("W", bound=QObject)


def named(thing: W, name: str) -> W:
    """Return a widget or action, known as ``name`` (``<thing>_<kind>``) from now on."""
    thing.setObjectName(name)
    return thing
