"""A plan as paper: one revision, in one language, ready for its seal."""

from collections.abc import Mapping, Sequence

from ilp_desktop.documents import copy_notes, four_years, looks, sections
from ilp_desktop.documents.directions import Direction, reading
from ilp_desktop.documents.enclosures import plan_json
from ilp_desktop.documents.layout import Strip, fewest_pages, paint_down, paragraph
from ilp_desktop.documents.pages import Page
from ilp_desktop.documents.papers import Enclosure, Paper, PaperSize
from ilp_desktop.documents.qr import SquareCode, square_code
from ilp_desktop.documents.revisions import Revision, revision_of, short_code
from ilp_desktop.documents.sections import Sheet
from ilp_desktop.documents.signatures import signatures as signature_blocks
from ilp_desktop.documents.words import Words
from ilp_desktop.domain.plans import CopyNote, PlanContent, SignatureMark

_CONTINUED = 24.0
"""Room for the line at the top of the second page and after, which says whose plan it is."""


def draw_plan(
    content: PlanContent,
    signatures: Sequence[SignatureMark] = (),
    *,
    language: str = "en",
    labels: Mapping[str, str] | None = None,
    size: PaperSize = "letter",
    note: CopyNote | None = None,
    direction: Direction = "ltr",
) -> bytes:
    """Draw a plan as PDF 1.7, tagged, with plan.json inside and a place for the seal (``seals.Sealer``).

    ``labels`` are the policy set's own headings in ``language``, with ``{name}`` for the name the student goes by:
    ``celebrate``, ``data``, ``goals``, ``support``, ``courses``, ``graduation``, ``future``, ``skills``, ``needs``, ``signatures``,
    ``statement``, ``consultation.<reason>``, and ``prompt.<a prompt as it was shown>``. ``note`` is what this copy says beside the plan;
    ``direction`` rtl mirrors the page.
    The same arguments always give the same bytes. Signatures bound to another revision raise ValueError.
    """
    revision = revision_of(content)
    if any(mark.revision_sha256 != revision.seal_code for mark in signatures):
        raise ValueError("a signature is bound to another revision")
    content = revision.content
    words = Words(language, labels or {})
    paper = Paper(
        title=f"{words.prompt(content.kind.label)}, {words.school_year(content.school_year)}: {content.student.name}",
        author=content.school.name,
        language=language,
        dated=content.revision.date,
        size=size,
        direction=direction,
    )
    with reading(direction):
        _draw(paper, Sheet(words, paper.width - 2 * looks.SIDE, paper.root, content, note), revision, signatures)
    enclosed = plan_json(revision, signatures, note)
    described = words.gettext("This plan as data")
    return paper.finished([Enclosure("plan.json", enclosed, described)], place_for_seal=True)


def _draw(paper: Paper, sheet: Sheet, revision: Revision, signatures: Sequence[SignatureMark]) -> None:
    room = paper.height - looks.TOP - looks.FOOTER
    pages = fewest_pages(_strips(sheet, signatures), room, room - _CONTINUED)
    code = square_code(f"ILP1:{revision.seal_code.upper()}")
    for n, some in enumerate(pages, start=1):
        page = paper.page()
        if n > 1:
            _continued(page, sheet)
        paint_down(page, looks.SIDE, looks.TOP + (_CONTINUED if n > 1 else 0), some)
        _foot(page, sheet, revision, code, n, len(pages))


def _strips(sheet: Sheet, signatures: Sequence[SignatureMark]) -> list[Strip]:
    """Return everything that the plan says, in reading order: first the child (R39)."""
    return [
        *sections.head(sheet, copy_notes.language_line(sheet)),
        *four_years.sections(sheet, "needs"),
        *sections.strengths(sheet),
        *sections.data(sheet),
        *four_years.sections(sheet, "future"),
        *four_years.courses(sheet),
        *four_years.sections(sheet, "courses", "graduation"),
        *four_years.diplomas(sheet),
        *four_years.sections(sheet, "skills"),
        *sections.goals(sheet),
        *sections.support(sheet),
        *sections.private_talk(sheet),
        *signature_blocks(sheet, signatures),
        *copy_notes.what_next(sheet),
    ]


def _continued(page: Page, sheet: Sheet) -> None:
    content = sheet.content
    kind = sheet.words.prompt(content.kind.label)
    line = f"{content.student.name} · {kind} · {sheet.words.school_year(content.school_year)}"
    paint_down(page, looks.SIDE, looks.TOP - 12, paragraph(line, looks.FOOT, sheet.width, None)[:1])
    with page.part_of(None):
        page.rule(looks.SIDE, looks.TOP + 3, sheet.width, looks.RULE)


def _foot(page: Page, sheet: Sheet, revision: Revision, code: SquareCode, n: int, of: int) -> None:
    """Say on each page whose plan, which revision, which page, and the seal code, in digits and as a square code."""
    content, words = sheet.content, sheet.words
    top = page.height - looks.FOOTER + 14
    with page.part_of(None):
        page.rule(looks.SIDE, top, sheet.width, looks.RULE)
        side = code.paint(page, looks.SIDE + sheet.width, top + 7, looks.INK)
    width = sheet.width - side - 12
    first = words.gettext("{name} · Revision {number}, {date} · Page {page} of {pages}").format(
        name=content.student.name,
        number=content.revision.number,
        date=words.date(content.revision.date),
        page=n,
        pages=of,
    )
    second = words.gettext("Seal code {code}").format(code=short_code(revision.seal_code))
    lines = [*paragraph(first, looks.FOOT, width, None), *paragraph(second, looks.FOOT, width, None)]
    paint_down(page, looks.SIDE, top + 7, lines)
