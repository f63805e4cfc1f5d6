"""Starts a sitting at the window in a process of its own, and reads what it found out."""

import compileall
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from bench.grounds import PASSPHRASE

_PATIENCE = 900


@cache
def _compile() -> None:
    """Compile our modules once, as whoever installs the program does: no start pays for it afterward."""
    home = Path(__file__).resolve().parent.parent
    for package in ("ilp_desktop", "bench"):
        compileall.compile_dir(home / package, quiet=1)


def environment() -> dict[str, str]:
    """Return the environment of a window that nobody looks at, unless a platform was chosen."""
    _compile()
    return os.environ | {
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "PYTHONUTF8": "1",
        # The demo's, which is public. Importing it there would load half the program ahead of time.
        "ILP_BENCH_PASSPHRASE": PASSPHRASE,
    }


def sit(what: str, office: Path, *words: str, under: tuple[str, ...] = ()) -> dict[str, Any]:
    """Run ``python -m bench.sitting`` and return its answer; ``under`` is a program to run it under (strace)."""
    command = [*under, sys.executable, "-m", "bench.sitting", what, str(office), *words]
    home = Path(__file__).resolve().parent.parent
    done = subprocess.run(
        command, cwd=home, env=environment(), capture_output=True, text=True, timeout=_PATIENCE, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"the sitting {what} failed:\n{done.stderr[-4000:]}")
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer
