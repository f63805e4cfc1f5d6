"""The attendance of a group conference, for a room without a laptop: a box for each student and each adult. Staff keep it."""

from dataclasses import dataclass
from datetime import date

from ilp_desktop.documents import looks
from ilp_desktop.documents.layout import Strip, beside, fewest_pages, held, paint_down, paragraph, together
from ilp_desktop.documents.pages import Page
from ilp_desktop.documents.papers import Paper, PaperSize
from ilp_desktop.documents.tags import Tag
from ilp_desktop.documents.words import Words
from ilp_desktop.domain.conferences import Party
from ilp_desktop.domain.groups import Attendee, GroupMember, GroupSheet

_BOX = 11.0
_NAME, _WHO, _NOTE = 26.0, 250.0, 370.0
"""Where the columns stand, in points from the left."""


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """What the paper says: the office, the group as it stands, and the school date on which it was made."""

    office: str
    group: GroupSheet
    made_on: date


def draw_attendance_sheet(sheet: AttendanceSheet, *, language: str = "en", size: PaperSize = "letter") -> bytes:
    """Draw it as PDF 1.7, tagged. The same arguments always give the same bytes."""
    words, line = Words(language, {}), sheet.group.line
    title = words.gettext("Attendance of the group conference")
    paper = Paper(
        title=f"{title}: {line.name}",
        author=sheet.office,
        language=language,
        dated=sheet.made_on.isoformat(),
        size=size,
    )
    width = paper.width - 2 * looks.SIDE
    strips = [*_head(words, sheet, title, width, paper.root)]
    table = paper.root.add("Table")
    strips += held([_heads(words, table, width)])
    for member in sheet.group.members:
        strips += _family(words, member, table, width)
    room = paper.height - looks.TOP - looks.FOOTER
    pages = fewest_pages(strips, room, room)
    for n, some in enumerate(pages, start=1):
        page = paper.page()
        paint_down(page, looks.SIDE, looks.TOP, some)
        _foot(page, words, sheet, width, n, len(pages))
    return paper.finished()


def _head(words: Words, sheet: AttendanceSheet, title: str, width: float, root: Tag) -> list[Strip]:
    line = sheet.group.line
    students = words.ngettext("{count} student", "{count} students", line.students).format(count=line.students)
    minutes = words.gettext("{minutes} minutes").format(minutes=line.minutes)
    about = (words.date(line.on.isoformat()), line.starts_at, minutes, line.room, line.staff_name, students)
    return [
        *paragraph(f"{title} · {sheet.office}", looks.KIND, width, root.add("P")),
        *paragraph(line.name, looks.NAME, width, root.add("H1"), above=4, label=True),
        *paragraph(" · ".join(part for part in about if part), looks.FACTS, width, root.add("P"), above=3),
    ]


def _heads(words: Words, table: Tag, width: float) -> Strip:
    row = table.add("TR")
    heads = (
        (_NAME, words.gettext("Here"), _WHO),
        (_WHO, words.gettext("Who"), _NOTE),
        (_NOTE, words.gettext("Note"), width),
    )
    columns = [(left, paragraph(head, looks.CELL_MUTED, end - left - 6, row.add("TH"))) for left, head, end in heads]
    return beside(columns, above=14)


def _family(words: Words, member: GroupMember, table: Tag, width: float) -> list[Strip]:
    """A student and the adults who may come stay on one page."""
    return together([_line(words, one, table, width, first=n == 0) for n, one in enumerate(member.people)])


def _line(words: Words, one: Attendee, table: Tag, width: float, *, first: bool) -> Strip:
    row = table.add("TR")
    is_student = one.party is Party.STUDENT
    who = words.gettext("student") if is_student else words.role(one.role)
    indent = 0.0 if is_student else 12.0
    style = looks.COLUMN if is_student else looks.CELL
    ticked = words.gettext("here") if one.here else ""

    def paint(page: Page, left: float, top: float) -> None:
        with page.part_of(None):
            page.frame(left + 2 + indent, top + 2, _BOX, _BOX, looks.MUTED, 0.8)
            page.rule(left + _NOTE, top + 14, width - _NOTE, looks.RULE, 0.5)

    box = Strip(16, paint)
    columns = [
        (0.0, [box]),
        (_NAME + indent, paragraph(one.name, style, _WHO - _NAME - indent - 6, row.add("TH"), label=True)),
        (_WHO, paragraph(who, looks.CELL_MUTED, _NOTE - _WHO - 6, row.add("TD"))),
        (_NOTE, paragraph(ticked, looks.CELL_MUTED, width - _NOTE, row.add("TD"))),
    ]
    return beside(columns, above=9 if first else 2)


def _foot(page: Page, words: Words, sheet: AttendanceSheet, width: float, n: int, of: int) -> None:
    top = page.height - looks.FOOTER + 14
    with page.part_of(None):
        page.rule(looks.SIDE, top, width, looks.RULE)
    line = words.gettext(
        "For the staff alone: it names other families' children. Printed on {date} · Page {page} of {pages}"
    ).format(date=words.date(sheet.made_on.isoformat()), page=n, pages=of)
    paint_down(page, looks.SIDE, top + 7, paragraph(line, looks.FOOT, width, None))
