"""The oldest garbage is collected in quiet moments only."""

import gc
import subprocess
import sys
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


ALONE = """
import gc, weakref
from ilp_desktop.app import tidying
class Knot:
    pass
leave_it = {leave}
if leave_it:
    tidying.leave_to_quiet_moments()
knot = Knot()
knot.own, gone = knot, weakref.ref(knot)
gc.collect(1)
del knot
kept = [[] for _ in range(500_000)]
print("left" if gone() else "gone")
"""


@pytest.mark.parametrize(("leave", "then"), [(True, "left"), (False, "gone")], ids=["as we leave it", "the control"])
def test_python_does_not_go_through_old_objects_by_itself(leave, then):
    said = subprocess.run([sys.executable, "-c", ALONE.format(leave=leave)], capture_output=True, text=True, check=True)
    assert said.stdout.split() == [then]


@pytest.mark.parametrize(("idle", "busy", "tidied"), [(3.0, False, False), (60.0, True, False), (4.0, False, True)])
def test_they_are_gone_through_while_nobody_works(qapp, grown, idle, busy, tidied):
    tidying.Tidying(lambda: idle, lambda: busy).look()
    assert (grown() is None) is tidied
