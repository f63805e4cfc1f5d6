"""Which files and columns of OneRoster are read, and how much each is needed.

``needed``: without the column the file cannot be read, and a row with an empty cell there does not come in.
``expected``: the standard asks for it and we can do without, so that its absence is only remarked upon.
``optional``: taken where it is. Columns named nowhere here, a password's above all, are never taken from a row.
``known_by``: the column by which the rows of other files name this row; no id may come twice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ilp_desktop.roster.values import read_date, role_kind


@dataclass(frozen=True, slots=True)
class Check:
    """What a cell must say for its row to mean anything, and the remark on a row where it does not."""

    column: str
    holds: Callable[[str], object]
    code: str


@dataclass(frozen=True, slots=True)
class FileShape:
    """One file of the roster: its name as the standard spells it, and its columns.

    ``kinds`` are the office's tables that the file fills.
    """

    name: str
    needed: tuple[str, ...]
    expected: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    known_by: str = ""
    kinds: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()

    @property
    def key(self) -> str:
        return self.name.lower()

    @property
    def taken(self) -> tuple[str, ...]:
        return (*self.needed, *self.expected, *self.optional)


def is_date(text: str) -> bool:
    """Whether a cell says a date."""
    return read_date(text) is not None


PEOPLE_KINDS = ("student", "guardian", "staff_member")
KNOWN_ROLE = Check("role", role_kind, "role_unknown")
BEGINS_AND_ENDS = (
    Check("startDate", is_date, "date_unreadable_refused"),
    Check("endDate", is_date, "date_unreadable_refused"),
)

MANIFEST = FileShape("manifest", ("propertyName", "value"))
ORGS = FileShape(
    "orgs",
    ("sourcedId", "name", "type"),
    (),
    ("status", "identifier", "parentSourcedId"),
    known_by="sourcedId",
    kinds=("org",),
)
SESSIONS = FileShape(
    "academicSessions",
    ("sourcedId", "title", "type", "startDate", "endDate"),
    ("schoolYear",),
    ("status", "parentSourcedId"),
    known_by="sourcedId",
    kinds=("academic_session",),
    checks=BEGINS_AND_ENDS,
)
COURSES = FileShape(
    "courses",
    ("sourcedId", "title"),
    ("orgSourcedId",),
    ("status", "schoolYearSourcedId", "courseCode", "grades", "subjects"),
    known_by="sourcedId",
    kinds=("course",),
)
CLASSES = FileShape(
    "classes",
    ("sourcedId", "title", "schoolSourcedId"),
    ("classType", "termSourcedIds"),
    ("status", "grades", "courseSourcedId", "classCode", "location", "subjects", "periods"),
    known_by="sourcedId",
    kinds=("school_class",),
)
_PERSON = ("status", "middleName", "identifier", "email", "sms", "phone", "agentSourcedIds", "grades")
USERS_1_1 = FileShape(
    "users",
    ("sourcedId", "role", "givenName", "familyName"),
    ("enabledUser", "orgSourcedIds"),
    _PERSON,
    known_by="sourcedId",
    kinds=PEOPLE_KINDS,
    checks=(KNOWN_ROLE,),
)
USERS_1_2 = FileShape(
    "users",
    ("sourcedId", "givenName", "familyName"),
    ("enabledUser",),
    (
        *_PERSON,
        "preferredGivenName",
        "preferredMiddleName",
        "preferredFamilyName",
        "primaryOrgSourcedId",
        "pronouns",
    ),
    known_by="sourcedId",
    kinds=PEOPLE_KINDS,
)
ROLES = FileShape(
    "roles",
    ("userSourcedId", "role"),
    ("roleType", "orgSourcedId"),
    ("sourcedId", "status", "beginDate", "endDate"),
    checks=(KNOWN_ROLE,),
)
# The user's id: 'sourcedId' now, 'userSourcedId' in older files.
DEMOGRAPHICS = FileShape("demographics", (), (), ("sourcedId", "userSourcedId", "status", "birthDate"))
ENROLLMENTS = FileShape(
    "enrollments",
    ("sourcedId", "classSourcedId", "userSourcedId", "role"),
    ("schoolSourcedId",),
    ("status", "primary", "beginDate", "endDate"),
    known_by="sourcedId",
    kinds=("enrollment",),
)
CATEGORIES = FileShape("categories", ("sourcedId", "title"), (), ("status",), known_by="sourcedId")
LINE_ITEMS = FileShape(
    "lineItems",
    ("sourcedId", "title"),
    ("classSourcedId", "categorySourcedId"),
    ("status", "gradingPeriodSourcedId", "academicSessionSourcedId", "resultValueMax"),
    known_by="sourcedId",
)
RESULTS = FileShape(
    "results",
    ("sourcedId", "lineItemSourcedId", "studentSourcedId"),
    ("scoreStatus", "score", "scoreDate"),
    ("status", "textScore"),
    known_by="sourcedId",
    kinds=("measure_point",),
)
# Without results they are not looked at.
EXPLAIN_RESULTS = (CATEGORIES, LINE_ITEMS)

READ: Mapping[str, FileShape] = {
    shape.key: shape
    for shape in (
        ORGS, SESSIONS, COURSES, CLASSES, USERS_1_1, ROLES, DEMOGRAPHICS, ENROLLMENTS, CATEGORIES, LINE_ITEMS, RESULTS,
    )
}  # fmt: skip
