"""What a person says about staged rows before they are applied; it is kept with each row."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, select, update

from ilp_desktop.domain.imports import Effect
from ilp_desktop.services.roster_cells import listed
from ilp_desktop.services.roster_decisions import with_all, with_field, with_mark
from ilp_desktop.store.tables import staged_row

_s = staged_row.c


def those(staged_ids: Sequence[int]) -> ColumnElement[bool]:
    """Return the clause for staged rows by their ids."""
    return _s.id.in_(listed(json.dumps(list(staged_ids))))


def students_gone(run_id: int, staged_ids: Sequence[int] | None) -> ColumnElement[bool]:
    """Return the clause for the students that an import no longer names, for some of them or for all."""
    gone = (_s.run_id == run_id) & (_s.kind == "student") & (_s.effect == Effect.GONE.value)
    return gone if staged_ids is None else gone & those(staged_ids)


def keep(connection: Connection, staged_ids: Sequence[int], field: str | None, *, ours: bool) -> None:
    """Say of one field, or of all for None, whose word stands."""

    def said(decision: dict[str, Any]) -> dict[str, Any]:
        return with_all(decision, ours=ours) if field is None else with_field(decision, field, ours=ours)

    _decide(connection, those(staged_ids) & (_s.effect == Effect.CHANGED.value), said)


def keep_all(connection: Connection, run_id: int, *, ours: bool) -> None:
    """Say of every changed row whose word stands."""
    changed = (_s.run_id == run_id) & (_s.effect == Effect.CHANGED.value)
    _decide(connection, changed, lambda decision: with_all(decision, ours=ours))


def mark(connection: Connection, word: str, which: ColumnElement[bool], *, yes: bool) -> None:
    """Say of some rows that they are withdrawn or left out, or that they are not."""
    _decide(connection, which, lambda decision: with_mark(decision, word, yes=yes))


def _decide(
    connection: Connection, which: ColumnElement[bool], said: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    rows = connection.execute(select(_s.id, _s.decision).where(which)).all()
    decided = [{"staged": row.id, "said": said(row.decision)} for row in rows]
    if decided:
        connection.execute(
            update(staged_row).where(_s.id == bindparam("staged")).values(decision=bindparam("said")), decided
        )
