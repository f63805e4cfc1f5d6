"""The parts of a worksheet that speak of the four years: courses, graduation, skills. To write on, beside what is known."""

from ilp_desktop.documents import four_years, looks
from ilp_desktop.documents.forms import boxes, filled_in, ruled
from ilp_desktop.documents.layout import Strip, beside, held, paragraph, together
from ilp_desktop.documents.sections import Sheet
from ilp_desktop.domain.worksheets import PaperAsk, Worksheet

_MORE_COURSES = 4
_YES = "Y"


def courses(paper: Worksheet, sheet: Sheet, ask: PaperAsk) -> list[Strip]:
    """The courses as they are planned, and lines for more."""
    del paper
    words, root, width = sheet.words, sheet.root, sheet.width
    strips = four_years.years(sheet, root)
    if ask.hint:
        strips += held(paragraph(ask.hint, looks.SMALL, width, root.add("P"), above=4))
    grade, amount = width * 0.62, width * 0.82
    heads = (words.gettext("Course"), words.gettext("Grade"), words.gettext("Credits"))
    row = [
        (x, paragraph(head, looks.SMALL, 90, root.add("P")))
        for x, head in zip((0.0, grade, amount), heads, strict=True)
    ]
    lines: list[Strip] = [beside(row, above=4)]
    for _line in range(_MORE_COURSES):
        cells = [
            (0.0, ruled(1, grade - 12)),
            (grade, ruled(1, amount - grade - 12)),
            (amount, ruled(1, width - amount)),
        ]
        lines.append(beside(cells))
    return strips + together(held(lines[:1]) + lines[1:])


def graduation(paper: Worksheet, sheet: Sheet, ask: PaperAsk) -> list[Strip]:
    """What is asked for graduation, and a box to tick once people went through it."""
    del paper, ask
    said = sheet.words.gettext("We went through this together")
    return [*four_years.tables(sheet), *boxes([(_yes(sheet), said)], sheet.width, sheet.root, above=6)]


def checklist(paper: Worksheet, sheet: Sheet, ask: PaperAsk) -> list[Strip]:
    """A box for each line, and room for why it is not for this student."""
    del paper
    words, width, root = sheet.words, sheet.width, sheet.root
    strips = held(paragraph(ask.prompt, looks.STRONG, width, root.add("P"), above=4))
    yes = _yes(sheet)
    for said, reached in ask.items:
        strips += boxes([(yes, said)], width, root, ticked=yes if reached else "", above=2)
    return together([*strips, filled_in(words.gettext("Not appropriate now, because:"), width, root.add("P"), above=3)])


def _yes(sheet: Sheet) -> str:
    # Translators: the key that stands in a box on paper for yes: one capital letter.
    return sheet.words.gettext(_YES)
