"""A power cut, simulated: what a traced writer wrote and synced, and the disks it could have left behind.

Whatever was synced is on the disk. Of what was not, each 512-byte sector is on it, or not, or (seldom) torn: half new,
half old. The writer's acknowledgements are in the trace too, so that each disk is known with what was promised.
"""

import os
import random
import re
import subprocess
import sys
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

SECTOR = 512
_CALLS = "trace=pwrite64,pwritev,write,fsync,fdatasync,ftruncate,unlink,rename,sync_file_range"
_LINE = re.compile(
    r'^\d+ +(\w+)\((?:(\d+)<((?:\\x..)*)>)?(?:"((?:\\x..)*)")?(?:, )?(?:"((?:\\x..)*)")?(.*)\) += (-?\d+)'
)


@dataclass(frozen=True)
class Act:
    """One call that reached the disk, or an acknowledgement (``call`` is 'ack')."""

    call: str
    name: str = ""
    at: int = 0
    content: bytes = b""


@dataclass
class File:
    """A file on a disk whose power may fail: as synced, and what came after."""

    synced: bytearray
    loose: list[Act] = field(default_factory=list)


def traced(path: Path, synchronous: int, commits: int, pages: int = 24) -> list[Act]:
    """Run a writer under strace and return what it did to the office's files, in order.

    ``pages``: how long the log may grow before it is written back; few, so that a cut meets that too.
    """
    trace = path.parent / "trace"
    writer = Path(__file__).parent / "crash_writers.py"
    command = ["strace", "-f", "-y", "-xx", "-s", "1000000", "-e", _CALLS, "-e", "signal=none", "-o", str(trace)]
    command += [sys.executable, str(writer), str(path), str(synchronous), str(commits), str(pages)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE)
    acts = [act for line in trace.read_text().splitlines() if (act := _act(line, path))]
    trace.unlink()
    return acts


def _text(escaped: str | None) -> bytes:
    return bytes.fromhex((escaped or "").replace("\\x", ""))


def _act(line: str, path: Path) -> Act | None:
    found = _LINE.match(line)
    if found is None:
        return None
    call, number, opened, first, second, rest, result = found.groups()
    content = _text(second or first)
    if call == "write" and number == "1" and content.startswith(b"ack "):
        return Act("ack", at=int(content.split()[1]))
    name = Path(os.fsdecode(_text(opened or first))).name
    if not name.startswith(path.name) or name.endswith("-shm"):
        return None
    assert int(result) >= 0, line
    if call == "pwrite64":
        return Act("write", name, int(rest.split(",")[2]), content)
    if call in {"fsync", "fdatasync"}:
        return Act("sync", name)
    if call == "ftruncate":
        return Act("truncate", name, int(rest.rsplit(",")[-1]))
    raise AssertionError(f"a call this simulation does not know: {line[:80]}")


def cut(before: dict[str, bytes], acts: list[Act], chance: random.Random) -> tuple[dict[str, bytes], int]:
    """Cut the power after a random act; return a disk that could be left, and how many commits were acknowledged."""
    files = {name: File(bytearray(content)) for name, content in before.items()}
    acknowledged = 0
    for act in acts[: chance.randrange(len(acts)) + 1]:
        if act.call == "ack":
            acknowledged = act.at + 1
            continue
        file = files.setdefault(act.name, File(bytearray()))
        if act.call == "sync":
            for loose in file.loose:
                _apply(file.synced, loose)
            file.loose.clear()
        else:
            file.loose.append(act)
    survives = chance.choice((0.0, 0.5, 0.9, 1.0))
    return {name: _left(file, survives, chance) for name, file in files.items()}, acknowledged


def _apply(content: bytearray, act: Act) -> None:
    if act.call == "truncate":
        del content[act.at :]
        content.extend(bytes(act.at - len(content)))
        return
    content.extend(bytes(max(0, act.at - len(content))))
    content[act.at : act.at + len(act.content)] = act.content


def _left(file: File, survives: float, chance: random.Random) -> bytes:
    content = bytearray(file.synced)
    for act in file.loose:
        if act.call == "truncate":
            if chance.random() < survives:
                _apply(content, act)
            continue
        for piece in _sectors(act):
            lot = chance.random()
            if lot < survives:
                _apply(content, piece)
            elif survives and lot > 0.97:
                _apply(content, Act("write", piece.name, piece.at, piece.content[: len(piece.content) // 2]))
    return bytes(content)


def _sectors(act: Act) -> list[Act]:
    end = act.at + len(act.content)
    edges = [act.at, *range((act.at // SECTOR + 1) * SECTOR, end, SECTOR), end]
    return [
        Act("write", act.name, start, act.content[start - act.at : stop - act.at]) for start, stop in pairwise(edges)
    ]
