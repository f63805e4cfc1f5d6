"""Where the program keeps its own folders."""

import platformdirs
import pytest

from ilp_desktop.app.doors import own_folder


@pytest.mark.parametrize("chosen", [None, "/somewhere/else", " "])
def test_the_folders_are_those_that_platformdirs_names(monkeypatch, chosen):
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(variable, raising=False)
        if chosen is not None:
            monkeypatch.setenv(variable, chosen)
    assert str(own_folder("data")) == platformdirs.user_data_dir("ILP Desktop", appauthor=False)
    assert str(own_folder("config")) == platformdirs.user_config_dir("ILP Desktop", appauthor=False)
