"""School Data Sync, Microsoft's CSV formats of version 1 (six files) and 2.1 (as OneRoster, with relationships).

Version 1 has School, Section, Student, StudentEnrollment, Teacher, TeacherRoster and, for families, User and
Guardianrelationship. Version 2.1 has orgs, users, roles, classes, enrollments, courses, academicSessions, demographics
and relationships; of the older version 2, in which users carry their role, the same files are read. There is no
manifest: each file is the whole truth. Flags of users (free lunch and the like), sex, race and passwords are never
read: a plan does without them.
"""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.roster import RosterMode, RosterReading
from ilp_desktop.roster import sds_columns
from ilp_desktop.roster.oneroster import check_headings, open_tables, whole_kinds
from ilp_desktop.roster.opening import OpenedRoster, Parts
from ilp_desktop.roster.packages import Package, opened
from ilp_desktop.roster.remarks import Remarks
from ilp_desktop.roster.rows import Rows
from ilp_desktop.roster.sds_first import FirstParts
from ilp_desktop.roster.sds_second import SecondParts
from ilp_desktop.roster.tables import Table

DEFAULT_SOURCE = "sds"


class OpenSds(OpenedRoster):
    """A School Data Sync roster that is open for reading."""

    def __init__(self, package: Package, source: str | None) -> None:
        remarks = Remarks()
        is_first = "users" not in package
        known = sds_columns.FIRST if is_first else sds_columns.SECOND
        tables = open_tables({key: member for key, member in package.items() if key in known}, known, remarks)
        shapes = {key: known[key] for key in tables}
        _check_complete(tables, is_first=is_first)
        check_headings(tables, shapes, remarks)
        whole = whole_kinds(shapes, frozenset())
        if is_first and not {"studentenrollment", "teacherroster"} <= tables.keys():
            whole -= {"enrollment"}
        super().__init__(
            _parts(Rows(tables, remarks), is_first=is_first),
            remarks,
            tables,
            shape="sds",
            version="1" if is_first else "2.1",
            source=source or DEFAULT_SOURCE,
            mode=RosterMode.BULK,
            whole=whole,
        )


@contextmanager
def open_sds(path: Path, *, source: str | None = None) -> Generator[OpenSds]:
    """Open a zip or a folder of School Data Sync files for streaming. Raises OfficeError as ``open_roster`` does."""
    with opened(path) as package:
        yield OpenSds(package, source)


def read_sds(path: Path, *, source: str | None = None) -> RosterReading:
    """Read a zip or a folder of School Data Sync files into memory."""
    with open_sds(path, source=source) as roster:
        return roster.reading()


def _parts(rows: Rows, *, is_first: bool) -> Parts:
    return FirstParts(rows) if is_first else SecondParts(rows)


def _check_complete(tables: Mapping[str, Table], *, is_first: bool) -> None:
    people = "student" if is_first else "users"
    if people not in tables:
        raise OfficeError("roster_file_empty", file=f"{people}.csv")
    if not is_first and "roles" not in tables and not tables["users"].heading.has("role"):
        raise OfficeError("roster_roles_missing")
