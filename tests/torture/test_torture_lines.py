"""The hard tests in their short form: each line of the torture table, kept with few tries in every test run."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
NO_COMPILER = (
    "no C compiler here (Debian: apt-get install gcc libc6-dev): nothing can stand between the office and its disk"
)
# A busy machine may take its time; what is measured is bounded inside.
pytestmark = pytest.mark.timeout(900)
compiler = pytest.mark.skipif(not (shutil.which("cc") or shutil.which("gcc")), reason=NO_COMPILER)


def line(part: str) -> dict[str, object]:
    """Run one part in a process of its own, as `dev.py torture` does, and return its line of the table."""
    command = [sys.executable, "-m", "torture", "--few", "--json", "--only", part]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    (found,) = json.loads(done.stdout)["lines"]
    assert done.returncode == (0 if found["met"] else 1), done.stderr
    return found


def demand_met(found: dict[str, object]) -> None:
    assert found["failures"] == []
    assert found["met"], found
    assert found["controls_caught"] == found["controls"], "the careless controls were caught"
    assert found["controls"] or found["name"] == "hostile files"


def test_killed_at_any_moment_nothing_acknowledged_is_lost_and_nothing_half_done():
    demand_met(line("kills"))


@compiler
def test_when_the_power_fails_nothing_acknowledged_is_lost():
    demand_met(line("power"))


@compiler
def test_whichever_write_is_refused_the_office_says_so_and_the_same_act_succeeds():
    demand_met(line("refused"))


def test_of_bent_tables_every_row_is_right_or_remarked_upon():
    found = line("csvs")
    demand_met(found)
    assert found["tried"] == 1_500


def test_of_bent_zips_every_row_is_right_or_remarked_upon():
    demand_met(line("zips"))


def test_files_made_to_do_harm_are_refused_in_words_or_read_as_what_they_hold():
    demand_met(line("hostile"))
