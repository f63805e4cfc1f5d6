"""Which pages of the preview's rows are at hand, and how to come by the others. No Qt.

Rows are read after the id of the row before, never by counting through them; where each page begins is asked once.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from ilp_desktop.domain.imports import StagedRow, StagedRows

PAGE = 100
_KEPT = 24
"""How many pages are at hand; the one looked at longest ago makes room."""


@dataclass(frozen=True, slots=True)
class Question:
    """A page of rows to ask for: those after a row's id."""

    page: int
    after: int
    limit: int = PAGE


class StagedPages:
    """Rows of one filter. ``total`` is None until the first answer."""

    def __init__(self) -> None:
        self.total: int | None = None
        self._afters = [0]
        self._placed = False
        self._pages: OrderedDict[int, list[StagedRow]] = OrderedDict()

    def row(self, at: int) -> StagedRow | None:
        """Return a row, None while its page is not at hand."""
        page = self._pages.get(at // PAGE)
        if page is None or at % PAGE >= len(page):
            return None
        self._pages.move_to_end(at // PAGE)
        return page[at % PAGE]

    def has(self, page: int) -> bool:
        """Tell whether a page is at hand, or lies behind the last row."""
        return page in self._pages or (self._placed and page >= len(self._afters))

    def question(self, page: int) -> Question | None:
        """Return what to ask for a page, None while it is not known where it begins."""
        return Question(page, self._afters[page]) if page < len(self._afters) else None

    def know(self, places: Iterable[int]) -> None:
        """Remember the ids of the last row of each page."""
        self._afters = [0, *places]
        self._placed = True

    def take(self, question: Question, answer: StagedRows) -> None:
        """Keep what was read."""
        self.total = answer.total if self.total is None else self.total
        self._pages[question.page] = list(answer.rows)
        self._pages.move_to_end(question.page)
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)

    def change(self, row: StagedRow) -> int | None:
        """Put a row in place of the one with its id, and return where it stands; None where it is not at hand."""
        for number, page in self._pages.items():
            for at, one in enumerate(page):
                if one.staged_id == row.staged_id:
                    page[at] = row
                    return number * PAGE + at
        return None

    def forget(self) -> None:
        """Let go of the rows at hand, which were decided about as a whole; where they stand is still known."""
        self._pages.clear()
