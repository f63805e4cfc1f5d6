"""The board's statements, built once for each decision about who may: building one takes longer than running it.

None of them grows with the school: a page is walked along an index from where the last one ended; numbers are added up from
what triggers count (``store/tallies.py``). One's own students are found from the assignments, and so cost what they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)

from ilp_desktop.domain.board import By, Show
from ilp_desktop.domain.policy.findings import State
from ilp_desktop.services.students import rows_seen_by
from ilp_desktop.store.tables import assignment, finding, standing, standing_tally, student, substitution, tally
from ilp_desktop.store.tables.columns import SchoolDate
from ilp_desktop.store.visible import TODAY, VIEWER_ID

Query = Select[*tuple[Any, ...]]
_n, _f, _t, _w, _s, _a = standing.c, finding.c, tally.c, standing_tally.c, student.c, assignment.c
UNTIL = bindparam("soon", type_=SchoolDate)
_DAY = bindparam("day", type_=SchoolDate)
_MOST = bindparam("most", type_=Integer)
_BY = {By.GRADE: _n.grade, By.STAFF: _n.staff_id, By.SCHOOL: _n.school_id}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a list that one index is walked along: its statement from the start, and from behind a row.

    ``keys`` are the names of the columns that say where a row stands; behind a row, ``last_`` and the name are bound.
    """

    first: Query
    further: Query
    keys: tuple[str, ...]


_NAMES = {"next_due_on": "due_on", "student_id": "id"}


def _part(rows: Query, order: Sequence[ColumnElement[Any]]) -> Part:
    names = tuple(_NAMES.get(str(column.key), str(column.key)) for column in order)
    last = [bindparam(f"last_{name}", type_=column.type) for name, column in zip(names, order, strict=True)]
    rows = rows.order_by(*order).limit(_MOST)
    return Part(rows, rows.where(tuple_(*order) > tuple_(*last)), names)


def _looked_after() -> ColumnElement[bool]:
    """Return the clause on ``standing`` or ``finding`` rows' students: the viewer's today, by the index of assignments."""
    n = substitution.c
    stood_in_for = select(n.absent_id).where(
        n.substitute_id == VIEWER_ID, n.deleted_at.is_(None), n.begins_on <= TODAY, n.ends_on >= TODAY
    )
    theirs = select(_a.student_id).where(
        _a.staff_id.in_(union_all(select(VIEWER_ID), stood_in_for)),
        _a.deleted_at.is_(None),
        or_(_a.begins_on.is_(None), _a.begins_on <= TODAY),
        or_(_a.ends_on.is_(None), _a.ends_on >= TODAY),
    )
    return student.c.id.in_(theirs)


def _rows(gate: ColumnElement[bool]) -> Query:
    return rows_seen_by(gate).where(_s.withdrawn_at.is_(None))


# Students by what they need


@cache
def listed(gate: ColumnElement[bool], show: Show, by: By | None, *, mine: bool) -> tuple[Part, ...]:
    """Return the parts of a list of students, in the order in which they follow each other."""
    rows = (
        _rows(gate)
        .join(standing, _n.student_id == _s.id)
        .add_columns(
            _n.needed,
            _n.next_due_on.label("due_on"),
            _n.next_clause_id.label("clause_id"),
            _n.next_period.label("period"),
            _n.no_plan,
            _n.school_id,
        )
    )
    if mine:
        rows = rows.where(_looked_after())
    if by is not None:
        rows = rows.where(_BY[by] == bindparam("key", type_=_BY[by].type))
    by_due, by_id = ("due_on", "id"), ("id",)
    needs, due = rows.where(_n.needed > 0), _n.next_due_on
    by_due, by_id = (due, _n.student_id), (_n.student_id,)
    at_school = (_n.school_id, _n.grade, _n.student_id)
    match show:
        case Show.NEEDED:
            # What has no day comes last; an index has it first.
            return _part(needs.where(due.is_not(None)), by_due), _part(needs.where(due.is_(None)), by_id)
        case Show.OVERDUE:
            return (_part(needs.where(due < TODAY), by_due),)
        case Show.SOON:
            return (_part(needs.where(due >= TODAY, due <= UNTIL), by_due),)
        case Show.ALL_SET:
            return (_part(rows.where(_n.needed == 0), at_school),)
        case Show.NO_PLAN:
            return (_part(rows.where(_n.no_plan != ""), (_n.no_plan, *at_school)),)


# Students behind the number of a clause

_SETTLED = {
    State.MET: "met",
    State.ELSEWHERE: "elsewhere",
    State.WAIVED: "waived",
    State.NOT_APPLICABLE: "not_applicable",
}
_dated, _undated = _f.due_on.is_not(None), _f.due_on.is_(None)
_past, _ahead = _f.due_on < TODAY, _f.due_on >= TODAY
_asked, _over = or_(_f.closes_on.is_(None), _f.closes_on >= TODAY), _f.closes_on < TODAY
_Stretch = tuple[str, ColumnElement[bool], ColumnElement[bool] | None]


def _stretches(state: State | None, *, advised: bool) -> tuple[_Stretch, ...]:
    """Return what a state is on a day: outcome, due day and closing day of each stretch; None: due on one day."""
    if state is None:
        return (("open", _f.due_on == _DAY, None),)
    if state in _SETTLED:
        return tuple((_SETTLED[state], due, None) for due in (_dated, _undated))
    late: tuple[_Stretch, ...] = (("late", _dated, None), ("late", _undated, None))
    asked = None if advised else _asked
    if state in {State.DUE, State.ADVISED}:
        return (("open", _ahead, asked), ("open", _undated, asked))
    if state is State.OVERDUE:
        return (("open", _past, _asked),)
    if state is State.NOT_DONE:
        return (*late, ("open", _past, None))
    return (*late, ("open", _dated, _over), ("open", _undated, _over))


@cache
def behind(gate: ColumnElement[bool], state: State | None, *, advised: bool, mine: bool) -> tuple[Part, ...]:
    """Return the parts of the list of students behind a number of one clause and period."""
    # One's own findings are looked up by student: an expression, not the column, so that the index of everybody's findings
    # of the clause is not gone through.
    of_clause = (_f.clause_id.concat("") if mine else _f.clause_id) == bindparam("clause_id", type_=Text)
    rows = (
        _rows(gate)
        .join(finding, _f.student_id == _s.id)
        .outerjoin(standing, _n.student_id == _s.id)
        .add_columns(
            func.coalesce(_n.needed, 0).label("needed"),
            _f.due_on.label("due_on"),
            _f.closes_on,
            _f.outcome,
            _f.clause_id.label("clause_id"),
            _f.period.label("period"),
            func.coalesce(_n.no_plan, "").label("no_plan"),
        )
        .where(of_clause, _f.period == bindparam("period", type_=Text))
    )
    if mine:
        rows = rows.where(_looked_after())
    parts: list[Part] = []
    for outcome, due, closes in _stretches(state, advised=advised):
        some = rows.where(_f.outcome == outcome, due)
        some = some if closes is None else some.where(closes)
        parts.append(_part(some, (_f.student_id,) if due is _undated else (_f.due_on, _f.student_id)))
    return tuple(parts)


# Numbers


@cache
def summed(gate: ColumnElement[bool], by: By | None, *, mine: bool) -> Query:
    """Return how many students stand how; by grade, keeper or school where that is asked for."""
    if mine:
        weight: ColumnElement[Any] = literal(1, Integer)
        needs, due, lacks = _n.needed > 0, _n.next_due_on, _n.no_plan
    else:
        weight, needs, due, lacks = _w.students, _w.needs == 1, _w.next_due_on, _w.no_plan

    def total(which: ColumnElement[bool], label: str) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((which, weight), else_=0)), 0).label(label)

    # In a tally a day is empty where there is none.
    dated = and_(needs, due.is_not(None) if mine else due != "")
    statement = select(
        func.coalesce(func.sum(weight), 0).label("students"),
        total(needs, "needed"),
        total(and_(dated, due < TODAY), "overdue"),
        total(and_(dated, due >= TODAY, due <= UNTIL), "soon"),
        total(lacks != "", "no_plan"),
    )
    if mine:
        own = statement.select_from(standing.join(student, _s.id == _n.student_id))
        return own.where(gate, _looked_after(), _s.deleted_at.is_(None), _s.withdrawn_at.is_(None))
    if by is None:
        return statement.where(_w.dimension == "all")
    of_each = statement.add_columns(_w.key).where(_w.dimension == by.value, _w.students > 0)
    return of_each.group_by(_w.key).order_by(_w.key)


@cache
def counted(gate: ColumnElement[bool], *, mine: bool, falling_due: bool) -> Query:
    """Return how many students have which finding: all, or those that are open and due in a span of days."""
    first, last = bindparam("first", type_=SchoolDate), bindparam("last", type_=SchoolDate)
    if mine:
        c: Any = _f
        columns, weight = (_f.due_on, _f.closes_on), func.count()
    else:
        c = _t
        columns = tuple(func.nullif(one, "", type_=SchoolDate).label(one.key) for one in (_t.due_on, _t.closes_on))
        weight = func.sum(_t.students)
    statement: Query = select(c.clause_id, c.period, c.outcome, *columns, weight.label("students"))
    if mine:
        own = statement.select_from(student.join(finding, _f.student_id == _s.id))
        statement = own.where(gate, _looked_after(), _s.deleted_at.is_(None), _s.withdrawn_at.is_(None))
        statement = statement.where(_f.outcome != "not_applicable")
    else:
        statement = statement.where(_t.students > 0)
    if falling_due:
        statement = statement.where(c.outcome == "open", c.due_on >= first, c.due_on <= last)
    return statement.group_by(c.clause_id, c.period, c.outcome, c.due_on, c.closes_on)


OF_SCHOOL = select(finding).where(_f.student_id == 0).order_by(_f.clause_id, _f.period)
"""The school's own findings."""
