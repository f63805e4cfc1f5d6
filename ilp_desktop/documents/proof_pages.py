"""What the papers of a proof have in common: the sheet, headings, lines, the foot of each page, and words for evidence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import rfc8785

from ilp_desktop.documents import looks
from ilp_desktop.documents.layout import Strip, beside, fewest_pages, held, paint_down, paragraph
from ilp_desktop.documents.pages import Page, Style
from ilp_desktop.documents.papers import Enclosure, Paper, PaperSize
from ilp_desktop.documents.tags import Tag
from ilp_desktop.documents.words import Words
from ilp_desktop.domain.policy.proofs import Proof, Shown, in_language
from ilp_desktop.language import N_

_CONTINUED = 24.0
_KINDS = {
    "training": N_("Training"),
    "procedure": N_("Procedure"),
    "consultation": N_("Consultation"),
    "report": N_("Report"),
    "decision": N_("Decision"),
    "request": N_("Request"),
    "response": N_("What people said"),
    "approval": N_("Approval"),
    "document": N_("Document"),
    "notice": N_("Notice"),
    "note": N_("Note"),
}
_ROLES = {
    "student": N_("students"),
    "parent": N_("parents"),
    "family": N_("families"),
    "learning_coach": N_("learning coaches"),
    "counselor": N_("counselors"),
    "teacher": N_("teachers"),
    "career_staff": N_("career staff"),
    "administrator": N_("administrators"),
    "school": N_("school staff"),
    "community": N_("the community"),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every part of a proof's paper needs: its words, the width of the text, the document's tag, the proof."""

    words: Words
    width: float
    root: Tag
    proof: Proof

    def say(self, message: str, **places: object) -> str:
        """Return a message in the paper's language with its places filled in."""
        return self.words.gettext(message).format(**places)

    def heading(self, text: str, tag: Tag, *, kind: str = "H2") -> list[Strip]:
        """Set a heading, which never stands alone at the foot of a page."""
        style = looks.SECTION if kind == "H2" else looks.GOAL
        return held(paragraph(text, style, self.width, tag.add(kind), above=looks.BETWEEN_SECTIONS))

    def text(self, text: str, tag: Tag, style: Style = looks.BODY, *, above: float = 4, x: float = 0) -> list[Strip]:
        """Set a paragraph."""
        return paragraph(text, style, self.width - x, tag.add("P"), above=above, x=x)

    def roles(self, roles: Sequence[str]) -> str:
        """Say who took part."""
        return ", ".join(self.words.gettext(_ROLES[one]) if one in _ROLES else one for one in roles)

    def shown(self, one: Shown) -> str:
        """Say what evidence there is: what it was, on which day, with whom."""
        kind = self.words.gettext(_KINDS[one.kind]) if one.kind in _KINDS else one.kind
        title = in_language(one.title, self.words.language)
        parts = [title or kind, self.words.date(one.on)]
        if one.roles:
            parts.append(self.roles(one.roles))
        return " · ".join(parts)

    def log(self, kinds: frozenset[str], tag: Tag) -> list[Strip]:
        """Set what the school recorded of itself of these kinds, a line each with its day."""
        strips: list[Strip] = []
        for one in (each for each in self.proof.log if each.kind in kinds):
            kind = self.words.gettext(_KINDS[one.kind]) if one.kind in _KINDS else one.kind
            what = in_language(one.title, self.words.language) or kind
            roles = f" ({self.roles(one.roles)})" if one.roles else ""
            day = paragraph(self.words.date(one.on), looks.CELL_MUTED, 112, tag.add("P"))
            said = paragraph(f"{what}{roles}", looks.CELL, self.width - 118, tag.add("P"))
            strips.append(beside([(0, day), (118, said)], above=3))
        return strips


def rule(width: float, above: float = 10) -> Strip:
    """Return a thin line across the text."""

    def paint(page: Page, left: float, top: float) -> None:
        with page.part_of(None):
            page.rule(left, top, width, looks.RULE)

    return Strip(0.5, paint, above)


def drawn(
    proof: Proof,
    title: str,
    language: str,
    size: PaperSize,
    strips_of: Callable[[Sheet], Sequence[Strip]],
    *,
    foot: str,
    enclosures: Sequence[Enclosure] = (),
    seal: bool = False,
) -> bytes:
    """Draw a paper of a proof as PDF 1.7, tagged: the same arguments always give the same bytes."""
    words = Words(language, {})
    whose = proof.schools[0].name if len(proof.schools) == 1 else proof.office
    paper = Paper(title=f"{title}: {whose}", author=proof.office, language=language, dated=proof.made_on, size=size)
    sheet = Sheet(words, paper.width - 2 * looks.SIDE, paper.root, proof)
    room = paper.height - looks.TOP - looks.FOOTER
    pages = fewest_pages(strips_of(sheet), room, room - _CONTINUED)
    for number, some in enumerate(pages, start=1):
        page = paper.page()
        if number > 1:
            _continued(page, f"{title} · {whose}", sheet.width)
        paint_down(page, looks.SIDE, looks.TOP + (_CONTINUED if number > 1 else 0), some)
        _foot(page, sheet, foot, number, len(pages))
    return paper.finished(enclosures or (_said_of_itself(proof, title),), place_for_seal=seal)


def _said_of_itself(proof: Proof, title: str) -> Enclosure:
    """Return what tells whoever checks the seal that this is a report and no plan; it holds no number."""
    said = {"format": "ilp-report", "version": 1, "title": title, "school_year": proof.school_year}
    return Enclosure("report.json", rfc8785.dumps(said), title)


def year_words(proof: Proof) -> str:
    """Return the school year as people write it, with an en dash."""
    return proof.school_year.replace("-", "\u2013")


def _continued(page: Page, line: str, width: float) -> None:
    paint_down(page, looks.SIDE, looks.TOP - 12, paragraph(line, looks.FOOT, width, None)[:1])
    with page.part_of(None):
        page.rule(looks.SIDE, looks.TOP + 3, width, looks.RULE)


def _foot(page: Page, sheet: Sheet, said: str, number: int, pages: int) -> None:
    top = page.height - looks.FOOTER + 14
    with page.part_of(None):
        page.rule(looks.SIDE, top, sheet.width, looks.RULE)
    line = sheet.say(
        N_("Made on {date} · Page {page} of {pages}"),
        date=sheet.words.date(sheet.proof.made_on),
        page=number,
        pages=pages,
    )
    lines = [*paragraph(line, looks.FOOT, sheet.width, None), *paragraph(said, looks.FOOT, sheet.width, None)]
    paint_down(page, looks.SIDE, top + 7, lines)
