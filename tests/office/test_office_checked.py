"""Looking an office over finds what is wrong, and says it in words that fit; a whole office is said to be whole."""

import random
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from office_backups import LATER, backed_up, fill, restored
from office_folder import NEW_PASSPHRASE, NOW, PASSPHRASE, make, opened

from ilp_desktop import office
from ilp_desktop.clock import SetClock
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.office import checking
from ilp_desktop.vault.cost import CHEAP
from ilp_desktop.vault.files import find_header, write_header

OK, LOOK, WRONG = "ok", "look", "wrong"


@pytest.fixture(autouse=True)
def any_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask nothing of the disk that the tests run on."""
    monkeypatch.setattr(checking, "ENOUGH_ROOM", 0)


def looked(folder: Path, also: Path | None = None, at=NOW, passphrase: str = PASSPHRASE) -> dict[str, str]:
    """Return what a check says, each code with its level, having worded every line."""
    lines = office.check_office(folder, passphrase, clock=SetClock(at), also=also, lowest=CHEAP)
    for line in lines:
        assert "{" not in line.sentence
        assert line.sentence.endswith(".")
        assert "Tsosie" not in line.sentence
        assert line.as_json()["sentence"] == line.sentence
    found = {f"{line.part} {line.code}": line.level.value for line in lines}
    assert len(found) == len(lines)
    worst = office.gravest(lines).value
    assert worst == max(found.values(), key=(OK, LOOK, WRONG).index)
    return found


def bad(found: dict[str, str]) -> set[str]:
    return {what for what, level in found.items() if level == WRONG}


def test_a_whole_office_is_whole_in_every_part(made, tmp_path: Path):
    fill(made.folder, 5)
    backed_up(made.folder, tmp_path / "stick")
    with opened(made.folder) as there:
        there.back_up()
    assert looked(made.folder, tmp_path / "stick") == {
        "keys keys_ok": OK,
        "database database_ok": OK,
        "record record_ok": OK,
        "plans plans_none": OK,
        "backups backups_ok": OK,
        "record record_agrees": OK,
        "folder folder_ok": OK,
    }


def test_a_check_changes_nothing_in_a_whole_office(made):
    with opened(made.folder):
        pass
    before = {path.name: path.read_bytes() for path in made.folder.iterdir()}
    looked(made.folder)
    assert {path.name: path.read_bytes() for path in made.folder.iterdir()} == before


def test_no_backup_and_an_old_one_are_worth_a_look(made, tmp_path: Path):
    assert looked(made.folder)["backups backups_none"] == LOOK
    backed_up(made.folder, tmp_path / "stick")
    assert looked(made.folder, tmp_path / "stick", NOW + timedelta(days=8))["backups backups_old"] == LOOK
    assert looked(made.folder, tmp_path / "stick", NOW + timedelta(days=6))["backups backups_ok"] == OK


def test_a_spoiled_backup_is_named(made, tmp_path: Path):
    backup = backed_up(made.folder, tmp_path / "stick")
    spoiled = bytearray((backup / "office.db").read_bytes())
    spoiled[5000] ^= 1
    (backup / "office.db").write_bytes(spoiled)
    lines = office.check_office(made.folder, PASSPHRASE, clock=SetClock(NOW), also=tmp_path / "stick", lowest=CHEAP)
    (line,) = [line for line in lines if line.level is office.CheckLevel.WRONG]
    assert (line.part, line.code) == ("backups", "backup_unsound")
    assert backup.name in line.sentence


def test_backups_of_other_offices_on_the_stick_are_left_alone(made, tmp_path: Path):
    make(tmp_path / "B.ilp")
    backup = backed_up(tmp_path / "B.ilp", tmp_path / "stick")
    (backup / "office.db").write_bytes(b"spoiled")
    assert looked(made.folder, tmp_path / "stick")["backups backups_none"] == LOOK


def test_an_older_copy_of_the_whole_office_is_told_by_a_backup(made, tmp_path: Path):
    fill(made.folder, 5)
    old = shutil.copytree(made.folder, tmp_path / "old.ilp")
    fill(made.folder, 5, at=LATER)
    backed_up(made.folder, tmp_path / "stick", at=LATER)
    assert bad(looked(made.folder, tmp_path / "stick", LATER)) == set()
    # The office by itself is consistent, and stays so as work goes on in it: only the backup knows better.
    assert bad(looked(old)) == set()
    assert bad(looked(old, tmp_path / "stick", LATER)) == {"record record_shorter"}
    fill(old, 9, at=LATER + timedelta(hours=1))
    assert bad(looked(old, at=LATER)) == set()
    assert bad(looked(old, tmp_path / "stick", LATER)) == {"record record_differs"}


def test_a_restore_is_no_tampering_and_is_told_all_the_same(made, tmp_path: Path):
    fill(made.folder, 5)
    backup = backed_up(made.folder, tmp_path / "stick")
    fill(made.folder, 5, at=NOW + timedelta(hours=1))
    backed_up(made.folder, tmp_path / "stick", at=NOW + timedelta(hours=2))
    restored(backup, made.folder)
    found = looked(made.folder, tmp_path / "stick", LATER)
    assert (bad(found), found["record record_restored"]) == (set(), LOOK)
    # What a later backup saw is no longer excused.
    fill(made.folder, 2, at=LATER)
    backed_up(made.folder, tmp_path / "stick", at=LATER + timedelta(hours=1))
    with opened(made.folder) as there, there._desk.store.alone() as raw:
        raw.execute("DROP TRIGGER audit_is_never_removed")
        raw.execute("DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)")
    assert bad(looked(made.folder, tmp_path / "stick", LATER)) == {"record audit_broken", "record record_shorter"}


def test_who_is_no_lead_still_sees_lines_gone_that_a_backup_saw(made, tmp_path: Path, monkeypatch):
    from ilp_desktop.vault.open_keys import OpenKeys

    monkeypatch.setattr(OpenKeys, "may_administer", False)
    fill(made.folder, 5)
    backed_up(made.folder, tmp_path / "stick")
    found = looked(made.folder, tmp_path / "stick")
    assert (found["record record_not_checked"], found["record record_agrees"]) == (LOOK, OK)
    with opened(made.folder) as there, there._desk.store.alone() as raw:
        raw.execute("DROP TRIGGER audit_is_never_changed")
        raw.execute("UPDATE audit SET act = 'nothing_to_see' WHERE id = 3")
    assert bad(looked(made.folder, tmp_path / "stick")) == {"record record_differs"}


def test_two_database_pages_exchanged_are_told_wherever_they_lie(made):
    fill(made.folder, 400)
    whole = (made.folder / "office.db").read_bytes()
    pages = len(whole) // 4096
    chance = random.Random(17)
    met: set[str] = set()
    for _ in range(12):
        one, other = sorted(chance.sample(range(1, pages), 2))
        swapped = bytearray(whole)
        swapped[one * 4096 : one * 4096 + 4096] = whole[other * 4096 : other * 4096 + 4096]
        swapped[other * 4096 : other * 4096 + 4096] = whole[one * 4096 : one * 4096 + 4096]
        (made.folder / "office.db").write_bytes(swapped)
        found = bad(looked(made.folder))
        assert {"database database_pages", "database store_damaged"} & found, (one, other)
        met |= found
        shutil.rmtree(made.folder / "backups", ignore_errors=True)
        for log in made.folder.glob("office.db-*"):
            log.unlink()
    (made.folder / "office.db").write_bytes(whole)
    assert bad(looked(made.folder)) == set()


def test_rows_that_refer_to_nothing_are_told(made):
    with opened(made.folder) as there, there._desk.store.alone() as raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("UPDATE staff_member SET id = 77")
        raw.execute("INSERT INTO assignment (student_id, staff_id, duty, uid) VALUES (5, 6, 'x', x'00')")
    assert bad(looked(made.folder)) == {"database database_references"}


def test_an_old_header_beside_a_newer_database_is_told(made, tmp_path: Path):
    old = {name: (made.folder / name).read_bytes() for name in ("header.json", "header.prev.json")}
    with opened(made.folder) as there:
        there.change_passphrase(PASSPHRASE, NEW_PASSPHRASE, cost=CHEAP)
    assert bad(looked(made.folder, passphrase=NEW_PASSPHRASE)) == set()
    backed = tmp_path / "stick"
    backed.mkdir()
    with opened(made.folder, NEW_PASSPHRASE) as there:
        there.back_up_to(backed)
        for name, content in old.items():
            (made.folder / name).write_bytes(content)
        assert "keys header_old" in {f"{line.part} {line.code}" for line in there.check()}
    found = looked(made.folder, backed)
    assert bad(found) == {"keys header_old"}
    assert found["backups backups_ok"] == OK, "what is beside it is looked at all the same"


def test_a_damaged_key_file_is_told_and_what_can_be_looked_at_is(made):
    for name in ("header.json", "header.prev.json"):
        (made.folder / name).write_bytes(b"{")
    assert looked(made.folder) == {
        "keys header_damaged": WRONG,
        "backups backups_not_opened": LOOK,
        "folder folder_ok": OK,
    }


def test_a_mended_key_file_and_damaged_slips_are_worth_a_look(made):
    (made.folder / "header.json").write_bytes(b"{")
    (made.folder / "slips.db").write_bytes(b"no slips" * 1024)
    found = looked(made.folder)
    assert (found["keys key_file_repaired"], found["database slips_set_aside"], bad(found)) == (LOOK, LOOK, set())


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("keys_no_sheet", "recovery"),
        ("keys_no_lead", "lead"),
        ("keys_no_slot", "slot"),
        ("keys_key_missing", "seal"),
        ("keys_key_too_many", "auditor"),
    ],
)
def test_a_key_file_that_breaks_a_rule_is_told_even_when_the_lead_signed_it(made, code: str, change: str):
    from dataclasses import replace

    from ilp_desktop.vault import rules
    from ilp_desktop.vault.header import RECOVERY

    header = find_header(made.folder, CHEAP).header
    sheet = next(holder for holder in header.holders if holder.role == RECOVERY)
    changed = {
        "recovery": replace(header, holders=tuple(one for one in header.holders if one != sheet)),
        "lead": replace(header, holders=(sheet,)),
        "slot": replace(header, slots=header.slots[:1]),
        "seal": replace(header, grants=tuple(one for one in header.grants if one.scope != "seal")),
        "auditor": replace(header, holders=tuple(replace(one, role="auditor") for one in header.holders)),
    }[change]
    assert code in {f"keys_{rule}" for rule in rules.broken_rules(changed)}
    assert rules.broken_rules(header) == ()


def test_a_broken_rule_comes_out_of_a_check(made):
    from dataclasses import replace

    with opened(made.folder) as there:
        header = find_header(made.folder, CHEAP).header
        kept = tuple(one for one in header.grants if one.scope != "seal")
        changed = replace(header, grants=kept, epoch=header.epoch + 1).signed(there._keys._held()["admin"])
        write_header(made.folder, changed)
    assert bad(looked(made.folder)) == {"keys keys_key_missing"}


def test_a_folder_others_may_look_into_and_one_in_the_cloud_are_told(made, tmp_path: Path):
    made.folder.chmod(0o755)
    assert looked(made.folder)["folder folder_open_to_others"] == LOOK
    cloud = shutil.copytree(made.folder, tmp_path / "Dropbox" / "A.ilp")
    assert bad(looked(cloud)) == {"folder folder_cloud"}


def test_a_full_disk_and_a_missing_reserve_are_worth_a_look(made, monkeypatch: pytest.MonkeyPatch):
    from ilp_desktop.store import ballasts

    monkeypatch.setattr(checking, "ENOUGH_ROOM", 1 << 62)
    monkeypatch.setattr(ballasts.Ballast, "lay", lambda self: None)
    (made.folder / "reserve").unlink()
    found = looked(made.folder)
    assert (found["folder folder_little_room"], found["folder folder_no_reserve"]) == (LOOK, LOOK)


def test_what_cannot_be_looked_at_at_all_is_no_finding(made, tmp_path: Path):
    def refused(folder: Path, passphrase: str = PASSPHRASE) -> str:
        with pytest.raises(OfficeError) as error:
            looked(folder, passphrase=passphrase)
        return error.value.code

    assert refused(made.folder, "not the passphrase at all") == "passphrase_wrong"
    assert refused(tmp_path / "nowhere.ilp") == "office_not_found"
    with opened(made.folder):
        assert refused(made.folder) == "office_in_use"


def test_every_line_a_check_can_say_has_words_and_is_said():
    from ilp_desktop.vault import rules
    from ilp_desktop.wording.checking import LINES

    written = "".join(
        Path(module.__file__).read_text(encoding="utf-8")
        for module in (checking, __import__("ilp_desktop.office.backup_checks", fromlist=["x"]))
    )
    made = {f"keys_{rule}" for rule in ("no_lead", "no_sheet", "no_slot", "key_missing", "key_too_many")}
    assert all(f'"{code.removeprefix("keys_")}"' in Path(rules.__file__).read_text(encoding="utf-8") for code in made)
    made |= {"database_pages", "database_structure", "database_references"}
    assert {code for code in LINES if f'"{code}"' not in written} == made
