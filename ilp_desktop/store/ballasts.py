"""Room kept on the disk for the day it is full: then even deleting and writing back the log would fail."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

SIZE = 32 * 1024 * 1024
FILE = "reserve"
_CHUNK = 1024 * 1024


class Ballast:
    """A file of ``SIZE`` bytes in the office's folder, released when the disk is full and laid again later."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self.is_missing = True

    def lay(self) -> None:
        """Keep the room, unless it would take what little is left; the office works without it too."""
        with suppress(OSError):
            self.is_missing = not self._file.is_file() or self._file.stat().st_size < SIZE
            if self.is_missing and shutil.disk_usage(self._file.parent).free > 4 * SIZE:
                self._write()
                self.is_missing = False

    def release(self) -> None:
        """Give the room back to the disk."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)
        self.is_missing = True

    def _write(self) -> None:
        with self._file.open("wb") as file:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(file.fileno(), 0, SIZE)
                return
            for _ in range(0, SIZE, _CHUNK):
                file.write(bytes(min(_CHUNK, SIZE)))
