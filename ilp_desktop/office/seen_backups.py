"""The backups in a folder or on a stick, as far as they tell before anybody's passphrase."""

import contextlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.store import backups
from ilp_desktop.store.manifests import MANIFEST, Manifest, read_manifest
from ilp_desktop.vault import cost as costs
from ilp_desktop.vault import files


@dataclass(frozen=True, slots=True)
class SeenBackup:
    """What a backup tells before anybody's passphrase. ``problem`` is why it cannot be restored, as far as shows."""

    folder: Path
    made_at: datetime
    school: str
    office_uid: UUID | None
    roles: tuple[str, ...]
    """Whose passphrases open it, by role, each as often as there are people; ``recovery`` is the sheet."""
    size: int = 0
    """Bytes, as its manifest says; 0 where that cannot be read."""
    problem: OfficeError | None = None


def look_at_backups(folder: Path, *, lowest: costs.Cost = costs.FLOOR) -> tuple[SeenBackup, ...]:
    """Return the backups in a folder or on a stick, latest first: itself, those in it, and those one folder down.

    Nothing is opened and nothing written. Raises OfficeError ``backups_missing``.
    """
    try:
        found = _found(folder)
    except OSError:
        found = {}
    if not found:
        raise OfficeError("backups_missing", folder=folder.absolute().name)
    return tuple(_seen(path, made_at, lowest) for path, made_at in sorted(found.items(), key=_latest, reverse=True))


def latest_of(seen: tuple[SeenBackup, ...]) -> SeenBackup:
    """Return the latest whole backup where all are of one office. Raises OfficeError ``backups_several``."""
    whole = [one for one in seen if one.problem is None]
    if len({one.office_uid for one in whole}) > 1:
        raise OfficeError("backups_several")
    return (whole or list(seen))[0]


def _found(folder: Path) -> dict[Path, datetime]:
    if (folder / MANIFEST).is_file():
        return {folder: _made_at(folder)}
    below = [folder, *(path for path in sorted(folder.iterdir()) if path.is_dir())]
    found: dict[Path, datetime] = {}
    for place in below:
        with contextlib.suppress(OSError):
            found |= {path: made_at for made_at, path in backups.finished_backups(place).items()}
    return found


def _latest(found: tuple[Path, datetime]) -> datetime:
    return found[1]


def _made_at(folder: Path) -> datetime:
    try:
        return read_manifest(folder).made_at
    except OfficeError:
        return datetime.fromtimestamp(folder.stat().st_mtime, UTC)


def _seen(folder: Path, made_at: datetime, lowest: costs.Cost) -> SeenBackup:
    try:
        header = files.find_header(folder, lowest).header
    except OfficeError as error:
        return SeenBackup(folder, made_at, "", None, (), problem=error)
    roles = tuple(sorted(holder.role for holder in header.holders))
    seen = SeenBackup(folder, made_at, header.school, header.office_uid, roles)
    try:
        manifest = read_manifest(folder)
    except OfficeError as error:
        return replace(seen, problem=error)
    seen = replace(seen, made_at=manifest.made_at, size=manifest.size)
    if not _has_lengths(folder, manifest):
        return replace(seen, problem=OfficeError("backup_unsound", file=folder.name))
    return seen


def _has_lengths(folder: Path, manifest: Manifest) -> bool:
    """Tell what costs nothing to tell: whether each file is there in full. Their bytes are read once it is opened."""
    try:
        return all((folder / name).stat().st_size == length for name, (length, _) in manifest.files.items())
    except OSError:
        return False
