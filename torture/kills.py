"""kill -9, at any moment: what was acknowledged is there, nothing is half done, and it goes on from there.

One warm process forks a child for each kill. The child says over a pipe what was acknowledged; it dies at a chosen
write of the disk (the layer of shim.c ends it there), or at a chosen moment (its parent kills it). A second child looks
at what is left, as the program would find it at its next start.
"""

import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

from torture.children import ChildError, all_of, end, in_child
from torture.lines import Line
from torture.shim import Shim, is_loaded

Say = Callable[[], None]
"""Called by a scenario whenever something it did is acknowledged."""
_PATIENCE = 60.0
_CONTROL_KILLS = 10


class Scenario(Protocol):
    """Something during which an office's program is killed. ``acts`` is how many acknowledgements a whole run gives."""

    name: str
    acts: int

    def learn(self, folder: Path) -> None:
        """Do the work in peace, in this process, and remember what is held after each act."""
        ...

    def ready(self, folder: Path) -> None:
        """Make the office, once; each kill gets a copy."""
        ...

    def run(self, folder: Path, say: Say) -> None:
        """Do the work."""
        ...

    def check(self, folder: Path, acknowledged: int, goes_on: bool) -> None:
        """Look at what is left. Raises whatever tells that something was lost."""
        ...


@dataclass
class Tried:
    """What came of the kills of one scenario."""

    kills: int = 0
    survived: int = 0
    lost: int = 0
    failures: list[str] = field(default_factory=list[str])
    moments: set[int] = field(default_factory=set[int])


@dataclass(frozen=True, slots=True)
class _Death:
    """Where a child is to die: at a write, or so many seconds after it began."""

    at_call: int = 0
    after: float = 0.0


def killed(scenario: Scenario, count: int, place: Path, chance: random.Random, *, moments: bool = True) -> Tried:
    """Kill a scenario so often, half of the time at a write and half at a moment, and look each time.

    Without ``moments`` at writes alone, in turn, where they can be counted.
    """
    base = place / "base"
    base.mkdir(parents=True)
    in_child(lambda: scenario.ready(base))
    calls, seconds = _measured(scenario, base, place)
    tried = Tried()
    for number in range(count):
        if calls and not moments:
            death = _Death(at_call=1 + number * calls // count)
        elif calls and number % 2 == 0:
            # The writes in turn, spread over all of them, so that a small count also meets the last.
            death = _Death(at_call=1 + (number * calls // max(1, count) + chance.randrange(3)) % calls)
        else:
            death = _Death(after=chance.random() * seconds * 1.05)
        folder = Path(shutil.copytree(base, place / "killed"))
        try:
            acknowledged, ended = _run_and_die(scenario, folder, death)
            tried.kills += 1
            tried.survived += ended
            tried.moments.add(acknowledged)
            in_child(partial(scenario.check, folder, acknowledged, number % 4 == 0))
        except ChildError as error:
            tried.lost += 1
            tried.failures.append(f"{scenario.name} kill {number} {death}: {error}"[:300])
        finally:
            shutil.rmtree(folder)
    shutil.rmtree(base)
    return tried


def _measured(scenario: Scenario, base: Path, place: Path) -> tuple[int, float]:
    """Run it once in peace; return how many writes it makes (0: nobody can count) and how long it takes."""
    folder = Path(shutil.copytree(base, place / "measured"))

    def whole() -> str:
        shim = Shim() if is_loaded() else None
        if shim:
            shim.watch(folder)
        started = time.monotonic()
        acknowledged: list[int] = []
        scenario.run(folder, lambda: acknowledged.append(1))
        assert len(acknowledged) == scenario.acts, f"{len(acknowledged)} acts, not {scenario.acts}"
        return f"{shim.calls if shim else 0} {time.monotonic() - started}"

    calls, seconds = in_child(whole).split()
    shutil.rmtree(folder)
    return int(calls), float(seconds)


def _run_and_die(scenario: Scenario, folder: Path, death: _Death) -> tuple[int, bool]:
    """Run it in a child that dies as said; return what was acknowledged, and whether it had ended by then."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        if death.at_call:
            shim = Shim()
            shim.watch(folder)
            shim.kill_at(death.at_call)
        os.write(theirs, b"B")
        end(lambda: scenario.run(folder, lambda: (os.write(theirs, b"A"), None)[1]), theirs)
    os.close(theirs)
    said = os.read(ours, 1)
    if death.at_call:
        ready, _, _ = select.select([child_ended := os.pidfd_open(child)], [], [], _PATIENCE)
        os.close(child_ended)
        if not ready:
            os.kill(child, signal.SIGKILL)
    else:
        time.sleep(death.after)
        os.kill(child, signal.SIGKILL)
    said += all_of(ours)
    _, status = os.waitpid(child, 0)
    acknowledged = len(said) - len(said.lstrip(b"BA"))
    if acknowledged < len(said):
        raise ChildError(said[acknowledged:].decode(errors="replace"))
    return acknowledged - 1, not os.WIFSIGNALED(status)


def learn(scenario: Scenario, place: Path) -> None:
    """Let a scenario be done in peace, once, in this process."""
    folder = place / "learned"
    folder.mkdir()
    scenario.learn(folder)
    shutil.rmtree(folder)


def line_of(name: str, scenarios: dict[Scenario, int], control: Scenario, seed: int) -> Line:
    """Kill several scenarios so often each, and tell what came of it."""
    started = time.monotonic()
    wanted = sum(scenarios.values())
    all_of_them = Tried()
    notes: list[str] = []
    with tempfile.TemporaryDirectory(prefix="ilp-torture-") as place:
        for scenario, count in scenarios.items():
            learn(scenario, Path(place))
            print(f"  {scenario.name}: {count} kills", file=sys.stderr, flush=True)
            tried = killed(scenario, count, Path(place) / scenario.name, random.Random(f"{seed} {scenario.name}"))
            all_of_them.kills += tried.kills
            all_of_them.lost += tried.lost
            all_of_them.failures += tried.failures
            notes.append(
                f"{scenario.name}: {tried.kills} kills, {tried.survived} after the end, "
                f"after {len(tried.moments)} different acknowledgements"
            )
        learn(control, Path(place))
        careless = killed(control, _CONTROL_KILLS, Path(place) / "control", random.Random(seed))
        notes.append(f"the control, which promises too early, lost something in {careless.lost} of {careless.kills}")
    if not is_loaded():
        notes.append("no C compiler here: killed at moments only, not at writes")
    return Line(
        name=name,
        tried=all_of_them.kills,
        wanted=wanted,
        lost=all_of_them.lost,
        controls=(int(careless.lost > 0), 1),
        seconds=time.monotonic() - started,
        notes=tuple(notes),
        failures=tuple(all_of_them.failures[:20]),
    )


def kill_all(counts: Sequence[int], seed: int) -> Line:
    """Kill a conference, finalizing, an import, a migration, the writing of a key file, new keys and a removal so often.

    The control acknowledges each act before it is done: whoever looks closely must find something missing.
    """
    from torture import people, scenarios

    there: tuple[Scenario, ...] = (
        scenarios.conference(),
        scenarios.finalizing(),
        scenarios.Import(),
        scenarios.Migration(),
        scenarios.Header(),
        people.Rotation(),
        people.Removal(),
    )
    return line_of("kills", dict(zip(there, counts, strict=True)), scenarios.hasty(), seed)
