"""The policy sets that are shipped: whole, in both languages, every clause with examples, every requirement named."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date

import jsonschema
import pytest

from ilp_desktop import packs
from ilp_desktop.domain.policy.calendars import Unit
from ilp_desktop.domain.policy.clauses import (
    ANCHORS,
    EVENTS,
    MARKS,
    ROLES,
    STAFF_ROLES,
    Counted,
    Duty,
    Each,
    Scope,
    Strength,
)
from ilp_desktop.domain.policy.facts import Stage
from ilp_desktop.domain.policy.findings import State
from ilp_desktop.domain.policy.sets import Policy
from ilp_desktop.packs.clauses import RULES
from ilp_desktop.packs.examples import read_examples
from ilp_desktop.packs.folders import FILES, MORE_FILES
from ilp_desktop.places import FORMS

SHIPPED = ("utah-floor", "policy-4020", "millard-model", "millard", "davis", "kentucky", "stride")
OUR_OWN = tuple(name for name in SHIPPED if name != "millard")
"""Those with clauses of their own."""
RESEARCHED = FORMS.parent / "tests" / "golden" / "packs" / "washington"
"""A jurisdiction that is not shipped, written from forms/README.md alone."""
FOLDERS = {**{name: FORMS / name for name in SHIPPED}, "washington": RESEARCHED}

NAMED_NOWHERE = {
    "R88": "adoption and revisions: the history of pack.toml, tested below",
    "R114": "no policy's: the program links evidence to clauses",
    "R115": "no policy's: every window is resolved from a calendar",
    "R116": "no policy's: files come and go between schools",
    "R117": "no policy's: what other schools held counts, by the examples below",
    "R118": "no policy's: the states of a finding",
    "R119": "no policy's: the states of a plan",
}
"""Requirements that no clause names, and why."""

OWN_NAMES = {"Infinite Campus", "TotalView School"}
"""What is called the same in every language."""

SPOKEN = {
    "two fall conferences": ("policy-4020", "Two conferences in the fall"),
    "2:59": ("davis", "2 minutes 59"),
    "talk declined": ("davis", "the parent declined"),
    "over five minutes": ("davis", "Over five minutes"),
    "no parent came": ("davis", "No parent came"),
    "will sign later": ("davis", "Will sign later"),
    "sees it differently": ("davis", "I see it differently"),
    "family never came": ("davis", "A family that never came"),
    "two households, one barred": ("policy-4020", "one of them barred"),
    "new in the fourth quarter": ("stride", "Enrolled in quarter 4"),
    "nobody reached": ("stride", "nobody reached"),
    "grade 10 transfer, Utah": ("utah-floor", "Grade 10 transfer"),
    "grade 10 transfer, 4020": ("policy-4020", "Grade 10 transfer-in"),
    "grade 10 transfer, Millard": ("millard-model", "Grade 10 transfer-in"),
    "grade 10 transfer, Davis": ("davis", "Grade 10 transfer-in"),
    "grade 10 transfer, Kentucky": ("kentucky", "Grade 10 transfer-in"),
    "grade 10 transfer, Stride": ("stride", "New in grade 10"),
    "grade 9 with a group only, Davis": ("davis", "Grade 9 with a group conference only"),
    "grade 9 with a group only, 4020": ("policy-4020", "Grade 9 with a group conference only"),
    "grade 6 in Kentucky": ("kentucky", "Grade 6 begins"),
    "grade 6 in Utah": ("utah-floor", "Grade 6 in Utah"),
    "eighteen": ("utah-floor", "eighteen"),
    "six in a small group": ("millard-model", "Six students invited"),
    "retained in grade 8": ("utah-floor", "Repeats grade 8"),
    "held elsewhere": ("utah-floor", "at another school"),
    "waived": ("davis", "the counselor says why"),
    "nobody may waive a conference": ("utah-floor", "A waiver helps nothing"),
}
"""The cases that issues and facts name, and the example that shows each."""


def texts_of(name: str) -> dict[str, str]:
    return packs.texts(FOLDERS[name])


def policy_of(name: str, chosen: Mapping[str, str] | None = None) -> Policy:
    return packs.read_policy(texts_of(name), packs.below(FOLDERS[name]), chosen)


def tables(name: str) -> dict[str, dict[str, object]]:
    return {file.removesuffix(".toml"): tomllib.loads(text) for file, text in texts_of(name).items()}


def wordings(value: object, where: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Yield every table of languages in a file, with where it stands."""
    if isinstance(value, dict):
        if "en" in value:
            yield where, value
        else:
            for key, inner in value.items():
                yield from wordings(inner, f"{where}.{key}")
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from wordings(inner, f"{where}[{at}]")


def as_json(value: object) -> object:
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("name", FOLDERS)
def test_a_shipped_set_reads_and_each_of_its_examples_comes_out_as_it_says(name):
    checked = packs.check_pack(texts_of(name), packs.below(FOLDERS[name]))
    assert not checked.surprises
    assert not checked.without_example
    assert checked.examples


@pytest.mark.parametrize("name", [*OUR_OWN, "washington"])
def test_every_clause_has_an_example_that_meets_it_and_one_that_does_not(name):
    good = {State.MET, State.ELSEWHERE}
    said: dict[str, set[State]] = {}
    for example in read_examples(texts_of(name)):
        for key, state in example.expected.items():
            said.setdefault(key.partition("@")[0], set()).add(state)
    for clause in policy_of(name).sets[-1].clauses:
        states = said[clause.clause_id]
        assert states & good, clause.clause_id
        unmet = states - good - {State.WAIVED}
        if clause.strength is not Strength.MAY:
            unmet -= {State.NOT_APPLICABLE}
        assert unmet, clause.clause_id


@pytest.mark.parametrize(("name", "words"), SPOKEN.values(), ids=list(SPOKEN))
def test_the_cases_that_are_easy_to_get_wrong_each_have_their_example(name, words):
    assert any(words in example.name for example in read_examples(texts_of(name)))


@pytest.mark.parametrize("name", FOLDERS)
def test_every_text_is_there_in_english_and_in_spanish_and_they_differ(name):
    found = [pair for file, table in tables(name).items() for pair in wordings(table, file)]
    assert len(found) > 30
    for where, wording in found:
        assert set(wording) == {"en", "es"}, where
        assert wording["en"] != wording["es"] or wording["en"] in OWN_NAMES, where
        assert set(re.findall(r"\{\w+\}", wording["en"])) == set(re.findall(r"\{\w+\}", wording["es"])), where


@pytest.mark.parametrize("name", FOLDERS)
def test_nothing_that_a_family_reads_scolds(name):
    files = tables(name)
    for file in ("words", "conference", "templates", "clauses", "choices"):
        for where, wording in wordings(files.get(file, {}), file):
            for word in (
                "overdue",
                "no-show",
                "refused",
                "failed",
                "§",
                "delinquent",
                "unsuccessful",
                "negó",
                "vencid",
            ):
                assert word not in wording["en"].lower(), where
                assert word not in wording["es"].lower(), where


def test_every_requirement_of_the_policies_is_named_by_a_clause_or_has_its_reason():
    named = {number for name in OUR_OWN for clause in policy_of(name).clauses for number in clause.requirements}
    wanted = {f"R{number}" for number in range(1, 120)}
    assert wanted - named == set(NAMED_NOWHERE)


def test_every_open_point_of_the_policies_is_a_choice_somewhere():
    asked = {point for name in OUR_OWN for one in policy_of(name).sets[-1].choices for point in one.ambiguities}
    assert asked == {f"A{number}" for number in range(1, 22)}


# R88, A17
@pytest.mark.parametrize("name", FOLDERS)
def test_every_set_says_since_when_it_is_what_it_is(name):
    own = policy_of(name).sets[-1]
    assert own.history
    assert own.jurisdiction


# R88
def test_davis_keeps_its_seven_days():
    assert [day.isoformat() for day, _what in policy_of("davis").sets[-1].history] == [
        "1999-12-08",
        "2008-09-01",
        "2012-05-01",
        "2013-03-04",
        "2014-08-12",
        "2017-07-18",
        "2018-03-08",
    ]


def test_millard_alone_says_nothing_of_the_state_and_stacked_it_answers_both():
    alone, stacked = policy_of("millard-model"), policy_of("millard")
    assert not [clause.clause_id for clause in alone.clauses if "R28" in clause.requirements]
    assert not [clause.clause_id for clause in alone.clauses if clause.clause_id.startswith("ut-")]
    assert alone.graduation(2026) is None
    assert [each.pack_id for each in stacked.sets] == ["starter", "millard-model", "utah-floor", "millard"]
    assert {clause.clause_id for clause in stacked.clauses} == {
        clause.clause_id for name in ("millard-model", "utah-floor") for clause in policy_of(name).clauses
    }
    assert {clause.citation.split("-")[0] for clause in stacked.clauses if "R28" in clause.requirements} == {"R277"}


def test_of_the_conferences_of_no_policy_anybody_may_waive_one():
    for name in OUR_OWN:
        for clause in policy_of(name).clauses:
            if not isinstance(clause.rule, Duty) and clause.rule.of.events == ("conference",):
                assert not clause.waived_by or clause.clause_id == "p4020-workplace", clause.clause_id


def test_the_private_talk_binds_davis_in_the_elementary_grades_and_nobody_else():
    asked = [
        (clause.clause_id, clause.applies.grades, clause.rule.talk)
        for name in OUR_OWN
        for clause in policy_of(name).sets[-1].clauses
        if getattr(clause.rule, "talk", None)
    ]
    assert asked == [("dav-talk", ("KG", "01", "02", "03", "04", "05", "06"), (180, 300))]


def test_the_five_at_the_most_are_millards_alone():
    capped = {
        clause.clause_id: clause.rule.of.most_invited
        for name in OUR_OWN
        for clause in policy_of(name).sets[-1].clauses
        if not isinstance(clause.rule, Duty) and 0 < clause.rule.of.most_invited < 500
    }
    assert capped == {"mil-small-group": 5}


@pytest.mark.parametrize(
    ("name", "cohort", "programs", "chosen", "expected"),
    [
        ("utah-floor", 2024, (), {}, "ut_24"),
        ("utah-floor", 2025, (), {}, "ut_24_social_studies"),
        ("utah-floor", 2025, (), {"utah-floor.social_studies_from": "2026"}, "ut_24"),
        ("policy-4020", 2026, (), {}, "ut_24_social_studies"),
        ("davis", 2023, (), {}, "davis_27"),
        ("davis", 2026, (), {}, "davis_27_social_studies"),
        ("davis", 2026, ("diploma_24",), {}, "davis_24"),
        ("kentucky", 2019, (), {}, "ky_before"),
        ("kentucky", 2024, (), {}, "ky_22"),
        ("kentucky", 2025, (), {}, "ky_22_financial"),
        ("kentucky", 2025, (), {"kentucky.financial_from": "2026"}, "ky_22"),
        ("kentucky", 2025, ("egp",), {}, "ky_early"),
    ],
)
def test_a_cohort_finds_its_diploma_and_a_disputed_year_is_the_schools_to_set(name, cohort, programs, chosen, expected):
    found = policy_of(name, chosen).graduation(cohort, programs)
    assert found is not None
    assert found.set_id == expected
    assert sum(subject.credits for subject in found.subjects) == found.total
    assert found.confirmed == (expected in {"davis_27", "davis_24"}), "what was not read officially is to be confirmed"


@pytest.mark.parametrize("name", [*FOLDERS, "starter"])
def test_the_published_schema_accepts_every_set(name):
    schema = json.loads((FORMS / "pack.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    files = (
        tables(name)
        if name in FOLDERS
        else {file.removesuffix(".toml"): tomllib.loads(text) for file, text in packs.texts(FORMS / name).items()}
    )
    jsonschema.Draft202012Validator(schema).validate(as_json(files))


def test_the_published_schema_knows_the_words_that_the_program_knows():
    schema = json.loads((FORMS / "pack.schema.json").read_text("utf-8"))
    words = schema["$defs"]
    assert words["event"]["enum"] == list(EVENTS)
    assert words["role"]["enum"] == list(ROLES)
    assert words["staff_role"]["enum"] == list(STAFF_ROLES)
    assert words["mark"]["enum"] == list(MARKS)
    assert words["anchor"]["enum"] == list(ANCHORS)
    assert words["unit"]["enum"] == [each.value for each in Unit]
    assert words["state"]["enum"] == [each.value for each in State]
    assert words["stage"]["enum"] == [each.value for each in Stage]
    clause = words["clause"]["properties"]
    assert clause["strength"]["anyOf"][0]["enum"] == [each.value for each in Strength]
    assert clause["scope"]["anyOf"][0]["enum"] == [each.value for each in Scope]
    assert words["window"]["properties"]["each"]["anyOf"][0]["enum"] == [each.value for each in Each]
    assert words["filter"]["properties"]["counted"]["anyOf"][0]["enum"] == [each.value for each in Counted]
    assert {key for one in words["clause"]["oneOf"] for key in one["required"]} == set(RULES)
    assert {f"{name}.toml" for name in schema["properties"]} == {*FILES, *MORE_FILES}


def test_the_published_schema_refuses_what_the_program_refuses():
    schema = json.loads((FORMS / "pack.schema.json").read_text("utf-8"))
    clause = tables("davis")["clauses"]["clauses"][0]
    judge = jsonschema.Draft202012Validator(
        {
            **schema,
            "$ref": "#/$defs/clause",
            "type": "object",
            "required": [],
            "properties": {},
            "additionalProperties": True,
        }
    )
    judge.validate(clause)
    wrong = (
        {"duty": {"en": "Two rules"}},
        {"window": {"each": "weekly"}},
        {"requirement": ["R1"]},
        {"strength": "must"},
    )
    for change in wrong:
        assert not judge.is_valid({**clause, **change}), change


def test_the_handbook_explains_every_word_and_every_key():
    told = set(re.findall(r"`\"?([A-Za-z_]\w*)\"?`", (FORMS / "README.md").read_text("utf-8")))
    blocks = "\n".join(re.findall(r"`[^`]+`|```.*?```", (FORMS / "README.md").read_text("utf-8"), re.DOTALL))
    for word in (*EVENTS, *ROLES, *MARKS, *ANCHORS, *RULES):
        assert word in told, word
    schema = json.loads((FORMS / "pack.schema.json").read_text("utf-8"))["$defs"]
    shapes = (
        "pack",
        "words",
        "choice",
        "clause",
        "applies",
        "window",
        "count",
        "every",
        "effort",
        "calendar",
        "diploma",
        "template",
        "example",
        "year",
        "happened",
        "field",
        "section",
    )
    for shape in shapes:
        for key in schema[shape]["properties"]:
            assert re.search(rf"\b{key}\b", blocks), f"{shape}.{key}"
    for words in ("unit", "state", "stage"):
        for word in schema[words]["enum"]:
            assert word in told, word


def test_the_examples_of_the_handbook_are_sets_that_read(tmp_path):
    text = (FORMS / "README.md").read_text("utf-8")
    parts = re.findall(r"^## (\w+\.toml)(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    found = {name: "\n".join(re.findall(r"```toml\n(.*?)```", body, re.DOTALL)) for name, body in parts}
    assert set(found) == {*FILES, *MORE_FILES}
    folder = tmp_path / "my-district"
    folder.mkdir()
    for name in ("pack.toml", "words.toml", "calendar.toml", "choices.toml", "templates.toml", "graduation.toml"):
        (folder / name).write_text(found[name], "utf-8")
    assert packs.read_policy(packs.texts(folder), packs.below(folder)).sets[-1].pack_id == "my-district"
    one = found["clauses.toml"].partition("\nevery =")[0]
    second = (
        one.replace("my-two", "my-second")
        .replace('"shall"', '"should"')
        .replace('each = "school_year"', 'from = "late_winter", to = "year_end"')
        .replace("at_least = 2", "at_least = 1")
    )
    (folder / "clauses.toml").write_text(one + second, "utf-8")
    (folder / "examples.toml").write_text(found["examples.toml"], "utf-8")
    checked = packs.check_pack(packs.texts(folder), packs.below(folder))
    assert (checked.examples, checked.surprises, checked.without_example) == (1, (), ())
