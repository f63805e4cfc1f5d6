"""The recovery sheet: the one paper that opens an office when its passphrase is lost. It belongs in a safe."""

from collections.abc import Sequence
from datetime import date

from ilp_desktop.documents import looks
from ilp_desktop.documents.layout import Strip, beside, paint_down, paragraph
from ilp_desktop.documents.pages import Page, Style
from ilp_desktop.documents.papers import Paper, PaperSize
from ilp_desktop.documents.qr import SquareCode, square_code
from ilp_desktop.documents.shaping import lines_of
from ilp_desktop.documents.tags import Tag
from ilp_desktop.documents.words import Words

_TITLE = Style("SemiBold", 24, 30, looks.INK)
_LEAD = Style("Regular", 11.5, 17, looks.INK)
_STEP = Style("Regular", 11, 16.5, looks.INK)
_GROUP = Style("SemiBold", 21, 40, looks.INK)
_PLACE = Style("Regular", 8, 10, looks.MUTED)
_IN_A_ROW = 4
_CODE_MODULE = 3.2


def draw_recovery_sheet(
    office_name: str, secret_groups: Sequence[str], printed_on: date, language: str = "en", size: PaperSize = "letter"
) -> bytes:
    """Draw the recovery sheet as one page: what it is, how to use it, and the code in groups and as a square code."""
    words = Words(language, {})
    title = words.gettext("Recovery sheet")
    paper = Paper(
        title=f"{title}: {office_name}",
        author=office_name,
        language=language,
        dated=printed_on.isoformat(),
        size=size,
    )
    page = paper.page()
    width = paper.width - 2 * looks.SIDE
    strips = [*_head(words, office_name, title, printed_on, width, paper.root)]
    strips.append(_code(secret_groups, width, paper.root, above=24))
    strips += _square(words, square_code("-".join(secret_groups)), width, paper.root)
    strips += _steps(words, width, paper.root)
    paint_down(page, looks.SIDE, looks.TOP + 8, strips)
    return paper.finished()


def _head(words: Words, office: str, title: str, printed_on: date, width: float, root: Tag) -> list[Strip]:
    what = words.gettext(
        "Whoever has this sheet can open everything in this office. Keep it on paper only, in the school\u2019s safe:"
        " never in a computer, a photo or an email."
    )
    printed = words.gettext("Printed on {date}").format(date=words.date(printed_on.isoformat()))
    return [
        *paragraph(office, looks.KIND, width, root.add("P")),
        *paragraph(title, _TITLE, width, root.add("H1"), above=4),
        *paragraph(printed, looks.FACTS, width, root.add("P"), above=2),
        *paragraph(what, _LEAD, width, root.add("P"), above=14),
    ]


def _code(groups: Sequence[str], width: float, root: Tag, *, above: float) -> Strip:
    """Set the code in rows of groups, each with its place, between two rules."""
    rows = -(-len(groups) // _IN_A_ROW)
    step = width / _IN_A_ROW
    tags = [root.add("P") for _ in groups]

    def paint(page: Page, left: float, top: float) -> None:
        with page.part_of(None):
            page.rule(left, top, width, looks.INK, 0.75)
            page.rule(left, top + rows * 52 + 12, width, looks.INK, 0.75)
        for n, (group, tag) in enumerate(zip(groups, tags, strict=True)):
            x, y = left + step * (n % _IN_A_ROW), top + 14 + 52 * (n // _IN_A_ROW)
            page.line(lines_of(str(n + 1), "Regular", 1e9)[0], x, y + 6, _PLACE, None)
            page.line(lines_of(group, "SemiBold", 1e9)[0], x, y + 29, _GROUP, tag)

    return Strip(rows * 52 + 12, paint, above)


def _square(words: Words, code: SquareCode, width: float, root: Tag) -> list[Strip]:
    side = code.modules * _CODE_MODULE
    figure = root.add("Figure", alt=words.gettext("The same code, for a camera"))
    note = paragraph(words.gettext("The same code, for a camera"), looks.SMALL, width - side - 18, root.add("P"))

    def paint(page: Page, left: float, top: float) -> None:
        with page.part_of(figure):
            code.paint(page, left + side, top, looks.INK, _CODE_MODULE)
        paint_down(page, left + side + 16, top, note)

    return [Strip(side, paint, 22)]


def _steps(words: Words, width: float, root: Tag) -> list[Strip]:
    heading = paragraph(words.gettext("When the passphrase is lost"), looks.SECTION, width, root.add("H2"), above=26)
    steps = (
        words.gettext("Start the program and choose the office."),
        words.gettext(
            "Choose “I have the recovery sheet” and type the groups in order. Capitals and spaces do not matter; 0 and 1 are digits."
        ),
        words.gettext("Choose a new passphrase."),
        words.gettext("Put this sheet back into the safe. It works until a new one is printed; then destroy this one."),
    )
    strips = [*heading]
    items = root.add("L")
    for n, step in enumerate(steps, start=1):
        item = items.add("LI")
        number = paragraph(f"{n}.", _STEP, 18, item.add("Lbl"))
        strips.append(beside([(0, number), (20, paragraph(step, _STEP, width - 20, item.add("LBody")))], above=5))
    return strips
