"""A paper from its first page to its last byte: pages, tags, metadata, what is enclosed, and the place for a seal."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias
from xml.sax.saxutils import escape

from ilp_desktop.documents.directions import Direction
from ilp_desktop.documents.embedding import UsedFont
from ilp_desktop.documents.fonts import Face
from ilp_desktop.documents.objects import PdfFile, Raw, Reference, Value, text
from ilp_desktop.documents.pages import Page
from ilp_desktop.documents.tags import Tag, write_tree
from ilp_desktop.places import RESOURCES

PaperSize: TypeAlias = Literal["letter", "a4"]
SIZES: dict[PaperSize, tuple[float, float]] = {"letter": (612, 792), "a4": (595.276, 841.89)}

RESERVED = 2048
"""Bytes of DER for which /Contents keeps room."""
BYTE_RANGE = b"[0 1111111111 2222222222 3333333333]"
"""What stands in the file until a seal says which bytes it covers; of the same length."""
CONTENTS = b"<" + b"0" * (2 * RESERVED) + b">"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file inside the paper: the paper as data."""

    name: str
    content: bytes
    description: str


class Paper:
    """A document on its way to paper. ``dated`` is a school date 'YYYY-MM-DD': the only time the file names."""

    def __init__(
        self,
        *,
        title: str,
        author: str,
        language: str,
        dated: str,
        size: PaperSize = "letter",
        direction: Direction = "ltr",
    ) -> None:
        self.direction = direction
        self.title = title
        self.author = author
        self.language = language
        self.dated = dated
        self.width, self.height = SIZES[size]
        self.root = Tag("Document")
        self._fonts: dict[str, UsedFont] = {}
        self._pages: list[Page] = []

    def page(self) -> Page:
        """Start the next page."""
        mirrored = self.direction == "rtl"
        page = Page(len(self._pages), self.width, self.height, self._font, mirrored=mirrored)
        self._pages.append(page)
        return page

    def _font(self, face: Face) -> UsedFont:
        used = self._fonts.get(face.name)
        if used is None:
            used = self._fonts[face.name] = UsedFont(face, f"F{len(self._fonts) + 1}")
        return used

    def finished(self, enclosures: Sequence[Enclosure] = (), *, place_for_seal: bool = False) -> bytes:
        """Return the file. With a place for a seal it is no valid signature yet: ``documents.seals`` fills it in."""
        pdf = PdfFile()
        catalog = pdf.reserve()
        pages = [pdf.reserve() for _ in self._pages]
        tree = pdf.reserve()
        fonts: dict[str, Value] = {used.name: used.embed(pdf) for used in self._fonts.values()}
        resources = pdf.add({"Font": fonts})
        seal = _place_for_seal(pdf, pages[0], self.dated) if place_for_seal else None
        for page, here in zip(self._pages, pages, strict=True):
            entries = self._page_entries(page, tree, resources, pdf)
            if seal and page.index == 0:
                entries["Annots"] = [seal.field]
            pdf.put(here, entries)
        pdf.put(tree, {"Type": "Pages", "Kids": pages, "Count": len(pages)})
        root: dict[str, Value] = {
            "Type": "Catalog",
            "Pages": tree,
            "Lang": text(self.language),
            "MarkInfo": {"Marked": True},
            "StructTreeRoot": write_tree(pdf, self.root, pages, [page.marks for page in self._pages]),
            "ViewerPreferences": {"DisplayDocTitle": True, **({"Direction": "R2L"} if self.direction == "rtl" else {})},
            "Metadata": pdf.stream(self._xmp(), {"Type": "Metadata", "Subtype": "XML"}, packed=False),
            "OutputIntents": [_output_intent(pdf)],
        }
        if enclosures:
            files = [_enclosed(pdf, one, self.dated) for one in enclosures]
            names: list[Value] = []
            for one, file in zip(enclosures, files, strict=True):
                names += [text(one.name), file]
            root["AF"] = files
            root["Names"] = {"EmbeddedFiles": {"Names": names}}
        if seal:
            root["AcroForm"] = {"Fields": [seal.field], "SigFlags": 3}
            root["Perms"] = {"DocMDP": seal.signature}
        pdf.put(catalog, root)
        return pdf.file(catalog, pdf.add(self._information()))

    def _page_entries(self, page: Page, tree: Reference, resources: Reference, pdf: PdfFile) -> dict[str, Value]:
        return {
            "Type": "Page",
            "Parent": tree,
            "MediaBox": [0, 0, self.width, self.height],
            "Resources": resources,
            "Contents": pdf.stream(page.content),
            "StructParents": page.index,
            "Tabs": "S",
        }

    def _information(self) -> dict[str, Value]:
        return {
            "Title": text(self.title),
            "Author": text(self.author),
            "Producer": text("ILP Desktop"),
            "CreationDate": text(_pdf_date(self.dated)),
        }

    def _xmp(self) -> bytes:
        return _XMP.format(
            title=escape(self.title), author=escape(self.author), language=escape(self.language), dated=self.dated
        ).encode()


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"\
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{dated}</xmp:CreateDate>
<pdf:Producer>ILP Desktop</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


@dataclass(frozen=True, slots=True)
class _Seal:
    signature: Reference
    field: Reference


def _place_for_seal(pdf: PdfFile, page: Reference, dated: str) -> _Seal:
    """Reserve a certification signature (no change allowed afterwards) in an invisible field."""
    permission: dict[str, Value] = {"Type": "TransformParams", "P": 1, "V": "1.2"}
    reference: dict[str, Value] = {"Type": "SigRef", "TransformMethod": "DocMDP", "TransformParams": permission}
    signature = pdf.add({
        "Type": "Sig",
        "Filter": "Adobe.PPKLite",
        "SubFilter": "ETSI.CAdES.detached",
        "ByteRange": Raw(BYTE_RANGE),
        "Contents": Raw(CONTENTS),
        "M": Raw(b"(" + when_written(dated) + b")"),
        "Reference": [reference],
    })  # fmt: skip
    field = pdf.add({
        "Type": "Annot",
        "Subtype": "Widget",
        "FT": "Sig",
        "T": text("Seal"),
        "F": 132,
        "Rect": [0, 0, 0, 0],
        "P": page,
        "V": signature,
    })  # fmt: skip
    return _Seal(signature, field)


def when_written(dated: str) -> bytes:
    """Return a time of fixed length, as the seal's own time takes its place later."""
    return _pdf_date(dated).encode()


def _pdf_date(dated: str) -> str:
    return f"D:{dated.replace('-', '')}000000Z"


@cache
def _profile() -> bytes:
    return (RESOURCES / "color" / "sRGB.icc").read_bytes()


def _output_intent(pdf: PdfFile) -> Reference:
    return pdf.add({
        "Type": "OutputIntent",
        "S": "GTS_PDFA1",
        "OutputConditionIdentifier": text("sRGB"),
        "Info": text("sRGB IEC61966-2.1"),
        "DestOutputProfile": pdf.stream(_profile(), {"N": 3}),
    })  # fmt: skip


def _enclosed(pdf: PdfFile, one: Enclosure, dated: str) -> Reference:
    parameters: dict[str, Value] = {"Size": len(one.content), "ModDate": text(_pdf_date(dated))}
    content: dict[str, Value] = {"Type": "EmbeddedFile", "Subtype": "application#2Fjson", "Params": parameters}
    file = pdf.stream(one.content, content)
    return pdf.add({
        "Type": "Filespec",
        "F": text(one.name),
        "UF": text(one.name),
        "Desc": text(one.description),
        "AFRelationship": "Data",
        "EF": {"F": file, "UF": file},
    })  # fmt: skip
