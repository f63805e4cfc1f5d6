"""Charts of a proof: shares of a whole, and how many students a clause finds met, open and not met.

What each length means stands beside it in words; met is solid, open is pale with a line around it, not met is struck with
slanting lines, so that a photocopy tells them apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ilp_desktop.documents.charts import Chart, ChartBox, ChartLine, ChartText, Mark
from ilp_desktop.documents.fonts import Weight
from ilp_desktop.documents.shaping import width_of

_ROW = 21.0
_BAR = 11.0
_GAP = 10.0
_STATE_BAR = 9.0
_SWATCH = 7.0
_SLANT = 4.0
_LEAST_WIDE = 2.5
"""A part that is there is never too narrow to be seen."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole with the words beside it; a share of None stays unsaid."""

    label: str
    share: float | None
    words: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a clause's students: ``met``, ``open`` or ``not_met``, how many, and that in words."""

    kind: str
    count: int
    words: str


def share_chart(rows: Sequence[Share], width: float, title: str) -> Chart:
    """Draw shares one under the other, the label before the bar, the words behind it."""
    labels = max((width_of(row.label, _weight(row), 9.5) for row in rows), default=0) + _GAP
    words = max((width_of(row.words, "Regular", 9) for row in rows), default=0) + _GAP
    room = max(60.0, width - labels - words)
    marks: list[Mark] = []
    for at, row in enumerate(rows):
        top = at * _ROW
        base = top + _ROW / 2 + 3.4
        bar = top + (_ROW - _BAR) / 2
        marks.append(ChartText(0, base, row.label, 9.5, _weight(row), "text"))
        marks += _track(labels, bar, room, row.share)
        marks.append(
            ChartText(labels + room + _GAP, base, row.words, 9, "Regular", "muted" if row.share is None else "text")
        )
    said = "; ".join(f"{row.label}: {row.words}" for row in rows)
    return Chart(width, len(rows) * _ROW, tuple(marks), f"{title}. {said}.")


def _weight(row: Share) -> Weight:
    return "SemiBold" if row.strong else "Regular"


def _track(x: float, y: float, room: float, share: float | None) -> list[Mark]:
    if share is None:
        middle = y + _BAR / 2
        return [ChartLine(((x, middle), (x + room, middle)), "rule", 0.75, "1 3")]
    filled = max(_LEAST_WIDE, room * share) if share else 0.0
    out: list[Mark] = [ChartBox(x, y, room, _BAR, "soft")]
    if filled:
        out.append(ChartBox(x, y, min(filled, room), _BAR, "accent"))
    return out


def state_chart(parts: Sequence[Part], width: float, title: str) -> Chart:
    """Draw how many students a clause finds met, open and not met: one bar, and beneath it what each part is."""
    whole = sum(part.count for part in parts)
    marks: list[Mark] = []
    x, left = 0.0, width
    there = [part for part in parts if part.count]
    for at, part in enumerate(there):
        wide = left if at == len(there) - 1 else max(_LEAST_WIDE, width * part.count / whole)
        marks += _filled(part.kind, x, 0, wide, _STATE_BAR)
        x, left = x + wide, left - wide
    legend = 0.0
    base = _STATE_BAR + 13.0
    for part in parts:
        marks += _filled(part.kind, legend, base - _SWATCH + 0.5, _SWATCH, _SWATCH)
        words = ChartText(legend + _SWATCH + 4, base, part.words, 8.5, "Regular", "text" if part.count else "muted")
        marks.append(words)
        legend = words.x + width_of(part.words, "Regular", 8.5) + 14
    said = ", ".join(part.words for part in parts)
    return Chart(width, base + 3, tuple(marks), f"{title}: {said}.")


def _filled(kind: str, x: float, y: float, width: float, height: float) -> list[Mark]:
    around = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
    if kind == "met":
        return [ChartBox(x, y, width, height, "accent")]
    if kind == "open":
        return [ChartBox(x, y, width, height, "soft"), ChartLine(around, "accent", 0.6)]
    slants: list[Mark] = [ChartBox(x, y, width, height, "paper")]
    at = x - height + _SLANT
    while at < x + width:
        begin, end = max(at, x), min(at + height, x + width)
        if end > begin:
            slants.append(ChartLine(((begin, y + height - (begin - at)), (end, y + height - (end - at))), "text", 0.5))
        at += _SLANT
    return [*slants, ChartLine(around, "text", 0.6)]
