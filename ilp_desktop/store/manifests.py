"""What a backup says of itself: its files with their digests, and how long the record of who opened what was.

The manifest is authenticated with the database's key and written in exactly one spelling, so that no byte of it can
change unseen. Format 1 had neither an authentication nor the audit's head; it is still read.
"""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256 as new_digest
from pathlib import Path
from typing import cast

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.watching import UNWATCHED, Watch
from ilp_desktop.store.audits import Head
from ilp_desktop.store.tables.columns import instant_text

MANIFEST = "manifest.json"
FORMAT = 2
_LONGEST = 64 * 1024
_PIECE = 1024 * 1024
_KEY = b"ilp-desktop backup manifest: key"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in a backup's manifest. ``files`` gives each file's length in bytes and its SHA-256 in hex."""

    made_at: datetime
    files: Mapping[str, tuple[int, str]]
    head: Head | None = None
    """None in format 1."""
    mac: str = ""

    def document(self) -> dict[str, object]:
        """Return what is authenticated."""
        assert self.head is not None
        return {
            "format": FORMAT,
            "made_at": instant_text(self.made_at),
            "files": {name: {"bytes": length, "sha256": digest} for name, (length, digest) in self.files.items()},
            "audit": {"lines": self.head.lines, "written": self.head.written.hex()},
        }

    def to_bytes(self, key: bytes) -> bytes:
        """Return the file, authenticated with the database's key."""
        document = self.document()
        return _spelled(document | {"mac": _mac(key, document)})

    def is_authentic(self, key: bytes) -> bool:
        """Tell whether who wrote it held the database's key. Format 1 cannot tell, and passes."""
        return self.head is None or hmac.compare_digest(self.mac, _mac(key, self.document()))

    @property
    def size(self) -> int:
        """The bytes of all its files together."""
        return sum(length for length, _ in self.files.values())

    def differing(self, folder: Path, watch: Watch = UNWATCHED) -> tuple[str, ...]:
        """Return the files that are not as they were when the backup was made. Raises OSError, OfficeError stopped."""
        return tuple(name for name, (_, digest) in self.files.items() if sha256(folder / name, watch) != digest)


def read_manifest(folder: Path) -> Manifest:
    """Read a backup's manifest; whose it is and whether its files are as it says is asked afterward.

    Raises OfficeError backup_unsound, backup_newer.
    """
    try:
        with (folder / MANIFEST).open("rb") as file:
            raw = file.read(_LONGEST)
        return _read(raw)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise OfficeError("backup_unsound", file=folder.name) from error


def sha256(file: Path, watch: Watch = UNWATCHED) -> str:
    """Return a file's SHA-256 in hex. Raises OSError, OfficeError stopped."""
    digest = new_digest()
    total = file.stat().st_size
    with file.open("rb") as opened:
        while piece := opened.read(_PIECE):
            digest.update(piece)
            watch.at("reading", opened.tell(), total)
    return digest.hexdigest()


def _read(raw: bytes) -> Manifest:
    document = cast("dict[str, object]", json.loads(raw.decode("utf-8")))
    number = document["format"]
    if type(number) is not int or number < 1:
        raise ValueError
    if number > FORMAT:
        raise OfficeError("backup_newer", found=number, known=FORMAT)
    made_at = datetime.fromisoformat(cast("str", document["made_at"]))
    listed = cast("dict[str, dict[str, object]]", document["files"])
    files = {name: (int(cast("int", one["bytes"])), str(one["sha256"])) for name, one in listed.items()}
    # A name that leads out of the folder would be read, and on a restore written, elsewhere.
    if made_at.tzinfo is None or not files or any(Path(name).name != name or "\\" in name for name in files):
        raise ValueError
    if number == 1:
        if document.keys() != {"format", "made_at", "files"}:
            raise ValueError
        return Manifest(made_at, files)
    audit = cast("dict[str, object]", document["audit"])
    head = Head(int(cast("int", audit["lines"])), bytes.fromhex(cast("str", audit["written"])))
    manifest = Manifest(made_at, files, head, cast("str", document["mac"]))
    if _spelled(manifest.document() | {"mac": manifest.mac}) != raw:
        raise ValueError
    return manifest


def _spelled(document: dict[str, object]) -> bytes:
    return (json.dumps(document, indent=2) + "\n").encode("ascii")


def _mac(key: bytes, document: dict[str, object]) -> str:
    own = hmac.digest(key, _KEY, "sha256")
    return hmac.digest(own, _spelled(document), "sha256").hex()
