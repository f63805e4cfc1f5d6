"""A program killed in the middle of a print run: every page is accounted for, and none comes out twice unasked."""

import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from office_access import School
from office_folder import copy, opened
from printing_killed import Tray

from ilp_desktop.domain.printing import CopyFor, PrintState

COPIES = 6
PROGRAM = Path(__file__).with_name("printing_killed.py")


@pytest.fixture(scope="module")
def full(_template, tmp_path_factory) -> Path:
    """An office with copies in the queue."""
    folder = copy(_template.folder, tmp_path_factory.mktemp("printing") / "A.ilp")
    with opened(folder) as office:
        school = School(office, folder.parent / "out")
        office.printing.set_aside([job.job_id for job in office.printing.queue()])
        for _ in range(COPIES):
            office.printing.add(school.cases["Own"].rendering, CopyFor.FAMILY)
    return folder


def killed_after(pages: int, folder: Path, tray: Path) -> None:
    program = subprocess.Popen([sys.executable, str(PROGRAM), str(folder), str(tray)], stdout=subprocess.PIPE)
    assert program.stdout
    for _ in range(pages):
        program.stdout.readline()
    program.send_signal(signal.SIGKILL)
    program.wait()
    program.stdout.close()


def pages_in(tray: Path) -> list[int]:
    return [int(file.name[-1]) for file in sorted(tray.iterdir())]


def test_a_killed_print_run_goes_on_with_the_right_page_and_prints_nothing_twice_unasked(
    full: Path, tmp_path: Path, rounds: Callable[[int, int], int]
):
    chance = random.Random(11)
    stopped = 0
    for number in range(rounds(3, 40)):
        folder = shutil.copytree(full, tmp_path / f"{number}.ilp")
        tray = tmp_path / f"tray{number}"
        tray.mkdir()
        killed_after(chance.randrange(1, 3 * COPIES), folder, tray)
        out = pages_in(tray)
        with opened(folder) as office:
            jobs = [job for job in office.printing.queue() if job.state is not PrintState.SET_ASIDE]
            whole = [job for job in jobs if job.state is PrintState.PRINTED]
            begun = [job for job in jobs if job.state is PrintState.STOPPED]
            assert len(begun) <= 1
            noted = 3 * len(whole) + sum(job.pages_out for job in begun)
            assert noted <= len(out) <= noted + 1, "a page that the printer took just then is the only doubt"
            office.printing.print_papers([job.job_id for job in jobs], Tray(tray))
            again = pages_in(tray)
            assert again[: len(out)] == out
            assert again[len(out) :] == [1, 2, 3] * (COPIES - len(whole) - len(begun)), "the doubtful one waits"
            if begun:
                stopped += 1
                (job,) = begun
                office.printing.wait_again([job.job_id])
                office.printing.print_papers([job.job_id], Tray(tray))
                left = [page for page in (1, 2, 3) if page > job.pages_out]
                assert pages_in(tray)[len(again) :] == left
            assert {job.state for job in office.printing.queue()} == {PrintState.PRINTED, PrintState.SET_ASIDE}
        shutil.rmtree(folder)
    assert stopped, "killed in the middle of a copy, at least once"
