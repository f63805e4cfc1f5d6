"""The faces a page is set in, and which of them holds a letter.

Faces are read once, on first use: a plan in English never opens the Chinese one.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeAlias, cast

import uharfbuzz

from ilp_desktop.places import RESOURCES

Weight: TypeAlias = Literal["Regular", "Medium", "SemiBold"]
hb = cast("Any", uharfbuzz)
"""HarfBuzz, which ships no types."""
FOLDER = RESOURCES / "fonts"

# Blocks of Unicode (first, last) that a face of their own is kept for; anything else tries the last two.
_BLOCKS: tuple[tuple[int, int, str], ...] = (
    (0x0530, 0x058F, "NotoSansArmenian-Regular"),
    (0x0590, 0x05FF, "NotoSansHebrew-Regular"),
    (0xFB1D, 0xFB4F, "NotoSansHebrew-Regular"),
    (0x0600, 0x08FF, "NotoSansArabic-Regular"),
    (0xFB50, 0xFDFF, "NotoSansArabic-Regular"),
    (0xFE70, 0xFEFF, "NotoSansArabic-Regular"),
    (0x0900, 0x097F, "NotoSansDevanagari-Regular"),
    (0x0980, 0x09FF, "NotoSansBengali-Regular"),
    (0x0A00, 0x0A7F, "NotoSansGurmukhi-Regular"),
    (0x0A80, 0x0AFF, "NotoSansGujarati-Regular"),
    (0x0B80, 0x0BFF, "NotoSansTamil-Regular"),
    (0x0C00, 0x0C7F, "NotoSansTelugu-Regular"),
    (0x0E00, 0x0E7F, "NotoSansThai-Regular"),
    (0x0E80, 0x0EFF, "NotoSansLao-Regular"),
    (0x1000, 0x109F, "NotoSansMyanmar-Regular"),
    (0x10A0, 0x10FF, "NotoSansGeorgian-Regular"),
    (0x1200, 0x139F, "NotoSansEthiopic-Regular"),
    (0x1780, 0x17FF, "NotoSansKhmer-Regular"),
)
_LAST_RESORTS = ("NotoSans-Regular", "WenQuanYiMicroHei")


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: what shapes it, which letters it has, and its measures in thousandths of an em."""

    name: str
    face: Any
    font: Any
    letters: frozenset[int]
    scale: float
    ascent: float
    descent: float

    def width(self, glyph: int) -> float:
        """Return a glyph's advance in thousandths of an em."""
        return cast("int", self.font.get_glyph_h_advance(glyph)) * self.scale

    def prepared(self) -> Any:
        """Return the face made ready for taking glyphs out of it, many times."""
        return _prepared(self.name)


@cache
def face(name: str) -> Face:
    """Return a face by the name of its file."""
    opened = hb.Face(hb.Blob((FOLDER / f"{name}.ttf").read_bytes()))
    font = hb.Font(opened)
    scale = 1000 / opened.upem
    extents = font.get_font_extents("ltr")
    return Face(
        name, opened, font, frozenset(opened.unicodes), scale, extents.ascender * scale, extents.descender * scale
    )


@cache
def _prepared(name: str) -> Any:
    return hb.subset_preprocess(face(name).face)


@cache
def face_for(letter: str, weight: Weight) -> Face:
    """Return the face that a letter is set in. The last one answers for a letter that none has, with an empty box."""
    code = ord(letter)
    latin = face(f"Inter-{weight}")
    if code in latin.letters:
        return latin
    for first, last, name in _BLOCKS:
        if first <= code <= last and code in face(name).letters:
            return face(name)
    found = next((face(name) for name in _LAST_RESORTS if code in face(name).letters), None)
    return found or face(_LAST_RESORTS[0])
