"""A backup becomes an office again: whole, in its place, with what stood there set aside; or nothing happens at all."""

import random
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from office_backups import BY_PASSPHRASE, LATER, backed_up, count, died_at, fill, restored, rows
from office_folder import NEW_PASSPHRASE, NOW, PASSPHRASE, content, copy, make, opened, refusal

from ilp_desktop import office
from ilp_desktop.clock import SetClock
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.office import Proof, moving
from ilp_desktop.store import audits, backups, folders
from ilp_desktop.vault.cost import CHEAP
from ilp_desktop.wording import sentence


def refused(backup: Path, to: Path, proof: Proof = BY_PASSPHRASE) -> str:
    with pytest.raises(OfficeError) as error:
        restored(backup, to, proof=proof)
    assert "{" not in sentence(error.value)
    return error.value.code


def names(place: Path) -> set[str]:
    return {path.name for path in place.iterdir()}


def test_every_backup_restores_to_the_same_rows(made, in_memory: Path, rounds: Callable[[int, int], int]):
    chance = random.Random(11)
    folder = copy(made.folder, in_memory / made.folder.name)
    for number in range(rounds(25, 100)):
        fill(folder, chance.randrange(1, 30))
        backup = backed_up(folder, in_memory / "stick" / str(number))
        before = rows(folder)
        to = in_memory / f"new {number}.ilp"
        assert restored(backup, to).set_aside is None
        assert rows(to) == before
        with opened(to) as there, there._desk.store.read() as connection:
            assert audits.verify(connection, there._keys.audit_key), "the record goes on where it was"
        fill(to, 1)
        assert rows(to) != before, "one student more would show"
        shutil.rmtree(to)


def test_a_flipped_byte_anywhere_in_a_backup_is_refused(made, in_memory: Path, rounds: Callable[[int, int], int]):
    fill(made.folder, 20)
    backup = backed_up(made.folder, in_memory / "stick")
    whole = content(backup)
    assert set(whole) == {"office.db", "header.json", "header.prev.json", "manifest.json"}
    chance = random.Random(13)
    for number in range(rounds(200, 2000)):
        name = sorted(whole)[number % 4]
        flipped = bytearray(whole[name])
        flipped[chance.randrange(len(flipped))] ^= chance.randrange(1, 256)
        (backup / name).write_bytes(flipped)
        with pytest.raises(OfficeError):
            office.look_inside(backup, BY_PASSPHRASE, lowest=CHEAP)
        if number % 10 < 4:
            assert refused(backup, in_memory / "new" / "A.ilp")
            assert names(in_memory / "new") == set()
        (backup / name).write_bytes(whole[name])
    assert restored(backup, in_memory / "new" / "A.ilp").folder.is_dir()


def test_a_manifest_written_anew_by_somebody_without_the_key_is_refused(made, tmp_path: Path):
    backup = backed_up(made.folder, tmp_path)
    manifest = backup / "manifest.json"
    whole = manifest.read_text()
    for lie in (
        whole.replace('"lines": 1', '"lines": 0'),
        whole.replace("2026-11-24", "2026-12-24"),
        whole.replace('"format": 2', '"format": 1'),
        whole.replace('"header.json"', '"../header.json"'),
    ):
        assert lie != whole
        manifest.write_text(lie)
        assert refused(backup, tmp_path / "A.ilp") == "backup_unsound"
    manifest.write_text(whole.replace('"format": 2', '"format": 3'))
    assert refused(backup, tmp_path / "A.ilp") == "backup_newer"


def test_a_lost_laptop_comes_back_with_the_stick_and_the_sheet(made, tmp_path: Path):
    fill(made.folder, 12)
    backed_up(made.folder, tmp_path / "stick")
    before = rows(made.folder)
    shutil.rmtree(made.folder)
    (seen,) = office.look_at_backups(tmp_path / "stick", lowest=CHEAP)
    assert (seen.school, seen.made_at, seen.roles, seen.problem) == (
        "Cedar Ridge Middle School", NOW, ("lead", "recovery"), None,
    )  # fmt: skip
    inside = office.look_inside(seen.folder, Proof(recovery=made.recovery), lowest=CHEAP)
    assert (inside.students, inside.may_replace) == (12, True)
    place = tmp_path / "new computer" / "Cedar Ridge.ilp"
    done = restored(seen.folder, place, proof=Proof(recovery=made.recovery.lower()))
    assert (done.folder, done.set_aside, done.made_at, done.remarks) == (place, None, NOW, ())
    assert names(place.parent) == {place.name}
    now = rows(place, NEW_PASSPHRASE)
    # The key file's epoch, and a line of the record: the sheet gave a passphrase.
    assert now == before | {name: now[name] for name in ("office", "audit")}
    assert refusal(place) == "passphrase_wrong", "what opened the lost laptop opens nothing here"
    assert (place.stat().st_mode & 0o777, (place / "office.db").stat().st_mode & 0o777) == (0o700, 0o600)


def test_a_weak_new_passphrase_is_said_before_anything_is_made(made, tmp_path: Path):
    backup = backed_up(made.folder, tmp_path / "stick")
    with pytest.raises(OfficeError, match="passphrase"):
        office.restore(
            backup, tmp_path / "new" / "A.ilp", Proof(recovery=made.recovery), clock=SetClock(NOW), lowest=CHEAP
        )
    assert not (tmp_path / "new").exists()


def test_what_stood_there_is_set_aside_with_the_date_and_opens_as_before(made, tmp_path: Path):
    fill(made.folder, 3)
    backup = backed_up(made.folder, tmp_path / "stick")
    fill(made.folder, 4, at=LATER)
    (made.folder / "slips.db").write_bytes(b"words of the old folder")
    old = content(made.folder)
    done = restored(backup, made.folder)
    assert done.set_aside == made.folder.with_name("Cedar Ridge.ilp.replaced-2026-11-25T093000.000000Z")
    assert content(done.set_aside) == old
    assert not (made.folder / "slips.db").exists()
    assert names(tmp_path) == {"stick", made.folder.name, done.set_aside.name}
    assert count(made.folder) == 3
    (done.set_aside / "slips.db").unlink()
    assert count(done.set_aside) == 7


def test_a_damaged_office_can_be_replaced_by_its_backup(made, tmp_path: Path):
    fill(made.folder, 3)
    backup = backed_up(made.folder, tmp_path / "stick")
    for number, name in enumerate(("office.db", "header.json", "header.prev.json")):
        for spoiled in ("office.db", "header.json", "header.prev.json")[: number + 1]:
            (made.folder / spoiled).unlink()
        if name == "header.prev.json":
            (made.folder / "office.db").write_bytes(b"no database")
        done = restored(backup, made.folder, at=LATER.replace(minute=number))
        assert done.set_aside is not None
        assert count(made.folder) == 3


def test_another_office_is_never_put_in_an_offices_place(made, tmp_path: Path):
    make(tmp_path / "B.ilp")
    backup = backed_up(tmp_path / "B.ilp", tmp_path / "stick")
    before = content(made.folder)
    assert refused(backup, made.folder) == "restore_other_office"
    (tmp_path / "photos.ilp").mkdir()
    assert refused(backup, tmp_path / "photos.ilp") == "office_exists"
    assert content(made.folder) == before
    assert names(tmp_path) == {"B.ilp", "stick", made.folder.name, "photos.ilp"}
    backed_up(made.folder, tmp_path / "stick")
    with pytest.raises(OfficeError, match="backups_several"):
        office.latest_of(office.look_at_backups(tmp_path / "stick", lowest=CHEAP))


def test_two_offices_of_one_name_keep_apart_on_one_stick(made, tmp_path: Path):
    make(tmp_path / "other" / made.folder.name)
    first = backed_up(made.folder, tmp_path / "stick")
    second = backed_up(tmp_path / "other" / made.folder.name, tmp_path / "stick")
    assert first.parent != second.parent
    assert backed_up(made.folder, tmp_path / "stick", at=LATER).parent == first.parent


def test_keys_and_database_of_two_backups_do_not_make_an_office(made, tmp_path: Path):
    first = backed_up(made.folder, tmp_path / "stick")
    with opened(made.folder) as there:
        there.change_passphrase(PASSPHRASE, NEW_PASSPHRASE, cost=CHEAP)
    with opened(made.folder, NEW_PASSPHRASE) as there:
        there._desk.clock.advance(60)
        (tmp_path / "b").mkdir()
        second = there.back_up_to(tmp_path / "b").folder
    for name in ("header.json", "header.prev.json"):
        shutil.copy(first / name, second / name)
    assert refused(second, tmp_path / "new.ilp") == "backup_unsound"


def test_restoring_keys_that_were_replaced_is_told(made, tmp_path: Path):
    backup = backed_up(made.folder, tmp_path / "stick")
    with opened(made.folder) as there:
        there.change_passphrase(PASSPHRASE, NEW_PASSPHRASE, cost=CHEAP)
    done = restored(backup, made.folder)
    assert done.remarks == ("restored_older_keys",)
    assert sentence(OfficeError(done.remarks[0]))
    opened(made.folder).close()


def test_a_wrong_passphrase_an_open_office_and_an_empty_stick_are_told(made, tmp_path: Path):
    backup = backed_up(made.folder, tmp_path / "stick")
    wrong = Proof(passphrase="not the passphrase at all")
    assert refused(backup, tmp_path / "new.ilp", wrong) == "passphrase_wrong"
    with opened(made.folder):
        assert refused(backup, made.folder) == "office_in_use"
    (tmp_path / "OneDrive").mkdir()
    assert refused(backup, tmp_path / "OneDrive" / "A.ilp") == "folder_cloud"
    (tmp_path / "empty").mkdir()
    for nowhere in ("empty", "nowhere"):
        with pytest.raises(OfficeError, match="backups_missing"):
            office.look_at_backups(tmp_path / nowhere)
    assert names(tmp_path) == {"stick", "OneDrive", "empty", made.folder.name}


def test_two_restores_at_once_do_not_meet(made, tmp_path: Path):
    backup = backed_up(made.folder, tmp_path / "stick")
    making = moving.making_place(tmp_path / "new.ilp")
    making.mkdir()
    held = folders.hold(making)
    (making / "office.db").write_bytes(b"of the other restore")
    assert refused(backup, tmp_path / "new.ilp") == "office_in_use"
    assert (making / "office.db").read_bytes() == b"of the other restore"
    held.release()
    assert restored(backup, tmp_path / "new.ilp").folder.is_dir()
    assert not making.exists()


def test_a_backup_of_a_newer_program_is_refused_where_it_lies(made, tmp_path: Path):
    with opened(made.folder) as there, there._desk.store.alone() as raw:
        raw.execute("PRAGMA user_version = 99")
        (tmp_path / "stick").mkdir()
        backup = there.back_up_to(tmp_path / "stick").folder
    with pytest.raises(OfficeError, match="store_newer"):
        office.look_inside(backup, BY_PASSPHRASE, lowest=CHEAP)
    assert refused(backup, tmp_path / "new.ilp") == "store_newer"
    assert names(tmp_path) == {"stick", made.folder.name}


def test_only_the_lead_or_the_sheet_replaces_an_office_that_stands(made, tmp_path: Path, monkeypatch):
    from ilp_desktop.vault.open_keys import OpenKeys

    backup = backed_up(made.folder, tmp_path / "stick")
    monkeypatch.setattr(OpenKeys, "may_administer", False)
    assert refused(backup, made.folder) == "restore_admin_needed"
    assert restored(backup, tmp_path / "new.ilp").set_aside is None


def test_a_write_protected_stick_is_read_without_a_trace(made, tmp_path: Path):
    backup = backed_up(made.folder, tmp_path / "stick")
    subprocess.run(["chmod", "-R", "a-w", str(tmp_path / "stick")], check=True)
    before = content(backup)
    office.look_inside(backup, BY_PASSPHRASE, lowest=CHEAP)
    restored(backup, tmp_path / "new.ilp")
    assert content(backup) == before
    subprocess.run(["chmod", "-R", "u+w", str(tmp_path / "stick")], check=True)


def test_a_backup_of_the_first_format_still_restores(made, tmp_path: Path):
    import json

    fill(made.folder, 5)
    backup = backed_up(made.folder, tmp_path / "stick")
    document = json.loads((backup / "manifest.json").read_text())
    old = {"format": 1, "made_at": document["made_at"], "files": document["files"]}
    (backup / "manifest.json").write_text(json.dumps(old, indent=2) + "\n")
    restored(backup, tmp_path / "new.ilp")
    assert count(tmp_path / "new.ilp") == 5


def test_killed_at_any_step_of_a_restore_the_old_or_the_new_office_is_there(made, tmp_path: Path):
    fill(made.folder, 3)
    backup = backed_up(made.folder, tmp_path / "stick")
    fill(made.folder, 4, at=LATER)
    found: list[int] = []
    between = 0
    step = 0
    more = True
    while more:
        step += 1
        place = shutil.copytree(made.folder, tmp_path / "try" / "A.ilp")
        more = died_at(step, partial(restored, backup, place))
        between += not place.exists()
        there = count(place)
        assert there in {3, 7}
        assert there == 3 or more, "who got to the end has the backup in place"
        found.append(there)
        aside = [path for path in place.parent.iterdir() if ".replaced-" in path.name]
        assert len(aside) == (there == 3), "what was set aside is there, and only then"
        assert all(count(path) == 7 for path in aside)
        restored(backup, place, at=LATER.replace(hour=10))
        assert count(place) == 3
        left = {path.name.partition(".ilp")[2].partition("-")[0] for path in place.parent.iterdir()}
        assert left == {"", ".replaced"}, "nothing else is left beside it"
        shutil.rmtree(tmp_path / "try")
    assert between == 1 + 1, "once between the two moves, once before the sync that ends the first"
    assert set(found) == {3, 7}
    print(f"{len(found) - 1} kills, {found.count(7)} left the old office in place")


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_move_that_the_disk_refuses_leaves_the_old_office_in_its_place(made, tmp_path: Path, monkeypatch, step: int):
    fill(made.folder, 3)
    backup = backed_up(made.folder, tmp_path / "stick")
    fill(made.folder, 4, at=LATER)
    moved: list[Path] = []
    real = Path.rename

    def refusing(path: Path, to: Path) -> Path:
        moved.append(path)
        if len(moved) == step:
            raise PermissionError(13, "in use")
        return real(path, to)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", refusing)
        assert refused(backup, made.folder) == "office_not_restored"
    assert names(tmp_path) == {"stick", made.folder.name}
    assert count(made.folder) == 7


def test_a_folder_of_an_earlier_restore_is_never_put_where_no_office_was_moved_away(made, tmp_path: Path):
    shutil.copytree(made.folder, tmp_path / "A.ilp.restored-2026-11-24T150405Z")
    assert refusal(tmp_path / "A.ilp") == "office_not_found"
    shutil.copytree(made.folder, tmp_path / "A.ilp.replaced-2026-11-24T150405Z")
    opened(tmp_path / "A.ilp").close()


def test_a_stick_too_small_is_said_before_anything_is_written(
    made, tmp_path: Path, small_disk: Callable[[int], Path], monkeypatch: pytest.MonkeyPatch
):
    fill(made.folder, 50)
    stick = small_disk(512)
    with opened(made.folder) as there:
        with pytest.raises(OfficeError) as full:
            there.back_up_to(stick)
        assert (full.value.code, list(stick.iterdir())) == ("backup_no_room", [])
        assert "MB are free" in sentence(full.value)
        # Somebody else writes to the stick meanwhile: it is full in the middle.
        real, asked = backups.demand_room, []

        def once_blind(folder: Path, needed: int) -> None:
            asked.append(needed)
            if len(asked) > 1:
                real(folder, needed)

        monkeypatch.setattr(backups, "demand_room", once_blind)
        with pytest.raises(OfficeError, match="backup_no_room"):
            there.back_up_to(stick)
        assert [path for path in stick.rglob("*") if path.name != f"{made.folder.stem} backups"] == []
        assert there.students.count() == 50
        subprocess.run(["mount", "-o", "remount,size=16m", str(stick)], check=True)
        assert office.look_inside(there.back_up_to(stick).folder, BY_PASSPHRASE, lowest=CHEAP).students == 50


def test_a_stick_pulled_out_in_the_middle_leaves_nothing_that_looks_finished(
    made, small_disk: Callable[[int], Path], monkeypatch: pytest.MonkeyPatch
):
    stick = small_disk(16 * 1024)
    real = audits.head

    def pulled(raw):
        subprocess.run(["umount", "-l", str(stick)], check=True)
        return real(raw)

    with opened(made.folder) as there, monkeypatch.context() as patched:
        patched.setattr(audits, "head", pulled)
        with pytest.raises(OfficeError, match="backup_failed"):
            there.back_up_to(stick)
    assert list(stick.iterdir()) == []
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(stick)], check=True)
    with opened(made.folder) as there, pytest.raises(OfficeError, match="backup_failed"):
        there.back_up_to(stick / "not there")


def test_a_disk_too_small_for_a_restore_keeps_what_stood_there(
    made, tmp_path: Path, small_disk: Callable[[int], Path], monkeypatch: pytest.MonkeyPatch
):
    fill(made.folder, 50)
    backup = backed_up(made.folder, tmp_path / "stick")
    disk = small_disk(1100)
    place = shutil.copytree(made.folder, disk / "A.ilp")
    assert refused(backup, place) == "restore_no_room"
    monkeypatch.setattr(backups, "demand_room", lambda folder, needed: None)
    assert refused(backup, place) == "office_not_restored"
    assert names(disk) == {"A.ilp"}
    assert count(place) == 50


def test_a_backup_is_said_to_be_where_it_is(made, tmp_path: Path, small_disk: Callable[[int], Path]):
    stick = small_disk(16 * 1024)
    (tmp_path / "Dropbox").mkdir()
    with opened(made.folder) as there:
        assert there.back_up_to(stick).remarks == ()
        there._desk.clock.advance(1)
        assert there.back_up_to(tmp_path).remarks == ("backup_same_disk",)
        there._desk.clock.advance(1)
        cloud = there.back_up_to(tmp_path / "Dropbox")
        assert cloud.remarks == ("backup_in_cloud",)
        with pytest.raises(OfficeError, match="backup_inside"):
            there.back_up_to(made.folder)
    assert (cloud.folder.stat().st_mode & 0o777, (cloud.folder / "office.db").stat().st_mode & 0o777) == (0o700, 0o600)
