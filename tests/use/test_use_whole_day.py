"""A whole conference day through the real windows, from the first family at the door to the last copy in its folder."""

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from use_day_proof import Proof
from use_day_school import COUNSELOR, MORNING, TEACHER, School, children
from use_whole_day import Day, Laptop

from ilp_desktop.app.speech import speak
from ilp_desktop.clock import SetClock

pytestmark = [pytest.mark.window, pytest.mark.timeout(600)]


@pytest.fixture
def clock() -> SetClock:
    return SetClock(MORNING)


@pytest.fixture(params=["en", "es"])
def spoken(request: pytest.FixtureRequest):
    """The language of every window of the day."""
    yield request.param
    speak("en")


def _until_the_lights_go_out(folder: Path) -> datetime:
    """Let the morning be held in a process of its own and kill it in the middle of a talk; return when that was."""
    here = Path(__file__).parent
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": f"{here}{os.pathsep}{here.parents[1]}"}
    with subprocess.Popen(
        [sys.executable, str(here / "use_day_killed.py"), str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as morning:
        assert morning.stdout is not None
        told = next((line for line in morning.stdout if line.startswith("typed at ")), "")
        morning.send_signal(signal.SIGKILL)
    assert told, "the morning ended before the lights went out"
    return datetime.fromisoformat(told.split()[-1])


def test_a_day_of_thirty_conferences_with_a_power_cut_in_the_middle(place, printed, clock: SetClock, spoken: str):
    folder = place.folder / "Alder.ilp"
    School(folder, clock, spoken)
    at = _until_the_lights_go_out(folder)
    clock.advance((at - clock.now()).total_seconds() + 9 * 60)
    laptop = Laptop(place.start(folder), clock)
    day = Day(laptop, printed)
    for member, those in ((COUNSELOR, children()[15:20]), (TEACHER, children()[20:])):
        laptop.sit_down(member)
        for child in those:
            day.hold(child)
        laptop.leave()
    place.end(place.programs[0])
    Proof(folder, clock, place.folder).prove()
