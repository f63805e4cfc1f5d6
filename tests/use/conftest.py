"""The real program, whole: its window, its threads, an encrypted office on the disk, a printer that prints to a file."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication
from use_hands import FlashTrap, until
from use_printers import FilePrinters

from ilp_desktop.app.doors import Door
from ilp_desktop.app.program import Program
from ilp_desktop.clock import SetClock
from ilp_desktop.demo import offices
from ilp_desktop.store.drives import Drive
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference.copies import CopiesPart
from ilp_desktop.ui.dialogs import AnsweredDialogs
from ilp_desktop.vault.cost import CHEAP

DAY = datetime(2026, 10, 15, 14, 50, tzinfo=UTC)
"""A Thursday in October, ten to nine in Utah."""


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, "light", reduce_motion=True)
    yield
    theme.apply(qapp, "light", reduce_motion=True)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(DAY)


class Heart(QObject):
    """Beats on the window's thread every five milliseconds; knows the longest turn between two beats, and where it was.

    A turn is measured twice: by the clock on the wall, which also counts while other programs have the processor, and
    by the processor time of the window's own thread, which is what the window itself did.
    """

    def __init__(self) -> None:
        super().__init__()
        self.where = "start"
        self.waits: dict[str, float] = {}
        self.works: dict[str, float] = {}
        self._last = self._worked = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def at(self, where: str) -> None:
        """Say what is done from now on."""
        self.where = where
        self._last, self._worked = time.perf_counter(), time.thread_time()

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.waits[self.where] = max(self.waits.get(self.where, 0.0), now - self._last)
        self.works[self.where] = max(self.works.get(self.where, 0.0), worked - self._worked)
        self._last, self._worked = now, worked


@pytest.fixture
def new_heart() -> Callable[[], Heart]:
    """Return what makes a heart, when all is ready to be measured."""
    return Heart


class Place:
    """Where a program runs: its folders, its clock and the answers to its dialogs."""

    def __init__(self, folder: Path, clock: SetClock) -> None:
        self.folder, self.clock = folder, clock
        self.dialogs = AnsweredDialogs()
        self.drives: list[Drive] = []
        """The sticks that are plugged in."""
        self.flashes = FlashTrap()
        self.programs: list[Program] = []

    @property
    def door(self) -> Door:
        return Door(
            self.clock,
            places=self.folder / "places",
            settings=self.folder / "settings",
            cost=CHEAP,
            drives=lambda: tuple(self.drives),
        )

    def start(self, office: Path | None = None) -> Program:
        """Start the program, its window 1366 pixels wide and 768 high."""
        program = Program(office=office, door=self.door, clock=self.clock, dialogs=lambda _window: self.dialogs)
        self.programs.append(program)
        program.window.resize(1366, 768)
        program.show()
        program.window.activateWindow()
        until(program.window.isActiveWindow)
        return program

    def end(self, program: Program) -> None:
        """Close the window, as a person does."""
        self.programs.remove(program)
        program.window.close()
        program.window.deleteLater()
        program.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def place(qtbot, qapp: QApplication, tmp_path: Path, clock: SetClock) -> Iterator[Place]:
    """Return where a program runs. No part of it may flash as a window of its own."""
    made = Place(tmp_path, clock)
    flashes = made.flashes
    qapp.installEventFilter(flashes)
    yield made
    for program in tuple(made.programs):
        made.end(program)
    qapp.removeEventFilter(flashes)
    assert flashes.caught == []


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Drive]:
    """Return a stick: a folder on another disk than the offices, where this computer has one."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="stick-", dir=memory if memory.is_dir() else tmp_path) as folder:
        yield Drive(Path(folder), "KINGSTON", 8_000_000_000)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the file that the printer prints to."""
    path = tmp_path / "printed.pdf"
    monkeypatch.setattr(CopiesPart, "printers", FilePrinters(path))
    return path


@pytest.fixture(scope="session")
def demo_school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a demo school of a hundred and twenty students with its conference day; copy it before use."""
    from zoneinfo import ZoneInfo

    folder = tmp_path_factory.mktemp("demo") / "Demo school.ilp"
    clock = SetClock(DAY)
    offices.make(folder, clock=clock, size=120, today=clock.today(ZoneInfo(offices.ZONE)), cost=CHEAP)
    return folder


@pytest.fixture
def demo(demo_school: Path, tmp_path: Path) -> Path:
    """Return a demo school of one's own."""
    folder = tmp_path / "places" / "Demo school.ilp"
    folder.parent.mkdir()
    shutil.copytree(demo_school, folder)
    return folder
