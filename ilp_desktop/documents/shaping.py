"""Text in any writing system, from characters to placed glyphs and lines.

A text is cut where its face or its direction changes, each piece is shaped once by HarfBuzz, and lines are chosen by the
widths that came out. Order on the line follows the Unicode bidirectional algorithm (rule L2).
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from operator import add
from typing import Any, NamedTuple, cast

from ilp_desktop.documents.directions import begins_at_right
from ilp_desktop.documents.fonts import Face, Weight, face, face_for, hb

# No ligature that a script can do without, and no contextual form of Inter, hides a letter from whoever copies the text.
_LATIN_FEATURES = {"kern": True, "liga": False, "calt": False}
_OTHER_FEATURES = {"liga": False}
_FIGURES = re.compile(r"[0-9]+")
_BREAK_AFTER = frozenset(" -/\u2010\u2012\u2013\u2014\u200b")
_NEVER_FIRST = frozenset(
    "\u3001\u3002\uff0c\uff0e\uff1a\uff1b\uff01\uff1f\u300d\u300f\uff09\u3011\u3015\u3009\u300b\u30fc\u3005\u2026,.;:!?)]}%"
)  # closing marks of Chinese and Japanese, and of Latin
# Directional and other controls never reach the page: what is read is what is in plan.json's visible letters.
_DROPPED: frozenset[str] = frozenset(
    "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad"
)


class Glyph(NamedTuple):
    """A glyph where it stands in its run; measures are thousandths of an em. ``start`` is its text's first character."""

    id: int
    start: int
    advance: float
    x: float
    y: float


_made: Callable[[type[Glyph], tuple[int, int, float, float, float]], Glyph] = cast("Any", tuple).__new__


def _rising(glyph: Glyph) -> int:
    return glyph.start


def _falling(glyph: Glyph) -> int:
    return -glyph.start


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one face and one direction, from left to right, and the text that they stand for."""

    face: Face
    start: int
    end: int
    level: int
    glyphs: tuple[Glyph, ...]

    @property
    def width(self) -> float:
        """How far the run reaches, in thousandths of an em."""
        return sum([glyph.advance for glyph in self.glyphs])

    def part(self, first: int, last: int) -> "Run | None":
        """Return what of this run stands on a line of characters ``first`` up to ``last``."""
        if first <= self.start and self.end <= last:
            return self
        if self.level % 2:  # from right to left their texts' beginnings fall
            left, right = (bisect_right(self.glyphs, -edge, key=_falling) for edge in (last, first))
        else:
            left, right = (bisect_left(self.glyphs, edge, key=_rising) for edge in (first, last))
        kept = self.glyphs[left:right]
        return Run(self.face, max(first, self.start), min(last, self.end), self.level, kept) if kept else None


@dataclass(frozen=True, slots=True)
class PlainRun:
    """Letters of which each is one glyph that says it, from left to right: nearly all text (``plain``).

    ``shown`` is what a page writes between ``[<`` and ``>] TJ``.
    """

    face: Face
    start: int
    end: int
    letters: str
    glyph_of: Mapping[str, int]
    shown: str
    width: float

    def shaped(self, text: str) -> Run:
        """Return the run glyph by glyph, for a page on which one of its glyphs says something else already."""
        return _shape(text, self.start, self.end, self.face, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text, its runs from left to right, and its width in thousandths of an em."""

    text: str
    runs: tuple[Run | PlainRun, ...]
    width: float
    right_to_left: bool


def lines_of(text: str, weight: Weight, measure: float) -> list[Line]:
    """Set a text in lines no wider than ``measure`` (thousandths of an em). Line feeds in the text are kept."""
    found: list[Line] = []
    for paragraph in clean(text).split("\n"):
        found.extend(_paragraph(paragraph, weight, measure))
    return found


def clean(text: str) -> str:
    """Return the text in NFC as it can be printed: no controls, one kind of line end, no space at the ends."""
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if plain.isascii() and plain.isprintable():
        return plain.strip()
    kept = "".join(c for c in plain if c == "\n" or (c not in _DROPPED and unicodedata.category(c) not in {"Cc", "Cs"}))
    return "\n".join(part.strip() for part in kept.strip().split("\n"))


def _paragraph(text: str, weight: Weight, measure: float) -> list[Line]:
    letters = plain_letters(weight)
    set_plainly = letters.set(text)
    if set_plainly is not None:
        return _plain_paragraph(text, letters, *set_plainly, measure)
    levels, base = _levels(text)
    runs = _runs(text, weight, levels)
    widths = [0.0] * len(text)
    for run in runs:
        for glyph in run.glyphs:
            widths[glyph.start] += glyph.advance
    reached = [0.0, *accumulate(widths)]
    breaks = _breaks(text, reached, measure) if reached[-1] > measure else [len(text)]
    lines: list[Line] = []
    start = 0
    for end in breaks:
        last = end
        while last > start and text[last - 1] == " ":
            last -= 1
        shown = last if base else end  # the space at a line's end keeps words apart for whoever reads the text back
        parts = [part for run in runs if run.start < shown and run.end > start and (part := run.part(start, shown))]
        lines.append(Line(text, _in_order(parts), reached[last] - reached[start], base == 1))
        start = end
    return lines


def _plain_paragraph(
    text: str, letters: "PlainLetters", advances: Sequence[float], shown: Sequence[str], measure: float
) -> list[Line]:
    reached = [0.0, *accumulate(advances)]
    lines: list[Line] = []
    start = 0
    for end in _breaks(text, reached, measure) if reached[-1] > measure else [len(text)]:
        last = start + len(text[start:end].rstrip(" "))
        said, code, width = text[start:end], "".join(shown[start:end]), reached[end] - reached[start]
        run = PlainRun(letters.face, start, end, said, letters.glyph_of, code, width)
        lines.append(Line(text, (run,) if end > start else (), reached[last] - reached[start], False))
        start = end
    return lines


def _breaks(text: str, reached: Sequence[float], measure: float) -> list[int]:
    """Return where each line ends; ``reached[i]`` is the width of the first ``i`` characters."""
    ends: list[int] = []
    start = 0
    while start < len(text):
        here = max(bisect_right(reached, reached[start] + measure) - 1, start + 1)
        while here < len(text) and text[here] == " ":  # a space at the end of a line takes no room
            here += 1
        chance = here
        while start < chance < len(text) and not _may_break(text[chance - 1], text[chance]):
            chance -= 1
        if chance == start:  # one long word: between letters, never before a mark
            chance = here
            while chance > start + 1 and reached[chance] == reached[chance + 1]:
                chance -= 1
        ends.append(chance)
        start = chance
    return ends or [0]


def _may_break(before: str, after: str) -> bool:
    if _joins(after):
        return False
    if before in _BREAK_AFTER:
        return after != " "
    return (_is_ideographic(before) or _is_ideographic(after)) and after not in _NEVER_FIRST and after != " "


def _joins(letter: str) -> bool:
    """Whether this is a mark or a joiner: it belongs to what stands before it."""
    return not letter.isascii() and unicodedata.category(letter) in {"Mn", "Mc", "Me", "Cf"}


def _is_ideographic(letter: str) -> bool:
    code = ord(letter)
    return 0x3000 <= code <= 0x9FFF or 0xAC00 <= code <= 0xD7A3 or 0xF900 <= code <= 0xFAFF or 0x20000 <= code < 0x30000


def _levels(text: str) -> tuple[Sequence[int], int]:
    """Return each character's embedding level and the paragraph's, by the bidirectional algorithm."""
    if text.isascii() or not any(unicodedata.bidirectional(c) in {"R", "AL", "AN"} for c in text):
        return (0,) * len(text), 0  # Latin alone is read from left to right in any document
    from bidi import algorithm  # noqa: PLC0415 - only for text that needs it

    steps = cast("Any", algorithm)  # ships no types
    storage: dict[str, Any] = steps.get_empty_storage()
    base = cast("int", steps.get_base_level(text)) or int(begins_at_right() and _mostly_from_right(text))
    storage.update(base_level=base, base_dir=("L", "R")[base])
    steps.get_embedding_levels(text, storage)
    steps.explicit_embed_and_overrides(storage)
    for step in (steps.resolve_weak_types, steps.resolve_neutral_types):
        cast("Callable[[Any, bool], None]", step)(storage, False)
    steps.resolve_implicit_levels(storage, False)
    return [cast("int", c["level"]) for c in storage["chars"]], base


def _mostly_from_right(text: str) -> bool:
    """Tell whether most letters are of scripts from right to left: in such a document a title in Latin may begin a text."""
    kinds = [unicodedata.bidirectional(letter) for letter in text]
    return sum(kind in {"R", "AL"} for kind in kinds) >= kinds.count("L")


def _runs(text: str, weight: Weight, levels: Sequence[int]) -> list[Run]:
    latin = face(f"Inter-{weight}")
    if text and latin.letters.issuperset(map(ord, text)) and not any(levels):
        return [_shape(text, 0, len(text), latin, 0)]
    runs: list[Run] = []
    start = 0
    current: Face | None = None
    for here, letter in enumerate(text):
        chosen = _face(letter, current, weight)
        if current is None:
            current = chosen
        elif chosen is not current or levels[here] != levels[here - 1]:
            runs.append(_shape(text, start, here, current, levels[start]))
            start, current = here, chosen
    if current is not None:
        runs.append(_shape(text, start, len(text), current, levels[start]))
    return runs


def _face(letter: str, current: Face | None, weight: Weight) -> Face:
    """Marks, joiners and spaces stay with the letters before them, or a mark would lose its place."""
    if (letter == " " or _joins(letter)) and current is not None and ord(letter) in current.letters:
        return current
    return face_for(letter, weight)


def _shape(text: str, start: int, end: int, chosen: Face, level: int) -> Run:
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text, start, end - start)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if level % 2 else "ltr"
    hb.shape(chosen.font, buffer, _features(chosen, text, start, end))
    scale = chosen.scale
    glyphs: list[Glyph] = []
    for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        x, y, advance, _down = at.position
        # Not Glyph(…): its own call around this one takes as long again, for each letter of a plan.
        glyphs.append(_made(Glyph, (info.codepoint, info.cluster, advance * scale, x * scale, y * scale)))
    return Run(chosen, start, end, level, tuple(glyphs))


def _features(chosen: Face, text: str, start: int, end: int) -> dict[str, Any]:
    """Figures share one width; the hyphen between words keeps its own, which the same feature would widen."""
    if not chosen.name.startswith("Inter"):
        return _OTHER_FEATURES
    figures = [(found.start(), found.end(), True) for found in _FIGURES.finditer(text, start, end)]
    return {**_LATIN_FEATURES, "tnum": figures} if figures else _LATIN_FEATURES


def _in_order(runs: list[Run]) -> tuple[Run, ...]:
    """Rule L2: from the highest level down to the lowest odd one, reverse what stands at that level or higher."""
    ordered = list(runs)
    for level in range(max((run.level for run in runs), default=0), 0, -1):
        here = 0
        while here < len(ordered):
            end = here
            while end < len(ordered) and ordered[end].level >= level:
                end += 1
            ordered[here:end] = reversed(ordered[here:end])
            here = max(end, here + 1)
    return tuple(ordered)


def width_of(text: str, weight: Weight, size: float) -> float:
    """Return about how wide a text on one line is (points): letter by letter, without kerning."""
    return sum([_letter_width(letter, weight) for letter in clean(text)]) * size / 1000


@cache
def _letter_width(letter: str, weight: Weight) -> float:
    return lines_of(letter, weight, float("inf"))[0].width if letter.strip() else _space(weight)


def _space(weight: Weight) -> float:
    return sum(glyph.advance for glyph in _shape(" ", 0, 1, face_for(" ", weight), 0).glyphs)


class PlainLetters:
    """Letters of one face that need no shaping: HarfBuzz is asked once for each two that follow each other.

    Inter, with the features that we ask for, gives each of these letters one glyph whatever stands beside it, and moves
    it by what follows only. (A test sets texts both ways.)
    """

    def __init__(self, chosen: Face) -> None:
        self.face = chosen
        self.glyph_of: dict[str, int] = {}
        self._letters: set[str] = set()
        self._advances: dict[str, float] = {}
        self._shown: dict[str, str] = {}
        glyphs: set[int] = set()
        for code in (*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x180), *range(0x2012, 0x2027)):
            letter = chr(code)
            if code not in chosen.letters or unicodedata.normalize("NFC", letter) != letter:
                continue
            alone = _shape(letter, 0, 1, chosen, 0).glyphs
            if len(alone) == 1 and alone[0].id not in glyphs and not alone[0].x and not alone[0].y:
                glyphs.add(alone[0].id)
                self.glyph_of[letter] = alone[0].id
                self._letters.add(letter)

    def set(self, text: str) -> tuple[list[float], list[str]] | None:
        """Return each letter's advance (thousandths of an em) and how a page shows it; None where one needs shaping."""
        if not text or not self._letters.issuperset(text):
            return None
        pairs = list(map(add, text, text[1:] + "\n"))
        try:
            return [self._advances[pair] for pair in pairs], [self._shown[pair] for pair in pairs]
        except KeyError:
            learned = [self._learn(pair) for pair in set(pairs)]
            return self.set(text) if all(learned) else None

    def _learn(self, pair: str) -> bool:
        if pair in self._advances:
            return True
        first = pair[0]
        glyphs = _shape(pair.rstrip("\n"), 0, len(pair.rstrip("\n")), self.face, 0).glyphs
        glyph = glyphs[0]
        if len(glyphs) != len(pair.rstrip("\n")) or any(one.x or one.y for one in glyphs):
            self._letters.discard(first)
            return False
        width = self.face.width(glyph.id)
        code = f"{glyph.id:04X}"
        self._advances[pair] = glyph.advance
        self._shown[pair] = code if glyph.advance == width else f"{code}>{width - glyph.advance:.2f}<"
        return glyph.id == self.glyph_of[first]


@cache
def plain_letters(weight: Weight) -> PlainLetters:
    """Return the plain letters of a weight."""
    return PlainLetters(face(f"Inter-{weight}"))


def right_to_left(text: str) -> bool:
    """Tell whether a text begins from the right."""
    return _levels(clean(text).split("\n")[0])[1] == 1


def is_synthetic(run: Run | PlainRun, weight: Weight) -> bool:
    """Tell whether a run is set in a face that has no such weight of its own."""
    return weight == "SemiBold" and run.face is not face("Inter-SemiBold")
