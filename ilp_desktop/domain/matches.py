"""Who may be who: what a person is asked about, and what they decided."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum


class Verdict(Enum):
    """What became of a question."""

    OPEN = "open"
    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Likeness:
    """One side of a question, as much as is needed to decide. Empty where nobody said."""

    row_id: int
    name: str
    lines: tuple[tuple[str, str], ...]
    """What to compare, (label, text): number, birth date, grade, school, guardians, address; both sides alike."""
    source: str
    since: date | None
    has_plan: bool
    """Whether conferences, plans or signatures hang on it."""


@dataclass(frozen=True, slots=True)
class MatchQuestion:
    """May these two be one? ``kind`` is student, guardian or household; ``reason`` what they share."""

    question_id: int
    kind: str
    reason: str
    left: Likeness
    right: Likeness
    found_at: datetime
    verdict: Verdict = Verdict.OPEN


@dataclass(frozen=True, slots=True)
class MergerLine:
    """Two records that were put together, and can be parted again."""

    merger_id: int
    kind: str
    kept_id: int
    kept_name: str
    gone_name: str
    merged_at: datetime
