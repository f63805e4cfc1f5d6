"""Who was disposed of in an office that stands where a backup is to take its place."""

from collections.abc import Callable, Generator
from pathlib import Path

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.store.disposals import Tombstone, stones_in
from ilp_desktop.store.engine import RawError, connect
from ilp_desktop.vault import cost as costs
from ilp_desktop.vault import files
from ilp_desktop.vault.header import Header
from ilp_desktop.vault.open_keys import OpenKeys


def stones_of(
    office: Path, opens: Callable[[Header], OpenKeys], opened: OpenKeys, lowest: costs.Cost
) -> tuple[Tombstone, ...] | None:
    """Return what stays of each student who was disposed of there; None where the office cannot be read.

    It is tried with the keys of the backup, and with what ``opens`` finds in the office's own key file.
    """
    database = office / files.DATABASE
    for key in _keys(office, opens, opened, lowest):
        try:
            raw = connect(database, key)
        except (OfficeError, RawError, OSError):
            continue
        try:
            return stones_in(raw)
        except (OfficeError, RawError):
            continue
        finally:
            raw.close()
    return None


def _keys(office: Path, opens: Callable[[Header], OpenKeys], opened: OpenKeys, lowest: costs.Cost) -> Generator[bytes]:
    if not (office / files.DATABASE).is_file():
        return
    yield from _held(opened)
    try:
        there = opens(files.find_header(office, lowest).header)
    except OfficeError:
        return
    try:
        yield from _held(there)
    finally:
        there.forget()


def _held(opened: OpenKeys) -> Generator[bytes]:
    yield from (key for key in (opened.database, opened.next_database) if key is not None)
