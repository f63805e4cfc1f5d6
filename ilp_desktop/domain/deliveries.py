"""Where the copies of a finalized plan went (R45, R46)."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class DeliveryKind(Enum):
    """What was done with a copy."""

    GIVEN_TO_FAMILY = "given_to_family"
    MAILED = "mailed"
    FILED_IN_FOLDER = "filed_in_folder"
    PRINTED = "printed"


GIVEN = (DeliveryKind.GIVEN_TO_FAMILY.value, DeliveryKind.MAILED.value)
"""What makes that the family has its copy (R45)."""


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """Who did it and when; ``to_whom`` is who took the copy, as the staff wrote it."""

    kind: DeliveryKind
    to_whom: str
    done_by: str
    done_at: datetime


@dataclass(frozen=True, slots=True)
class RenderingLine:
    """One finalized paper: one revision in one language. ``current``: it is what the plan says now."""

    rendering_id: int
    language: str
    number: int
    seal_code: str
    """SHA-256 in hex of what the plan says; people compare its first twelve digits."""
    finalized_at: datetime
    current: bool
    deliveries: tuple[DeliveryLine, ...]
