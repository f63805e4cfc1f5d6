"""What the papers of a conference are drawn from: the plan as it stands, what the policy set asks, the last goals."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from ilp_desktop.domain.plans import PlanContent

_YOUNGEST = frozenset({"PK", "KG", "01", "02"})
_YOUNGER = frozenset({"03", "04", "05", "06"})


class Ages(Enum):
    """How a reflection sheet speaks to a student."""

    DRAWING = "drawing"
    """To grade 2: room to draw, few words."""
    CHILD = "child"
    """Grades 3 to 6: short questions, wide lines."""
    YOUTH = "youth"
    """From grade 7: goals with their steps."""


def ages_of(grade: str) -> Ages:
    """Return how to speak to somebody in a grade (as OneRoster spells it)."""
    if grade in _YOUNGEST:
        return Ages.DRAWING
    return Ages.CHILD if grade in _YOUNGER else Ages.YOUTH


@dataclass(frozen=True, slots=True)
class PaperAsk:
    """One thing the policy set asks, in the paper's language. ``kind`` and ``writer`` as in ``FieldTemplate``."""

    kind: str
    prompt: str
    hint: str
    writer: str
    printed: bool
    written: str = ""
    """What was written ahead."""
    language: str = ""
    """The language of what was written (BCP-47)."""
    items: tuple[tuple[str, bool], ...] = ()
    """Of a checklist: what can be reached, and whether it was."""


@dataclass(frozen=True, slots=True)
class PaperSection:
    """One section of the conference, in the paper's language."""

    heading: str
    asks: tuple[PaperAsk, ...]


@dataclass(frozen=True, slots=True)
class LastGoal:
    """A goal of the last conference, and what came of it where somebody said so."""

    text: str
    language: str
    status: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Worksheet:
    """Everything on the papers of one conference. ``starts_at`` is local 'HH:MM', ``language`` the family's (BCP-47)."""

    content: PlanContent
    code: str
    on: date
    starts_at: str
    minutes: int
    staff_name: str
    language: str
    interpreter: str
    """Who interprets; '' where nobody was named."""
    needs_interpreter: bool
    ages: Ages
    sections: tuple[PaperSection, ...]
    last_goals: tuple[LastGoal, ...]
    signers: tuple[tuple[str, str], ...]
    """Name and role of each who may sign."""
    statement: str
    talk_minutes: tuple[int, int]
    """The least and the most that the private talk should take."""
    reasons: tuple[str, ...]
    """Why there was no private talk, in the policy set's order."""

    @property
    def called(self) -> str:
        """The name the student goes by."""
        return self.content.student.preferred_name or self.content.student.name.split(" ", maxsplit=1)[0]


@dataclass(frozen=True, slots=True)
class EveningStack:
    """A member of staff's papers of one day, in slot order."""

    on: date
    school: str
    staff_name: str
    sheets: tuple[Worksheet, ...]
