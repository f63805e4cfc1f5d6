"""Garbage is gone through on the window's thread only, and the oldest of it in quiet moments only."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from ilp_desktop.app import tidying
from ilp_desktop.app.program import application
from ilp_desktop.ui.background import Background


class _Knot:
    def __init__(self):
        self.own = self


@pytest.fixture(autouse=True)
def _left_to_the_window(qapp) -> Iterator[None]:
    tidying.leave_to_window()
    gc.collect()
    yield


@pytest.fixture
def background(qtbot) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


@pytest.fixture
def collected_by() -> Iterator[set[str]]:
    """The names of the threads on which Python went through garbage."""
    seen: set[str] = set()

    def note(phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            seen.add(threading.current_thread().name)

    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)


def _old_garbage() -> "weakref.ref[_Knot]":
    knot = _Knot()
    gone = weakref.ref(knot)
    gc.collect(1)
    del knot
    for _ in range(tidying._ENOUGH + 1):
        gc.collect(1)
    assert gc.get_count()[2] >= tidying._ENOUGH
    return gone


def _make_knots() -> int:
    for _ in range(300_000):
        _Knot()
    return 300_000


@pytest.mark.parametrize(
    ("as_python_does", "on"), [(False, {"MainThread"}), (True, {"reader_0"})], ids=["ours", "control"]
)
def test_a_worker_that_makes_garbage_never_goes_through_it(qtbot, background, collected_by, as_python_does, on):
    application()
    if as_python_does:
        gc.enable()
    tidier = tidying.Tidying(lambda: 0.0, lambda: background.is_busy)
    answers: list[int] = []
    background.ask(_make_knots, tidier, answers.append)
    qtbot.waitUntil(lambda: bool(answers) and bool(collected_by), timeout=20_000)
    assert collected_by >= on
    assert as_python_does or collected_by == on


def test_young_garbage_is_gone_soon_also_while_a_worker_works(collected_by):
    knots = [weakref.ref(_Knot()) for _ in range(tidying._YOUNG_ENOUGH)]
    tidying.Tidying(lambda: 0.0, lambda: True).look()
    assert collected_by == {"MainThread"}
    assert not any(knot() for knot in knots)


@pytest.mark.parametrize(("idle", "busy", "tidied"), [(3.0, False, False), (60.0, True, False), (4.0, False, True)])
def test_old_garbage_is_gone_through_while_nobody_works(idle, busy, tidied):
    gone = _old_garbage()
    owner = QObject()
    tidying.Tidying(lambda: idle, lambda: busy, owner).look()
    assert (gone() is None) is tidied


@pytest.mark.parametrize(("busy", "tidied"), [(True, False), (False, True)])
def test_what_outlived_a_round_waits_until_no_worker_makes_more(busy, tidied):
    knot = _Knot()
    gone = weakref.ref(knot)
    gc.collect(0)
    del knot
    for _ in range(tidying._ENOUGH):
        gc.collect(0)
    tidying.Tidying(lambda: 0.0, lambda: busy).look()
    assert (gone() is None) is tidied
