"""New keys for an office, and a person removed from it, while words are typed: what a program is killed in the middle of."""

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.office import Office
from ilp_desktop.services import people as records
from ilp_desktop.store import rekeying
from ilp_desktop.store.stores import Store
from ilp_desktop.vault import files, keys
from ilp_desktop.vault.cost import CHEAP
from torture import life
from torture.kills import Say
from torture.life import PASSPHRASE, WORDS, Work
from torture.scenarios import OFFICE, differing

COUNSELOR = "the ferry leaves at a quarter past nine"
DESK = "nobody waters the ferns on a Thursday"
DAY = date(2026, 11, 24)
_FIELD = "answer:celebrate.proud"
_LOOSE = frozenset({"audit", "audit_state", "draft", "office"})


class Rotation:
    """New keys, with words typed while the database is written anew. The last act is acknowledged by the verb."""

    name = "new keys"
    acts = 2

    def __init__(self) -> None:
        self._golden: dict[str, str] = {}

    def ready(self, folder: Path) -> None:
        life.make_ready(folder / OFFICE)
        with life.opened(folder / OFFICE) as there:
            work = Work(there)
            for act in life.CONFERENCE[:12]:
                act(work)
            there.conferences.arrange(there.students.by_number(life.NUMBER), DAY, "09:40")
            there.people.add("Omar Lund", Role.COUNSELOR, COUNSELOR, cost=CHEAP)
            there.people.add("Ines Kay", Role.FRONT_DESK, DESK, cost=CHEAP)
            there.back_up()
        # Not written since: so that nearly every write is one of the rotation's.
        os.utime(folder / OFFICE / files.DATABASE, (0, 0))

    def learn(self, folder: Path) -> None:
        """Do it in peace, and remember what is held."""
        self.ready(folder)
        with life.opened(folder / OFFICE) as there:
            self._golden = _held(there)
        self.run(folder, lambda: None)
        self.check(folder, self.acts, goes_on=True)

    def change(self, there: Office) -> None:
        """Do what is killed."""
        there.people.rotate()

    def run(self, folder: Path, say: Say) -> None:
        with life.opened(folder / OFFICE, later=30) as there, _typing(there, say):
            self.change(there)
            say()

    def check(self, folder: Path, acknowledged: int, goes_on: bool) -> None:
        header = files.find_header(folder / OFFICE, CHEAP).header
        removed = not _opens(header, COUNSELOR)
        self.demand_removed(removed, acknowledged)
        # Whoever remains and comes first, with whichever key fits; then the lead, who finishes.
        with life.opened(folder / OFFICE, DESK) as there:
            self._demand_all(there, acknowledged)
        # Later, since a backup is named by its moment.
        with life.opened(folder / OFFICE, later=60) as there:
            assert there.remarks == (), there.remarks
            keys_there = there._keys  # pyright: ignore[reportPrivateUsage]
            assert keys_there.next_database is None, "the rotation was not finished"
            life.demand_sound(there)
            self._demand_all(there, acknowledged)
            _demand_agreement(there, removed)
            if goes_on:
                there.people.rotate()
                self._demand_all(there, acknowledged)
        assert _opens(files.find_header(folder / OFFICE, CHEAP).header, COUNSELOR) is not removed
        for name in (files.HEADER, files.PREVIOUS):
            header = files.read_header((folder / OFFICE / name).read_bytes(), CHEAP)
            assert _opens(header, PASSPHRASE), name
            assert _opens(header, COUNSELOR) is not removed, name
        left = {path.name for path in (folder / OFFICE).iterdir()}
        assert not {name for name in left if name.startswith("office.db")} - {files.DATABASE}, left
        with life.opened(folder / OFFICE, DESK) as there:
            self._demand_all(there, acknowledged)

    def demand_removed(self, removed: bool, acknowledged: int) -> None:
        """See that who was let in is, and who was not is not."""
        del acknowledged
        assert not removed, "somebody lost their keys"

    def _demand_all(self, there: Office, acknowledged: int) -> None:
        held = _held(there)
        assert held == self._golden, differing(held, self._golden)
        assert "slips_set_aside" not in there.remarks
        if acknowledged:
            held_words = _draft(there)
            assert held_words == WORDS, f"typed meanwhile, and {len(held_words)} letters are there"


class Removal(Rotation):
    """A person removed, with words typed while the database is written anew."""

    name = "a person removed"

    def change(self, there: Office) -> None:
        (person,) = [one.uid for one in there.people.everyone() if one.name == "Omar Lund"]
        there.people.remove(person)

    def demand_removed(self, removed: bool, acknowledged: int) -> None:
        assert removed or acknowledged < self.acts, "who was removed still opens it"
        assert removed or acknowledged == 0, "the keys were changed while somebody who was removed still had them"


class Careless(Rotation):
    """The control: it drops the old key from the key file before the database is under the new one."""

    name = "drops the old key too early"

    def check(self, folder: Path, acknowledged: int, goes_on: bool) -> None:
        del acknowledged  # nothing is typed here
        super().check(folder, 0, goes_on)

    def run(self, folder: Path, say: Say) -> None:
        later: list[Callable[[], None]] = []

        def put_off(store: Store, key: bytes) -> None:
            later.append(lambda: real(store, key))

        real = Store.change_key
        with life.opened(folder / OFFICE, later=30) as there:
            with patch.object(Store, "change_key", put_off):
                there.people.rotate()
            say()
            later[0]()
            say()


@contextmanager
def _typing(there: Office, say: Say) -> Generator[None]:
    """Type while the database is written anew: the words go onto a slip, and are acknowledged."""
    copy_under = rekeying.copy_under
    talk = there.conferences.day(DAY).rows[-1].conference_id

    def typed(store: Store, key: bytes) -> Path:
        copy = copy_under(store, key)
        there.conferences.save_draft(talk, _FIELD, WORDS, "en")
        say()
        return copy

    with patch.object(rekeying, "copy_under", typed):
        yield


def _draft(there: Office) -> str:
    with there._desk.store.read() as connection:  # pyright: ignore[reportPrivateUsage]
        found = connection.exec_driver_sql("SELECT text FROM draft WHERE field = ?", (_FIELD,)).scalars().all()
    return found[-1] if found else ""


def _held(there: Office) -> dict[str, str]:
    return {name: held for name, held in life.fingerprint(there).items() if name not in _LOOSE}


def _opens(header: files.Header, word: str) -> bool:
    try:
        keys.unlock(header, word).forget()
    except OfficeError:
        return False
    return True


def _demand_agreement(there: Office, removed: bool) -> None:
    """The log of who opened what says that somebody was removed where they were, and takes it back where not."""
    with there._desk.store.read() as connection:  # pyright: ignore[reportPrivateUsage]
        acts = connection.exec_driver_sql("SELECT act FROM audit ORDER BY id").scalars().all()
    noted = records.REMOVED in acts
    if removed:
        assert noted, "removed, and no line says so"
    elif noted:
        assert records.NOT_CHANGED in acts[acts.index(records.REMOVED) :], "a line says so, and it is not so"
    assert all(isinstance(one.uid, UUID) and one.name for one in there.people.everyone())
