"""What was consented to, as paper for the one it is for: the words, for whom, and who agreed."""

from dataclasses import dataclass
from datetime import date

from ilp_desktop.documents import looks
from ilp_desktop.documents.layout import Strip, fewest_pages, held, paint_down, paragraph
from ilp_desktop.documents.pages import Page
from ilp_desktop.documents.papers import Paper, PaperSize
from ilp_desktop.documents.tags import Tag
from ilp_desktop.documents.words import Words
from ilp_desktop.language import N_

_PARTIES = {
    "staff": N_("for the school"),
    "student": N_("student"),
    "parent": N_("parent or guardian"),
    "other": N_("also concerned"),
}
_MEANS = {"in_person": N_("in person"), "signed_paper": N_("on signed paper")}


@dataclass(frozen=True, slots=True)
class Agreed:
    """Who agreed: name, party and means (the codes of ``domain/confidential.py``), and the day as ISO text."""

    name: str
    party: str
    means: str
    given_on: str


@dataclass(frozen=True, slots=True)
class Handout:
    """The words and what stands around them. An empty ``recipient`` is the plan; an empty ``title`` stays away."""

    school: str
    student: str
    recipient: str
    title: str
    text: str
    agreed: tuple[Agreed, ...]


def draw_handout(handout: Handout, on: date, language: str = "en", size: PaperSize = "letter") -> bytes:
    """Draw it as PDF, on as many pages as it takes. The same arguments always give the same bytes."""
    words = Words(language, {})
    title = words.gettext("Shared with consent")
    paper = Paper(
        title=f"{title}: {handout.student}",
        author=handout.school,
        language=language,
        dated=on.isoformat(),
        size=size,
    )
    width = paper.width - 2 * looks.SIDE
    strips = [*_head(words, handout, on, width, paper.root), *_words(handout, width, paper.root)]
    strips += _agreed(words, handout, width, paper.root)
    room = paper.height - looks.TOP - looks.FOOTER
    pages = fewest_pages(strips, room, room)
    for number, some in enumerate(pages, start=1):
        page = paper.page()
        paint_down(page, looks.SIDE, looks.TOP, some)
        _foot(page, words, handout, width, number, len(pages))
    return paper.finished()


def _head(words: Words, handout: Handout, on: date, width: float, root: Tag) -> list[Strip]:
    whom = handout.recipient or words.gettext("the plan")
    facts = words.gettext("About {student} · For {recipient} · {date}").format(
        student=handout.student, recipient=whom, date=words.date(on.isoformat())
    )
    return [
        *paragraph(handout.school, looks.KIND, width, root.add("P")),
        *paragraph(words.gettext("Shared with consent"), looks.NAME, width, root.add("H1"), above=4),
        *paragraph(facts, looks.FACTS, width, root.add("P"), above=2),
    ]


def _words(handout: Handout, width: float, root: Tag) -> list[Strip]:
    strips: list[Strip] = []
    above = float(looks.BETWEEN_SECTIONS)
    if handout.title:
        strips += held(paragraph(handout.title, looks.SECTION, width, root.add("H2"), above=above))
        above = 4
    for part in handout.text.split("\n"):
        if part.strip():
            strips += paragraph(part, looks.BODY, width, root.add("P"), above=above)
            above = 7
    return strips


def _agreed(words: Words, handout: Handout, width: float, root: Tag) -> list[Strip]:
    heading = paragraph(
        words.gettext("Who agreed to this"), looks.SECTION, width, root.add("H2"), above=looks.BETWEEN_SECTIONS
    )
    strips = held(heading)
    for one in handout.agreed:
        line = words.gettext("{name}, {party}, {means}, {date}").format(
            name=one.name,
            party=words.gettext(_PARTIES[one.party]),
            means=words.gettext(_MEANS[one.means]),
            date=words.date(one.given_on),
        )
        strips += paragraph(line, looks.BODY, width, root.add("P"), above=3)
    kept = words.gettext("They agreed that you read this. Please ask the school before you pass it on.")
    return [*strips, *paragraph(kept, looks.SMALL, width, root.add("P"), above=looks.BETWEEN_SECTIONS)]


def _foot(page: Page, words: Words, handout: Handout, width: float, number: int, pages: int) -> None:
    top = page.height - looks.FOOTER + 14
    line = words.gettext("{name} · Page {page} of {pages}").format(name=handout.student, page=number, pages=pages)
    with page.part_of(None):
        page.rule(looks.SIDE, top, width, looks.RULE)
    paint_down(page, looks.SIDE, top + 7, paragraph(line, looks.FOOT, width, None)[:1])
