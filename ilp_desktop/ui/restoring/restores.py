"""Where a restore stands. No window: states and what leads from one to the next."""

from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from ilp_desktop.ui.first_run.door import BackupKey

if TYPE_CHECKING:
    from ilp_desktop.office import InsideBackup, Restored, SeenBackup


class Step(Enum):
    """What is asked for next."""

    PLACE = "place"
    BACKUP = "backup"
    KEY = "key"
    TARGET = "target"
    DONE = "done"


_BEFORE = {Step.BACKUP: Step.PLACE, Step.KEY: Step.BACKUP, Step.TARGET: Step.KEY}


@dataclass(frozen=True, slots=True)
class Restore:
    """What is known so far. What opens the backup is kept until the end, and shown nowhere."""

    step: Step = Step.PLACE
    seen: "tuple[SeenBackup, ...]" = ()
    chosen: "SeenBackup | None" = None
    key: BackupKey | None = None
    inside: "InsideBackup | None" = None
    to: Path | None = None
    stands: bool = False
    """Whether something stands there already, and will be set aside."""
    done: "Restored | None" = None

    @property
    def by_sheet(self) -> bool:
        """Whether the sheet opened the backup, so that a new passphrase is chosen."""
        return self.key is not None and bool(self.key.recovery)


def looked(restore: Restore, seen: "tuple[SeenBackup, ...]") -> Restore:
    """These backups are in the place that was chosen."""
    return replace(restore, step=Step.BACKUP, seen=seen)


def chose(restore: Restore, folder: Path) -> Restore:
    """One of them was chosen; a damaged one is not gone on with."""
    chosen = next((one for one in restore.seen if one.folder == folder), None)
    if chosen is None or chosen.problem is not None:
        return restore
    return replace(restore, step=Step.KEY, chosen=chosen, key=None, inside=None)


def opened(restore: Restore, key: BackupKey, inside: "InsideBackup", to: Path, *, stands: bool) -> Restore:
    """It was opened where it lies, and read to its last byte."""
    return replace(restore, step=Step.TARGET, key=key, inside=inside, to=to, stands=stands)


def moved(restore: Restore, to: Path, *, stands: bool) -> Restore:
    """The office is to go to another place."""
    return replace(restore, to=to, stands=stands)


def restored(restore: Restore, done: "Restored") -> Restore:
    """The office stands."""
    return replace(restore, step=Step.DONE, done=done)


def back(restore: Restore) -> Restore | None:
    """One step back; None where there is none before. What opened the backup is forgotten on the way."""
    before = _BEFORE.get(restore.step)
    if before is None:
        return None
    return replace(restore, step=before, key=None, inside=None)
