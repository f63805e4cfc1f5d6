"""An office's folder: what lies in it by which name, and the header written so that no crash loses it."""

import contextlib
import os
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.vault.cost import CHEAP, FLOOR, Cost
from ilp_desktop.vault.header import Header, check_office, read_header

HEADER = "header.json"
PREVIOUS = "header.prev.json"
DATABASE = "office.db"
LOCK = "lock"


@dataclass(frozen=True, slots=True)
class FoundHeader:
    """The header of a folder, and whether it had to be taken from the previous copy."""

    header: Header
    from_previous: bool


def write_header(folder: Path, header: Header) -> None:
    """Put a header in place; the one before stays beside it as the previous copy.

    Each file is written beside its place, synced, moved into place, and the folder synced: at every moment a whole
    header is there. Raises OfficeError ``header_not_written``; what was there before still stands.
    """
    with _as_office_error("header_not_written"):
        before = _bytes_of(folder / HEADER)
        is_whole = before is not None and _is_whole(before)
        if before is not None and is_whole:
            _put(folder / PREVIOUS, before)
        try:
            _put(folder / HEADER, header.to_bytes())
        except OSError:
            is_there = _bytes_of(folder / HEADER) == header.to_bytes()
            if before is None or not is_there or (is_whole and _moved_back(folder)):
                raise
            # It is in force and cannot be taken back: to say that the one before still stands would lock somebody out.


def _moved_back(folder: Path) -> bool:
    """Put the header before into its place again, where only the last sync of the folder failed."""
    try:
        (folder / PREVIOUS).replace(folder / HEADER)
    except OSError:
        return False
    return True


def settle_header(folder: Path, header: Header) -> None:
    """Make the previous copy equal to the header, once the database mirrors its epoch.

    From then on a replaced passphrase opens nothing in this folder, and a header that a failing disk damages has a
    twin that the epoch check accepts. Raises OfficeError ``header_not_written``.
    """
    with _as_office_error("header_not_written"):
        for name in (HEADER, PREVIOUS):
            if _bytes_of(folder / name) != header.to_bytes():
                _put(folder / name, header.to_bytes())


def find_header(folder: Path, lowest: Cost = FLOOR) -> FoundHeader:
    """Read the folder's header, or its previous copy where it is missing or damaged.

    Raises OfficeError ``header_missing``, ``header_damaged``, ``header_newer``, ``header_cost``,
    ``header_unreadable``, or ``header_other_office`` where the two copies are of different offices.
    """
    with _as_office_error("header_unreadable"):
        current = _bytes_of(folder / HEADER)
        previous = _bytes_of(folder / PREVIOUS)
    if current is None and previous is None:
        raise OfficeError("header_missing")
    if current is not None:
        try:
            found = FoundHeader(read_header(current, lowest), from_previous=False)
        except OfficeError as error:
            if error.code != "header_damaged" or previous is None:
                raise
        else:
            if previous is not None and previous != current:
                _refuse_other_office(found.header, previous, lowest)
            return found
    assert previous is not None
    return FoundHeader(read_header(previous, lowest), from_previous=True)


def offices_of(folder: Path, lowest: Cost = FLOOR) -> frozenset[UUID]:
    """Return the offices that the folder's key files say they are of, as far as they can be read: one, none or two.

    Raises OfficeError ``header_unreadable``.
    """
    found: set[UUID] = set()
    for name in (HEADER, PREVIOUS):
        with _as_office_error("header_unreadable"):
            raw = _bytes_of(folder / name)
        if raw is not None:
            with contextlib.suppress(OfficeError):
                found.add(read_header(raw, lowest).office_uid)
    return frozenset(found)


def is_behind(folder: Path, header: Header) -> bool:
    """Tell whether the folder's previous copy is a later header of the same office: then this one was put back."""
    with _as_office_error("header_unreadable"):
        previous = _bytes_of(folder / PREVIOUS)
    try:
        # Whoever put it there: nothing is opened with it.
        beside = None if previous is None else read_header(previous, CHEAP)
    except OfficeError:
        return False
    return beside is not None and beside.office_uid == header.office_uid and beside.epoch > header.epoch


def _refuse_other_office(header: Header, previous: bytes, lowest: Cost) -> None:
    """Tell a key file that was copied from elsewhere before anybody's right passphrase is called wrong."""
    try:
        before = read_header(previous, lowest)
    except OfficeError:
        return
    check_office(before, header.office_uid)


def _is_whole(raw: bytes) -> bool:
    try:
        read_header(raw)
    except OfficeError as error:
        return error.code != "header_damaged"
    return True


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _put(path: Path, raw: bytes) -> None:
    beside = path.with_name(path.name + ".new")
    number = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(number, "wb") as file:
        file.write(raw)
        file.flush()
        _sync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def _sync(number: int) -> None:
    if os.name == "posix":
        import fcntl  # noqa: PLC0415 - not there on Windows

        # macOS: fsync alone leaves it in the drive's own memory.
        to_the_platter: int | None = getattr(fcntl, "F_FULLFSYNC", None)
        if to_the_platter is not None:
            with contextlib.suppress(OSError):  # not every file system offers it
                fcntl.fcntl(number, to_the_platter)
                return
    os.fsync(number)


def sync_folder(folder: Path) -> None:
    """Make what was moved within a folder outlast a power cut. Raises OSError."""
    if os.name != "posix":
        return  # Windows cannot open a folder; NTFS journals the move itself
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextlib.contextmanager
def _as_office_error(code: str) -> Generator[None]:
    try:
        yield
    except OSError:
        raise OfficeError(code) from None
