"""Locking, closing and dying in the middle of things: what was typed is there, and the timer says only what it knows."""

import os
import re
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from use_hands import CTRL, Keys, Mouse, all_shown, key, read_all, rows, shown, type_text, until, words
from use_killed import MORE, WORDS

from ilp_desktop.demo import offices

pytestmark = pytest.mark.window
TYPED = "I was brave at the dentist"


@pytest.fixture
def program(place, demo):
    return _open(place, demo)


def _open(place, office: Path):
    program = place.start(office)
    _unlock(program)
    return program


def _unlock(program) -> None:
    hand = Keys(program.window)
    hand.write("passphrase_field", offices.PASSPHRASE)
    hand.press("open_button")
    until(lambda: all_shown("day_list") and rows("day_list"))


def _conference(program, name: str) -> Keys:
    hand = Keys(program.window)
    hand.choose("day_list", name)
    # The name is shown at once, the rest when it was read.
    until(lambda: name in words("student_name") and words("conference_meta") and _something_shown())
    return hand


def _something_shown() -> bool:
    return bool(all_shown("arrival_view") or all_shown(r"[a-z]+_section"))


def _show(hand: Keys, name: str) -> None:
    hand.choose("day_list", name)
    # The name is shown at once, the rest when it was read.
    until(lambda: name in words("student_name") and words("conference_meta") and all_shown("celebrate_proud_text"))


def _begin(program, name: str) -> Keys:
    hand = _conference(program, name)
    hand.press("begin_button")
    shown("celebrate_proud_text")
    return hand


def _proud() -> str:
    return shown("celebrate_proud_text").toPlainText()


def _to_the_talk(hand: Keys) -> None:
    for section in ("data", "goals", "support", "private"):
        hand.onward()
        shown(f"{section}_section")


def _settled(program) -> None:
    done: list[bool] = []
    program.background.drain(lambda: done.append(True))
    until(lambda: done)


def _pass(place, program, seconds: int) -> None:
    """Let time pass as it does for a running program, with its heartbeat."""
    for _ in range(seconds // 20):
        place.clock.advance(20)
        program.window.shell.page("day").conference.pulse.beat()
        _settled(program)


# What was typed


def test_what_is_typed_just_before_a_lock_is_there_after_it(program):
    hand = _conference(program, "Camila")
    before = _proud()
    hand.reach("celebrate_proud_text")
    key(Qt.Key.Key_End, CTRL)
    type_text(f" {TYPED}")
    key(Qt.Key.Key_L, CTRL)
    shown("unlock_card")
    assert program.window.windowTitle() == "ILP Desktop"
    assert "Camila" not in read_all(program.window)
    _unlock(program)
    _conference(program, "Camila")
    until(lambda: all_shown("celebrate_proud_text"))
    assert _proud() == f"{before} {TYPED}"


def test_a_lock_empties_the_clipboard_and_leaves_no_word_behind(program):
    hand = _conference(program, "Camila")
    hand.write("celebrate_proud_text", TYPED)
    key(Qt.Key.Key_A, CTRL)
    key(Qt.Key.Key_C, CTRL)
    assert TYPED in QApplication.clipboard().text()
    key(Qt.Key.Key_L, CTRL)
    shown("unlock_card")
    assert QApplication.clipboard().text() == ""
    until(lambda: program.window.findChild(QWidget, "celebrate_proud_text") is None)


def test_closing_the_window_in_the_middle_of_a_word_loses_nothing(place, program, demo):
    hand = _conference(program, "Camila")
    before = _proud()
    hand.reach("celebrate_proud_text")
    key(Qt.Key.Key_End, CTRL)
    type_text(" and wordsinthemiddl")
    place.end(program)
    again = _open(place, demo)
    _conference(again, "Camila")
    until(lambda: all_shown("celebrate_proud_text"))
    assert _proud() == f"{before} and wordsinthemiddl"


def test_two_conferences_switched_quickly_keep_their_own_words(program):
    _begin(program, "Dao")
    hand = Keys(program.window)
    expected = {}
    for turn in range(3):
        for name in ("Camila", "Dao"):
            _show(hand, name)
            hand.reach("celebrate_proud_text")
            key(Qt.Key.Key_End, CTRL)
            type_text(f" {name} {turn}.")
            expected[name] = _proud()
            assert expected[name].count(f"{name} ") == turn + 1
    for name, text in expected.items():
        _show(hand, name)
        assert _proud() == text


def test_a_conference_chosen_and_left_at_once_shows_the_last_one_chosen(program):
    hand = Mouse(program.window)
    for name in ("Camila", "Dao", "Amara", "Camila", "Dao"):
        hand.choose("day_list", name)
    _settled(program)
    until(lambda: all_shown("arrival_view"))
    assert "Dao" in words("student_name")


# Nobody there


def test_an_office_nobody_touches_locks_itself(place, program):
    place.clock.advance(299)
    program.window.idle.look()
    assert not all_shown("unlock_card")
    place.clock.advance(1)
    program.window.idle.look()
    shown("unlock_card")
    assert program.window.shell is None


def test_a_running_consultation_puts_the_lock_off_and_the_timer_tells_the_truth_afterward(place, program):
    hand = _conference(program, "Camila")
    _to_the_talk(hand)
    hand.press("consultation_start")
    shown("consultation_pause")
    _pass(place, program, 320)
    program.window.idle.look()
    assert not all_shown("unlock_card")
    _pass(place, program, 280)
    program.window.idle.look()
    shown("unlock_card")
    place.clock.advance(240)
    _unlock(program)
    _conference(program, "Camila")
    shown("consultation_talked_on")
    # The last beat was at ten minutes: nothing later is certain.
    assert "interrupted at 10:00" in words("consultation_account")
    assert "3:20" not in words("consultation_account")


def test_a_timer_locked_for_a_moment_asks_and_counts_on_where_they_kept_talking(place, program):
    hand = _conference(program, "Camila")
    _to_the_talk(hand)
    hand.press("consultation_start")
    shown("consultation_pause")
    _pass(place, program, 60)
    key(Qt.Key.Key_L, CTRL)
    shown("unlock_card")
    place.clock.advance(20)
    _unlock(program)
    hand = _conference(program, "Camila")
    assert "interrupted at 1:00" in words("consultation_account")
    hand.press("consultation_talked_on")
    shown("consultation_pause")
    hand.press("consultation_finish")
    shown("consultation_reopen")
    assert "1:20" in words("consultation_account")


# The process dies


def test_a_killed_program_shows_what_was_typed_and_asks_about_the_timer(place, demo):
    script = Path(__file__).with_name("use_killed.py")
    running = subprocess.Popen(
        [sys.executable, str(script), str(demo)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=script.parents[2],
    )
    try:
        assert running.stdout is not None
        assert running.stdout.readline() == "typed\n"
        assert running.stdout.readline() == "typed more\n"
        time.sleep(1.0)  # what is typed is on the disk within a second
        running.send_signal(signal.SIGKILL)
    finally:
        running.kill()
        running.wait(10)
        running.stdout.close()
    place.clock._at += timedelta(minutes=10)
    program = _open(place, demo)
    _conference(program, "Camila")
    until(lambda: all_shown("celebrate_proud_text"))
    assert WORDS in _proud()
    assert MORE in _proud()
    hand = Keys(program.window)
    _to_the_talk(hand)
    told = words("consultation_account")
    at = re.search(r"interrupted at 0:(\d\d)\.", told)
    assert at is not None, told
    assert int(at[1]) <= 20  # what the killed program saw, not the ten minutes since
    for offered in ("consultation_talked_on", "consultation_stopped_then", "consultation_finish"):
        shown(offered)
