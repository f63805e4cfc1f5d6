"""A power cut, simulated on the office's own work: the disks that it could leave behind, each opened again.

Whatever was synced is on the disk. Of what was not, each 512-byte sector is there, or not, or (seldom) torn; and of the
names that were made, moved and removed since their folder was synced, the first so many. The acknowledgements stand in
the trace, so that each disk is known with what was promised by then.
"""

import os
import random
import shutil
import struct
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.store import engine
from ilp_desktop.vault import files
from torture import life
from torture.children import in_child
from torture.kills import Scenario
from torture.lines import Line
from torture.scenarios import Header, Script
from torture.shim import Shim

SECTOR = 512
OFF, NORMAL = 0, 1
_HEAD = struct.Struct("<cIIQQ")
_PAGES_BEFORE_WRITING_BACK = 24


@dataclass(frozen=True, slots=True)
class Trace:
    """One call that changed the disk; ``what`` is a letter of shim.c."""

    what: str
    path: str = ""
    other: str = ""
    at: int = 0
    content: bytes = b""


@dataclass
class Body:
    """A file's bytes: as synced, and what was written since."""

    synced: bytearray
    loose: list[Trace] = field(default_factory=list[Trace])


Disk = dict[str, bytes]


def traced(scenario: Scenario, base: Path, folder: Path, loosen: Callable[[], None]) -> list[Trace]:
    """Do the work in a child and return what it did to the disk, in order; paths are below ``folder``."""
    shutil.copytree(base, folder)
    trace = folder.with_name("trace")

    def work() -> None:
        loosen()
        shim = Shim()
        number = os.open(trace, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        done = 0

        def say() -> None:
            nonlocal done
            done += 1
            shim.mark(done)
            if done == scenario.acts:  # no clean close: it would sync what the work itself did not
                os._exit(0)

        shim.watch(folder)
        shim.trace_to(number)
        scenario.run(folder, say)

    in_child(work)
    shutil.rmtree(folder)
    found = list(_parsed(trace.read_bytes(), str(folder)))
    trace.unlink()
    return found


def _parsed(raw: bytes, folder: str) -> list[Trace]:
    found: list[Trace] = []
    at = 0
    while at < len(raw):
        what, path_bytes, other_bytes, place, length = _HEAD.unpack_from(raw, at)
        at += _HEAD.size
        path = os.fsdecode(raw[at : at + path_bytes])
        other = os.fsdecode(raw[at + path_bytes : at + path_bytes + other_bytes])
        at += path_bytes + other_bytes
        found.append(Trace(what.decode(), _below(path, folder), _below(other, folder), place, raw[at : at + length]))
        at += length
    # The index of the log is made anew after a cut.
    return [each for each in found if not each.path.endswith("-shm")]


def _below(path: str, folder: str) -> str:
    return path.removeprefix(folder).removeprefix("/")


def cut(before: Disk, traces: list[Trace], chance: random.Random) -> tuple[Disk, int]:
    """Cut the power after a random call; return a disk that could be left, and how many acts were acknowledged."""
    bodies = [Body(bytearray(content)) for content in before.values()]
    now = dict(zip(before, range(len(bodies)), strict=True))
    lasting, pending, acknowledged = dict(now), list[tuple[str, Trace, int]](), 0
    for trace in traces[: chance.randrange(len(traces)) + 1]:
        folder = os.path.dirname(trace.path)  # noqa: PTH120 - names on a simulated disk
        match trace.what:
            case "A":
                acknowledged = trace.at
            case "C":
                now[trace.path] = len(bodies)
                bodies.append(Body(bytearray()))
                pending.append((folder, trace, now[trace.path]))
            case "R":
                now[trace.other] = now.pop(trace.path)
                pending.append((folder, trace, now[trace.other]))
            case "U":
                pending.append((folder, trace, now.pop(trace.path, -1)))
            case "S" if trace.path not in now:
                settled = [each for each in pending if each[0] == trace.path]
                pending = [each for each in pending if each[0] != trace.path]
                _rename(lasting, settled)
            case "S":
                body = bodies[now[trace.path]]
                for loose in body.loose:
                    _apply(body.synced, loose)
                body.loose.clear()
            case _:
                bodies[now[trace.path]].loose.append(trace)
    _rename(lasting, pending[: chance.randrange(len(pending) + 1)])
    survives = chance.choice((0.0, 0.5, 0.9, 1.0))
    return {name: _left(bodies[number], survives, chance) for name, number in lasting.items()}, acknowledged


def _rename(names: dict[str, int], moves: list[tuple[str, Trace, int]]) -> None:
    for _, trace, number in moves:
        if trace.what == "U":
            names.pop(trace.path, None)
        elif trace.what == "R":
            names.pop(trace.path, None)
            names[trace.other] = number
        else:
            names[trace.path] = number


def _apply(content: bytearray, act: Trace) -> None:
    if act.what == "T":
        del content[act.at :]
        content.extend(bytes(act.at - len(content)))
        return
    content.extend(bytes(max(0, act.at - len(content))))
    content[act.at : act.at + len(act.content)] = act.content


def _left(body: Body, survives: float, chance: random.Random) -> bytes:
    content = bytearray(body.synced)
    for act in body.loose:
        if act.what == "T":
            if chance.random() < survives:
                _apply(content, act)
            continue
        for piece in _sectors(act):
            lot = chance.random()
            if lot < survives:
                _apply(content, piece)
            elif survives and lot > 0.97:
                _apply(content, Trace("W", at=piece.at, content=piece.content[: len(piece.content) // 2]))
    return bytes(content)


def _sectors(act: Trace) -> list[Trace]:
    end = act.at + len(act.content)
    edges = [act.at, *range((act.at // SECTOR + 1) * SECTOR, end, SECTOR), end]
    return [
        Trace("W", at=start, content=act.content[start - act.at : stop - act.at]) for start, stop in pairwise(edges)
    ]


def as_it_is() -> None:
    """Change nothing: but write the log back often, so that the cut meets that too."""
    engine._SETTINGS = (*engine._SETTINGS, f"wal_autocheckpoint={_PAGES_BEFORE_WRITING_BACK}")  # pyright: ignore[reportPrivateUsage]


def careless(synchronous: int) -> Callable[[], None]:
    """Make the store as careless as PRAGMA synchronous 0 (OFF) or 1 (NORMAL) is."""

    def loosen() -> None:
        as_it_is()
        settings: tuple[str, ...] = engine._SETTINGS  # pyright: ignore[reportPrivateUsage]
        engine._SETTINGS = tuple(  # pyright: ignore[reportPrivateUsage]
            f"synchronous={synchronous}" if one.startswith("synchronous") else one for one in settings
        )
        engine._SYNCHRONOUS = synchronous  # pyright: ignore[reportPrivateUsage]

    return loosen


def no_sync() -> None:
    """Write key files without waiting for the disk."""

    def nothing(_: object) -> None: ...

    files._sync = nothing  # pyright: ignore[reportPrivateUsage]
    files.sync_folder = nothing


@dataclass
class Cuts:
    """What came of the cuts of one work."""

    tried: int = 0
    lost: int = 0
    failures: list[str] = field(default_factory=list[str])


def cuts_of(scenario: Scenario, count: int, place: Path, loosen: Callable[[], None], seed: int) -> Cuts:
    """Cut the power of one work so often, and open each disk that is left."""
    base = place / "base"
    base.mkdir(parents=True)
    in_child(lambda: scenario.ready(base))
    traces = traced(scenario, base, place / "traced", loosen)
    before = {str(path.relative_to(base)): path.read_bytes() for path in sorted(base.rglob("*")) if path.is_file()}
    folders = [path.relative_to(base) for path in base.rglob("*") if path.is_dir()]
    found = Cuts()
    for number in range(count):
        disk, acknowledged = cut(before, traces, random.Random(f"{seed} {number}"))
        image = place / "image"
        image.mkdir()
        for folder in folders:
            (image / folder).mkdir()
        for name, content in disk.items():
            (image / name).write_bytes(content)
        found.tried += 1
        try:
            scenario.check(image, acknowledged, False)
        except (OfficeError, AssertionError) as error:
            found.lost += 1
            found.failures.append(f"{scenario.name} cut {number} after {acknowledged} acts: {error}"[:300])
        finally:
            shutil.rmtree(image)
    shutil.rmtree(base)
    return found


def whole() -> Script:
    """A conference from its beginning to the paper handed out."""
    return Script("whole conference", (), life.WHOLE)


def power_cuts(count: int, controls: int, seed: int) -> Line:
    """Cut the power of a conference and of key files; the careless controls must lose something."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="ilp-torture-") as place_name:
        place = Path(place_name)
        scenario = whole()
        (place / "golden").mkdir()
        scenario.learn(place / "golden")
        conference = cuts_of(scenario, count, place / "full", as_it_is, seed)
        keys = cuts_of(Header(), max(10, count // 10), place / "keys", as_it_is, seed)
        loosened: dict[str, tuple[Scenario, Callable[[], None]]] = {
            "synchronous=OFF": (scenario, careless(OFF)),
            "synchronous=NORMAL": (scenario, careless(NORMAL)),
            "key files not synced": (Header(), no_sync),
        }
        lost = {
            name: cuts_of(what, controls, place / name, loosen, seed + 1).lost
            for name, (what, loosen) in loosened.items()
        }
    return Line(
        name="power cuts",
        tried=conference.tried + keys.tried,
        wanted=count,
        lost=conference.lost + keys.lost,
        controls=(sum(number > 0 for number in lost.values()), len(lost)),
        seconds=time.monotonic() - started,
        notes=(
            f"{conference.tried} of a conference, {keys.tried} of key files; the controls lost "
            + ", ".join(f"{number} of {controls} ({name})" for name, number in lost.items()),
        ),
        failures=tuple([*conference.failures, *keys.failures][:20]),
    )
