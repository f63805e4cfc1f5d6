"""What was acknowledged is there after the program was killed."""

import multiprocessing
import os
import random
import signal
from pathlib import Path

from crash_writers import KEY, NOW, new_office, saved, write_into

from ilp_desktop.clock import SetClock
from ilp_desktop.store.stores import Store

KILLS = 10


def test_ten_kills_lose_nothing_that_was_acknowledged(tmp_path: Path):
    path = new_office(tmp_path / "office")
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["crash_writers"])
    chance = random.Random(9)
    promised = 0
    for _ in range(KILLS):
        ours, theirs = processes.Pipe(duplex=False)
        writer = processes.Process(target=write_into, args=(path, theirs))
        writer.start()
        theirs.close()
        for _ in range(chance.randrange(2, 14)):
            promised = ours.recv() + 1
        os.kill(writer.pid or 0, signal.SIGKILL)
        writer.join()
        while ours.poll():
            try:
                promised = ours.recv() + 1
            except EOFError:
                break
        ours.close()
        store = Store.open(path, KEY, SetClock(NOW))
        there = saved(store)
        store.close()
        assert there[:promised] == list(range(promised))
        assert len(there) <= promised + 1
    assert promised >= 2 * KILLS
