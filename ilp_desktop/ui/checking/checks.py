"""A check of one file: nothing yet, under way, judged, or not to be read. No Qt: a state and pure functions."""

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from ilp_desktop.domain.errors import OfficeError

if TYPE_CHECKING:  # it brings the cryptography that only a check needs
    from ilp_desktop.documents.verify import Verdict


class Phase(Enum):
    """Where a check stands."""

    NOTHING = "nothing"
    UNDER_WAY = "under_way"
    JUDGED = "judged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """One check. ``number`` counts them: the verdict on an earlier file is let go."""

    phase: Phase = Phase.NOTHING
    number: int = 0
    name: str = ""
    verdict: "Verdict | None" = None
    error: OfficeError | None = None


def beginning(check: Check, name: str) -> Check:
    """Begin to check a file; the one before is let go."""
    return Check(Phase.UNDER_WAY, check.number + 1, name)


def judged(check: Check, number: int, verdict: "Verdict") -> Check:
    """Hear the verdict."""
    return replace(check, phase=Phase.JUDGED, verdict=verdict) if number == check.number else check


def failed(check: Check, number: int, error: OfficeError) -> Check:
    """The file could not be read from the disk."""
    return replace(check, phase=Phase.FAILED, error=error) if number == check.number else check


def again(check: Check) -> Check:
    """Go back to the choice."""
    return Check(number=check.number)
