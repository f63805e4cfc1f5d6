"""The glyphs a document uses, put inside it, each with the letters it stands for."""

import zlib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple, cast

from ilp_desktop.documents.fonts import Face, Weight, face, hb
from ilp_desktop.documents.objects import PdfFile, Raw, Reference, Value, pack, text
from ilp_desktop.documents.shaping import plain_letters

_TO_UNICODE_HEAD = (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n"
    "/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
)
_TO_UNICODE_TAIL = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
_EVERYDAY = "".join(map(chr, range(0x20, 0x7F))) + "áéíóúüñÁÉÍÓÚÜÑ¿¡·\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026"
# What placing the glyphs needed and showing them does not.
_DROPPED_TABLES = ("GSUB", "GPOS", "GDEF", "STAT", "meta", "name", "post", "gasp", "cmap", "OS/2")


class Known(NamedTuple):
    """A glyph that a document uses: its code as the page spells it, its advance (thousandths of an em), its letters."""

    code: str
    width: float
    letters: str


class UsedFont:
    """A face in one document: the glyphs used so far, and what they stand for."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self.known: dict[int, Known] = {}
        self._plain: set[str] = set()

    def meet(self, glyph: int, letters: str) -> Known:
        """Use a glyph. The first letters it stood for remain its own; for others the page must spell them out."""
        found = self.known.get(glyph)
        if found is None or (letters and not found.letters):
            found = self.known[glyph] = Known(f"{glyph:04X}", self.face.width(glyph), letters)
        return found

    def meet_plainly(self, letters: str, glyph_of: Mapping[str, int]) -> bool:
        """Use a glyph for each letter. False where one says something else on these pages already."""
        new = set(letters) - self._plain
        for letter in sorted(new):
            if self.meet(glyph_of[letter], letter).letters != letter:
                return False
        self._plain |= new
        return True

    def embed(self, pdf: PdfFile) -> Reference:
        """Write the font with the glyphs used and those of everyday text, under their own numbers."""
        glyphs = tuple(sorted(_everyday(self.face.name) | self.known.keys()))
        base = f"{_subset_tag(glyphs)}+{self.face.name}"
        program, length = _program(self.face.name, glyphs)
        file = pdf.ready_stream(program, {"Length1": length})
        measures: dict[str, Value] = {
            "Type": "FontDescriptor",
            "FontName": base,
            "Flags": 4,
            "FontBBox": [-1000, -500, 2000, 1300],
            "ItalicAngle": 0,
            "Ascent": round(self.face.ascent),
            "Descent": round(self.face.descent),
            "CapHeight": 728,
            "StemV": 80,
            "FontFile2": file,
        }
        descendant: dict[str, Value] = {
            "Type": "Font",
            "Subtype": "CIDFontType2",
            "BaseFont": base,
            "CIDSystemInfo": {"Registry": text("Adobe"), "Ordering": text("Identity"), "Supplement": 0},
            "CIDToGIDMap": "Identity",
            "FontDescriptor": pdf.add(measures),
            "DW": 0,
            "W": Raw(
                b"["
                + " ".join([f"{g} [{round(self.known[g].width, 2):g}]" for g in sorted(self.known)]).encode()
                + b"]"
            ),
        }
        return pdf.add({
            "Type": "Font",
            "Subtype": "Type0",
            "BaseFont": base,
            "Encoding": "Identity-H",
            "DescendantFonts": [pdf.add(descendant)],
            "ToUnicode": pdf.stream(self._to_unicode()),
        })  # fmt: skip

    def _to_unicode(self) -> bytes:
        rows = [
            f"<{code}> <{letters.encode('utf-16-be').hex().upper()}>"
            for _, (code, _, letters) in sorted(self.known.items())
            if letters
        ]
        parts = [_TO_UNICODE_HEAD]
        for start in range(0, len(rows), 100):
            some = rows[start : start + 100]
            parts.append(f"{len(some)} beginbfchar\n" + "\n".join(some) + "\nendbfchar\n")
        return "".join([*parts, _TO_UNICODE_TAIL]).encode()


@cache
def _everyday(name: str) -> frozenset[int]:
    """Return the glyphs of a face of ours that nearly every text needs: most plans then share one program."""
    if not name.startswith("Inter-"):
        return frozenset()
    glyph_of = plain_letters(cast("Weight", name.removeprefix("Inter-"))).glyph_of
    return frozenset(glyph_of[letter] for letter in _EVERYDAY if letter in glyph_of)


@lru_cache(maxsize=16)
def _program(name: str, glyphs: tuple[int, ...]) -> tuple[bytes, int]:
    """Return a face with only these glyphs, compressed, and its length before that."""
    program = _subset(face(name), glyphs)
    return pack(program), len(program)


def _subset(chosen: Face, glyphs: Iterable[int]) -> bytes:
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.drop_table_tag_set.update(int.from_bytes(table.encode()) for table in _DROPPED_TABLES)
    return hb.subset(chosen.prepared(), wanted).blob.data


def _subset_tag(glyphs: Iterable[int]) -> str:
    """Six letters that differ for different glyphs, as the format asks."""
    mark = zlib.crc32(",".join(map(str, glyphs)).encode())
    return "".join(chr(65 + (mark >> (5 * i)) % 26) for i in range(6))
