"""A section saved: durable when the verb returns. The floor writes and flushes as many bytes to a plain file."""

import os
import re
import shutil
from pathlib import Path

from bench.desks import a_conference, open_desk
from bench.grounds import Grounds
from bench.measures import Limit, Measure, middle, tail, take_turns
from bench.queries import timed
from bench.sittings import sit
from ilp_desktop.services.conferences import Conferences

_FIELD = "answer:celebrate.proud"


def measure(grounds: Grounds) -> list[Measure]:
    """Time the verb beside the bare write, and count its flushes with strace where that is installed."""
    folder = grounds.office(grounds.sizes[0])
    desk, _keys = open_desk(folder)
    conferences = Conferences(desk)
    under_way = a_conference(desk)
    texts = iter(f"I read {number} books this year, and told Mateo about them." for number in range(10_000))

    def save() -> None:
        conferences.leave_field(under_way, _FIELD, next(texts), "en")

    save()
    payload = os.urandom(_bytes_written(save, desk.store.path.with_name(desk.store.path.name + "-wal")))
    plain = os.open(folder.parent / "plain", os.O_WRONLY | os.O_CREAT)

    def bare() -> None:
        os.pwrite(plain, payload, 0)
        os.fdatasync(plain) if hasattr(os, "fdatasync") else os.fsync(plain)

    rounds = 20 if grounds.quick else 200
    try:
        costs = take_turns({"ours": timed(save), "floor": timed(bare)}, rounds)
    finally:
        os.close(plain)
        desk.store.close()
    name = f"a section saved ({len(payload) // 1024} KiB)"
    ours, floor = costs["ours"], costs["floor"]
    return [
        Measure(name, "ms", middle(ours), middle(floor), rounds=rounds),
        Measure(f"{name}, p99", "ms", tail(ours, 0.99), tail(floor, 0.99), rounds=rounds),
        *_flushes(folder),
    ]


def _bytes_written(save: object, log: Path) -> int:
    """Return how much one save adds to the log: it is always appended there, in whole pages."""
    assert callable(save)
    for _attempt in range(5):
        before = log.stat().st_size
        save()
        if (added := log.stat().st_size - before) > 0:
            return added
    # The log was begun again from its start and is long enough: as much as a small change takes.
    return 4 * 4120


def _flushes(folder: Path) -> list[Measure]:
    strace = shutil.which("strace")
    if strace is None:
        return []
    trace = folder.parent / "trace"
    under = (strace, "-f", "-y", "-e", "trace=fsync,fdatasync,write", "-s", "40", "-o", str(trace))
    sit("flushes", folder, "", under=under)
    text = trace.read_text(errors="replace")
    between = text[text.index("MARK save") : text.index("MARK end")]
    count = len(re.findall(r"\b(?:fsync|fdatasync)\(\d", between))
    return [Measure("a section saved: flushes", "", count, 1, limit=Limit(1, times_floor=True))]
