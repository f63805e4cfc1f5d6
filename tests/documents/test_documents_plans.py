"""What a family holds in its hands, as programs of other people read it."""

import json
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from sample_plan import sample_content, sample_signatures

from ilp_desktop.documents import words as paper_words
from ilp_desktop.documents.charts import figure
from ilp_desktop.documents.enclosures import plan_json, read_plan_json
from ilp_desktop.documents.papers import BYTE_RANGE
from ilp_desktop.documents.plans import draw_plan
from ilp_desktop.documents.revisions import revision_of, short_code
from ilp_desktop.domain.plans import (
    GoalStep,
    MeasurePoint,
    PlanAnswer,
    PlanCommitment,
    PlanGoal,
    PlanMeasure,
    PlanParticipant,
    PlanStudent,
    PlanSupport,
)

SCHEMA = json.loads(Path("docs/plan.schema.json").read_text())
NAMES = {
    "Vietnamese": "Nguyễn Thị Ngọc Ánh",
    "Navajo": "Yązhí Tł'ááshchí'í Hózhǫ́ Dootł'izhii",
    "Arabic": "ليلى عبد الرحمن السيد",
    "Hebrew": "נועה בן־דוד",
    "Hindi": "श्रेया क्षत्रिय विश्वकर्मा",
    "Chinese": "李明華",
    "Korean": "김민준",
    "Japanese": "髙橋さくら",
    "Amharic": "ሰላማዊት በቀለ",
    "Thai": "สมชาย น้ำผึ้ง",
    "Russian": "Алёна Щербакова",
    "Burmese": "မြတ်နိုး",
}


def bare(text: str) -> str:
    """Leave out what a page is free to choose: where lines end. Nothing else."""
    dropped = {"\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u00ad"}
    return "".join(c for c in unicodedata.normalize("NFC", text) if not c.isspace() and c not in dropped)


def said(content, marks, language="en") -> list[str]:
    """Every text of plan.json that a paper says, in the order in which it is read."""
    words = paper_words.Words(language, {})
    name, called = content.student.name, content.student.preferred_name or content.student.name.split()[0]
    texts = [content.kind.label, content.school.name, name, words.grade(content.student.grade), content.student.number]
    if content.conference:
        texts += [words.date(content.conference.date), content.conference.interpreter]
    texts += [p.name for p in content.participants if p.attended] + [
        p.name for p in content.participants if not p.attended
    ]
    for answer in content.strengths:
        texts += [answer.prompt, answer.text]
    for measure in content.measures:
        texts += [measure.label, measure.unit, *([figure(measure.benchmark)] if measure.benchmark is not None else [])]
        for point in measure.points:
            texts += [figure(point.value), point.label]
    for answer in content.improvements:
        texts += [answer.prompt, answer.text]
    for goal in content.goals:
        texts.append(goal.text)
        for step in goal.steps:
            texts += [str(step.number), step.text, step.who, words.date(step.due)]
    for group in (content.support.student, content.support.family, content.support.school):
        for one in group:
            texts += [one.text, one.who]
    texts += [called] if not content.consultation else [words.consultation(content.consultation)]
    for mark in marks:
        texts += [mark.name, words.role(mark.role), words.date(mark.signed_on), words.choice(mark), mark.words]
    return texts


def assert_in_order(texts: list[str], paper: str) -> None:
    at = 0
    body = bare(paper)
    for text in texts:
        found = body.find(bare(text), at)
        assert found >= 0, f"not on the paper, or not in its place: {text!r} after {body[at - 30 : at]!r}"
        at = found + len(bare(text))


def struct_text(read, pdf: bytes) -> str:
    """What a screen reader hears, in its order."""
    lines = read("pdfinfo", pdf, "-struct-text").split("\n")
    return "".join(m[1] for line in lines if (m := re.match(r'^\s*"(.*)"$', line)))


# R72
def test_every_paper_says_that_it_binds_nobody(sealed, read):
    assert "It is not a contract and binds nobody." in " ".join(read("pdftotext", sealed.pdf, after=("-",)).split())


# R6, R7
def test_the_data_inside_a_plan_is_what_its_paper_says(sealed, read, tmp_path):
    assert "1: plan.json" in read("pdfdetach", sealed.pdf, "-list")
    out = tmp_path / "plan.json"
    read("pdfdetach", sealed.pdf, "-save", "1", "-o", str(out))
    inside = json.loads(out.read_bytes())
    jsonschema.Draft202012Validator(SCHEMA).validate(inside)
    plan = read_plan_json(out.read_bytes())
    texts = said(plan.content, plan.signatures)
    assert len(texts) > 60
    assert_in_order(texts, read("pdftotext", sealed.pdf, "-raw", after=("-",)))
    assert_in_order(texts, struct_text(read, sealed.pdf))
    foot = read("pdftotext", sealed.pdf, "-raw", after=("-",))
    assert foot.count(f"Seal code {short_code(inside['seal_code'])}") == 2


def test_a_word_missing_from_the_paper_would_be_noticed(sealed, read):
    paper = read("pdftotext", sealed.pdf, "-raw", after=("-",))
    with pytest.raises(AssertionError):
        assert_in_order(["Marisol", "volcano", "Marisol Begay Ortiz (Mari)"], paper)


def test_a_plan_is_clean_tagged_and_carries_its_fonts(sealed, read):
    assert "No syntax or stream encoding errors" in read("qpdf", sealed.pdf, "--check")
    about = read("pdfinfo", sealed.pdf)
    assert re.search(r"Tagged:\s+yes", about)
    assert re.search(r"PDF version:\s+1\.7", about)
    fonts = read("pdffonts", sealed.pdf).splitlines()[2:]
    assert len(fonts) == 3
    assert all(re.search(r"yes yes yes", line) for line in fonts)
    tags = read("pdfinfo", sealed.pdf, "-struct")
    for tag in ("H1", "H2", "Table", "TR", "TH", "TD", "Figure", "L", "LI", "LBody"):
        assert re.search(rf"^\s*{tag}\b", tags, re.MULTILINE), tag
    for entry in (
        b"/DisplayDocTitle true",
        b"/Lang (en)",
        b"/AFRelationship /Data",
        b"/GTS_PDFA1",
        b"Reading aloud \\(words a minute",
    ):
        assert entry in sealed.pdf, entry
    assert b"pdfaid" not in sealed.pdf


def test_the_same_plan_always_gives_the_same_bytes(sealed):
    content = sample_content()
    assert draw_plan(content, sample_signatures(content)) == sealed.reserved


@pytest.mark.parametrize("script", NAMES)
def test_a_name_in_any_script_is_printed_and_read_back(script, read):
    name = NAMES[script]
    content = sample_content(
        student=PlanStudent("s", name, "", "3", "1"),
        participants=(PlanParticipant(name, "student"),),
        goals=(PlanGoal(name, "student", "en", (GoalStep(1, name, name, ""),)),),
    )
    pdf = draw_plan(content)
    assert all("yes yes yes" in line for line in read("pdffonts", pdf).splitlines()[2:])
    read("qpdf", pdf, "--check")
    # Right to left, what a screen reader hears counts; poppler's own text swaps the letters of a joined pair.
    heard = struct_text(read, pdf) if script in {"Arabic", "Hebrew"} else read("pdftotext", pdf, "-raw", after=("-",))
    paper = bare(heard)
    assert paper.count(bare(name)) >= 4, paper[:300]


def test_spanish_families_read_spanish(read):
    content = sample_content()
    paper = read("pdftotext", draw_plan(content, sample_signatures(content, "es"), language="es"), "-raw", after=("-",))
    assert "Participé. Mi firma no significa que esté de acuerdo." in re.sub(r"\s+", " ", paper)
    assert "19 de noviembre de 2026" in paper
    assert "Página 1 de 2" in paper
    for english in ("Revision", "Grade", "My signature", "Page", "Who took part", "Made together", "expected"):
        assert english not in paper, english
    assert_in_order(said(content, sample_signatures(content, "es"), "es"), paper)


def test_no_paper_for_a_family_blames(read):
    content = sample_content()
    marks = list(sample_signatures(content))
    marks[1] = replace(marks[1], method="chose_not_to_sign", strokes=())
    marks[2] = replace(marks[2], method="paper", strokes=(), choice="disagree", words="The second goal is too small.")
    paper = read("pdftotext", draw_plan(content, marks), "-raw", after=("-",))
    assert "Chose not to sign today." in paper
    assert "Signed on paper" in paper
    assert "I took part and I see some of it differently." in re.sub(r"\s+", " ", paper)
    assert "“The second goal is too small.”" in re.sub(r"\s+", " ", paper)
    for word in ("overdue", "no-show", "refused", "waived", "§", "attempt"):
        assert word not in paper.lower()


def test_before_anyone_signs_there_is_a_line_for_everyone_who_was_there(read):
    paper = read("pdftotext", draw_plan(sample_content()), "-raw", after=("-",))
    assert paper.count(", date:") == 3
    assert "Thomas Begay\nfather, date:" not in paper


def test_very_long_texts_fill_pages_and_lose_nothing(read):
    long = " ".join(f"Sentence number {n} says what happened on day {n}." for n in range(300))
    word = "Donaudampfschifffahrtsgesellschaft" * 8
    steps = tuple(GoalStep(n, f"Step {n} " + long[:700], "Mari", "2026-12-01") for n in range(1, 25))
    content = sample_content(
        strengths=(PlanAnswer("In Mari's words", long, "en", "student"), PlanAnswer("One word", word)),
        goals=(PlanGoal(long[:900], "student", "en", steps), *sample_content().goals),
        support=PlanSupport(
            (PlanCommitment(long[:3000]),), tuple(PlanCommitment(f"Help {n}. {long[:200]}") for n in range(30)), ()
        ),
        measures=(
            PlanMeasure("Reading", "words", tuple(MeasurePoint(f"Week {n}", n * 3) for n in range(12)), 30),
            *sample_content().measures,
        ),
    )
    pdf = draw_plan(content, sample_signatures(content))
    pages = int(re.search(r"Pages:\s+(\d+)", read("pdfinfo", pdf))[1])
    assert 8 <= pages <= 40
    read("qpdf", pdf, "--check")
    heard = bare(struct_text(read, pdf))
    for text in (
        long,
        word,
        *(s.text for s in steps),
        *(c.text for c in (*content.support.student, *content.support.family)),
    ):
        assert bare(text) in heard
    boxes = read("pdftotext", pdf, "-bbox", after=("-",))
    for x0, y0, x1, y1 in re.findall(
        r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"', boxes
    ):
        assert 50 < float(x0) < float(x1) < 612 - 40
        assert 20 < float(y0) < float(y1) < 792 - 10


def test_no_goal_and_no_signature_block_is_cut(read):
    goals = tuple(replace(sample_content().goals[0], text=f"Goal sentence {n} that I wrote.") for n in range(12))
    content = sample_content(goals=goals)
    marks = [replace(m, name=f"{m.name} {n}") for n in range(4) for m in sample_signatures(content)]
    pdf = draw_plan(content, marks)
    pages = read("pdftotext", pdf, "-raw", after=("-",)).split("\f")[:-1]
    assert len(pages) >= 4
    for n in range(12):
        (page,) = [p for p in pages if f"Goal sentence {n} " in p]
        rest = page.split(f"Goal sentence {n} ")[1].split("Goal sentence")[0]
        assert "Tell my reading group" in rest
        assert f"Goal {n + 1}, in" in page
    for mark in marks:
        (page,) = [p for p in pages if mark.name in p]
        assert f"{mark.name}\n{mark.role}, November" in page
    for page in pages[1:]:
        assert page.startswith("Marisol Begay Ortiz · Individual Learning Plan")


def test_no_page_begins_or_ends_with_a_lonely_line(read):
    for length in range(40, 100, 7):
        text = " ".join(f"Word{n}" for n in range(length * 12))
        pdf = draw_plan(sample_content(strengths=(PlanAnswer("Prompt", text),), measures=(), improvements=(), goals=()))
        pages = read("pdftotext", pdf, "-raw", after=("-",)).split("\f")
        counts = [len(re.findall(r"^Word\d+ Word", page, re.MULTILINE)) for page in pages]
        assert 1 not in counts, (length, counts)


def test_a_plan_fits_a4_as_well(read):
    content = sample_content()
    about = read("pdfinfo", draw_plan(content, sample_signatures(content), size="a4"))
    assert "A4" in about
    assert re.search(r"Pages:\s+2", about)


def test_an_elementary_plan_takes_two_pages_and_a_short_one_takes_one(read, sealed):
    assert re.search(r"Pages:\s+2", read("pdfinfo", sealed.pdf))
    short = sample_content(
        goals=sample_content().goals[:1], improvements=(), measures=(), strengths=sample_content().strengths[:1]
    )
    assert re.search(r"Pages:\s+1", read("pdfinfo", draw_plan(short, sample_signatures(short))))


def test_strokes_are_drawn_as_lines_where_the_name_stands(sealed, tmp_path, read):
    def ink(pdf):
        read("pdftoppm", pdf, "-r", "72", "-gray", "-f", "2", "-l", "2", after=(str(tmp_path / "page"),))
        pixels = next(tmp_path.glob("page*.pgm")).read_bytes().split(b"\n", 3)[3]
        assert len(pixels) == 612 * 792
        return sum(1 for pixel in pixels if pixel < 128)

    content = sample_content()
    unsigned = [replace(m, strokes=()) for m in sample_signatures(content)]
    assert b"/Image" not in sealed.pdf
    assert ink(sealed.pdf) > ink(draw_plan(content, unsigned)) + 150


def test_how_a_pen_moved_stays_in_the_office(sealed):
    content = sample_content()
    enclosed = json.loads(plan_json(revision_of(content), sample_signatures(content)))
    points = [p for mark in enclosed["signatures"] for stroke in mark["strokes"] for p in stroke]
    assert len(points) > 200
    assert {len(p) for p in points} == {2}


def test_a_signature_on_another_revision_is_refused():
    content = sample_content()
    marks = sample_signatures(content)
    with pytest.raises(ValueError, match="another revision"):
        draw_plan(sample_content(school_year=2028), marks)


def test_text_that_is_not_text_does_not_break_a_paper(read):
    odd = "a\x00b\x07c\ud800d\u202eevil\u202c ☃ 𝔘 👩‍👧 <b>&amp;</b> (\\) %PDF endobj endstream"
    content = sample_content(strengths=(PlanAnswer("", odd.replace("\ud800", "")), PlanAnswer("", "")))
    pdf = draw_plan(content)
    read("qpdf", pdf, "--check")
    paper = read("pdftotext", pdf, "-raw", after=("-",))
    assert "evil" in paper
    assert "<b>&amp;</b> (\\) %PDF endobj endstream" in paper
    assert pdf.count(BYTE_RANGE) == 1
