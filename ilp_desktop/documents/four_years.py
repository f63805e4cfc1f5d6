"""What a plan for college and career says beside goals: what comes after school, courses, graduation, skills (R48, R52 to R57)."""

from collections.abc import Sequence

from ilp_desktop.documents import looks
from ilp_desktop.documents.layout import Hold, Strip, beside, height_of, held, paragraph, together, zipped
from ilp_desktop.documents.pages import Page
from ilp_desktop.documents.sections import Sheet, answer, heading
from ilp_desktop.documents.tags import Tag
from ilp_desktop.documents.words import Words
from ilp_desktop.domain.plans import PlanChecks, PlanCourse, PlanDiploma, PlanSection, PlanSubject
from ilp_desktop.language import N_

_GUTTER = 16.0
_IN_A_ROW = 4
_TALLEST_ROW = 260.0
_NUMBER = 54.0
_LEFT = 96.0
_STATES = {"registered": N_("registered"), "passed": N_("passed"), "not_passed": N_("not passed yet")}


def sections(sheet: Sheet, *keys: str) -> list[Strip]:
    """The policy set's sections that have these keys, with what was written there."""
    strips: list[Strip] = []
    for one in sheet.content.sections or ():
        if one.key in keys:
            strips += _section(sheet, one)
    return strips


def _section(sheet: Sheet, one: PlanSection) -> list[Strip]:
    section = sheet.root.add("Sect")
    strips = heading(sheet, one.key, one.heading, section)
    for said in one.answers:
        strips += answer(sheet, said, section)
    for checks in one.checks:
        strips += _checks(sheet, checks, section)
    return strips


def _checks(sheet: Sheet, checks: PlanChecks, section: Tag) -> list[Strip]:
    strips = held(paragraph(checks.prompt, looks.PROMPT, sheet.width, section.add("P"), above=7))
    if checks.not_appropriate:
        said = sheet.words.gettext("Not for now: {reason}").format(reason=checks.not_appropriate)
        strips += paragraph(said, looks.BODY, sheet.width, section.add("P"))
    items = section.add("L") if checks.reached else section
    for words in checks.reached:
        strips += paragraph(f"\u2713 {words}", looks.BODY, sheet.width, items.add("LI").add("LBody"))
    return together(strips)


def courses(sheet: Sheet) -> list[Strip]:
    """The courses of each year, a column a grade, and who approved their order when (R53, R57)."""
    if sheet.content.courses is None:
        return []
    section = sheet.root.add("Sect")
    return heading(sheet, "courses", N_("Courses, year by year"), section) + years(sheet, section)


def years(sheet: Sheet, section: Tag) -> list[Strip]:
    """The courses of each year without their heading."""
    plan = sheet.content.courses
    if plan is None:
        return []
    strips: list[Strip] = []
    grades = list(dict.fromkeys(each.grade for each in plan.courses))
    for start in range(0, len(grades), _IN_A_ROW):
        some = grades[start : start + _IN_A_ROW]
        strips += _years(
            sheet, [(grade, [one for one in plan.courses if one.grade == grade]) for grade in some], section
        )
    if plan.approved_by:
        said = sheet.words.gettext("The order of these courses was approved by {name} on {date}.")
        line = said.format(name=plan.approved_by, date=sheet.words.date(plan.approved_on))
        strips += paragraph(line, looks.FACTS, sheet.width, section.add("P"), above=6)
    return strips


def _years(sheet: Sheet, years: Sequence[tuple[str, Sequence[PlanCourse]]], section: Tag) -> list[Strip]:
    table = section.add("Table")
    header, row = table.add("TR"), table.add("TR")
    width = (sheet.width - _GUTTER * (_IN_A_ROW - 1)) / _IN_A_ROW
    at = [(width + _GUTTER) * n for n in range(len(years))]
    titles = [(x, _title(sheet.words.grade(grade), width, header)) for x, (grade, _) in zip(at, years, strict=True)]
    columns = [
        (x, _column(sheet.words, theirs, width, row.add("TD"))) for x, (_, theirs) in zip(at, years, strict=True)
    ]
    strips = held([beside(titles, above=6)])
    if max(height_of(column) for _, column in columns) < _TALLEST_ROW:
        return [*strips, beside(columns, above=4)]
    return [*strips, *zipped(columns)]


def _title(words: str, width: float, header: Tag) -> list[Strip]:
    return [*paragraph(words, looks.COLUMN, width, header.add("TH", scope="Column")), _rule(width, above=2)]


def _column(words: Words, theirs: Sequence[PlanCourse], width: float, cell: Tag) -> list[Strip]:
    strips: list[Strip] = []
    items = cell.add("L") if theirs else cell
    for n, one in enumerate(theirs):
        body = items.add("LI").add("LBody")
        facts = [one.subject, amount(one.credits)]
        if one.state in _STATES:
            facts.append(words.gettext(_STATES[one.state]))
        strips += held(paragraph(one.title, looks.CELL, width, body, above=5 if n else 0))
        strips += paragraph(" · ".join(part for part in facts if part), looks.SMALL, width, body)
    return strips


def amount(value: float) -> str:
    """Spell credits with no more decimals than they have."""
    return f"{value:g}"


def diplomas(sheet: Sheet) -> list[Strip]:
    """What district and state ask for graduation, subject by subject beside the plan (R48, R55)."""
    strips: list[Strip] = []
    for one in sheet.content.diplomas or ():
        section = sheet.root.add("Sect")
        first = not strips
        strips += heading(sheet, "graduation", N_("What graduation asks"), section) if first else []
        strips += _diploma(sheet, one, section, first=first)
    return strips


def tables(sheet: Sheet) -> list[Strip]:
    """The same without the heading."""
    strips: list[Strip] = []
    for one in sheet.content.diplomas or ():
        strips += _diploma(sheet, one, sheet.root.add("Sect"), first=not strips)
    return strips


def _diploma(sheet: Sheet, one: PlanDiploma, section: Tag, *, first: bool) -> list[Strip]:
    words = sheet.words
    strips = held(paragraph(one.name, looks.STRONG, sheet.width, section.add("P"), above=4 if first else 12))
    if not one.confirmed:
        said = words.gettext("The school will confirm these numbers.")
        strips += held(paragraph(said, looks.SMALL, sheet.width, section.add("P")))
    if one.subjects:
        table = section.add("Table")
        titles = (
            one.unit,
            words.gettext("Asked"),
            words.gettext("Earned"),
            words.gettext("Planned"),
            words.gettext("To plan"),
        )
        strips += held([_row(sheet, table, titles, header=True, above=3)])
        for subject in one.subjects:
            strips += [_rule(sheet.width, above=2), _row(sheet, table, _cells(words, subject), above=2)]
    if one.competencies:
        strips += held(paragraph(words.gettext("Also asked:"), looks.PROMPT, sheet.width, section.add("P"), above=6))
        items = section.add("L")
        for each in one.competencies:
            strips += paragraph(each, looks.CELL, sheet.width, items.add("LI").add("LBody"))
    return strips


def _cells(words: Words, one: PlanSubject) -> tuple[str, ...]:
    missing = max(0.0, one.asked - one.earned - one.planned)
    # A gap is a number and the missing of it is a word: never a color alone.
    left = amount(missing) if missing else words.gettext("complete")
    return one.name, amount(one.asked), amount(one.earned), amount(one.planned), left


def _row(sheet: Sheet, table: Tag, cells: Sequence[str], *, above: float, header: bool = False) -> Strip:
    row = table.add("TR")
    name = sheet.width - 3 * _NUMBER - _LEFT
    edges = [(0.0, name - 10), *((name + n * _NUMBER, _NUMBER - 6) for n in range(3)), (name + 3 * _NUMBER, _LEFT)]
    columns: list[tuple[float, list[Strip]]] = []
    for n, ((x, width), text) in enumerate(zip(edges, cells, strict=True)):
        tag = row.add("TH", scope="Column" if header else "Row") if header or n == 0 else row.add("TD")
        columns.append((x, paragraph(text, looks.SMALL if header else looks.CELL, width, tag) if text else []))
    return beside(columns, above=above)


def _rule(width: float, *, above: float = 0) -> Strip:
    def paint(page: Page, left: float, top: float) -> None:
        with page.part_of(None):
            page.rule(left, top, width, looks.RULE)

    return Strip(0.5, paint, above, Hold.ALWAYS)
