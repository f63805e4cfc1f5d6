"""What one copy says beside the plan, read back from the paper and from the data inside it."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest
import rfc8785
from sample_plan import sample_content, sample_signatures

from ilp_desktop.documents.copy_notes import what_next
from ilp_desktop.documents.enclosures import plan_json, read_plan_json
from ilp_desktop.documents.layout import Strip, pages_of
from ilp_desktop.documents.papers import Paper
from ilp_desktop.documents.plans import draw_plan
from ilp_desktop.documents.revisions import revision_of
from ilp_desktop.documents.seals import Sealer
from ilp_desktop.documents.sections import Sheet
from ilp_desktop.documents.verify import verify
from ilp_desktop.documents.words import Words
from ilp_desktop.domain.plan_copies import carried_over, languages_written
from ilp_desktop.domain.plans import CarriedOver, ConsentShown, CopyNote, PlanAnswer, PlanContent, PlanSupport, WhatNext

NOW = datetime(2026, 11, 20, 0, 45, 10, tzinfo=UTC)
AGAIN = WhatNext("2026-12-04", "15:20", "Ms. Nguyen, (435) 555-0142")


def paper_of(read, language, note):
    pdf = draw_plan(sample_content(), (), language=language, note=note)
    return " ".join(read("pdftotext", pdf, after=("-",)).split())


# R45
def test_the_copy_says_in_the_familys_language_what_happens_next(read):
    assert (
        "What happens next We meet again on December 4, 2026 at 3:20 PM. Questions? Call Ms. Nguyen, (435)"
        in paper_of(read, "en", CopyNote("en", what_next=AGAIN))
    )
    assert "Qué sigue Nos volvemos a reunir el 4 de diciembre de 2026 a las 3:20 p.m." in paper_of(
        read, "es", CopyNote("es", what_next=AGAIN)
    )
    assert "on December 4, 2026. Questions?" in paper_of(read, "en", CopyNote("en", what_next=replace(AGAIN, at="")))
    assert "What happens next" not in paper_of(read, "en", None)


@pytest.mark.parametrize(
    ("carried", "said"),
    [
        (CarriedOver(("en",)), "Escrito en inglés."),
        (CarriedOver(("en",), how="read_aloud"), "Escrito en inglés."),
        (CarriedOver(("en",), how="read_aloud", by="Ana Ruiz"), "Escrito en inglés; leído en voz alta por la persona intérprete Ana Ruiz."),
        (CarriedOver(("en",), True, "translated", "Ana Ruiz"), "Escrito en parte en inglés; traducido para la familia por Ana Ruiz."),
        (CarriedOver((), False, "translated", "Ana Ruiz"), "Traducido por Ana Ruiz."),
    ],
)  # fmt: skip
def test_a_copy_names_the_language_it_was_written_in_and_who_carried_it_over(read, carried, said):
    words = paper_of(read, "es", CopyNote("es", carried))
    assert words.index(said) < words.index("Lo que llena de orgullo"), "below the heading"


def in_languages(strengths, promises=()) -> PlanContent:
    answers = tuple(PlanAnswer("", f"something said in {language}", language) for language in strengths)
    return sample_content(strengths=answers, improvements=(), goals=(), support=PlanSupport())


def test_what_was_written_in_the_readers_language_needs_no_remark():
    assert carried_over(in_languages(["es"]), "es", "es") is None
    assert carried_over(in_languages(["en"]), "en", "en", "read_aloud", "Ana") is None
    assert carried_over(in_languages([]), "es", "es", "translated", "Ana") is None


def test_a_remark_is_for_the_home_it_was_made_for():
    content = in_languages(["en", "es"])
    assert carried_over(content, "es", "es", "read_aloud", "Ana") == CarriedOver(("en",), True, "read_aloud", "Ana")
    assert carried_over(content, "es", "en", "read_aloud", "Ana") == CarriedOver(("es",), True)
    # A family that reads Vietnamese gets an English paper: it still was not written in theirs.
    assert carried_over(in_languages(["en"]), "vi", "en", "read_aloud", "Anh") == CarriedOver(
        ("en",), False, "read_aloud", "Anh"
    )
    assert languages_written(sample_content()) == ("en",)


def test_two_copies_with_other_remarks_are_of_one_revision_and_both_are_genuine(sealed):
    content = sample_content()
    marks = sample_signatures(content)
    plain = sealed.pdf
    noted = Sealer(sealed.key, sealed.certificate).seal(
        draw_plan(content, marks, note=CopyNote("en", None, AGAIN)), NOW
    )
    first, second = verify(plain, [sealed.certificate]), verify(noted, [sealed.certificate])
    assert first.kind == second.kind == "genuine"
    assert first.plan.seal_code == second.plan.seal_code
    assert (first.plan.note, second.plan.note.what_next) == (None, AGAIN)


def test_a_remark_and_a_consent_make_the_third_version_and_fit_the_schema():
    content = sample_content()
    revision = revision_of(content)
    marks = sample_signatures(content)
    shown = tuple(replace(mark, consent=ConsentShown("consent_adult", 1, "es")) for mark in marks)
    note = CopyNote("es", CarriedOver(("en",), how="read_aloud", by="Ana Ruiz"), AGAIN)
    schema = jsonschema.Draft202012Validator(json.loads(Path("docs/plan.schema.json").read_text()))
    for some, beside, version in ((marks, None, 1), (shown, None, 3), (marks, note, 3), (shown, note, 3)):
        written = plan_json(revision, some, beside)
        assert rfc8785.dumps(json.loads(written)) == written
        schema.validate(json.loads(written))
        assert json.loads(written)["version"] == version
        read = read_plan_json(written)
        assert (read.note, read.signatures[0].consent) == (beside, some[0].consent)
    with pytest.raises(ValueError, match="version"):
        read_plan_json(rfc8785.dumps({**json.loads(plan_json(revision, marks)), "copy": {"language": "es"}}))


def test_what_happens_next_is_never_parted_from_its_heading():
    paper = Paper(title="x", author="x", language="en", dated="2026-10-15")
    sheet = Sheet(Words("en", {}), 500, paper.root, sample_content(), CopyNote("en", what_next=AGAIN))
    filler = Strip(10, lambda _page, _left, _top: None)
    for before in range(40):
        told = what_next(sheet)
        pages = pages_of([filler] * before + told, 300, 300)
        on = {number for number, page in enumerate(pages) for strip in page if any(strip is one for one in told)}
        assert len(on) == 1, before


def test_a_goal_and_a_signature_are_never_cut_wherever_the_page_ends(read):
    content = sample_content()
    for more in range(0, 60, 6):
        longer = replace(content.strengths[1], text=" ".join(["She helps new classmates."] * (more + 1)))
        plan = replace(content, strengths=(content.strengths[0], longer))
        pages = read("pdftotext", draw_plan(plan, sample_signatures(plan)), "-raw", after=("-",)).split("\f")
        for first, second in (
            ("Leah Nguyen\nteacher, November", "I agree with this plan."),
            ("I will read for twenty minutes", "Tell my reading group"),
        ):
            assert sum(first in page and second in page for page in pages) == 1, (more, first)
