"""What each thing on a page is, for a screen reader: the structure tree of a tagged PDF."""

from dataclasses import dataclass, field

from ilp_desktop.documents.objects import PdfFile, Raw, Reference, Value, text


@dataclass(slots=True, eq=False)
class Tag:
    """A part of the document by its role (H1, P, Table, Figure …), in reading order."""

    kind: str
    alt: str = ""
    language: str = ""
    scope: str = ""
    kids: "list[Tag | tuple[int, int]]" = field(default_factory=list["Tag | tuple[int, int]"])
    """Tags, or (page, mark) where the part stands on paper."""

    def add(self, kind: str, *, alt: str = "", language: str = "", scope: str = "") -> "Tag":
        """Add a part at the end and return it. ``scope`` (Row or Column) is for table headers."""
        tag = Tag(kind, alt, language, scope)
        self.kids.append(tag)
        return tag


def write_tree(pdf: PdfFile, root: Tag, pages: list[Reference], marks: list[list[Tag]]) -> Reference:
    """Write the tree. ``marks[page][mark]`` says whose part a marked piece of a page is."""
    tree = pdf.reserve()
    numbers: dict[int, Reference] = {}
    top = _write(pdf, root, tree, pages, numbers)
    rows: list[Value] = []
    for page, tags in enumerate(marks):
        rows += [page, [numbers[id(tag)] for tag in tags]]
    parents = pdf.add({"Nums": rows})
    return pdf.put(tree, {"Type": "StructTreeRoot", "K": top, "ParentTree": parents, "ParentTreeNextKey": len(marks)})


def _write(
    pdf: PdfFile, tag: Tag, parent: Reference, pages: list[Reference], numbers: dict[int, Reference]
) -> Reference:
    here = numbers[id(tag)] = pdf.reserve()
    kids: list[bytes] = []
    for kid in tag.kids:
        if isinstance(kid, Tag):
            kids.append(b"%d 0 R" % _write(pdf, kid, here, pages, numbers).number)
        else:
            kids.append(b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (pages[kid[0]].number, kid[1]))
    entry = b"<</Type/StructElem/S/%s/P %d 0 R/K[%s]" % (tag.kind.encode(), parent.number, b" ".join(kids))
    if tag.alt:
        entry += b"/Alt" + text(tag.alt).pdf
    if tag.language:
        entry += b"/Lang" + text(tag.language).pdf
    if tag.scope:
        entry += b"/A<</O/Table/Scope/%s>>" % tag.scope.encode()
    elif tag.kind == "L":
        entry += b"/A<</O/List/ListNumbering/None>>"
    return pdf.put(here, Raw(entry + b">>"))
