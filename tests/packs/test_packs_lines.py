"""Where a key stands is found for every key of every file that the program ships, and of files made to be hard."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilp_desktop.packs.lines import Lines
from ilp_desktop.places import FORMS

_words = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
_texts = st.text(st.sampled_from("ab [{]}=#,\n\"'\\é"), max_size=12)
_flat = st.one_of(st.integers(-5, 5), st.booleans(), _texts)
_tables = st.dictionaries(_words, _flat, min_size=1, max_size=3)
_values = st.one_of(_flat, _tables, st.lists(_tables, min_size=1, max_size=3), st.lists(_flat, max_size=3))


def _one(value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return '"' + "".join({"\n": "\\n", '"': '\\"', "\\": "\\\\"}.get(one, one) for one in value) + '"'
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_one(inner)}" for key, inner in value.items()) + " }"
    return "[\n" + ",\n".join(f"  {_one(inner)}" for inner in value) + "\n]"


def written(values) -> str:
    return "".join(f"# a = [remark\n{key} = {_one(value)}\n" for key, value in values.items())


HARD = '''# [not.a.table]
title = "a = b" # c = d
long = """
fake = 1
[fake]
"""
[a.b]
"quoted key" = { x = 1, y = { z = 2 } }
list = [
  { inner = 1 },
]
[[clauses]]
id = "one"
[clauses.window]
each = "once"
[[clauses]]
id = "two"
[[clauses.steps]]
name = "s"
[[clauses.steps]]
name = "t"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("title", 2),
        ("long", 3),
        ("a.b", 7),
        ("a.b.quoted key", 8),
        ("a.b.quoted key.x", 8),
        ("a.b.list", 9),
        ("clauses[1].id", 13),
        ("clauses[1].window.each", 15),
        ("clauses[2].id", 17),
        ("clauses[2].steps[2].name", 21),
        ("clauses[2].absent.deeper", 16),
        ("nowhere", 1),
    ],
)
def test_a_key_is_found_on_its_line(path, line):
    assert Lines(HARD).of(path) == line


def _paths(value, where=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            path = f"{where}.{key}" if where else key
            yield path, key
            yield from _paths(inner, path)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for at, inner in enumerate(value, 1):
            yield from _paths(inner, f"{where}[{at}]")


@pytest.mark.parametrize("file", sorted(FORMS.rglob("*.toml")), ids=lambda file: f"{file.parent.name}/{file.name}")
def test_the_line_that_is_named_speaks_of_the_key(file):
    text = file.read_text("utf-8")
    lines, all_lines = Lines(text), text.split("\n")
    paths = list(_paths(tomllib.loads(text)))
    assert paths
    for path, key in paths:
        assert key in all_lines[lines.of(path) - 1], path


@given(st.dictionaries(_words, _values, max_size=6))
def test_every_key_of_any_file_has_a_line_that_holds_it(values):
    text = written(values)
    assert tomllib.loads(text) == values
    lines, all_lines = Lines(text), text.split("\n")
    for path, key in _paths(values):
        assert key in all_lines[lines.of(path) - 1], (path, text)
