"""Letters to a family: which there are, to whom each may go, and what it takes to fill one in (R34, R94)."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from ilp_desktop.domain.packs import Wording

SCHEDULE = "schedule"
"""The general invitation to a conference, where the policy set has none of its own."""
MISSED = "missed"
"""After a conference to which nobody could come."""
LETTER_EVENTS = ("invitation", "notice")
"""Templates of a policy set that are letters to a family."""


class Way(Enum):
    """How a letter went out; the values are modes of evidence."""

    HANDED_OVER = "in_person"
    MAILED = "mail"
    EMAILED = "email"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that can be written. ``prompts`` are what the policy set asks it to say; ``event`` is what it counts as."""

    key: str
    event: str
    title: Wording | None
    """The policy set's own name; None: the program's."""
    prompts: tuple[Wording, ...] = ()

    @property
    def invites(self) -> bool:
        """Whether it asks somebody to a conference."""
        return self.event == "invitation"


@dataclass(frozen=True, slots=True)
class Addressee:
    """One home that a letter may go to, on a day: everybody there who may be mailed. ``language`` is a BCP-47 tag.

    Nothing in it tells of another home. ``is_student``: from 18 on the letter goes to the student.
    """

    key: str
    names: tuple[str, ...]
    adults: tuple[str, ...]
    """Uids of guardians, as evidence keeps them."""
    address: str
    emails: tuple[str, ...]
    language: str
    is_student: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be written to the family of one student, and what the program knows to put in."""

    student: str
    letters: tuple[Letter, ...]
    addressees: tuple[Addressee, ...]
    call_name: str
    call_phone: str
    today: date
    chosen: str
    """The letter that a clause asks for, or the general invitation."""
    next_on: date | None = None
    next_at: str = ""
    """Day and local time 'HH:MM' of the conference that is arranged."""
    missed_on: date | None = None
    may_send: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A letter as somebody filled it in: whom to call, two times that could work, and a text for each prompt.

    ``times`` are days with a local time 'HH:MM', so that each family reads them in its own language.
    """

    key: str
    call_name: str = ""
    call_phone: str = ""
    times: tuple[tuple[date, str], ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterPaper:
    """A letter to one home, drawn."""

    addressee: Addressee
    pdf: bytes
