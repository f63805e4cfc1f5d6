"""A page as it is painted: lines of text, thin rules, bars, strokes of a pen. Measures are points from the top left."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from ilp_desktop.documents.embedding import UsedFont
from ilp_desktop.documents.fonts import Face, Weight
from ilp_desktop.documents.objects import number, text, written
from ilp_desktop.documents.shaping import Glyph, Line, PlainRun, Run, is_synthetic
from ilp_desktop.documents.tags import Tag

Color: TypeAlias = tuple[float, float, float]
FontOf: TypeAlias = Callable[[Face], UsedFont]


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set. ``size`` and ``leading`` are points."""

    weight: Weight
    size: float
    leading: float
    color: Color


class Page:
    """One page: what was painted so far, and which mark belongs to which part of the document."""

    def __init__(self, index: int, width: float, height: float, font_of: FontOf, *, mirrored: bool = False) -> None:
        """``mirrored``: distances from the left are taken from the right. Letters, strokes and square codes stay as they are."""
        self.index = index
        self.mirrored = mirrored
        self.width = width
        self.height = height
        self.marks: list[Tag] = []
        self._font_of = font_of
        self._out: list[str] = []

    @property
    def content(self) -> bytes:
        """What was painted, as a content stream."""
        return "\n".join(self._out).encode("ascii")

    def left_of(self, x: float, width: float) -> float:
        """Return where the left end of something that wide stands on the sheet."""
        return self.width - x - width if self.mirrored else x

    @contextmanager
    def part_of(self, tag: Tag | None) -> Generator[None]:
        """Say whose part is painted inside; None for what is only there for the eye."""
        self._out.append(self._begin(tag))
        yield
        self._out.append("EMC")

    def _begin(self, tag: Tag | None, spelled: str = "") -> str:
        """Begin a marked piece of the page; ``spelled`` are letters that its glyphs cannot say themselves."""
        if tag is None:
            return "/Artifact BMC"
        said = f" /ActualText {_said(spelled)}" if spelled else ""
        mark = len(self.marks)
        tag.kids.append((self.index, mark))
        self.marks.append(tag)
        kind = "Span" if spelled else tag.kind  # the one name under which readers look for spelled letters
        return f"/{kind} <</MCID {mark}{said}>> BDC"

    def line(self, line: Line, x: float, baseline: float, style: Style, tag: Tag | None) -> None:
        """Paint one line of text whose left end stands at ``x``, as part of ``tag``."""
        x = self.left_of(x, line.width * style.size / 1000)
        self._out.append("BT\n" + _color(style.color, "rg") + "\n" + self._begin(tag))
        for run, offset in _as_read(line):
            used = self._font_of(run.face)
            at = x + offset * style.size / 1000
            self._out.append(
                f"/{used.name} {number(style.size)} Tf 1 0 0 1 {number(at)} {number(self.height - baseline)} Tm"
            )
            bold = is_synthetic(run, style.weight)
            if bold:  # the face has one weight: a thin outline in the same color makes the other
                self._out.append(f"2 Tr {number(style.size * 0.03)} w {_color(style.color, 'RG')}")
            self._out.append(self._shown(run, line.text, used, style, tag))
            if bold:
                self._out.append("0 Tr")
        self._out.append("EMC\nET")

    def _shown(self, run: Run | PlainRun, source: str, used: UsedFont, style: Style, tag: Tag | None) -> str:
        if isinstance(run, PlainRun):
            if used.meet_plainly(run.letters, run.glyph_of):
                return f"[<{run.shown}>] TJ"
            run = run.shaped(source)
        return _plainly_shown(run, source, used) or self._carefully_shown(run, source, used, style.size, tag)

    def _carefully_shown(self, run: Run, source: str, used: UsedFont, size: float, tag: Tag | None) -> str:
        """Show each cluster with its letters or, where a glyph cannot say them, with the letters spelled out beside it.

        Clusters follow each other as they are read, so that a screen reader hears right-to-left text in order. Spelled
        letters stand in a marked piece of their own: some readers lose their place in pieces within pieces.
        """
        out: list[str] = []
        row: list[str] = []
        pen = 0.0
        for left, glyphs, letters in _clusters(run, source):
            speaks = len(glyphs) == 1 and used.meet(glyphs[0].id, letters).letters == letters
            if not speaks:
                _flush(row, out)
                inside = f"/Span <</ActualText {_said(letters)}>> BDC"
                out.append(inside if tag is None else "EMC\n" + self._begin(tag, letters))
            at = left
            for glyph in glyphs:
                if abs(pen - at - glyph.x) > 0.01:
                    row.append(f" {number(pen - at - glyph.x)} ")
                if glyph.y:
                    _flush(row, out)
                    out.append(f"{number(glyph.y * size / 1000)} Ts [<{glyph.id:04X}>] TJ 0 Ts")
                else:
                    row.append(f"<{glyph.id:04X}>")
                pen = at + glyph.x + used.meet(glyph.id, "").width
                at += glyph.advance
            if not speaks:
                _flush(row, out)
                out.append("EMC" if tag is None else "EMC\n" + self._begin(tag))
        _flush(row, out)
        return "\n".join(out)

    def rule(self, x: float, y: float, width: float, color: Color, thickness: float = 0.5) -> None:
        """Paint a thin line from left to right."""
        self.path([(x, y), (x + width, y)], color, thickness)

    def path(self, points: Sequence[tuple[float, float]], color: Color, thickness: float, dash: str = "") -> None:
        """Paint a line through points, with round ends and joins."""
        steps = " ".join(
            f"{number(self.left_of(x, 0))} {number(self.height - y)} {'l' if i else 'm'}"
            for i, (x, y) in enumerate(points)
        )
        self._out.append(f"q 1 J 1 j {number(thickness)} w [{dash}] 0 d {_color(color, 'RG')} {steps} S Q")

    def pen(self, points: Sequence[tuple[float, float]], color: Color, thickness: float) -> None:
        """Paint a stroke of a pen as a smooth curve through every point (Catmull-Rom, as cubic curves).

        Its points stand on the sheet as they are, also where the page is mirrored.
        """
        across = [x for x, _ in points]
        up = [self.height - y for _, y in points]
        measures = [across[0], up[0]]
        xs, ys = [across[0], *across, across[-1]], [up[0], *up, up[-1]]
        ways = zip(xs, xs[1:], xs[2:], xs[3:], ys, ys[1:], ys[2:], ys[3:], strict=False)
        for x_before, x, to_x, x_after, y_before, y, to_y, y_after in ways:
            measures += (
                x + (to_x - x_before) / 6, y + (to_y - y_before) / 6,
                to_x - (x_after - x) / 6, to_y - (y_after - y) / 6,
                to_x, to_y,
            )  # fmt: skip
        # One template for the whole stroke: a signature has some hundreds of points.
        steps = ("%.2f %.2f m" + " %.2f %.2f %.2f %.2f %.2f %.2f c" * (len(points) - 1)) % tuple(measures)
        self._out.append(f"q 1 J 1 j {number(thickness)} w {_color(color, 'RG')} {steps} S Q")

    def bars(self, boxes: Sequence[tuple[float, float, float, float]], color: Color) -> None:
        """Fill boxes (x, y, width, height) with one color."""
        steps = " ".join(
            f"{number(self.left_of(x, w))} {number(self.height - y - h)} {number(w)} {number(h)} re"
            for x, y, w, h in boxes
        )
        self._out.append(f"q {_color(color, 'rg')} {steps} f Q")

    def grid(self, boxes: str, x: float, y: float, module: float, color: Color) -> None:
        """Fill boxes given as PDF in whole modules, downwards from a corner of the sheet, never mirrored."""
        at = f"{number(module)} 0 0 {number(-module)} {number(x)} {number(self.height - y)} cm"
        self._out.append(f"q {_color(color, 'rg')} {at} {boxes} f Q")

    def frame(self, x: float, y: float, width: float, height: float, color: Color, thickness: float = 0.5) -> None:
        """Paint the outline of a box."""
        left = self.left_of(x, width)
        at = f"{number(left)} {number(self.height - y - height)} {number(width)} {number(height)}"
        self._out.append(f"q {number(thickness)} w {_color(color, 'RG')} {at} re S Q")


@lru_cache(maxsize=64)
def _color(color: Color, operator: str) -> str:
    return " ".join(number(part) for part in color) + " " + operator


def _plainly_shown(run: Run, source: str, used: UsedFont) -> str:
    """Show one glyph for each letter, none of them moved: nearly all text. Empty where that is not so."""
    glyphs = run.glyphs
    if run.level or len(glyphs) != run.end - run.start:
        return ""
    out: list[str] = []
    known = used.known
    for (glyph, start, advance, x, y), letter in zip(glyphs, source[run.start : run.end], strict=True):
        code, width, stands_for = known.get(glyph) or used.meet(glyph, letter)
        if stands_for != letter or x or y or source[start] != letter:
            return ""
        out.append(code)
        if advance != width:
            out.append(f">{width - advance:.2f}<")
    return f"[<{''.join(out)}>] TJ"


def _as_read(line: Line) -> list[tuple[Run | PlainRun, float]]:
    """Return the runs of a line as they are read, each with its distance from the line's left end (in 1/1000 em)."""
    placed: list[tuple[Run | PlainRun, float]] = []
    reached = 0.0
    for run in line.runs:
        placed.append((run, reached))
        reached += run.width
    return sorted(placed, key=lambda one: one[0].start)


def _said(letters: str) -> str:
    return written(text(letters)).decode("ascii")


def _flush(row: list[str], out: list[str]) -> None:
    if row:
        out.append(f"[{''.join(row).replace('><', '')}] TJ")
        row.clear()


def _clusters(run: Run, source: str) -> list[tuple[float, Sequence[Glyph], str]]:
    """Return glyphs that stand together for some letters, as they are read, with where they begin (in 1/1000 em)."""
    glyphs = run.glyphs
    starts = sorted({g.start for g in glyphs})
    ends = dict(zip(starts, [*starts[1:], run.end], strict=True))
    found: list[tuple[float, Sequence[Glyph], str]] = []
    here, left = 0, 0.0
    while here < len(glyphs):
        end = here + 1
        while end < len(glyphs) and glyphs[end].start == glyphs[here].start:
            end += 1
        first = glyphs[here].start
        found.append((left, glyphs[here:end], source[first : ends[first]]))
        left += sum([g.advance for g in glyphs[here:end]])
        here = end
    return found[::-1] if run.level % 2 else found
