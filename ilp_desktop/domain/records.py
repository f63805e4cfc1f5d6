"""The record of who did what, as it is asked and read."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ilp_desktop.domain.acts import ActKind


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """What is looked for; nothing said is everything. ``first`` and ``last`` are school dates, both included.

    ``student`` is what somebody types to find one: a name, part of one, or a number.
    """

    person: UUID | None = None
    kind: ActKind | None = None
    student: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One line. ``person`` and ``student`` are names as they are today, '' for who is not here any more."""

    number: int
    at: datetime
    person_uid: UUID
    person: str
    act: str
    kind: ActKind
    student_id: int | None
    student: str
    about: tuple[tuple[str, str], ...] = ()
    """What else the line says, without names: how many, which role."""


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Lines, newest first. ``older_than`` is what to ask on with, None where there are no more."""

    lines: tuple[RecordLine, ...]
    older_than: int | None


@dataclass(frozen=True, slots=True)
class RecordPerson:
    """Somebody who opens the office, or did."""

    person_uid: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What the chain says of itself. ``checked`` where it was verified, which takes the lead's key.

    ``broken_at`` is the number of the first line that is not as it was written, or is missing.
    """

    lines: int
    checked: bool
    broken_at: int | None = None
