"""The window's thread is never held up: pages are built ahead in pieces, and everything is read and written elsewhere.

The figures here are bounds for a busy machine; the medians on a quiet one are the scoreboard's.
"""

import statistics
import threading
import time

import pytest
from PySide6.QtWidgets import QWidget
from ui_day_office import school_day

from ilp_desktop.ui.conference import flow


@pytest.fixture
def day(tmp_path, qtbot, look):
    with school_day(tmp_path, qtbot) as day:
        yield day


def test_a_section_built_ahead_is_gone_to_within_a_frame(day):
    day.begin("Camila")
    day.qtbot.waitUntil(lambda: day.screen.conference._ahead._pieces is None, timeout=20000)
    taken = []
    for at in (1, 2, 3, 4, 0, 1, 2, 3):
        started = time.perf_counter()
        day.screen.conference._go(lambda state, at=at: flow.to(state, at))
        taken.append(time.perf_counter() - started)
        day.settle()
    assert statistics.median(taken) < 0.016, [round(one * 1000, 1) for one in taken]


def test_a_keystroke_costs_the_window_less_than_a_frame(day):
    day.begin("Camila")
    box = day.wait_for("celebrate_proud_text")
    box.setFocus()
    taken = []
    for letter in "I read to my brother every evening":
        started = time.perf_counter()
        day.qtbot.keyClicks(box, letter)
        taken.append(time.perf_counter() - started)
    assert statistics.median(taken) < 0.016, [round(one * 1000, 1) for one in taken]


def test_no_verb_and_no_question_runs_on_the_windows_thread(day, monkeypatch):
    threads: set[str] = set()
    store = day.office._desk.store

    def watched(name):
        original = getattr(type(store), name)

        def watch(self):
            threads.add(threading.current_thread().name)
            return original(self)

        monkeypatch.setattr(type(store), name, watch)

    watched("write")
    watched("read")
    day.begin("Camila")
    day.type("celebrate_proud_text", "x")
    for at in range(7):
        day.go_to(at)
    day.go_to(4)
    day.click("reason_parent_declined")
    assert threads
    assert "MainThread" not in threads, threads
    assert day.find(QWidget, "consultation_account").text()
