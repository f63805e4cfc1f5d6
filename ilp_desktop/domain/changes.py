"""What a verb touched, so that each screen can decide whether to ask again."""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """The kinds of record a change can touch."""

    OFFICE = "office"
    STUDENT = "student"
    ROSTER = "roster"
    DAY = "day"
    CONFERENCE = "conference"
    CONSULTATION = "consultation"
    SIGNATURE = "signature"
    PLAN = "plan"
    DISCLOSURE = "disclosure"
    FINDING = "finding"
    EVIDENCE = "evidence"
    POLICY = "policy"
    CONFIDENTIAL = "confidential"


@dataclass(frozen=True, slots=True)
class Changes:
    """The kinds touched and, where few, the ids of the records.

    ``origin`` is whatever the caller passed in: an editor ignores the echo of its own change. ``made_id`` is the id
    of a record that the verb made.
    """

    kinds: frozenset[Kind]
    ids: frozenset[int] = frozenset()
    origin: object = None
    made_id: int | None = None

    def touches(self, *kinds: Kind) -> bool:
        """Tell whether any of these kinds was touched."""
        return not self.kinds.isdisjoint(kinds)
