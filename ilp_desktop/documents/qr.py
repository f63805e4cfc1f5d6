"""Square codes, as boxes on a page."""

import re
from dataclasses import dataclass
from typing import Any, cast

import segno

from ilp_desktop.documents.pages import Color, Page

_DARK = re.compile(b"\x01+")
_MODULE = 1.15
"""Points a module: a phone reads it from a photocopy."""


@dataclass(frozen=True, slots=True)
class SquareCode:
    """A square code: its modules on a side, and its dark boxes in whole modules."""

    modules: int
    boxes: str

    def paint(self, page: Page, right: float, top: float, color: Color, module: float = _MODULE) -> float:
        """Paint the code whose right and top edges stand there, and return its side (points)."""
        side = self.modules * module
        page.grid(self.boxes, page.left_of(right - side, side), top, module, color)
        return side


def square_code(said: str) -> SquareCode:
    """Return the code of a text.

    The mask is fixed: every reader accepts any mask, and choosing the prettiest costs more than the rest of the page.
    """
    make = cast("Any", segno).make
    matrix = cast("tuple[bytearray, ...]", make(said, error="l", boost_error=False, mask=2, micro=False).matrix)
    boxes = [
        f"{run.start()} {y} {run.end() - run.start()} 1 re"
        for y, row in enumerate(matrix)
        for run in _DARK.finditer(bytes(row))
    ]
    return SquareCode(len(matrix), " ".join(boxes))
