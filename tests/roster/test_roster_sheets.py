"""Text tables and workbooks open as they are sent, and what would do harm is refused before it is read."""

import codecs
import io
import time
import tracemalloc
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.roster import workbooks
from ilp_desktop.roster.remarks import Remarks
from ilp_desktop.roster.sheets import as_text, open_book

SHEET = "xl/worksheets/sheet1.xml"


def read(path: Path, sheet: str = "", heading_row: int = 0):
    remarks = Remarks()
    with open_book(path, remarks) as book:
        found = book.sheet(sheet, heading_row)
        rows = [(row, cells[:-1]) for row, cells, _raw in found.rows(found.headings)]
    return found.heading_row, found.headings, rows, [each.code for each in remarks.kept()]


def workbook(path: Path, *rows: list, title: str = "Sheet", merged: tuple[str, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    book.save(path)
    return path


def with_part(path: Path, change, part: str = SHEET) -> Path:
    """The same workbook with one of its parts rewritten."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return path


def refused(path: Path) -> str:
    with pytest.raises(OfficeError) as caught:
        read(path)
    return caught.value.code


TEXT = "Student Number,Last Name,First Name\r\n1,Núñez,Zoë\r\n2,Ray,Bo\r\n"


@pytest.mark.parametrize(
    ("content", "remark"),
    [
        (TEXT.encode(), []),
        (codecs.BOM_UTF8 + TEXT.encode(), []),
        (TEXT.encode("cp1252"), ["encoding_guessed"]),
        (TEXT.encode("utf-16"), []),
        (TEXT.encode("utf-16-le"), []),
        (TEXT.replace("\r\n", "\n").encode(), []),
        (TEXT.replace("\r\n", "\r").encode(), []),
        (TEXT.replace(",", "\t").encode(), []),
        (TEXT.replace(",", ";").encode(), []),
        (TEXT.replace(",", "|").encode(), []),
    ],
)
def test_a_text_is_read_in_every_encoding_and_with_every_delimiter(tmp_path, content, remark):
    path = tmp_path / "students.csv"
    path.write_bytes(content)
    assert read(path) == (
        1,
        ("Student Number", "Last Name", "First Name"),
        [(2, ["1", "Núñez", "Zoë"]), (3, ["2", "Ray", "Bo"])],
        remark,
    )


def test_short_rows_long_rows_quoted_lists_and_blank_rows(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('Student Number,Last Name,Grade\n1,Lee,"09, 10"\n2\n\n,,\n3,Ray,9,extra\n4,Sol,9,\n', "utf-8")
    _row, _headings, rows, remarks = read(path)
    assert rows == [(2, ["1", "Lee", "09, 10"]), (3, ["2", "", ""]), (6, ["3", "Ray", "9"]), (7, ["4", "Sol", "9"])]
    assert remarks == ["row_long"]


def test_a_title_over_the_headings_does_not_decide_what_parts_the_columns(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "Students, all, of, them\nPrinted 10/1/2026\n\nStudent Number;Last Name;Birth Date\n1;Lee;2015-01-02\n", "utf-8"
    )
    heading_row, headings, rows, _remarks = read(path)
    assert (heading_row, headings) == (4, ("Student Number", "Last Name", "Birth Date"))
    assert rows == [(5, ["1", "Lee", "2015-01-02"])]


def test_the_second_of_two_equal_headings_has_a_number_and_one_without_a_name_a_letter(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Name,Phone,,phone,Phone\n1,2,3,4,5\n", "utf-8")
    assert read(path)[1] == ("Name", "Phone", "Column C", "phone (2)", "Phone (3)")


def test_a_merged_row_over_the_headings_says_whose_they_are(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        ["Roster 2026-27"],
        ["Student", None, "Guardian 1", None, "Guardian 2", None],
        ["Number", "Name", "Name", "Phone", "Name", "Phone"],
        [1, "Lee, Ann", "Kim Lee", "435-555-0101", "Sol Lee", "435-555-0102"],
        merged=("A1:F1", "A2:B2", "C2:D2", "E2:F2"),
    )
    heading_row, headings, rows, _remarks = read(path)
    assert heading_row == 3
    assert headings == (
        "Student Number",
        "Student Name",
        "Guardian 1 Name",
        "Guardian 1 Phone",
        "Guardian 2 Name",
        "Guardian 2 Phone",
    )
    assert rows == [(4, ["1", "Lee, Ann", "Kim Lee", "435-555-0101", "Sol Lee", "435-555-0102"])]


def test_cells_of_a_workbook_are_said_as_people_read_them(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        ["Student Number", "Birth Date", "GPA", "Active", "Zip", "Printed"],
        [4001.0, date(2015, 3, 4), 3.25, True, "00501", datetime(2026, 10, 1, 8, 30)],
        [4002, None, 0.1 + 0.2, False, 84624, None],
    )
    assert read(path)[2] == [
        (2, ["4001", "2015-03-04", "3.25", "true", "00501", "2026-10-01 08:30:00"]),
        (3, ["4002", "", "0.3", "false", "84624", ""]),
    ]


def test_the_sheet_that_looks_like_a_table_is_taken_and_hidden_ones_are_not_shown(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active.append(["Do not change"])
    book.create_sheet("Codes").sheet_state = "hidden"
    data = book.create_sheet("Data")
    data.append(["Student Number", "Last Name", "First Name"])
    data.append([1, "Lee", "Ann"])
    book.save(tmp_path / "a.xlsx")
    with open_book(tmp_path / "a.xlsx", Remarks()) as opened:
        assert opened.sheets == ("Read me", "Data")
        assert opened.sheet().name == "Data"
        with pytest.raises(OfficeError, match="table_sheet_missing"):
            opened.sheet("October")


def test_the_only_sheet_is_taken_whatever_it_is_called_this_month(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ["Student Number"], [1], title="October")
    assert read(path, "September")[2] == [(2, ["1"])]


def test_rows_of_a_workbook_count_from_the_top_of_the_sheet(tmp_path):
    book = openpyxl.Workbook()
    for cell, value in {"C4": "Student Number", "D4": "Last Name", "C6": 1, "D6": "Lee"}.items():
        book.active[cell] = value
    book.save(tmp_path / "a.xlsx")
    heading_row, headings, rows, _remarks = read(tmp_path / "a.xlsx")
    assert (heading_row, headings[-2:], rows[0][0], rows[0][1][-2:]) == (
        4,
        ("Student Number", "Last Name"),
        6,
        ["1", "Lee"],
    )


def test_an_old_or_locked_workbook_a_picture_and_another_zip_are_refused_with_what_to_do(tmp_path):
    for name, content, code in (
        ("a.xls", workbooks.OLD_WORKBOOK + b"\0" * 600, "table_old_workbook"),
        ("a.csv", b"%PDF-1.7 ...", "table_not_table"),
        ("b.csv", b"\x89PNG\r\n", "table_not_table"),
        ("empty.csv", b"", "table_no_heading"),
        ("blank.csv", b"\n , \n", "table_no_heading"),
    ):
        (tmp_path / name).write_bytes(content)
        assert refused(tmp_path / name) == code, name
    with zipfile.ZipFile(tmp_path / "c.xlsx", "w") as archive:
        archive.writestr("users.csv", "sourcedId")
    assert refused(tmp_path / "c.xlsx") == "table_not_table"
    assert refused(tmp_path / "gone.csv") == "roster_not_found"


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="XFD1048576"><v>1</v></c>',
        b"<c r='XFD1048576'><v>1</v></c>",
        b'<c  r = "XFD1048576"><v>1</v></c>',
        b'<c\nr="AAA999999"><v>1</v></c>',
        b'<c r="ZZ1048576"><v>1</v></c>',
        b'<c r="Z1048576"><v>1</v></c>',
    ],
)
def test_a_cell_far_out_is_found_before_room_is_made_for_all_the_empty_ones(tmp_path, cell):
    path = workbook(tmp_path / "a.xlsx", ["Student Number"], [1])
    with_part(path, lambda xml: xml.replace(b"</sheetData>", b"<row>" + cell + b"</row></sheetData>"))
    assert refused(path) == "table_too_far"


def test_a_wide_table_and_a_long_one_are_not_too_far(tmp_path):
    wide = workbook(tmp_path / "wide.xlsx", [f"Heading {letter}" for letter in "ABCDEFGHIJ" * 40], ["x"] * 400)
    assert len(read(wide)[1]) == 400
    far_down = with_part(
        workbook(tmp_path / "down.xlsx", ["Student Number"], [1]),
        lambda xml: xml.replace(b"</sheetData>", b'<row r="200000"><c r="A200000"><v>2</v></c></row></sheetData>'),
    )
    assert read(far_down)[2][-1] == (200000, ["2"])


def test_the_reach_of_cells_is_the_same_wherever_a_part_is_cut_into_blocks(monkeypatch):
    xml = (
        b"<sheetData>" + b'<row r="1"><c r="A1"><v>1</v></c></row>' * 30 + b'<row r="1048576"><c r="XFD1048576"/></row>'
    )
    for block in range(70, 140):
        monkeypatch.setattr(workbooks, "_BLOCK", block)
        assert workbooks._reach(io.BytesIO(xml)) == (1048576, 16384)
        assert workbooks._exact_reach(io.BytesIO(xml)) == (1048576, 16384)


def test_a_workbook_that_grows_out_of_proportion_is_refused_before_it_is_unpacked(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ["Student Number"], [1])
    with_part(path, lambda xml: xml + b" " * (64 * 1024 * 1024))
    tracemalloc.start()
    began = time.perf_counter()
    assert refused(path) == "roster_zip_ratio"
    assert time.perf_counter() - began < 2
    assert tracemalloc.get_traced_memory()[1] < 8 * 1024 * 1024
    tracemalloc.stop()


def test_a_workbook_too_large_for_memory_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(workbooks, "MAX_PART_BYTES", 1000)
    assert refused(workbook(tmp_path / "a.xlsx", ["Student Number"], *[[n] for n in range(60)])) == "table_too_large"


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 4999), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_workbook_with_bytes_changed_is_a_table_or_an_error_with_a_sentence(tmp_path_factory, changes):
    path = tmp_path_factory.mktemp("changed") / "a.xlsx"
    workbook(path, ["Student Number", "Last Name"], [1, "Lee"])
    content = bytearray(path.read_bytes())
    for at, byte in changes:
        content[at * len(content) // 5000] = byte
    path.write_bytes(content)
    try:
        read(path)
    except OfficeError as error:
        assert error.code.startswith(("table_", "roster_"))


def test_nothing_is_lost_of_long_numbers_kept_as_text():
    assert [as_text(each) for each in (1e20, 123456789012.0, 0.875, -3.0)] == [
        "100000000000000000000",
        "123456789012",
        "0.875",
        "-3",
    ]


def test_the_heading_that_comes_again_on_a_new_page_is_no_student_however_it_is_written(tmp_path: Path):
    path = tmp_path / "pages.csv"
    again = "Student Number,Last Name,FIRST name\r\nStudent \t number,Last Name,First Name\r\n"
    path.write_text(f"{TEXT}{again}3,Xu,Li\r\nStudent Number,Last Name,Smith\r\n", encoding="utf-8")
    _row, _headings, rows, _remarks = read(path)
    assert [cells for _number, cells in rows] == [
        ["1", "Núñez", "Zoë"], ["2", "Ray", "Bo"], ["3", "Xu", "Li"], ["Student Number", "Last Name", "Smith"],
    ]  # fmt: skip


@pytest.mark.parametrize("nul", ["", "\0"], ids=["taken by the batch", "line by line"])
def test_a_quotation_without_end_over_a_million_blank_lines_is_refused_at_once(tmp_path: Path, nul: str):
    """Were each line compared with all before it, this would take an hour, and the test's time would be over."""
    path = tmp_path / "open.csv"
    path.write_text(f'{TEXT}{nul}3,"Xu,Li\r\n' + "\n" * 1_000_000, encoding="utf-8")
    assert refused(path) in {"roster_quote_open", "roster_row_unreadable"}
