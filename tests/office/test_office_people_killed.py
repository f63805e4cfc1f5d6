"""New keys and a removal, killed at their writes in turn: whoever remains gets in, and nothing is missing."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from torture import shim

HOME = Path(__file__).parents[2]
MEMORY = Path("/dev/shm")
PROGRAM = Path(__file__).with_name("people_killed.py")


@pytest.mark.skipif(not shim.compiler() or not sys.platform.startswith("linux"), reason="no C compiler here")
def test_killed_at_any_write_of_new_keys_or_a_removal_everybody_who_remains_gets_in(
    tmp_path: Path, rounds: Callable[[int, int], int]
):
    count = rounds(25, 100)
    environment = os.environ | {"LD_PRELOAD": str(shim.built()), "ILP_TORTURE_SHIM": "1", "PYTHONPATH": str(HOME)}
    # A kill leaves what the system was given: a disk in memory loses no more and no less than a slow one.
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else tmp_path) as place:
        command = [sys.executable, str(PROGRAM), str(count), place]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    found = {
        name: tuple(map(int, said.split())) for name, said in (line.split(": ") for line in done.stdout.splitlines())
    }
    careless = found.pop("drops the old key too early")
    assert careless[1] > 0, "the control is seen to lose an office"
    assert set(found) == {"new keys", "a person removed"}
    for killed, lost, moments, survived in found.values():
        assert (killed, lost, survived) == (count, 0, 0), done.stderr
        assert moments >= 2, "before words were typed meanwhile, and after"
