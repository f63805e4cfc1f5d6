"""A plan whose readers begin at the right: a template option, tried with Arabic and Hebrew."""

import re

import pytest
from sample_plan import pen_line, sample_content, sample_signatures

from ilp_desktop.documents.directions import begins_at_right, reading
from ilp_desktop.documents.plans import draw_plan
from ilp_desktop.documents.revisions import revision_of
from ilp_desktop.documents.shaping import lines_of
from ilp_desktop.domain.plans import SignatureMark
from tools.right_to_left import HEADINGS, LINES, content, lines_pdf

PAGE = 612


def boxes(read, pdf):
    """Where each word of a paper stands: its left and right edge and its top (points)."""
    found = read("pdftotext", pdf, "-bbox", after=("-",))
    words = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">([^<]*)<', found)
    return {word: (float(left), float(right), float(top)) for left, top, right, word in words}


@pytest.fixture(scope="module")
def mirrored():
    plan = content()
    mark = SignatureMark(
        "ليلى خليل", "student", "student", "agree", "drawn", "ar", revision_of(plan).seal_code,
        "2026-10-15T16:00:00.000000Z", "2026-10-15", strokes=pen_line(1), aspect=3.2,
    )  # fmt: skip
    return draw_plan(plan, (mark,), language="ar", labels=HEADINGS, direction="rtl")


def test_the_tags_say_every_line_as_it_was_written(read):
    said = re.findall(r'^\s*"(.*)"$', read("pdfinfo", lines_pdf(), "-struct-text"), re.MULTILINE)
    assert said == list(LINES)


def test_the_page_begins_at_the_right(read, mirrored):
    words = boxes(read, mirrored)
    assert words["Juniper"][0] == pytest.approx(54, abs=1), "the school, at the right otherwise"
    assert words["Grade"][0] > PAGE / 2
    step, who, when = (words[each] for each in ("Step", "Who", "When"))
    assert step[0] > who[0] > when[0], "the columns"
    assert step[2] == who[2] == when[2]
    assert words["Seal"][0] > PAGE / 2
    assert b"/Direction /R2L" in mirrored
    assert b"/Direction" not in draw_plan(sample_content())
    assert "No syntax or stream encoding errors" in read("qpdf", mirrored, "--check")


def test_numbers_and_latin_words_inside_keep_their_order():
    with reading("rtl"):
        (line,) = lines_of(LINES[5], "Regular", float("inf"))
        digits = [line.text[run.start : run.end] for run in line.runs if run.level == 2]
        assert digits == ["12"]
        (line,) = lines_of("Charlotte's Web قرأت الكتاب كله هذا العام", "Regular", float("inf"))
        assert line.right_to_left, "most of it is Arabic"
        assert line.text[line.runs[-1].start :].startswith("Charlotte"), "what is read first stands at the right"
        assert not lines_of("I will read.", "Regular", float("inf"))[0].right_to_left
    assert not begins_at_right()


def test_a_signature_is_moved_and_never_mirrored():
    plan = sample_content()
    marks = sample_signatures(plan)

    def strokes(direction):
        pdf = draw_plan(plan, marks, direction=direction)
        import zlib

        found = []
        for stream in re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL):
            try:
                page = zlib.decompress(stream).decode("latin-1")
            except zlib.error:
                continue
            found += re.findall(r"RG ([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) [\d.]+ [\d.]+ [\d.]+ [\d.]+ c", page)
        return [tuple(map(float, one)) for one in found]

    left, right = strokes("ltr"), strokes("rtl")
    assert len(left) == len(right) >= 6
    moved = {round(after[0] - before[0], 1) for before, after in zip(left, right, strict=True)}
    assert len(moved) == 3, "each of three signers' fields by its own way"
    for before, after in zip(left, right, strict=True):
        assert before[2] - before[0] == pytest.approx(after[2] - after[0], abs=0.02)
        assert before[1] == after[1]


def test_a_paper_from_left_to_right_is_what_it_was(sealed):
    plan = sample_content()
    assert draw_plan(plan, sample_signatures(plan), direction="ltr") == sealed.reserved
