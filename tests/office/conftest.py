"""An office made once and copied for each test that opens, damages or fills it."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from office_folder import copy, make

from ilp_desktop.store import ballasts


@dataclass(frozen=True)
class Made:
    folder: Path
    recovery: str


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("offices") / "Cedar Ridge.ilp"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ballasts, "SIZE", 4096)
        return Made(folder, make(folder))


@pytest.fixture
def made(_template: Made, tmp_path: Path) -> Made:
    return Made(copy(_template.folder, tmp_path / _template.folder.name), _template.recovery)
