"""What is known of copies outside this computer, of the sheet, and long work that is stopped."""

from datetime import timedelta
from pathlib import Path

import pytest
from office_backups import LATER, backed_up, fill, restored
from office_folder import NEW_PASSPHRASE, NOW, PASSPHRASE, make, opened

from ilp_desktop import office
from ilp_desktop.clock import SetClock
from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.watching import Watch
from ilp_desktop.office import Proof
from ilp_desktop.vault.cost import CHEAP


def at(folder: Path, moment, passphrase: str = PASSPHRASE) -> office.Office:
    return office.open_office(folder, passphrase, clock=SetClock(moment), lowest=CHEAP)


def stopping_at(step: str) -> tuple[Watch, list[str]]:
    """Somebody who wants no more as soon as work comes to a step."""
    heard: list[str] = []
    return Watch(lambda name, _done, _total: heard.append(name), lambda: step in heard), heard


def everything_in(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def test_it_is_time_for_a_copy_when_the_last_one_outside_is_as_old_as_was_set(made, small_disk):
    stick = small_disk(8192)
    with at(made.folder, NOW) as there:
        state = there.safekeeping.state()
        assert (state.outside_at, state.is_due) == (None, False), "a new office has its days first"
    with at(made.folder, NOW + timedelta(days=7)) as there:
        assert there.safekeeping.state().is_due
        there.back_up_to(stick, name="SAFE")
        state = there.safekeeping.state()
        assert (state.outside_at, state.outside_name, state.days, state.is_due) == (
            NOW + timedelta(days=7),
            "SAFE",
            0,
            False,
        )
    with at(made.folder, NOW + timedelta(days=13)) as there:
        assert not there.safekeeping.state().is_due
        there.preferences.change(copy_reminder_days=6)
        assert there.safekeeping.state().is_due


def test_a_copy_on_the_same_disk_is_no_copy_outside(made, tmp_path: Path):
    backed_up(made.folder, tmp_path / "beside")
    with opened(made.folder) as there:
        assert there.safekeeping.state().outside_at is None


def test_backups_here_and_on_a_stick_are_told_with_their_size_and_others_are_left_out(made, tmp_path: Path):
    stick = tmp_path / "stick"
    make(tmp_path / "Other.ilp")
    backed_up(tmp_path / "Other.ilp", stick)
    backup = backed_up(made.folder, stick)
    fill(made.folder, 3)
    with opened(made.folder) as there:
        here = there.back_up()
        assert [one.folder for one in there.safekeeping.here()] == [here]
        (seen,) = there.safekeeping.among(stick)
    assert (seen.folder, seen.problem) == (backup, None)
    assert seen.size == sum((backup / name).stat().st_size for name in ("office.db", "header.json", "header.prev.json"))
    (backup / "header.json").write_bytes(b"")
    (backup / "header.prev.json").write_bytes(b"")
    with opened(made.folder) as there:
        (seen,) = there.safekeeping.among(stick / "Cedar Ridge backups")
        assert seen.problem is not None, "a spoiled one among one's own is told"
        assert there.safekeeping.among(tmp_path / "nothing") == ()


def test_the_sheet_is_tried_and_nothing_but_the_day_is_remembered(made):
    keys = {name: (made.folder / name).read_bytes() for name in ("header.json", "header.prev.json")}
    with opened(made.folder) as there:
        assert there.safekeeping.state().sheet_at is None
        with pytest.raises(OfficeError, match="recovery_groups"):
            there.safekeeping.try_sheet(
                made.recovery.replace(made.recovery[0], "9" if made.recovery[0] != "9" else "8")
            )
        assert there.safekeeping.state().sheet_at is None
        there.safekeeping.try_sheet(made.recovery.lower())
        assert there.safekeeping.state().sheet_at == NOW
    assert keys == {name: (made.folder / name).read_bytes() for name in keys}
    opened(made.folder).close()


def test_a_sheet_that_was_replaced_is_told_when_it_is_tried(made):
    with opened(made.folder) as there:
        there.renew_recovery(PASSPHRASE)
        with pytest.raises(OfficeError, match="recovery_wrong"):
            there.safekeeping.try_sheet(made.recovery)


def test_only_a_lead_tries_the_sheet(made):
    with opened(made.folder) as there:
        there.people.add("Ines Kay", Role.FRONT_DESK, NEW_PASSPHRASE, cost=CHEAP)
    with opened(made.folder, NEW_PASSPHRASE) as there, pytest.raises(OfficeError, match="admin_needed"):
        there.safekeeping.try_sheet(made.recovery)


def test_a_restored_office_knows_when_it_was_restored_and_from_what(made, tmp_path: Path):
    backup = backed_up(made.folder, tmp_path / "stick")
    restored(backup, tmp_path / "New.ilp")
    with opened(tmp_path / "New.ilp") as there:
        state = there.safekeeping.state()
    assert (state.restored_from, state.restored_at) == (NOW, LATER)


@pytest.mark.parametrize("step", ["copying", "writing", "reading", "checking"])
def test_a_copy_that_is_stopped_leaves_nothing_on_the_stick(made, tmp_path: Path, step: str):
    fill(made.folder, 500)
    stick = tmp_path / "stick"
    stick.mkdir()
    watch, heard = stopping_at(step)
    with opened(made.folder) as there:
        with pytest.raises(OfficeError, match="stopped"):
            there.back_up_to(stick, watch=watch)
        assert heard.count(step) == 1, "in the middle, not after it"
        assert heard[-1] == step
        assert everything_in(stick) == set()
        assert there.safekeeping.state().outside_at is None
        whole: list[str] = []
        again = there.back_up_to(stick, watch=Watch(lambda name, _done, _total: whole.append(name)))
        assert again.folder.is_dir(), "it can be done again"
        assert whole.count(step) > 1, "and would have gone on"


@pytest.mark.parametrize("step", ["copying", "reading", "checking", "keys"])
def test_a_restore_that_is_stopped_leaves_what_stood_there(made, tmp_path: Path, step: str):
    backup = backed_up(made.folder, tmp_path / "stick")
    before = everything_in(made.folder.parent)
    watch, heard = stopping_at(step)

    def restore(watched: Watch) -> None:
        proof, clock = Proof(recovery=made.recovery), SetClock(LATER)
        costs = {"cost": CHEAP, "lowest": CHEAP}
        office.restore(backup, made.folder, proof, new_passphrase=NEW_PASSPHRASE, clock=clock, watch=watched, **costs)

    with pytest.raises(OfficeError, match="stopped"):
        restore(watch)
    assert heard[-1] == step
    assert everything_in(made.folder.parent) == before
    opened(made.folder).close()
    restore(Watch())


def test_a_check_that_is_stopped_says_so_and_the_office_stays_open(made):
    watch, heard = stopping_at("record")
    with opened(made.folder) as there:
        with pytest.raises(OfficeError, match="stopped"):
            there.check(watch=watch)
        assert heard == ["keys", "database", "record"]
        assert there.students.count() == 0
