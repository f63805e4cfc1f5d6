"""Where the program keeps its own folders."""

from uuid import uuid4

import platformdirs
import pytest

from ilp_desktop.app.doors import Door, own_folder
from ilp_desktop.clock import SystemClock


@pytest.mark.parametrize("chosen", [None, "/somewhere/else", " "])
def test_the_folders_are_those_that_platformdirs_names(monkeypatch, chosen):
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(variable, raising=False)
        if chosen is not None:
            monkeypatch.setenv(variable, chosen)
    assert str(own_folder("data")) == platformdirs.user_data_dir("ILP Desktop", appauthor=False)
    assert str(own_folder("config")) == platformdirs.user_config_dir("ILP Desktop", appauthor=False)


def test_the_last_office_is_still_known_when_a_restore_was_killed_between_its_moves(tmp_path):
    place = tmp_path / "A.ilp"
    place.mkdir()
    door = Door(SystemClock(), places=tmp_path, settings=tmp_path / "settings")
    door.remember(place, uuid4(), uuid4())
    assert door.recent() == place
    place.rename(tmp_path / "A.ilp.replaced-2026-11-24T150405.000000Z")
    assert door.recent() is None
    (tmp_path / "A.ilp.restored-2026-11-24T150405.000000Z").mkdir()
    assert door.recent() == place
    assert place.is_dir()
