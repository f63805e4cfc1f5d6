"""The conferences of a day that ends early, for a list view: spoken as well as drawn."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from ilp_desktop.domain.early_ends import MovedLine
from ilp_desktop.language import _
from ilp_desktop.ui.day.words import date_words, time_words
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rows import RowsModel
from ilp_desktop.ui.students.rows import PersonDelegate, PersonLook


@dataclass(frozen=True, slots=True)
class EarlyRow:
    """A conference that is moved, on the day that ends early; ``is_made``: it was moved, and homes are told."""

    line: MovedLine
    on: date
    is_made: bool


def place_words(row: EarlyRow) -> str:
    """Word where a conference goes."""
    line = row.line
    if line.now_on is None:
        return _("Waits for a day")
    at = time_words(line.now_at)
    return at if line.now_on == row.on else _("{day}, {time}").format(day=date_words(line.now_on), time=at)


def meta_words(row: EarlyRow) -> str:
    """Word a line's second line."""
    line = row.line
    moved = _("{before} → {after}").format(before=time_words(line.was_at), after=place_words(row))
    return " · ".join(part for part in (moved, line.staff_name) if part)


def chip_words(row: EarlyRow) -> tuple[str, str]:
    """Return what is left to do for a line, and the chip's kind."""
    line = row.line
    if row.is_made:
        return (_("Told"), "grey") if line.told else (_("To tell"), "amber")
    if line.now_on is None:
        return _("No free time"), "amber"
    return (_("Earlier"), "accent") if line.now_on == row.on else (_("Another day"), "blue")


class EarlyModel(RowsModel[EarlyRow]):
    """The lines."""

    @override
    def key(self, row: EarlyRow) -> int:
        return row.line.conference_id

    @override
    def spoken(self, row: EarlyRow) -> str:
        return ", ".join((row.line.student_name, meta_words(row), chip_words(row)[0]))

    @override
    def tip(self, row: EarlyRow) -> str:
        return meta_words(row)


class EarlyDelegate(PersonDelegate):
    """Paints a line as the list of students paints a student."""

    @override
    def look_of(self, row: Hashable) -> PersonLook | None:
        if not isinstance(row, EarlyRow):
            return None
        return PersonLook(row.line.student_name, meta_words(row), chip_words(row), faded=row.is_made and row.line.told)
