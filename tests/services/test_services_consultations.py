"""The private consultation's timer at the desk: durable at each event, truthful after a crash, a lock, a closed lid."""

import pytest
from sqlalchemy import select

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.consultations import UNSEEN_SECONDS, Phase
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.services.conferences import Conferences
from ilp_desktop.services.consultations import Consultations
from ilp_desktop.store.counting import counted
from ilp_desktop.store.stores import Store
from ilp_desktop.store.tables import consultation


def stored(school):
    with school.store.read() as connection:
        return connection.execute(select(consultation)).one()


# R44, A9
def test_three_and_a_half_minutes_are_kept_and_nothing_else(under_way, school):
    state = under_way.talk(220)
    assert (state.phase, state.counted, state.settled) == (Phase.FINISHED, 220, True)
    row = stored(school)
    assert (row.phase, row.counted, row.running_since, row.seen_at, row.reason) == ("finished", 220, None, None, "")
    assert under_way.consultations.current(under_way.id) == state


def test_pause_a_minute_more_and_reopen(under_way, school):
    talk, key = under_way.consultations, under_way.id
    talk.start(key)
    school.clock.advance(20)
    assert talk.pause(key).counted == 20
    school.clock.advance(600)
    assert talk.add_minute(key).limit == 360
    talk.start(key)
    school.clock.advance(20)
    assert talk.finish(key).counted == 40
    assert talk.reopen(key).phase is Phase.PAUSED
    assert talk.not_held(key, "parent_absent").settled
    assert stored(school).counted == 0
    assert talk.reopen(key).phase is Phase.IDLE


def test_every_event_is_on_the_disk_when_it_is_answered(under_way, school):
    under_way.consultations.start(under_way.id)
    assert stored(school).phase == "running"
    school.clock.advance(10)
    under_way.consultations.seen(under_way.id)
    assert stored(school).seen_at == school.clock.now()
    under_way.consultations.pause(under_way.id)
    assert stored(school).phase == "paused"


def test_after_a_crash_it_says_up_to_when_it_is_certain_and_asks(under_way, school, clock):
    under_way.consultations.start(under_way.id)
    for _ in range(6):
        school.clock.advance(10)
        under_way.consultations.seen(under_way.id)
    school.clock.advance(5)  # and here the program dies: no close, no goodbye
    path = school.store.path
    again = Store.open(path, bytes(range(32)), clock)
    try:
        school.store, before = again, school.store
        desk = school.desk()  # five seconds later, well within the time a timer may be unseen
        talk = Consultations(desk)
        state = talk.current(under_way.id)
        assert (state.phase, state.counted) == (Phase.INTERRUPTED, 60)
        assert Conferences(desk).open(under_way.id).consultation == state
        assert talk.pause(under_way.id).phase is Phase.INTERRUPTED
        school.clock.advance(55)
        resumed = talk.resume(under_way.id, talked_on=True)
        assert (resumed.phase, resumed.counted) == (Phase.RUNNING, 120)
        assert talk.current(under_way.id).phase is Phase.RUNNING
        assert Conferences(desk).open(under_way.id).consultation.phase is Phase.RUNNING
    finally:
        again.close()
        school.store = before


def test_after_a_lock_it_asks_and_what_was_not_talked_is_not_counted(under_way, school):
    under_way.consultations.start(under_way.id)
    school.clock.advance(20)
    under_way.consultations.seen(under_way.id)
    school.clock.advance(3)
    unlocked = Consultations(school.desk())
    assert unlocked.current(under_way.id).phase is Phase.INTERRUPTED
    resumed = unlocked.resume(under_way.id, talked_on=False)
    assert (resumed.phase, resumed.counted) == (Phase.RUNNING, 20)


@pytest.mark.parametrize("first", ["seen", "pause", "finish", "start", "add_minute", "current"])
def test_after_a_closed_lid_whatever_is_pressed_first_it_asks(under_way, school, first):
    under_way.consultations.start(under_way.id)
    school.clock.advance(20)
    under_way.consultations.seen(under_way.id)
    school.clock.advance(UNSEEN_SECONDS + 3600)
    state = getattr(under_way.consultations, first)(under_way.id)
    assert (state.phase, state.counted) == (Phase.INTERRUPTED, 20)
    with pytest.raises(OfficeError, match="consultation_missing"):
        under_way.conferences.conclude(under_way.id)


def test_once_it_was_shown_as_interrupted_ending_it_there_is_an_answer(under_way, school):
    under_way.consultations.start(under_way.id)
    school.clock.advance(20)
    under_way.consultations.seen(under_way.id)
    school.clock.advance(3600)
    assert under_way.sheet.consultation.phase is Phase.INTERRUPTED
    state = under_way.consultations.finish(under_way.id)
    assert (state.phase, state.counted) == (Phase.FINISHED, 20)


def test_a_reason_that_the_policy_set_does_not_have_is_refused(under_way):
    with pytest.raises(OfficeError, match="reason_unknown"):
        under_way.consultations.not_held(under_way.id, "too_busy")
    assert not under_way.consultations.current(under_way.id).settled


def test_only_who_may_change_the_conference_runs_its_timer(under_way, school):
    stranger = Consultations(school.desk(Role.TEACHER, school.other_teacher_id))
    for act in (stranger.start, stranger.current, stranger.finish):
        with pytest.raises(OfficeError, match="conference_gone"):
            act(under_way.id)
    with pytest.raises(OfficeError, match="conference_gone"):
        Consultations(school.desk(Role.AUDITOR, school.other_teacher_id)).start(under_way.id)


def test_saying_that_the_program_is_there_is_one_short_transaction(under_way, school):
    under_way.consultations.start(under_way.id)
    with counted(school.store) as count:
        under_way.consultations.seen(under_way.id)
    assert count.statements == 3
