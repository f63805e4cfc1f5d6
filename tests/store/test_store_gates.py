"""Nobody reads while the database is exchanged, and nobody waits for ever for those who do."""

import threading
from contextlib import contextmanager

import pytest

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.store.gates import Gate

A_WHILE = 0.2


@contextmanager
def meanwhile(do):
    """Run something in a thread; return an event that tells that it came through."""
    through = threading.Event()

    def run():
        do()
        through.set()

    thread = threading.Thread(target=run)
    thread.start()
    yield through
    thread.join(30)
    assert through.is_set()


def pass_alone(gate):
    with gate.alone(30):
        pass


def pass_by(gate):
    with gate.passing():
        pass


def test_whoever_wants_to_be_alone_waits_for_those_inside_who_may_come_back_in():
    gate = Gate()
    inside = gate.passing()
    inside.__enter__()
    with meanwhile(lambda: pass_alone(gate)) as alone:
        assert not alone.wait(A_WHILE)
        pass_by(gate)
        assert not alone.is_set()
        inside.__exit__(None, None, None)
        assert alone.wait(30)
    pass_by(gate)


def test_while_somebody_is_alone_others_wait():
    gate = Gate()
    alone = gate.alone(30)
    alone.__enter__()
    with meanwhile(lambda: pass_by(gate)) as passed:
        assert not passed.wait(A_WHILE)
        alone.__exit__(None, None, None)
        assert passed.wait(30)


def test_who_waits_too_long_is_told_and_the_way_is_free_again():
    gate = Gate()
    with gate.passing():
        with pytest.raises(OfficeError, match="store_busy"):
            pass_alone_at_once(gate)
        with meanwhile(lambda: pass_by(gate)) as passed:
            assert passed.wait(30)
    pass_alone_at_once(gate)


def pass_alone_at_once(gate):
    with gate.alone(0):
        pass
