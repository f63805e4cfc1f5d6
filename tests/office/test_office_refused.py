"""What is not an office, or not whole, or not its own, is told in a sentence; and nothing in it is changed."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from office_folder import NEW_PASSPHRASE, PASSPHRASE, content, founding, make, opened, refusal, reset
from sqlalchemy import text

from ilp_desktop import office
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.store import folders
from ilp_desktop.vault.cost import CHEAP
from ilp_desktop.wording import sentence


def header(folder: Path) -> Path:
    return folder / "header.json"


def previous(folder: Path) -> Path:
    return folder / "header.prev.json"


def database(folder: Path) -> Path:
    return folder / "office.db"


def looked_at(folder: Path) -> str:
    with pytest.raises(OfficeError) as refused:
        office.look_at(folder, lowest=CHEAP)
    assert sentence(refused.value)
    return refused.value.code


def test_a_place_with_no_office(tmp_path: Path):
    (tmp_path / "file.ilp").write_text("not a folder")
    (tmp_path / "empty.ilp").mkdir()
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_bytes(b"\xff\xd8")
    found = {name: refusal(tmp_path / name) for name in ("nowhere.ilp", "file.ilp", "empty.ilp", "photos")}
    assert found == {
        "nowhere.ilp": "office_not_found",
        "file.ilp": "office_folder_bad",
        "empty.ilp": "office_folder_bad",
        "photos": "office_folder_bad",
    }
    assert refusal(tmp_path / "file.ilp" / "inside.ilp") == "office_not_found"
    assert refusal(tmp_path / ("n" * 300)) == "store_unreachable"
    assert sorted(path.name for path in tmp_path.rglob("*")) == [
        "cat.jpg", "empty.ilp", "file.ilp", "photos",
    ]  # fmt: skip


def test_a_missing_database_is_named(made):
    database(made.folder).unlink()
    assert refusal(made.folder) == looked_at(made.folder) == "store_missing"
    with pytest.raises(OfficeError, match="store_missing"):
        reset(made.folder, made.recovery)


def test_a_missing_key_file_is_named(made):
    header(made.folder).unlink()
    previous(made.folder).unlink()
    assert refusal(made.folder) == looked_at(made.folder) == "header_missing"


@pytest.mark.parametrize("how", ["half", "empty", "bit", "gone", "zeros"])
def test_a_damaged_key_file_falls_back_to_its_previous_copy_and_says_so(made, how: str):
    whole = header(made.folder).read_bytes()
    spoiled = {
        "half": whole[: len(whole) // 2],
        "empty": b"",
        "bit": whole[:700] + bytes([whole[700] ^ 1]) + whole[701:],
        "zeros": bytes(len(whole)),
    }
    if how == "gone":
        header(made.folder).unlink()
    else:
        header(made.folder).write_bytes(spoiled[how])
    assert refusal(made.folder, "not the passphrase at all") == "passphrase_wrong"
    with opened(made.folder) as there:
        assert there.remarks == ("key_file_repaired",)
    assert header(made.folder).read_bytes() == whole
    with opened(made.folder) as there:
        assert there.remarks == ()


def test_both_key_files_damaged_is_told(made):
    for file in (header(made.folder), previous(made.folder)):
        file.write_bytes(file.read_bytes()[:100])
    before = content(made.folder)
    assert refusal(made.folder) == looked_at(made.folder) == "header_damaged"
    with pytest.raises(OfficeError, match="header_damaged"):
        reset(made.folder, made.recovery)
    assert content(made.folder) == before


def test_the_key_file_of_another_office_is_told_by_its_previous_copy(made, tmp_path: Path):
    make(tmp_path / "B.ilp", passphrase=NEW_PASSPHRASE)
    shutil.copy(header(tmp_path / "B.ilp"), header(made.folder))
    before = content(made.folder)
    # Without a look at the copy, the right passphrase would be called wrong.
    assert refusal(made.folder) == "header_other_office"
    assert refusal(made.folder, NEW_PASSPHRASE) == looked_at(made.folder) == "header_other_office"
    assert content(made.folder) == before
    shutil.copy(previous(made.folder), header(made.folder))
    opened(made.folder).close()


@pytest.mark.parametrize("swapped", ["keys", "database"])
def test_keys_and_database_of_two_offices_are_told_as_such(made, tmp_path: Path, swapped: str):
    make(tmp_path / "B.ilp", passphrase=PASSPHRASE)
    for name in ("header.json", "header.prev.json") if swapped == "keys" else ("office.db",):
        shutil.copy(tmp_path / "B.ilp" / name, made.folder / name)
    before = content(made.folder)
    assert refusal(made.folder) == "office_mixed"
    assert content(made.folder) == before


def test_an_older_key_file_put_back_is_refused_also_with_the_recovery_sheet(made):
    older = header(made.folder).read_bytes()
    with opened(made.folder) as there:
        there.change_passphrase(PASSPHRASE, NEW_PASSPHRASE, cost=CHEAP)
    header(made.folder).write_bytes(older)
    before = content(made.folder)
    assert refusal(made.folder) == "header_old"
    with pytest.raises(OfficeError, match="header_old"):
        reset(made.folder, made.recovery, "another passphrase for the office")
    assert content(made.folder) == before
    previous(made.folder).write_bytes(older)
    assert refusal(made.folder) == "header_old"


def test_a_weakened_key_file_is_refused(made):
    # What a real office is held to: the cheap cost of these tests is itself such a header.
    with pytest.raises(OfficeError, match="header_cost"):
        office.look_at(made.folder)


def test_plain_sqlite_in_place_of_the_database_is_refused(made):
    database(made.folder).unlink()
    raw = sqlite3.connect(database(made.folder))
    raw.execute("CREATE TABLE student (name TEXT)")
    raw.commit()
    raw.close()
    before = content(made.folder)
    assert refusal(made.folder) == "store_plaintext"
    assert content(made.folder) == before


@pytest.mark.parametrize("left", [0, 100, 4096 * 3, 4096 * 3 + 17, -4096, -1])
def test_a_database_cut_short_is_damaged_not_a_wrong_passphrase(made, left: int):
    whole = database(made.folder).read_bytes()
    database(made.folder).write_bytes(whole[:left])
    assert refusal(made.folder) == "store_damaged"
    assert database(made.folder).read_bytes() == whole[:left]


def test_a_damaged_first_page_is_damage_not_another_offices(made):
    whole = bytearray(database(made.folder).read_bytes())
    whole[200] ^= 1
    database(made.folder).write_bytes(whole)
    assert refusal(made.folder) == "store_damaged"


def test_an_office_of_a_newer_version_is_left_alone(made):
    with opened(made.folder) as there, there._desk.store.write() as connection:
        connection.execute(text("PRAGMA user_version = 999"))
    before = content(made.folder)
    assert refusal(made.folder) == "store_newer"
    assert content(made.folder) == before


def test_a_key_file_of_a_newer_version_is_left_alone(made):
    raw = header(made.folder).read_bytes()
    header(made.folder).write_bytes(raw.replace(b'"version": 2', b'"version": 3'))
    # The previous copy would open; what the newer version wrote must not be undone by an older one.
    assert refusal(made.folder) == looked_at(made.folder) == "header_newer"


@pytest.mark.parametrize("where", ["OneDrive - Millard District", "Dropbox", "Library/Mobile Documents"])
def test_no_office_is_made_or_opened_where_a_service_copies_it_away(made, tmp_path: Path, where: str):
    cloud = tmp_path / where
    cloud.mkdir(parents=True)
    with pytest.raises(OfficeError, match="folder_cloud"):
        founding(cloud / "A.ilp")
    assert list(cloud.iterdir()) == []
    moved = made.folder.rename(cloud / "B.ilp")
    assert refusal(moved) == "folder_cloud"
    with pytest.raises(OfficeError, match="folder_cloud"):
        reset(moved, made.recovery)


def test_no_office_is_made_or_opened_on_another_computer(made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(folders, "file_system", lambda place, mounts: "nfs4")
    assert refusal(made.folder) == "folder_network"
    with pytest.raises(OfficeError, match="folder_network"):
        founding(tmp_path / "A.ilp")
    assert not list(tmp_path.glob("A*"))
