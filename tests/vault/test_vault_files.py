"""The header in its folder: written so that a whole one is always there."""

import sys
from pathlib import Path

import pytest
from vault_office import NEW_PASSPHRASE, NOW, PASSPHRASE, office

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.vault import files, keys
from ilp_desktop.vault.cost import CHEAP
from ilp_desktop.vault.files import HEADER, PREVIOUS, find_header, settle_header, write_header


@pytest.fixture
def first():
    return office()[0]


@pytest.fixture
def second(first):
    return keys.change_passphrase(first, PASSPHRASE, NEW_PASSPHRASE, CHEAP, NOW)[0]


def test_the_header_before_stays_beside_the_new_one(tmp_path, first, second):
    write_header(tmp_path, first)
    assert sorted(path.name for path in tmp_path.iterdir()) == [HEADER]
    write_header(tmp_path, second)
    assert (tmp_path / HEADER).read_bytes() == second.to_bytes()
    assert (tmp_path / PREVIOUS).read_bytes() == first.to_bytes()
    found = find_header(tmp_path, CHEAP)
    assert (found.header, found.from_previous) == (second, False)
    assert sorted(path.name for path in tmp_path.iterdir()) == [HEADER, PREVIOUS]


def test_once_settled_the_replaced_passphrase_opens_nothing_in_the_folder(tmp_path, first, second):
    write_header(tmp_path, first)
    write_header(tmp_path, second)
    settle_header(tmp_path, second)
    (tmp_path / HEADER).unlink()
    found = find_header(tmp_path, CHEAP)
    assert (found.header, found.from_previous) == (second, True)
    with pytest.raises(OfficeError, match="passphrase_wrong"):
        keys.unlock(found.header, PASSPHRASE)
    settle_header(tmp_path, found.header)
    assert find_header(tmp_path, CHEAP).from_previous is False


@pytest.mark.parametrize("left", [0, 1, 700, -1, None])
def test_a_half_written_or_missing_header_falls_back_and_says_so(tmp_path, first, second, left):
    write_header(tmp_path, first)
    write_header(tmp_path, second)
    if left is None:
        (tmp_path / HEADER).unlink()
    else:
        (tmp_path / HEADER).write_bytes(second.to_bytes()[:left])
    found = find_header(tmp_path, CHEAP)
    assert (found.header, found.from_previous) == (first, True)


def test_a_damaged_header_never_pushes_out_the_previous_whole_one(tmp_path, first, second):
    write_header(tmp_path, first)
    write_header(tmp_path, first)
    (tmp_path / HEADER).write_bytes(b"{")
    write_header(tmp_path, second)
    assert (tmp_path / PREVIOUS).read_bytes() == first.to_bytes()


def test_a_newer_header_is_never_passed_over_for_an_older_copy(tmp_path, first):
    write_header(tmp_path, first)
    write_header(tmp_path, first)
    (tmp_path / HEADER).write_bytes(first.to_bytes().replace(b'"version": 2', b'"version": 3'))
    with pytest.raises(OfficeError, match="header_newer"):
        find_header(tmp_path, CHEAP)


def test_no_header_or_two_damaged_ones_are_refused(tmp_path):
    with pytest.raises(OfficeError, match="header_missing"):
        find_header(tmp_path)
    (tmp_path / HEADER).write_bytes(b"{")
    with pytest.raises(OfficeError, match="header_damaged"):
        find_header(tmp_path)
    (tmp_path / PREVIOUS).write_bytes(b"{")
    with pytest.raises(OfficeError, match="header_damaged"):
        find_header(tmp_path)


def test_each_file_is_synced_before_it_is_moved_into_place_and_the_folder_after(tmp_path, first, second, monkeypatch):
    write_header(tmp_path, first)
    steps = []
    sync, sync_folder, move = files._sync, files.sync_folder, Path.replace
    monkeypatch.setattr(files, "_sync", lambda number: (steps.append("sync"), sync(number)))
    monkeypatch.setattr(files, "sync_folder", lambda folder: (steps.append("folder"), sync_folder(folder)))
    monkeypatch.setattr(Path, "replace", lambda here, there: (steps.append(Path(there).name), move(here, there)))
    write_header(tmp_path, second)
    assert steps == ["sync", PREVIOUS, "folder", "sync", HEADER, "folder"]


def fail_at(monkeypatch, failing):
    """Let the given steps of writing fail."""
    steps = iter(range(100))

    def sometimes(real):
        def step(*arguments):
            if next(steps) in failing:
                raise OSError(28, "No space left on device")
            return real(*arguments)

        return step

    monkeypatch.setattr(files, "_sync", sometimes(files._sync))
    monkeypatch.setattr(files, "sync_folder", sometimes(files.sync_folder))
    monkeypatch.setattr(Path, "replace", sometimes(Path.replace))


@pytest.mark.parametrize("failing", range(6))
def test_a_failure_at_any_step_leaves_the_header_before(tmp_path, first, second, monkeypatch, failing):
    write_header(tmp_path, first)
    fail_at(monkeypatch, {failing})
    with pytest.raises(OfficeError, match="header_not_written"):
        write_header(tmp_path, second)
    found = find_header(tmp_path, CHEAP)
    assert found.from_previous is False
    assert found.header == first
    keys.unlock(found.header, PASSPHRASE)


def test_a_header_that_is_in_force_and_cannot_be_taken_back_is_not_called_unwritten(
    tmp_path, first, second, monkeypatch
):
    write_header(tmp_path, first)
    fail_at(monkeypatch, {5, 6})
    write_header(tmp_path, second)
    keys.unlock(find_header(tmp_path, CHEAP).header, NEW_PASSPHRASE)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no owner bits")
def test_only_the_login_it_belongs_to_reads_the_header(tmp_path, first):
    write_header(tmp_path, first)
    assert (tmp_path / HEADER).stat().st_mode & 0o077 == 0


def test_a_header_that_cannot_be_read_is_said_so(tmp_path):
    (tmp_path / HEADER).mkdir()
    with pytest.raises(OfficeError, match="header_unreadable"):
        find_header(tmp_path)
