"""A page of the preview: staged rows with what each would change, worded for reading."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Text, func, or_, select, type_coerce

from ilp_desktop.domain.imports import Effect, FieldChange, StagedRow, StagedRows
from ilp_desktop.domain.names import folded
from ilp_desktop.services.roster_cells import listed
from ilp_desktop.services.roster_decisions import kept
from ilp_desktop.services.roster_kept import differs
from ilp_desktop.services.roster_names import REFERS, Names, ids_in
from ilp_desktop.services.roster_rows import FIELDS
from ilp_desktop.services.roster_runs import Run, file_of
from ilp_desktop.services.roster_staging import TABLES
from ilp_desktop.store.tables import staged_row
from ilp_desktop.wording.imports import value_words

_s = staged_row.c
Found = Row[*tuple[Any, ...]]
# Said of a new row, and nowhere to compare with on one that is here.
_ONCE = frozenset({"relationship", "lives_with"})
WITHHOLDS = {"may_see": 0, "may_be_mailed": 0, "barred": 1}
"""What a person's right is where it is withheld: a roster withholds, and only a person gives back."""


def page(
    connection: Connection, run: Run, *, effect: Effect | None, kind: str, words: str, after: int, limit: int
) -> StagedRows:
    """Return the staged rows after one, and how many the filter lets through in all."""
    clauses = [_s.run_id == run.run_id, *_wanted(effect, kind, words)]
    total = connection.execute(select(func.count()).select_from(staged_row).where(*clauses)).scalar_one()
    rows = connection.execute(
        select(_s.id, _s.kind, _s.sourced_id, _s.effect, _s.row_id, _s.row, _s.payload, _s.decision)
        .where(*clauses, _s.id > after)
        .order_by(_s.id)
        .limit(limit)
    ).all()
    own = {kind: _office_rows(connection, kind, rows) for kind in {row.kind for row in rows}}
    names = Names(connection, run.run_id, run.source, rows, own)
    return StagedRows(tuple(_line(run, row, own[row.kind].get(row.row_id), names) for row in rows), total)


def places(
    connection: Connection, run: Run, *, effect: Effect | None, kind: str, words: str, every: int
) -> tuple[int, ...]:
    """Return the id of each n-th staged row that the filter lets through: where the pages end."""
    number = func.row_number().over(order_by=_s.id).label("number")
    numbered = select(_s.id, number).where(_s.run_id == run.run_id, *_wanted(effect, kind, words)).subquery()
    ends = select(numbered.c.id).where(numbered.c.number % every == 0).order_by(numbered.c.id)
    return tuple(connection.execute(ends).scalars())


def _wanted(effect: Effect | None, kind: str, words: str) -> Iterable[ColumnElement[bool]]:
    if effect is not None:
        yield _s.effect == effect.value
    if kind:
        yield _s.kind == kind
    payload = type_coerce(_s.payload, Text)
    for word in words.split():
        # A student's values hold the name without accents, too.
        either = {word, folded(word)} - {""}
        yield or_(*(payload.contains(one, autoescape=True) for one in sorted(either)))


def _office_rows(connection: Connection, kind: str, rows: Sequence[Found]) -> dict[int, Mapping[str, Any]]:
    ids = [row.row_id for row in rows if row.kind == kind and row.effect != Effect.NEW.value and row.row_id]
    table = TABLES[kind]
    found = connection.execute(select(table).where(table.c.id.in_(listed(json.dumps(ids))))).mappings()
    return {row["id"]: dict(row) for row in found}


def _line(run: Run, row: Found, own: Mapping[str, Any] | None, names: Names) -> StagedRow:
    effect = Effect(row.effect)
    changes: Iterable[FieldChange] = ()
    if effect is Effect.NEW:
        changes = _said(row, names)
    elif effect is Effect.CHANGED and own is not None:
        changes = _differences(row, own, names)
    return StagedRow(
        staged_id=row.id,
        kind=row.kind,
        effect=effect,
        name=names.of(row),
        file="" if effect is Effect.GONE else file_of(run.shape, run.file_name, row.kind),
        row=row.row,
        fields=tuple(changes),
        withdraw=bool(row.decision.get("withdraw")),
        left_out=bool(row.decision.get("leave_out")),
    )


def _values(row: Found) -> Iterable[tuple[str, Any]]:
    for field, value in zip(FIELDS[row.kind], row.payload, strict=True):
        # What a student is sorted by is no field.
        if field != "sort_key" and value not in (None, "", []):
            yield field, value


def _after(row: Found, field: str, value: Any, names: Names) -> str:
    kinds = REFERS.get((row.kind, field))
    if kinds is None:
        return value_words(field, value)
    return ", ".join(sorted(names.named(kinds, one) for one in ids_in(value)))


def _said(row: Found, names: Names) -> Iterable[FieldChange]:
    for field, value in _values(row):
        yield FieldChange(field, "", _after(row, field, value, names), corrected=False, keep=False)


def _differences(row: Found, own: Mapping[str, Any], names: Names) -> Iterable[FieldChange]:
    corrected: dict[str, str] = own.get("provenance") or {}
    if own.get("withdrawn_at") or own.get("deleted_at"):
        yield FieldChange("withdrawn_at", value_words("withdrawn_at", True), "", corrected=False, keep=False)
    for field, value in _values(row):
        after = _after(row, field, value, names)
        if (row.kind, field) in REFERS:
            before = names.before(row, field, own)
            other = before != after
        elif field == "address":
            before = names.address(row)
            other = folded(before) != folded(after)
        elif field in own:
            before = value_words(field, own[field])
            other = differs(value, own[field])
        else:
            before, other = "", field not in _ONCE
        if other:
            withheld = field in WITHHOLDS and own.get(field) == WITHHOLDS[field]
            known = {**corrected, field: "office"} if withheld else corrected
            keep = kept(field, row.decision, known)
            yield FieldChange(field, before, after, corrected=field in known, keep=keep)
