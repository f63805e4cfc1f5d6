"""The private consultation in the window: the timer, what it says aloud, and the truth after an interruption."""

import pytest
from PySide6.QtWidgets import QWidget
from sqlalchemy import select
from ui_day_office import school_day

from ilp_desktop.domain.consultations import Phase
from ilp_desktop.store.tables import consultation


@pytest.fixture
def day(tmp_path, qtbot, look):
    with school_day(tmp_path, qtbot) as day:
        day.begin("Camila")
        day.go_to(4)
        yield day


def pass_time(day, seconds, *, seen_every=10):
    """Let time pass while the program runs: the heartbeat beats, the ring ticks."""
    ring = day.find(QWidget, "consultation_ring")
    while seconds > 0:
        step = min(seen_every, seconds)
        day.clock.advance(step)
        day.screen.conference.pulse.beat()
        day.settle()
        day.screen.conference._views["private"].parts[0]._show_time()
        seconds -= step
    return ring


def test_the_timer_runs_pauses_goes_on_and_ends_and_only_the_time_is_kept(day):
    day.click("consultation_start")
    ring = pass_time(day, 132)
    assert ring.words() == ("2:48", "left of 5 minutes", "3-minute mark in 0:48")
    day.click("consultation_pause")
    day.clock.advance(3600)
    day.click("consultation_go_on")
    assert pass_time(day, 60).words()[2] == "3-minute mark reached"
    day.click("consultation_add_minute")
    assert day.find(QWidget, "consultation_ring").words()[1] == "left of 6 minutes"
    day.click("consultation_finish")
    assert day.find(QWidget, "consultation_account").text() == "It took place for 3:12."
    with day.office._desk.store.read() as connection:
        row = connection.execute(select(consultation)).mappings().all()
    kept = next(each for each in row if each["conference_id"] == day.ids["Camila"])
    assert (kept["phase"], kept["counted"], kept["reason"]) == ("finished", 192, "")


def test_the_mark_the_last_minute_and_the_end_are_said_aloud(day, monkeypatch):
    said: list[str] = []
    monkeypatch.setattr("ilp_desktop.ui.widgets.ring.announce", lambda _widget, words: said.append(words))
    day.click("consultation_start")
    pass_time(day, 305)
    assert said == ["3 minutes have passed", "One minute left", "5 minutes have passed"]


def test_inviting_the_student_back_in_ends_the_talk_and_goes_on(day):
    day.click("consultation_start")
    pass_time(day, 200)
    button = day.find(QWidget, "next_button")
    assert button.text() == "Invite Camila back in"
    day.click("next_button")
    assert day.sees("sign_section")
    assert day.sheet("Camila").consultation.phase is Phase.FINISHED


def test_a_closed_lid_is_told_truthfully_and_a_person_is_asked(day):
    day.click("consultation_start")
    pass_time(day, 160)
    day.clock.advance(900)  # the lid was closed: nobody saw this quarter of an hour
    day.screen.conference.pulse.beat()
    day.qtbot.waitUntil(lambda: day.sees("consultation_talked_on"))
    words = day.find(QWidget, "consultation_account").text()
    assert words == "The timer was interrupted at 2:40. Nothing after that is certain. What happened then?"
    assert not day.sees("consultation_ring")
    day.click("consultation_finish")
    assert day.sheet("Camila").consultation.counted == 160


def test_talking_on_counts_the_unseen_time_up_to_the_limit(day):
    day.click("consultation_start")
    pass_time(day, 160)
    day.clock.advance(900)
    day.screen.conference.pulse.beat()
    day.click("consultation_talked_on")
    assert day.sheet("Camila").consultation.counted == 300


def test_the_program_that_ended_in_between_finds_an_interrupted_timer(day):
    day.click("consultation_start")
    pass_time(day, 100)
    day.screen.conference.close_conference()
    day.office._desk.timers.clear()  # as at another desk, or after a crash
    day.open("Amara")
    day.open("Camila")
    assert "interrupted at 1:40" in day.wait_for("consultation_account").text()


def test_a_timer_goes_on_while_another_familys_page_is_looked_at(day):
    day.click("consultation_start")
    assert day.screen.timer_running
    day.open("Amara")
    for _ in range(6):
        day.clock.advance(10)
        day.screen.conference.pulse.beat()
        day.settle()
    day.open("Camila")
    assert day.sheet("Camila").consultation.phase is Phase.RUNNING
    assert day.sheet("Camila").consultation.seconds(day.clock.now()) == 60


def test_a_reason_can_be_given_and_taken_back(day):
    day.click("reason_parent_declined")
    assert (
        day.find(QWidget, "consultation_account").text() == "It was not held today: The family did not need it today."
    )
    assert day.sheet("Camila").consultation.reason == "parent_declined"
    day.click("consultation_reopen")
    assert day.sheet("Camila").consultation.phase is Phase.IDLE
    assert not day.find(QWidget, "reason_parent_declined").isChecked()


def test_a_talk_under_three_minutes_says_so(day):
    day.click("consultation_start")
    pass_time(day, 70)
    day.click("consultation_finish")
    words = day.find(QWidget, "consultation_account").text()
    assert "1:10" in words and "under 3 minutes" in words


def test_the_child_sees_a_calm_page_while_the_timer_runs_on(day):
    day.click("consultation_start")
    day.click("waiting_screen_button")
    assert day.find(QWidget, "cover_words").text() == "A few minutes for the grown-ups."
    pass_time_covered = 30
    day.clock.advance(10)
    day.screen.conference.pulse.beat()
    day.clock.advance(20)
    day.screen.conference.pulse.beat()
    day.click("uncover_button")
    assert day.sheet("Camila").consultation.seconds(day.clock.now()) == pass_time_covered
