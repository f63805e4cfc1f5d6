"""An office made once and copied for each test that opens, damages or fills it."""

import subprocess
import tempfile
from collections.abc import Callable, Iterator
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


@pytest.fixture
def in_memory(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk in memory, where there is one: for what is repeated so often that its syncs count."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as place:
        yield Path(place)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Return a way to have a real, small disk. Needs root, as the integration run has."""
    mounted: list[Path] = []

    def mount(kib: int) -> Path:
        place = tmp_path / f"disk{len(mounted)}"
        place.mkdir()
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={kib}k", "tmpfs", str(place)], capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip("may not mount a disk here; tests/crash refuses single writes instead")
        mounted.append(place)
        return place

    yield mount
    for place in mounted:
        subprocess.run(["umount", str(place)], check=True)
