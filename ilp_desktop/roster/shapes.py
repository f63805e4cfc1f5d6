"""Tells what kind of roster a file or folder is, and opens any of them: OneRoster, School Data Sync, a plain table."""

import codecs
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.mappings import TableMapping
from ilp_desktop.domain.roster import RosterMode, RosterReading, RosterRecord
from ilp_desktop.roster.oneroster import OpenRoster
from ilp_desktop.roster.packages import Member, archive_of, opened
from ilp_desktop.roster.remarks import Remarks
from ilp_desktop.roster.sds import OpenSds
from ilp_desktop.roster.tables import plain

TABLE_ENDINGS = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm")
_ZIP_MARK, _WORKBOOK_PART = b"PK\x03\x04", "xl/workbook.xml"
_OLD_WORKBOOK = bytes.fromhex("D0CF11E0A1B11AE1")
# PDF, PNG, JPEG, GIF, TIFF, BMP with its four zeros, RTF, SQLite, gzip, 7z, RAR, web page or XML.
_OTHERS = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"{\\rtf", b"SQLite format 3", b"\x1f\x8b",
    b"7z\xbc\xaf", b"Rar!", b"<",
)  # fmt: skip
# Photos of phones (HEIC) and films say so at the fifth byte, WebP at the ninth.
_LATER = ((4, b"ftyp"), (8, b"WEBP"), (6, b"\x00\x00\x00\x00"))
_HEAD_BYTES = 8192
_SDS_ONLY = frozenset({"relationships", "userflags"})
_SDS_ROLES = frozenset({plain(name) for name in ("isPrimary", "roleStartDate", "sessionSourcedId", "grade")})


class Opened(Protocol):
    """A roster of any kind that is open for reading: ``OpenedRoster``, or a table."""

    @property
    def shape(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def mode(self) -> RosterMode: ...
    @property
    def whole(self) -> frozenset[str]: ...
    @property
    def contents(self) -> bytes: ...
    @property
    def remarks(self) -> Remarks: ...

    def records(self) -> Iterator[RosterRecord]:
        """Yield every record once, each after what it refers to."""
        ...

    def streamed(self) -> RosterReading:
        """Read it for its remarks; then each part is made again when it is gone through."""
        ...


def shape_of(path: Path) -> str:
    """Return 'oneroster', 'sds' or 'table' (one CSV, TSV or XLSX file, by itself or alone in a folder).

    Raises OfficeError for what is none of them, in words about what it is: roster_not_found, roster_unreadable,
    table_not_table, table_old_workbook, roster_gradebook_only, roster_many_tables, roster_zip_of_table,
    roster_nothing_known, and what opening a zip or folder raises.
    """
    if _is_single_file(path):
        return "table"
    with _package_of(path) as package:
        if package is not None:
            return "sds" if _is_sds(package) else "oneroster"
    table_within(path)
    return "table"


def table_within(path: Path) -> Path:
    """Return the table that a path means: the file itself, or the only one of a folder.

    Raises OfficeError roster_many_tables, roster_zip_of_table, roster_zip_link, roster_nothing_known.
    """
    if _is_single_file(path):
        return path
    if path.is_dir():
        files = [each for each in sorted(path.iterdir()) if _is_table_name(each.name) and each.is_file()]
        if any(each.is_symlink() for each in files):
            raise OfficeError("roster_zip_link", name=path.name)
        if len(files) == 1 and _is_single_file(files[0]):
            return files[0]
        names = [each.name for each in files]
    else:
        names = [name for name in _names_in_zip(path) if _is_table_name(name) and "__MACOSX" not in name]
    if len(names) > 1:
        raise OfficeError("roster_many_tables", name=path.name)
    if names:
        raise OfficeError("roster_zip_of_table", name=path.name)
    raise OfficeError("roster_nothing_known", name=path.name)


@contextmanager
def open_any(path: Path, mapping: TableMapping | None = None, source: str | None = None) -> Generator[Opened]:
    """Open a roster of any kind for reading.

    ``mapping`` says how a table is read; OfficeError roster_mapping_needed is raised where a table has none. ``source``
    names the sending system where the files do not; a table's is that of its mapping.
    """
    if not _is_single_file(path):
        with _package_of(path) as package:
            if package is not None:
                yield OpenSds(package, source) if _is_sds(package) else OpenRoster(package, source)
                return
    if mapping is None:
        raise OfficeError("roster_mapping_needed", name=path.name)
    # It brings a library for workbooks, which an office that has OneRoster never needs.
    from ilp_desktop.roster import mapped  # noqa: PLC0415

    with mapped.open_table(table_within(path), mapping) as table:
        yield table


def _is_single_file(path: Path) -> bool:
    """Whether the path is one table by itself; refuse a file that is known to be something else."""
    try:
        if path.is_dir():
            return False
        if not path.is_file():
            raise OfficeError("roster_not_found", name=path.name)
        with path.open("rb") as file:
            head = file.read(512)
    except OSError as error:
        raise OfficeError("roster_unreadable", name=path.name) from error
    if head.startswith(_ZIP_MARK):
        return any(name.lower() == _WORKBOOK_PART for name in _names_in_zip(path))
    if path.suffix.lower() == ".zip":
        # A zip with nothing in it, or one with something before it.
        return False
    if head.startswith(_OLD_WORKBOOK):
        raise OfficeError("table_old_workbook", name=path.name)
    bare = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if bare.startswith(_OTHERS) or any(head[at : at + len(mark)] == mark for at, mark in _LATER):
        raise OfficeError("table_not_table", name=path.name)
    return True


def _names_in_zip(path: Path) -> list[str]:
    try:
        with archive_of(path) as archive:
            return archive.namelist()
    except OfficeError as error:
        if error.code == "roster_not_oneroster":
            raise OfficeError("roster_nothing_known", name=path.name) from error
        raise


@contextmanager
def _package_of(path: Path) -> Generator[Mapping[str, Member] | None]:
    """Give the files of a OneRoster or School Data Sync roster, None where a zip or folder holds none."""
    manager = opened(path)
    try:
        package = manager.__enter__()
    except OfficeError as error:
        if error.code != "roster_not_oneroster":
            raise
        yield None
        return
    try:
        yield package if _is_roster(package) else None
    finally:
        manager.__exit__(None, None, None)


def _is_roster(package: Mapping[str, Member]) -> bool:
    """Whether the files of people are those of a roster: a plain export may have the same name."""
    if "users" in package:
        return len(package) > 1 or "sourcedid" in _headings(package["users"])
    return len(package) > 1 and "sisid" in _headings(package["student"])


def _is_sds(package: Mapping[str, Member]) -> bool:
    if "users" not in package:
        return True
    if "manifest" in package:
        return False
    roles = _headings(package["roles"]) if "roles" in package else frozenset[str]()
    classes = _headings(package["classes"]) if "classes" in package else frozenset[str]()
    return bool(
        _SDS_ONLY & package.keys()
        or (_SDS_ROLES & roles and "roletype" not in roles)
        or ("orgsourcedid" in classes and "schoolsourcedid" not in classes)
    )


def _headings(member: Member) -> frozenset[str]:
    """Return the names in a file's first row, as far as telling kinds apart needs it; reading it is more careful."""
    with member.open() as file:
        text = file.read(_HEAD_BYTES).replace(b"\0", b"").decode("utf-8", "ignore")
    first = next((line for line in text.lstrip("\ufeff").splitlines() if line.strip()), "")
    for delimiter in "\t;|":
        first = first.replace(delimiter, ",")
    return frozenset(plain(name) for name in first.split(","))


def _is_table_name(name: str) -> bool:
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return last.lower().endswith(TABLE_ENDINGS) and not last.startswith(("._", "~$"))
