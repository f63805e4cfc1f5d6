"""Who came to a conference and how, who interpreted, what was left for later, and what comes next."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from ilp_desktop.domain.packs import SectionTemplate

MODES = ("in_person", "phone", "video")
"""How a conference is held, how somebody came to it, and how somebody interpreted."""

INTERPRETERS = ("professional", "staff", "family_adult", "child")
"""Who interprets. A child is advised against: what is said may be about them, or too much for them to carry."""

SIGNS_HERE, SIGNS_ON_PAPER = "here", "paper"
SIGNS_HOW = (SIGNS_HERE, SIGNS_ON_PAPER)
"""How somebody will sign who did not sign in the conference."""


class Lack(Enum):
    """One thing that a conference asks for and does not have yet, in the order of the conference."""

    NOTHING_WRITTEN = "nothing_written"
    """In a section of the policy set nothing stands; ``title`` is the section's."""
    GOALS = "goals"
    STEPS = "steps"
    """A goal has no steps."""
    COMMITMENTS = "commitments"
    """Nobody of a party says what they will do: ``of`` is family or school, '' where nobody does at all."""
    TALK = "talk"
    SIGNATURE = "signature"
    """``of`` is the name of who has not signed, '' where it is for any parent or guardian."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """What is missing, and of what: a party or a name, or a section by its title (language to words, as pairs)."""

    what: Lack
    of: str = ""
    title: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NextChild:
    """A conference of the same family that is next on the same day. ``grade`` as OneRoster has it, ``starts_at`` 'HH:MM'.

    ``adults`` are the names of those who are here and may come to it too.
    """

    conference_id: int
    student_name: str
    grade: str
    starts_at: str
    staff_name: str
    adults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignerOwed:
    """Somebody whose mark is owed under a plan. ``by``: until when they said they will sign, None: nobody said.

    ``how`` is here, paper or ''. ``phone`` and ``email`` are '' for who may not read how a family is reached.
    """

    conference_id: int
    participant_id: int
    student_id: int
    student_name: str
    grade: str
    held_on: date
    staff_name: str
    name: str
    role: str
    by: date | None = None
    how: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class RuleNamed:
    """A rule as it is named to people, with its own citation (R114)."""

    clause_id: str
    title: str
    citation: str


@dataclass(frozen=True, slots=True)
class CountsFor:
    """What a conference counts for with those who are there.

    ``counts``: it does. ``needs_others``: it would, were those there whom the rule names.
    """

    counts: tuple[RuleNamed, ...]
    needs_others: tuple[RuleNamed, ...]


@dataclass(frozen=True, slots=True)
class StaffToAdd:
    """A member of staff who can join a conference under way. ``stands_in_for``: the name of whom they stand in for that day."""

    staff_id: int
    name: str
    role: str
    stands_in_for_id: int | None = None
    stands_in_for: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a conference: fields with something in them, goals, those without steps, who promised something."""

    fields: frozenset[str] = frozenset()
    goals: int = 0
    bare_goals: int = 0
    parties: frozenset[str] = frozenset()
    talked: bool = False


def lacking_in(sections: tuple[SectionTemplate, ...], written: Written) -> tuple[Lacking, ...]:
    """Return what a conference of these sections lacks, in their order; signatures are not looked at.

    A section in which a text is asked for lacks something while all of its texts are empty.
    """
    found: list[Lacking] = []
    for section in sections:
        texts = [field for field in section.fields if field.kind == "text" and field.printed]
        if texts and not any(f"{section.key}.{field.key}" in written.fields for field in texts):
            found.append(Lacking(Lack.NOTHING_WRITTEN, title=tuple(section.title.items())))
        for field in section.fields:
            found += _lacking_in(field.kind, written)
    return tuple(found)


def _lacking_in(kind: str, written: Written) -> list[Lacking]:
    match kind:
        case "goals" if not written.goals:
            return [Lacking(Lack.GOALS)]
        case "goals" if written.bare_goals:
            return [Lacking(Lack.STEPS)]
        case "commitments" if not written.parties:
            return [Lacking(Lack.COMMITMENTS)]
        case "commitments":
            return [Lacking(Lack.COMMITMENTS, party) for party in ("family", "school") if party not in written.parties]
        case "consultation" if not written.talked:
            return [Lacking(Lack.TALK)]
        case _:
            return []
