"""An office's database written anew under another key, beside its place and then into it.

The copy is made, brought under the new key, and read to its last page before one move puts it where the database was:
at every moment a whole database is there, under one key or the other. docs/decisions/0013-people-and-rotation.md has the
measurements, and why it is not changed in place.
"""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.store.backups import demand_sound, row_counts
from ilp_desktop.store.disks import drop, sync
from ilp_desktop.store.engine import KEY_BYTES, RawError, connect, meaning

if TYPE_CHECKING:
    from ilp_desktop.store.stores import Store


def demand_room(store: "Store") -> None:
    """Raise OfficeError store_disk_full where the disk has no room for the database once more, and some to spare."""
    folder = store.path.parent
    there = sum(file.stat().st_size for file in folder.glob(f"{store.path.name}*"))
    if shutil.disk_usage(folder).free < 2 * there:
        raise OfficeError("store_disk_full", file=store.path.name)


def copy_under(store: "Store", key: bytes) -> Path:
    """Make a checked, synced copy of the database under another key, beside it. Nothing else may write meanwhile.

    Raises OfficeError store_disk_full, store_io, store_read_only, backup_unsound.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a store's key has 32 bytes")
    copy = store.path.with_name(f"{store.path.name}.new")
    drop(copy)
    try:
        with store.alone() as raw:
            before = row_counts(raw)
            raw.execute("VACUUM INTO ?", (str(copy),))
        with store.alone(copy) as raw:
            # It is nobody's yet: what could be lost of it is made again.
            raw.execute("PRAGMA journal_mode=OFF").fetchall()
            raw.execute(f"PRAGMA rekey = \"x'{key.hex()}'\"").fetchall()
        _demand_whole(copy, key, before)
        drop(copy, but_itself=True)
        sync(copy)
        sync(copy.parent)
    except BaseException as error:
        drop(copy)
        if isinstance(error, OSError):
            raise OfficeError("store_io") from error
        raise
    return copy


def put_in_place(copy: Path, path: Path, key: bytes) -> None:
    """Put a copy where the database is, which nobody has open; ``key`` is the database's. Raises OfficeError store_io."""
    # A log that outlived its database would be read into the next one: written back, and gone for good, before the move.
    raw = connect(path, key)
    try:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except RawError as error:
        raise (meaning(error, path, key) or error) from error
    finally:
        raw.close()
    log = path.with_name(f"{path.name}-wal")
    try:
        if log.exists() and log.stat().st_size:
            raise OfficeError("store_busy")
        drop(path, but_itself=True)
        sync(path.parent)
        copy.replace(path)
        sync(path.parent)
    except OSError as error:
        raise OfficeError("store_io") from error


def _demand_whole(copy: Path, key: bytes, before: dict[str, int]) -> None:
    raw = connect(copy, key)
    try:
        demand_sound(raw, copy)
        if row_counts(raw) != before:
            raise OfficeError("backup_unsound", file=copy.name)
    finally:
        raw.close()
