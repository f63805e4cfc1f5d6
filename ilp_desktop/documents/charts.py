"""A measure's growth as a small chart: one geometry for paper and for the screen.

Bars start at zero. Every value stands beside its mark, so that nothing is said by color alone; the latest value is the
only solid one, which survives a photocopier.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from math import ceil
from typing import Literal, Protocol, TypeAlias

from ilp_desktop.documents.fonts import Weight
from ilp_desktop.documents.shaping import width_of
from ilp_desktop.language import translation

Tone: TypeAlias = Literal["text", "muted", "accent", "soft", "rule", "paper"]
_MOST_BARS = 6
_BAR = 22.0
_FOOT = 13.0
_HEAD = 13.0
_LEGEND = 13.0
_ROW = 9.0
_DASH = "3 2"
_AIR = 0.25


class SeriesPoint(Protocol):
    """One value and when it was taken."""

    @property
    def label(self) -> str: ...
    @property
    def value(self) -> float: ...


class Series(Protocol):
    """A measure, as a plan prints it or as the student's file holds it: oldest point first."""

    @property
    def label(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def points(self) -> Sequence[SeriesPoint]: ...
    @property
    def benchmark(self) -> float | None: ...


@dataclass(frozen=True, slots=True)
class ChartBox:
    """A filled box; measures are points from the top left of the chart."""

    x: float
    y: float
    width: float
    height: float
    tone: Tone


@dataclass(frozen=True, slots=True)
class ChartLine:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    tone: Tone
    thickness: float
    dash: str = ""


@dataclass(frozen=True, slots=True)
class ChartText:
    """Words whose left end stands at ``x``, on a baseline."""

    x: float
    baseline: float
    text: str
    size: float
    weight: Weight
    tone: Tone


Mark: TypeAlias = ChartBox | ChartLine | ChartText


@dataclass(frozen=True, slots=True)
class Chart:
    """What to paint, in reading order, and the same in words for whoever cannot see it."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    alt: str


def figure(value: float) -> str:
    """Return a value as people write it: no more than two decimals, none when whole."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def growth_chart(measure: Series, width: float, height: float, language: str) -> Chart:
    """Draw a measure: bars for a few points, a line for many, and a dashed line at what is expected."""
    values = [point.value for point in measure.points]
    expected = measure.benchmark
    bars = len(values) <= _MOST_BARS
    compared = [*values, *(() if expected is None else (expected,)), *((0,) if bars else ())]
    top, bottom = max(compared), min(compared)
    # Only bars are lengths and must start at zero; a line shows change, and a little air below its lowest value.
    bottom -= 0 if bars else (top - bottom) * _AIR
    span = (top - bottom) or 1
    step = width / max(len(values), 1)
    widest = max((width_of(point.label, "Regular", 8) for point in measure.points), default=0)
    rows = min(max(ceil((widest + 8) / step), 1), 4)  # labels too wide for their step take turns
    head = _HEAD + (0 if expected is None else _LEGEND)
    room = height - _FOOT - head - (rows - 1) * _ROW

    def level(value: float) -> float:
        return head + room * (top - value) / span

    marks: list[Mark] = []
    floor = level(0 if bars else bottom)
    marks.append(ChartLine(((0, floor), (width, floor)), "rule", 0.5))
    if expected is not None:
        said = translation(language).gettext("expected: {value}").format(value=figure(expected))
        marks.append(ChartLine(((0, 6), (14, 6)), "text", 0.75, _DASH))
        marks.append(ChartText(18, 9, said, 8, "Regular", "muted"))
        marks.append(ChartLine(((0, level(expected)), (width, level(expected))), "text", 0.75, _DASH))
    draw = _bars if bars else _line
    marks += draw(measure, step, level, floor, rows)
    return Chart(width, height, tuple(marks), _in_words(measure, language))


def _bars(measure: Series, step: float, level: Callable[[float], float], floor: float, rows: int) -> list[Mark]:
    marks: list[Mark] = []
    wide = min(_BAR, step * 0.7)
    for n, point in enumerate(measure.points):
        middle = step * (n + 0.5)
        upper, lower = sorted((level(point.value), floor))
        last = n == len(measure.points) - 1
        left, right = middle - wide / 2, middle + wide / 2
        marks.append(ChartBox(left, upper, wide, lower - upper, "accent" if last else "soft"))
        if not last:
            outline = ((left, lower), (left, upper), (right, upper), (right, lower))
            marks.append(ChartLine(outline, "accent", 0.6))
        marks.extend(_value(middle, upper - 3.5, figure(point.value), 9, "SemiBold" if last else "Regular", "text"))
        marks.append(_label(middle, floor + 10 + _ROW * (n % rows), point.label, step * len(measure.points)))
    return marks


def _line(measure: Series, step: float, level: Callable[[float], float], floor: float, rows: int) -> list[Mark]:
    points = tuple((step * (n + 0.5), level(point.value)) for n, point in enumerate(measure.points))
    marks: list[Mark] = [ChartLine(points, "accent", 1.2)]
    for n, ((x, y), point) in enumerate(zip(points, measure.points, strict=True)):
        last = n == len(points) - 1
        marks.append(ChartBox(x - 1.5, y - 1.5, 3, 3, "accent"))
        marks.extend(_value(x, y - 4.5, figure(point.value), 8, "SemiBold" if last else "Regular", "text"))
        marks.append(_label(x, floor + 10 + _ROW * (n % rows), point.label, step * len(points)))
    return marks


def _label(middle: float, baseline: float, text: str, width: float) -> ChartText:
    """When a value was taken, below it and never outside the chart."""
    words = _centered(middle, baseline, text, 8, "Regular", "muted")
    wide = (middle - words.x) * 2
    return replace(words, x=max(0, min(words.x, width - wide)))


def _value(middle: float, baseline: float, text: str, size: float, weight: Weight, tone: Tone) -> tuple[Mark, Mark]:
    """A value on a scrap of paper of its own, so that the line of what is expected does not strike it through."""
    words = _centered(middle, baseline, text, size, weight, tone)
    wide = (middle - words.x) * 2
    return ChartBox(words.x - 1, baseline - size * 0.8, wide + 2, size * 0.9, "paper"), words


def _centered(middle: float, baseline: float, text: str, size: float, weight: Weight, tone: Tone) -> ChartText:
    return ChartText(middle - width_of(text, weight, size) / 2, baseline, text, size, weight, tone)


def _in_words(measure: Series, language: str) -> str:
    gettext = translation(language).gettext
    values = ", ".join(f"{point.label}: {figure(point.value)}" for point in measure.points)
    said = f"{measure.label} ({measure.unit}). {values}." if measure.unit else f"{measure.label}. {values}."
    if measure.benchmark is not None:
        said += " " + gettext("expected: {value}").format(value=figure(measure.benchmark)) + "."
    return said


def svg(chart: Chart, colors: Mapping[Tone, str], family: str = "Inter") -> bytes:
    """Return the chart as SVG in the colors of a scheme (a color for each tone, as '#RRGGBB')."""
    size = f'width="{chart.width:g}" height="{chart.height:g}" viewBox="0 0 {chart.width:g} {chart.height:g}"'
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" {size}><title>{escape(chart.alt)}</title>']
    for mark in chart.marks:
        color = colors[mark.tone]
        match mark:
            case ChartBox(x, y, width, height):
                out.append(f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" fill="{color}"/>')
            case ChartLine(points, _, thickness, dash):
                at = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
                dashed = f' stroke-dasharray="{dash.replace(" ", ",")}"' if dash else ""
                out.append(
                    f'<polyline points="{at}" fill="none" stroke="{color}" stroke-width="{thickness:g}"'
                    f' stroke-linecap="round" stroke-linejoin="round"{dashed}/>'
                )
            case ChartText(x, baseline, text, size, weight):
                heavy = {"Regular": 400, "Medium": 500, "SemiBold": 600}[weight]
                out.append(
                    f'<text x="{x:.2f}" y="{baseline:.2f}" font-family="{escape(family)}" font-size="{size:g}"'
                    f' font-weight="{heavy}" fill="{color}">{escape(text)}</text>'
                )
    return "".join([*out, "</svg>"]).encode()
