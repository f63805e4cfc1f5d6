"""What makes a file outlast a power cut."""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Make a file, or what was moved within a folder, outlast a power cut. Raises OSError."""
    if path.is_dir() and os.name == "nt":
        return  # Windows syncs no folders.
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
