"""A pack's folder as texts: what is read, what is copied into an office, what the digest is of."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.packs.lines import Lines
from ilp_desktop.packs.own_words import OFFICE_FILE
from ilp_desktop.packs.tables import nearest, parsed
from ilp_desktop.places import FORMS

FILES = ("pack.toml", "words.toml", "conference.toml")
MORE_FILES = ("choices.toml", "clauses.toml", "calendar.toml", "graduation.toml", "templates.toml", "examples.toml", OFFICE_FILE)  # fmt: skip
"""What a set may have besides: format 2. The last is what a school changed in it."""
_BYTES_LIMIT = 256 * 1024


def texts(folder: Path) -> dict[str, str]:
    """Return the pack's files by name, line ends as on every system alike.

    A set that stands on another may leave out words.toml and conference.toml: it then has those of the first one below it
    that says them.

    Raises:
        OfficeError: ``pack_missing_file``, ``pack_unknown_file``, ``pack_unreadable`` (not UTF-8, or far too large), and
            what keeps pack.toml from saying which set is below: ``pack_not_toml``, ``pack_circular``, ``pack_nothing_below``.

    """
    found = _own_texts(folder)
    for name in FILES:
        if name not in found and (inherited := _inherited(name, found, below(folder), ())) is not None:
            found[name] = inherited
        if name not in found:
            raise OfficeError("pack_missing_file", file=name, folder=folder.name)
    return found


def below(folder: Path) -> Callable[[str], dict[str, str] | None]:
    """Return what finds the files of a set by its id: beside this folder first, then among those of the program."""

    def find(pack_id: str) -> dict[str, str] | None:
        for home in dict.fromkeys((folder.resolve().parent, FORMS.resolve())):
            if (home / pack_id / FILES[0]).is_file():
                return _own_texts(home / pack_id)
        return None

    return find


def _own_texts(folder: Path) -> dict[str, str]:
    if not (folder / FILES[0]).is_file():
        raise OfficeError("pack_missing_file", file=FILES[0], folder=folder.name)
    known = (*FILES, *MORE_FILES)
    for path in sorted(folder.glob("*.toml")):
        if path.name not in known:
            raise OfficeError("pack_unknown_file", file=path.name, nearest=nearest(path.name, known))
    return {name: _text(folder / name) for name in known if (folder / name).is_file()}


def _inherited(
    name: str, files: Mapping[str, str], find: Callable[[str], dict[str, str] | None], above: tuple[str, ...]
) -> str | None:
    """Return a file of the first set below that has it. Raises for a circle, and for a set below that is not there."""
    values = parsed(FILES[0], files)
    said, own = values.get("stands_on", []), values.get("id")
    line = Lines(files[FILES[0]]).of("stands_on")
    lacking: list[str] = []
    for pack_id in cast("list[object]", said) if isinstance(said, list) else []:
        if not isinstance(pack_id, str):
            continue  # explained when it is read
        if pack_id in (*above, own):
            raise OfficeError("pack_circular", file=FILES[0], line=line, key="stands_on", other=pack_id)
        lower = find(pack_id)
        if lower is None:
            lacking.append(pack_id)
            continue
        text = lower.get(name) or _inherited(name, lower, find, (*above, str(own)))
        if text is not None:
            return text
    if lacking:
        raise OfficeError("pack_nothing_below", file=FILES[0], line=line, key="stands_on", other=lacking[0])
    return None


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _BYTES_LIMIT:
            raise OfficeError("pack_unreadable", file=path.name)
        return path.read_bytes().decode("utf-8").replace("\r\n", "\n")
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
