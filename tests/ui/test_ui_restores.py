"""Where a restore stands, without a window."""

from datetime import UTC, datetime
from pathlib import Path

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.office import InsideBackup, Restored, SeenBackup
from ilp_desktop.ui.first_run.door import BackupKey
from ilp_desktop.ui.restoring import restores
from ilp_desktop.ui.restoring.restores import Restore, Step

MADE = datetime(2026, 11, 24, 15, 4, tzinfo=UTC)
WHOLE = SeenBackup(Path("stick/whole"), MADE, "Juniper Elementary", None, ("lead", "recovery"))
SPOILED = SeenBackup(Path("stick/spoiled"), MADE, "", None, (), problem=OfficeError("backup_unsound", file="spoiled"))
INSIDE = InsideBackup(MADE, "Juniper Elementary", 40, may_replace=True)
TO = Path("places/Juniper.ilp")


def test_from_the_place_to_the_open_office():
    restore = restores.looked(Restore(), (WHOLE, SPOILED))
    assert restore.step is Step.BACKUP
    restore = restores.chose(restore, WHOLE.folder)
    assert (restore.step, restore.chosen) == (Step.KEY, WHOLE)
    restore = restores.opened(restore, BackupKey(recovery="7KQ"), INSIDE, TO, stands=True)
    assert (restore.step, restore.by_sheet, restore.stands) == (Step.TARGET, True, True)
    restore = restores.moved(restore, Path("elsewhere/Juniper.ilp"), stands=False)
    assert (restore.step, restore.stands) == (Step.TARGET, False)
    assert restores.restored(restore, Restored(TO, MADE, None)).step is Step.DONE


def test_a_damaged_backup_and_one_that_is_not_there_are_not_gone_on_with():
    restore = restores.looked(Restore(), (WHOLE, SPOILED))
    assert restores.chose(restore, SPOILED.folder) == restore
    assert restores.chose(restore, Path("stick/nowhere")) == restore


def test_back_forgets_what_opened_the_backup_and_ends_before_the_first_page():
    restore = restores.chose(restores.looked(Restore(), (WHOLE,)), WHOLE.folder)
    restore = restores.opened(restore, BackupKey(passphrase="open sesame"), INSIDE, TO, stands=False)
    assert not restore.by_sheet
    assert "sesame" not in repr(restore)
    steps = []
    while (before := restores.back(restore)) is not None:
        assert (before.key, before.inside) == (None, None)
        steps.append(before.step)
        restore = before
    assert steps == [Step.KEY, Step.BACKUP, Step.PLACE]
    done = restores.restored(restore, Restored(TO, MADE, None))
    assert restores.back(done) is None, "what stands is not taken back"
