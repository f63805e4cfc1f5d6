"""A plain table from the command line: by a mapping file, by what is remembered, and told when neither is there."""

from pathlib import Path

import pytest
from cli_office import run

from ilp_desktop.domain.mappings import ColumnUse, Content, TableMapping
from ilp_desktop.roster.mapping_files import dumps

MAPPING = TableMapping(
    "Hill SIS",
    Content.STUDENTS,
    (ColumnUse("student_number", "Nr"), ColumnUse("first_name", "Vor"), ColumnUse("last_name", "Nach")),
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "liste.csv"
    path.write_text("Nr;Vor;Nach\n1;Zoelina;Nunezcanary\n2;Benvolio;Tsosiecanary\n", encoding="utf-8")
    return path


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "hill.json"
    path.write_bytes(dumps(MAPPING))
    return path


def bring(office: Path, table: Path, school, *more: object):
    return run("import", office, table, "--passphrase-file", school.secret, *more)


def test_a_table_needs_a_mapping_and_is_told_so(empty: Path, school, table: Path):
    done = bring(empty, table, school)
    assert (done.code, done.out) == (1, "")
    assert "liste.csv" in done.err
    assert "columns" in done.err
    assert bring(empty, table, school, "--json").json["error"] == "roster_mapping_needed"


def test_a_table_comes_in_by_a_mapping_file_and_is_remembered(empty: Path, school, table: Path, mapping: Path):
    seen = bring(empty, table, school, "--mapping", mapping, "--preview", "--json").json
    assert (seen["applied"], seen["shape"], seen["source"]) == (False, "table", "Hill SIS")
    assert seen["counts"]["student"]["new"] == 2
    assert bring(empty, table, school, "--json").json["error"] == "roster_mapping_needed", "a preview is not remembered"
    done = bring(empty, table, school, "--mapping", mapping)
    assert done.code == 0
    assert "Students: 2 new" in done.out
    table.write_text(table.read_text() + "3;Kaimana;Lundcanary\n")
    again = bring(empty, table, school, "--json").json
    assert (again["applied"], again["counts"]["student"]["new"]) == (True, 1)


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "roster_not_found"), (b"Dear all", "mapping_unreadable"), (b'{"format": "x"}', "mapping_unreadable")],
)
def test_a_mapping_file_that_says_nothing_is_said(empty: Path, school, table: Path, mapping: Path, content, code: str):
    mapping.unlink() if content is None else mapping.write_bytes(content)
    done = bring(empty, table, school, "--mapping", mapping, "--json")
    assert (done.code, done.json["error"]) == (1, code)
    assert "hill.json" in done.json["sentence"]
