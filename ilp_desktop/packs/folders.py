"""A pack's folder as texts: what is read, what is copied into an office, what the digest is of."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.packs.tables import nearest

FILES = ("pack.toml", "words.toml", "conference.toml")
_BYTES_LIMIT = 256 * 1024


def texts(folder: Path) -> dict[str, str]:
    """Return the pack's files by name, line ends as on every system alike.

    Raises:
        OfficeError: ``pack_missing_file``, ``pack_unknown_file``, ``pack_unreadable`` (not UTF-8, or far too large).

    """
    if not folder.is_dir():
        raise OfficeError("pack_missing_file", file=FILES[0], folder=folder.name)
    for path in sorted(folder.glob("*.toml")):
        if path.name not in FILES:
            raise OfficeError("pack_unknown_file", file=path.name, nearest=nearest(path.name, FILES))
    return {name: _text(folder / name) for name in FILES}


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _BYTES_LIMIT:
            raise OfficeError("pack_unreadable", file=path.name)
        return path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except FileNotFoundError:
        raise OfficeError("pack_missing_file", file=path.name, folder=path.parent.name) from None
    except (OSError, UnicodeDecodeError):
        raise OfficeError("pack_unreadable", file=path.name) from None


def digest(files: Mapping[str, str]) -> str:
    """Return the SHA-256 in hex over the names and texts of a pack's files: what a plan pins."""
    total = hashlib.sha256()
    for name in sorted(files):
        text = files[name].encode()
        total.update(f"{name}\0{len(text)}\0".encode())
        total.update(text)
    return total.hexdigest()
