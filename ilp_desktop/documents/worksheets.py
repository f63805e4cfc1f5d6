"""The worksheet of a conference in a room without a laptop, in the order in which it is typed in afterward.

What is asked is the policy set's. The digits and letters in the boxes are the keys that stand for them at the keyboard.
"""

from collections.abc import Callable, Sequence

from ilp_desktop.documents import looks, sections, year_sheets
from ilp_desktop.documents.forms import boxes, filled_in, ruled
from ilp_desktop.documents.layout import Hold, Strip, beside, held, paragraph, together
from ilp_desktop.documents.pages import Page
from ilp_desktop.documents.sections import Sheet
from ilp_desktop.documents.tags import Tag
from ilp_desktop.documents.words import Words
from ilp_desktop.domain.worksheets import PaperAsk, PaperSection, Worksheet
from ilp_desktop.language import N_

_GUTTER = 18.0
_GOALS = 2
_STEPS = 3
_PROMISES = 2
_TEXT_LINES = 3
_SIGN = 34.0
OUTCOMES = (
    ("1", "met", N_("Reached")),
    ("2", "partly", N_("Partly")),
    ("3", "carried_on", N_("We go on with it")),
    ("4", "dropped", N_("We let it go")),
)
"""What came of a goal: the key on paper and at the keyboard, its code, its words."""
CHOICES = (
    ("1", N_("I agree with this plan")),
    ("2", N_("I took part; this does not mean I agree")),
    ("3", N_("I see some of it differently, and say so below")),
    ("4", N_("I choose not to sign today")),
)


def worksheet(paper: Worksheet, words: Words, width: float, root: Tag) -> list[list[Strip]]:
    """Return the parts of a worksheet, each beginning a page: what is talked about, and the signatures."""
    sheet = Sheet(words, width, root, paper.content)
    strips = [*_head(paper, sheet), *_who_came(sheet), *_last_goals(paper, sheet)]
    signing: list[Strip] = []
    for section in paper.sections:
        for_signing = any(ask.kind == "signatures" for ask in section.asks)
        made = _section(paper, sheet, section)
        (signing if for_signing else strips).extend(made)
    return [part for part in (strips, signing) if part]


def _head(paper: Worksheet, sheet: Sheet) -> list[Strip]:
    words, width, root = sheet.words, sheet.width, sheet.root
    content = paper.content
    kind = f"{content.kind.label} · {words.school_year(content.school_year)} · {words.gettext('Worksheet')}"
    strips = paragraph(kind, looks.KIND, width - 110, root.add("P"))
    name = content.student.name
    if paper.called not in name.split():
        name = f"{name} ({paper.called})"
    strips += paragraph(name, looks.NAME, width - 110, root.add("H1"), above=3, label=True)
    facts = [words.grade(content.student.grade)] if content.student.grade else []
    facts += [words.date(paper.on.isoformat()), words.clock(paper.starts_at)]
    facts += [words.gettext("{count} minutes").format(count=paper.minutes), paper.staff_name]
    strips += paragraph(" · ".join(part for part in facts if part), looks.FACTS, width, root.add("P"), above=2)
    strips[0] = _with_code(strips[0], paper, sheet)
    other = words.gettext("Only if it was another day, or somebody else held it:")
    return [*strips, filled_in(other, width, root.add("P"), style=looks.SMALL)]


def _with_code(strip: Strip, paper: Worksheet, sheet: Sheet) -> Strip:
    label = paragraph(sheet.words.gettext("Sheet"), looks.SMALL, 90, sheet.root.add("P"))
    code = paragraph(paper.code, looks.SECTION, 90, sheet.root.add("P"))

    def paint(page: Page, left: float, top: float) -> None:
        strip.paint(page, left, top)
        at = left + sheet.width - 92
        with page.part_of(None):
            page.frame(at, top - 2, 92, 36, looks.RULE, 0.8)
        label[0].paint(page, at + 8, top + 1)
        code[0].paint(page, at + 8, top + 14)

    return Strip(strip.height, paint, strip.above, strip.hold)


def _title(sheet: Sheet, text: str) -> list[Strip]:
    return held(paragraph(text, looks.SECTION, sheet.width, sheet.root.add("H2"), above=looks.BETWEEN_SECTIONS - 4))


def _who_came(sheet: Sheet) -> list[Strip]:
    words = sheet.words
    strips = _title(sheet, words.gettext("Who is here"))
    # Translators: the key that stands in a box on paper for yes, somebody came: one capital letter.
    yes = words.gettext("Y")
    said = ((yes, words.gettext("here")), ("N", words.gettext("could not come")))
    for person in sheet.content.participants:
        row = sheet.root.add("Div")
        name = f"{person.name}, {words.role(person.role)}"
        left = paragraph(name, looks.BODY, sheet.width - 210, row.add("P"), label=True)
        strips.append(beside([(0, left), (sheet.width - 200, boxes(said, 200, row))], above=2))
    free = sheet.root.add("P")
    return [*strips, filled_in(words.gettext("Also here:"), sheet.width, free)]


def _last_goals(paper: Worksheet, sheet: Sheet) -> list[Strip]:
    words = sheet.words
    if not paper.last_goals:
        return []
    strips = _title(sheet, words.gettext("Our goals from last time"))
    choices = [(key, words.gettext(said)) for key, _code, said in OUTCOMES]
    keys = {code: key for key, code, _said in OUTCOMES}
    for n, goal in enumerate(paper.last_goals):
        block = sheet.root.add("Div")
        language = sheet.language(goal.language)
        one = paragraph(goal.text, looks.STRONG, sheet.width, block.add("P", language=language), above=7 if n else 2)
        if goal.steps:
            said = "  ·  ".join(goal.steps)
            one += paragraph(said, looks.SMALL, sheet.width, block.add("P", language=language))
        one += boxes(choices, sheet.width, block, ticked=keys.get(goal.status, ""), above=3)
        strips += together(one)
    return strips


def _section(paper: Worksheet, sheet: Sheet, section: PaperSection) -> list[Strip]:
    parts: list[Strip] = []
    for ask in section.asks:
        make = _PARTS.get(ask.kind)
        if make is not None:
            parts += make(paper, sheet, ask)
    return [*_title(sheet, section.heading), *parts] if parts else []


def _text(paper: Worksheet, sheet: Sheet, ask: PaperAsk) -> list[Strip]:
    del paper
    strips = held(paragraph(ask.prompt, looks.STRONG, sheet.width, sheet.root.add("P"), above=3))
    if ask.hint:
        strips += held(paragraph(ask.hint, looks.SMALL, sheet.width, sheet.root.add("P")))
    if ask.written:
        tag = sheet.root.add("P", language=sheet.language(ask.language))
        strips += paragraph(ask.written, looks.BODY, sheet.width, tag, above=2)
    return [*strips, *ruled(_TEXT_LINES if not ask.written else 2, sheet.width)]


def _measures(paper: Worksheet, sheet: Sheet, ask: PaperAsk) -> list[Strip]:
    del paper, ask
    return sections.measures(sheet, sheet.root)


def _goals(paper: Worksheet, sheet: Sheet, ask: PaperAsk) -> list[Strip]:
    del paper
    words, width, root = sheet.words, sheet.width, sheet.root
    strips = held(paragraph(ask.hint, looks.SMALL, width, root.add("P"))) if ask.hint else []
    who, when = width - 196, width - 92
    for number in range(1, _GOALS + 1):
        block = root.add("Div")
        title = words.gettext("Goal {number}").format(number=number)
        one = paragraph(title, looks.STRONG, width, block.add("P"), above=6 if number > 1 else 2)
        one += ruled(1, width)
        heads = (words.gettext("Step"), words.gettext("Who"), words.gettext("When"))
        one.append(
            beside(
                [
                    (x, paragraph(head, looks.SMALL, 90, block.add("P")))
                    for x, head in zip((18.0, who, when), heads, strict=True)
                ],
                above=3,
            )
        )
        for step in range(1, _STEPS + 1):
            mark = paragraph(f"{step}", looks.CELL, 14, block.add("P"), above=0)
            cells = [
                (0.0, [_low(mark[0])]),
                (18.0, ruled(1, who - 28)),
                (who, ruled(1, when - who - 10)),
                (when, ruled(1, width - when)),
            ]
            one.append(beside(cells))
        strips += together(one)
    return strips


def _low(strip: Strip) -> Strip:
    def paint(page: Page, left: float, top: float) -> None:
        strip.paint(page, left, top + 9)

    return Strip(strip.height, paint)


def _commitments(paper: Worksheet, sheet: Sheet, ask: PaperAsk) -> list[Strip]:
    words, root = sheet.words, sheet.root
    strips = held(paragraph(ask.hint, looks.SMALL, sheet.width, root.add("P"))) if ask.hint else []
    for name in (paper.called, words.gettext("Family"), words.gettext("School")):
        lines = [filled_in(name, sheet.width, root.add("P"), style=looks.STRONG)]
        lines += ruled(_PROMISES - 1, sheet.width)
        strips += lines
    return together(strips)


def _consultation(paper: Worksheet, sheet: Sheet, ask: PaperAsk) -> list[Strip]:
    words, root = sheet.words, sheet.root
    strips = held(paragraph(ask.hint, looks.SMALL, sheet.width, root.add("P"))) if ask.hint else []
    least, most = paper.talk_minutes
    said = words.gettext("How many minutes ({least} to {most})?").format(least=least, most=most)
    strips.append(filled_in(said, 260, root.add("P"), style=looks.STRONG))
    if paper.reasons:
        other = words.gettext("Or, if there was none, why:")
        strips += held(paragraph(other, looks.SMALL, sheet.width, root.add("P"), above=4))
        reasons = [(_letter(n), reason) for n, reason in enumerate(paper.reasons)]
        strips += boxes(reasons, sheet.width, root, above=2)
    return together(strips)


def _signatures(paper: Worksheet, sheet: Sheet, ask: PaperAsk) -> list[Strip]:
    words, root, width = sheet.words, sheet.root, sheet.width
    strips = paragraph(paper.statement, looks.SMALL_INK, width, root.add("P"))
    if ask.hint:
        strips += paragraph(ask.hint, looks.SMALL, width, root.add("P"), above=3)
    choices = [(key, words.gettext(said)) for key, said in CHOICES]
    for name, role in paper.signers:
        block = root.add("Div")
        one: list[Strip] = [_line_to_sign(width)]
        signed = f"{name}, {words.role(role)}"
        left = paragraph(signed, looks.STRONG, width * 0.62, block.add("P"), label=True)
        right = paragraph(words.gettext("Date"), looks.SMALL, width * 0.32, block.add("P"))
        one += held([beside([(0, left), (width * 0.68, right)], above=2)])
        one += boxes(choices, width, block, above=3)
        strips += together(one)
    free = words.gettext("In my own words:")
    return [*strips, filled_in(free, width, root.add("P"), above=14, style=looks.STRONG), *ruled(3, width)]


def _line_to_sign(width: float) -> Strip:
    def paint(page: Page, left: float, top: float) -> None:
        with page.part_of(None):
            page.rule(left, top + _SIGN, width * 0.62, looks.MUTED, 0.7)
            page.rule(left + width * 0.68, top + _SIGN, width * 0.32, looks.MUTED, 0.7)

    return Strip(_SIGN + 1, paint, 8, Hold.ALWAYS)


def _letter(at: int) -> str:
    return chr(ord("A") + at)


_PARTS: dict[str, Callable[[Worksheet, Sheet, PaperAsk], Sequence[Strip]]] = {
    "text": _text,
    "measures": _measures,
    "goals": _goals,
    "commitments": _commitments,
    "consultation": _consultation,
    "signatures": _signatures,
    "courses": year_sheets.courses,
    "graduation": year_sheets.graduation,
    "checklist": year_sheets.checklist,
}
