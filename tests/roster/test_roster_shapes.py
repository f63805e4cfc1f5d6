"""Whatever file is chosen, it is told apart by what is in it, or refused in words about what it is."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from roster_files import FILES, changed, zipped

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.mappings import ColumnUse, Content, TableMapping
from ilp_desktop.domain.roster import PersonKind
from ilp_desktop.roster.shapes import open_any, shape_of, table_within
from ilp_desktop.wording import sentence

_GOLDEN = Path(__file__).parents[1] / "golden"
_SAMPLES = Path(__file__).parents[2].parent / "shared" / "data" / "oneroster"
_TABLE = "Student ID,First Name,Last Name\n4001,Zoë,Núñez\n"
_MAPPING = TableMapping(
    "Invented SIS",
    Content.STUDENTS,
    (
        ColumnUse("student_number", "Student ID"),
        ColumnUse("first_name", "First Name"),
        ColumnUse("last_name", "Last Name"),
    ),
)


def _code(path) -> str:
    with pytest.raises(OfficeError) as caught:
        shape_of(path)
    words = sentence(caught.value, "en")
    assert "Nothing was" in words
    assert "{" not in words
    return caught.value.code


def _written(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _workbook(path):
    book = openpyxl.Workbook()
    book.active.append(["Student ID", "First Name", "Last Name"])
    book.active.append(["4001", "Zoë", "Núñez"])
    book.save(path)
    return path


def test_a_oneroster_is_told_whether_zip_or_folder(tmp_path):
    assert shape_of(zipped(tmp_path / "roster.zip", FILES)) == "oneroster"
    assert shape_of(zipped(tmp_path / "deep.zip", FILES, folder="a/b/")) == "oneroster"
    for name, text in changed(manifest=None).items():
        _written(tmp_path / name, text)
    assert shape_of(tmp_path) == "oneroster"


def test_a_oneroster_1_2_without_manifest_is_not_taken_for_the_other(tmp_path):
    users = "sourcedId,givenName,familyName\nu1,Zoë,Núñez\n"
    roles = "sourcedId,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\nr1,u1,primary,student,,,s1\n"
    files = changed(manifest=None, users=users) | {"roles.csv": roles}
    assert shape_of(zipped(tmp_path / "roster.zip", files)) == "oneroster"


@pytest.mark.parametrize("sample", ["sds-v1", "sds-v2.1"])
def test_school_data_sync_is_told(tmp_path, sample):
    assert shape_of(_GOLDEN / sample) == "sds"
    files = {path.name.upper(): path.read_bytes() for path in (_GOLDEN / sample).glob("*.csv")}
    assert shape_of(zipped(tmp_path / "sds.zip", files)) == "sds"
    with open_any(_GOLDEN / sample) as opened:
        assert (opened.shape, opened.source) == ("sds", "sds")
        assert sum(1 for _record in opened.records()) > 20
    with open_any(_GOLDEN / sample, source="Invented") as opened:
        assert opened.streamed().roster.source == "Invented"


@pytest.mark.parametrize(
    "name", ["students.csv", "students.tsv", "STUDENTS.TXT", "users.csv", "Student.csv", "noending"]
)
def test_one_text_file_is_a_table(tmp_path, name):
    assert shape_of(_written(tmp_path / name, _TABLE)) == "table"
    assert table_within(tmp_path / name) == tmp_path / name


@pytest.mark.parametrize("name", ["students.xlsx", "renamed.zip"])
def test_a_workbook_is_a_table_whatever_it_is_called(tmp_path, name):
    assert shape_of(_workbook(tmp_path / name)) == "table"


@pytest.mark.parametrize("name", ["students.csv", "Student.csv", "users.csv"])
def test_a_folder_with_one_table_is_that_table(tmp_path, name):
    _written(tmp_path / name, _TABLE)
    _written(tmp_path / "readme.pdf", "%PDF-1.7")
    assert shape_of(tmp_path) == "table"
    assert table_within(tmp_path) == tmp_path / name


def test_a_table_opens_with_its_mapping_and_not_without(tmp_path):
    path = _written(tmp_path / "students.csv", _TABLE)
    with open_any(path, _MAPPING) as opened:
        people = opened.streamed().roster.people
        assert [(each.given_name, each.kind) for each in people] == [("Zoë", PersonKind.STUDENT)]
        assert (opened.shape, opened.source, len(opened.contents)) == ("table", "Invented SIS", 16)
    with pytest.raises(OfficeError) as caught, open_any(path):
        pass
    assert caught.value.code == "roster_mapping_needed"
    assert sentence(caught.value, "es")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("letter.pdf", b"%PDF-1.7\n%\xe2\xe3", "table_not_table"),
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "table_not_table"),
        ("photo.png", b"\x89PNG\r\n\x1a\n", "table_not_table"),
        ("photo.heic", b"\x00\x00\x00\x18ftypheic", "table_not_table"),
        ("page.xls", b"\xef\xbb\xbf\n <html><table>", "table_not_table"),
        ("page.xml", b"<?xml version='1.0'?>", "table_not_table"),
        ("students.csv", b"\x1f\x8b\x08\x00", "table_not_table"),
        ("old.xls", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "table_old_workbook"),
        ("broken.zip", b"not a zip at all", "roster_nothing_known"),
        ("cut.zip", b"PK\x03\x04 and then nothing", "roster_nothing_known"),
    ],
)
def test_what_is_no_roster_is_named_for_what_it_is(tmp_path, name, content, code):
    assert _code(_written(tmp_path / name, content)) == code


def test_zips_and_folders_of_something_else_are_refused(tmp_path):
    assert _code(zipped(tmp_path / "letters.zip", {"letter.docx": "x", "photo.jpg": "x"})) == "roster_nothing_known"
    assert _code(zipped(tmp_path / "empty.zip", {})) == "roster_nothing_known"
    assert _code(zipped(tmp_path / "one.zip", {"students.csv": _TABLE})) == "roster_zip_of_table"
    assert _code(zipped(tmp_path / "many.zip", {"a.csv": _TABLE, "b.csv": _TABLE})) == "roster_many_tables"
    assert _code(tmp_path / "nowhere.csv") == "roster_not_found"
    folder = tmp_path / "folder"
    folder.mkdir()
    assert _code(folder) == "roster_nothing_known"
    for name in ("a.csv", "b.xlsx"):
        _written(folder / name, _TABLE)
    assert _code(folder) == "roster_many_tables"


def test_grades_without_people_are_refused_in_their_own_words(tmp_path):
    gradebook = {"results.csv": "sourcedId\n", "lineItems.csv": "sourcedId\n", "manifest.csv": FILES["manifest.csv"]}
    assert _code(zipped(tmp_path / "grades.zip", gradebook)) == "roster_gradebook_only"


@pytest.mark.parametrize("name", ["students.csv", "students.txt"])
def test_a_link_to_a_table_is_not_followed_out_of_its_folder(tmp_path, name):
    outside = _written(tmp_path / "outside.txt", _TABLE)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / name).symlink_to(outside)
    assert _code(folder) == "roster_zip_link"


def test_a_harmful_zip_is_refused_before_anything_of_it_is_looked_at(tmp_path):
    assert _code(zipped(tmp_path / "roster.zip", FILES | {"../x.csv": "x"})) == "roster_zip_path"


@pytest.mark.skipif(not _SAMPLES.is_dir(), reason="samples that may not be copied here lie beside the repository")
def test_samples_made_by_others_come_in():
    with open_any(_SAMPLES / "Test_minimal_data_set.zip") as opened:
        roster = opened.streamed().roster
        assert (len(tuple(roster.people)), len(tuple(roster.classes)), len(tuple(roster.enrollments))) == (6, 2, 6)
    with open_any(_SAMPLES / "oneroster_test_data.zip") as opened:
        reading = opened.streamed()
        assert (opened.version, opened.mode.value, opened.whole) == ("1.2", "delta", frozenset())
        assert [person.family_name for person in reading.roster.people] == ["Wayne"]
        assert {remark.code for remark in reading.remarks} == {"changes_only"}
    for name, version in (("ms-sds-v1-100users", "1"), ("ms-sds-v2.1", "2.1")):
        with open_any(_SAMPLES / name) as opened:
            assert (opened.shape, opened.version) == ("sds", version)


def test_an_own_roster_with_the_traits_of_those_samples_comes_in(tmp_path):
    """A minimal export: no courses, systemCode 'absent', odd session order, blank lines at the end, capitals in classType."""
    manifest = (
        FILES["manifest.csv"]
        .replace("source.systemCode,invented", "source.systemCode,absent")
        .replace("Invented SIS", "absent")
    )
    files = changed(
        courses=None,
        demographics=None,
        manifest=manifest.replace("file.courses,bulk", "file.courses,absent").replace(
            "file.demographics,bulk", "file.demographics,absent"
        ),
    )
    files["classes.csv"] = files["classes.csv"].replace("scheduled", "Scheduled")
    files = {name: text.replace("\n", "\r\n") + "\r\n" for name, text in files.items()}
    with open_any(zipped(tmp_path / "minimal.zip", files)) as opened:
        reading = opened.streamed()
        assert opened.source == "oneroster"
        assert [each.kind for each in reading.roster.classes] == ["scheduled"]
        assert [(each.file, each.row, each.code) for each in reading.remarks] == [
            ("classes.csv", 2, "reference_dangling")
        ]


def test_looking_leaves_the_file_as_it_was(tmp_path):
    path = zipped(tmp_path / "roster.zip", FILES)
    before = path.read_bytes()
    shape_of(path)
    with open_any(path) as opened:
        assert list(opened.records())
    assert path.read_bytes() == before
    shutil.move(path, tmp_path / "moved.zip")
