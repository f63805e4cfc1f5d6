"""A zip or folder that would do harm is refused before anything of it is unpacked."""

import io
import stat
import struct
import zipfile

import pytest
from roster_files import FILES, zipped

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.roster import packages
from ilp_desktop.roster.oneroster import read_roster
from ilp_desktop.wording import sentence


def _code(path) -> str:
    with pytest.raises(OfficeError) as caught:
        read_roster(path)
    words = sentence(caught.value, "en")
    assert "Nothing was" in words
    assert "{" not in words
    return caught.value.code


def _with(path, name, content=b"", **entry_fields):
    """The plain roster and one more entry."""
    zipped(path, FILES)
    entry = zipfile.ZipInfo(name)
    for field, value in entry_fields.items():
        setattr(entry, field, value)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(entry, content)
    # What the zip module would have made proper.
    return path


@pytest.mark.parametrize(
    "name",
    ["../users2.csv", "a/../../x.csv", "/etc/x.csv", "\\windows\\x.csv", "C:\\x.csv", "c:/x.csv", "..\\x.csv"],
)
def test_a_name_outside_the_package_is_refused(tmp_path, name):
    assert _code(_with(tmp_path / "roster.zip", name)) == "roster_zip_path"


def test_a_name_with_a_nul_in_it_is_refused(tmp_path):
    path = _with(tmp_path / "roster.zip", "extra.csvX.exe", b"x")
    path.write_bytes(path.read_bytes().replace(b"extra.csvX.exe", b"extra.csv\0.exe"))
    assert _code(path) == "roster_zip_path"


def test_a_link_is_refused(tmp_path):
    mode = (stat.S_IFLNK | 0o777) << 16
    assert _code(_with(tmp_path / "roster.zip", "extra.csv", b"/etc/passwd", external_attr=mode)) == "roster_zip_link"


def test_a_link_in_a_folder_is_refused(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert read_roster(tmp_path).remarks == ()
    (tmp_path / "courses.csv").rename(tmp_path / "elsewhere.txt")
    (tmp_path / "courses.csv").symlink_to(tmp_path / "elsewhere.txt")
    assert _code(tmp_path) == "roster_zip_link"


@pytest.mark.parametrize("name", ["USERS.CSV", "./users.csv"])
def test_a_name_twice_is_refused(tmp_path, name):
    assert _code(_with(tmp_path / "roster.zip", name, b"x")) == "roster_zip_duplicate"


@pytest.mark.parametrize("name", ["more.zip", "deep/more.ZIP", "more.7z", "more.tar.gz"])
def test_a_packed_file_inside_is_refused(tmp_path, name):
    assert _code(_with(tmp_path / "roster.zip", name, b"x")) == "roster_zip_nested"


def test_a_zip_that_calls_itself_a_table_is_refused(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("users.csv", "x")
    assert _code(zipped(tmp_path / "roster.zip", FILES | {"courses.csv": inner.getvalue()})) == "roster_file_is_zip"


def test_a_file_that_would_grow_out_of_proportion_is_refused(tmp_path):
    bomb = zipped(tmp_path / "roster.zip", FILES | {"courses.csv": b"\0" * 20_000_000})
    assert bomb.stat().st_size < 100_000
    assert _code(bomb) == "roster_zip_ratio"


def test_more_bytes_than_any_roster_are_refused_by_what_the_directory_says(tmp_path, monkeypatch):
    path = zipped(tmp_path / "roster.zip", FILES)
    monkeypatch.setattr(packages, "MAX_TOTAL_BYTES", 1000)
    assert _code(path) == "roster_zip_too_large"
    monkeypatch.undo()
    monkeypatch.setattr(packages, "MAX_FILE_BYTES", 100)
    assert _code(path) == "roster_zip_too_large"
    monkeypatch.undo()
    monkeypatch.setattr(packages, "MAX_PACKAGE_BYTES", 100)
    assert _code(path) == "roster_zip_too_large"


def test_too_many_entries_are_refused(tmp_path):
    path = tmp_path / "roster.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(packages.MAX_ENTRIES + 1):
            archive.writestr(f"{number}.txt", "")
    assert _code(path) == "roster_zip_too_many"


def test_a_directory_of_enormous_length_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "roster.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"{number:06d}.txt", "")

    def never(*_args, **_kwargs):
        raise AssertionError("the directory was read")

    monkeypatch.setattr(packages.zipfile, "ZipFile", never)
    assert _code(path) == "roster_zip_too_many"


def test_a_size_that_lies_is_found_before_any_row_comes_in(tmp_path):
    path = zipped(tmp_path / "roster.zip", FILES)
    whole = path.read_bytes()
    real = len(FILES["users.csv"].encode())
    for lie in (real - 20, real + 20):
        at = whole.rindex(b"PK\x01\x02", 0, whole.rindex(b"users.csv"))
        assert whole[at + 24 : at + 28] == struct.pack("<I", real)
        path.write_bytes(whole[: at + 24] + struct.pack("<I", lie) + whole[at + 28 :])
        assert _code(path) == "roster_file_damaged"


def test_every_cut_and_every_turned_bit_is_refused_or_harmless(tmp_path):
    path = zipped(tmp_path / "roster.zip", FILES)
    whole = path.read_bytes()
    plain = read_roster(path).roster
    refused = 0
    for at in range(0, len(whole), 7):
        for bent in (whole[:at], whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :]):
            path.write_bytes(bent)
            try:
                reading = read_roster(path)
            except OfficeError as error:
                refused += 1
                assert sentence(error, "en")
            else:
                # A name or a time was turned: a file is missing or nothing is, but no value was.
                people = {person.sourced_id: person.family_name for person in plain.people}
                assert all(people[each.sourced_id] == each.family_name for each in reading.roster.people)
    assert refused > len(whole) // 7


def test_a_locked_zip_is_refused(tmp_path):
    path = zipped(tmp_path / "roster.zip", FILES)
    whole = bytearray(path.read_bytes())
    at = whole.index(b"PK\x01\x02")
    whole[at + 8] |= 1
    path.write_bytes(whole)
    assert _code(path) == "roster_zip_encrypted"


def test_an_unusual_packing_is_refused(tmp_path):
    path = tmp_path / "roster.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        for name, text in FILES.items():
            archive.writestr(name, text)
    assert _code(path) == "roster_zip_method"


def test_what_is_no_roster_is_said_to_be_none(tmp_path):
    picture = tmp_path / "picture.zip"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert _code(picture) == "roster_not_oneroster"
    assert _code(zipped(tmp_path / "letters.zip", {"letter.txt": "Hello"})) == "roster_not_oneroster"
    assert _code(zipped(tmp_path / "empty.zip", {})) == "roster_not_oneroster"
    (tmp_path / "folder").mkdir()
    assert _code(tmp_path / "folder") == "roster_not_oneroster"
    assert _code(tmp_path / "nowhere.zip") == "roster_not_found"


def test_two_rosters_side_by_side_are_refused_and_an_older_one_below_is_not_taken(tmp_path):
    both = {f"{folder}/{name}": text for folder in ("a", "b") for name, text in FILES.items()}
    assert _code(zipped(tmp_path / "both.zip", both)) == "roster_two_rosters"
    older = {f"old/{name}": text.replace("Zoë", "Older") for name, text in FILES.items()}
    reading = read_roster(zipped(tmp_path / "older.zip", FILES | older))
    assert next(iter(reading.roster.people)).given_name == "Zoë"


def test_a_folder_full_of_other_things_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(packages, "MAX_FOLDER_ENTRIES", 20)
    for number in range(21):
        (tmp_path / f"{number}.txt").touch()
    assert _code(tmp_path) == "roster_folder_too_many"
