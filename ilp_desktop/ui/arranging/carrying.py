"""A meeting that is being carried, by mouse or by keys: where it would come to lie, and what would clash there."""

from ilp_desktop.domain.schedules import Clash
from ilp_desktop.ui.arranging.board import Board


class Carry:
    """What is carried. What clashes at a place is looked at once, when the place is first seen."""

    def __init__(self, board: Board, key: int, start: int, *, by_mouse: bool) -> None:
        self._board = board
        self.key = key
        self.minutes = board.lines[key].minutes
        self.column = board.column_of(key)
        self.start = start
        self.by_mouse = by_mouse
        self._clashes: dict[int, tuple[Clash, ...]] = {}

    def clashes(self, minute: int) -> tuple[Clash, ...]:
        """Return what would stand in the way at a minute."""
        found = self._clashes.get(minute)
        if found is None:
            found = self._clashes[minute] = self._board.clashes_at(self.key, minute)
        return found

    def step(self, by: int) -> None:
        """Carry it so many places on; at the ends it stays."""
        slots = self._board.columns[self.column].slots
        here = min(range(len(slots)), key=lambda at: abs(slots[at] - self.start))
        self.start = slots[min(max(0, here + by), len(slots) - 1)]

    def to(self, minute: float) -> None:
        """Carry it to the place nearest to a minute."""
        self.start = self._board.slot_near(self.column, minute)

    def to_next_free(self) -> bool:
        """Carry it to the next place at which nothing clashes, from the beginning after the last; tell whether there is one."""
        slots = self._board.columns[self.column].slots
        later = [slot for slot in slots if slot > self.start]
        for slot in (*later, *slots):
            if slot != self.start and not self.clashes(slot):
                self.start = slot
                return True
        return False
