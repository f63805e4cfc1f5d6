"""Papers of an evening as one PDF: a cover with the list, then each student's, beginning on a right-hand page."""

from collections.abc import Callable, Sequence
from datetime import date

from ilp_desktop.documents import looks
from ilp_desktop.documents.layout import Strip, beside, fewest_pages, paint_down, paragraph
from ilp_desktop.documents.pages import Page
from ilp_desktop.documents.papers import Paper, PaperSize
from ilp_desktop.documents.reflections import reflection
from ilp_desktop.documents.tags import Tag
from ilp_desktop.documents.words import Words
from ilp_desktop.documents.worksheets import worksheet
from ilp_desktop.domain.worksheets import EveningStack, Worksheet

Parts = Callable[[Worksheet, Words, float, Tag], list[list[Strip]]]


def draw_worksheet(sheet: Worksheet, size: PaperSize = "letter") -> bytes:
    """Draw one student's worksheet, in the family's language. The same arguments always give the same bytes."""
    words = Words(sheet.language, {})
    paper = _paper(words.gettext("Worksheet"), sheet.content.school.name, sheet.on, sheet.language, size)
    _student(paper, sheet, words, worksheet, place=None)
    return paper.finished()


def draw_reflections(sheets: Sequence[Worksheet], on: date, language: str, size: PaperSize = "letter") -> bytes:
    """Draw reflection sheets, each in the family's language and beginning on a right-hand page."""
    words = Words(language, {})
    school = sheets[0].content.school.name if sheets else ""
    paper = _paper(words.gettext("Reflection sheets"), school, on, language, size)
    for n, sheet in enumerate(sheets, start=1):
        place = (n, len(sheets)) if len(sheets) > 1 else None
        _student(paper, sheet, Words(sheet.language, {}), _one_part, place=place)
    return paper.finished()


def draw_stack(stack: EveningStack, language: str, size: PaperSize = "letter") -> bytes:
    """Draw a member of staff's stack: the cover in ``language``, then each worksheet in its family's, in slot order."""
    words = Words(language, {})
    title = words.gettext("Conference papers: {name}").format(name=stack.staff_name)
    paper = _paper(title, stack.school, stack.on, language, size)
    _cover(paper, stack, words)
    for n, sheet in enumerate(stack.sheets, start=1):
        _student(paper, sheet, Words(sheet.language, {}), worksheet, place=(n, len(stack.sheets)))
    return paper.finished()


def _one_part(sheet: Worksheet, words: Words, width: float, root: Tag) -> list[list[Strip]]:
    return [reflection(sheet, words, width, root)]


def _paper(title: str, school: str, on: date, language: str, size: PaperSize) -> Paper:
    return Paper(title=title, author=school, language=language, dated=on.isoformat(), size=size)


def _cover(paper: Paper, stack: EveningStack, words: Words) -> None:
    width = paper.width - 2 * looks.SIDE
    root = paper.root.add("Sect")
    strips = paragraph(stack.school, looks.KIND, width, root.add("P"))
    strips += paragraph(stack.staff_name, looks.NAME, width, root.add("H1"), above=4, label=True)
    day = words.date(stack.on.isoformat())
    strips += paragraph(day, looks.FACTS, width, root.add("P"), above=2)
    told = words.gettext(
        "Write on these sheets while you talk. Afterward type them in under Conference day, Enter from paper: the stack "
        "is listed there in this order, and the code at the top of a sheet finds it."
    )
    strips += paragraph(told, looks.SMALL_INK, width, root.add("P"), above=8)
    table = root.add("Table")
    heads = (words.gettext("No."), words.gettext("Time"), words.gettext("Student"), words.gettext("Sheet"))
    strips.append(_cover_row(table, heads, width, header=True))
    for n, sheet in enumerate(stack.sheets, start=1):
        name = f"{sheet.content.student.name} · {words.grade(sheet.content.student.grade)}"
        if sheet.interpreter:
            name += f" · {sheet.interpreter} ({words.role('interpreter')})"
        elif sheet.needs_interpreter:
            name += " · " + words.gettext("an interpreter is needed")
        strips.append(_cover_row(table, (f"{n}", words.clock(sheet.starts_at), name, sheet.code), width))
    room = paper.height - looks.TOP - looks.FOOTER
    pages = fewest_pages(strips, room, room)
    for number, some in enumerate(pages, start=1):
        page = paper.page()
        paint_down(page, looks.SIDE, looks.TOP, some)
        said = words.gettext("{name} · Page {page} of {pages}")
        _foot(page, width, said.format(name=stack.staff_name, page=number, pages=len(pages)))
    if len(pages) % 2:
        paper.page()


def _cover_row(table: Tag, cells: Sequence[str], width: float, *, header: bool = False) -> Strip:
    row = table.add("TR")
    style = looks.SMALL if header else looks.CELL
    edges = ((0.0, 34.0), (38.0, 70.0), (112.0, width - 190.0), (width - 70.0, 70.0))
    columns: list[tuple[float, list[Strip]]] = []
    for (x, wide), text in zip(edges, cells, strict=True):
        tag = row.add("TH", scope="Column") if header else row.add("TD")
        columns.append((x, paragraph(text, style, wide, tag, label=True)))
    return beside(columns, above=12 if header else 4)


def _student(paper: Paper, sheet: Worksheet, words: Words, parts: Parts, *, place: tuple[int, int] | None) -> None:
    width = paper.width - 2 * looks.SIDE
    language = "" if words.language == paper.language else words.language
    root = paper.root.add("Sect", language=language)
    room = paper.height - looks.TOP - looks.FOOTER
    pages = [some for part in parts(sheet, words, width, root) for some in fewest_pages(part, room, room)]
    for number, some in enumerate(pages, start=1):
        page = paper.page()
        paint_down(page, looks.SIDE, looks.TOP, some)
        _foot(page, width, _mark(sheet, words, place, number, len(pages)))
    if place is not None and len(pages) % 2:
        paper.page()  # the next student begins on a right-hand page


def _mark(sheet: Worksheet, words: Words, place: tuple[int, int] | None, number: int, pages: int) -> str:
    name, code = sheet.content.student.name, sheet.code
    if place is None:
        said = words.gettext("{name} · Page {page} of {pages} · Sheet {code}")
        return said.format(name=name, page=number, pages=pages, code=code)
    said = words.gettext("{name} · Student {at} of {count}, page {page} of {pages} · Sheet {code}")
    return said.format(name=name, at=place[0], count=place[1], page=number, pages=pages, code=code)


def _foot(page: Page, width: float, line: str) -> None:
    top = page.height - looks.FOOTER + 14
    with page.part_of(None):
        page.rule(looks.SIDE, top, width, looks.RULE)
    paint_down(page, looks.SIDE, top + 7, paragraph(line, looks.FOOT, width, None)[:1])
