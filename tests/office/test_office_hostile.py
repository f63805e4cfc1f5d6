"""What bad input gets: the rest of the table in docs/security.md, and that the table tells the truth."""

import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from office_backups import LATER, backed_up, fill, restored
from office_folder import NEW_PASSPHRASE, NOW, PASSPHRASE, copy, opened, refusal

from ilp_desktop import office
from ilp_desktop.clock import SetClock
from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.office import CheckLevel, Proof
from ilp_desktop.vault.cost import CHEAP
from ilp_desktop.wording import sentences
from ilp_desktop.wording.checking import LINES

HOME = Path(__file__).parents[2]
PAGE = HOME / "docs" / "security.md"


def wrong(folder: Path, also: Path | None = None, at=LATER) -> set[str]:
    with office.open_office(folder, PASSPHRASE, clock=SetClock(at), lowest=CHEAP) as there:
        return {line.code for line in there.check(also) if line.level is CheckLevel.WRONG}


def everything(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != "lock"}


def test_a_stolen_folder_opens_for_nobody_who_has_no_passphrase(made, tmp_path: Path):
    fill(made.folder, 3)
    stolen = copy(made.folder, tmp_path / "elsewhere" / "Cedar Ridge.ilp")
    before = everything(stolen)
    for guess in ("", "passphrase", "Cedar Ridge Middle School", PASSPHRASE.upper(), made.recovery):
        assert refusal(stolen, guess) == "passphrase_wrong"
    assert everything(stolen) == before
    for name, content in before.items():
        assert b"Tsosie" not in content, name


def test_a_copied_profile_that_goes_on_elsewhere_is_told_by_the_stick(made, tmp_path: Path):
    """Whoever copied it knows a passphrase: each copy is whole in itself, and only a backup knows of the other."""
    fill(made.folder, 4)
    copied = copy(made.folder, tmp_path / "elsewhere" / "Cedar Ridge.ilp")
    backed_up(made.folder, tmp_path / "stick", at=NOW + timedelta(hours=1))
    fill(made.folder, 2, at=NOW + timedelta(hours=2))
    fill(copied, 6, at=NOW + timedelta(hours=2))
    backed_up(copied, tmp_path / "stick", at=NOW + timedelta(hours=3))
    assert wrong(made.folder) == wrong(copied) == set()
    assert wrong(made.folder, tmp_path / "stick") & {"record_shorter", "record_differs"}
    assert wrong(copied, tmp_path / "stick") == {"record_differs"}, "it never had the line that says a copy was made"


@pytest.fixture
def left(made, tmp_path: Path):
    """An office whose counselor was removed, and the laptop with their copy of it, backups and all."""
    with opened(made.folder) as there:
        there.people.add("Omar Lund", Role.COUNSELOR, NEW_PASSPHRASE, cost=CHEAP)
    fill(made.folder, 3)
    laptop = copy(made.folder, tmp_path / "laptop" / "Cedar Ridge.ilp")
    backup = backed_up(laptop, tmp_path / "laptop" / "stick")
    with opened(made.folder) as there:
        (omar,) = [person.uid for person in there.people.everyone() if person.name == "Omar Lund"]
        there.people.remove(omar)
    return made.folder, laptop, backup


def test_a_removed_persons_laptop_brings_nothing_into_the_office(left):
    there, laptop, backup = left
    assert refusal(there, NEW_PASSPHRASE) == "passphrase_wrong"
    whole = everything(there)
    for brought, found in (
        (("header.json",), "header_old"),
        (("header.json", "header.prev.json"), "office_mixed"),
        (("office.db",), "office_mixed"),
    ):
        for name in brought:
            shutil.copy(laptop / name, there / name)
        assert refusal(there) == found
        for name, content in whole.items():
            (there / name).write_bytes(content)
    opened(there).close()
    # Their backup needs the lead, and says that its keys are older.
    with pytest.raises(OfficeError, match="restore_admin_needed"):
        restored(backup, there, proof=Proof(passphrase=NEW_PASSPHRASE))
    assert everything(there) == whole
    assert restored(backup, there).remarks == ("restored_older_keys",)


def test_lines_cut_off_or_edited_in_the_record_are_told_to_a_lead(made):
    fill(made.folder, 5)
    whole = (made.folder / "office.db").read_bytes()
    for trigger, tampering in (
        ("removed", "DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)"),
        ("changed", "UPDATE audit SET student_id = NULL, act = 'nothing' WHERE id = 2"),
    ):
        with opened(made.folder) as there, there._desk.store.alone() as raw:
            raw.execute(f"DROP TRIGGER audit_is_never_{trigger}")
            raw.execute(tampering)
        assert wrong(made.folder) == {"audit_broken"}
        (made.folder / "office.db").write_bytes(whole)
    assert wrong(made.folder) == set()


def _rows() -> list[list[str]]:
    text = PAGE.read_text(encoding="utf-8").split("## What bad input gets\n", 1)[1].split("\n## ", 1)[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:2] == "| "][1:]


def test_every_row_of_the_table_names_tests_that_are_there_and_codes_that_are_said():
    rows = _rows()
    assert len(rows) >= 10
    for what, said, tests in rows:
        codes = re.findall(r"`(\w+)`", said)
        assert codes, what
        for code in codes:
            assert code in LINES.keys() | sentences().keys(), code
        named = re.findall(r"`(tests/[\w/]+\.py)`: ([\w, ]+)", tests)
        assert named, what
        for file, names in named:
            source = (HOME / file).read_text(encoding="utf-8")
            for name in names.split(", "):
                assert f"def test_{name}(" in source, (what, name)
