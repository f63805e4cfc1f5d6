"""Who may see what: the one place that decides, for screen, print, export, search and logs alike (R79).

``store/visible.py`` turns the decision into a WHERE clause; nothing else does.
"""

from dataclasses import dataclass
from enum import Enum
from uuid import UUID


class Role(Enum):
    """What a person is to the office."""

    LEAD = "lead"
    COUNSELOR = "counselor"
    TEACHER = "teacher"
    CAREER_STAFF = "career_staff"
    FRONT_DESK = "front_desk"
    PRINCIPAL = "principal"
    AUDITOR = "auditor"


class Relation(Enum):
    """What a student is to the person who looks."""

    PARTICIPANT = "participant"
    SAME_OFFICE = "same_office"


class Sharing(Enum):
    """How far something in a student's file may travel."""

    DIRECTORY = "directory"
    """Name, preferred name, grade and number: what is needed to find the right child."""
    PLAN = "plan"
    """The plan, its goals, data and conferences: its participants'."""
    CONTACT = "contact"
    """Addresses and telephone numbers (R10)."""
    CUSTODY = "custody"
    """Why an adult is to see the office first, what paper says so, and who may do what for the student from when."""
    CONFIDENTIAL = "confidential"
    RECORD = "record"
    """Who outside the school asked for the file and got what: for those who keep it, and who audits them (99.32(c))."""


class Purpose(Enum):
    """Why it is asked for."""

    FIND = "find"
    READ = "read"
    EDIT = "edit"
    CHECK_IN = "check_in"
    """Say on the conference day who has come, is late or was missed."""
    ENTRUST = "entrust"
    """Say whose student somebody is, and who stands in for whom: it opens a file to another person."""
    DISCLOSE = "disclose"
    """Answer for the school to somebody outside it who asks for a student's file (34 CFR 99.31)."""
    DISPOSE = "dispose"
    """Delete a file for good, as the school's schedule says."""
    PRINT = "print"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person at the keyboard. ``staff_id`` is their row among the office's staff, where they have one."""

    person_uid: UUID
    role: Role
    name: str
    staff_id: int | None = None


_OF_ALL: dict[Sharing, frozenset[Role]] = {
    Sharing.DIRECTORY: frozenset(Role),
    Sharing.PLAN: frozenset({Role.LEAD, Role.PRINCIPAL, Role.AUDITOR}),
    Sharing.CONTACT: frozenset({Role.LEAD, Role.PRINCIPAL, Role.FRONT_DESK}),
    Sharing.CUSTODY: frozenset({Role.LEAD, Role.PRINCIPAL}),
    Sharing.CONFIDENTIAL: frozenset(),
    Sharing.RECORD: frozenset({Role.LEAD, Role.PRINCIPAL, Role.AUDITOR}),
}
_OF_OWN: dict[Sharing, frozenset[Role]] = {
    Sharing.DIRECTORY: frozenset(Role),
    # Career staff are added as participants where objectives are occupational (R16): like a teacher, of their own.
    Sharing.PLAN: frozenset(Role) - {Role.FRONT_DESK},
    Sharing.CONTACT: frozenset(Role) - {Role.AUDITOR},
    Sharing.CUSTODY: frozenset({Role.LEAD, Role.COUNSELOR, Role.PRINCIPAL}),
    Sharing.CONFIDENTIAL: frozenset({Role.LEAD, Role.COUNSELOR}),
    # A teacher takes part in the plan, and does not keep the file: that an agency or a court asked is not theirs to know.
    Sharing.RECORD: frozenset({Role.LEAD, Role.COUNSELOR, Role.PRINCIPAL, Role.AUDITOR}),
}
_CHANGES = frozenset({Role.LEAD, Role.COUNSELOR, Role.TEACHER, Role.CAREER_STAFF})
_ONLY: dict[Purpose, frozenset[Role]] = {
    Purpose.EDIT: _CHANGES,
    Purpose.CHECK_IN: _CHANGES | {Role.FRONT_DESK},
    # A participant does not widen the circle of participants: who answers for the files does (R79).
    Purpose.ENTRUST: frozenset({Role.LEAD, Role.COUNSELOR, Role.PRINCIPAL}),
    Purpose.DISPOSE: frozenset({Role.LEAD}),
    Purpose.DISCLOSE: frozenset({Role.LEAD, Role.COUNSELOR, Role.PRINCIPAL}),
}
"""Who alone may do what more than looking is; of which students, the tables above say."""


def decide(viewer: Viewer, relation: Relation, sharing: Sharing, purpose: Purpose) -> bool:
    """Tell whether this person may do this with that part of a student's file."""
    if viewer.role not in _ONLY.get(purpose, frozenset(Role)):
        return False
    allowed = _OF_OWN if relation is Relation.PARTICIPANT else _OF_ALL
    return viewer.role in allowed[sharing]
