"""A mapping goes to another office as a file and comes back the same; a slip in it is named, with the nearest right word."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.mappings import ColumnUse, Content, DateOrder, TableMapping
from ilp_desktop.roster.fields import FIELDS, fields_of
from ilp_desktop.roster.guessing import look
from ilp_desktop.roster.mapping_files import dumps, loads

SCHEMA = json.loads(Path("docs/mapping.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
PAGE = Path("docs/formats/mapping.md").read_text("utf-8")
EXPORTS = Path(__file__).parents[1] / "golden" / "exports"
FILES = sorted(path for path in EXPORTS.glob("[0-9][0-9]_*") if path.suffix != ".json")
VALID = {
    "format": "ilp-desktop-mapping",
    "version": 1,
    "source": "Invented SIS",
    "content": "students",
    "columns": [
        {"field": "student_number", "column": "N"},
        {"field": "name", "column": "Name"},
        {"field": "school", "constant": "X"},
    ],
}

_WORDS = st.text(min_size=1, max_size=20).filter(lambda text: text.strip() and "\ud800" not in text)


@st.composite
def mappings(draw) -> TableMapping:
    content = draw(st.sampled_from(Content))
    chosen = draw(st.lists(st.sampled_from(fields_of(content)), unique=True, max_size=12))
    uses = tuple(
        ColumnUse(field.key, column=draw(_WORDS))
        if draw(st.booleans())
        else ColumnUse(field.key, constant=draw(_WORDS))
        for field in chosen
    )
    values = {field.key: draw(st.dictionaries(_WORDS, _WORDS, max_size=3)) for field in chosen[:2]}
    return TableMapping(
        draw(_WORDS), content, uses, draw(st.text(max_size=9)), draw(st.integers(1, 1000)), draw(st.sampled_from(DateOrder)),
        draw(st.booleans()), values,
    )  # fmt: skip


def refused(said: dict | bytes) -> tuple[str, dict]:
    content = said if isinstance(said, bytes) else json.dumps(said).encode()
    with pytest.raises(OfficeError) as caught:
        loads(content, "shared.json")
    assert caught.value.params["name"] == "shared.json"
    return caught.value.code, caught.value.params


@settings(deadline=None, max_examples=50)
@given(mappings())
def test_what_is_written_is_read_as_the_same_and_is_what_the_schema_says(mapping):
    written = dumps(mapping)
    assert loads(written) == mapping
    assert dumps(loads(written)) == written
    VALIDATOR.validate(json.loads(written))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_is_suggested_for_an_export_can_be_shared_and_names_nobody(path):
    mapping = look(path).suggested
    written = dumps(mapping)
    VALIDATOR.validate(json.loads(written))
    assert loads(written) == mapping
    named = re.compile("Núñez|Tsosie|Dell|Page|Smith|Cruz|Lund|Ortega|555-01|example")
    assert not named.search(written.decode())


def test_a_key_or_a_field_that_is_not_known_is_refused_with_the_nearest():
    assert refused({**VALID, "colums": []})[1]["nearest"] == "columns"
    code, params = refused({**VALID, "columns": [{"field": "studnet_number", "column": "N"}]})
    assert (code, params["key"], params["nearest"]) == ("mapping_key_unknown", "studnet_number", "student_number")
    assert refused({**VALID, "columns": [{"field": "name", "colum": "N"}]})[1]["nearest"] == "column"
    assert refused({**VALID, "values": {"langauge": {}}})[1]["nearest"] == "language"
    assert refused({**VALID, "content": "grades"})[1]["key"] == "name"


@pytest.mark.parametrize(
    "change",
    [
        {"source": ""}, {"source": "  "}, {"source": 3}, {"source": "x" * 201}, {"content": "pupils"}, {"content": None}, {"columns": {}},
        {"columns": [[]]}, {"columns": [{"field": "name"}]}, {"columns": [{"field": "name", "column": "a", "constant": "b"}]},
        {"columns": [{"field": "name", "column": ""}]}, {"columns": [{"column": "a"}]},
        {"heading_row": 0}, {"heading_row": "1"}, {"heading_row": True}, {"heading_row": 1001}, {"date_order": "year_first"}, {"complete": "yes"},
        {"complete": None}, {"values": []}, {"values": {"language": []}}, {"values": {"language": {"a": 1}}}, {"sheet": None},
        {"columns": [{"field": "name", "column": "a"}] * 501},
    ],
)  # fmt: skip
def test_what_the_schema_refuses_is_refused_with_its_key(change):
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate({**VALID, **change})
    code, params = refused({**VALID, **change})
    assert code == "mapping_value_wrong"
    assert params["key"]


def test_a_field_may_be_read_from_one_column_and_a_score_from_several():
    twice = [{"field": "name", "column": "a"}, {"field": "name", "column": "b"}]
    assert refused({**VALID, "columns": twice})[0] == "mapping_value_wrong"
    scores = [{"field": "score", "column": "Math"}, {"field": "score", "column": "Reading"}]
    several = {**VALID, "content": "assessments", "columns": [VALID["columns"][0], *scores]}
    assert len(loads(json.dumps(several).encode()).columns) == 3


def test_a_newer_file_and_one_that_is_something_else_are_told_apart():
    assert refused({**VALID, "version": 2})[0] == "mapping_newer"
    for other in (
        b"",
        b"[]",
        b"{",
        b"\xff\xfe",
        b"null",
        json.dumps({**VALID, "format": "x"}).encode(),
        b"[" * 100_000,
        b" " * 2_000_000,
    ):
        assert refused(other)[0] == "mapping_unreadable"
    for version in (None, "1", 0, True, 1.5):
        assert refused({**VALID, "version": version})[0] == "mapping_unreadable"
    assert (
        refused(json.dumps(VALID).replace('"version": 1', '"version": 1, "version": 1').encode())[0]
        == "mapping_unreadable"
    )
    assert loads(b"\xef\xbb\xbf" + json.dumps(VALID).encode()).source == "Invented SIS"


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_at_all_are_a_mapping_or_refused(content):
    assert refused(content)[0] == "mapping_unreadable"


def test_the_schema_and_the_page_name_every_field():
    enums = {
        rule["if"]["properties"]["content"]["const"]: set(
            rule["then"]["properties"]["columns"]["items"]["properties"]["field"]["enum"]
        )
        for rule in SCHEMA["allOf"]
    }
    assert enums == {content.value: {field.key for field in fields_of(content)} for content in Content}
    for field in FIELDS:
        prefix, _, part = field.key.partition("_")
        assert f"`{field.key}`" in PAGE or (prefix[:8] == "guardian" and f"`{part}`" in PAGE), field.key


def test_the_example_of_the_page_is_a_mapping():
    example = re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)
    assert example
    assert loads(example[1].encode()).source == "Infinite Campus"
