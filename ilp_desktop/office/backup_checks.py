"""Whether an office's backups are whole and of today, and whether its record still holds what they saw of it."""

import contextlib
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from ilp_desktop.clock import Clock
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.watching import UNWATCHED, Watch
from ilp_desktop.office.check_lines import CheckLine, look, ok, wrong
from ilp_desktop.office.seen_backups import SeenBackup, look_at_backups
from ilp_desktop.store import audits
from ilp_desktop.store.backups import verify_backup
from ilp_desktop.store.engine import Raw
from ilp_desktop.store.manifests import Manifest
from ilp_desktop.store.tables.columns import instant_text
from ilp_desktop.vault import cost as costs

FRESH = timedelta(days=7)
"""A latest backup older than this is worth a look."""
_BEFORE_MIGRATIONS = "backups"
_NAMED = 5


def beside(folder: Path) -> Path:
    """Return the folder beside an office in which its backups stand."""
    return folder.with_name(f"{folder.stem} backups")


def places_of(folder: Path, also: Path | None = None) -> tuple[Path, ...]:
    """Return the folders in which an office's backups may stand; ``also`` is a stick or another folder."""
    places = (beside(folder), folder / _BEFORE_MIGRATIONS)
    return places if also is None else (*places, also)


@dataclass(frozen=True, slots=True)
class _Read:
    """The backups of one office, read to the last byte: whole ones with their manifest, spoiled, under other keys."""

    whole: Sequence[Manifest]
    spoiled: Sequence[SeenBackup]
    other_keys: int


def of_backups(
    uid: UUID, places: tuple[Path, ...], key: bytes, clock: Clock, raw: Raw | None, watch: Watch = UNWATCHED
) -> Generator[CheckLine]:
    """Look at every backup of the office with this uid. ``raw`` is its own database, where it opens.

    The record is compared with the longest and every other that a backup saw; that needs no administrator's key.
    """
    read = _read(uid, places, key, watch)
    for one in read.spoiled[:_NAMED]:
        yield wrong("backups", "backup_unsound", file=one.folder.name)
    if read.other_keys:
        yield look("backups", "backups_other_keys", count=read.other_keys)
    if not read.whole:
        yield look("backups", "backups_none")
        return
    age = clock.now() - max(manifest.made_at for manifest in read.whole)
    if age > FRESH:
        yield look("backups", "backups_old", days=age.days, count=len(read.whole))
    elif not read.spoiled:
        yield ok("backups", "backups_ok", count=len(read.whole), hours=max(0, int(age.total_seconds() // 3600)))
    if raw is not None:
        yield from _of_heads(read.whole, raw)


def _read(uid: UUID, places: tuple[Path, ...], key: bytes, watch: Watch) -> _Read:
    seen: list[SeenBackup] = []
    for place in places:
        with contextlib.suppress(OfficeError):
            seen += look_at_backups(place, lowest=costs.CHEAP)
    whole: list[Manifest] = []
    spoiled: list[SeenBackup] = []
    other_keys = 0
    for number, one in enumerate(seen):
        watch.at("backups", number, len(seen))
        # One made before a migration has no key file of its own; it stands in the office's folder.
        if one.office_uid not in {uid, None}:
            continue
        try:
            whole.append(verify_backup(one.folder, key))
        except OfficeError as error:
            if error.code == "store_wrong_key":
                other_keys += 1
            else:
                spoiled.append(one)
    return _Read(whole, spoiled, other_keys)


def _of_heads(whole: Sequence[Manifest], raw: Raw) -> Generator[CheckLine]:
    seen = [(manifest, manifest.head) for manifest in whole if manifest.head is not None]
    now = audits.heads(raw, {head.lines for _, head in seen})
    restored = audits.restorations(raw)
    explained = 0
    for manifest, head in sorted(seen, key=lambda one: one[0].made_at):
        if now.get(head.lines) == head:
            continue
        made_at = instant_text(manifest.made_at)
        if any(back.made_at < made_at <= back.done_at for back in restored):
            explained += 1
            continue
        code = "record_differs" if head.lines in now else "record_shorter"
        yield wrong("record", code, lines=head.lines, made=f"{manifest.made_at:%Y-%m-%d %H:%M}")
        return
    if explained:
        yield look("record", "record_restored", count=explained, done=restored[-1].done_at[:10])
    elif seen:
        yield ok("record", "record_agrees", count=len(seen))
