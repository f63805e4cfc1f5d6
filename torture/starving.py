"""A disk that refuses one write of a conference, each in its turn: a sentence, nothing lost, and the same act succeeds.

Every call that changes the disk is refused once, from the conference's beginning to the paper handed out, the exported
PDF and the new passphrase: with "no room" from that call on until the office says so (then room is made), and with a
failing disk at that one call.
"""

import errno
import json
import shutil
import tempfile
import time
from collections import Counter
from pathlib import Path

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.office import Office
from ilp_desktop.vault.cost import CHEAP
from ilp_desktop.wording import sentence
from torture import life
from torture.children import ChildError, in_child
from torture.life import NUMBER, PASSPHRASE, SECOND, Act, Work
from torture.lines import Line
from torture.scenarios import OFFICE, differing
from torture.shim import Shim

_ENDLESS = 1 << 40
# The control: a disk that says it wrote and did not, so many times.
# What is noted beside the codes where the record told of an export or a new passphrase before its file was refused.
_LOGGED = "logged"
LYING, _LIES = 0, 40
REFUSALS = {"no room": (errno.ENOSPC, _ENDLESS), "failing disk": (errno.EIO, 1)}


def _export(work: Work) -> object:
    return work.office.export_plans(NUMBER, work.office.folder.parent / "plans").plans


def _new_passphrase(work: Work) -> object:
    return work.office.change_passphrase(PASSPHRASE, SECOND, cost=CHEAP)


SCRIPT: tuple[Act, ...] = (*life.WHOLE, _export, _new_passphrase)


class Starving:
    """A day on which the disk is full, or fails."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._base = place / "base"
        self._base.mkdir(parents=True)
        # Here and not in a child: what drawing and sealing import is there for every child after it.
        self._golden = life.golden(place / "golden" / OFFICE, SCRIPT, life.make_ready)
        shutil.rmtree(place / "golden")
        in_child(lambda: life.make_ready(self._base / OFFICE))
        self.calls = int(in_child(lambda: str(self._through(0, 0, 0)[0])))

    def refused_at(self, call: int, error: int, count: int) -> list[str]:
        """Go through the day with refused calls; return the codes it met. Raises ChildError for everything that went wrong."""
        met: list[str] = json.loads(in_child(lambda: json.dumps(self._through(call, error, count)[1])))
        return met

    def _through(self, call: int, error: int, count: int) -> tuple[int, list[str]]:
        folder = Path(shutil.copytree(self._base, self._place / "starved"))
        shim = Shim()
        met: list[str] = []
        try:
            with life.opened(folder / OFFICE) as there:
                shim.watch(folder)
                if call:
                    shim.refuse(call, count, error)
                for at, act in enumerate(SCRIPT):
                    self._do(there, at, act, shim, met)
                calls = shim.calls
                shim.allow()
            self._look(folder, met)
        finally:
            shim.watch(Path("/nowhere"))
            shutil.rmtree(folder)
        return calls, [code for code in met if code != _LOGGED]

    def _do(self, there: Office, at: int, act: Act, shim: Shim, met: list[str]) -> None:
        work = Work(there)
        try:
            act(work)
        except OfficeError as refused:
            words = sentence(refused)
            assert words, refused.code
            assert "{" not in words, refused.code
            met.append(refused.code)
            shim.allow()
            if act in {_export, _new_passphrase}:
                met.append(_LOGGED)
            held, before = self._compared(life.fingerprint(there), met), self._compared(self._golden[at], met)
            assert held == before, f"act {at} was refused, {differing(held, before)}"
            act(work)

    @staticmethod
    def _compared(held: dict[str, str], met: list[str]) -> dict[str, str]:
        """The record says what was begun, also where the file could then not be written."""
        return {name: rows for name, rows in held.items() if _LOGGED not in met or not name.startswith("audit")}

    def _look(self, folder: Path, met: list[str]) -> None:
        with life.opened(folder / OFFICE, SECOND) as again:
            life.demand_sound(again)
            held, expected = self._compared(life.fingerprint(again), met), self._compared(self._golden[-1], met)
            assert held == expected, differing(held, expected)
            assert life.genuine_plans(again) == 1
            (exported,) = (folder / "plans").glob("*-r*.pdf")
            assert again.plans.verify(exported.read_bytes()).kind == "genuine", "the exported plan is not whole"


def starved(every: int, seed: int) -> Line:
    """Refuse every n-th call of a conference, in both ways."""
    started = time.monotonic()
    tried = lost = told = 0
    codes: Counter[str] = Counter()
    failures: list[str] = []
    lies = 0
    with tempfile.TemporaryDirectory(prefix="ilp-torture-") as place:
        starving = Starving(Path(place))
        calls = range(1 + seed % every, starving.calls + 1, every)
        for call in calls:
            for name, (error, count) in REFUSALS.items():
                tried += 1
                try:
                    met = starving.refused_at(call, error, count)
                except ChildError as wrong:
                    lost += 1
                    failures.append(f"{name} at call {call}: {wrong}"[:300])
                else:
                    told += bool(met)
                    codes.update(f"{name}: {code}" for code in met)
        for call in (starving.calls // 3, starving.calls * 2 // 3):
            try:
                starving.refused_at(call, LYING, _LIES)
            except ChildError:
                lies += 1
    said = ", ".join(f"{code} ×{count}" for code, count in sorted(codes.items()))
    return Line(
        name="refused writes",
        tried=tried,
        wanted=len(calls) * len(REFUSALS),
        lost=lost,
        controls=(lies, 2),
        seconds=time.monotonic() - started,
        notes=(
            f"{starving.calls} calls in a conference, every {every} of them refused in its turn; {told} of {tried} told ({said})",
        ),
        failures=tuple(failures[:20]),
    )
