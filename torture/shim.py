"""The layer between a program and its disk that refuses, traces or ends it at a chosen write (shim.c).

It is loaded ahead of the C library, so that the database's own writes pass through it as Python's do. Whoever has no
C compiler cannot run what needs it, and is told so.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
SOURCE = Path(__file__).with_name("shim.c")
_MARK = "ILP_TORTURE_SHIM"


def compiler() -> str | None:
    """Return the C compiler of this computer, None where there is none."""
    return shutil.which("cc") or shutil.which("gcc")


def built() -> Path:
    """Return the compiled layer; it is compiled once for each change of its source."""
    digest = hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:16]
    made = HOME / "build" / "torture" / f"shim-{digest}.so"
    if not made.exists():
        made.parent.mkdir(parents=True, exist_ok=True)
        beside = made.with_name(f"{made.name}.{os.getpid()}")
        subprocess.run(
            [str(compiler()), "-O1", "-shared", "-fPIC", "-D_FORTIFY_SOURCE=0", "-o", str(beside), str(SOURCE), "-ldl"],
            check=True,
        )
        beside.replace(made)
    return made


def enter(arguments: Sequence[str]) -> None:
    """Run this program again with the layer loaded, unless it is or cannot be."""
    if is_loaded() or compiler() is None or not sys.platform.startswith("linux"):
        return
    environment = os.environ | {"LD_PRELOAD": str(built()), _MARK: "1", "PYTHONUTF8": "1"}
    os.execve(sys.executable, [sys.executable, "-m", "torture", *arguments], environment)


def is_loaded() -> bool:
    """Whether the layer is there."""
    return os.environ.get(_MARK) == "1"


class Shim:
    """What this process tells the layer. A child made by fork has a layer of its own."""

    def __init__(self) -> None:
        self._own: Any = ctypes.CDLL(None)
        self._own.shim_calls.restype = ctypes.c_long

    def watch(self, folder: Path) -> None:
        """Count what is written under a folder, from now on, from nothing."""
        self._own.shim_watch(os.fsencode(folder))

    def refuse(self, first: int, count: int, error: int) -> None:
        """Refuse so many calls from the given one on, with an errno."""
        self._own.shim_refuse(ctypes.c_long(first), ctypes.c_long(count), error)

    def allow(self) -> None:
        """Refuse nothing any more."""
        self.refuse(-1, 0, 0)

    def kill_at(self, call: int) -> None:
        """End this process, as kill -9 does, when it comes to the given call."""
        self._own.shim_kill(ctypes.c_long(call))

    def trace_to(self, number: int) -> None:
        """Write every call that changed the disk into an open file."""
        self._own.shim_trace(number)

    def mark(self, number: int) -> None:
        """Write into the trace that something was acknowledged."""
        self._own.shim_mark(ctypes.c_long(number))

    @property
    def calls(self) -> int:
        """How many calls there were since ``watch``."""
        return int(self._own.shim_calls())
