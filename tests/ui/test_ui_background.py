import threading
import time
from concurrent.futures import Future

import pytest
import shiboken6
from PySide6.QtCore import QObject

from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError

CHANGED = Changes(frozenset({Kind.PLAN}))


def test_answers_come_on_the_windows_thread_and_work_is_done_off_it(qtbot, background):
    threads = []
    background.ask(threading.get_ident, background, lambda ident: threads.extend((ident, threading.get_ident())))
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] != threading.get_ident() == threads[1]


def test_the_window_keeps_beating_while_work_is_done(qtbot, background, heartbeat):
    done = []
    qtbot.wait(50)
    heartbeat.begin()
    background.do(lambda: (time.sleep(0.2), CHANGED)[1], then=done.append)
    background.ask(lambda: time.sleep(0.2), background, done.append)
    for count in range(200):
        background.ask(lambda count=count: count, background, done.append)
    qtbot.waitUntil(lambda: len(done) == 202)
    assert heartbeat.longest < 0.05, "the thread that paints waited"


def test_the_heartbeat_would_notice_a_stall(qtbot, heartbeat):
    heartbeat.begin()
    time.sleep(0.1)
    qtbot.wait(20)
    assert heartbeat.longest > 0.09


def test_verbs_are_done_one_after_the_other_in_the_order_asked(qtbot, background):
    order = []

    def verb(number):
        def run():
            time.sleep(0.005 * (5 - number))
            order.append(number)
            return CHANGED

        return run

    heard = []
    background.changed.connect(heard.append)
    for number in range(5):
        background.do(verb(number))
    qtbot.waitUntil(lambda: len(heard) == 5)
    assert order == [0, 1, 2, 3, 4]


def test_what_takes_long_comes_after_what_was_asked_before_and_holds_nothing_up(qtbot, background):
    order, over, begun = [], threading.Event(), threading.Event()

    def verb(name):
        return lambda: (order.append(name), CHANGED)[1]

    def long_verb():
        begun.set()
        over.wait(10)
        return verb("long")()

    background.do(lambda: (time.sleep(0.05), verb("before")())[1])
    background.do(long_verb, takes_long=True)
    background.do(verb("typed"))
    qtbot.waitUntil(lambda: begun.is_set() and "typed" in order)
    assert order == ["before", "typed"]
    drained = []
    background.drain(lambda: drained.append(True))
    over.set()
    qtbot.waitUntil(lambda: bool(drained))
    assert order == ["before", "typed", "long"]


def test_an_answer_never_comes_while_its_question_is_being_asked(qtbot, background, monkeypatch):
    from concurrent.futures import Future

    class Hasty:
        def submit(self, work):
            done = Future()
            done.set_result(work())
            return done

        def shutdown(self, **_more):
            pass

    monkeypatch.setitem(background.__dict__, "_readers", Hasty())
    heard = []
    background.ask(lambda: 1, background, heard.append)
    assert heard == []
    qtbot.waitUntil(lambda: heard == [1])


def test_a_slow_question_does_not_hold_up_another_or_a_verb(qtbot, background):
    release = threading.Event()
    done = []
    background.ask(lambda: release.wait(5), background, done.append)
    background.ask(lambda: "quick", background, done.append)
    background.do(lambda: CHANGED, then=done.append)
    qtbot.waitUntil(lambda: len(done) == 2)
    assert "quick" in done
    release.set()
    qtbot.waitUntil(lambda: len(done) == 3)


def test_then_hears_before_every_screen_does(qtbot, background):
    heard = []
    background.changed.connect(lambda _: heard.append("screens"))
    background.do(lambda: CHANGED, then=lambda _: heard.append("then"))
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == ["then", "screens"]


def test_an_answer_dies_with_the_screen_that_asked(qtbot, background):
    owner, answered = QObject(), []
    release = threading.Event()
    background.ask(lambda: release.wait(5), owner, answered.append)
    shiboken6.delete(owner)
    release.set()
    drained = []
    background.drain(lambda: drained.append(True))
    qtbot.waitUntil(lambda: bool(drained))
    assert answered == []


def test_a_change_is_told_though_the_screen_that_made_it_is_gone(qtbot, background):
    owner, heard, answered = QObject(), [], []
    background.changed.connect(heard.append)
    release = threading.Event()
    background.do(lambda: (release.wait(5), CHANGED)[1], then=answered.append, owner=owner)
    shiboken6.delete(owner)
    release.set()
    qtbot.waitUntil(lambda: heard == [CHANGED])
    assert answered == []


@pytest.mark.parametrize("own", [True, False])
def test_what_the_office_met_reaches_whoever_asked_or_else_the_window(qtbot, background, own):
    mine, everyones = [], []
    background.failed.connect(everyones.append)

    def refuse():
        raise OfficeError("student_gone")

    background.do(refuse, failed=mine.append if own else None)
    qtbot.waitUntil(lambda: bool(mine or everyones))
    assert [error.code for error in (mine if own else everyones)] == ["student_gone"]
    assert not (everyones if own else mine)


def test_a_bug_is_loud_and_frees_the_screen(qtbot, background):
    failed = []
    with qtbot.captureExceptions() as caught:
        background.ask(lambda: 1 / 0, background, lambda _: None, failed.append)
        qtbot.waitUntil(lambda: bool(failed))
        qtbot.wait(20)
    assert caught[0][0] is ZeroDivisionError
    assert failed[0].code == "program_mistake"


def test_draining_lets_questions_go_and_no_verb(qtbot, background):
    order = []
    release = threading.Event()
    background.do(lambda: (release.wait(5), CHANGED)[1], then=lambda _: order.append("first"))
    background.drain(lambda: order.append("drained"))
    background.ask(lambda: "never", background, order.append)
    background.do(lambda: CHANGED, then=lambda _: order.append("last words"))
    release.set()
    qtbot.waitUntil(lambda: "drained" in order)
    assert order == ["first", "last words", "drained"]


def test_progress_is_shown_on_the_windows_thread_while_its_owner_lives(qtbot, background):
    owner, shown = QObject(), []
    tell = background.teller(owner, lambda done, total: shown.append((done, total, threading.get_ident())))
    background.ask(lambda: [tell(done, 3) for done in (1, 2, 3)], background, lambda _: None)
    qtbot.waitUntil(lambda: len(shown) == 3)
    assert shown == [(done, 3, threading.get_ident()) for done in (1, 2, 3)]
    shiboken6.delete(owner)
    tell(4, 3)
    qtbot.wait(20)
    assert len(shown) == 3


def test_closing_finishes_what_was_to_be_written(qtbot):
    from ilp_desktop.ui.background import Background

    made, written = Background(), []
    for number in range(5):
        made.do(lambda number=number: (time.sleep(0.01), written.append(number), CHANGED)[2])
    made.close()
    assert written == [0, 1, 2, 3, 4]


class _Clinging:
    """A worker that holds on to what it was given, as a thread does that is not scheduled again for a while."""

    def __init__(self):
        self.let_go = threading.Event()
        self.threads = []

    def submit(self, work):
        future = Future()

        def run():
            nonlocal work
            future.set_result(work())
            self.let_go.wait(12)
            del work

        self.threads.append(threading.Thread(target=run, name="clinging"))
        self.threads[-1].start()
        return future

    def shutdown(self, **_how):
        self.let_go.set()
        for thread in self.threads:
            thread.join()


class _Witness:
    def __init__(self, gone_on):
        self.gone_on = gone_on

    def __del__(self):
        self.gone_on.append(threading.current_thread().name)


@pytest.mark.parametrize("raises", [False, True])
def test_what_belongs_to_the_window_is_let_go_of_on_its_thread(qtbot, background, raises):
    background.__dict__["_readers"] = workers = _Clinging()
    gone_on, answers = [], []

    def question(held=_Witness(gone_on)):  # noqa: B008 - the question holds it, as a screen's lambda holds the screen
        if raises:
            raise OfficeError("pack_none")
        return held is not None

    background.ask(question, background, answers.append, answers.append)
    del question
    qtbot.waitUntil(lambda: bool(answers))
    answers.clear()  # an error holds the frames that it came through
    qtbot.wait(20)
    workers.shutdown()
    assert gone_on == ["MainThread"]
