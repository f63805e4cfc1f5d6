"""Where measuring happens: a folder for one run, with one generated office of each size.

Generating a hundred thousand students takes minutes, so a generated office is kept between runs under ``build/bench``
by the digest of the code that made it. A run measures a copy: opening a file writes, and each run starts equal.
"""

import hashlib
import shutil
import sys
from functools import cached_property
from pathlib import Path

from bench.days import MORNING
from ilp_desktop.clock import SetClock
from ilp_desktop.demo.offices import PASSPHRASE, make

SIZES = (2_000, 20_000, 100_000)
SEED = 1

HOME = Path(__file__).resolve().parent.parent
KEPT = HOME / "build" / "bench"
# What decides how a generated office looks: another digest, another office.
_MADE_BY = ("demo/*.py", "store/tables/*.py", "store/migrations/*.py", "store/search.py", "store/schema.py")

__all__ = ["PASSPHRASE", "SEED", "SIZES", "Grounds"]


class Grounds:
    """One run's temporary folder. An office of a size is generated when it is first asked for, and once."""

    def __init__(self, folder: Path, sizes: tuple[int, ...], *, quick: bool) -> None:
        self.folder = folder
        self.sizes = sizes
        self.quick = quick
        self._copies = 0

    def office(self, students: int) -> Path:
        """Return the folder of a fresh office of this size, this caller's own; its passphrase is ``PASSPHRASE``."""
        kept = self._kept / f"District-{students}.ilp"
        if not kept.exists():
            self._generate(students, kept)
        self._copies += 1
        return shutil.copytree(kept, self.folder / f"{self._copies}" / kept.name)

    def let_go(self, office: Path) -> None:
        """Remove an office that was measured: a hundred thousand students take room."""
        shutil.rmtree(office.parent)

    def _generate(self, students: int, kept: Path) -> None:
        print(f"Generating an office of {students:,} students, which later runs use again …", file=sys.stderr)
        under_way = self.folder / "generated" / kept.name
        under_way.parent.mkdir(exist_ok=True)
        make(under_way, clock=SetClock(MORNING), seed=SEED, size=students)
        for outdated in KEPT.glob(f"*/{kept.name}"):
            shutil.rmtree(outdated)
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(under_way, kept)

    @cached_property
    def _kept(self) -> Path:
        digest = hashlib.sha256(f"{SEED} {MORNING}".encode())
        package = HOME / "ilp_desktop"
        for file in sorted(file for pattern in _MADE_BY for file in package.glob(pattern)):
            digest.update(file.read_bytes())
        return KEPT / digest.hexdigest()[:16]
