"""What a school changed in its set (office.toml): written, read back, laid over the set's own words, refused with its place."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilp_desktop import packs
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.packs import OwnWords
from ilp_desktop.packs.own_words import OFFICE_FILE, written
from ilp_desktop.places import FORMS

DAVIS = FORMS / "davis"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
KEYS = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)


def davis(own: str | OwnWords = ""):
    files = packs.texts(DAVIS)
    return {**files, OFFICE_FILE: own} if isinstance(own, str) else packs.with_own(files, own)


def refused(own, read=packs.read_policy):
    with pytest.raises(OfficeError) as caught:
        read(davis(own), packs.below(DAVIS))
    return caught.value.code, caught.value.params


@settings(deadline=None)
@given(
    names=st.dictionaries(
        st.sampled_from(("plan_labels.ilp", "plan_labels.pccr", "statement")),
        st.dictionaries(KEYS | TEXTS, TEXTS, min_size=1, max_size=3),
    ),
    choices=st.dictionaries(st.tuples(KEYS, KEYS).map(".".join), TEXTS),
)
def test_whatever_is_written_is_read_back_letter_by_letter(names, choices):
    read = tomllib.loads(written(OwnWords(names, choices)))
    said = read.get("names", {})
    found = {f"plan_labels.{key}": value for key, value in said.get("plan_labels", {}).items()}
    if "statement" in said:
        found["statement"] = said["statement"]
    assert (found, read.get("choices", {})) == (names, choices)


@settings(deadline=None)
@given(names=TEXTS, language=st.sampled_from(("en", "es")))
def test_a_schools_own_name_takes_the_place_of_the_sets_in_its_language_alone(names, language):
    if not names.strip() or "{" in names or "}" in names:
        return
    plain = packs.read(davis(packs.NOTHING))
    own = packs.read(davis(OwnWords({"plan_labels.pccr": {language: names}})))
    assert own.plan_labels["pccr"] == {**plain.plan_labels["pccr"], language: names}
    assert (own.plan_labels["ilp"], own.statement) == (plain.plan_labels["ilp"], plain.statement)
    assert own.digest != plain.digest


def test_what_a_school_chose_stands_in_the_clauses_of_the_whole_stack():
    below = packs.below(DAVIS)
    plain = packs.read_policy(davis(packs.NOTHING), below)
    keys = {key: choice for key, choice in packs.choices_of(davis(packs.NOTHING), below).items() if "attempts" in key}
    assert {key.partition(".")[0] for key in keys} >= {"davis"}
    own = packs.read_policy(davis(OwnWords(choices={"davis.attempts": "4"})), below)
    changed = [a.clause_id for a, b in zip(plain.clauses, own.clauses, strict=True) if a != b]
    assert changed
    assert all(plain.clause(clause_id).pack_id == "davis" for clause_id in changed)
    # An example says what it chooses itself, and that counts before what the school chose.
    assert packs.read_policy(davis(OwnWords(choices={"davis.attempts": "4"})), below, {"davis.attempts": "3"}) == plain


def test_nothing_changed_leaves_the_set_as_it_came():
    assert packs.digest(davis(OwnWords({"statement": {}}, {}))) == packs.digest(packs.texts(DAVIS))


@pytest.mark.parametrize(
    ("own", "code", "params"),
    [
        ('[choices]\n"davis.attemps" = "4"', "pack_unknown_key", {"line": 2, "key": "choices.davis.attemps", "nearest": "davis.attempts"}),
        ('\n[choices]\n"davis.attempts" = "99"', "pack_wrong_type", {"line": 3, "wanted": '"0" … "20"'}),
        ('[choices]\n"davis.attempts" = "٣"', "pack_wrong_type", {"line": 2}),
        ('[choices]\n"davis.counts_when" = "hold"', "pack_unknown_value", {"line": 2, "nearest": "held"}),
        ('[choices]\n"davis.attempts" = 4', "pack_wrong_type", {"line": 2, "wanted": '"text"'}),
        ("choices = 3", "pack_wrong_type", {"line": 1}),
        ("[name]\n", "pack_unknown_key", {"nearest": "names"}),
        ("[choices\n", "pack_not_toml", {"file": OFFICE_FILE}),
    ],
)  # fmt: skip
def test_a_choice_that_means_nothing_is_refused_with_its_place_and_the_nearest_word(own, code, params):
    found, said = refused(own)
    assert (found, said["file"]) == (code, OFFICE_FILE)
    assert {key: said[key] for key in params} == params


@pytest.mark.parametrize(
    ("own", "code", "key"),
    [
        ('[names.plan_label.pccr]\nen = "Ours"', "pack_unknown_key", "names.plan_label"),
        ('[names.plan_labels.pcr]\nen = "Ours"', "pack_unknown_key", "names.plan_labels.pcr"),
        ('[names.plan_labels.pccr]\nfr = "Le nôtre"', "pack_unknown_key", "names.plan_labels.pccr.fr"),
        ('[names.statement]\nen = "For {family}"', "pack_unknown_place", "names.statement.en"),
        ('[names.statement]\nen = " "', "pack_wrong_type", "names.statement.en"),
    ],
)
def test_a_name_that_names_nothing_is_refused_with_its_place(own, code, key):
    found, said = refused(own, lambda files, _below: packs.read(files))
    assert (found, said["file"], said["key"]) == (code, OFFICE_FILE, key)


def test_a_set_with_what_a_school_chose_can_be_checked_and_handed_on(tmp_path):
    folder = tmp_path / "davis"
    folder.mkdir()
    for name, text in davis(OwnWords({"statement": {"en": "Ours."}}, {"davis.counts_when": "offered"})).items():
        (folder / name).write_text(text, "utf-8")
    files = packs.texts(folder)
    assert packs.read(files).statement["en"] == "Ours."
    assert not packs.check_pack(files, packs.below(folder)).surprises
    (folder / OFFICE_FILE).write_text('[choices]\n"davis.counts_when" = "sometimes"')
    with pytest.raises(OfficeError, match="pack_unknown_value"):
        packs.check_pack(packs.texts(folder), packs.below(folder))
    # A set that stands on it has what it chose, too, unless it chooses otherwise itself.
    (folder / OFFICE_FILE).write_text('[choices]\n"davis.counts_when" = "offered"')
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "pack.toml").write_text(
        'format = 2\nid = "mine"\nversion = "1"\nname = { en = "Mine", es = "Mío" }\nlanguages = ["en", "es"]\nstands_on = ["davis"]\n'
    )
    lent = packs.read_policy(packs.texts(mine), packs.below(mine)).clauses
    assert lent == packs.read_policy(packs.texts(folder), packs.below(folder)).clauses
    (mine / OFFICE_FILE).write_text('[choices]\n"davis.counts_when" = "held"')
    assert packs.read_policy(packs.texts(mine), packs.below(mine)).clauses == packs.read_policy(
        packs.texts(DAVIS), packs.below(DAVIS)
    ).clauses  # fmt: skip
