"""What lies on the table to be signed, and who has signed it."""

from dataclasses import dataclass
from itertools import pairwise

from ilp_desktop.domain.conferences import Participant, Party
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.packs import Wording
from ilp_desktop.domain.plans import PlanContent, Point2, SignatureMark

Strokes = tuple[tuple[Point2, ...], ...]

FEWEST_POINTS = 6
CONSENT_EDITION = 1
"""Counts the wordings of what signers are told before they sign on a screen (``wording.consents``); a test holds both together."""
SHORTEST_TRAVEL = 0.12
"""Least way of the pen, in widths of the signing field: an initial or a cross is more, two dots are less."""
MOST_POINTS = 20_000


@dataclass(frozen=True, slots=True)
class SignerLine:
    """One person who may sign. ``outdated``: the mark is on what the plan said before it was changed."""

    participant: Participant
    mark: SignatureMark | None
    outdated: bool
    expected: bool
    """Whether the plan waits for this mark: nobody waits for someone who may not sign or could not be here."""

    @property
    def settled(self) -> bool:
        """Whether this person's mark stands on what the plan says now."""
        return self.mark is not None and not self.outdated


@dataclass(frozen=True, slots=True)
class SigningSheet:
    """What is signed now. ``sha256`` in hex names exactly this content: a mark binds to it."""

    conference_id: int
    content: PlanContent
    sha256: str
    number: int
    statement: Wording
    """The non-binding statement of the policy set."""
    consent: str
    """Which consent to signing on this screen is worded: ``consent_adult`` or ``consent_minor`` for the student."""
    signers: tuple[SignerLine, ...]
    guardian_owed: bool
    """Whether a guardian's mark, on screen or on paper, is still owed for a student under 18."""
    changed_since_signature: bool
    finalized: bool
    """Whether exactly this content was finalized in at least one language."""

    def consent_of(self, person: Participant) -> str:
        """Return which consent somebody is shown: the student their own, anybody else an adult's."""
        return self.consent if person.party is Party.STUDENT else "consent_adult"

    @property
    def complete(self) -> bool:
        """Whether every expected mark was made or its alternative recorded."""
        waiting = any(line.expected and not line.settled for line in self.signers)
        return bool(self.signers) and not waiting and not self.guardian_owed


def checked_strokes(strokes: Strokes, aspect: float) -> Strokes:
    """Return a drawn signature as it is kept, each point within the field.

    Points are x, y from 0 to 1, y downwards, then milliseconds and pressure where the pen gave them; ``aspect`` is the
    field's width over its height.

    Raises:
        OfficeError: ``signature_too_short`` for a slip of the pen, ``signature_too_long`` for a drawing.

    """
    if sum(len(stroke) for stroke in strokes) > MOST_POINTS:
        raise OfficeError("signature_too_long")
    kept = tuple(tuple(_point(point) for point in stroke) for stroke in strokes if stroke)
    if sum(len(stroke) for stroke in kept) < FEWEST_POINTS or _travel(kept, aspect) < SHORTEST_TRAVEL:
        raise OfficeError("signature_too_short")
    return kept


def _point(point: Point2) -> Point2:
    x, y, *rest = point
    return (min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0), *rest[:2])


def _travel(strokes: Strokes, aspect: float) -> float:
    return sum(
        ((after[0] - before[0]) ** 2 + ((after[1] - before[1]) / aspect) ** 2) ** 0.5
        for stroke in strokes
        for before, after in pairwise(stroke)
    )
