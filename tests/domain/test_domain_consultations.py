"""The private consultation's timer counts what surely took place, and asks where it cannot know."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ilp_desktop.domain.consultations import UNSEEN_SECONDS, Consultation, Phase

START = datetime(2026, 10, 8, 14, 40, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def ticked(state: Consultation, begin: int, end: int) -> Consultation:
    for second in range(begin, end + 1, 10):
        state = state.seen(after(second))
    return state


def test_three_minutes_and_a_half_with_a_pause_are_three_minutes_and_a_half():
    state = ticked(Consultation().started(START), 0, 120).paused(after(120))
    assert (state.phase, state.seconds(after(900))) == (Phase.PAUSED, 120)
    state = ticked(state.started(after(900)), 900, 990).finished(after(990))
    assert (state.phase, state.counted, state.settled) == (Phase.FINISHED, 210, True)
    assert state.running_since is None
    assert state.seen_at is None


def test_a_minute_more_moves_the_end_and_not_the_time():
    state = Consultation().started(START).extended()
    assert state.left(after(20)) == 340
    assert state.seconds(after(20)) == 20
    finished = state.finished(after(20))
    assert finished.extended() == finished


def test_a_closed_lid_is_an_interruption_whatever_is_pressed_first():
    running = ticked(Consultation().started(START), 0, 100)
    late = after(100 + UNSEEN_SECONDS + 1)
    for state in (running.seen(late), running.paused(late), running.finished(late), running.interrupted()):
        assert (state.phase, state.counted) == (Phase.INTERRUPTED, 100)
        assert not state.settled


def test_a_clock_set_back_is_an_interruption_too():
    running = ticked(Consultation().started(START), 0, 100)
    assert running.seen(after(40)).counted == 100
    assert running.seen(after(40)).phase is Phase.INTERRUPTED


def test_after_an_interruption_a_person_says_whether_they_talked_on():
    lost = ticked(Consultation().started(START), 0, 100).interrupted()
    assert lost.resumed(after(160), talked_on=True).seconds(after(160)) == 160
    assert lost.resumed(after(160), talked_on=False).seconds(after(160)) == 100
    assert lost.resumed(after(5000), talked_on=True).seconds(after(5000)) == 300, "no more than the limit is believed"
    assert lost.finished(after(5000)).counted == 100


def test_a_reason_settles_it_and_can_be_taken_back():
    state = Consultation().not_held("parent_absent")
    assert state.settled
    assert state.reopened() == Consultation()
    assert state.started(START).reason == ""


def test_a_mistaken_end_can_be_taken_back_where_it_was():
    state = Consultation().started(START).finished(after(25))
    assert state.reopened().phase is Phase.PAUSED
    assert state.reopened().counted == 25


EVENTS = {
    "start": lambda state, now: state.started(now),
    "pause": lambda state, now: state.paused(now),
    "seen": lambda state, now: state.seen(now),
    "crash": lambda state, now: state.interrupted(),
    "talked_on": lambda state, now: state.resumed(now, talked_on=True),
    "stopped": lambda state, now: state.resumed(now, talked_on=False),
    "finish": lambda state, now: state.finished(now),
    "reopen": lambda state, now: state.reopened(),
    "more": lambda state, now: state.extended(),
}


@given(st.lists(st.tuples(st.sampled_from(sorted(EVENTS)), st.integers(-20, 400)), max_size=25))
def test_whatever_happens_no_more_is_counted_than_the_time_that_passed_and_settled_states_are_clean(events):
    state, now, passed = Consultation(), START, 0
    for event, seconds in events:
        now += timedelta(seconds=seconds)
        passed += max(0, seconds)
        state = EVENTS[event](state, now)
        assert 0 <= state.seconds(now) <= passed
        assert (state.phase is Phase.RUNNING) == (state.running_since is not None)
        if state.settled or state.phase is Phase.PAUSED:
            assert state.seen_at is None
