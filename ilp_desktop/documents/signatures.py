"""Who signed, and what each of them meant by it."""

from collections.abc import Sequence

from ilp_desktop.documents import looks
from ilp_desktop.documents.layout import Hold, Strip, beside, paragraph
from ilp_desktop.documents.pages import Page, Style
from ilp_desktop.documents.sections import Sheet, heading
from ilp_desktop.documents.shaping import lines_of
from ilp_desktop.documents.tags import Tag
from ilp_desktop.domain.plans import PlanParticipant, SignatureMark
from ilp_desktop.language import N_

_COLUMNS = 3
_GUTTER = 18.0
_FIELD = 40.0
"""Height of the field that a signature is drawn in."""


def signatures(sheet: Sheet, marks: Sequence[SignatureMark]) -> list[Strip]:
    """Set the non-binding statement (R72) and a block for each signer, three in a row; no block is ever cut.

    A plan printed before anyone signed gets a line for everyone who was there, to be signed with a pen.
    """
    blanks = [person for person in sheet.content.participants if person.attended] if not marks else []
    section = sheet.root.add("Sect")
    strips = heading(sheet, "signatures", N_("Who took part"), section)
    statement = sheet.words.heading(
        "statement", N_("This plan says what we mean to do. It is not a contract and binds nobody.")
    )
    statement = statement.replace("{name}", sheet.called)
    for line in paragraph(statement, looks.SMALL, sheet.width, section.add("P"), above=1):
        strips.append(Strip(line.height, line.paint, line.above, Hold.ALWAYS))
    width = (sheet.width - _GUTTER * (_COLUMNS - 1)) / _COLUMNS
    blocks = [_signed(sheet, mark, width, section) for mark in marks]
    blocks += [_blank(sheet, person, width, section) for person in blanks]
    for start in range(0, len(blocks), _COLUMNS):
        row = blocks[start : start + _COLUMNS]
        strips.append(beside([((width + _GUTTER) * n, block) for n, block in enumerate(row)], above=6))
    return strips


def _signed(sheet: Sheet, mark: SignatureMark, width: float, section: Tag) -> list[Strip]:
    words = sheet.words
    block = section.add("Div")
    date = words.date(mark.signed_on)
    alt = words.gettext("Signature of {name}").format(name=mark.name)
    figure = block.add("Figure", alt=alt) if mark.method == "drawn" else None
    strips = [_field(mark, width, figure)]
    if mark.method == "paper":
        strips = [_note_field(words.gettext("Signed on paper"), width, block.add("P"))]
    strips += paragraph(mark.name, looks.STRONG, width, block.add("P"), above=2, label=True)
    strips += paragraph(f"{words.role(mark.role)}, {date}", looks.SMALL, width, block.add("P"))
    strips += paragraph(words.choice(mark), looks.SMALL_INK, width, block.add("P"), above=2)
    if mark.words:
        said = f"“{mark.words}”"
        strips += paragraph(said, looks.SMALL_INK, width, block.add("P", language=sheet.language(mark.language)))
    return strips


def _blank(sheet: Sheet, person: PlanParticipant, width: float, section: Tag) -> list[Strip]:
    words = sheet.words
    block = section.add("Div")
    strips = [_line_to_sign(width)]
    strips += paragraph(person.name, looks.STRONG, width, block.add("P"), above=2, label=True)
    said = words.gettext("{role}, date:").format(role=words.role(person.role))
    return strips + paragraph(said, looks.SMALL, width, block.add("P"))


def _line_to_sign(width: float) -> Strip:
    def paint(page: Page, left: float, top: float) -> None:
        with page.part_of(None):
            page.rule(left, top + _FIELD, width, looks.RULE)

    return Strip(_FIELD + 1, paint)


def _note_field(note: str, width: float, tag: Tag) -> Strip:
    style = Style("Regular", 9, 12, looks.MUTED)
    line = lines_of(note, style.weight, float("inf"))[0]

    def paint(page: Page, left: float, top: float) -> None:
        page.line(line, left, top + _FIELD - 6, style, tag)
        with page.part_of(None):
            page.rule(left, top + _FIELD, width, looks.RULE)

    return Strip(_FIELD + 1, paint)


def _field(mark: SignatureMark, width: float, figure: Tag | None) -> Strip:
    def paint(page: Page, left: float, top: float) -> None:
        if figure is not None:
            with page.part_of(figure):
                for stroke in _placed(mark, page.left_of(left, width), top, width):
                    page.pen(stroke, looks.INK, 1.1)
        with page.part_of(None):
            page.rule(left, top + _FIELD, width, looks.RULE)

    return Strip(_FIELD + 1, paint)


def _placed(mark: SignatureMark, left: float, top: float, width: float) -> list[list[tuple[float, float]]]:
    """Fit the strokes into the field in their own proportions, at the left, a little over the line at most."""
    points = [point for stroke in mark.strokes for point in stroke]
    if not points:
        return []
    aspect = max(float(mark.aspect), 0.01)
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    least_x, least_y = min(xs) * aspect, min(ys)
    wide = max(xs) * aspect - least_x
    high = max(ys) - least_y
    scale = min((width - 8) / max(wide, 0.01), (_FIELD - 5) / max(high, 0.01), _FIELD * 2)
    base = top + _FIELD - 2 - high * scale

    shift, lift = left + 3 - least_x * scale, base - least_y * scale
    across = aspect * scale
    return [
        [(shift + p[0] * across, lift + p[1] * scale) for p in (stroke if len(stroke) > 1 else stroke * 2)]
        for stroke in mark.strokes
        if stroke
    ]
