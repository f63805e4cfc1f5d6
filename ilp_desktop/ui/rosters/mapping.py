"""What a plain table's columns are, while a person decides. No Qt: a draft and pure functions."""

import re
from dataclasses import dataclass, replace
from enum import Enum

from ilp_desktop.domain.mappings import ColumnUse, Content, DateOrder, TableLook, TableMapping
from ilp_desktop.ui.rosters.mapping_fields import Reads, lacking, may_repeat, reads, reads_of

_DIGITS = re.compile(r"^\s*(\d{1,2})[/.\-](\d{1,2})[/.\-]\d{2,4}\b")
_MONTHS = 12
_SURE, _NAMED = 80, 70
"""From this certainty on, a guess by a like heading or by a known one needs no second look."""

MAY_BE_COMPLETE = frozenset({Content.STUDENTS, Content.GUARDIANS, Content.STAFF})
"""Of these a table can be the whole truth; of results, registrations and courses it never is."""


class Why(Enum):
    """Why a column is what it is."""

    REMEMBERED = "remembered"
    NAME = "name"
    CELLS = "cells"
    UNSURE = "unsure"
    CHOSEN = "chosen"
    CONSTANT = "constant"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Line:
    """One column of the draft, or one value that is the same in every row. ``samples`` are student data.

    ``misread``: what stands in the column does not read as the field it becomes.
    """

    heading: str
    samples: tuple[str, ...]
    field: str
    why: Why
    misread: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A table, what its columns are so far, and which of them a person decided."""

    look: TableLook
    mapping: TableMapping
    decided: frozenset[str] = frozenset()

    @property
    def remembered(self) -> bool:
        """Whether the columns are those of an earlier import."""
        return self.look.remembered

    @property
    def lines(self) -> tuple[Line, ...]:
        """The columns in the file's order, then the values that are the same in every row."""
        reasons = {guess.column: guess for guess in self.look.guesses}
        made: list[Line] = []
        for column in self.look.columns:
            field = self.field_of(column.heading)
            guess = reasons.get(column.heading)
            if not field:
                why = Why.LEFT_OUT
            elif column.heading in self.decided:
                why = Why.CHOSEN
            else:
                why = _why(guess.by, guess.certainty) if guess and guess.field == field else Why.CHOSEN
            misread = bool(field) and not self._reads(field, column.samples)
            made.append(Line(column.heading, column.samples, field, why, misread))
        for use in self.constants:
            misread = not self._reads(use.field, (use.constant,))
            made.append(Line("", (use.constant,), use.field, Why.CONSTANT, misread))
        return tuple(made)

    @property
    def constants(self) -> tuple[ColumnUse, ...]:
        """The fields that are the same in every row."""
        return tuple(use for use in self.mapping.columns if not use.column)

    @property
    def lacks(self) -> tuple[str, ...]:
        """What is needed and not chosen yet, in words."""
        return lacking(self.mapping)

    @property
    def stands(self) -> bool:
        """Whether the table can be read as it is said now."""
        return not self.lacks and bool(self.mapping.source.strip())

    @property
    def dates_matter(self) -> bool:
        """Whether the order of a date's digits is for a person to say: no date shown proves the suggested one."""
        of = {column.heading: column.samples for column in self.look.columns}
        dates = [use.column for use in self.mapping.columns if use.column and self._is_date(use.field)]
        found = [parts for heading in dates for cell in of.get(heading, ()) if (parts := _DIGITS.match(cell))]
        month_first = self.look.suggested.date_order is DateOrder.MONTH_FIRST
        proofs = [int(parts[2 if month_first else 1]) > _MONTHS for parts in found]
        return any(parts[1] != parts[2] for parts in found) and not any(proofs)

    def field_of(self, heading: str) -> str:
        """Return what a column becomes, '' where it is left out."""
        return next((use.field for use in self.mapping.columns if use.column == heading), "")

    def _is_date(self, field: str) -> bool:
        return reads_of(self.mapping.content, field) is Reads.DATE

    def _reads(self, field: str, cells: tuple[str, ...]) -> bool:
        return reads(self.mapping, field, cells)


def begin(look: TableLook) -> Draft:
    """Begin with what is suggested."""
    return Draft(look, look.suggested)


def afresh(draft: Draft, look: TableLook) -> Draft:
    """Take another look at the same file (its headings elsewhere, its rows about something else).

    Where it comes from and whether it is complete was said about the file, and stays.
    """
    said = replace(look.suggested, source=draft.mapping.source, complete=draft.mapping.complete)
    return Draft(look, said if not look.remembered else look.suggested)


def choose(draft: Draft, heading: str, field: str) -> Draft:
    """Say what a column becomes; '' leaves it out. A field that is there once is read from the column chosen last."""
    alone = bool(field) and not may_repeat(draft.mapping.content, field)
    others = [use for use in draft.mapping.columns if use.column != heading and not (alone and use.field == field)]
    uses = [*others, ColumnUse(field, heading)] if field else others
    return _with_uses(replace(draft, decided=draft.decided | {heading}), uses)


def set_constant(draft: Draft, field: str, constant: str) -> Draft:
    """Say what a field is in every row; an empty value takes it back."""
    others = [use for use in draft.mapping.columns if use.field != field]
    value = constant.strip()
    return _with_uses(draft, [*others, ColumnUse(field, constant=value)] if value else others)


def change_constant(draft: Draft, before: str, field: str) -> Draft:
    """Let a value that is the same in every row stand for another field; '' drops it."""
    value = next((use.constant for use in draft.constants if use.field == before), "")
    left = set_constant(draft, before, "")
    return set_constant(left, field, value) if field else left


def set_source(draft: Draft, source: str) -> Draft:
    """Say which system the file comes from."""
    return replace(draft, mapping=replace(draft.mapping, source=source))


def set_complete(draft: Draft, complete: bool) -> Draft:
    """Say whether whoever is not in the file is gone."""
    return replace(draft, mapping=replace(draft.mapping, complete=complete))


def set_date_order(draft: Draft, order: DateOrder) -> Draft:
    """Say whether the month or the day comes first."""
    return replace(draft, mapping=replace(draft.mapping, date_order=order))


def taken(draft: Draft, mapping: TableMapping) -> Draft:
    """Take a mapping from a file: what it says of columns that are here, for the sheet that is shown."""
    here = {_folded(column.heading): column.heading for column in draft.look.columns}
    uses = tuple(
        use if not use.column else replace(use, column=here[_folded(use.column)])
        for use in mapping.columns
        if not use.column or _folded(use.column) in here
    )
    said = replace(mapping, columns=uses, sheet=draft.look.sheet, heading_row=draft.look.heading_row)
    return Draft(replace(draft.look, remembered=False), said, frozenset(here.values()))


def finished(draft: Draft) -> TableMapping:
    """Return the mapping as it is read and remembered."""
    return replace(draft.mapping, source=draft.mapping.source.strip())


def _with_uses(draft: Draft, uses: list[ColumnUse]) -> Draft:
    """Keep the file's order, so that the same choices make the same mapping."""
    order = {column.heading: at for at, column in enumerate(draft.look.columns)}
    placed = sorted(uses, key=lambda use: (order.get(use.column, len(order)), use.field))
    return replace(draft, mapping=replace(draft.mapping, columns=tuple(placed)))


def _why(by: str, certainty: int) -> Why:
    match by:
        case "remembered":
            return Why.REMEMBERED
        case "cells":
            return Why.CELLS
        case "similar":
            return Why.NAME if certainty >= _SURE else Why.UNSURE
        case _named:
            # A name whose cells look like something else.
            return Why.NAME if certainty >= _NAMED else Why.UNSURE


def _folded(heading: str) -> str:
    return " ".join(heading.split()).casefold()
