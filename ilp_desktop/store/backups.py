"""Copies of an office: made whole, checked by reading every page, and kept for a while.

A copy is a folder that is an office by itself: the database and whatever belongs beside it (the key header). It is
made under another name, synced and renamed, so that a folder with a backup's name is always a finished one.
"""

import errno
import os
import shutil
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ilp_desktop.clock import Clock
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.watching import UNWATCHED, Watch
from ilp_desktop.store import audits, schema
from ilp_desktop.store.disks import sync
from ilp_desktop.store.engine import APPLICATION_ID, Raw, RawError, reading
from ilp_desktop.store.manifests import MANIFEST, Manifest, read_manifest, sha256

if TYPE_CHECKING:
    from ilp_desktop.store.stores import Store

_UNFINISHED = ".unfinished"
_NAME = "%Y-%m-%dT%H%M%S.%fZ"
KEPT_HOURLY, KEPT_DAILY, KEPT_WEEKLY, KEPT_YEARLY = 24, 14, 8, 13
_MEGABYTE = 1024 * 1024
_STEPS = 2_000
"""So many steps of the database's machine copy a few hundred rows, in about a millisecond."""
# What a stick that is pulled out, full or write protected looks like from inside the database.
_OF_THE_PLACE = frozenset({"store_disk_full", "store_io", "store_unreachable", "store_read_only"})


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup's database says of itself, read without opening it as an office."""

    office_uid: UUID
    header_epoch: int
    students: int


def back_up(store: "Store", folder: Path, clock: Clock, beside: Iterable[Path] = (), watch: Watch = UNWATCHED) -> Path:
    """Copy the whole office, as of one moment, into a new folder in ``folder``, check the copy and return it.

    ``beside`` are the files that belong with the database: the key header. Readers and the writer go on meanwhile.
    The copy can be read by this login alone, where the disk knows of logins. Raises OfficeError backup_no_room,
    backup_failed, backup_unsound, stopped, or what is wrong with the office itself (store); then nothing new stands there.
    """
    made_at = clock.now()
    finished = folder / made_at.astimezone(UTC).strftime(_NAME)
    unfinished = finished.with_name(finished.name + _UNFINISHED)
    demand_room(folder, _room_for(store))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.mkdir(mode=0o700)
    except OSError as error:
        raise OfficeError("backup_failed", folder=folder.name) from error
    try:
        with store.keys_stay:
            _make(store, unfinished, made_at, beside, watch)
        _move(unfinished, finished)
    except (OSError, OfficeError) as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        if isinstance(error, OfficeError) and error.code not in _OF_THE_PLACE:
            raise
        if _is_full(error):
            demand_room(folder, _room_for(store) * 2)
        raise OfficeError("backup_failed", folder=folder.name) from error
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return finished


def demand_room(folder: Path, needed: int) -> None:
    """Raise OfficeError backup_no_room where so many bytes do not fit; ``folder`` need not exist yet."""
    place = next((up for up in (folder, *folder.absolute().parents) if up.is_dir()), None)
    if place is None:
        raise OfficeError("backup_failed", folder=folder.name)
    try:
        free = shutil.disk_usage(place).free
    except OSError as error:
        raise OfficeError("backup_failed", folder=folder.name) from error
    if free < needed:
        raise OfficeError("backup_no_room", folder=folder.name, needed=-(-needed // _MEGABYTE), free=free // _MEGABYTE)


def _room_for(store: "Store") -> int:
    """Return how many bytes a copy takes at most: what still lies in the log may come on top."""
    log = store.path.with_name(f"{store.path.name}-wal")
    return sum(file.stat().st_size for file in (store.path, log) if file.exists()) + _MEGABYTE


def _is_full(error: Exception) -> bool:
    if isinstance(error, OfficeError):
        return error.code == "store_disk_full"
    return isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}


def _move(unfinished: Path, finished: Path) -> None:
    if os.path.lexists(finished):
        raise FileExistsError(errno.EEXIST, "a backup of this instant is there", finished.name)
    unfinished.rename(finished)
    sync(finished.parent)


@contextmanager
def _watched(raw: Raw, copy: Path, total: int, watch: Watch) -> Generator[None]:
    """Look after every so many steps of a statement whether the copy that it writes is still wanted."""

    def look() -> int:
        if watch.stopped():
            return 1
        watch.tell("copying", min(copy.stat().st_size, total), total)
        return 0

    raw.set_progress_handler(look, _STEPS)
    try:
        yield
    except RawError as error:
        if watch.stopped():
            raise OfficeError("stopped") from error
        raise
    finally:
        raw.set_progress_handler(None, 0)


def _make(store: "Store", into: Path, made_at: datetime, beside: Iterable[Path], watch: Watch) -> None:
    copy = into / store.path.name
    # The database would make it readable for everybody on this computer; an empty file of ours it fills.
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with store.alone() as raw:
        before = row_counts(raw)
        with _watched(raw, copy, store.path.stat().st_size, watch):
            raw.execute("VACUUM INTO ?", (str(copy),))
        after = row_counts(raw)
    with reading(copy, store.key) as raw:
        _demand_all_rows(row_counts(raw), before, after, copy)
        head = audits.head(raw)
    files = [copy, *(Path(shutil.copy2(file, into)) for file in beside)]
    manifest = Manifest(made_at, {file.name: (file.stat().st_size, sha256(file)) for file in files}, head)
    (into / MANIFEST).write_bytes(manifest.to_bytes(store.key))
    for file in (*files, into / MANIFEST, into):
        watch.at("writing")  # a slow stick takes its time here, and cannot be hurried
        sync(file)
    verify_backup(into, store.key, watch)


def verify_backup(folder: Path, key: bytes, watch: Watch = UNWATCHED) -> Manifest:
    """Read a finished backup to its last byte: files as they were written, every page authentic, every table sound.

    Nothing is written, so that a write-protected stick can be read. Returns what the backup says of itself. Raises
    OfficeError backup_unsound, backup_newer, store_wrong_key for one made under another key, store_damaged, stopped.
    """
    manifest = read_manifest(folder)
    try:
        altered = manifest.differing(folder, watch)
    except OSError as error:
        raise OfficeError("backup_unsound", file=folder.name) from error
    if altered:
        raise OfficeError("backup_unsound", file=folder.name)
    database = folder / next(iter(manifest.files))
    with reading(database, key) as raw:
        if not manifest.is_authentic(key):
            raise OfficeError("backup_unsound", file=folder.name)
        watch.at("checking")
        demand_sound(raw, database)
        watch.at("checking")
        if manifest.head not in {None, audits.head(raw)}:
            raise OfficeError("backup_unsound", file=folder.name)
    return manifest


def contents(database: Path, key: bytes) -> Contents:
    """Return what a backup's database says of itself; it was verified before.

    Raises OfficeError store_foreign, store_newer, or as ``verify_backup``.
    """
    with reading(database, key) as raw:
        application, number = _one(
            raw, "SELECT application_id, user_version FROM pragma_application_id, pragma_user_version"
        )
        if application != APPLICATION_ID:
            raise OfficeError("store_foreign", file=database.name)
        if number > schema.SCHEMA:
            raise OfficeError("store_newer", found=number, known=schema.SCHEMA)
        uid, epoch = _one(raw, "SELECT uid, header_epoch FROM office")
        (students,) = _one(raw, "SELECT count(*) FROM student WHERE deleted_at IS NULL")
    return Contents(UUID(bytes=uid), int(epoch), int(students))


def _one(raw: Raw, sql: str) -> tuple[Any, ...]:
    found = raw.execute(sql).fetchone()
    assert found is not None
    return found


def unsound(raw: Raw) -> str:
    """Return what is wrong with a database: ``pages`` (not authentic), ``structure``, ``references``, or nothing.

    The first of these counts: what is built on it is not worth asking any more.
    """
    # After a crash the check would raise false alarms about pages that are still in the log.
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    checks = (
        ("pages", "PRAGMA cipher_integrity_check", None),
        ("structure", "PRAGMA quick_check", ("ok",)),
        ("references", "PRAGMA foreign_key_check", None),
    )
    for what, sql, fine in checks:
        try:
            if any(row != fine for row in raw.execute(sql).fetchall()):
                return what
        except RawError:
            return what
    return ""


def demand_sound(raw: Raw, copy: Path) -> None:
    """Read every page and every reference. Raises OfficeError backup_unsound."""
    if unsound(raw):
        raise OfficeError("backup_unsound", file=copy.parent.name)


def _demand_all_rows(copied: dict[str, int], before: dict[str, int], after: dict[str, int], copy: Path) -> None:
    if copied.keys() != before.keys():
        raise OfficeError("backup_unsound", file=copy.parent.name)
    for name, count in copied.items():
        # Somebody may have gone on writing; drafts come and go within a second.
        least, most = sorted((before[name], after[name]))
        if name != "draft" and not least <= count <= most:
            raise OfficeError("backup_unsound", file=copy.parent.name)


def row_counts(raw: Raw) -> dict[str, int]:
    """Return how many rows each table has."""
    names = raw.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'").fetchall()
    return {name: _count(raw, name) for (name,) in names}


def _count(raw: Raw, name: str) -> int:
    found = raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()  # noqa: S608 - a table's name cannot be a parameter
    assert found is not None
    return int(found[0])


def kept(made: Sequence[datetime]) -> frozenset[datetime]:
    """Return which backups stay: the latest of each of 24 hours, 14 days, 8 weeks and 13 years that have any."""
    stays: set[datetime] = set()
    plans = (("%Y%m%d%H", KEPT_HOURLY), ("%Y%m%d", KEPT_DAILY), ("%G%V", KEPT_WEEKLY), ("%Y", KEPT_YEARLY))
    for span, count in plans:
        latest: dict[str, datetime] = {}
        for at in sorted(made, reverse=True):
            latest.setdefault(at.astimezone(UTC).strftime(span), at)
        stays.update(list(latest.values())[:count])
    return frozenset(stays)


def finished_backups(folder: Path) -> dict[datetime, Path]:
    """Return the finished backups in a folder by when they were made, oldest first."""
    found: dict[datetime, Path] = {}
    for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
        try:
            found[datetime.strptime(entry.name, _NAME).replace(tzinfo=UTC)] = entry
        except ValueError:
            continue
    return found


def thin_out(folder: Path, clock: Clock) -> int:
    """Remove the backups whose time is over, and unfinished ones of an earlier day; return how many went."""
    finished = finished_backups(folder)
    stays = kept(list(finished))
    gone = [path for at, path in finished.items() if at not in stays]
    for path in gone:
        shutil.rmtree(path)
    return len(gone) + drop_unfinished(folder, clock)


def drop_unfinished(folder: Path, clock: Clock) -> int:
    """Remove what a stick that was pulled out or a killed program left half made on an earlier day."""
    yesterday = (clock.now() - timedelta(days=1)).timestamp()
    gone = [path for path in folder.glob(f"*{_UNFINISHED}") if path.stat().st_mtime < yesterday]
    for path in gone:
        shutil.rmtree(path)
    return len(gone)
