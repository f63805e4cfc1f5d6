"""Who outside the school asked for a student's file and what they got, as a paper that goes with the file.

A parent or the student may read it (34 CFR 99.32(c)), so it is drawn in their language, and says nothing of what a court
ordered to keep from them.
"""

from collections.abc import Sequence
from datetime import date

from ilp_desktop.documents import looks
from ilp_desktop.documents.layout import Strip, beside, fewest_pages, held, paint_down, paragraph, together
from ilp_desktop.documents.pages import Page
from ilp_desktop.documents.papers import Paper, PaperSize
from ilp_desktop.documents.tags import Tag
from ilp_desktop.documents.words import Words
from ilp_desktop.domain.disclosures import RULES, DisclosureLine, DisclosureLog, Outcome
from ilp_desktop.language import N_
from ilp_desktop.wording.disclosures import GROUNDS

_CONTINUED = 24.0
_LABELS = 112.0
_OUTCOMES = {
    Outcome.OPEN: N_("Not answered yet"),
    Outcome.GIVEN: N_("Given"),
    Outcome.REFUSED: N_("Not given"),
    Outcome.WITHDRAWN: N_("No longer asked for"),
}
"""As families read it: nobody is said to have turned anything down."""


def draw_disclosures(log: DisclosureLog, *, language: str = "en", size: PaperSize = "letter") -> bytes:
    """Draw the log as PDF 1.7, tagged. The same arguments always give the same bytes."""
    words = Words(language, {})
    title = words.gettext("Requests and disclosures")
    paper = Paper(
        title=f"{title}: {log.student}",
        author=log.school,
        language=language,
        dated=log.printed_on.isoformat(),
        size=size,
    )
    width = paper.width - 2 * looks.SIDE
    strips = [*_head(words, log, title, width, paper.root), *_lines(words, log, width, paper.root)]
    room = paper.height - looks.TOP - looks.FOOTER
    pages = fewest_pages(strips, room, room - _CONTINUED)
    for n, some in enumerate(pages, start=1):
        page = paper.page()
        if n > 1:
            _continued(page, f"{log.student} · {title}", width)
        paint_down(page, looks.SIDE, looks.TOP + (_CONTINUED if n > 1 else 0), some)
        _foot(page, words, log, width, n, len(pages))
    return paper.finished()


def _head(words: Words, log: DisclosureLog, title: str, width: float, root: Tag) -> list[Strip]:
    facts = [words.grade(log.grade)] if log.grade else []
    if log.student_number:
        facts.append(words.gettext("Student number {number}").format(number=log.student_number))
    what = words.gettext(
        "Federal law (FERPA) asks a school to keep a list of who outside the school asked to see this file, and of what they"
        " were given, for as long as the file is kept. Parents and students may read it."
    )
    strips = [
        *paragraph(f"{title} · {log.school}", looks.KIND, width, root.add("P")),
        *paragraph(log.student, looks.NAME, width, root.add("H1"), above=5, label=True),
    ]
    if facts:
        strips += paragraph(" · ".join(facts), looks.FACTS, width, root.add("P"), above=3)
    strips += paragraph(what, looks.SMALL, width, root.add("P"), above=9)
    return [*strips, _rule(width)]


def _rule(width: float) -> Strip:
    def paint(page: Page, left: float, top: float) -> None:
        with page.part_of(None):
            page.rule(left, top, width, looks.RULE)

    return Strip(0.5, paint, 10)


def _lines(words: Words, log: DisclosureLog, width: float, root: Tag) -> list[Strip]:
    shown = [line for line in log.lines if not RULES[line.entry.ground].is_secret]
    if not shown:
        none = words.gettext("Nobody outside the school asked for this file, and nothing of it was disclosed.")
        return paragraph(none, looks.BODY, width, root.add("P"), above=16)
    strips: list[Strip] = []
    for line in shown:
        strips += together(_line(words, line, width, root.add("Sect")))
    return strips


def _line(words: Words, line: DisclosureLine, width: float, section: Tag) -> list[Strip]:
    entry = line.entry
    strips = held(paragraph(entry.party, looks.GOAL, width, section.add("H2"), above=16, label=True))
    for label, said in _facts(words, line):
        if said:
            name = paragraph(label, looks.CELL_MUTED, _LABELS - 10, section.add("P"))
            text = paragraph(said, looks.CELL, width - _LABELS, section.add("P"))
            strips.append(beside([(0, name), (_LABELS, text)], above=3))
    return strips


def _facts(words: Words, line: DisclosureLine) -> Sequence[tuple[str, str]]:
    entry = line.entry
    answered = _day(words, entry.answered_on)
    outcome = words.gettext(_OUTCOMES[entry.outcome])
    changed = words.date(line.recorded_at.date().isoformat()) if line.earlier else ""
    return (
        (words.gettext("Asked on"), _day(words, entry.asked_on)),
        (words.gettext("On the request of"), entry.asked_by),
        (words.gettext("What for"), entry.interest),
        (words.gettext("Which part"), entry.what),
        (words.gettext("Answer"), f"{outcome}, {answered}" if answered else outcome),
        (words.gettext("Allowed by"), words.gettext(GROUNDS[entry.ground]) if entry.outcome is Outcome.GIVEN else ""),
        (words.gettext("The danger"), entry.threat),
        (words.gettext("May hand it on to"), entry.passed_on),
        (words.gettext("Note"), entry.note),
        (words.gettext("Last changed on"), changed),
    )


def _day(words: Words, day: date | None) -> str:
    return "" if day is None else words.date(day.isoformat())


def _continued(page: Page, line: str, width: float) -> None:
    paint_down(page, looks.SIDE, looks.TOP - 12, paragraph(line, looks.FOOT, width, None)[:1])
    with page.part_of(None):
        page.rule(looks.SIDE, looks.TOP + 3, width, looks.RULE)


def _foot(page: Page, words: Words, log: DisclosureLog, width: float, n: int, of: int) -> None:
    top = page.height - looks.FOOTER + 14
    with page.part_of(None):
        page.rule(looks.SIDE, top, width, looks.RULE)
    line = words.gettext("{name} · Printed on {date} · Page {page} of {pages}").format(
        name=log.student, date=_day(words, log.printed_on), page=n, pages=of
    )
    paint_down(page, looks.SIDE, top + 7, paragraph(line, looks.FOOT, width, None))
