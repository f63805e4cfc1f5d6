"""The adults of a student as the office keeps them: what each may do on a day, why not, and who said so."""

from dataclasses import dataclass
from datetime import date, datetime

from ilp_desktop.domain.guardianship import GivenBy, Guardianship, Right


@dataclass(frozen=True, slots=True)
class Adult:
    """Somebody new to the office. ``language`` is a BCP-47 tag."""

    given_name: str
    family_name: str
    phone: str = ""
    email: str = ""
    language: str = "en"
    needs_interpreter: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What an adult is to a student. Holds from ``begins_on``, and no longer on ``ends_on``; None: no limit."""

    relationship: str
    may: frozenset[Right] = frozenset(Right)
    begins_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A right that somebody gave. ``paper``: what it rests on; '' for those who may not know."""

    grant_id: int
    right: Right
    given_by: GivenBy
    begins_on: date
    ends_on: date | None
    paper: str


@dataclass(frozen=True, slots=True)
class BarLine:
    """Why an adult is to see the office first: never on a paper, never for the desk. ``paper``: what says so."""

    reason: str
    paper: str
    recorded_by: str
    recorded_at: datetime
    lifted_at: datetime | None = None
    lifted_why: str = ""


@dataclass(frozen=True, slots=True)
class RelationLine:
    """An adult of a student, with what they may do on the day that was asked about.

    ``phone``, ``email`` and ``address`` are '' where the viewer may not see contacts; of somebody barred, and ``bar``,
    where the viewer may not know about custody. ``at_18``: what they may do from the day the student turns 18.
    """

    relation_id: int
    guardian_id: int
    name: str
    household: str
    phone: str
    email: str
    address: str
    terms: Guardianship
    rights: frozenset[Right]
    grants: tuple[GrantLine, ...]
    bar: BarLine | None
    version: int
    at_18: frozenset[Right] = frozenset()
    household_id: int | None = None
    given_name: str = ""
    family_name: str = ""
    language: str = ""
    needs_interpreter: bool = False
    lifted: tuple[BarLine, ...] = ()

    @property
    def barred(self) -> bool:
        """Whether everybody is to see the office before contact."""
        return self.terms.barred


@dataclass(frozen=True, slots=True)
class Family:
    """The adults of a student, and what the viewer may do about them.

    ``adult_on``: the day from which rights are the student's own, None without a date of birth. ``may_change``: rights,
    bars and grants; ``may_correct``: names and contacts.
    """

    student_name: str
    adult_on: date | None
    lines: tuple[RelationLine, ...]
    may_change: bool
    may_correct: bool


@dataclass(frozen=True, slots=True)
class Expected:
    """An adult who may come to a conference. ``here``: whether somebody said that they have."""

    participant_id: int
    name: str
    relationship: str
    here: bool


@dataclass(frozen=True, slots=True)
class DoorNotice:
    """What whoever checks a family in needs to know: who is expected, and whether to see the office about anyone else.

    ``see_office`` says nothing about anybody. ``barred`` is empty but for those who may know about custody.
    ``office_called``: somebody else came, and the desk waits for someone from the office.
    """

    expected: tuple[Expected, ...]
    see_office: bool
    barred: tuple[tuple[str, BarLine | None], ...]
    office_called: bool = False


PERMITTED_HOW = ("writing", "phone", "in_person")
"""How somebody said that another adult may come along."""


@dataclass(frozen=True, slots=True)
class Permitters:
    """Who may let somebody else come to a conference: adults by row number and name, or the student at 18.

    ``guests`` have come with a permission already: participants by number and name.
    """

    adults: tuple[tuple[int, str], ...]
    student_decides: bool
    guests: tuple[tuple[int, str], ...]
