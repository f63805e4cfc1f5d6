"""A policy set is read, and a mistake in it is explained by file, key and the nearest right word."""

import json
import shutil
import tomllib
from dataclasses import replace

import jsonschema
import pytest

from ilp_desktop import packs
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.packs import Meeting, worded
from ilp_desktop.packs.reading import KINDS, SECTIONS, WRITERS
from ilp_desktop.places import FORMS
from ilp_desktop.wording import sentence

STARTER = FORMS / "starter"


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(STARTER, tmp_path / "mine")
    return tmp_path / "mine"


def edited(folder, file, old, new):
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")


def refusal(folder) -> OfficeError:
    with pytest.raises(OfficeError) as caught:
        packs.load(folder)
    assert sentence(caught.value)
    return caught.value


def test_the_starter_set_has_seven_steps_for_a_child_in_order_and_three_to_five_private_minutes():
    pack = packs.load(STARTER)
    assert [section.key for section in pack.sections] == [key for key in SECTIONS if key != "needs"]
    child = pack.of(Meeting("05", "ilp"))
    assert [section.key for section in child.sections] == [
        "celebrate", "data", "goals", "support", "private", "sign", "print",
    ]  # fmt: skip
    assert (pack.consultation.minimum, pack.consultation.limit) == (180, 300)
    assert {"parent_declined", "parent_absent"} <= set(pack.consultation.reasons)
    assert {field.kind for section in pack.sections for field in section.fields} == set(KINDS)
    assert worded(pack.plan_labels["pccr"], "es-MX").startswith("Plan de Preparación")


def test_every_text_is_there_in_english_and_spanish_and_speaks_of_the_child_by_name():
    pack = packs.load(STARTER)
    heading = pack.sections[0].heading
    assert worded(heading, "en", "Camila") == "What Camila is proud of"
    assert worded(heading, "es", "Camila") == "Lo que llena de orgullo a Camila"
    for section in pack.sections:
        for wording in (section.title, section.heading, *(w for f in section.fields for w in (f.prompt, f.hint))):
            assert set(wording) == {"en", "es"}
            assert wording["en"] != wording["es"]


def test_family_papers_never_scold():
    text = "".join((STARTER / name).read_text("utf-8").lower() for name in ("words.toml", "conference.toml"))
    for word in ("overdue", "no-show", "refused", "waived", "§"):
        assert word not in text


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "nearest"),
    [
        ("pack.toml", "version =", "verzion =", "verzion", "version"),
        ("words.toml", "[statement]", "[statment]", "statment", "statement"),
        ("words.toml", "pccr =", "pcr =", "plan_labels.pcr", "pccr"),
        ("conference.toml", "minimum =", "minumum =", "consultation.minumum", "minimum"),
        ("conference.toml", "heading =", "haeding =", "sections[1].haeding", "heading"),
        ("conference.toml", "hint =", "hnit =", "sections[1].fields[1].hnit", "hint"),
        ("conference.toml", 'es = "Celebrar"', 'ess = "Celebrar"', "sections[1].title.ess", "es"),
        ("conference.toml", "{ plans = [", "{ plan = [", "sections[3].for.plan", "plans"),
    ],
)
def test_a_misspelled_key_is_named_with_its_file_line_and_the_nearest_right_word(folder, file, old, new, key, nearest):
    edited(folder, file, old, new)
    line = next(at for at, text in enumerate((folder / file).read_text("utf-8").split("\n"), 1) if new in text)
    error = refusal(folder)
    assert error.code == "pack_unknown_key"
    assert error.params == {"file": file, "line": line, "key": key, "nearest": nearest}


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("conference.toml", 'kind = "goals"', 'kind = "gols"', "pack_unknown_value"),
        ("conference.toml", 'key = "support"', 'key = "suport"', "pack_unknown_value"),
        ("conference.toml", "limit = 300", "limit = 100", "pack_wrong_type"),
        ("conference.toml", "limit = 300", "limit = true", "pack_wrong_type"),
        ("conference.toml", "printed = true", 'printed = "yes"', "pack_wrong_type"),
        ("conference.toml", "What {name} is", "What {nmae} is", "pack_unknown_place"),
        ("conference.toml", "What {name} is", "What {name is", "pack_unknown_place"),
        ("conference.toml", 'key = "strengths"', 'key = "proud"', "pack_key_twice"),
        ("conference.toml", 'key = "data"', 'key = "celebrate"', "pack_key_twice"),
        ("conference.toml", 'kind = "consultation"', 'kind = "text"', "pack_missing_key"),
        ("conference.toml", 'for = { plans = ["pccr"] }', 'for = { plans = ["pcr"] }', "pack_unknown_value"),
        ("conference.toml", 'for = { plans = ["pccr"] }', 'for = { grades = ["7-12"] }', "pack_unknown_value"),
        ("conference.toml", 'for = { plans = ["pccr"] }', 'for = { occasions = ["call"] }', "pack_unknown_value"),
        ("conference.toml", 'for = { plans = ["pccr"] }', "for = {}", "pack_wrong_type"),
        (
            "conference.toml",
            'for = { plans = ["pccr"] }',
            'for = { programs = ["egp"], without_programs = ["egp"] }',
            "pack_never_asked",
        ),
        ("conference.toml", "tools = { en", "not_appropriate = { en", "pack_key_twice"),
        ("conference.toml", 'kind = "checklist"', 'kind = "text"', "pack_unknown_value"),
        ("pack.toml", 'id = "starter"', 'id = "../etc"', "pack_wrong_type"),
        ("pack.toml", "format = 1", "format = 3", "pack_newer"),
        ("pack.toml", "format = 1", "format = ", "pack_not_toml"),
        ("pack.toml", '["en", "es"]', '["es"]', "pack_wrong_type"),
        ("pack.toml", '["en", "es"]', '["en", "es", "fr"]', "pack_missing_key"),
        ("pack.toml", 'version = "1.0"', "", "pack_missing_key"),
    ],
)
def test_each_mistake_has_its_own_sentence(folder, file, old, new, code):
    edited(folder, file, old, new)
    assert refusal(folder).code == code


def test_missing_foreign_and_unreadable_files_are_refused_by_name(folder):
    (folder / "confrence.toml").write_text("")
    assert refusal(folder).params == {"file": "confrence.toml", "nearest": "conference.toml"}
    (folder / "confrence.toml").unlink()
    (folder / "words.toml").write_bytes(b"\xff\xfe")
    assert refusal(folder).code == "pack_unreadable"
    (folder / "words.toml").unlink()
    assert refusal(folder).code == "pack_missing_file"
    shutil.rmtree(folder)
    assert refusal(folder).code == "pack_missing_file"


def test_the_digest_changes_with_every_file_and_not_with_line_ends(folder):
    before = packs.load(folder)
    assert before == packs.load(STARTER)
    for name in ("pack.toml", "words.toml", "conference.toml"):
        path = folder / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert packs.load(folder).digest == before.digest
    for name in ("pack.toml", "words.toml", "conference.toml"):
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write("# a remark\n")
        after = packs.load(folder)
        assert after.digest != before.digest
        assert replace(after, digest=before.digest) == before
        before = after


def test_the_published_schema_accepts_the_starter_set_and_knows_the_same_words():
    schema = json.loads((FORMS / "pack.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    files = {name.removesuffix(".toml"): tomllib.loads(text) for name, text in packs.texts(STARTER).items()}
    jsonschema.Draft202012Validator(schema).validate(files)
    field = schema["$defs"]["field"]["properties"]
    assert field["kind"]["enum"] == list(KINDS)
    assert field["writer"]["enum"] == list(WRITERS)
    assert schema["$defs"]["section"]["properties"]["key"]["enum"] == list(SECTIONS)
    files["conference"]["sections"][0]["fields"][0]["hnit"] = {}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate(files)


OCCASION = """
[[occasions]]
key = "chat"
event = "call"
title = { en = "Chat", es = "Charla" }
"""


@pytest.mark.parametrize(
    ("more", "code", "key"),
    [
        (OCCASION.replace('"call"', '"cal"'), "pack_unknown_value", "occasions[1].event"),
        (OCCASION + OCCASION, "pack_key_twice", "occasions[2].key"),
        (OCCASION.replace('"chat"', '"conference"'), "pack_key_twice", "occasions[1].key"),
        (OCCASION + 'mode = "letter"', "pack_unknown_value", "occasions[1].mode"),
        (OCCASION + 'for = { occasions = ["chat"] }', "pack_unknown_key", "occasions[1].for.occasions"),
    ],
)
def test_an_occasion_that_could_not_be_held_is_refused_with_its_place(folder, more, code, key):
    path = folder / "conference.toml"
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    error = refusal(folder)
    assert (error.code, error.params["key"]) == (code, key)


def test_an_occasion_that_no_template_knows_is_refused_when_the_set_is_looked_over(folder):
    path = folder / "conference.toml"
    path.write_text(path.read_text("utf-8") + OCCASION, "utf-8")
    assert packs.load(folder).occasion("chat").event == "call"
    with pytest.raises(OfficeError, match="pack_unknown_value"):
        packs.check_pack(packs.texts(folder), packs.below(folder))
