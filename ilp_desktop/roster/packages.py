"""Opens a roster's zip or folder without trusting it: everything is bounded before anything is unpacked.

Nothing is ever unpacked to disk. Names, counts and sizes are checked from the archive's directory; while a file is
read, the sizes that the directory promised are the most that is read.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ilp_desktop.domain.errors import OfficeError

MEBI = 1024 * 1024
MAX_PACKAGE_BYTES = 512 * MEBI
MAX_DIRECTORY_BYTES = MEBI
MAX_ENTRIES = 500
MAX_FILE_BYTES = 1024 * MEBI
MAX_TOTAL_BYTES = 2048 * MEBI
# Deflate reaches 1032:1 on nothing but zeros; class lists made by machine stay under 40:1.
MAX_RATIO = 200
# Below this size a high ratio is harmless, and common in files that are a heading and blanks.
RATIO_MATTERS_BYTES = MEBI
MAX_FOLDER_ENTRIES = 5_000

# OneRoster and School Data Sync 2 keep people in users.csv, School Data Sync 1 students in Student.csv.
_PEOPLE = frozenset({"users.csv", "student.csv"})
_GRADEBOOK = frozenset({"results.csv", "lineitems.csv", "categories.csv"})
_READ_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_NESTED = (".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".tar", ".tgz")
_END_RECORD, _END_BYTES, _MAX_NOTE = b"PK\x05\x06", 22, 0xFFFF
_LOCAL_BYTES = 30
_LOCATOR, _LOCATOR_BYTES, _END64_RECORD, _END64_BYTES = b"PK\x06\x07", 20, b"PK\x06\x06", 56
DAMAGE = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, struct.error, NotImplementedError, ValueError)
"""What reading a broken zip can raise."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a package.

    ``key`` is its name in lower case without '.csv', as 'academicsessions'. ``promised_bytes`` is the size that the
    zip's directory states, None for a file of a folder.
    """

    key: str
    name: str
    promised_bytes: int | None
    open: Callable[[], IO[bytes]]


Package = Mapping[str, Member]


@contextmanager
def opened(path: Path) -> Generator[Package]:
    """Give the CSV files that lie together in a zip or a folder, and close it afterwards.

    Raises OfficeError: roster_not_found, roster_unreadable, roster_not_oneroster, roster_two_rosters,
    roster_folder_too_many, roster_zip_*.
    """
    with ExitStack() as stack:
        try:
            package = _package(path, stack)
        except OSError as error:
            raise OfficeError("roster_unreadable", name=path.name) from error
        yield package


def _package(path: Path, stack: ExitStack) -> Package:
    if path.is_dir():
        return _roster_home(_folder_members(path), path.name)
    if not path.is_file():
        raise OfficeError("roster_not_found", name=path.name)
    return _roster_home(_zip_members(stack.enter_context(archive_of(path)), path.name), path.name)


def archive_of(path: Path) -> zipfile.ZipFile:
    """Open a zip whose size and directory are within bounds; what is in it is not checked yet."""
    if path.stat().st_size > MAX_PACKAGE_BYTES:
        raise OfficeError("roster_zip_too_large", name=path.name, megabytes=MAX_PACKAGE_BYTES // MEBI)
    if not zipfile.is_zipfile(path):
        raise OfficeError("roster_not_oneroster", name=path.name)
    try:
        _check_directory_size(path)
        archive = zipfile.ZipFile(path)
    except DAMAGE as error:
        raise OfficeError("roster_zip_damaged", name=path.name) from error
    if _overlaps(archive):
        archive.close()
        raise OfficeError("roster_zip_damaged", name=path.name)
    return archive


def _overlaps(archive: zipfile.ZipFile) -> bool:
    """Whether two entries share bytes, which is how a small zip unpacks to an enormous one, or one lies about its size."""
    entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    ends = (*(entry.header_offset for entry in entries[1:]), archive.start_dir)
    return any(
        entry.header_offset + _LOCAL_BYTES + entry.compress_size > end
        or (entry.compress_type == zipfile.ZIP_STORED and entry.compress_size != entry.file_size)
        for entry, end in zip(entries, ends, strict=False)
    )


def _check_directory_size(path: Path) -> None:
    """Refuse a directory too long to be a roster's before it is read into memory."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _END_BYTES - _MAX_NOTE - _LOCATOR_BYTES))
        tail = file.read()
        end = tail.rfind(_END_RECORD)
        declared = int.from_bytes(tail[end + 12 : end + 16], "little")
        locator = tail[max(0, end - _LOCATOR_BYTES) : end]
        if locator.startswith(_LOCATOR):
            file.seek(max(0, size - len(tail) + end - _LOCATOR_BYTES - _END64_BYTES))
            record = file.read(_END64_BYTES)
            if not record.startswith(_END64_RECORD):
                raise OfficeError("roster_zip_damaged", name=path.name)
            declared = int.from_bytes(record[40:48], "little")
    if declared > MAX_DIRECTORY_BYTES:
        raise OfficeError("roster_zip_too_many", name=path.name, most=MAX_ENTRIES)


def _zip_members(archive: zipfile.ZipFile, name: str) -> dict[tuple[str, ...], Member]:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise OfficeError("roster_zip_too_many", name=name, most=MAX_ENTRIES)
    if sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES:
        raise OfficeError("roster_zip_too_large", name=name, megabytes=MAX_TOTAL_BYTES // MEBI)
    members: dict[tuple[str, ...], Member] = {}
    for entry in entries:
        parts = _safe_parts(entry.orig_filename, name)
        check_entry(entry, name)
        if entry.orig_filename.endswith(("/", "\\")) or _is_litter(parts):
            continue
        place = tuple(part.lower() for part in parts)
        if place in members:
            raise OfficeError("roster_zip_duplicate", name=name, file=parts[-1])
        members[place] = Member(
            key=place[-1].removesuffix(".csv"),
            name=parts[-1],
            promised_bytes=entry.file_size,
            open=_zip_opener(archive, entry, name),
        )
    return {place: member for place, member in members.items() if place[-1].endswith(".csv")}


def _safe_parts(entry_name: str, name: str) -> tuple[str, ...]:
    # Some Windows programs write backslashes between folders.
    plain = entry_name.replace("\\", "/")
    parts = tuple(part for part in plain.split("/") if part not in {"", "."})
    unsafe = plain.startswith("/") or ".." in parts or "\0" in plain or any(":" in part for part in parts)
    if unsafe or not parts:
        raise OfficeError("roster_zip_path", name=name)
    return parts


def check_entry(entry: zipfile.ZipInfo, name: str) -> None:
    """Refuse what no roster has: links, locked files, archives in the archive, sizes out of proportion."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise OfficeError("roster_zip_link", name=name)
    if entry.flag_bits & 0x1:
        raise OfficeError("roster_zip_encrypted", name=name)
    if entry.orig_filename.lower().endswith(_NESTED):
        raise OfficeError("roster_zip_nested", name=name)
    if entry.compress_type not in _READ_METHODS:
        raise OfficeError("roster_zip_method", name=name)
    if entry.file_size > MAX_FILE_BYTES:
        raise OfficeError("roster_zip_too_large", name=name, megabytes=MAX_FILE_BYTES // MEBI)
    if entry.file_size > RATIO_MATTERS_BYTES and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
        raise OfficeError("roster_zip_ratio", name=name)


def _is_litter(parts: tuple[str, ...]) -> bool:
    """Whether a file is one that macOS adds beside the real ones."""
    return parts[0] == "__MACOSX" or parts[-1].startswith("._")


def _zip_opener(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Callable[[], IO[bytes]]:
    def open_entry() -> IO[bytes]:
        try:
            return archive.open(entry)
        except (*DAMAGE, RuntimeError) as error:
            raise OfficeError("roster_zip_damaged", name=name) from error

    return open_entry


def _folder_members(folder: Path) -> dict[tuple[str, ...], Member]:
    """Find the CSV files of a folder and of the folders right inside it; links are not followed."""
    members: dict[tuple[str, ...], Member] = {}
    for seen, path in enumerate(_walk(folder)):
        if seen >= MAX_FOLDER_ENTRIES:
            raise OfficeError("roster_folder_too_many", name=folder.name, most=MAX_FOLDER_ENTRIES)
        if path.suffix.lower() != ".csv" or not path.is_file() or path.name.startswith("._"):
            continue
        if path.is_symlink():
            raise OfficeError("roster_zip_link", name=folder.name)
        if path.stat().st_size > MAX_FILE_BYTES:
            raise OfficeError("roster_zip_too_large", name=folder.name, megabytes=MAX_FILE_BYTES // MEBI)
        place = tuple(part.lower() for part in path.relative_to(folder).parts)
        if place in members:
            raise OfficeError("roster_zip_duplicate", name=folder.name, file=path.name)
        members[place] = Member(place[-1].removesuffix(".csv"), path.name, None, _file_opener(path))
    return members


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from sorted(path.iterdir())


def _file_opener(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")


def _roster_home(members: Mapping[tuple[str, ...], Member], name: str) -> Package:
    """Keep the files that lie in one folder with the outermost file of people: that is the roster, wherever it is."""
    homes = {place[:-1] for place in members if place[-1] in _PEOPLE}
    if not homes:
        if any(place[-1] in _GRADEBOOK for place in members):
            raise OfficeError("roster_gradebook_only", name=name)
        raise OfficeError("roster_not_oneroster", name=name)
    outermost = min(len(home) for home in homes)
    nearest = [home for home in homes if len(home) == outermost]
    if len(nearest) > 1:
        raise OfficeError("roster_two_rosters", name=name)
    return {member.key: member for place, member in members.items() if place[:-1] == nearest[0]}
