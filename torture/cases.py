"""Runs a great many cases, each known by its number: how many were read, what was wrong, the longest and the largest."""

import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from types import FrameType

MOST_SECONDS, MOST_MIB = 2.0, 512.0
_HANGS = 10
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Found:
    """What came of one case: the code of the refusal or '', what is wrong with what was read, the processor's seconds it took."""

    refused: str
    wrong: tuple[str, ...]
    seconds: float


Case = Callable[[int], Found]
"""Tries one case by its number."""


@dataclass
class Tally:
    """What came of many cases. ``wrong`` names cases by number, so that each can be tried again alone."""

    tried: int = 0
    read: int = 0
    refused: Counter[str] = field(default_factory=Counter[str])
    wrong: int = 0
    failures: list[str] = field(default_factory=list[str])
    slowest: float = 0.0
    mib: float = 0.0

    def take(self, other: "Tally") -> None:
        """Add what another process found."""
        self.tried += other.tried
        self.read += other.read
        self.refused += other.refused
        self.wrong += other.wrong
        self.failures = [*self.failures, *other.failures][:_SHOWN]
        self.slowest = max(self.slowest, other.slowest)
        self.mib = max(self.mib, other.mib)

    def fail(self, number: int, what: str) -> None:
        """Note a case that went wrong."""
        self.wrong += 1
        if len(self.failures) < _SHOWN:
            self.failures.append(f"case {number}: {what}")


class HangsError(BaseException):
    """A case that does not end: not an Exception, so that nothing on the way swallows it."""


def _hangs(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise HangsError


def tried(case: Case, numbers: Iterable[int]) -> Tally:
    """Try cases one after another in this process, its memory bounded where the system can."""
    tally = Tally()
    # Of the processor's time, and much more of the clock's: a busy machine is no fault of the file.
    before = {number: signal.signal(number, _hangs) for number in (signal.SIGPROF, signal.SIGALRM)}
    try:
        for number in numbers:
            _try(case, number, tally)
    finally:
        signal.alarm(0)
        signal.setitimer(signal.ITIMER_PROF, 0)
        for number, handler in before.items():
            signal.signal(number, handler)
    tally.mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return tally


def _try(case: Case, number: int, tally: Tally) -> None:
    tally.tried += 1
    signal.setitimer(signal.ITIMER_PROF, _HANGS)
    signal.alarm(_HANGS * 30)
    try:
        found = case(number)
    except HangsError:
        tally.fail(number, f"did not end within {_HANGS} s")
    except Exception as error:  # noqa: BLE001 - whatever it raises is what is looked for
        tally.fail(number, f"{type(error).__name__}: {error}"[:200])
    else:
        tally.slowest = max(tally.slowest, found.seconds)
        if found.refused:
            tally.refused[found.refused] += 1
        else:
            tally.read += 1
        if found.wrong:
            tally.fail(number, "; ".join(found.wrong[:3]))


# What the forked processes try: a function made of another cannot be sent to them.
_under_way: list[Case] = []


def _bounded(numbers: Sequence[int]) -> Tally:
    # Beside what the interpreter maps at its start, which no case answers for.
    mapped = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    most = mapped + int(MOST_MIB) * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, resource.RLIM_INFINITY))
    return tried(_under_way[0], numbers)


def spread(case: Case, count: int, processes: int, *, first: int = 0) -> Tally:
    """Try so many cases over several processes, telling how far it is."""
    tally, step = Tally(), max(1, min(1000, count // (processes * 4)))
    pieces = [range(at, min(at + step, first + count)) for at in range(first, first + count, step)]
    _under_way[:] = [case]
    shown = time.monotonic()
    with get_context("fork").Pool(processes) as pool:
        for part in pool.imap_unordered(_bounded, pieces):
            tally.take(part)
            if time.monotonic() - shown > 10:
                shown = time.monotonic()
                print(f"  {tally.tried:,} of {count:,}, {tally.wrong} wrong", file=sys.stderr, flush=True)
    return tally
