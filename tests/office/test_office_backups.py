"""An office's own backups: made when something changed, and offices by themselves."""

import os
import shutil
import time

import pytest
from office_folder import opened

from ilp_desktop.domain.errors import OfficeError


def later(folder):
    """Let the disk's clock move on, where it counts coarsely."""
    for file in folder.glob("office.db*"):
        os.utime(file, (time.time() + 5, time.time() + 5))


def test_a_backup_is_made_when_something_changed_and_opens_as_an_office(made, tmp_path):
    with opened(made.folder) as office:
        first = office.back_up()
        assert first is not None
        assert office.back_up() is None
        office.preferences.change(paper="a4")
        later(made.folder)
        office._desk.clock.advance(3600)
        second = office.back_up()
        assert second not in {None, first}
    shutil.copytree(second, tmp_path / "Restored.ilp")
    with opened(tmp_path / "Restored.ilp") as restored:
        assert restored.preferences.current().paper == "a4"
    shutil.copytree(first, tmp_path / "Older.ilp")
    with opened(tmp_path / "Older.ilp") as older:
        assert older.preferences.current().paper == "letter"


def test_a_backup_that_cannot_be_written_is_told_and_the_office_goes_on(made):
    with opened(made.folder) as office:
        office.backups.write_text("in the way")
        with pytest.raises(OfficeError) as failed:
            office.back_up()
        assert failed.value.code in {"backup_failed", "store_unreachable"}
        office.preferences.change(paper="a4")
        assert office.preferences.current().paper == "a4"
