"""The contact sheet of a conference, for one recipient: it goes beside a copy of the plan, and is no part of it."""

from datetime import date

from ilp_desktop.documents import looks
from ilp_desktop.documents.layout import Strip, beside, fewest_pages, held, paint_down, paragraph, together
from ilp_desktop.documents.pages import Page
from ilp_desktop.documents.papers import Paper, PaperSize
from ilp_desktop.documents.tags import Tag
from ilp_desktop.documents.words import Words
from ilp_desktop.domain.contacts import Contact, ContactSheet

_NAME = 190.0


def draw_contact_sheet(sheet: ContactSheet, on: date, language: str = "en", size: PaperSize = "letter") -> bytes:
    """Draw it as PDF. The same arguments always give the same bytes."""
    words = Words(language, {})
    title = words.gettext("Who takes part, and how to reach them")
    paper = Paper(
        title=f"{title}: {sheet.student}", author=sheet.school, language=language, dated=on.isoformat(), size=size
    )
    width = paper.width - 2 * looks.SIDE
    strips = [*_head(words, sheet, title, width, paper.root), *_people(words, sheet, width, paper.root)]
    room = paper.height - looks.TOP - looks.FOOTER
    pages = fewest_pages(strips, room, room)
    for number, some in enumerate(pages, start=1):
        page = paper.page()
        paint_down(page, looks.SIDE, looks.TOP, some)
        _foot(page, words, sheet, on, width, number, len(pages))
    return paper.finished()


def _head(words: Words, sheet: ContactSheet, title: str, width: float, root: Tag) -> list[Strip]:
    whom = sheet.recipient or words.gettext("the cumulative folder")
    facts = words.gettext("For {recipient} · Conference of {date}").format(
        recipient=whom, date=words.date(sheet.held_on.isoformat())
    )
    strips = [
        *paragraph(f"{title} · {sheet.school}", looks.KIND, width, root.add("P")),
        *paragraph(sheet.student, looks.NAME, width, root.add("H1"), above=5, label=True),
        *paragraph(facts, looks.FACTS, width, root.add("P"), above=3),
    ]
    if sheet.student_number:
        number = words.gettext("Student number {number}").format(number=sheet.student_number)
        strips += paragraph(number, looks.FACTS, width, root.add("P"))
    return strips


def _people(words: Words, sheet: ContactSheet, width: float, root: Tag) -> list[Strip]:
    strips: list[Strip] = []
    for home in sheet.homes:
        section = root.add("Sect")
        heading = paragraph(
            words.gettext("Family"), looks.SECTION, width, section.add("H2"), above=looks.BETWEEN_SECTIONS
        )
        lines = held(heading)
        if home.address:
            lines += held(paragraph(home.address, looks.BODY, width, section.add("P"), above=2, label=True))
        for one in home.adults:
            lines.append(_line(words, one, width, section))
        strips += together(lines)
    section = root.add("Sect")
    heading = paragraph(words.gettext("School"), looks.SECTION, width, section.add("H2"), above=looks.BETWEEN_SECTIONS)
    strips += held(heading)
    strips += [_line(words, one, width, section) for one in sheet.staff]
    return strips


def _line(words: Words, one: Contact, width: float, section: Tag) -> Strip:
    """Set a person beside how they are reached; nothing is cut between pages."""
    block = section.add("Div")
    who = paragraph(one.name, looks.STRONG, _NAME - 12, block.add("P"), label=True)
    who += paragraph(words.role(one.role), looks.SMALL, _NAME - 12, block.add("P"), label=True)
    how: list[Strip] = []
    for said in (one.phone, one.email):
        if said:
            how += paragraph(said, looks.BODY, width - _NAME, block.add("P"), label=True)
    if not how:
        nothing = words.gettext("The school has no telephone and no e-mail address.")
        how = paragraph(nothing, looks.SMALL, width - _NAME, block.add("P"))
    return beside([(0, who), (_NAME, how)], above=6)


def _foot(page: Page, words: Words, sheet: ContactSheet, on: date, width: float, number: int, pages: int) -> None:
    top = page.height - looks.FOOTER + 14
    with page.part_of(None):
        page.rule(looks.SIDE, top, width, looks.RULE)
    line = words.gettext("{name} · Printed on {date} · Page {page} of {pages}").format(
        name=sheet.student, date=words.date(on.isoformat()), page=number, pages=pages
    )
    paint_down(page, looks.SIDE, top + 7, paragraph(line, looks.FOOT, width, None)[:1])
