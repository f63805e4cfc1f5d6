"""Text is cut into lines that lose nothing, in any direction."""

import itertools

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ilp_desktop.documents.shaping import _runs, clean, lines_of, plain_letters, width_of

TEXTS = st.text(st.sampled_from("ab cdé ą́ fi- 12 שלום مرحبا لا नमस्ते क्षि 李明華、。 한국 ไทยน้ำ (PDF) \n"), max_size=80)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from([2000.0, 5000.0, 12000.0, float("inf")]))
@example("\u3001\u03011\u05dc", 2000.0)  # a line may end after this comma, and not before the accent on it
def test_lines_hold_every_letter_once_and_in_order(text, measure):
    lines = lines_of(text, "Regular", measure)
    seen = []
    for line in lines:
        runs = sorted(line.runs, key=lambda run: run.start)
        for before, after in itertools.pairwise(runs):
            assert before.end <= after.start
        seen.append("".join(line.text[run.start : run.end] for run in runs))
    assert "".join("".join(seen).split()) == "".join(clean(text).split())


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_no_line_is_wider_than_the_column_unless_it_is_one_letter(text):
    for line in lines_of(text, "Regular", 3000):
        letters = sum(run.end - run.start for run in line.runs)
        assert line.width <= 3000.01 or letters <= 4


def test_words_are_not_cut_where_a_space_is_near():
    lines = lines_of("We want Mari to show her steps in math so that she can find mistakes", "Regular", 9000)
    assert len(lines) > 3
    for line in lines:
        shown = line.text[line.runs[0].start : line.runs[-1].end]
        assert shown.endswith((" ", "mistakes"))


def test_figures_share_one_width():
    assert width_of("1111", "Regular", 10) == width_of("8888", "Regular", 10)
    (one,), (eight,) = lines_of("1111", "Regular", 1e9), lines_of("8888", "Regular", 1e9)
    assert abs(one.width - eight.width) < 0.01


def test_right_to_left_text_stands_in_visual_order():
    (line,) = lines_of("שלום abc", "Regular", 1e9)
    assert line.right_to_left
    assert [(run.start, run.level) for run in line.runs] == [(5, 2), (0, 1)]
    (line,) = lines_of("abc שלום def", "Regular", 1e9)
    assert not line.right_to_left
    assert [glyph.start for glyph in line.runs[1].glyphs] == [7, 6, 5, 4]


LETTERS = st.sampled_from(sorted(plain_letters("Regular").glyph_of))
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=1, max_size=6).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(WORDS, st.sampled_from(["Regular", "Medium", "SemiBold"]))
def test_text_set_letter_by_letter_stands_as_harfbuzz_sets_it(text, weight):
    set_plainly = plain_letters(weight).set(text)
    assert set_plainly is not None
    (run,) = _runs(text, weight, (0,) * len(text))
    assert [glyph.advance for glyph in run.glyphs] == pytest.approx(set_plainly[0])
    assert [f"{glyph.id:04X}" for glyph in run.glyphs] == [code[:4] for code in set_plainly[1]]
    assert not any(glyph.x or glyph.y for glyph in run.glyphs)


def test_what_needs_shaping_is_not_set_letter_by_letter():
    for text in ("ye\u0328\u0301e", "नमस्ते", "שלום", "a\u0301", "1\u00a02", ""):
        assert plain_letters("Regular").set(text) is None
