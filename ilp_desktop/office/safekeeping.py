"""What is known of an office's backups, and whether its recovery sheet is still right."""

import contextlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.office.key_files import KeyFile
from ilp_desktop.office.seen_backups import SeenBackup, look_at_backups
from ilp_desktop.services import copies
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.offices import identity_of
from ilp_desktop.vault import cost as costs
from ilp_desktop.vault import keys
from ilp_desktop.vault.open_keys import OpenKeys


@dataclass(frozen=True, slots=True)
class Safety:
    """How safely the office is kept. Instants in UTC, None where there is none."""

    outside_at: datetime | None
    """When the last copy outside this computer was made."""
    outside_name: str
    """What its place was called: a stick's name."""
    days: int
    """Since then; since the office was made where there is no such copy."""
    is_due: bool
    """Whether it is time to remind of another one."""
    sheet_at: datetime | None
    """When the recovery sheet was last tried and right."""
    restored_at: datetime | None
    restored_from: datetime | None
    """When the office was restored, and of when the backup was."""


class Safekeeping:
    """Questions about backups, for anybody who is in; the sheet is tried by a lead."""

    def __init__(self, backups: Path, desk: Desk, opened: OpenKeys, key_file: KeyFile) -> None:
        self._backups = backups
        self._desk = desk
        self._keys = opened
        self._key_file = key_file

    def state(self) -> Safety:
        """Return how safely the office is kept, and whether it is time for a copy outside this computer."""
        known = copies.remembered(self._desk)
        wanted = identity_of(self._desk.store).settings.copy_reminder_days
        days = max(0, (self._desk.clock.now() - (known.outside_at or known.made_at)).days)
        is_due = days >= wanted and not self._desk.is_demo
        return Safety(
            known.outside_at,
            known.outside_name,
            days,
            is_due,
            known.sheet_at,
            known.restored_at,
            known.restored_from,
        )

    def here(self) -> tuple[SeenBackup, ...]:
        """Return this office's backups on this computer, latest first. Nothing is opened."""
        return self.among(self._backups)

    def among(self, folder: Path) -> tuple[SeenBackup, ...]:
        """Return this office's backups in a folder or on a stick, latest first; those of other offices are left out."""
        with contextlib.suppress(OfficeError):
            seen = look_at_backups(folder, lowest=costs.CHEAP)
            return tuple(one for one in seen if one.office_uid == self._desk.office_uid or self._is_spoiled(one))
        return ()

    def try_sheet(self, typed: str) -> Changes:
        """See whether what was typed from the recovery sheet opens this office; takes a second: call it on a worker.

        No key is changed; that it was right is remembered. Raises OfficeError ``admin_needed``, ``header_old``,
        ``recovery_length``, ``recovery_groups``, ``recovery_wrong``.
        """
        if not self._keys.may_administer:
            raise OfficeError("admin_needed")
        keys.unlock_with_recovery(self._key_file.read(), typed).forget()
        copies.note_sheet(self._desk)
        return Changes(frozenset({Kind.OFFICE}))

    def _is_spoiled(self, one: SeenBackup) -> bool:
        """Tell whether nobody can say whose it is, though it stands where this office's backups do."""
        return one.office_uid is None and one.folder.parent.name.startswith(self._backups.name)
