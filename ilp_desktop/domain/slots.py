"""A slot that a family took in a sign-up tool, as its file says it; nothing of it is known to be true yet."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Slot:
    """One row: ``on`` None and ``starts_at`` '' where the cell cannot be read. Names and numbers are as somebody typed them."""

    row: int
    on: date | None
    starts_at: str
    teacher: str = ""
    number: str = ""
    student: str = ""
    parent: str = ""

    @property
    def is_free(self) -> bool:
        """Whether nobody took it."""
        return not (self.number or self.student or self.parent)
