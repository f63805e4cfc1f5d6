"""A seal code is one for one content, however it was typed."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_plan import sample_content, sample_signatures

from ilp_desktop.documents.enclosures import NewerPlanFormat, plan_json, read_plan_json
from ilp_desktop.documents.revisions import canonical, normalized, revision_of, short_code
from ilp_desktop.domain.jsonables import SAID_IF_ANY
from ilp_desktop.domain.plans import (
    CarriedOver,
    ConsentShown,
    CopyNote,
    PlanAnswer,
    PlanChecks,
    PlanContent,
    PlanCourse,
    PlanCourses,
    PlanDiploma,
    PlanSection,
    PlanStudent,
    PlanSubject,
    SignatureMark,
    WhatNext,
)


def test_a_seal_code_does_not_depend_on_how_a_letter_was_typed():
    composed = sample_content(student=PlanStudent("s", "José Nguyễn"))
    decomposed = sample_content(student=PlanStudent("s", "Jose\u0301 Nguye\u0302\u0303n"))
    assert revision_of(composed).seal_code == revision_of(decomposed).seal_code
    assert revision_of(composed).seal_code != revision_of(sample_content()).seal_code


def test_the_seal_code_of_the_sample_never_changes():
    """A plan signed today must have the same code in thirteen years."""
    assert short_code(revision_of(sample_content()).seal_code) == "57BE 3A72 409C"


@settings(max_examples=40)
@given(st.text(st.characters(exclude_categories=["Cs"])), st.floats(-1e9, 1e9))
def test_plan_json_is_canonical_and_reads_back(text, value):
    content = sample_content(strengths=(PlanAnswer(text, text),))
    measure = replace(content.measures[0], points=(replace(content.measures[0].points[0], value=value),))
    revision = revision_of(replace(content, measures=(measure,)))
    marks = tuple(replace(m, words=text) for m in sample_signatures(revision.content))
    written = plan_json(revision, marks)
    assert rfc8785.dumps(json.loads(written)) == written
    read = read_plan_json(written)
    assert read.content == revision.content
    assert len(read.signatures) == 3


def test_a_plan_of_another_shape_is_refused_with_its_place():
    value = sample_content().to_jsonable()
    assert PlanContent.from_jsonable(json.loads(json.dumps(value))) == sample_content()
    for key, wrong, said in (
        ("school_year", "2027", "plan.school_year"),
        ("school_year", True, "plan.school_year"),
        ("goals", {}, "plan.goals"),
        ("surprise", 1, "unknown key 'surprise'"),
        ("student", None, "plan.student"),
    ):
        with pytest.raises(ValueError, match=said.replace(".", r"\.")):
            PlanContent.from_jsonable({**value, key: wrong})
    with pytest.raises(ValueError, match="'kind' is missing"):
        PlanContent.from_jsonable({k: v for k, v in value.items() if k != "kind"})


def test_a_newer_format_is_told_apart_from_a_false_one():
    written = json.loads(plan_json(revision_of(sample_content()), ()))
    with pytest.raises(NewerPlanFormat):
        read_plan_json(rfc8785.dumps({**written, "version": 4}))
    with pytest.raises(ValueError, match="version is another"):
        read_plan_json(rfc8785.dumps({**written, "version": 2}))
    with pytest.raises(ValueError, match="canonical"):
        read_plan_json(json.dumps(written).encode())
    written["revision"]["school_year"] = 2030
    with pytest.raises(ValueError, match="seal code"):
        read_plan_json(rfc8785.dumps(written))


def test_the_published_schema_names_every_key_the_program_writes():
    from dataclasses import fields

    schema = json.loads(Path("docs/plan.schema.json").read_text())
    for kind in (
        PlanContent,
        PlanSection,
        PlanChecks,
        PlanCourses,
        PlanCourse,
        PlanDiploma,
        PlanSubject,
        SignatureMark,
        CopyNote,
        CarriedOver,
        WhatNext,
        ConsentShown,
    ):
        shape = schema["$defs"][kind.__name__]
        assert set(shape["properties"]) == {f.name for f in fields(kind)}
        assert set(shape["required"]) == {f.name for f in fields(kind) if not f.metadata.get(SAID_IF_ANY)}
        assert shape["additionalProperties"] is False


PLAIN = st.none() | st.booleans() | st.text() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-(2**50), 2**50)
KEYS = st.text("abcdefgh_", min_size=1)
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=20)


@settings(max_examples=300, deadline=None)
@given(VALUES)
def test_canonical_bytes_are_the_librarys_own(value):
    value = normalized(value)
    assert canonical(value) == rfc8785.dumps(value)


def test_very_small_numbers_are_spelled_by_the_library():
    assert canonical({"value": 1e-05, "words": "2e5"}) == b'{"value":0.00001,"words":"2e5"}'
