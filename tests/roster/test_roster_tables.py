"""The table reader says what the csv module says, for anything that is written properly."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.roster import values
from ilp_desktop.roster.packages import Member
from ilp_desktop.roster.remarks import Remarks
from ilp_desktop.roster.tables import MAX_COLUMNS, Table, records
from ilp_desktop.roster.values import read_date, read_grades, role_kind

_CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12) | st.text(
    ',;\t"\r\n \u2028\x85é', max_size=8
)
_ROWS = st.lists(st.lists(_CELL, min_size=1, max_size=6), min_size=1, max_size=8)


def _written(rows, delimiter=",", end="\r\n") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue()


@given(_ROWS, st.sampled_from([",", "\t", ";"]), st.sampled_from(["\r\n", "\n"]))
def test_rows_are_those_of_the_csv_module(rows, delimiter, end):
    text = _written(rows, delimiter, end)
    expected = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    found = list(records([list(io.StringIO(text, newline=""))], "x.csv", delimiter))
    assert [cells for _row, cells in found] == expected
    assert [row for row, _cells in found] == list(range(1, len(expected) + 1))


@given(_ROWS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_cells_come_back_by_column_name_in_any_encoding(rows, encoding):
    width = max(len(row) for row in rows)
    heading = [f"column{at}" for at in range(width)]
    content = _written([heading, *rows]).encode(encoding)
    member = Member("x", "x.csv", len(content), lambda: io.BytesIO(content))
    found = list(Table(member, Remarks()).rows(reversed(heading)))
    padded = [[*(cell.strip() for cell in row), *[""] * (width - len(row))] for row in rows if any(row)]
    assert [[cells[name] for name in heading] for _row, cells in found] == padded


@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_rows_or_an_error_with_a_sentence(content):
    member = Member("x", "x.csv", len(content), lambda: io.BytesIO(content))
    try:
        for _row, cells in Table(member, Remarks()).rows(["sourcedId", "a"]):
            assert set(cells) == {"sourcedId", "a"}
    except OfficeError as error:
        assert error.code in {
            "roster_file_empty",
            "roster_quote_open",
            "roster_row_unreadable",
            "roster_file_is_zip",
            "roster_file_damaged",
        }


def _table(content: bytes) -> Table:
    return Table(Member("x", "x.csv", len(content), lambda: io.BytesIO(content)), Remarks())


def test_more_columns_than_any_roster_has_are_refused_by_the_heading():
    with pytest.raises(OfficeError) as caught:
        _table(",".join(f"c{n}" for n in range(MAX_COLUMNS + 1)).encode() + b"\n1,2\n")
    assert (caught.value.code, caught.value.params) == (
        "roster_columns_too_many",
        {"file": "x.csv", "most": MAX_COLUMNS},
    )


@pytest.mark.parametrize("mark", ["", "\0"], ids=["plain", "with NULs"])
def test_a_line_without_end_is_refused_with_its_row_even_among_nul_characters(mark):
    endless = ("y" * 99 + mark + ",") * 12_000
    with pytest.raises(OfficeError) as caught:
        list(_table(f"a,b\n1,2\n3,4\n{endless}\n5,6\n".encode()).rows(["a"]))
    assert (caught.value.code, caught.value.params) == ("roster_row_unreadable", {"file": "x.csv", "row": 4})


def test_a_quotation_over_very_many_short_lines_is_refused_before_it_takes_long():
    content = b'a,b\n1,"' + b"\n" * 400_000 + b'"\n'
    for bent in (content, content.replace(b"1,", b"\0,", 1)):
        with pytest.raises(OfficeError) as caught:
            list(_table(bent).rows(["a"]))
        assert caught.value.code == "roster_row_unreadable"


def test_rows_on_both_sides_of_a_batch_keep_their_numbers_and_quoted_line_ends():
    rows = [[str(n), f"line\nbreak {n}" if n % 3 == 0 else "x" * (n % 90)] for n in range(20_000)]
    text = _written([["id", "text"], *rows])
    found = list(_table(text.encode()).rows(["id", "text"]))
    assert [(row, cells["id"], cells["text"]) for row, cells in found] == [
        (at, each[0], each[1].strip()) for at, each in enumerate(rows, start=2)
    ]


def test_very_long_cells_are_not_remembered():
    for memo, read in ((values._date, read_date), (values._grades, read_grades), (values._role_kind, role_kind)):
        before = memo.cache_info().currsize
        for n in range(50):
            read(f"{n}" + "x" * 10_000)
        assert memo.cache_info().currsize == before


@pytest.mark.parametrize("written", ["2026-02-30", "0216-04-13", "2026-W01-1", "2026-1-1-1"])
def test_what_only_looks_like_a_date_is_none(written):
    assert read_date(written) is None
