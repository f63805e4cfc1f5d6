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


@dataclass(frozen=True, slots=True)
class RelationLine:
    """An adult of a student, with what they may do on the day that was asked about.

    ``phone``, ``email`` and ``address`` are '' where the viewer may not see contacts; of somebody barred, and ``bar``,
    where the viewer may not know about custody.
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

    @property
    def barred(self) -> bool:
        """Whether everybody is to see the office before contact."""
        return self.terms.barred


@dataclass(frozen=True, slots=True)
class DoorNotice:
    """What whoever checks a family in needs to know: who is expected, and whether to see the office about anyone else.

    ``see_office`` says nothing about anybody. ``barred`` is empty but for those who may know about custody.
    """

    expected: tuple[str, ...]
    see_office: bool
    barred: tuple[tuple[str, BarLine | None], ...]
