"""What is typed while one long write holds the database: durable at once beside it, folded in as soon as it is free.

A roster of a district takes the one writer that SQLite has for seconds; words typed in a conference may not wait so long
(durable within a second). They go onto slips meanwhile, in a small encrypted database of their own. Slips are only made
while the writer is taken, and are folded in before anything else is written: the order of things stays as it was.
"""

import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass
from pathlib import Path

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.store.disks import drop, sync
from ilp_desktop.store.engine import Raw, RawError, connect, meaning

NAME = "slips.db"
_DAMAGED = frozenset({"store_damaged", "store_wrong_key", "store_plaintext"})

_MAKE = """CREATE TABLE IF NOT EXISTS slip (
number INTEGER PRIMARY KEY AUTOINCREMENT, conference_id INTEGER NOT NULL, field TEXT NOT NULL, text TEXT NOT NULL,
language TEXT NOT NULL, version INTEGER NOT NULL, saved_at TEXT NOT NULL, is_left INTEGER NOT NULL,
UNIQUE (conference_id, field)) STRICT"""
_COLUMNS = "conference_id, field, text, language, version, saved_at, is_left"
_KEEP = f"INSERT OR REPLACE INTO slip ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - our own names
_KEEP_AS = f"INSERT INTO slip (number, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - our own names
_ALL = f"SELECT number, {_COLUMNS} FROM slip ORDER BY number"  # noqa: S608 - our own names


@dataclass(frozen=True, slots=True)
class Slip:
    """The words of one field, as they stood last.

    ``version`` is that of what they replace, ``saved_at`` when (UTC, ISO 8601): a slip that was folded in and could not
    be torn up is known by them. ``is_left`` says that the person had moved on from the field.
    """

    conference_id: int
    field: str
    text: str
    language: str
    version: int
    saved_at: str
    is_left: bool


class Slips:
    """The slips of one office. Any thread may keep and read them."""

    def __init__(self, folder: Path, key: bytes, other_key: bytes | None = None) -> None:
        """``other_key`` is another one that they may be under, while the office's keys are being changed."""
        self.path = folder / NAME
        self._key = key
        self._other_key = other_key
        self._raw: Raw | None = None
        self._guard = threading.Lock()
        self._waiting: dict[tuple[int, str], tuple[int, Slip]] = {}

    def __bool__(self) -> bool:
        """Whether any wait to be folded in."""
        return bool(self._waiting)

    def look(self) -> bool:
        """Read what a program that was ended left here; False where it cannot be read, and is set aside.

        Raises OfficeError as ``keep`` does.
        """
        if not self.path.is_file():
            return True
        try:
            found = self._read()
        except OfficeError as error:
            if error.code not in _DAMAGED:
                raise
            self._set_aside()
            return False
        self._waiting = {(slip.conference_id, slip.field): (number, slip) for number, slip in found}
        return True

    def _read(self) -> list[tuple[int, Slip]]:
        try:
            with self._using() as raw:
                return _slips_in(raw)
        except OfficeError as error:
            if error.code not in _DAMAGED or self._other_key is None:
                raise
        raw = connect(self.path, self._other_key)
        try:
            # A program may have ended before it was made.
            raw.execute(_MAKE)
            found = _slips_in(raw)
        except RawError as error:
            raise (meaning(error, self.path, self._other_key) or error) from error
        finally:
            raw.close()
        with self._guard:
            self._put(self._key, found)
        return found

    def change_key(self, key: bytes) -> None:
        """Bring what waits under another key; nothing is kept or read meanwhile.

        Raises OfficeError as ``keep`` does: then they are under the key they were under.
        """
        with self._guard:
            if key != self._key:
                self._put(key, self._in_order())
                self._key = key

    def _put(self, key: bytes, waiting: list[tuple[int, Slip]]) -> None:
        """Write slips anew and put them in the place of those that are there, whose log is gone by then."""
        if self._raw is not None:
            self._raw.close()
            self._raw = None
        beside = self.path.with_name(f"{NAME}.new")
        try:
            _remove(beside)
            if waiting:
                _write(beside, key, waiting)
            _remove(self.path, but_itself=True)
            if waiting:
                beside.replace(self.path)
            else:
                self.path.unlink(missing_ok=True)
            sync(self.path.parent)
        except RawError as error:
            raise (meaning(error, beside, key) or error) from error
        except OSError as error:
            raise OfficeError("store_io") from error

    def keep(self, slip: Slip) -> None:
        """Make a slip durable. Raises OfficeError store_disk_full, store_io, store_unreachable, store_read_only."""
        values = astuple(slip)
        with self._using() as raw:
            raw.execute(_KEEP, values)
            number = raw.execute("SELECT last_insert_rowid()").fetchall()[0][0]
            self._waiting[slip.conference_id, slip.field] = number, slip

    def waiting(self) -> tuple[int, tuple[Slip, ...]]:
        """Return what waits, in the order it was typed, and the number to ``forget`` it by."""
        with self._guard:
            found = self._in_order()
        return (found[-1][0] if found else 0), tuple(slip for _number, slip in found)

    def _in_order(self) -> list[tuple[int, Slip]]:
        return sorted(self._waiting.values(), key=lambda each: each[0])

    def of(self, conference_id: int) -> dict[str, tuple[str, str]]:
        """Return the words that wait for one conference, with their language, by field."""
        if not self._waiting:
            return {}
        return {
            slip.field: (slip.text, slip.language) for slip in self.waiting()[1] if slip.conference_id == conference_id
        }

    def forget(self, number: int) -> None:
        """Tear up what was folded in, up to a number; what was kept since stays."""
        with self._guard:
            self._waiting = {place: each for place, each in self._waiting.items() if each[0] > number}
        # One that cannot be torn up now is looked at again by the next program, which knows it by its version and time.
        with suppress(OfficeError), self._using() as raw:
            raw.execute("DELETE FROM slip WHERE number <= ?", (number,))

    def close(self) -> None:
        """Let go of the file; what still waits is found by the next ``look``."""
        with self._guard:
            if self._raw is not None:
                self._raw.close()
                self._raw = None

    @contextmanager
    def _using(self) -> Generator[Raw]:
        with self._guard:
            try:
                if self._raw is None:
                    self._raw = connect(self.path, self._key)
                    self._raw.execute(_MAKE)
                yield self._raw
            except RawError as error:
                raise (meaning(error, self.path, self._key) or error) from error

    def _set_aside(self) -> None:
        self.close()
        for at in range(1, 1000):
            aside = self.path.with_name(f"slips-damaged-{at}.db")
            if not aside.exists():
                with suppress(OSError):
                    self.path.rename(aside)
                break
        drop(self.path, but_itself=True)


def _slips_in(raw: Raw) -> list[tuple[int, Slip]]:
    return [(number, Slip(*values, is_left=bool(is_left))) for number, *values, is_left in raw.execute(_ALL).fetchall()]


def _write(path: Path, key: bytes, waiting: list[tuple[int, Slip]]) -> None:
    raw = connect(path, key)
    try:
        raw.execute(_MAKE)
        raw.execute("BEGIN")
        raw.executemany(_KEEP_AS, [(number, *(astuple(slip))) for number, slip in waiting])
        raw.execute("COMMIT")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        raw.close()


def _remove(path: Path, *, but_itself: bool = False) -> None:
    for suffix in ("-wal", "-shm") if but_itself else ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
