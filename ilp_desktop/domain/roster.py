"""What a roster brings: schools, terms, people, courses, classes and who is in which class.

The names are OneRoster's own in snake_case. A reference that a file could not keep (it names something that is in no
file) is already dropped here and stands among the remarks, so that whoever stores these values meets no dangling one.
Dates are the school's local dates.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TypeVar, dataclass_transform, final

_Part = TypeVar("_Part")
_Record = TypeVar("_Record")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def _record(made: type[_Record]) -> type[_Record]:
    """A frozen value, as the type checker sees it. Files bring hundreds of thousands of them, and one that is frozen
    at run time too takes four times as long to make.
    """  # noqa: D205 - the reason belongs to the sentence
    return dataclass(slots=True, unsafe_hash=True)(made)


@final
class MadeAgain(Iterable[_Part]):
    """A part of a roster that is made anew each time it is gone through, and so is never in memory as a whole."""

    def __init__(self, make: Callable[[], Iterator[_Part]]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[_Part]:
        return self._make()


class PersonKind(Enum):
    """What a person is to the school, whatever the sender calls the role."""

    STUDENT = "student"
    GUARDIAN = "guardian"
    STAFF = "staff"


class RosterMode(Enum):
    """Bulk is the whole truth of a file; delta says only what changed."""

    BULK = "bulk"
    DELTA = "delta"


class RemarkLevel(Enum):
    """Refused: the row does not come in. Warning: it comes in without what the remark names."""

    REFUSED = "refused"
    WARNING = "warning"


@_record
class RosterOrg:
    """A school, district or department. ``kind`` is OneRoster's type in lower case ('school', 'district')."""

    sourced_id: str
    name: str
    kind: str
    identifier: str = ""
    parent_sourced_id: str = ""
    row: int = field(default=0, compare=False)


@_record
class RosterSession:
    """A school year, term or grading period; ``school_year`` is the calendar year in which it ends, 0 if not said."""

    sourced_id: str
    title: str
    kind: str
    begins_on: date
    ends_on: date
    parent_sourced_id: str = ""
    school_year: int = 0
    row: int = field(default=0, compare=False)


@_record
class RosterRole:
    """What a person is at one school. ``role`` is the sender's own word in lower case."""

    kind: PersonKind
    role: str
    org_sourced_id: str = ""
    primary: bool = True
    begins_on: date | None = None
    ends_on: date | None = None


@_record
class RosterPerson:
    """A student, a guardian or a member of staff.

    ``identifier`` is the number the school knows the person by: for a student, the student number. ``grades`` are
    spelled as OneRoster does (KG, 01 … 12). ``agent_sourced_ids`` on a student are the guardians; some senders also
    fill it on a guardian, with the students.
    """

    sourced_id: str
    roles: tuple[RosterRole, ...]
    given_name: str
    family_name: str
    middle_name: str = ""
    preferred_given_name: str = ""
    preferred_middle_name: str = ""
    preferred_family_name: str = ""
    pronouns: str = ""
    identifier: str = ""
    email: str = ""
    phone: str = ""
    sms: str = ""
    grades: tuple[str, ...] = ()
    org_sourced_ids: tuple[str, ...] = ()
    birth_date: date | None = None
    agent_sourced_ids: tuple[str, ...] = ()
    enabled: bool = True
    language: str = ""
    """Language at home as a BCP-47 tag (es, zh-Hant), where the sender says it."""
    needs_interpreter: bool | None = None
    address: str = ""
    """Where the person lives, lines parted by line ends; it makes the household."""
    row: int = field(default=0, compare=False)

    @property
    def kind(self) -> PersonKind:
        """What the person is first of all: the primary role, or the first one."""
        return next((role for role in self.roles if role.primary), self.roles[0]).kind

    def is_a(self, kind: PersonKind) -> bool:
        """Whether any role makes the person this (a teacher may be a parent of the same school)."""
        return any(role.kind is kind for role in self.roles)


@_record
class RosterCourse:
    """A course as the catalog has it."""

    sourced_id: str
    title: str
    code: str = ""
    grades: tuple[str, ...] = ()
    org_sourced_id: str = ""
    session_sourced_id: str = ""
    subjects: tuple[str, ...] = ()
    row: int = field(default=0, compare=False)


@_record
class RosterClass:
    """A class that meets. ``kind`` is 'homeroom' or 'scheduled'."""

    sourced_id: str
    title: str
    kind: str
    course_sourced_id: str = ""
    school_sourced_id: str = ""
    term_sourced_ids: tuple[str, ...] = ()
    code: str = ""
    grades: tuple[str, ...] = ()
    location: str = ""
    subjects: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    row: int = field(default=0, compare=False)


@_record
class RosterEnrollment:
    """One person in one class. ``primary`` marks the teacher who leads it."""

    sourced_id: str
    class_sourced_id: str
    user_sourced_id: str
    role: str
    school_sourced_id: str = ""
    primary: bool = False
    begins_on: date | None = None
    ends_on: date | None = None
    row: int = field(default=0, compare=False)


@_record
class RosterRelation:
    """What a guardian is to one student, and what the sender says they may do; None where it says nothing.

    ``barred``: no contact without the office; such a person appears on no paper.
    """

    sourced_id: str
    student_sourced_id: str
    guardian_sourced_id: str
    relationship: str = ""
    lives_with: bool | None = None
    may_see: bool | None = None
    may_be_mailed: bool | None = None
    barred: bool | None = None
    row: int = field(default=0, compare=False)


@_record
class RosterResult:
    """One result of one student (R7): what, from where, when.

    ``category`` is assessment, grade, attendance or credits. ``value`` is the number, None where the sender has only
    words; ``said`` is what it wrote (B+, Proficient). ``measured_on`` None: the day is not known, the term says when.
    """

    sourced_id: str
    student_sourced_id: str
    category: str
    label: str
    value: float | None
    said: str = ""
    unit: str = ""
    term: str = ""
    measured_on: date | None = None
    benchmark: float | None = None
    row: int = field(default=0, compare=False)


@_record
class RosterAssignment:
    """A member of staff who prepares and keeps a student's plan (caseload, R9); ``duty`` is counselor or teacher."""

    sourced_id: str
    student_sourced_id: str
    staff_sourced_id: str
    duty: str = "counselor"
    begins_on: date | None = None
    ends_on: date | None = None
    row: int = field(default=0, compare=False)


@_record
class RosterDeletion:
    """A delta's word that something is to be deleted; ``kind`` as the office's tables are called (student, org).

    There is one each for student, guardian and staff_member where the sender does not say what the person was.
    """

    kind: str
    sourced_id: str
    row: int = field(default=0, compare=False)


RosterRecord = (
    RosterOrg
    | RosterSession
    | RosterCourse
    | RosterClass
    | RosterPerson
    | RosterEnrollment
    | RosterRelation
    | RosterResult
    | RosterAssignment
    | RosterDeletion
)


@dataclass(frozen=True, slots=True)
class Roster:
    """A whole roster. ``source`` names the sending system: people are found again by (source, sourced_id).

    Each part can be gone through more than once; a large one is MadeAgain each time. ``row`` on each record says where
    it stands in its file (the heading is row 1).
    """

    version: str
    source: str
    mode: RosterMode
    orgs: Iterable[RosterOrg]
    sessions: Iterable[RosterSession]
    courses: Iterable[RosterCourse]
    classes: Iterable[RosterClass]
    people: Iterable[RosterPerson]
    enrollments: Iterable[RosterEnrollment]
    relations: Iterable[RosterRelation] = ()
    results: Iterable[RosterResult] = ()
    assignments: Iterable[RosterAssignment] = ()
    deletions: Iterable[RosterDeletion] = ()
    shape: str = "oneroster"
    whole: frozenset[str] | None = None
    """The kinds (student, enrollment …) of which this is the whole truth, so that what it does not name is gone.
    None: all that the roster has a file for, as in bulk."""
    contents: bytes = b""
    """A digest of the files as they are: the same ones again change nothing. Empty where it was not taken."""


@dataclass(frozen=True, slots=True)
class RosterRemark:
    """Something about one row that the person importing should know.

    ``row`` counts as a spreadsheet does: the heading is row 1; 0 means the file as a whole. ``params`` hold column
    and file names, never what a cell says. The sentence is in ``ilp_desktop.wording.roster``.
    """

    file: str
    row: int
    code: str
    level: RemarkLevel
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RemarkCount:
    """How often one remark was made about one file: the remarks themselves are kept only up to a bound."""

    file: str
    code: str
    level: RemarkLevel
    count: int


@dataclass(frozen=True, slots=True)
class RosterReading:
    """A roster as it was read, and what there was to say about it."""

    roster: Roster
    remarks: tuple[RosterRemark, ...]
    counts: tuple[RemarkCount, ...]
