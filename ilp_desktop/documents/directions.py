"""Which side a document begins at. Papers are from left to right; one whose readers begin at the right is mirrored.

The direction is asked for by every line that is set, deep inside a paper: it is said once, around the drawing, instead of
being handed down through every part.
"""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal, TypeAlias

Direction: TypeAlias = Literal["ltr", "rtl"]
_document: ContextVar[Direction] = ContextVar("document", default="ltr")


@contextmanager
def reading(direction: Direction) -> Generator[None]:
    """Set text for a document of this direction, inside."""
    token = _document.set(direction)
    try:
        yield
    finally:
        _document.reset(token)


def begins_at_right() -> bool:
    """Tell whether the document that is being drawn is read from right to left."""
    return _document.get() == "rtl"
