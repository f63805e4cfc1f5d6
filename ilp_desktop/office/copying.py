"""A backup onto a stick or into any folder, as a person asks for one."""

import contextlib
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.watching import Watch
from ilp_desktop.services import copies
from ilp_desktop.services.desks import Desk
from ilp_desktop.store import audits, backups, folders
from ilp_desktop.vault import cost as costs
from ilp_desktop.vault import files

_ELSEWHERE = {"folder_network": "backup_on_network", "folder_cloud": "backup_in_cloud"}


@dataclass(frozen=True, slots=True)
class CopyMade:
    """A backup that stands in ``folder``, read back whole; ``remarks`` are codes of what people should be told of it."""

    folder: Path
    remarks: tuple[str, ...] = ()


def copy_to(office: Path, desk: Desk, folder: Path, watch: Watch, name: str = "") -> CopyMade:
    """Copy an open office into ``folder``, which must be there: a stick that is not would be a folder on this disk.

    Each office has a folder of its own there, each backup its moment, and none is ever overwritten or thinned out.
    That a copy is outside this computer is remembered, with what its place is called (``name``). Raises as ``Office.back_up_to``.
    """
    try:
        if not folder.is_dir():
            raise OfficeError("backup_failed", folder=folder.absolute().name)
        if folder.resolve().is_relative_to(office.resolve()):
            raise OfficeError("backup_inside", folder=folder.absolute().name)
        place = _own_place(folder, office.stem, desk.office_uid)
        with contextlib.suppress(OSError):
            backups.drop_unfinished(place, desk.clock)
        with desk.store.write() as connection:
            # Everybody's file leaves this computer: said before it does, so that it is said in the copy too.
            audits.append(connection, desk.viewer, "office_copied", at=desk.clock.now())
        beside = (office / files.HEADER, office / files.PREVIOUS)
        made = backups.back_up(desk.store, place, desk.clock, beside, watch)
        remarks = _remarks(office, folder)
        if "backup_same_disk" not in remarks:
            copies.note_outside(desk, name or folder.name)
        return CopyMade(made, remarks)
    except OSError as error:
        raise OfficeError("backup_failed", folder=folder.absolute().name) from error


def _own_place(folder: Path, name: str, uid: UUID) -> Path:
    """Return this office's folder on the stick; another office of the same name keeps its own."""
    place = folder / f"{name} backups"
    for backup in backups.finished_backups(place).values():
        with contextlib.suppress(OfficeError):
            if files.find_header(backup, costs.CHEAP).header.office_uid != uid:
                return folder / f"{name} backups {uid.hex[:8]}"
    return place


def _remarks(office: Path, folder: Path) -> tuple[str, ...]:
    try:
        folders.refuse_network_or_cloud(folder)
    except OfficeError as error:
        return (_ELSEWHERE[error.code],)
    return ("backup_same_disk",) if folder.stat().st_dev == office.stat().st_dev else ()
