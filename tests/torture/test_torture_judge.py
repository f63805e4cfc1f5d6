"""What judges is right itself: the independent parser, the mutations that come again, the cut disks."""

import csv
import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilp_desktop.roster.mapped import read_table
from torture import csvs, exports, zips
from torture.judging import judged
from torture.parser import decoded, delimiter_of, records, sheet
from torture.power import Trace, cut

_CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


@given(st.lists(st.lists(_CELLS, min_size=1, max_size=4), min_size=1, max_size=5), st.sampled_from([",", "\t", ";"]))
def test_the_independent_parser_reads_what_the_csv_module_writes(rows, delimiter):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    assert [list(record.cells) for record in records(out.getvalue(), delimiter)] == rows


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('a,"b\r\nc",d', ("a", "b\r\nc", "d")),
        ('a,"b ""c"" d",e', ("a", 'b "c" d', "e")),
        ('a,b "c" d,e', ("a", 'b "c" d', "e")),
        ('"a"b,c', ("ab", "c")),
        ("a,,", ("a", "", "")),
        ('""', ("",)),
    ],
)
def test_the_independent_parser_knows_the_odd_cases(text, cells):
    (record,) = records(text, ",")
    assert record.cells == cells
    assert not record.open


def test_a_quotation_that_is_never_closed_is_seen():
    assert [record.open for record in records('a,b\nc,"d', ",")] == [False, True]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_independent_decoder_knows_what_bytes_say(encoding):
    text = "sourcedId,givenName\nu1,Zoë\n"
    assert decoded(text.encode(encoding)) == (text, True)


def test_windows_text_is_known_to_be_guessed():
    assert decoded("Zoë – €".encode("cp1252")) == ("Zoë – €", False)


def test_the_heading_says_what_separates():
    assert delimiter_of("\n \na\tb,c\td\n1,2,3,4\n") == "\t"


def test_rows_are_numbered_as_a_spreadsheet_does():
    there = sheet(b'\na,b\n\n1,2\n,\n"3\n3",4\n')
    assert there is not None
    assert {row: there.cell(row, "A") for row in there.rows} == {4: "1", 6: "3\n3"}


@pytest.mark.parametrize("base", csvs._BASES, ids=["1.1", "1.2", "sds 1", "sds 2.1"])
def test_a_plain_roster_is_judged_right_and_a_changed_letter_is_not(base):
    reading = csvs.read(dict(base))
    assert judged(base, reading) == []
    people = "users.csv" if "users.csv" in base else "Student.csv"
    key, rows = people.removesuffix(".csv").lower(), base[people].decode().splitlines()
    other = {**base, people: base[people].replace("Núñez".encode(), b"Munoz")}
    named = [number for number, row in enumerate(rows, 1) if "Núñez" in row]
    assert judged(other, reading) == [
        f"{key} row {row}: family_name is not what {'familyName' if key == 'users' else 'Last Name'} says"
        for row in named
    ]


@pytest.mark.parametrize("export", exports.EXPORTS, ids=["students", "tabs", "grades"])
def test_a_plain_export_is_judged_right_and_a_row_less_is_not(export, tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(export.text, newline="")
    reading = read_table(path, export.mapping)
    assert exports.judged(export.text.encode(), export, reading) == []
    more = export.text + "4999,More,More,More,05,More,More\n".replace(",", "\t" if "\t" in export.text else ",")
    row = more.count("\n")
    assert exports.judged(more.encode(), export, reading) == [f"row {row}: did not come in, and nothing was said"]


def test_a_case_comes_again_by_its_number():
    assert csvs.files_of(117) == csvs.files_of(117)
    assert zips.bytes_of(117) == zips.bytes_of(117)
    assert len({zips.bytes_of(number) for number in range(20)}) > 15


def test_a_zip_read_by_hand_is_what_was_packed():
    chance = random.Random(3)
    files = dict(csvs._BASES[0])
    for _ in range(20):
        assert zips.unpacked(zips.zipped(files, chance)) == files


def test_what_was_not_synced_may_be_missing_and_what_was_is_there():
    traces = [
        Trace("C", "a.new"), Trace("W", "a.new", content=b"new"), Trace("S", "a.new"), Trace("R", "a.new", "a"),
        Trace("S", ""), Trace("A", at=1), Trace("W", "a", at=0, content=b"X" * 2000),
    ]  # fmt: skip
    disks = [cut({"a": b"old"}, traces, random.Random(number)) for number in range(200)]
    assert {disk["a"] for disk, acknowledged in disks if not acknowledged} == {b"old", b"new"}
    after = [disk["a"] for disk, acknowledged in disks if acknowledged]
    assert b"old" not in after
    assert len(set(after)) > 5, "sectors are there, or not, or torn"
