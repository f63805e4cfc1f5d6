"""Labels for cumulative folders, on sheets as offices buy them."""

from collections.abc import Sequence
from datetime import date

from ilp_desktop.documents import looks
from ilp_desktop.documents.layout import height_of, paint_down, paragraph
from ilp_desktop.documents.pages import Page, Style
from ilp_desktop.documents.papers import Paper
from ilp_desktop.documents.words import Words
from ilp_desktop.domain.labels import FolderLabel, LabelFormat

_NAMES = tuple(Style("SemiBold", size, size * 1.2, looks.INK) for size in (15.0, 13.0, 11.5, 10.0))
"""A name is set as large as it fits on one line; the smallest may take two."""
_FACTS = Style("Regular", 9, 12, looks.INK)
_SMALL = Style("Regular", 8, 10.5, looks.MUTED)
_INSIDE = 10.0
_TALL = 100.0


def draw_labels(
    labels: Sequence[FolderLabel], form: LabelFormat, dated: date, *, start: int = 1, language: str = "en"
) -> bytes:
    """Draw labels as PDF, from label ``start`` of the first sheet on (1 is the first), so that a begun sheet is used.

    Raises ValueError for a start that the sheet does not have.
    """
    if not 1 <= start <= form.count:
        raise ValueError("the sheet has no such label")
    words = Words(language, {})
    title = words.gettext("Labels for folders")
    paper = Paper(title=title, author="", language=language, dated=dated.isoformat(), size=form.paper)
    page: Page | None = None
    for at, label in enumerate(labels, start=start - 1):
        place = at % form.count
        if page is None or place == 0:
            page = paper.page()
        _paint(page, paper, words, label, form, place)
    if page is None:
        paper.page()
    return paper.finished()


def _paint(page: Page, paper: Paper, words: Words, label: FolderLabel, form: LabelFormat, place: int) -> None:
    left, top = form.place(place)
    width = form.width - 2 * _INSIDE
    tag = paper.root.add("P")
    sizes = [paragraph(label.name, style, width, tag, label=True) for style in _NAMES]
    name = next((strips for strips in sizes if len(strips) == 1), sizes[-1][:2])
    number = words.gettext("Number {number}").format(number=label.number) if label.number else ""
    facts = " · ".join(part for part in (words.grade(label.grade) if label.grade else "", number) if part)
    strips = [*name]
    if facts:
        strips += paragraph(facts, _FACTS, width, tag, above=2, label=True)[:1]
    last = words.school_year(label.school_year)
    last = f"{last} · {label.school}" if label.school else last
    strips += paragraph(last, _SMALL, width, tag, above=1, label=True)[:1]
    # In the middle of a small label, and at the top of a tall one, where a hand finds it.
    free = max(0.0, form.height - height_of(strips))
    paint_down(page, left + _INSIDE, top + (free / 2 if form.height < _TALL else min(free, 22.0)), strips)
