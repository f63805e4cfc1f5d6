"""Files on the disk: made to outlast a power cut, and a database removed with what lies beside it."""

import os
from contextlib import suppress
from pathlib import Path

_BESIDE = ("", "-wal", "-shm", "-journal")


def sync(path: Path) -> None:
    """Make a file, or what was moved within a folder, outlast a power cut, and be read from the disk from then. Raises OSError."""
    if path.is_dir() and os.name == "nt":
        return  # Windows syncs no folders.
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
        if hasattr(os, "posix_fadvise") and path.is_file():
            os.posix_fadvise(
                handle, 0, 0, os.POSIX_FADV_DONTNEED
            )  # what is read next comes from the disk, not from memory
    finally:
        os.close(handle)


def drop(path: Path, *, but_itself: bool = False) -> None:
    """Remove a database and what lies beside it, as far as it goes."""
    for suffix in _BESIDE[1 if but_itself else 0 :]:
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
