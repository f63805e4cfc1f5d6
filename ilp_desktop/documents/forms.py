"""What a paper to write on is made of: ruled lines, boxes to tick, a frame to draw in."""

from collections.abc import Sequence
from dataclasses import replace

from ilp_desktop.documents import looks
from ilp_desktop.documents.layout import Hold, Strip, beside, held, paragraph
from ilp_desktop.documents.pages import Page, Style
from ilp_desktop.documents.shaping import lines_of
from ilp_desktop.documents.tags import Tag

LINE = 24.0
"""Points from one ruled line to the next: a grown-up's pen, in a hurry."""
BOX = 10.0
BOXED = Style("SemiBold", 9, 12, looks.INK)
_AFTER_BOX = 5.0
_BETWEEN_BOXES = 16.0


def ruled(count: int, width: float, *, x: float = 0, gap: float = LINE, above: float = 0) -> list[Strip]:
    """Return lines to write on; the first two and the last two stay together."""

    def paint(page: Page, left: float, top: float) -> None:
        with page.part_of(None):
            page.rule(left + x, top + gap, width, looks.RULE, 0.6)

    strips = [Strip(gap, paint, above if n == 0 else 0, Hold.GROUP) for n in range(count)]
    return [*strips[:-1], replace(strips[-1], hold=Hold.NOT)] if strips else []


def frame(height: float, width: float, *, above: float = 0) -> Strip:
    """Return a frame to draw in."""

    def paint(page: Page, left: float, top: float) -> None:
        with page.part_of(None):
            page.frame(left, top, width, height, looks.RULE, 1)

    return Strip(height, paint, above)


def boxes(
    choices: Sequence[tuple[str, str]], width: float, tag: Tag, *, ticked: str = "", above: float = 0, x: float = 0
) -> list[Strip]:
    """Return boxes to tick, each with its key inside and its words beside; as many in a row as fit.

    The key is what is typed for it afterward.
    """
    rows: list[list[tuple[float, str, str]]] = [[]]
    at = 0.0
    for key, words in choices:
        wide = BOX + 4 + _AFTER_BOX + _width(words, looks.SMALL_INK)
        if rows[-1] and at + wide > width:
            rows.append([])
            at = 0.0
        rows[-1].append((at, key, words))
        at += wide + _BETWEEN_BOXES
    strips: list[Strip] = []
    for n, row in enumerate(rows):
        columns = [(x + left, [_box(key, words, tag.add("P"), ticked=key == ticked)]) for left, key, words in row]
        strips.append(beside(columns, above=above if n == 0 else 2))
    return held(strips[:-1]) + strips[-1:]


def _box(key: str, words: str, tag: Tag, *, ticked: bool) -> Strip:
    side = BOX + 4
    key_line = lines_of(key, BOXED.weight, float("inf"))[0]
    words_line = lines_of(words, looks.SMALL_INK.weight, float("inf"))[0]
    inset = (side - key_line.width * 7.5 / 1000) / 2
    small = Style("SemiBold", 7.5, 9, looks.INK if ticked else looks.MUTED)

    def paint(page: Page, left: float, top: float) -> None:
        with page.part_of(None):
            page.frame(left, top + 1, side, side, looks.INK if ticked else looks.MUTED, 1.4 if ticked else 0.7)
        page.line(key_line, left + inset, top + 1 + side * 0.69, small, tag)
        page.line(words_line, left + side + _AFTER_BOX, top + 12, looks.SMALL_INK, tag)

    return Strip(side + 3, paint)


def _width(words: str, style: Style) -> float:
    return lines_of(words, style.weight, float("inf"))[0].width * style.size / 1000


def filled_in(words: str, width: float, tag: Tag, *, above: float = 0, style: Style = looks.SMALL_INK) -> Strip:
    """Return words followed by a line to write on, to the end of the width."""
    label = paragraph(words, style, width, tag)
    start = min(_width(words, style) + 6, width - 40)

    def paint(page: Page, left: float, top: float) -> None:
        label[0].paint(page, left, top + LINE - label[0].height - 1)
        with page.part_of(None):
            page.rule(left + start, top + LINE - 2, width - start, looks.RULE, 0.6)

    return Strip(LINE, paint, above)
