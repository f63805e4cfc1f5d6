"""A sheet for the student, before the conference: what the policy set asks the student, as fits the age.

To grade 2 there is room to draw; to grade 6 wide lines; from grade 7 on, goals with their steps.
"""

from ilp_desktop.documents import looks
from ilp_desktop.documents.forms import filled_in, frame, ruled
from ilp_desktop.documents.layout import Strip, beside, held, paragraph, together
from ilp_desktop.documents.pages import Style
from ilp_desktop.documents.tags import Tag
from ilp_desktop.documents.words import Words
from ilp_desktop.domain.worksheets import Ages, LastGoal, PaperAsk, PaperSection, Worksheet

_BIG = Style("SemiBold", 20, 26, looks.INK)
_ASKED = Style("SemiBold", 15, 20, looks.INK)
_HINT = Style("Regular", 12, 17, looks.MUTED)
_DRAW = 218.0
_WIDE = 34.0
_LINES = {Ages.CHILD: 6, Ages.YOUTH: 4}
_GAP = {Ages.CHILD: 30.0, Ages.YOUTH: 24.0}
_STEPS = 3
_STUDENTS = frozenset({"student", "together"})


def reflection(paper: Worksheet, words: Words, width: float, root: Tag) -> list[Strip]:
    """Return the sheet, of a page or two."""
    strips = _head(paper, words, width, root)
    asked: set[str] = set()
    for section in paper.sections:
        for ask in section.asks:
            if _is_for(paper.ages, ask) and section.heading not in asked:
                asked.add(section.heading)
                strips += together(_ask(paper, words, width, root, section, ask))
    return strips


def _is_for(ages: Ages, ask: PaperAsk) -> bool:
    """Children are asked what is theirs to say; who is older also prepares what is said together."""
    whose = _STUDENTS if ages is Ages.YOUTH else {"student"}
    return ask.printed and ask.writer in whose and ask.kind in {"text", "goals"}


def _head(paper: Worksheet, words: Words, width: float, root: Tag) -> list[Strip]:
    young = paper.ages is Ages.DRAWING
    day = words.date(paper.on.isoformat())
    strips = paragraph(words.gettext("My conference"), looks.KIND, width, root.add("P"))
    strips += paragraph(
        paper.called if young else paper.content.student.name, looks.NAME, width, root.add("H1"), above=2, label=True
    )
    if young:
        return strips
    said = words.gettext("We meet on {date}. This page is yours: write what you would like to tell there.").format(
        date=day
    )
    strips += paragraph(said, looks.FACTS, width, root.add("P"), above=3)
    for n, goal in enumerate(paper.last_goals):
        strips += _last_goal(words, width, root, goal, first=n == 0)
    return strips


def _last_goal(words: Words, width: float, root: Tag, goal: LastGoal, *, first: bool) -> list[Strip]:
    strips: list[Strip] = []
    if first:
        title = words.gettext("The last time I said:")
        strips = held(paragraph(title, looks.PROMPT, width, root.add("P"), above=10))
    language = "" if goal.language == words.language else goal.language
    strips += held(paragraph(f"“{goal.text}”", looks.VOICE, width, root.add("P", language=language), above=8))
    how = words.gettext("How did it go?")
    return [*strips, filled_in(how, width, root.add("P"))]


def _ask(paper: Worksheet, words: Words, width: float, root: Tag, section: PaperSection, ask: PaperAsk) -> list[Strip]:
    """The heading is what the policy set calls it; what speaks to the child is its hint."""
    if paper.ages is Ages.DRAWING:
        strips = held(paragraph(section.heading, _BIG, width, root.add("H2"), above=16))
        return [*strips, frame(_DRAW, width, above=6), *ruled(1, width, gap=_WIDE)]
    strips = held(paragraph(section.heading, _ASKED, width, root.add("H2"), above=18))
    strips += held(paragraph(ask.hint or ask.prompt, _HINT, width, root.add("P"), above=1))
    gap = _GAP[paper.ages]
    if ask.kind == "goals":
        return [*strips, *_goal(paper, words, width, root, gap)]
    return [*strips, *ruled(_LINES[paper.ages], width, gap=gap)]


def _goal(paper: Worksheet, words: Words, width: float, root: Tag, gap: float) -> list[Strip]:
    strips = list(ruled(2, width, gap=gap))
    count = _STEPS if paper.ages is Ages.YOUTH else 2
    for number in range(1, count + 1):
        label = words.gettext("Step {number}").format(number=number)
        mark = paragraph(label, looks.SMALL_INK, 60, root.add("P"))
        low = Strip(gap, lambda page, left, top, mark=mark: mark[0].paint(page, left, top + gap - 14))
        strips.append(beside([(0, [low]), (62, ruled(1, width - 62, gap=gap))]))
    return strips
