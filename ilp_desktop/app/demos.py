"""The demo: a window on the conference day, or, without a screen, the same window driven through one conference."""

import tempfile
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from ilp_desktop.app.doors import Door
from ilp_desktop.app.hands import Hand
from ilp_desktop.app.program import Program, application
from ilp_desktop.app.tour import Tour
from ilp_desktop.clock import Clock, SetClock, SystemClock
from ilp_desktop.demo import offices
from ilp_desktop.demo.calendars import school_day
from ilp_desktop.ui.dialogs import AnsweredDialogs
from ilp_desktop.vault.cost import FLOOR

WINDOW_WIDTH, WINDOW_HEIGHT = 1366, 768


class _DayClock(SystemClock):
    """The computer's clock, moved to ten to nine on the demo's day: it runs on from there."""

    def __init__(self, day: date) -> None:
        start = datetime.combine(day, time(8, 50), ZoneInfo(offices.ZONE))
        self._ahead = start - super().now()

    def now(self) -> datetime:
        return super().now() + self._ahead


def _day(today: date | None) -> date:
    return today or school_day(SystemClock().today(ZoneInfo(offices.ZONE)))


def open_window(seed: int, today: date | None) -> int:
    """Open the window, invent the demo school in sight, show its conference day, and return the exit code."""
    with tempfile.TemporaryDirectory(prefix="ilp-demo-") as folder:
        app = application()
        clock = _DayClock(_day(today))
        program = Program(door=_door(Path(folder), clock, seed), clock=clock)
        program.show()
        program.watch_for_crashes()
        program.open_demo()
        return app.exec()


def drive(out: Path, seed: int, today: date | None) -> tuple[Path, ...]:
    """Drive the window through first run, a roster and a conference; return the files left in ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.png"):
        old.unlink()
    day = _day(today)
    with tempfile.TemporaryDirectory(prefix="ilp-demo-") as folder:
        app = application()
        clock = SetClock(datetime.combine(day, time(8, 50), ZoneInfo(offices.ZONE)))
        dialogs = AnsweredDialogs()
        door = _door(Path(folder), clock, seed)
        door.demo_folder.parent.mkdir(parents=True)
        offices.make(door.demo_folder, clock=clock, seed=seed, today=day)
        program = Program(door=door, clock=clock, dialogs=lambda _window: dialogs)
        program.window.resize(WINDOW_WIDTH, WINDOW_HEIGHT)
        tour = Tour(Hand(program, dialogs, clock, out), door.demo_folder, Path(folder), seed)
        tour.ended.connect(app.exit)
        program.show()
        tour.begin()
        code = app.exec()
        program.close()
    if tour.problem is not None:
        raise tour.problem
    assert code == 0
    return tuple(sorted(file for file in out.iterdir() if file.is_file()))


def _door(folder: Path, clock: Clock, seed: int) -> Door:
    # What takes this computer a second is found with a clock that runs: here it may be a set one.
    return Door(clock, places=folder / "offices", settings=folder / "settings", cost=FLOOR, demo_seed=seed)
