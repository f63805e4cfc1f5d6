"""Strips of a page, from top to bottom, and where pages end.

A strip is never cut. Strips hold together as loosely as NOT, within a group that should stay on one page (GROUP), or
always (ALWAYS: a heading with what follows, the first two lines and the last two of a text).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TypeAlias

from ilp_desktop.documents.directions import begins_at_right
from ilp_desktop.documents.pages import Page, Style
from ilp_desktop.documents.shaping import Line, lines_of
from ilp_desktop.documents.tags import Tag

_CLOSER = 0.66
Painter: TypeAlias = Callable[[Page, float, float], None]


class Hold(IntEnum):
    """How firmly a strip holds on to the next."""

    NOT = 0
    GROUP = 1
    ALWAYS = 2


@dataclass(frozen=True, slots=True)
class Strip:
    """Something painted across a column; ``above`` is the space left above it, except at the top of a page (points)."""

    height: float
    paint: Painter
    above: float = 0
    hold: Hold = Hold.NOT


def paragraph(
    text: str, style: Style, width: float, tag: Tag | None, *, above: float = 0, x: float = 0, label: bool = False
) -> list[Strip]:
    """Set a text as strips of one line each, without widows and orphans.

    Text that runs the other way than the document stands at the document's far side: in one from left to right always,
    in one from right to left where it takes several lines. A ``label`` (a name on a form) never does.
    """
    lines = lines_of(text, style.weight, width * 1000 / style.size)
    if label or (begins_at_right() and len(lines) == 1):
        lines = [replace(line, right_to_left=begins_at_right()) for line in lines]
    strips: list[Strip] = []
    for n, line in enumerate(lines):
        held = len(lines) > 1 and (n == 0 or n == len(lines) - 2)
        hold = Hold.ALWAYS if held else Hold.NOT
        strips.append(Strip(style.leading, _line_painter(line, style, tag, x, width), above if n == 0 else 0, hold))
    return strips


def _line_painter(line: Line, style: Style, tag: Tag | None, x: float, width: float) -> Painter:
    if line.right_to_left != begins_at_right():
        x += width - line.width * style.size / 1000
    baseline = style.leading * 0.5 + style.size * 0.36  # capitals stand in the middle of the strip

    def paint(page: Page, left: float, top: float) -> None:
        page.line(line, left + x, top + baseline, style, tag)

    return paint


def beside(columns: Sequence[tuple[float, Sequence[Strip]]], *, above: float = 0) -> Strip:
    """Stand columns (each with its distance from the left) side by side as one strip."""
    stacks = [(x, list(strips)) for x, strips in columns]

    def paint(page: Page, left: float, top: float) -> None:
        for x, strips in stacks:
            paint_down(page, left + x, top, strips)

    return Strip(max((height_of(strips) for _, strips in stacks), default=0), paint, above)


def zipped(columns: Sequence[tuple[float, Sequence[Strip]]]) -> list[Strip]:
    """Stand columns side by side so that a page may end between any two of their rows."""
    rows: list[Strip] = []
    for n in range(max(len(strips) for _, strips in columns)):
        row = [(x, [strips[n]]) for x, strips in columns if n < len(strips)]
        rows.append(beside(row, above=max(strips[0].above for _, strips in row)))
    return rows


def paint_down(page: Page, left: float, top: float, strips: Sequence[Strip]) -> None:
    """Paint strips one below the other; the space above the first is left out."""
    for n, strip in enumerate(strips):
        top += strip.above if n else 0
        strip.paint(page, left, top)
        top += strip.height


def height_of(strips: Sequence[Strip]) -> float:
    """Return the height of strips one below the other, without the space above the first."""
    return sum(s.height + s.above for s in strips) - (strips[0].above if strips else 0)


def together(strips: Sequence[Strip], hold: Hold = Hold.GROUP) -> list[Strip]:
    """Return the strips as a group that stays on one page where a page can hold it."""
    return [replace(s, hold=max(s.hold, hold)) for s in strips[:-1]] + list(strips[-1:])


def held(strips: Sequence[Strip]) -> list[Strip]:
    """Return the strips so that the last one holds on to whatever follows (a heading)."""
    return [replace(s, hold=Hold.ALWAYS) for s in strips]


def fewest_pages(strips: Sequence[Strip], first: float, other: float) -> list[list[Strip]]:
    """Divide strips into pages, a little closer together where that saves a page."""
    wide = pages_of(strips, first, other)
    if len(wide) == 1:
        return wide
    close = pages_of([replace(s, above=s.above * _CLOSER) for s in strips], first, other)
    return close if len(close) < len(wide) else wide


def pages_of(strips: Sequence[Strip], first: float, other: float) -> list[list[Strip]]:
    """Divide strips into pages of these heights (the first page's may differ)."""
    pages: list[list[Strip]] = [[]]
    used, room = 0.0, first
    for group in _groups(strips, Hold.GROUP):
        loose = [group] if height_of(group) <= other else _groups(group, Hold.ALWAYS)
        for part in loose:
            height = height_of(part)
            above = part[0].above if pages[-1] else 0
            if pages[-1] and used + above + height > room:
                pages.append([])
                used, room, above = 0.0, other, 0.0
            pages[-1].extend(part)
            used += above + height
    return pages


def _groups(strips: Sequence[Strip], hold: Hold) -> list[list[Strip]]:
    groups: list[list[Strip]] = [[]]
    for strip in strips:
        groups[-1].append(strip)
        if strip.hold < hold:
            groups.append([])
    return [group for group in groups if group]
