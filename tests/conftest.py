"""What every test stands on: no screen needed, one language, a set clock, no thread left behind."""

import gc
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ilp_desktop import language
from ilp_desktop.clock import SetClock
from ilp_desktop.store import ballasts
from ilp_desktop.store.stores import Store

KEY = bytes(range(32))
AUDIT_KEY = bytes(range(32, 64))

if sys.platform.startswith("linux"):
    os.environ["LC_ALL"] = "C.UTF-8"  # a first run speaks the language of the computer: here, English
if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--torture", action="store_true", help="the long form of each test that asks for `rounds`")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what has a long form, so that `-m torture` runs that alone."""
    for item in items:
        if "rounds" in getattr(item, "fixturenames", ()):
            item.add_marker("torture")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object, error: object) -> None:
    """Leave word that Python crashed: the tests after that were not run, and a second look at one says nothing of them."""
    if error:
        left = Path(node.config.rootpath, ".pytest_cache", "v", "cache", "crashed")
        left.parent.mkdir(parents=True, exist_ok=True)
        left.touch()


def pytest_collection_finish() -> None:
    """What was imported stays: going through it after each test of a window would take a tenth of a second."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Let go of what belonged to a window on the window's thread, as the program does: elsewhere it crashes Python."""
    if "qapp" not in getattr(item, "fixturenames", ()):
        return (yield)
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.enable()


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """Ask ``rounds(few, many)`` how often to repeat: few in every test run, many under ``dev.py torture``."""
    long_form: bool = request.config.getoption("--torture")

    def choose(few: int, many: int) -> int:
        return many if long_form else few

    return choose


@pytest.fixture(autouse=True)
def small_ballast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a page of reserve in each of hundreds of test offices, not 32 MB."""
    monkeypatch.setattr(ballasts, "SIZE", 4096)


@pytest.fixture
def clock() -> SetClock:
    """Return a Tuesday in November, 15:04 UTC, which is 08:04 in Utah."""
    return SetClock(datetime(2026, 11, 24, 15, 4, 5, 123456, tzinfo=UTC))


@pytest.fixture
def store(tmp_path: Path, clock: SetClock) -> Iterator[Store]:
    """Return a new, empty, encrypted store."""
    made = Store.create(tmp_path / "office.db", KEY, clock, audit_key=AUDIT_KEY)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    yield
    language.use("en")


def _own_threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if not thread.name.startswith("Dummy")}


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """A test that leaves a thread running fails: the next one would share it."""
    before = _own_threads()
    yield
    deadline = time.monotonic() + 5
    while (left := _own_threads() - before) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not left, f"still running: {sorted(thread.name for thread in left)}"


@pytest.fixture
def read(tmp_path):
    """Run a reader of somebody else's on a PDF and return what it says. A reader that is missing fails the test."""

    def run(program: str, pdf: bytes, *options: str, after: tuple[str, ...] = (), fine=(0,)) -> str:
        path = tmp_path / "paper.pdf"
        path.write_bytes(pdf)
        done = subprocess.run([program, *options, str(path), *after], capture_output=True, check=False)
        assert done.returncode in fine, done.stderr.decode()
        return done.stdout.decode()

    return run
