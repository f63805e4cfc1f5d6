"""Copies of an office: made whole, checked by reading every page, and kept for a while.

A copy is a folder that is an office by itself: the database and whatever belongs beside it (the key header). It is
made under another name, synced and renamed, so that a folder with a backup's name is always a finished one.
"""

import json
import shutil
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from ilp_desktop.clock import Clock
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.store.disks import sync
from ilp_desktop.store.engine import Raw, RawError, connect
from ilp_desktop.store.tables.columns import instant_text

if TYPE_CHECKING:
    from ilp_desktop.store.stores import Store

MANIFEST = "manifest.json"
FORMAT = 1
_UNFINISHED = ".unfinished"
_NAME = "%Y-%m-%dT%H%M%S.%fZ"
KEPT_HOURLY, KEPT_DAILY, KEPT_WEEKLY, KEPT_YEARLY = 24, 14, 8, 13


def back_up(store: "Store", folder: Path, clock: Clock, beside: Iterable[Path] = ()) -> Path:
    """Copy the whole office, as of one moment, into a new folder in ``folder``, check the copy and return it.

    ``beside`` are the files that belong with the database: the key header. Readers and the writer go on meanwhile.
    Raises OfficeError backup_unsound, store_disk_full, store_io, store_unreachable.
    """
    made_at = clock.now()
    finished = folder / made_at.astimezone(UTC).strftime(_NAME)
    unfinished = finished.with_name(finished.name + _UNFINISHED)
    try:
        with store.keys_stay:
            _make(store, unfinished, made_at, beside)
        unfinished.rename(finished)
        sync(folder)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise OfficeError("backup_failed", folder=folder.name) from error
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return finished


def _make(store: "Store", into: Path, made_at: datetime, beside: Iterable[Path]) -> None:
    into.mkdir(parents=True)
    copy = into / store.path.name
    with store.alone() as raw:
        before = row_counts(raw)
        raw.execute("VACUUM INTO ?", (str(copy),))
        after = row_counts(raw)
    with store.alone(copy) as raw:
        demand_sound(raw, copy)
        _demand_all_rows(row_counts(raw), before, after, copy)
    files = [copy, *(Path(shutil.copy2(file, into)) for file in beside)]
    manifest = {
        "format": FORMAT,
        "made_at": instant_text(made_at),
        "files": {file.name: {"bytes": file.stat().st_size, "sha256": _sha256(file)} for file in files},
    }
    (into / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    for file in (*files, into / MANIFEST, into):
        sync(file)


def verify_backup(folder: Path, key: bytes) -> None:
    """Read a finished backup to its last byte: files as they were written, every page authentic, every table sound.

    Raises OfficeError backup_unsound, store_wrong_key, store_damaged.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files: dict[str, dict[str, str]] = manifest["files"]
        altered = [name for name, file in files.items() if _sha256(folder / name) != file["sha256"]]
        database = folder / next(iter(files))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, StopIteration) as error:
        raise OfficeError("backup_unsound", file=folder.name) from error
    if altered:
        raise OfficeError("backup_unsound", file=folder.name)
    raw = connect(database, key)
    try:
        demand_sound(raw, database)
    finally:
        raw.close()


def demand_sound(raw: Raw, copy: Path) -> None:
    """Read every page and every reference. Raises OfficeError backup_unsound."""
    # After a crash the check would raise false alarms about pages that are still in the log.
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    try:
        found = [
            *raw.execute("PRAGMA cipher_integrity_check").fetchall(),
            *(row for row in raw.execute("PRAGMA quick_check").fetchall() if row != ("ok",)),
            *raw.execute("PRAGMA foreign_key_check").fetchall(),
        ]
    except RawError as error:
        raise OfficeError("backup_unsound", file=copy.parent.name) from error
    if found:
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
    yesterday = (clock.now() - timedelta(days=1)).timestamp()
    gone += [path for path in folder.glob(f"*{_UNFINISHED}") if path.stat().st_mtime < yesterday]
    for path in gone:
        shutil.rmtree(path)
    return len(gone)


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()
