"""The oldest garbage is collected in quiet moments only."""

import gc
import weakref

import pytest

from ilp_desktop.app import tidying


class _Knot:
    def __init__(self):
        self.own = self


@pytest.fixture
def grown():
    """Garbage that Python itself would go through at its next occasion."""
    before = gc.get_threshold()
    gc.collect()
    tidying.leave_to_quiet_moments()
    knot = _Knot()
    gone = weakref.ref(knot)
    gc.collect(1)
    del knot
    for _ in range(tidying._ENOUGH + 1):
        gc.collect(1)
    assert gc.get_count()[2] >= tidying._ENOUGH
    yield gone
    gc.set_threshold(*before)


def test_python_does_not_go_through_old_objects_by_itself(grown):
    made = [[] for _ in range(200_000)]
    assert len(made) == 200_000
    assert grown() is not None


@pytest.mark.parametrize(("idle", "busy", "tidied"), [(3.0, False, False), (60.0, True, False), (4.0, False, True)])
def test_they_are_gone_through_while_nobody_works(qapp, grown, idle, busy, tidied):
    tidying.Tidying(lambda: idle, lambda: busy).look()
    assert (grown() is None) is tidied
