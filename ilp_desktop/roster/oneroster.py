"""OneRoster 1.1 and 1.2, as a zip or a folder of CSV files, to domain values.

Everything that would stop the whole import (not a roster, a damaged file, a needed column missing) is found when the
roster is opened. After that rows are streamed in the order in which they depend on one another, and a row that cannot
come in is a remark with its file and row.

The manifest says of each file whether it is bulk, the whole truth, or delta, what changed since the last one. From a
delta file come the rows it has, a RosterDeletion for each row marked 'tobedeleted', and nothing is taken as gone. Its
rows may name what is in none of its files: such references are kept, for the office may know them by (source,
sourcedId) from before. Whoever stores the records resolves them, and refuses a row whose needed reference the office
does not know either. What a delta leaves blank or has no file for (a birth date with no demographics.csv) is not said,
rather than taken away. The line items of results are the exception: a result is named after its line item, and the
office does not keep those, so that a result whose line item is not in these files is refused. A delta with no base is
read in the same way: what stands alone comes in.
"""

import difflib
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.roster import RosterMode, RosterReading
from ilp_desktop.roster import columns
from ilp_desktop.roster.columns import FileShape
from ilp_desktop.roster.entities import Entities
from ilp_desktop.roster.opening import OpenedRoster
from ilp_desktop.roster.packages import Package, opened
from ilp_desktop.roster.remarks import Remarks
from ilp_desktop.roster.rows import Rows
from ilp_desktop.roster.tables import Table, plain

DEFAULT_SOURCE = "oneroster"
# Far more columns than any sender adds; comparing names takes time.
_COMPARED_NAMES = 200


class OpenRoster(OpenedRoster):
    """A OneRoster roster that is open for reading."""

    def __init__(self, package: Package, source: str | None) -> None:
        remarks = Remarks()
        read = columns.READ
        if columns.RESULTS.key not in package:
            read = {key: shape for key, shape in read.items() if shape not in columns.EXPLAIN_RESULTS}
        tables = open_tables(package, read, remarks)
        if "users" not in tables:
            raise OfficeError("roster_file_empty", file=package["users"].name)
        manifest = _manifest(package, tables, remarks)
        version = _version(tables, manifest.get("oneroster.version", ""), remarks)
        users = columns.USERS_1_2 if version == "1.2" else columns.USERS_1_1
        shapes = {key: users if key == "users" else columns.READ[key] for key in tables if key in columns.READ}
        check_headings(tables, shapes, remarks)
        _compare(manifest, tables, remarks)
        changing = frozenset(key for key in shapes if manifest.get(f"file.{key}") == "delta")
        if changing:
            remarks.warn("manifest.csv", 0, "changes_only")
        super().__init__(
            Entities(Rows(tables, remarks, changing), users),
            remarks,
            tables,
            shape="oneroster",
            version=version,
            source=source or _sender(manifest),
            mode=RosterMode.DELTA if changing else RosterMode.BULK,
            whole=whole_kinds(shapes, changing),
        )


def open_tables(package: Package, shapes: Mapping[str, FileShape], remarks: Remarks) -> dict[str, Table]:
    """Open the files that are read, the manifest among them; a file of no bytes counts as one that is not there."""
    return {
        key: Table(member, remarks)
        for key, member in package.items()
        if (key in shapes or key == columns.MANIFEST.key) and member.promised_bytes != 0
    }


def whole_kinds(shapes: Mapping[str, FileShape], changing: frozenset[str]) -> frozenset[str]:
    """Return the kinds of which the files are the whole truth; results are added up, and so never among them."""
    return frozenset(
        kind for key, shape in shapes.items() if key not in changing for kind in shape.kinds if kind != "measure_point"
    )


def check_headings(tables: Mapping[str, Table], shapes: Mapping[str, FileShape], remarks: Remarks) -> None:
    """Remark on a missing column; raise OfficeError roster_column_missing, roster_column_misnamed for a needed one."""
    for key, shape in shapes.items():
        table = tables[key]
        known = {plain(column) for column in shape.taken}
        spare = [name for name in table.heading.names if plain(name) not in known][:_COMPARED_NAMES]
        for column in shape.needed:
            if not table.heading.has(column):
                raise _missing_column(table.file, column, spare)
        for column in shape.expected:
            if not table.heading.has(column):
                nearest = _nearest(column, spare)
                code = "column_absent_near" if nearest else "column_absent"
                remarks.warn(table.file, 1, code, column=column, **({"nearest": nearest} if nearest else {}))


def _version(tables: Mapping[str, Table], stated: str, remarks: Remarks) -> str:
    """The files decide: 1.2 keeps roles in a file of their own, 1.1 in the users."""
    has_role = tables["users"].heading.has("role")
    found = "1.2" if "roles" in tables and (stated.startswith("1.2") or not has_role) else "1.1"
    if stated and not stated.startswith(found):
        remarks.warn("manifest.csv", 0, "version_differs", version=found)
    if found == "1.1" and not has_role and stated.startswith("1.2"):
        raise OfficeError("roster_roles_missing")
    return found


def _compare(manifest: Mapping[str, str], tables: Mapping[str, Table], remarks: Remarks) -> None:
    for key, shape in columns.READ.items():
        stated = manifest.get(f"file.{key}", "")
        if stated in {"bulk", "delta"} and key not in tables:
            remarks.warn(f"{shape.name}.csv", 0, "file_promised")
        elif stated == "absent" and key in tables:
            remarks.warn(tables[key].file, 0, "file_not_promised")


@contextmanager
def open_roster(path: Path, *, source: str | None = None) -> Generator[OpenRoster]:
    """Open a zip or a folder for streaming; memory stays at the ids of people and what joins to them.

    ``source`` names the sending system, by default what the manifest says. Raises OfficeError with a code that begins
    with ``roster_``; nothing has been read from then.
    """
    with opened(path) as package:
        yield OpenRoster(package, source)


def read_roster(path: Path, *, source: str | None = None) -> RosterReading:
    """Read a zip or a folder into memory. Raises OfficeError with a code that begins with ``roster_``."""
    with open_roster(path, source=source) as roster:
        return roster.reading()


def _manifest(package: Package, tables: dict[str, Table], remarks: Remarks) -> dict[str, str]:
    """Return the manifest's properties by plain name; a missing or odd manifest is only remarked upon."""
    table = tables.get(columns.MANIFEST.key)
    if table is None:
        there = columns.MANIFEST.key in package
        remarks.warn("manifest.csv", 0, "manifest_odd" if there else "manifest_absent")
        return {}
    if not (table.heading.has("propertyName") and table.heading.has("value")):
        remarks.warn(table.file, 1, "manifest_odd")
        return {}
    return {
        plain(cells["propertyName"]): cells["value"]
        if plain(cells["propertyName"]).startswith("source.")
        else cells["value"].lower()
        for _row, cells in table.rows(columns.MANIFEST.taken)
    }


def _sender(manifest: dict[str, str]) -> str:
    for name in ("source.systemcode", "source.systemname"):
        said = manifest.get(name, "")
        if said and said.lower() not in {"absent", "none", "null", "n/a"}:
            return said[:80]
    return DEFAULT_SOURCE


def _nearest(column: str, spare: list[str]) -> str:
    by_plain = {plain(name): name for name in spare if name}
    close = difflib.get_close_matches(plain(column), by_plain, n=1, cutoff=0.55)
    return by_plain[close[0]][:60] if close else ""


def _missing_column(file: str, column: str, spare: list[str]) -> OfficeError:
    nearest = _nearest(column, spare)
    if nearest:
        return OfficeError("roster_column_misnamed", file=file, column=column, nearest=nearest)
    return OfficeError("roster_column_missing", file=file, column=column)
