"""A whole conference day through the real windows, from the first family at the door to the last copy in its folder."""

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from use_day_groups import GroupHands
from use_day_proof import Proof
from use_day_school import COUNSELOR, MORNING, TEACHER, School, children, follow, small_group
from use_whole_day import PROUD, Day, Laptop

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


def _small_group(day: Day, groups: GroupHands) -> None:
    """R29: five are invited, the sixth is refused with the number and whose it is; each of the five has a plan of their own."""
    six = small_group()
    groups.begin_to_arrange("Reading circle", "4:30 pm")
    said = groups.arrange()
    assert "5" in said
    assert "6" in said, said
    groups.leave_out(six[-1])
    assert groups.arrange() == ""
    assert groups.lines_of == (5, 5)
    groups.tick_everybody()
    groups.begin()
    groups.write_in_each(PROUD)
    groups.end()
    groups.back_to_day()
    day.laptop.hand.press("to_sign_segment")
    for child in six[:-1]:
        day.sign_own(child)


def _class_of_28(laptop: Laptop, groups: GroupHands) -> None:
    """R30: the next policy names no number; there is one line for each student and each parent."""
    groups.begin_to_arrange("English 10", "1:00 pm")
    assert groups.arrange() == ""
    assert groups.lines_of == (28, 28)
    assert groups.tick_everybody() == 56
    groups.begin()
    groups.end()
    groups.back_to_day()


def test_a_day_of_thirty_conferences_with_a_power_cut_in_the_middle(place, printed, clock: SetClock, spoken: str):
    folder = place.folder / "Alder.ilp"
    School(folder, clock, spoken)
    at = _until_the_lights_go_out(folder)
    clock.advance((at - clock.now()).total_seconds() + 9 * 60)
    laptop = Laptop(place.start(folder), clock)
    day, groups = Day(laptop, printed), GroupHands(laptop, place.dialogs)
    laptop.sit_down(COUNSELOR)
    for child in children()[15:20]:
        day.hold(child)
    _small_group(day, groups)
    day.leave()
    laptop.sit_down(TEACHER)
    for child in children()[20:]:
        day.hold(child)
    day.leave()
    Proof(folder, clock, place.folder, spoken).prove()
    clock.advance(20 * 3600)
    follow(folder, "davis", clock)
    laptop.sit_down(COUNSELOR)
    _class_of_28(laptop, groups)
    day.leave()
    Proof(folder, clock, place.folder, spoken).prove_class()
    place.end(place.programs[0])
