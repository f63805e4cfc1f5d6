"""A chart as a strip of a page, each mark part of its figure."""

from ilp_desktop.documents import looks
from ilp_desktop.documents.charts import Chart, ChartBox, ChartText, Mark
from ilp_desktop.documents.layout import Strip
from ilp_desktop.documents.pages import Page, Style
from ilp_desktop.documents.shaping import lines_of
from ilp_desktop.documents.tags import Tag


def chart_strip(chart: Chart, figure: Tag, *, above: float = 0) -> Strip:
    """Return a chart as a strip; ``figure`` is its tag, which says the same in words."""

    def paint(page: Page, left: float, top: float) -> None:
        for mark in chart.marks:
            _paint_mark(page, mark, left, top, figure)

    return Strip(chart.height, paint, above)


def _paint_mark(page: Page, mark: Mark, left: float, top: float, figure: Tag) -> None:
    color = looks.TONES[mark.tone]
    if isinstance(mark, ChartText):
        style = Style(mark.weight, mark.size, mark.size, color)
        line = lines_of(mark.text, mark.weight, float("inf"))[0]
        page.line(line, left + mark.x, top + mark.baseline, style, figure)
        return
    with page.part_of(figure):
        if isinstance(mark, ChartBox):
            page.bars([(left + mark.x, top + mark.y, mark.width, mark.height)], color)
        else:
            page.path([(left + x, top + y) for x, y in mark.points], color, mark.thickness, mark.dash)
