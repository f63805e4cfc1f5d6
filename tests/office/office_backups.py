"""Offices with something in them, what is in them row by row, and programs that end at a chosen step."""

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from office_folder import NEW_PASSPHRASE, NOW, PASSPHRASE, opened
from sqlalchemy import insert

from ilp_desktop import office
from ilp_desktop.clock import SetClock
from ilp_desktop.office import Proof
from ilp_desktop.store import audits
from ilp_desktop.store.tables import student
from ilp_desktop.store.uids import new_uid
from ilp_desktop.vault.cost import CHEAP

LATER = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
BY_PASSPHRASE = Proof(passphrase=PASSPHRASE)


def fill(folder: Path, count: int, *, at: datetime = NOW) -> None:
    """Put students into an office, and as many lines into its record."""
    clock = SetClock(at)
    with office.open_office(folder, PASSPHRASE, clock=clock, lowest=CHEAP) as there:
        desk = there._desk
        with desk.store.write() as connection:
            for number in range(count):
                clock.advance(1)
                row = {"uid": new_uid(clock), "given_name": f"Ana {number}", "family_name": "Tsosie" * 9}
                connection.execute(insert(student), row)
                audits.append(connection, desk.viewer, "file_opened", at=clock.now(), number=number)


def backed_up(folder: Path, to: Path, *, at: datetime = NOW) -> Path:
    """Copy an office to a folder that is made for it, and return the backup."""
    to.mkdir(parents=True, exist_ok=True)
    with office.open_office(folder, PASSPHRASE, clock=SetClock(at), lowest=CHEAP) as there:
        return there.back_up_to(to).folder


def restored(backup: Path, to: Path, *, at: datetime = LATER, proof: Proof = BY_PASSPHRASE) -> office.Restored:
    new = NEW_PASSPHRASE if proof.recovery else ""
    return office.restore(backup, to, proof, new_passphrase=new, clock=SetClock(at), cost=CHEAP, lowest=CHEAP)


def count(folder: Path, passphrase: str = PASSPHRASE) -> int:
    """Return how many students an office has, having read every page of it."""
    with opened(folder, passphrase) as there:
        lines = {line.part: line for line in there.check() if line.level is office.CheckLevel.WRONG}
        assert lines == {}
        return there.students.count()


def rows(folder: Path, passphrase: str = PASSPHRASE) -> dict[str, str]:
    """Return a digest of every table's rows; of the record only what was written before a restore."""
    found: dict[str, str] = {}
    with opened(folder, passphrase) as there, there._desk.store.alone() as raw:
        tables = raw.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        for (name,) in tables:
            where = " WHERE act <> 'office_restored'" if name == "audit" else ""
            content = sorted(repr(row) for row in raw.execute(f'SELECT * FROM "{name}"{where}').fetchall())
            found[name] = hashlib.sha256("\n".join(content).encode()).hexdigest()
    assert len(found) > 30
    del found["audit_state"]
    return found


@contextlib.contextmanager
def dying_at(step: int) -> Iterator[None]:
    """End this process where it is about to move, sync, make or remove a file or folder for the n-th time."""
    made: list[str] = []

    def watched(name: str, real: Callable) -> Callable:
        def call(*arguments, **settings):
            made.append(name)
            if len(made) == step:
                os._exit(9)
            return real(*arguments, **settings)

        return call

    with contextlib.ExitStack() as patches:
        for name in ("rename", "replace", "fsync", "unlink", "rmdir", "mkdir"):
            patches.enter_context(patch.object(os, name, watched(name, getattr(os, name))))
        yield


def died_at(step: int, deed: Callable[[], object]) -> bool:
    """Do something in a process of its own that ends at a step; return whether it came that far."""
    child = os.fork()
    if child == 0:
        code = 3
        try:
            with dying_at(step):
                deed()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    ended = os.waitstatus_to_exitcode(status)
    assert ended in {0, 9}, "it ended where it was to, or got to its end"
    return ended == 9
