"""The papers of a yearly proof: sealed for readers of others, the same bytes each time, on the school's paper, told by shape and word."""

import json
import re
from dataclasses import replace

import pytest
from conftest import NOW, school

from ilp_desktop.documents.proof_charts import Part, Share, share_chart, state_chart
from ilp_desktop.documents.proof_evidence import draw_annex, draw_evidence_report
from ilp_desktop.documents.proof_files import proof_json
from ilp_desktop.documents.proof_patrons import draw_patrons_report
from ilp_desktop.documents.seals import Sealer
from ilp_desktop.documents.verify import verify
from ilp_desktop.domain.policy.proofs import (
    Absence,
    Cell,
    ClauseProof,
    Frozen,
    Group,
    Own,
    Proof,
    Rules,
    SchoolName,
    Shown,
    Told,
    Voice,
)

WORDS = (Told("en", "Two conferences a year"), Told("es", "Dos reuniones al año"))
STUDENTS = ClauseProof(
    "x-two", "x", "4I-101, 2.1.1", "shall", "student", WORDS, WORDS, (), True,
    (Cell(1, "02", "met", 60), Cell(1, "02", "overdue", 12), Cell(1, "02", "closed", 8)), (),
)  # fmt: skip
TRAINED = Shown("training", (), "2026-08-20", ("teacher",))
SCHOOL = ClauseProof(
    "x-trained", "x", "4I-101, 5", "should", "school", WORDS, WORDS, WORDS, False, (), (Own("Alder", "met", (TRAINED,)),)
)  # fmt: skip
PROOF = Proof(
    "ilp-proof", 1, "0f", "Alder", "2026-27", "2026-11-24", "all", (Rules("x", "1", "ab", WORDS, "Utah", ()),),
    (SchoolName(1, "Alder"),), (Group(1, "02", 80, 60, 50, 40, 45, 60, 66),), (STUDENTS, SCHOOL), (TRAINED,),
)  # fmt: skip
FROZEN = Frozen(PROOF, (Voice(("parent",), "We felt welcome."),), "More evenings.")


def text(read, pdf) -> str:
    return re.sub(r"\s+", " ", read("pdftotext", pdf, "-raw", after=("-",)))


@pytest.mark.parametrize("draw", [draw_patrons_report, draw_evidence_report])
def test_a_sealed_report_is_valid_for_other_readers_and_is_told_from_a_plan(draw, read):
    key, certificate = school("Alder")
    pdf = Sealer(key, certificate).seal(draw(FROZEN, seal=True), NOW)
    said = read("pdfsig", pdf)
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    verdict = verify(pdf, [certificate])
    assert (verdict.kind, verdict.reasons, verdict.plan) == ("report", ("no_plan_but_report",), None)
    assert verify(pdf, [school("Another")[1]]).kind == "unknown_signer"
    assert verify(pdf, [certificate], frozenset()).kind == "altered"


@pytest.mark.parametrize(("size", "points"), [("letter", "612 x 792"), ("a4", "595.276 x 841.89")])
def test_it_is_drawn_on_the_schools_paper_and_the_same_each_time(read, size, points):
    pdf = draw_evidence_report(FROZEN, size=size)
    assert points in read("pdfinfo", pdf)
    assert pdf == draw_evidence_report(FROZEN, size=size)


def test_the_evidence_report_has_its_numbers_inside_and_the_public_one_has_none(read, tmp_path):
    evidence, public = draw_evidence_report(FROZEN), draw_patrons_report(FROZEN)
    assert "1: proof.json" in read("pdfdetach", evidence, "-list")
    assert "1: report.json" in read("pdfdetach", public, "-list")
    read("pdfdetach", public, "-save", "1", "-o", str(tmp_path / "report.json"))
    inside = json.loads((tmp_path / "report.json").read_bytes())
    assert inside == {"format": "ilp-report", "school_year": "2026-27", "title": inside["title"], "version": 1}
    assert proof_json(PROOF) == proof_json(replace(PROOF))


def test_a_clause_says_how_many_in_words_beside_its_bar(read):
    said = text(read, draw_evidence_report(FROZEN))
    for words in (
        "Two conferences a year", "4I-101, 2.1.1 · required", "Applied to students: 80", "overdue: 12", "met: 60",
        "still open: 12", "not met, time is past: 8", "advised · asked of the school · to be confirmed", "Met",
        "Training · August 20, 2026 · teachers", "Where its evidence is kept",
    ):  # fmt: skip
        assert words in said, words
    spanish = text(read, draw_evidence_report(FROZEN, language="es"))
    assert "Dos reuniones al año" in spanish
    assert not [word for word in ("required", "Applied", "still open", "overdue", "August") if word in spanish]


def test_a_screen_reader_hears_every_chart(read):
    heard = read("pdfinfo", draw_evidence_report(FROZEN), "-struct-text")
    assert heard.count("Figure") >= 2
    assert "Table" not in heard
    assert '"met: 60"' in heard


def test_what_people_said_and_what_comes_next_are_printed_with_a_role_alone(read):
    said = text(read, draw_patrons_report(FROZEN))
    assert "A parent said \u201cWe felt welcome.\u201d" in said
    assert "More evenings." in said
    assert "60 of 80 students" in said


def test_the_annex_has_a_line_for_each_student_and_clause(read):
    line = Absence("Zoë Núñez", "02", "Alder", "x-two", "2026-27", "overdue", 1, 2, "2026-10-01")
    said = text(read, draw_annex(FROZEN, [line, replace(line, student="Ada Lund", state="closed")]))
    assert "Zoë Núñez · Grade 2 · Alder Two conferences a year (4I-101, 2.1.1): overdue, October 1, 2026" in said
    assert "Ada Lund" in said
    assert "No day was past" in text(read, draw_annex(FROZEN, []))


def test_charts_say_the_same_in_words_and_hold_their_bars_inside():
    parts = (Part("met", 90, "met: 90"), Part("open", 0, "open: 0"), Part("not_met", 1, "not met: 1"))
    for chart in (
        state_chart(parts, 300, "Of 91"),
        share_chart([Share("K", 1.0, "all"), Share("1", None, "?")], 300, ""),
    ):
        for mark in chart.marks:
            points = getattr(mark, "points", ())
            assert all(-0.01 <= x <= 300.01 and -0.01 <= y <= chart.height for x, y in points)
            if hasattr(mark, "width"):
                assert mark.x + mark.width <= 300.01
    assert state_chart(parts, 300, "Of 91").alt == "Of 91: met: 90, open: 0, not met: 1."
