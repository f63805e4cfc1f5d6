"""What a writer wrote and synced, as strace saw it: the disks that a power cut could have left are `torture.power`'s."""

import os
import re
import subprocess
import sys
from pathlib import Path

from torture.power import Trace

_CALLS = "trace=pwrite64,pwritev,write,fsync,fdatasync,ftruncate,unlink,rename,sync_file_range"
_LINE = re.compile(
    r'^\d+ +(\w+)\((?:(\d+)<((?:\\x..)*)>)?(?:"((?:\\x..)*)")?(?:, )?(?:"((?:\\x..)*)")?(.*)\) += (-?\d+)'
)


def traced(path: Path, synchronous: int, commits: int, pages: int = 24) -> list[Trace]:
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


def _act(line: str, path: Path) -> Trace | None:
    found = _LINE.match(line)
    if found is None:
        return None
    call, number, opened, first, second, rest, result = found.groups()
    content = _text(second or first)
    if call == "write" and number == "1" and content.startswith(b"ack "):
        return Trace("A", at=int(content.split()[1]) + 1)
    name = Path(os.fsdecode(_text(opened or first))).name
    if not name.startswith(path.name) or name.endswith("-shm"):
        return None
    assert int(result) >= 0, line
    if call == "pwrite64":
        return Trace("W", name, at=int(rest.split(",")[2]), content=content)
    if call in {"fsync", "fdatasync"}:
        return Trace("S", name)
    if call == "ftruncate":
        return Trace("T", name, at=int(rest.rsplit(",")[-1]))
    raise AssertionError(f"a call this simulation does not know: {line[:80]}")
