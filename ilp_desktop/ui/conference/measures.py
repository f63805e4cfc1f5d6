"""The data of a conference: a small chart for each measure, and what became of the last goals."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QWidget

from ilp_desktop.domain.conferences import Goal
from ilp_desktop.domain.measures import Measure
from ilp_desktop.domain.packs import FieldTemplate, SectionTemplate
from ilp_desktop.domain.plans import MeasurePoint, PlanMeasure
from ilp_desktop.language import N_, _, in_use
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference.parts import Part, Scrolling, column, line
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.day.words import date_words, locale
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Card, ChartView, Chip, IconMark, Text, Tinted

Tone = Literal["text", "muted", "accent", "soft", "rule", "paper"]
STATUS = {
    "open": (N_("Still open"), "grey"),
    "met": (N_("Reached"), "accent"),
    "partly": (N_("Partly reached"), "blue"),
    "carried_on": (N_("Carried on"), "amber"),
    "dropped": (N_("Let go"), "grey"),
}
"""What came of a goal, and the kind of its chip."""

TONES: Mapping[Tone, str] = {
    "text": "text",
    "muted": "text2",
    "accent": "accent",
    "soft": "accent_soft",
    "rule": "border_strong",
    "paper": "surface2",
}
"""A chart's tones and the tokens that color them."""
# Drawn a third smaller than it is shown: its small print is then as large as the screen's.
CHART = (285.0, 78.0)


def measure_spoken(measure: Measure) -> str:
    """Word a measure for a screen reader: every value, and what it is compared with."""
    values = ", ".join(f"{point.label} {number_words(point.value)}" for point in measure.points)
    spoken = f"{measure.label}: {values} {measure.unit}".strip()
    if measure.benchmark is not None:
        spoken = _("{what}; expected now: {value}").format(what=spoken, value=number_words(measure.benchmark))
    return spoken


def number_words(value: float) -> str:
    """Word a value with no more decimals than it has."""
    return locale().toString(value, "f", 0 if value == int(value) else 1)


class MeasureBox(Tinted):
    """One measure: its newest value in large, the chart, where it comes from."""

    def __init__(self, measure: Measure, on: date) -> None:
        super().__init__("neutral", padding=SPACE.lg)
        self.measure = measure
        head = line(spacing=SPACE.md)
        head.addWidget(Text(measure.label, "strong", elide=True), 1)
        last = measure.points[-1]
        value = number_words(last.value) + (
            measure.unit if measure.unit == "%" else f" {measure.unit}" if measure.unit else ""
        )
        head.addWidget(Text(value, "strong", "accent_text", tabular=True))
        self.body.addLayout(head)
        self.chart = named(ChartView(), "measure_chart")
        self.chart.hide()
        self.body.addWidget(self.chart)
        foot = line(spacing=SPACE.md)
        foot.addWidget(named(Text(_source(measure), "small", "text2", wrap=True), "measure_source"), 1)
        spoken = measure_spoken(measure)
        if measure.is_old(on):
            old = _("Older than half a year")
            foot.addWidget(named(Chip(old, "amber"), "measure_old"), 0, Qt.AlignmentFlag.AlignTop)
            spoken = f"{spoken}. {old}"
        self.body.addLayout(foot)
        self.setAccessibleName(spoken)

    def show_chart(self, svg: bytes) -> None:
        """Show the drawing that was made off the window's thread."""
        self.chart.show_svg(svg, measure_spoken(self.measure))
        self.chart.show()


def _source(measure: Measure) -> str:
    first, last = measure.points[0].label, measure.points[-1].label
    told = [measure.source, _("{first} to {last}").format(first=first, last=last) if first != last else last]
    newest = measure.points[-1].on
    if newest is not None:
        told.append(_("measured {date}").format(date=date_words(newest)))
    if measure.benchmark is not None:
        told.append(_("expected now: {value}").format(value=number_words(measure.benchmark)))
    return " · ".join(part for part in told if part)


class MeasuresPart(Part):
    """What was measured, with its source, and the goals of last time beside what came of them."""

    def __init__(self, sitting: Sitting, section: SectionTemplate, field: FieldTemplate, parent: QWidget) -> None:
        super().__init__(sitting, section, field, parent)
        self._shown: tuple[object, object] | None = None
        card = Card(parent=self)
        card.body.setSpacing(SPACE.sm)
        card.body.addWidget(Text(sitting.worded(field.prompt), "h2", wrap=True))
        card.body.addWidget(Text(sitting.worded(field.hint), "body", "text2", wrap=True))
        card.body.addSpacing(SPACE.xs)
        self._scroll = Scrolling(spacing=SPACE.md, parent=card)
        self._inside = self._scroll.inside
        card.body.addWidget(self._scroll, 1)
        column(self).addWidget(card)

    @override
    def build(self) -> Iterator[None]:
        sheet = self.sitting.sheet
        shown = (sheet.measures, sheet.last_goals)
        if self._shown == shown:
            return
        self._shown = shown
        self._scroll.empty()
        for measure in sheet.measures:
            if measure.points:
                self._add(measure)
                yield
                if self._shown is not shown:
                    return  # read again meanwhile, and built anew from that
        if not sheet.measures:
            self._inside.addWidget(
                Text(_("No results have been brought in for this student yet."), "body", "text2", wrap=True)
            )
        if sheet.last_goals:
            self._inside.addWidget(Text(_("Goals of last time").upper(), "label", "text3"))
            for goal in sheet.last_goals:
                self._inside.addWidget(_last_goal(goal))
        self._inside.addStretch()

    @override
    def show_sheet(self) -> None:
        for _piece in self.build():
            pass

    def _add(self, measure: Measure) -> None:
        box = MeasureBox(measure, self.sitting.sheet.on)
        self._inside.addWidget(box)
        self._draw(box)

    def _draw(self, box: MeasureBox) -> None:
        colors, language, measure = chart_colors(), in_use(), box.measure
        self.sitting.background.ask(lambda: drawn(measure, colors, language), box, box.show_chart)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for box in self.findChildren(MeasureBox):
                self._draw(box)


def _last_goal(goal: Goal) -> QWidget:
    box = QWidget()
    row = line(box, spacing=SPACE.md)
    row.addWidget(IconMark("target", "text3"))
    row.addWidget(Text(goal.text, "body", wrap=True), 1)
    words, kind = STATUS[goal.status]
    row.addWidget(Chip(_(words), kind))
    return box


def drawn(measure: Measure, colors: Mapping[str, str], language: str, size: tuple[float, float] = CHART) -> bytes:
    """Return a measure's chart as SVG in a scheme's colors. It takes a while: never on the window's thread.

    The smaller its ``size``, the larger its small print is shown.
    """
    from ilp_desktop.documents import charts  # noqa: PLC0415 - fonts are measured there; only here is it needed

    points = tuple(MeasurePoint(point.label, point.value) for point in measure.points)
    plan = PlanMeasure(measure.label, measure.unit, points, measure.benchmark)
    return charts.svg(charts.growth_chart(plan, *size, language), {tone: colors[tone] for tone in TONES})


def chart_colors() -> dict[str, str]:
    """Return the colors of a chart in the scheme that is on."""
    look = theme.current()
    return {tone: look.color(token).name() for tone, token in TONES.items()}
