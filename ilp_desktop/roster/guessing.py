"""Looks at a plain table before anything is decided, and suggests how it is read.

Each column is compared with each field by its heading (the catalog's own words, then what systems call it, then what is
spelled alike) and by what its cells look like. The surest pairs are taken first, one column for a field; what a table
is about is what explains its columns best.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path

from rapidfuzz import fuzz, process

from ilp_desktop.domain.mappings import (
    ColumnSample,
    ColumnUse,
    Content,
    FieldGuess,
    TableLook,
    TableMapping,
)
from ilp_desktop.roster.cells import CellsLook, date_order, looked_at, misfits, words_for
from ilp_desktop.roster.fields import Field, Reads, field_of, fields_of, lacking
from ilp_desktop.roster.headings import plain_heading
from ilp_desktop.roster.mapped_plan import is_footer
from ilp_desktop.roster.remarks import Remarks
from ilp_desktop.roster.senders import file_words, sender_of
from ilp_desktop.roster.sheets import Sheet, open_book

Remembered = Callable[[frozenset[str]], TableMapping | None]
"""Asks the office what it chose for a table with these headings before."""

ROWS_LOOKED_AT = 400
ROWS_COUNTED = 200_000
SURE_ENOUGH = 55
"""From this certainty on a guess is part of the suggestion."""
_NAME, _SYNONYM, _WITHOUT_TABLE, _ALIKE = 100, 95, 88, 84
_LEAST_ALIKE = 86
_MISFIT = 50
# Groups whose fields are understood by their own words alone.
_SAID_BY_LABEL = frozenset({"Student", "Staff member", "Course", "Result", "Address", "Dates", "Guardian"})


# A heading that says no more than these is the guardian's beside whose name it stands, where it stands more than once.
_OF_WHOM = frozenset(
    plain_heading(each)
    for each in ("Phone", "Home Phone", "Work Phone", "Cell", "Cell Phone", "Email", "Relationship", "Language", "Address", "Lives With",
                 "Mailing", "Portal", "Interpreter", "Name", "First Name", "Last Name", "Phone Number", "Email Address")
)  # fmt: skip
_TWICE = re.compile(r" \(\d+\)$")
_GUARDIAN_WORDS = frozenset({"guardian", "parent", "contact", "relationship", "mother", "father", "family"})
_OF_PARENTS = {"mother": "Mother", "madre": "Mother", "father": "Father", "padre": "Father"}
_ENROLL_STATUS = {"0": "yes", "-1": "no", "1": "no", "2": "no", "3": "no", "4": "no"}


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    plain: str
    cells: CellsLook


@dataclass(frozen=True, slots=True)
class _Candidate:
    certainty: int
    by: str
    column: int
    field: Field


def look(
    path: Path,
    sheet: str = "",
    remembered: Remembered | None = None,
    *,
    content: Content | None = None,
    heading_row: int = 0,
) -> TableLook:
    """Look at a table.

    ``sheet`` '' is the one that looks most like a table, ``heading_row`` 0 the row that looks most like headings, and
    ``content`` None what explains the columns best; a person may say each of them. Raises what ``sheets.open_book`` and
    ``Book.sheet`` raise.
    """
    with open_book(path, Remarks()) as book:
        found = book.sheet(sheet, heading_row)
        columns, rows, bounded = _columns(found)
        known = remembered(frozenset(column.heading for column in columns)) if remembered else None
        if known is not None and content in {None, known.content}:
            suggested = replace(known, sheet=found.name, heading_row=found.heading_row)
            guesses = tuple(FieldGuess(use.column, use.field, 100, "remembered") for use in known.columns if use.column)
        else:
            known = None
            about, guesses = _likeliest(columns) if content is None else (content, _assigned(columns, content))
            suggested = _suggested(path, found, about, guesses, columns)
        return TableLook(
            file_name=path.name,
            sheets=book.sheets,
            sheet=found.name,
            heading_row=found.heading_row,
            rows=rows,
            rows_bounded=bounded,
            columns=tuple(ColumnSample(each.heading, each.cells.samples, each.cells.filled) for each in columns),
            suggested=suggested,
            guesses=guesses,
            remembered=known is not None,
        )


def _columns(sheet: Sheet) -> tuple[list[_Column], int, bool]:
    """Return the columns with their first cells, those without a name and without a cell left out; and the rows."""
    cells: list[list[str]] = [[] for _heading in sheet.headings]
    for _row, texts, raw in islice(sheet.rows(sheet.headings), ROWS_LOOKED_AT):
        if not is_footer(raw):
            for at, column in enumerate(cells):
                column.append(texts[at])
    rows = sheet.count(ROWS_COUNTED)
    made = [
        _Column(heading, plain_heading(heading), looked_at(texts))
        for heading, texts in zip(sheet.headings, cells, strict=True)
    ]
    columns = [column for column in made if column.cells.filled or not column.heading.startswith("Column ")]
    return columns, rows, rows == ROWS_COUNTED


def _likeliest(columns: Sequence[_Column]) -> tuple[Content, tuple[FieldGuess, ...]]:
    """Return what the table is about, and what its columns are then."""
    best: tuple[float, Content, tuple[FieldGuess, ...]] | None = None
    for content in Content:
        guesses = _assigned(columns, content)
        weight = _weight(columns, content, guesses)
        if best is None or weight > best[0]:
            best = weight, content, guesses
    assert best is not None, "there are contents"
    return best[1], best[2]


def _weight(columns: Sequence[_Column], content: Content, guesses: tuple[FieldGuess, ...]) -> float:
    """Return how well a content explains the columns."""
    sure = [guess for guess in guesses if guess.certainty >= SURE_ENOUGH]
    # A bare 'Name' or 'Email' is anybody's, and tells nothing of what the rows are about.
    anybodys = {column.heading for column in columns if column.plain in _OF_WHOM}
    weight = 0.0
    for guess in sure:
        field = field_of(content, guess.field)
        telling = 1 if guess.column in anybodys else field.telling if field else 0
        weight += (0.3 + telling) * guess.certainty / 100
    weight -= 0.5 * (len(columns) - len(sure))
    if lacking(content, (guess.field for guess in sure)):
        weight -= 12
    if content is Content.GUARDIANS and not any(_GUARDIAN_WORDS & set(column.plain.split()) for column in columns):
        weight -= 6
    # Rows about students have each student once; rows about anything else of theirs have them again and again.
    of_student = {guess.column for guess in sure if guess.field in {"student_number", "person_id", "state_id"}}
    again = any(column.cells.repeats for column in columns if column.heading in of_student)
    if of_student and again and content is Content.STUDENTS:
        weight -= 6
    return weight


def _assigned(columns: Sequence[_Column], content: Content) -> tuple[FieldGuess, ...]:
    """Return one field at most for a column and one column at most for a field, the surest pairs first."""
    candidates = [*_by_heading(columns, content), *_beside_guardians(columns, content), *_by_cells(columns, content)]
    order = {field.key: at for at, field in enumerate(fields_of(content))}
    candidates.sort(key=lambda each: (-each.certainty, each.column, order[each.field.key]))
    columns_taken: set[int] = set()
    fields_taken: set[str] = set()
    found: dict[int, FieldGuess] = {}
    for each in candidates:
        if each.column in columns_taken or each.field.key in fields_taken:
            continue
        columns_taken.add(each.column)
        if not each.field.many:
            fields_taken.add(each.field.key)
        found[each.column] = FieldGuess(
            columns[each.column].heading, each.field.key, min(each.certainty, _NAME), each.by
        )
    return tuple(found[at] for at in sorted(found))


def _by_heading(columns: Sequence[_Column], content: Content) -> Iterable[_Candidate]:
    index, names = _index(content)
    for at, column in enumerate(columns):
        certainties: dict[str, tuple[int, str]] = {}
        for plain, certainty in _spellings(column, content):
            for key, own in index.get(plain, ()):
                sure = min(certainty, _NAME if own else _SYNONYM)
                if sure > certainties.get(key, (0, ""))[0]:
                    certainties[key] = sure, "name" if own else "synonym"
        if not certainties and len(column.plain) > 3:
            alike = process.extract(
                column.plain, names, scorer=fuzz.token_sort_ratio, limit=4, score_cutoff=_LEAST_ALIKE
            )
            for name, score, _place in alike:
                for key, _own in index[name]:
                    certainties.setdefault(key, (round(score * _ALIKE / 100), "similar"))
        for key, (certainty, by) in certainties.items():
            field = field_of(content, key)
            if field is not None:
                yield _Candidate(certainty - _doubt(field, column), by, at, field)


def _doubt(field: Field, column: _Column) -> int:
    if misfits(field, column.cells):
        return _MISFIT
    # 'Grade' over 9, 10, 11 is the level; over A, B+ it is the mark.
    levels = (
        field.reads is Reads.SCORE
        and column.plain in {"grade", "grade level"}
        and column.cells.share(Reads.GRADE) > 0.9
    )
    return _MISFIT if levels else 0


def _spellings(column: _Column, content: Content) -> Iterable[tuple[str, int]]:
    """Yield a heading as it is, without a second one's number, without its table, without whom it is about."""
    yield column.plain, _NAME
    yield _squashed(column.heading), _SYNONYM
    bare = _TWICE.sub("", column.heading)
    if bare != column.heading:
        yield plain_heading(bare), _WITHOUT_TABLE - 10
    table, dot, behind = column.heading.rpartition(".")
    if dot and table.casefold() not in {"contacts", "contact", "guardian"}:
        yield plain_heading(behind), _WITHOUT_TABLE
    prefix = {Content.STUDENTS: "student ", Content.STAFF: "staff ", Content.GUARDIANS: "guardian "}.get(content, "")
    if prefix and column.plain.startswith(prefix):
        yield column.plain.removeprefix(prefix), _WITHOUT_TABLE + 2


def _beside_guardians(columns: Sequence[_Column], content: Content) -> Iterable[_Candidate]:
    """Yield what headings that stand more than once mean beside a guardian's name: Name, Phone, Name (2), Phone (2)."""
    if content is not Content.STUDENTS:
        return
    index, _names = _index(content)
    bare = [_TWICE.sub("", column.heading).casefold() for column in columns]
    place = 0
    for at, column in enumerate(columns):
        named = [key for key, _own in index.get(column.plain, ()) if key.startswith("guardian")]
        if named and named[0][8].isdigit() and named[0].endswith(("name", "_id")):
            place = int(named[0][8])
        elif place and bare.count(bare[at]) > 1 and plain_heading(bare[at]) in _OF_WHOM:
            for key, _own in index.get(f"guardian {place} {plain_heading(bare[at])}", ()):
                field = field_of(content, key)
                if field is not None and not misfits(field, column.cells):
                    yield _Candidate(_NAME + 1, "synonym", at, field)


def _by_cells(columns: Sequence[_Column], content: Content) -> Iterable[_Candidate]:
    """Yield what columns may be whose headings say nothing, by what stands in them."""
    person = {Content.GUARDIANS: "guardian_"}.get(content, "")
    tests: tuple[tuple[str, int, Callable[[CellsLook], float]], ...] = (
        (f"{person}name", 62, lambda cells: cells.names),
        (f"{person}email", 62, lambda cells: cells.share(Reads.EMAIL)),
        (f"{person}phone", 57, lambda cells: cells.share(Reads.PHONE) if cells.all_digits < 0.5 else 0.0),
        (f"{person}language", 58, lambda cells: cells.share(Reads.LANGUAGE)),
        ("birth_date", 56, lambda cells: cells.share(Reads.DATE) if cells.all_digits < 0.5 else 0.0),
        ("grade", 50, lambda cells: cells.share(Reads.GRADE)),
        ("score", 60, lambda cells: cells.marks if content is Content.GRADES and cells.all_digits < 0.5 else 0.0),
        ("score", 50, lambda cells: cells.share(Reads.NUMBER) if content is Content.ASSESSMENTS else 0.0),
    )
    for at, column in enumerate(columns):
        if column.cells.filled:
            for key, certainty, share in tests:
                field = field_of(content, key)
                if field is not None and share(column.cells) >= 0.8:
                    yield _Candidate(certainty, "cells", at, field)


def _squashed(heading: str) -> str:
    """Return a heading's letters alone, marked as such: EARNEDCRHRS is EarnedCrHrs, whose words can be told apart."""
    return "=" + "".join(letter for letter in heading.casefold() if letter.isalnum())


@cache
def _index(content: Content) -> tuple[Mapping[str, tuple[tuple[str, bool], ...]], tuple[str, ...]]:
    """Return every heading that such a table's fields are known by, with the fields and whether it is the catalog's own."""
    found: dict[str, dict[str, bool]] = {}
    for field in fields_of(content):
        own = {plain_heading(field.key), *((plain_heading(field.label),) if field.group in _SAID_BY_LABEL else ())}
        squashed = {_squashed(each) for each in field.synonyms if " " in each or not each.islower()}
        for plain in {*own, *squashed, *(plain_heading(each) for each in field.synonyms)}:
            if plain:
                found.setdefault(plain, {})[field.key] = plain in own
    index = {plain: tuple(keys.items()) for plain, keys in found.items()}
    return index, tuple(plain for plain in index if not plain.startswith("="))


def _suggested(
    path: Path, sheet: Sheet, content: Content, guesses: tuple[FieldGuess, ...], columns: Sequence[_Column]
) -> TableMapping:
    cells = {column.heading: column.cells for column in columns}
    uses = [ColumnUse(guess.field, guess.column) for guess in guesses if guess.certainty >= SURE_ENOUGH]
    dates: list[CellsLook] = []
    values: dict[str, dict[str, str]] = {}
    for use in tuple(uses):
        field = field_of(content, use.field)
        assert field is not None, "only fields of this content are guessed"
        if field.reads is Reads.DATE:
            dates.append(cells[use.column])
        if words := words_for(field, cells[use.column]):
            values[use.field] = words
        if use.field == "active" and set(cells[use.column].distinct) <= _ENROLL_STATUS.keys():
            values[use.field] = dict(_ENROLL_STATUS)
        uses += _said_by_heading(use, uses)
    return TableMapping(
        source=sender_of(sheet.headings) or file_words(path),
        content=content,
        columns=tuple(uses),
        sheet=sheet.name,
        heading_row=sheet.heading_row,
        date_order=date_order(dates),
        values=values,
    )


def _said_by_heading(use: ColumnUse, uses: Sequence[ColumnUse]) -> Iterable[ColumnUse]:
    """Yield what a heading says of every row: who stands under 'Mother' is the mother."""
    parent = next((word for word in plain_heading(use.column).split() if word in _OF_PARENTS), "")
    key = f"{use.field.partition('_')[0]}_relationship"
    if parent and use.field.startswith("guardian") and all(other.field != key for other in uses):
        yield ColumnUse(key, constant=_OF_PARENTS[parent])
