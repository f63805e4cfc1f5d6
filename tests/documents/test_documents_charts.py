"""A measure's chart says the same on paper and on the screen, also to whoever cannot see color or anything at all."""

import xml.etree.ElementTree as ET

from ilp_desktop.documents.charts import ChartBox, ChartLine, ChartText, growth_chart, svg
from ilp_desktop.domain.plans import MeasurePoint, PlanMeasure

COLORS = {
    "text": "#111111",
    "muted": "#222222",
    "accent": "#333333",
    "soft": "#444444",
    "rule": "#555555",
    "paper": "#666666",
}


def measure(*values, expected=None):
    return PlanMeasure("Reading", "words", tuple(MeasurePoint(f"T{n}", v) for n, v in enumerate(values)), expected)


def test_bars_start_at_zero_and_stand_in_proportion():
    chart = growth_chart(measure(40, 80), 160, 90, "en")
    bars = [m for m in chart.marks if isinstance(m, ChartBox) and m.tone in {"soft", "accent"}]
    assert len({round(b.y + b.height, 6) for b in bars}) == 1
    assert abs(bars[1].height / bars[0].height - 2) < 1e-6
    assert [b.tone for b in bars] == ["soft", "accent"]


def test_every_value_is_written_beside_its_mark():
    for count in (1, 3, 6, 7, 12):
        chart = growth_chart(measure(*range(10, 10 + count), expected=12), 160, 90, "en")
        words = [m.text for m in chart.marks if isinstance(m, ChartText)]
        for n in range(count):
            assert str(10 + n) in words
            assert f"T{n}" in words
        assert "expected: 12" in words


def test_many_points_become_a_line():
    chart = growth_chart(measure(*range(9)), 160, 90, "en")
    assert any(isinstance(m, ChartLine) and len(m.points) == 9 for m in chart.marks)


def test_the_chart_in_words_says_all_of_it():
    chart = growth_chart(measure(91.5, 97, expected=95), 160, 90, "en")
    assert chart.alt == "Reading (words). T0: 91.5, T1: 97. expected: 95."


def test_the_screen_gets_the_same_marks_in_its_own_colors():
    chart = growth_chart(measure(3, 4, expected=5), 160, 90, "en")
    root = ET.fromstring(svg(chart, COLORS))
    drawn = [e for e in root if not e.tag.endswith("title")]
    assert len(drawn) == len(chart.marks)
    assert {e.get("fill") for e in drawn if e.tag.endswith("rect")} == {"#444444", "#333333", "#666666"}


def test_zero_negative_and_empty_measures_are_drawn_too():
    for values in ((), (0,), (0, 0), (-5, 5)):
        chart = growth_chart(measure(*values), 160, 90, "en")
        assert all(0 <= m.y <= 90 and m.height >= 0 for m in chart.marks if isinstance(m, ChartBox))
