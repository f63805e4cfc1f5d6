"""The house stays easy to walk through: short files, short functions, names that say something."""

import ast
import re

import pytest
from house_source import HOME, PACKAGE, modules, place, tracked, tree

LONGEST_FILE = 400
LONGEST_FUNCTION = 40

# Longer, for a reason that a reader would accept. A line goes when its reason does.
LONGER: dict[str, str] = {}

EMPTY_WORDS = {"manager", "helper", "helpers", "util", "utils", "handler", "base", "data", "info", "misc", "common"}


def _tails() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in modules():
        if path.parent.name == "migrations":
            continue  # a step is a record of what was done, read from top to bottom and never changed
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > LONGEST_FILE:
            found[place(path)] = f"{lines} lines"
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    found[f"{place(path)}::{node.name}"] = f"{length} lines"
    return found


def test_files_and_functions_stay_short_enough_to_read_at_once() -> None:
    tails = _tails()
    assert {name: size for name, size in tails.items() if name not in LONGER} == {}, "split by meaning, not by count"
    assert set(LONGER) <= set(tails), "these are short again: take them off the list"


def test_names_say_what_a_thing_is() -> None:
    found: list[str] = []
    for path in modules():
        classes = [node.name for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)]
        for name in {path.stem, path.parent.name, *classes}:
            words = {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}
            if words & EMPTY_WORDS:
                found.append(f"{place(path)}: {name}")
    assert found == []


# A wish belongs in an issue; a path of somebody's machine belongs nowhere.
LEFT_OVER = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b|breakpoint\(\)|(?<![\w.~-])/(?:work|root|tmp|opt)(?=/\w)")


def test_nothing_is_left_over_in_the_files() -> None:
    found: list[str] = []
    for path in tracked():
        if path.name in {"THIRD_PARTY_NOTICES.md", "LICENSE"} or "fonts" in path.parts:
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{place(path)}: {match.group()}" for match in LEFT_OVER.finditer(text)]
    assert found == []


def test_american_spelling_in_what_we_write() -> None:
    british = re.compile(
        r"\b(?:colour|favourite|behaviour|enrol(?=ment\b|s\b)|enrolment|organis(?:e|ed|ation)|recognis(?:e|ed)|"
        r"licence|centre|judgement|programme|honour|neighbour|initialis(?:e|ed))\w*",
        re.IGNORECASE,
    )
    found: list[str] = []
    for path in [*modules(), *(HOME / "docs").rglob("*.md"), HOME / "README.md", HOME / "CHANGELOG.md"]:
        found += [f"{place(path)}: {match.group()}" for match in british.finditer(path.read_text(encoding="utf-8"))]
    assert found == []


def test_every_font_and_icon_comes_with_its_license() -> None:
    resources = HOME / "resources"
    fonts = [path.stem for path in (resources / "fonts").iterdir() if path.suffix in {".ttf", ".otf"}]
    covered = [
        path.stem.rsplit("-", 1)[1] for path in (resources / "fonts").glob("*-*.txt") if path.stat().st_size > 1000
    ]
    assert fonts
    assert [font for font in fonts if not font.startswith(tuple(covered))] == [], "add LICENSE-ID-FamilyName.txt"
    assert list((resources / "icons").glob("*.svg"))
    assert (resources / "icons" / "LICENSE.txt").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize(
    "name", ["README.md", "CHANGELOG.md", "LICENSE", "THIRD_PARTY_NOTICES.md", ".ci/run", "dev.py"]
)
def test_what_a_newcomer_looks_for_is_there(name: str) -> None:
    assert (HOME / name).read_text(encoding="utf-8").strip()


def test_the_integration_run_is_the_one_everybody_runs() -> None:
    assert re.search(r"^exec python3 dev\.py test", (HOME / ".ci/run").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_room_says_in_its_first_line_what_it_is_for() -> None:
    rooms = [path for path in modules() if path.name == "__init__.py"]
    assert [place(path) for path in rooms if not ast.get_docstring(tree(path))] == []
    assert PACKAGE / "__init__.py" in rooms
