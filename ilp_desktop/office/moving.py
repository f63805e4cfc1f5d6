"""The last steps of a restore: the office that stood is set aside, the restored one takes its place.

Two folders change their names, and a program can be killed between the two. The restored one therefore waits under a
name with the moment of the restore, which the old one gets too: whoever next asks for the office finishes the move.
"""

import contextlib
import os
from pathlib import Path

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.vault import files

_RESTORING, _WAITING, _REPLACED = ".restoring", ".restored-", ".replaced-"


def making_place(folder: Path) -> Path:
    """Return where an office that is to stand at ``folder`` is put together: beside it, on the same disk."""
    return folder.with_name(folder.name + _RESTORING)


def put_in_place(made: Path, folder: Path, moment: str) -> Path | None:
    """Move a whole, closed office from beside its place into it; return where the one that stood there is now.

    Nothing is overwritten or deleted. Raises OfficeError ``office_not_restored``; then what stood there stands there.
    """
    waiting = folder.with_name(f"{folder.name}{_WAITING}{moment}")
    replaced = folder.with_name(f"{folder.name}{_REPLACED}{moment}")
    try:
        if not os.path.lexists(folder):
            _rename(made, folder)
            return None
        _rename(made, waiting)
        _rename(folder, replaced)
        _rename(waiting, folder)
    except OSError as error:
        if not waiting.exists() and replaced.exists() and folder.exists():
            return replaced  # it stands; only the last sync of the folder failed
        _take_back(made, waiting, replaced, folder)
        raise OfficeError("office_not_restored", name=folder.name) from error
    return replaced


def _take_back(made: Path, waiting: Path, replaced: Path, folder: Path) -> None:
    for moved, where in ((replaced, folder), (waiting, made)):
        if moved.exists() and not os.path.lexists(where):
            with contextlib.suppress(OSError):
                moved.rename(where)


def finish(folder: Path) -> None:
    """Finish a move that was cut off when the old office was already set aside and the new one did not stand yet."""
    for waiting in _beside(folder, _WAITING):
        moment = waiting.name.removeprefix(folder.name + _WAITING)
        if folder.with_name(f"{folder.name}{_REPLACED}{moment}").is_dir():
            with contextlib.suppress(OSError):
                _rename(waiting, folder)
            return


def left_over(folder: Path) -> tuple[Path, ...]:
    """Return what restores that were cut off have left beside an office that stands: copies of backups, no more."""
    return tuple(_beside(folder, _WAITING)) if folder.is_dir() else ()


def _beside(folder: Path, suffix: str) -> list[Path]:
    start = folder.name + suffix
    if not folder.parent.is_dir():
        return []
    return sorted(path for path in folder.parent.iterdir() if path.name.startswith(start) and path.is_dir())


def _rename(old: Path, new: Path) -> None:
    if os.path.lexists(new):
        raise FileExistsError(new.name)
    old.rename(new)
    files.sync_folder(new.parent)
