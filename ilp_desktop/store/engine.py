"""The one module that knows the cipher: how a connection is opened, and what its errors mean to the office.

docs/decisions/0007-store.md gives the measurement behind each setting.
"""

import shutil
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, Protocol, cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.store.pages import PAGE, opens_another_page

KEY_BYTES = 32
APPLICATION_ID = 0x494C5044
"""'ILPD': what the file is, for who reads its header with the key."""
WRITER_CACHE_KIB = 32 * 1024
READER_CACHE_KIB = 3 * 1024
ROOMY_CACHE_KIB = 128 * 1024
BUSY_SECONDS = 5.0
PATIENCE_SECONDS = 600
_PLAIN = b"SQLite format 3\x00"
_SYNCHRONOUS = 2  # FULL: NORMAL loses acknowledged commits when the power fails.
_MEMORY = 2


class Rows(Protocol):
    """What a raw statement brings back."""

    def fetchone(self) -> tuple[Any, ...] | None: ...
    def fetchall(self) -> list[tuple[Any, ...]]: ...


class Raw(Protocol):
    """The driver's connection, as far as the store uses it."""

    def execute(self, sql: str, parameters: Sequence[object] = ...) -> Rows: ...
    def executemany(self, sql: str, rows: Iterable[Sequence[object]]) -> Rows: ...
    def interrupt(self) -> None: ...
    def close(self) -> None: ...
    def set_progress_handler(self, handler: Callable[[], int] | None, steps: int) -> None: ...


# The driver is a compiled module without types.
_driver = cast("Any", dbapi2)
RawError = cast("type[Exception]", _driver.Error)

_SETTINGS = (
    "journal_mode=WAL",
    f"synchronous={_SYNCHRONOUS}",
    "foreign_keys=ON",
    # Anything but memory writes rows in plain text into the temporary folder.
    f"temp_store={_MEMORY}",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "journal_size_limit=16777216",
    # macOS: an fsync there does not reach the disk.
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
)

# https://www.sqlite.org/rescode.html: the primary result codes an office can meet.
_MEANINGS = {
    3: "store_read_only",
    5: "store_busy",
    6: "store_busy",
    8: "store_read_only",
    9: "store_interrupted",
    10: "store_io",
    11: "store_damaged",
    13: "store_disk_full",
    14: "store_unreachable",
    26: "store_damaged",
}
_NOT_A_DATABASE = 26
_LEAST_ROOM = 1024 * 1024


def connect(path: Path, key: bytes, cache_kib: int = READER_CACHE_KIB) -> Raw:
    """Open one connection to an encrypted database and assert that it is one.

    Raises OfficeError store_plaintext, store_wrong_key, store_damaged, store_unreachable, store_io, store_disk_full.
    """
    if len(key) != KEY_BYTES:
        # 63 hex digits would silently be taken for a passphrase.
        raise ValueError("a store's key has 32 bytes")
    refuse_plaintext(path)
    try:
        raw = cast(
            "Raw",
            _driver.connect(
                str(path), timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=256
            ),
        )
    except RawError as error:
        raise meaning(error, path, key) or error from error
    try:
        _prepare(raw, key, cache_kib)
    except BaseException as error:
        raw.close()
        known = meaning(error, path, key)
        if known is None:
            raise
        raise known from error
    return raw


@contextmanager
def reading(path: Path, key: bytes) -> Generator[Raw]:
    """One connection that only reads a file nobody has open, and leaves no trace beside it: a backup, on any medium.

    Neither a log nor a lock is made, so a write-protected stick and a network folder will do. Raises as ``connect``.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a store's key has 32 bytes")
    refuse_plaintext(path)
    try:
        where = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        raw = cast("Raw", _driver.connect(where, uri=True, isolation_level=None))
        try:
            _say_key(raw, key)
            raw.execute(f"PRAGMA temp_store={_MEMORY}")
            for setting in ("trusted_schema=OFF", "cell_size_check=ON", "query_only=ON"):
                raw.execute(f"PRAGMA {setting}")
            _demand(raw, "temp_store", _MEMORY)
            raw.execute("SELECT count(*) FROM sqlite_schema").fetchall()
            yield raw
        finally:
            raw.close()
    except RawError as error:
        raise meaning(error, path, key) or error from error


def _say_key(raw: Raw, key: bytes) -> None:
    raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    raw.execute("PRAGMA cipher_log_level = NONE")
    version = raw.execute("PRAGMA cipher_version").fetchone()
    if not version or not version[0]:
        raise RuntimeError("this SQLite does not encrypt")


def _prepare(raw: Raw, key: bytes, cache_kib: int) -> None:
    _say_key(raw, key)
    for setting in _SETTINGS:
        raw.execute(f"PRAGMA {setting}")
    raw.execute(f"PRAGMA cache_size={-cache_kib}")
    _demand(raw, "temp_store", _MEMORY)
    _demand(raw, "synchronous", _SYNCHRONOUS)
    _demand(raw, "foreign_keys", 1)
    _demand(raw, "journal_mode", "wal")


def _demand(raw: Raw, setting: str, value: int | str) -> None:
    found = raw.execute(f"PRAGMA {setting}").fetchone()
    if found != (value,):
        raise RuntimeError(f"{setting} is not {value}")


def refuse_plaintext(path: Path) -> None:
    """Refuse a plain SQLite file, which would take a key and go on writing plain text."""
    try:
        with path.open("rb") as file:
            if file.read(len(_PLAIN)) == _PLAIN:
                raise OfficeError("store_plaintext", file=path.name)
    except FileNotFoundError:
        return
    except OSError as error:
        raise OfficeError("store_unreachable", file=path.name) from error


def new_engine(
    path: Path, key: bytes, *, begin: Literal["BEGIN", "BEGIN IMMEDIATE"], size: int, opened: Callable[[Raw], None]
) -> Engine:
    """Return an engine of at most ``size`` connections, whose transactions begin as said and whose errors are worded.

    A write unit begins IMMEDIATE: one that reads first and then writes would fail when another wrote in between.
    """
    writes = begin == "BEGIN IMMEDIATE"

    def creator() -> Raw:
        raw = connect(path, key, WRITER_CACHE_KIB if writes else READER_CACHE_KIB)
        if not writes:
            raw.execute("PRAGMA query_only=ON")
        opened(raw)
        return raw

    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=creator,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=PATIENCE_SECONDS,
        pool_use_lifo=True,  # the one used last has the warmest cache
        hide_parameters=True,  # an exception's text would hold student data otherwise
    )

    def failed(context: ExceptionContext) -> None:
        known = meaning(context.original_exception, path, key)
        if known is not None:
            raise known from context.original_exception

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "begin", begun)
    event.listen(engine, "handle_error", failed)
    return engine


@contextmanager
def roomy(connection: Connection) -> Generator[None]:
    """Give one large unit of work more room for pages: those that do not fit are encrypted and written again and again."""
    connection.exec_driver_sql(f"PRAGMA cache_size={-ROOMY_CACHE_KIB}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size={-WRITER_CACHE_KIB}")


def meaning(error: BaseException, path: Path, key: bytes) -> OfficeError | None:
    """Return what a driver's error means to the office, or None where it is a mistake of the program."""
    if not isinstance(error, RawError):
        return None
    code = int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
    known = _MEANINGS.get(code)
    if known is None:
        return None
    if code == _NOT_A_DATABASE and not _is_damaged(path, key):
        known = "store_wrong_key"
    if known == "store_io" and _has_no_room(path):
        # The log's index, which lies beside it, fails in this way.
        known = "store_disk_full"
    return OfficeError(known, file=path.name)


def _has_no_room(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _LEAST_ROOM
    except OSError:
        return False


def _is_damaged(path: Path, key: bytes) -> bool:
    size = path.stat().st_size
    return size == 0 or size % PAGE != 0 or opens_another_page(path, key)
