"""An office from outside: made, proved by its recovery sheet, opened, locked, its passphrase and its sheet replaced."""

import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from office_folder import (
    NEW_PASSPHRASE,
    PASSPHRASE,
    PERSON,
    SCHOOL,
    content,
    founding,
    make,
    opened,
    refusal,
    reset,
)

from ilp_desktop import office
from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.places import FORMS
from ilp_desktop.services import offices
from ilp_desktop.store.stores import Store
from ilp_desktop.vault.cost import CHEAP, FLOOR


def test_from_founding_to_opening_again(tmp_path: Path):
    folder = tmp_path / "Cedar Ridge.ilp"
    with founding(tmp_path / "Cedar Ridge") as founded:
        assert not folder.exists(), "nothing stands in its place before the sheet was typed back"
        with founded.confirm(founded.recovery_code.lower().replace("-", " ")) as first:
            assert (first.name, first.viewer.name, first.viewer.role) == (SCHOOL, PERSON, Role.LEAD)
            assert not first.is_demo
            assert str(first.zone) == "America/Denver"
            assert first.packs.in_force().pack_id
            uid = first.uid
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]
    assert office.look_at(folder, lowest=CHEAP).school == SCHOOL
    for _ in range(2):
        with opened(folder) as again:
            assert (again.uid, again.viewer.name, again.remarks) == (uid, PERSON, ())


def test_only_this_login_may_look_into_the_folder(made):
    assert stat.S_IMODE(made.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((made.folder / "header.json").stat().st_mode) == 0o600


def test_a_mistyped_sheet_can_be_typed_again(tmp_path: Path):
    with founding(tmp_path / "A.ilp") as founded:
        groups = list(founded.recovery_groups)
        swapped = "-".join([groups[1], groups[0], *groups[2:]])
        for typed, code in (("", "recovery_length"), (swapped, "recovery_groups")):
            with pytest.raises(OfficeError, match=code):
                founded.confirm(typed)
            assert not (tmp_path / "A.ilp").exists()
        founded.confirm("-".join(groups)).close()
    opened(tmp_path / "A.ilp").close()


def test_the_sheet_of_another_office_proves_nothing(tmp_path: Path, made):
    with founding(tmp_path / "A.ilp") as founded, pytest.raises(OfficeError, match="recovery_wrong"):
        founded.confirm(made.recovery)
    assert not (tmp_path / "A.ilp").exists()


def test_a_founding_that_is_given_up_leaves_nothing(tmp_path: Path):
    with founding(tmp_path / "A.ilp"):
        assert list(tmp_path.iterdir())
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(KeyboardInterrupt), founding(tmp_path / "A.ilp"):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"passphrase": "short"}, "passphrase_short"),
        ({"passphrase": "Cedar Ridge Middle School"}, "passphrase_school"),
        ({"office_name": "  "}, "school_missing"),
        ({"person_name": " "}, "person_missing"),
        ({"zone": "America/Nowhere"}, "zone_unknown"),
        ({"zone": "../../etc/passwd"}, "zone_unknown"),
    ],
)
def test_an_office_that_cannot_be_made_leaves_nothing(tmp_path: Path, wish, code: str):
    with pytest.raises(OfficeError, match=code):
        founding(tmp_path / "A.ilp", **wish)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("step", ["set_up", "adopt_starter", "write_header"])
def test_a_mistake_halfway_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str):
    from ilp_desktop.office import founding as module

    def fails(*_arguments):
        raise RuntimeError

    where = {"set_up": module.offices, "adopt_starter": module, "write_header": module.files}[step]
    monkeypatch.setattr(where, step, fails)
    with pytest.raises(RuntimeError):
        founding(tmp_path / "A.ilp")
    assert list(tmp_path.iterdir()) == []


def test_a_new_office_follows_the_policy_that_was_chosen_from_its_first_day(tmp_path: Path):
    with founding(tmp_path / "A.ilp", policy=FORMS / "davis") as begun, begun.confirm(begun.recovery_code) as office:
        state = office.adopting.state()
        assert [one.pack_id for one in state.now.policy.sets] == ["starter", "utah-floor", "davis"]
        assert (state.since, len(state.history)) == (None, 1)
        assert office.calendars.state().current is not None


@pytest.mark.parametrize("there", ["file", "folder", "office"])
def test_what_stands_in_that_place_is_not_touched(tmp_path: Path, made, there: str):
    place = tmp_path / "A.ilp"
    if there == "file":
        place.write_text("mine")
    elif there == "folder":
        place.mkdir()
    else:
        place = made.folder
    with pytest.raises(OfficeError, match="office_exists"):
        founding(place)
    assert there != "file" or place.read_text() == "mine"
    assert there != "office" or opened(place).close() is None


def test_what_came_into_that_place_meanwhile_is_not_touched(tmp_path: Path):
    with founding(tmp_path / "A.ilp") as founded:
        (tmp_path / "A.ilp").mkdir()
        with pytest.raises(OfficeError, match="office_exists"):
            founded.confirm(founded.recovery_code)
    assert [path.name for path in tmp_path.iterdir()] == ["A.ilp"]


def test_a_passphrase_may_cost_more_than_the_sheet(tmp_path: Path):
    # As on every real computer: the sheet's 160 bits need no more than the floor.
    above = replace(FLOOR, iterations=FLOOR.iterations + 1)
    with founding(tmp_path / "A.ilp", cost=above) as founded:
        founded.confirm(founded.recovery_code).close()
    office.look_at(tmp_path / "A.ilp")


def test_two_programs_making_an_office_in_one_place_do_not_mix_their_keys(tmp_path: Path):
    first = founding(tmp_path / "A.ilp")
    second = founding(tmp_path / "A.ilp", office_name="Alder Elementary")
    with pytest.raises(OfficeError, match="office_not_made"):
        first.confirm(first.recovery_code)
    second.confirm(second.recovery_code).close()
    first.drop()
    with opened(tmp_path / "A.ilp") as there:
        assert there.name == "Alder Elementary"


def test_a_wrong_passphrase_is_told_and_changes_nothing(made):
    before = content(made.folder)
    assert refusal(made.folder, "seven gray herons wade the ditc") == "passphrase_wrong"
    assert refusal(made.folder, "") == "passphrase_wrong"
    assert content(made.folder) == before
    opened(made.folder, "  seven  gray herons wade the ditch\n").close()


def test_an_office_is_open_once_and_again_after_it_was_locked(made):
    with opened(made.folder):
        assert refusal(made.folder) == "office_in_use"
        with pytest.raises(OfficeError, match="office_in_use"):
            reset(made.folder, made.recovery)
    opened(made.folder).close()


OTHER_PROGRAM = "import sys; from pathlib import Path; import office_folder as o; held = o.opened(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"


def test_an_office_that_another_program_has_open_is_left_to_it_until_it_ends(made):
    paths = {"PYTHONPATH": f"{Path(__file__).parent}:{Path(__file__).parents[2]}"}
    other = subprocess.Popen(
        [sys.executable, "-c", OTHER_PROGRAM, str(made.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=paths,
        text=True,
    )
    with other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        assert refusal(made.folder) == "office_in_use"
        # Killed, not closed: the lock goes with it, and what it left is taken over.
        other.kill()
    opened(made.folder).close()


def test_a_locked_office_gives_nothing_away(made):
    there = opened(made.folder)
    there.close()
    for ask in (there.students.count, lambda: there.plans, there.conferences.days):
        with pytest.raises(OfficeError) as locked:
            ask()
        assert locked.value.code in {"store_closed", "keys_forgotten"}


def test_the_recovery_sheet_gives_a_new_passphrase_and_goes_on_working(made):
    with reset(made.folder, made.recovery) as there:
        assert there.viewer.role is Role.LEAD
        assert there.viewer.name == PERSON
    assert refusal(made.folder) == "passphrase_wrong"
    opened(made.folder, NEW_PASSPHRASE).close()
    reset(made.folder, made.recovery, PASSPHRASE).close()
    opened(made.folder).close()


def test_a_reset_that_is_refused_changes_nothing(made):
    before = content(made.folder)
    groups = made.recovery.split("-")
    for recovery, new, code in (
        ("-".join([groups[1], groups[0], *groups[2:]]), NEW_PASSPHRASE, "recovery_groups"),
        (made.recovery, "too short", "passphrase_short"),
    ):
        with pytest.raises(OfficeError, match=code):
            reset(made.folder, recovery, new)
    assert content(made.folder) == before
    opened(made.folder).close()


def test_a_changed_passphrase_leaves_no_key_file_that_the_old_one_opens(made):
    with opened(made.folder) as there:
        with pytest.raises(OfficeError, match="passphrase_wrong"):
            there.change_passphrase("not it, not it at all, no", NEW_PASSPHRASE, cost=CHEAP)
        with pytest.raises(OfficeError, match="passphrase_short"):
            there.change_passphrase(PASSPHRASE, "too short", cost=CHEAP)
        there.change_passphrase(PASSPHRASE, NEW_PASSPHRASE, cost=CHEAP)
    assert refusal(made.folder) == "passphrase_wrong"
    (made.folder / "header.json").unlink()
    assert refusal(made.folder) == "passphrase_wrong"
    with opened(made.folder, NEW_PASSPHRASE) as there:
        assert there.remarks == ("key_file_repaired",)
    reset(made.folder, made.recovery, PASSPHRASE).close()


def test_a_new_recovery_sheet_makes_the_old_one_useless(made):
    with opened(made.folder) as there:
        sheet = there.renew_recovery(PASSPHRASE)
        assert sheet.startswith(b"%PDF-")
    with pytest.raises(OfficeError, match="recovery_wrong"):
        reset(made.folder, made.recovery)
    opened(made.folder).close()


def test_a_change_cut_off_before_the_database_knew_of_it_stands_when_opened_next(made, monkeypatch):
    def full(*_arguments):
        raise OfficeError("store_disk_full")

    with opened(made.folder) as there, monkeypatch.context() as patch:
        patch.setattr("ilp_desktop.office.key_files.mirror_epoch", full)
        there.change_passphrase(PASSPHRASE, NEW_PASSPHRASE, cost=CHEAP)
    assert refusal(made.folder) == "passphrase_wrong"
    opened(made.folder, NEW_PASSPHRASE).close()
    assert (made.folder / "header.json").read_bytes() == (made.folder / "header.prev.json").read_bytes()


def test_an_older_key_file_put_back_while_the_office_is_open_is_not_changed_on(made):
    older = (made.folder / "header.json").read_bytes()
    with opened(made.folder) as there:
        there.renew_recovery(PASSPHRASE)
        for name in ("header.json", "header.prev.json"):
            (made.folder / name).write_bytes(older)
        with pytest.raises(OfficeError, match="header_old"):
            there.change_passphrase(PASSPHRASE, NEW_PASSPHRASE, cost=CHEAP)
    assert refusal(made.folder) == "header_old"


def test_the_database_remembers_the_epoch_of_its_key_file(made, clock):
    with opened(made.folder) as there:
        there.change_passphrase(PASSPHRASE, NEW_PASSPHRASE, cost=CHEAP)
        store = there._desk.store
        assert isinstance(store, Store)
        assert offices.identity_of(store).header_epoch == 2


def test_a_sheet_is_written_for_this_login_alone_and_whole(tmp_path: Path):
    with founding(tmp_path / "A.ilp") as founded:
        founded.write_sheet(tmp_path / "sheet.pdf", "es")
        assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF-")
        assert stat.S_IMODE((tmp_path / "sheet.pdf").stat().st_mode) == 0o600
        (tmp_path / "taken").write_text("")
        with pytest.raises(OfficeError, match="folder_not_written"):
            founded.write_sheet(tmp_path / "taken" / "sheet.pdf")


def test_offices_do_not_share_keys(tmp_path: Path, made):
    other = make(tmp_path / "B.ilp")
    assert other != made.recovery
    with opened(tmp_path / "B.ilp") as b, opened(made.folder) as a:
        assert a.uid != b.uid
        assert a.certificate_pem != b.certificate_pem
        assert a._keys.database != b._keys.database
