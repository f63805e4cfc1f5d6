"""The parts of a plan on paper, in the order in which a child's plan is read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ilp_desktop.documents import looks
from ilp_desktop.documents.charts import growth_chart
from ilp_desktop.documents.directions import begins_at_right
from ilp_desktop.documents.figures import chart_strip
from ilp_desktop.documents.layout import Hold, Strip, beside, height_of, held, paragraph, together, zipped
from ilp_desktop.documents.pages import Page, Style
from ilp_desktop.documents.shaping import lines_of, right_to_left
from ilp_desktop.documents.tags import Tag
from ilp_desktop.documents.words import Words
from ilp_desktop.domain.plans import CopyNote, PlanAnswer, PlanCommitment, PlanContent, PlanGoal, PlanMeasure
from ilp_desktop.language import N_

_CHART_HEIGHT = 88.0
_GUTTER = 18.0
_INDENT = 18.0
_TALLEST_ROW = 220.0
"""Points above which a row of columns may be divided between pages."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every part of a plan needs to be set: the words, the width of the text, and the document's tag."""

    words: Words
    width: float
    root: Tag
    content: PlanContent
    note: CopyNote | None = None

    @property
    def called(self) -> str:
        """The name the student goes by."""
        return self.content.student.preferred_name or self.content.student.name.split(" ", maxsplit=1)[0]

    def language(self, of: str) -> str:
        """Return a text's language where it differs from the paper's."""
        return "" if of == self.words.language else of


def head(sheet: Sheet, below: Sequence[Strip] = ()) -> list[Strip]:
    """Who, what and when: the name first in size, the school and the facts quietly; ``below`` ends it."""
    content, words, root = sheet.content, sheet.words, sheet.root
    kind = f"{words.prompt(content.kind.label)} · {words.school_year(content.school_year)}"
    label = paragraph(kind, looks.KIND, sheet.width * 0.6, root.add("P"))
    school = root.add("P")
    place = paragraph(content.school.name, looks.PLACE, sheet.width * 0.38, school)
    right = [_to_right(strip, content.school.name, looks.PLACE, sheet.width * 0.38) for strip in place]
    strips = [beside([(0, label), (sheet.width * 0.62, right)])]
    student = content.student
    name = student.name
    if student.preferred_name and student.preferred_name not in name.split():
        name = f"{name} ({student.preferred_name})"
    strips += paragraph(name, looks.NAME, sheet.width, root.add("H1"), above=5, label=True)
    facts = [words.grade(student.grade)] if student.grade else []
    if student.number:
        facts.append(words.gettext("Student number {number}").format(number=student.number))
    if facts:
        strips += paragraph(" · ".join(facts), looks.FACTS, sheet.width, root.add("P"), above=3)
    if content.conference:
        strips += paragraph(words.conference(content.conference), looks.FACTS, sheet.width, root.add("P"))
        if content.conference.paper is not None:
            strips += paragraph(words.paper(content.conference.paper), looks.FACTS, sheet.width, root.add("P"))
    return [*strips, *_people(sheet), *below, _rule_strip(sheet.width, above=9)]


def _people(sheet: Sheet) -> list[Strip]:
    words = sheet.words
    said = {
        True: words.gettext("Made together by {people}."),
        False: words.gettext("Also part of this plan: {people}."),
    }
    strips: list[Strip] = []
    for attended, sentence in said.items():
        people = [
            f"{person.name} ({words.role(person.role)})"
            for person in sheet.content.participants
            if person.attended is attended
        ]
        if people:
            line = sentence.format(people=", ".join(people))
            strips += paragraph(line, looks.FACTS, sheet.width, sheet.root.add("P"))
    return strips


def _to_right(strip: Strip, text: str, style: Style, width: float) -> Strip:
    line = lines_of(text, style.weight, width * 1000 / style.size)
    shift = width - max(one.width for one in line) * style.size / 1000

    def paint(page: Page, left: float, top: float) -> None:
        strip.paint(page, left + shift, top)

    return replace(strip, paint=paint)


def _rule_strip(width: float, *, above: float = 0) -> Strip:
    def paint(page: Page, left: float, top: float) -> None:
        with page.part_of(None):
            page.rule(left, top, width, looks.RULE)

    return Strip(0.5, paint, above)


def heading(sheet: Sheet, place: str, message: str, section: Tag) -> list[Strip]:
    """Set a section's heading, which never stands alone at the foot of a page."""
    text = sheet.words.heading(place, message).replace("{name}", sheet.called)
    return held(paragraph(text, looks.SECTION, sheet.width, section.add("H2"), above=looks.BETWEEN_SECTIONS))


def strengths(sheet: Sheet) -> list[Strip]:
    """The child first: strengths and accomplishments, the student's own words in the largest letters (R39)."""
    if not sheet.content.strengths:
        return []
    section = sheet.root.add("Sect")
    strips = heading(sheet, "celebrate", N_("What {name} is proud of"), section)
    for said in sheet.content.strengths:
        strips += answer(sheet, said, section)
    return strips


def data(sheet: Sheet) -> list[Strip]:
    """What was measured, each with one small chart, then where it can get better (R40)."""
    content = sheet.content
    if not content.measures and not content.improvements:
        return []
    section = sheet.root.add("Sect")
    strips = heading(sheet, "data", N_("How {name} is doing"), section) + measures(sheet, section)
    for said in content.improvements:
        strips += answer(sheet, said, section)
    return strips


def measures(sheet: Sheet, section: Tag) -> list[Strip]:
    """What was measured, three charts in a row."""
    strips: list[Strip] = []
    for start in range(0, len(sheet.content.measures), 3):
        some = sheet.content.measures[start : start + 3]
        width = (sheet.width - _GUTTER * 2) / 3
        columns = [((width + _GUTTER) * n, _measure(sheet, one, width, section)) for n, one in enumerate(some)]
        strips.append(beside(columns, above=6 if start == 0 else 12))
    return strips


def _measure(sheet: Sheet, measure: PlanMeasure, width: float, section: Tag) -> list[Strip]:
    chart = growth_chart(measure, width, _CHART_HEIGHT, sheet.words.language)
    figure = section.add("Figure", alt=chart.alt)
    title = paragraph(measure.label, looks.STRONG, width, figure)
    unit = paragraph(measure.unit, looks.SMALL, width, figure) if measure.unit else []

    return [*title, *unit, chart_strip(chart, figure, above=2)]


def answer(sheet: Sheet, said: PlanAnswer, section: Tag) -> list[Strip]:
    """Set what was written under a prompt; the student's own words are larger, with a bar beside them."""
    own = said.whose == "student"
    language = sheet.language(said.language)
    strips: list[Strip] = []
    if said.prompt:
        prompt = sheet.words.prompt(said.prompt, sheet.called)
        strips += held(paragraph(prompt, looks.PROMPT, sheet.width, section.add("P"), above=7))
    tag = section.add("P", language=language)
    if not own:
        return strips + paragraph(said.text, looks.BODY, sheet.width - 14, tag, above=0 if strips else 7)
    far = right_to_left(said.text) != begins_at_right()
    lines = paragraph(said.text, looks.VOICE, sheet.width - 14, tag, above=0 if strips else 7, x=2 if far else 12)
    bar = sheet.width - 2 if far else 0
    return strips + [_with_bar(line, bar, n == 0) for n, line in enumerate(lines)]


def _with_bar(strip: Strip, x: float, first: bool) -> Strip:
    """A thin bar beside the student's own words says whose they are without a color."""

    def paint(page: Page, left: float, top: float) -> None:
        with page.part_of(None):
            inset = 2.5 if first else 0
            page.bars([(left + x, top + inset, 2, strip.height - inset)], looks.ACCENT)
        strip.paint(page, left, top)

    return replace(strip, paint=paint)


def goals(sheet: Sheet) -> list[Strip]:
    """Goals as sentences, each with its sequential steps, who does them and by when (R41, R42)."""
    if not sheet.content.goals:
        return []
    section = sheet.root.add("Sect")
    strips = heading(sheet, "goals", N_("What {name} wants to reach"), section)
    for n, goal in enumerate(sheet.content.goals, start=1):
        strips += together(_goal(sheet, goal, n, section))
    return strips


def _goal(sheet: Sheet, goal: PlanGoal, n: int, section: Tag) -> list[Strip]:
    language = sheet.language(goal.language)
    label = sheet.words.gettext("Goal {number}").format(number=n)
    said = sheet.words.whose(goal.whose, sheet.called)
    strips = held(paragraph(f"{label}, {said}", looks.PROMPT, sheet.width, section.add("P"), above=9 if n > 1 else 6))
    strips += paragraph(goal.text, looks.GOAL, sheet.width, section.add("P", language=language))
    if not goal.steps:
        return strips
    strips = held(strips)
    table = section.add("Table")
    words = sheet.words
    titles = ("", words.gettext("Step"), words.gettext("Who"), words.gettext("When"))
    strips.append(_row(sheet, table, titles, above=3, header=True))
    for step in goal.steps:
        cells = (f"{step.number}", step.text, step.who, words.date(step.due))
        strips += _step_rows(sheet, table, cells, language)
    return strips


def _edges(width: float) -> tuple[tuple[float, float], ...]:
    """Left edge and width of the columns number, step, who, when."""
    who, when = 92.0, 122.0
    step = width - _INDENT - who - when
    return (0, _INDENT - 4), (_INDENT, step - 12), (_INDENT + step, who - 10), (_INDENT + step + who, when)


def _row(sheet: Sheet, table: Tag, cells: Sequence[str], *, above: float, header: bool) -> Strip:
    row = table.add("TR")
    style = looks.SMALL if header else looks.CELL
    columns: list[tuple[float, list[Strip]]] = []
    for (x, width), text in zip(_edges(sheet.width), cells, strict=True):
        if text or not header:
            tag = row.add("TH", scope="Column") if header else row.add("TD")
            columns.append((x, paragraph(text, style, width, tag) if text else []))
        else:
            row.add("TD")
    return beside(columns, above=above)


def _step_rows(sheet: Sheet, table: Tag, cells: Sequence[str], language: str) -> list[Strip]:
    row = table.add("TR")
    columns: list[tuple[float, list[Strip]]] = []
    for n, ((x, width), text) in enumerate(zip(_edges(sheet.width), cells, strict=True)):
        tag = row.add("TH", scope="Row") if n == 0 else row.add("TD", language=language if n == 1 else "")
        style = looks.CELL if n < 2 else looks.CELL_MUTED
        columns.append((x, paragraph(text, style, width, tag) if text else []))
    rule = _rule_strip(sheet.width)
    tall = max(height_of(column) for _, column in columns)
    lines = [beside(columns)] if tall < _TALLEST_ROW else zipped(columns)
    return [replace(rule, above=3, hold=Hold.ALWAYS), replace(lines[0], above=2.5), *lines[1:]]


def support(sheet: Sheet) -> list[Strip]:
    """Who supports what, in three columns: student, family, school (R43)."""
    given = sheet.content.support
    parts = (
        (sheet.called, given.student),
        (sheet.words.gettext("Family"), given.family),
        (sheet.words.gettext("School"), given.school),
    )
    if not any(commitments for _, commitments in parts):
        return []
    section = sheet.root.add("Sect")
    table = section.add("Table")
    header, row = table.add("TR"), table.add("TR")
    width = (sheet.width - _GUTTER * 2) / 3
    at = [(width + _GUTTER) * n for n in range(3)]
    titles = [(x, _column_title(title, width, header)) for x, (title, _) in zip(at, parts, strict=True)]
    columns = [
        (x, _commitments(sheet, commitments, width, row.add("TD")))
        for x, (_, commitments) in zip(at, parts, strict=True)
    ]
    strips = heading(sheet, "support", N_("Who helps, and how"), section)
    strips += held([beside(titles, above=5)])
    if max(height_of(column) for _, column in columns) < _TALLEST_ROW:
        return [*strips, beside(columns, above=4)]
    return [*strips, *zipped(columns)]


def _column_title(title: str, width: float, header: Tag) -> list[Strip]:
    return [*paragraph(title, looks.COLUMN, width, header.add("TH", scope="Column")), _rule_strip(width, above=2)]


def _commitments(sheet: Sheet, commitments: Sequence[PlanCommitment], width: float, cell: Tag) -> list[Strip]:
    strips: list[Strip] = []
    items = cell.add("L") if commitments else cell
    for n, one in enumerate(commitments):
        body = items.add("LI").add("LBody", language=sheet.language(one.language))
        strips += paragraph(one.text, looks.CELL, width, body, above=5 if n else 0)
        if one.who:
            strips += paragraph(one.who, looks.SMALL, width, body)
    return strips


def private_talk(sheet: Sheet) -> list[Strip]:
    """The private talk, as time only (R44)."""
    talk = sheet.content.consultation
    if talk is None:
        return []
    sentence = sheet.words.consultation(talk)
    return paragraph(sentence, looks.FACTS, sheet.width, sheet.root.add("P"), above=looks.BETWEEN_SECTIONS - 3)
