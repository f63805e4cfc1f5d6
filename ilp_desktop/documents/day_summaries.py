"""The summary of a conference day for the office: what it came to, who held how many, and what is left to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ilp_desktop.documents import looks
from ilp_desktop.documents.layout import Strip, beside, fewest_pages, held, paint_down, paragraph
from ilp_desktop.documents.pages import Page, Style
from ilp_desktop.documents.papers import Paper, PaperSize
from ilp_desktop.documents.tags import Tag
from ilp_desktop.documents.words import Words
from ilp_desktop.domain.closing import ClosingLine, DayClosing, Left
from ilp_desktop.language import N_

_FIGURE = Style("SemiBold", 20, 25, looks.INK)
_TIME, _NAME = 44.0, 250.0
"""Where the columns of the list stand, in points from the left."""
_COLUMNS = (0.0, 214.0, 278.0, 330.0, 386.0, 446.0)
LEFT: Mapping[Left, str] = {
    Left.CAME_NOT: N_("We missed the family"),
    Left.NOT_HELD: N_("Not held"),
    Left.NOT_ENDED: N_("Begun and not ended"),
    Left.TO_SIGN: N_("Signatures are owed"),
    Left.TO_FINALIZE: N_("To finalize"),
    Left.TO_PRINT: N_("Copy owed: not printed"),
    Left.TO_GIVE: N_("Copy not given yet"),
    Left.TO_FILE: N_("Not filed in the folder"),
}
"""What is left, as staff read it on paper and on the screen."""


@dataclass(frozen=True, slots=True)
class DaySummary:
    """What the paper says: the office, its day, and the school date on which it was made."""

    office: str
    day: DayClosing
    made_on: date


def draw_day_summary(summary: DaySummary, *, language: str = "en", size: PaperSize = "letter") -> bytes:
    """Draw the summary as PDF 1.7, tagged. The same arguments always give the same bytes."""
    words = Words(language, {})
    title = words.gettext("Summary of the conference day")
    day = words.date(summary.day.on.isoformat())
    paper = Paper(
        title=f"{title}: {day}",
        author=summary.office,
        language=language,
        dated=summary.made_on.isoformat(),
        size=size,
    )
    width = paper.width - 2 * looks.SIDE
    strips = [
        *paragraph(f"{title} · {summary.office}", looks.KIND, width, paper.root.add("P")),
        *paragraph(day, looks.NAME, width, paper.root.add("H1"), above=5),
        _figures(words, summary.day, width, paper.root),
        *_staff(words, summary.day, paper.root, width),
        *_left(words, summary.day.lines, paper.root, width),
    ]
    room = paper.height - looks.TOP - looks.FOOTER
    pages = fewest_pages(strips, room, room)
    for n, some in enumerate(pages, start=1):
        page = paper.page()
        paint_down(page, looks.SIDE, looks.TOP, some)
        _foot(page, words, summary, width, n, len(pages))
    return paper.finished()


def _figures(words: Words, day: DayClosing, width: float, root: Tag) -> Strip:
    """Stand the five numbers of the day side by side, each over what it counts."""
    counted = (
        (day.arranged, words.gettext("arranged")),
        (day.held, words.gettext("held")),
        (day.finalized, words.gettext("finalized")),
        (day.given, words.gettext("given to the family")),
        (day.filed, words.gettext("in the folder")),
    )
    step = width / len(counted)
    columns: list[tuple[float, Sequence[Strip]]] = []
    for n, (count, what) in enumerate(counted):
        tag = root.add("P")
        strips = [
            *paragraph(str(count), _FIGURE, step - 8, tag),
            *paragraph(what, looks.SMALL, step - 8, tag),
        ]
        columns.append((n * step, strips))
    return beside(columns, above=14)


def _staff(words: Words, day: DayClosing, root: Tag, width: float) -> list[Strip]:
    heads = [words.gettext(one) for one in _HEADS]
    strips = held(paragraph(words.gettext("By teacher"), looks.SECTION, width, root.add("H2"), above=20))
    table = root.add("Table")
    strips.append(_row(heads, looks.CELL_MUTED, table, "TH", above=6))
    for one in day.staff:
        name = one.staff_name or words.gettext("Nobody yet")
        figures = (one.arranged, one.held, one.missed, one.finalized, one.minutes)
        strips.append(_row([name, *map(str, figures)], looks.CELL, table, "TD", above=2))
    return strips


_HEADS = (
    N_("Teacher"), N_("Arranged"), N_("Held"), N_("Missed"), N_("Finalized"), N_("Minutes"),
)  # fmt: skip


def _row(cells: Sequence[str], style: Style, table: Tag, kind: str, *, above: float) -> Strip:
    row = table.add("TR")
    ends = (*_COLUMNS[1:], _COLUMNS[-1] + 60)
    columns = [
        (left, paragraph(cell, style, end - left - 8, row.add(kind), label=True))
        for cell, left, end in zip(cells, _COLUMNS, ends, strict=True)
    ]
    return beside(columns, above=above)


def _left(words: Words, lines: Sequence[ClosingLine], root: Tag, width: float) -> list[Strip]:
    strips = held(paragraph(words.gettext("Left to do"), looks.SECTION, width, root.add("H2"), above=20))
    if not lines:
        done = words.gettext("Nothing is left to do of the conferences that you may see.")
        return [*strips, *paragraph(done, looks.BODY, width, root.add("P"), above=6)]
    for left in Left:
        some = [line for line in lines if line.left is left]
        if some:
            heading = f"{words.gettext(LEFT[left])} ({len(some)})"
            strips += held(paragraph(heading, looks.STRONG, width, root.add("H3"), above=10))
            strips += [_closing(words, line, root, width) for line in some]
    return strips


def _closing(words: Words, line: ClosingLine, root: Tag, width: float) -> Strip:
    section = root.add("P")
    about = " · ".join(part for part in (words.grade(line.grade) if line.grade else "", line.staff_name) if part)
    if line.left is Left.CAME_NOT:
        again = words.gettext("Comes again on {date}").format(
            date=words.date(line.next_on.isoformat()) if line.next_on else ""
        )
        nothing = words.gettext("Nothing arranged yet")
        about = f"{about} · {again if line.next_on else nothing}"
    return beside(
        [
            (0, paragraph(line.starts_at, looks.CELL_MUTED, _TIME - 6, section)),
            (_TIME, paragraph(line.student_name, looks.CELL, _NAME - _TIME - 8, section, label=True)),
            (_NAME, paragraph(about, looks.CELL_MUTED, width - _NAME, section, label=True)),
        ],
        above=2,
    )


def _foot(page: Page, words: Words, summary: DaySummary, width: float, n: int, of: int) -> None:
    top = page.height - looks.FOOTER + 14
    with page.part_of(None):
        page.rule(looks.SIDE, top, width, looks.RULE)
    line = words.gettext("For the office · Printed on {date} · Page {page} of {pages}").format(
        date=words.date(summary.made_on.isoformat()), page=n, pages=of
    )
    paint_down(page, looks.SIDE, top + 7, paragraph(line, looks.FOOT, width, None))
