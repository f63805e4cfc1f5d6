"""Which rows point at a person or a household, and how those of two records become those of one.

The rows are found by the tables' own foreign keys: a table added later is followed without a word here.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnClause,
    ColumnElement,
    Connection,
    ForeignKeyConstraint,
    Table,
    TableClause,
    UniqueConstraint,
    column,
    select,
    table,
    update,
)

from ilp_desktop.store.tables import audit, guardian, household, metadata, student

RECORDS: dict[str, Table] = {"student": student, "guardian": guardian, "household": household}
"""What can be put together, by kind."""
STAYS = frozenset({audit.name})
"""Tables whose lines are never changed: they say what was done at the time, to which record."""
BY_KIND = {"external_id": "row_id", "staged_row": "row_id"}
"""Tables that name a record by ``kind`` and an id, without a foreign key."""
KIND_OF = {"student_guardian": "relation", "assignment": "assignment"}
"""What a roster's ids call the rows of a table that two records may both have."""

Raw = dict[str, Any]
"""A row as it lies in the store: texts, whole numbers, nothing of our own types."""


@dataclass(slots=True)
class Record:
    """What a merger did, and all it takes to undo it."""

    moved: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    """{"table.column": [id, ...]}: what pointed at the one that went."""
    changed: list[list[Any]] = field(default_factory=list[list[Any]])
    """[table, id, column, before, after]: what else was written."""
    digests: dict[str, str | None] = field(default_factory=dict[str, "str | None"])
    """Of the roster's rows that were moved: what they were last, in hexadecimal."""
    rests_on: list[list[Any]] = field(default_factory=list[list[Any]])
    """[table, id] of rows that say what both say, whether or not that changed them."""


def touched(moved: dict[str, list[int]], before: dict[str, Any]) -> set[tuple[str, int]]:
    """Return the rows that a merger had to do with, by table and id."""
    by_move = {(place.partition(".")[0], row_id) for place, ids in moved.items() for row_id in ids}
    by_change = {(change[0], change[1]) for change in before["changed"]}
    return by_move | by_change | {(name, row_id) for name, row_id in before["rests_on"]}


@cache
def raw(name: str) -> TableClause:
    """Return a table without its types: what is read is what lies in the store, and goes back as it was."""
    columns: list[ColumnClause[Any]] = [column(each.name) for each in metadata.tables[name].columns]
    return table(name, *columns)


@cache
def pointing_at(kind: str) -> tuple[tuple[Table, str], ...]:
    """Return each table and column that points at a kind of record."""
    target = RECORDS[kind]
    return tuple(
        (found, constraint.columns[0].name)
        for found in metadata.sorted_tables
        for constraint in sorted(found.foreign_key_constraints, key=_column_of)
        if constraint.referred_table is target and found.name not in STAYS
    )


def _column_of(constraint: ForeignKeyConstraint) -> str:
    return constraint.columns[0].name


@dataclass(frozen=True, slots=True)
class Pair:
    """Which one stands for both, which one goes, and the school's date and the instant as the store spells them."""

    kind: str
    kept: int
    gone: int
    today: str
    now: str


def move_all(connection: Connection, pair: Pair, record: Record) -> None:
    """Let all that points at ``gone`` point at ``kept``; what both have stays with ``gone``, and nothing is lost."""
    for found, name in pointing_at(pair.kind):
        doubled = _combined(connection, found, name, pair, record)
        its = raw(found.name).c
        _move(connection, found.name, name, [its[name] == pair.gone, its.id.not_in(doubled)], pair.kept, record)
    for place, name in BY_KIND.items():
        its = raw(place).c
        where = [its[name] == pair.gone, its.kind == pair.kind]
        if place == "staged_row":
            where.append(its.effect != "new")  # there the number is a place in the file
        _move(connection, place, name, where, pair.kept, record)


def _move(
    connection: Connection, found: str, name: str, where: list[ColumnElement[bool]], kept: int, record: Record
) -> None:
    its = raw(found)
    ids = list(connection.execute(select(its.c.id).where(*where).order_by(its.c.id)).scalars())
    if ids:
        connection.execute(update(its).where(*where).values({name: kept}))
        record.moved[f"{found}.{name}"] = ids


def move_back(connection: Connection, kept: int, gone: int, moved: dict[str, list[int]]) -> None:
    """Let what was moved point at ``gone`` again, where it still points at ``kept``."""
    for place, ids in moved.items():
        found, _, name = place.partition(".")
        its = raw(found)
        for start in range(0, len(ids), 500):
            connection.execute(
                update(its).where(its.c.id.in_(ids[start : start + 500]), its.c[name] == kept).values({name: gone})
            )


def write(connection: Connection, name: str, row: Raw, values: Raw, record: Record) -> None:
    """Change columns of one row, and remember what stood there."""
    different = {key: value for key, value in values.items() if row[key] != value}
    if different:
        its = raw(name)
        connection.execute(update(its).where(its.c.id == row["id"]).values(different))
        record.changed += [[name, row["id"], key, row[key], value] for key, value in different.items()]


def write_back(connection: Connection, changed: list[list[Any]]) -> None:
    """Put columns back as they were, last first; one that was written again since stays as it is."""
    for name, row_id, key, before, after in reversed(changed):
        row = read(connection, name, row_id)
        if row is not None and row[key] == after:
            its = raw(name)
            connection.execute(update(its).where(its.c.id == row_id).values({key: before}))


def read(connection: Connection, name: str, row_id: int) -> Raw | None:
    """Return one row as it lies in the store."""
    its = raw(name)
    row = connection.execute(select(its).where(its.c.id == row_id)).mappings().one_or_none()
    return None if row is None else {str(key): value for key, value in row.items()}


# What both have


def _combined(connection: Connection, found: Table, name: str, pair: Pair, record: Record) -> list[int]:
    """Bring the rows that both have to one, which the kept one keeps; return the other's, which stay and are hidden."""
    doubled: list[int] = []
    for own, other in _doubles(connection, found, name, pair):
        doubled.append(other["id"])
        record.rests_on += [[found.name, own["id"]], [found.name, other["id"]]]
        combine = _COMBINE.get(found.name)
        if combine is not None:
            write(connection, found.name, own, combine(own, other, pair.today), record)
        if "deleted_at" in other:
            write(connection, found.name, other, {"deleted_at": other["deleted_at"] or pair.now}, record)
        if found.name in KIND_OF:
            _follow(connection, KIND_OF[found.name], own["id"], other["id"], record)
    return doubled


def _follow(connection: Connection, kind: str, own: int, other: int, record: Record) -> None:
    """Let what a roster says of the other's row from now on, such as whom to keep away, count for the one that stays."""
    its = raw("external_id")
    ids = connection.execute(select(its.c.id).where(its.c.kind == kind, its.c.row_id == other)).scalars()
    for row_id in ids.all():
        row = read(connection, "external_id", row_id)
        assert row is not None
        write(connection, "external_id", row, {"row_id": own}, record)


def _doubles(connection: Connection, found: Table, name: str, pair: Pair) -> Iterator[tuple[Raw, Raw]]:
    for others in _keys(found, name):
        its = raw(found.name)
        found_rows = connection.execute(select(its).where(its.c[name].in_([pair.kept, pair.gone]))).mappings()
        rows: list[Raw] = [{str(key): value for key, value in row.items()} for row in found_rows]
        of_kept = {tuple(row[key] for key in others): row for row in rows if row[name] == pair.kept}
        for row in rows:
            own = of_kept.get(tuple(row[key] for key in others))
            if row[name] == pair.gone and own is not None:
                yield own, row


@cache
def _keys(found: Table, name: str) -> tuple[tuple[str, ...], ...]:
    """Return, for each rule that rows of this table be unique by this column, the other columns of the rule."""
    return tuple(
        tuple(each.name for each in rule.columns if each.name != name)
        for rule in found.constraints
        if isinstance(rule, UniqueConstraint) and name in rule.columns
    )


def _is_live(row: Raw, today: str) -> bool:
    return row["deleted_at"] is None and (row["ends_on"] is None or row["ends_on"] > today)


def _ended_here(relation: Raw) -> bool:
    """Whether the office ended a relation, or said when it ends: no other record of the same adult gives it back."""
    return "ends_on" in json.loads(relation["provenance"])


def _time(own: Raw, other: Raw) -> Raw:
    """Return the time that both cover together; no date is no limit."""
    begins = [row["begins_on"] for row in (own, other)]
    ends = [row["ends_on"] for row in (own, other)]
    return {
        "begins_on": None if None in begins else min(begins),
        "ends_on": None if None in ends else max(ends),
    }


def _relation(own: Raw, other: Raw, today: str) -> Raw:
    """Bring two relations of the same adult to the same child to one: what either forbids stays forbidden."""
    rights = ("may_see", "may_sign", "may_attend", "may_be_mailed")
    barred = max(own["barred"], other["barred"])
    if _ended_here(other):
        return {"barred": barred, "ends_on": other["ends_on"], "provenance": other["provenance"]}
    if not _is_live(other, today):
        return {"barred": barred}
    kept = ("relationship", "household_id", *rights)
    if _ended_here(own):
        return {"barred": barred}
    if not _is_live(own, today):
        times = {key: other[key] for key in ("begins_on", "ends_on", "deleted_at", "provenance")}
        return {**{key: other[key] for key in kept}, **times, "barred": barred}
    return {
        "relationship": other["relationship"] if own["relationship"] in _VAGUE else own["relationship"],
        "household_id": own["household_id"] or other["household_id"],
        **{key: min(own[key], other[key]) for key in rights},
        **_time(own, other),
        "barred": barred,
    }


def _duty(own: Raw, other: Raw, today: str) -> Raw:
    """Bring two assignments of the same duty to one, which lasts as long as either does."""
    if not _is_live(other, today):
        return {}
    if not _is_live(own, today):
        return {key: other[key] for key in ("begins_on", "ends_on", "deleted_at", "provenance")}
    return _time(own, other)


_VAGUE = frozenset({"", "guardian", "parent"})
_COMBINE: dict[str, Callable[[Raw, Raw, str], Raw]] = {"student_guardian": _relation, "assignment": _duty}
"""How two rows for the same thing become one. Where nothing is named, the kept one's row says it all."""
