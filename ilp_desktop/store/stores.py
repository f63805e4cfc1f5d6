"""The encrypted database of one office, open: its writer, its readers, and how it is made, migrated and closed."""

import hmac
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, text

from ilp_desktop.clock import Clock
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.store import audits, schema
from ilp_desktop.store.ballasts import Ballast
from ilp_desktop.store.disks import drop
from ilp_desktop.store.engine import (
    APPLICATION_ID,
    PATIENCE_SECONDS,
    Raw,
    RawError,
    connect,
    meaning,
    new_engine,
    refuse_plaintext,
)
from ilp_desktop.store.gates import Gate
from ilp_desktop.store.pages import PAGE
from ilp_desktop.store.slips import Slip, Slips

READERS = 3
_READING_ENDS = 60.0
"""Seconds for which a change of the key waits until nobody reads."""
_NUMBERS = text("SELECT application_id, user_version FROM pragma_application_id, pragma_user_version")


class Store:
    """One office's database. ``write()`` and ``read()`` are the units of work."""

    def __init__(self, path: Path, key: bytes, clock: Clock, other_key: bytes | None = None) -> None:
        """Use ``create`` or ``open``."""
        self.path = path
        self.clock = clock
        self._raws: list[Raw] = []
        self._is_closed = False
        self._ballast = Ballast(path.parent)
        self._guard = threading.Lock()
        self._turn = threading.Lock()
        self._gate = Gate()
        self.keys_stay = threading.RLock()
        """Held by whoever changes the key file or the database's key, and by whoever copies the two together."""
        self.slips = Slips(path.parent, key, other_key)
        self.fold: Callable[[Connection, tuple[Slip, ...]], None] | None = None
        """How what waits on slips is written where it belongs; whoever opens an office for people says it."""
        self._let_in(key)

    def _let_in(self, key: bytes) -> None:
        self._key = key
        self.writer = new_engine(self.path, key, begin="BEGIN IMMEDIATE", size=1, opened=self._opened)
        self.readers = new_engine(self.path, key, begin="BEGIN", size=READERS, opened=self._opened)

    @classmethod
    def create(cls, path: Path, key: bytes, clock: Clock, *, audit_key: bytes) -> Self:
        """Make a new, empty database. The caller seals ``audit_key``, with which the audit chain begins.

        Raises OfficeError store_exists, store_disk_full, store_unreachable, store_read_only.
        """
        if path.exists():
            raise OfficeError("store_exists", file=path.name)
        store = cls(path, key, clock)
        try:
            with store.write() as connection:
                schema.make(connection)
                audits.begin(connection, audit_key)
        except BaseException:
            store.close()
            drop(path)
            raise
        store._ballast.lay()
        return store

    @classmethod
    def open(cls, path: Path, key: bytes, clock: Clock, other_key: bytes | None = None) -> Self:
        """Open an office's database; one of an older program is backed up beside itself and brought up to date.

        While keys are being changed, ``other_key`` is the one of the two that the database is not under: slips may be.
        Raises OfficeError store_missing, store_plaintext, store_wrong_key, store_damaged, store_newer, store_foreign,
        store_disk_full, store_io, store_unreachable, store_read_only, store_migration_failed.
        """
        if not path.is_file():
            raise OfficeError("store_missing", file=path.name)
        _refuse_half_written(path)
        store = cls(path, key, clock, other_key)
        try:
            store._bring_up_to_date()
        except BaseException:
            store.close()
            raise
        store._ballast.lay()
        return store

    def _bring_up_to_date(self) -> None:
        with self.writer.connect() as connection:
            application, number = connection.execute(_NUMBERS).one()
        if application != APPLICATION_ID:
            raise OfficeError("store_foreign", file=self.path.name)
        if number > schema.SCHEMA:
            raise OfficeError("store_newer", found=number, known=schema.SCHEMA)
        if number < schema.SCHEMA:
            # Alembic takes longer to import than everything else together, and is seldom needed.
            from ilp_desktop.store.migrations.runs import migrate  # noqa: PLC0415

            migrate(self)

    @contextmanager
    def write(self) -> Generator[Connection]:
        """One unit of writing: durable when the block has ended without an error, undone otherwise.

        A district's roster takes the writer for as long as it needs: what is saved meanwhile waits, and does not fail.
        Raises OfficeError store_disk_full, store_io, store_busy, store_damaged, store_read_only, store_interrupted,
        store_closed.
        """
        with self.write_within(PATIENCE_SECONDS) as connection:
            if connection is None:
                raise OfficeError("store_busy")
            yield connection

    @contextmanager
    def write_within(self, seconds: float) -> Generator[Connection | None]:
        """One unit of writing as ``write`` is, or None where another one goes on for longer than these seconds."""
        self._refuse_closed()
        if not self._turn.acquire(timeout=seconds):
            yield None
            return
        try:
            with self._unit() as connection:
                yield connection
        finally:
            self._turn.release()

    @contextmanager
    def _unit(self) -> Generator[Connection]:
        folded = 0
        try:
            with self.writer.begin() as connection:
                if self.slips and self.fold is not None:
                    folded, waiting = self.slips.waiting()
                    self.fold(connection, waiting)
                yield connection
        except OfficeError as error:
            if error.code == "store_disk_full":
                self._make_room()
            raise
        if folded:
            self.slips.forget(folded)
        if self._ballast.is_missing:
            self._ballast.lay()

    @contextmanager
    def read(self) -> Generator[Connection]:
        """One unit of reading: everything in it is of the same moment.

        Raises OfficeError store_io, store_damaged, store_interrupted, store_closed.
        """
        self._refuse_closed()
        with self._gate.passing(), self.readers.connect() as connection:
            yield connection

    @contextmanager
    def alone(self, path: Path | None = None) -> Generator[Raw]:
        """One more connection outside the pools, to this database or to a copy of it elsewhere, with the same key."""
        with self._gate.passing():
            raw = connect(path or self.path, self._key)
            try:
                yield raw
            except RawError as error:
                raise (meaning(error, path or self.path, self._key) or error) from error
            finally:
                raw.close()

    def is_under(self, key: bytes) -> bool:
        """Tell whether this is the database's key."""
        return hmac.compare_digest(self._key, key)

    def change_key(self, key: bytes) -> None:
        """Bring the database and its slips under another key, and go on with that one; done already, nothing happens.

        What is typed meanwhile goes onto slips; readers wait only while the copy takes its place. The caller has made
        sure that either key is found again, whenever the program ends. Raises OfficeError store_disk_full, store_io,
        store_busy, store_read_only, backup_unsound: then the database is under one of the two, whole.
        """
        with self.write():
            pass  # what waits on slips is folded in
        if not self._turn.acquire(timeout=PATIENCE_SECONDS):
            raise OfficeError("store_busy")
        try:
            if not self.is_under(key):
                self._change_key(key)
            self.slips.change_key(key)
        finally:
            self._turn.release()

    def _change_key(self, key: bytes) -> None:
        # What only a change of the keys needs is imported for it.
        from ilp_desktop.store.rekeying import copy_under, put_in_place  # noqa: PLC0415

        copy = copy_under(self, key)
        try:
            with self._gate.alone(_READING_ENDS):
                self.readers.dispose()
                self.writer.dispose()
                put_in_place(copy, self.path, self._key)
                with self._guard:
                    self._raws.clear()
                self._let_in(key)
        finally:
            drop(copy)

    @property
    def key(self) -> bytes:
        """The database's key, for what is made from it: its backups."""
        return self._key

    def interrupt(self) -> None:
        """Stop the statements that are running, from any thread; they raise OfficeError store_interrupted."""
        with self._guard:
            raws = list(self._raws)
        for raw in raws:
            # One that was replaced meanwhile is closed and has nothing to stop.
            with suppress(RawError):
                raw.interrupt()

    def close(self) -> None:
        """Fold the log into the database and let go of it; the units of work under way have ended by now."""
        self._is_closed = True
        self.slips.close()
        self.readers.dispose()
        # The last connection to close writes the log back and removes it, unless it was interrupted: an interruption
        # stays with a connection until its next statement.
        self.writer.dispose()
        if self._path_of_log.exists():
            with suppress(OfficeError), self.alone() as raw:
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @property
    def _path_of_log(self) -> Path:
        return self.path.with_name(f"{self.path.name}-wal")

    def _refuse_closed(self) -> None:
        if self._is_closed:
            raise OfficeError("store_closed")

    def _opened(self, raw: Raw) -> None:
        with self._guard:
            self._raws.append(raw)

    def _make_room(self) -> None:
        """Give the disk back what was kept for this: on a full disk even writing the log back fails."""
        self._ballast.release()
        self.fold_log()

    def fold_log(self) -> None:
        """Write the log back and cut it off, where nobody reads just then: what was deleted does not lie in it either."""
        with suppress(OfficeError), self.alone() as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _refuse_half_written(path: Path) -> None:
    size = path.stat().st_size
    log = path.with_name(f"{path.name}-wal")
    # With a log beside it a torn end is nothing to fear: the log holds those pages.
    if (size == 0 or size % PAGE) and not (log.is_file() and log.stat().st_size):
        refuse_plaintext(path)
        raise OfficeError("store_damaged", file=path.name)
