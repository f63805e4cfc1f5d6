"""What was asked for is either planned, or named by what does it and by a test that speaks of it by its number."""

import re
import tomllib
from functools import cache

import pytest
from house_source import HOME, PACKAGE

PAGE = HOME / "docs" / "requirements.md"
NUMBERS = [*(f"R{number}" for number in range(1, 120)), *(f"A{number}" for number in range(1, 22))]
OWED = {
    *(f"R{number}" for number in (13, *range(23, 39), 44, 50, 58, 59, 61, *range(83, 89))),
    *(f"R{number}" for number in (*range(93, 102), *range(103, 112))),
}
"""What the policy work was to bring: none of it is planned any more."""


def rows() -> list[tuple[str, str, str, str, str]]:
    """Number, what, state, what does it, what shows it, of every row."""
    found = []
    for line in PAGE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if re.fullmatch(r"[RA]\d+", cells[0]):
            assert len(cells) == 5, line
            found.append(tuple(cells))
    return found


ROWS = {row[0]: row for row in rows()}
COVERED = [number for number, row in ROWS.items() if row[2] == "covered"]


@cache
def names_in_sets() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Clauses, and choices by set, of the sets that are shipped, with the numbers that each says."""
    clauses: dict[str, set[str]] = {}
    choices: dict[str, set[str]] = {}
    for path in (HOME / "forms").glob("*/clauses.toml"):
        for one in tomllib.loads(path.read_text("utf-8"))["clauses"]:
            clauses[one["id"]] = set(one.get("requirements", ()))
    for path in (HOME / "forms").glob("*/choices.toml"):
        for one in tomllib.loads(path.read_text("utf-8"))["choices"]:
            choices[f"{path.parent.name}.{one['id']}"] = set(one.get("ambiguities", ()))
    return clauses, choices


def named(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


@cache
def lines_of(file: str) -> tuple[str, ...]:
    return tuple((HOME / file).read_text("utf-8").split("\n"))


def test_text(file: str, name: str) -> str:
    """A test's remarks, decorators and body; nothing where there is no such test."""
    lines = lines_of(file)
    at = next((at for at, line in enumerate(lines) if re.match(rf"(?:    )?def {re.escape(name)}\b", line)), None)
    if at is None:
        return ""
    first = at
    while first and lines[first - 1].strip():
        first -= 1
    last = at + 1
    while last < len(lines) and (not lines[last].strip() or lines[last][0] in " )"):
        last += 1
    return "\n".join(lines[first:last])


test_text.__test__ = False


def test_every_number_has_one_row_and_no_other_has():
    assert [row[0] for row in rows()] == NUMBERS


def test_a_row_is_covered_or_planned_and_what_was_promised_is_covered():
    assert {row[2] for row in rows()} <= {"covered", "planned"}
    assert sorted(OWED - set(COVERED)) == []


@pytest.mark.parametrize("number", sorted(ROWS.keys() - set(COVERED)))
def test_a_planned_row_says_with_what_it_comes_and_points_at_nothing(number):
    _number, what, _state, by, shown = ROWS[number]
    assert what
    assert by
    assert not named(by)
    assert not shown


@pytest.mark.parametrize("number", COVERED)
def test_what_a_covered_row_names_exists_and_speaks_of_it(number):
    _number, what, _state, by, _shown = ROWS[number]
    clauses, choices = names_in_sets()
    assert what
    assert named(by), "nothing does it"
    for name in named(by):
        if name in clauses:
            assert number in clauses[name], f"{name} does not say {number}"
        elif name in choices:
            assert number in choices[name], f"{name} does not say {number}"
        else:
            assert (PACKAGE / name).is_file() or (HOME / name).is_file(), f"there is no {name}"


@pytest.mark.parametrize("number", COVERED)
def test_a_covered_row_is_shown_by_tests_that_name_it(number):
    shown = named(ROWS[number][4])
    assert shown, "no test shows it"
    for test in shown:
        file, _, name = test.partition("::")
        name, _, case = name.partition("[")
        assert (HOME / file).is_file(), file
        text = test_text(file, name)
        assert text, f"{file} has no {name}"
        if case:
            # A test of many cases: this number is one of them.
            assert case == f"{number}]"
            assert re.search(rf'"{number}"', "\n".join(lines_of(file))), f"{test} has no such case"
        else:
            assert re.search(rf"\b{number}\b", text), f"{test} does not name {number}"


def test_the_control_a_test_that_does_not_name_a_number_is_found_out():
    text = test_text("tests/house/test_house_requirements.py", "test_every_number_has_one_row_and_no_other_has")
    assert text
    assert not re.search(r"\bR23\b", text)
    assert test_text("tests/house/test_house_requirements.py", "test_that_is_not_there") == ""
