"""Killed, or out of room, in the middle of a founding or an import: nothing half made, and it goes on from there."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from office_folder import make, opened

from ilp_desktop.demo.people import generate
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.roster.export import write_roster
from ilp_desktop.store import backups
from ilp_desktop.wording import sentence

PROGRAM = Path(__file__).with_name("office_programs.py")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
STUDENTS = 300


@pytest.fixture(scope="session")
def roster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("roster") / "district.zip"
    write_roster(generate(1, STUDENTS, date(2026, 11, 24)).roster(), path)
    return path


def run(*arguments: object, prefix: tuple[str, ...] = ()) -> list[str]:
    command = [*prefix, sys.executable, str(PROGRAM), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.splitlines()


def killed(after: str, delay: float, *arguments: object) -> list[str]:
    """Run a program, kill it so long after it said a word, and return all that it said."""
    command = [sys.executable, str(PROGRAM), *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=ENVIRONMENT, text=True) as program:
        assert program.stdout is not None
        said = [program.stdout.readline().strip()]
        while said[-1] and said[-1] != after:
            said.append(program.stdout.readline().strip())
        time.sleep(delay)
        os.kill(program.pid, signal.SIGKILL)
        said += program.stdout.read().split()
    return said


def test_killed_at_any_moment_of_founding_there_is_a_whole_office_or_none(
    tmp_path: Path, rounds: Callable[[int, int], int]
):
    chance = random.Random(5)
    stood = 0
    for number in range(rounds(4, 40)):
        folder = tmp_path / f"{number}" / "A.ilp"
        folder.parent.mkdir()
        said = killed(
            *(("begun", chance.random() * 0.35) if number % 2 else ("made", chance.random() * 0.05)), "found", folder
        )
        assert "confirmed" not in said or folder.exists()
        if folder.exists():
            stood += 1
            opened(folder).close()
            continue
        # What is left beside its place holds nobody's words, is in nobody's way, and goes with the next founding.
        assert {path.name for path in folder.parent.iterdir()} <= {"A.ilp.making"}
        make(folder)
        opened(folder).close()
        assert [path.name for path in folder.parent.iterdir()] == ["A.ilp"]
    print(f"{stood} stood already")


def count(folder: Path) -> int:
    """Return how many students are there, having checked every page."""
    with opened(folder) as there:
        store = there._desk.store
        with store.alone() as raw:
            backups.demand_sound(raw, store.path)
        return there.students.count()


def test_killed_at_any_moment_of_an_import_all_of_it_is_there_or_nothing(
    tmp_path: Path, roster: Path, rounds: Callable[[int, int], int]
):
    chance = random.Random(7)
    found: set[int] = set()
    make(tmp_path / "A.ilp")
    for number in range(rounds(4, 40)):
        folder = shutil.copytree(tmp_path / "A.ilp", tmp_path / f"{number}.ilp")
        said = killed(
            *(("staged", chance.random() * 0.3) if number % 2 else ("begun", chance.random() * 0.5)),
            "bring",
            folder,
            roster,
        )
        there = count(folder)
        assert there in {0, STUDENTS}
        assert there == STUDENTS or "done" not in said
        found.add(there)
        with opened(folder) as again:
            preview = again.rosters.preview(roster)
            assert preview.of("student").new == STUDENTS - there
            if not preview.changes_nothing:
                again.rosters.apply(preview.run_id)
            assert again.students.count() == STUDENTS
            assert again.rosters.preview(roster).changes_nothing
        shutil.rmtree(folder)
    assert 0 in found, "killed before it was applied, at least once"


def test_a_disk_too_small_for_an_office_is_told_and_left_empty(small_disk: Callable[[int], Path]):
    fitted = False
    for kib in (16, 256, 600, 2048, 4096):
        place = small_disk(kib)
        said = run("found", place / "A.ilp")
        if "done" in said:
            fitted = True
            opened(place / "A.ilp").close()
            continue
        assert not fitted, "a larger disk is no worse"
        assert said[-1] == "refused office_not_made", said
        assert list(place.iterdir()) == []
    assert fitted


def test_a_roster_that_does_not_fit_leaves_the_office_as_it_was(
    small_disk: Callable[[int], Path], roster: Path, tmp_path: Path
):
    make(tmp_path / "A.ilp")
    met: dict[str, set[str]] = {}
    for kib in (1100, 1500, 1900, 2300, 2700):
        place = small_disk(kib)
        folder = shutil.copytree(tmp_path / "A.ilp", place / "A.ilp")
        (said,) = run("bring_until_full", folder, roster)
        if said == "it fitted":
            continue
        where, code, more = said.split()
        met.setdefault(where, set()).add(code)
        assert more == "0", "nothing half imported"
        with opened(folder) as there:
            assert there.students.count() == 0
        # With room again, the same roster comes in.
        subprocess.run(["mount", "-o", "remount,size=64m", str(place)], check=True)
        (said,) = run("bring_until_full", folder, roster)
        assert said == "it fitted"
        assert count(folder) == STUDENTS
    assert set(met) == {"preview", "apply"}, "it was met at either step"
    assert set.union(*met.values()) == {"store_disk_full"}
    assert "Free some space" in sentence(OfficeError("store_disk_full"))


def test_an_office_opens_on_a_full_disk(small_disk: Callable[[int], Path], roster: Path, tmp_path: Path):
    make(tmp_path / "A.ilp")
    run("bring", tmp_path / "A.ilp", roster)
    place = small_disk(64 * 1024)
    folder = shutil.copytree(tmp_path / "A.ilp", place / "A.ilp")
    with opened(folder):
        pass
    free = shutil.disk_usage(place).free
    (place / "fill").write_bytes(bytes(free - 64 * 1024))
    with opened(folder) as there:
        assert there.students.count() == STUDENTS
        assert there.students.search("a")
