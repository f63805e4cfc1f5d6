# ruff: noqa: S608 - statements are made of the names of our own tables and columns; every value is bound
"""What was staged becomes the office's, kind by kind and set by set, inside the one transaction of the caller."""

import json
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    text,
    union_all,
    update,
)
from sqlalchemy import type_coerce as as_type

from ilp_desktop.domain.names import sort_key
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.roster_cells import (
    PAYLOAD,
    UNDECIDED,
    cell,
    listed,
    own_row,
    row_of,
    staged,
    student_of,
)
from ilp_desktop.services.roster_kept import PEOPLE, kept_rows
from ilp_desktop.services.roster_linking import Linking
from ilp_desktop.services.roster_notes import Notes
from ilp_desktop.services.roster_rows import FIELDS, KINDS
from ilp_desktop.services.roster_staging import TABLES
from ilp_desktop.store.tables import academic_session, external_id, metadata, staged_row, student
from ilp_desktop.store.tables.columns import instant_text

_s = staged_row.c
# A relation and an assignment meet what is here already: roster_linking.
_OF_THEIR_OWN = tuple(kind for kind in KINDS if kind not in {"relation", "assignment"})
_POINTS_AT = {
    ("school_class", "course_id"): "course",
    ("school_class", "org_id"): "org",
    ("school_class", "session_id"): "academic_session",
    ("enrollment", "class_id"): "school_class",
}
# Fields that are no columns: they are followed as links.
_LINKS = frozenset({"schools", "guardians", "students", "relationship", "address", "user", "student"})
_USUAL: dict[str, str | int] = {"language": "en", "needs_interpreter": 0}
# Of these a sender that says nothing says it for good: an end that was taken back.
_SAID_FOR_GOOD = frozenset({"begins_on", "ends_on", "value", "said", "benchmark"})


class Applying:
    """One application of one staged import."""

    def __init__(
        self, connection: Connection, desk: Desk, run_id: int, source: str, *, guardians_name_students: bool = False
    ) -> None:
        self._guardians_name_students = guardians_name_students
        self._connection = connection
        self._desk = desk
        self._run_id = run_id
        self._source = source
        self._notes = Notes(connection, run_id)
        self._linking = Linking(connection, desk, run_id, source, self._notes)

    def apply_all(self) -> tuple[list[int], list[int]]:
        """Apply every kind in order, then what hangs on people: guardians, homes, schools, teachers, the search.

        Returns the students and the guardians that are new or changed.
        """
        self._connection.execute(_LEAVE_OUT, self._values_of(""))
        self._notes.begin(external_id)
        for kind in _OF_THEIR_OWN:
            last = self._notes.begin(TABLES[kind])
            if self._any(kind, "new"):
                self._insert(kind, last)
            if self._any(kind, "changed"):
                self._change(kind)
            if self._any(kind, "new") or self._any(kind, "changed"):
                self._remember(kind, last)
        self._linking.link(guardians_name_students=self._guardians_name_students)
        self._end_gone()
        self._linking.refresh_search()
        self._notes.end(metadata.tables)
        return self._touched("student"), self._touched("guardian")

    def _touched(self, kind: str) -> list[int]:
        key = TABLES[kind].c.id
        new = select(key).where(key.between(*self._notes.new_ids(TABLES[kind])))
        changed = select(_s.row_id).where(staged(self._run_id, kind, "changed"))
        return list(self._connection.execute(union_all(new, changed)).scalars())

    def _any(self, kind: str, effect: str) -> bool:
        values = {"run": self._run_id, "kind": kind, "effect": effect}
        return bool(self._connection.execute(_ANY, values).scalar_one())

    def _insert(self, kind: str, last: int) -> None:
        if kind == "enrollment":
            self._connection.execute(_ENROLL, self._values_of(kind) | {"last": last})
            return
        values = self._values(kind)
        for name, usual in _USUAL.items():
            if name in values:
                values[name] = func.coalesce(func.nullif(values[name], ""), usual)
        if kind == "measure_point":
            values["measured_on"] = func.coalesce(values["measured_on"], self._day_of(cell(kind, "term")))
            values["source"] = literal(self._source)
        rows: Select[Any] = (
            select(own_row(last).label("id"), _s.uid, *(value.label(name) for name, value in values.items()))
            .where(staged(self._run_id, kind, "new"))
            .order_by(_s.id)
        )
        if kind == "measure_point":
            # A student who was left out has no results either.
            those = rows.subquery("those")
            rows = select(*those.c).where(those.c.student_id.is_not(None))
        self._connection.execute(insert(TABLES[kind]).from_select(["id", "uid", *values], rows, include_defaults=False))

    def _change(self, kind: str) -> None:
        table = TABLES[kind]
        self._notes.before(table, _ROWS.format(effect="changed"), self._values_of(kind))
        plain = UNDECIDED
        if kind in PEOPLE:
            plain &= as_type(table.c.provenance, Text) == "{}"
        self._update(kind, plain, frozenset())
        for skipped, ids in kept_rows(self._connection, self._run_id, kind).items():
            self._update(kind, _s.id.in_(listed(json.dumps(ids))), skipped)
        if kind == "student":
            self._sort_again()

    def _update(self, kind: str, which: ColumnElement[bool], skipped: frozenset[str]) -> None:
        table = TABLES[kind]
        values: dict[str, Any] = {
            name: value
            if name in _SAID_FOR_GOOD
            else func.coalesce(func.nullif(value, ""), as_type(table.c[name], Text))
            for name, value in self._values(kind).items()
            if name not in skipped
        }
        values["deleted_at"] = null()
        if kind == "student":
            values["withdrawn_at"] = null()
        if "version" in table.c:
            values["version"] = table.c.version + 1
        self._connection.execute(
            update(table).values(values).where(_s.row_id == table.c.id, staged(self._run_id, kind, "changed"), which)
        )

    def _values(self, kind: str) -> dict[str, ColumnElement[Any]]:
        """Return what each column becomes, as an expression on the staged row."""
        values: dict[str, ColumnElement[Any]] = {}
        for field in FIELDS[kind]:
            if field not in _LINKS:
                target = _POINTS_AT.get((kind, field))
                values[field] = self._row(target, cell(kind, field)) if target else cell(kind, field)
        if kind == "enrollment":
            values["student_id"] = student_of(self._source, cell(kind, "user"))
            values["staff_id"] = self._row("staff_member", cell(kind, "user"))
        elif kind == "student":
            first = PAYLOAD.op("->>")(f"$[{FIELDS[kind].index('schools')}][0]")
            values["school_id"] = self._row("org", first)
        elif kind == "measure_point":
            values["student_id"] = student_of(self._source, cell(kind, "student"))
        return {name: as_type(value, Text) for name, value in values.items()}

    def _row(self, kind: str, sourced_id: ColumnElement[Any]) -> ColumnElement[Any]:
        return row_of(kind, self._source, sourced_id)

    def _day_of(self, term: ColumnElement[Any]) -> ColumnElement[Any]:
        """Return the day for a result whose day is not known: the end of its term, today while that lasts."""
        today = literal(self._desk.today.isoformat())
        a = academic_session.alias("of_term").c
        end = select(func.max(as_type(a.ends_on, Text))).where(a.title == term, a.deleted_at.is_(None))
        return func.min(func.coalesce(end.scalar_subquery(), today), today)

    def _sort_again(self) -> None:
        """A name that the office keeps is also what the student is sorted by."""
        s = student.c
        rows = self._connection.execute(
            select(s.id, s.family_name, s.given_name, s.sort_key).where(
                s.id.in_(select(_s.row_id).where(staged(self._run_id, "student", "changed"))),
                # A name that the sender left out stays, too.
                or_(as_type(s.provenance, Text) != "{}", s.sort_key.startswith("\x1f"), s.sort_key.endswith("\x1f")),
            )
        )
        for row in rows.all():
            key = sort_key(row.family_name, row.given_name)
            if key != row.sort_key:
                self._connection.execute(update(student).where(s.id == row.id).values(sort_key=key))

    def _remember(self, kind: str, last: int) -> None:
        """Note which row a sender's id stands for, and what it said: the same again changes nothing."""
        values = self._values_of(kind) | {"last": last}
        self._notes.before(external_id, _IDS_BEFORE, values)
        self._connection.execute(_REMEMBER_STANDING.get(kind, _REMEMBER), values)

    def _end_gone(self) -> None:
        """End registrations that are gone and withdraw the students of whom a person said so; others stay."""
        for kind in KINDS:
            if not self._any(kind, "gone"):
                continue
            who = _WITHDRAWN if kind == "student" else _ROWS.format(effect="gone")
            values = self._values_of(kind)
            if kind in _ENDS:
                table, setting = TABLES[kind], _ENDS[kind]
                if "version" in table.c:
                    setting += ", version = version + 1"
                self._notes.before(table, who, values)
                self._connection.execute(text(f"UPDATE {table.name} SET {setting} WHERE id IN ({who})"), values)
            # Without a digest it is not counted as gone a second time, and comes back when it is named again.
            self._notes.before(external_id, _IDS_OF.format(who=who), values)
            self._connection.execute(
                text(f"UPDATE external_id SET digest = NULL WHERE id IN ({_IDS_OF.format(who=who)})"), values
            )

    def _values_of(self, kind: str) -> dict[str, Any]:
        return {
            "run": self._run_id,
            "kind": kind,
            "source": self._source,
            "now": instant_text(self._desk.clock.now()),
            "today": self._desk.today.isoformat(),
        }


_ANY = text("SELECT EXISTS (SELECT 1 FROM staged_row WHERE run_id = :run AND kind = :kind AND effect = :effect)")
_LEAVE_OUT = text(
    "UPDATE staged_row SET effect = 'left_out' WHERE run_id = :run AND decision <> '{}' AND decision ->> 'leave_out' = 1"
)
_ROWS = "SELECT s.row_id FROM staged_row AS s WHERE s.run_id = :run AND s.kind = :kind AND s.effect = '{effect}'"
_WITHDRAWN = _ROWS.format(effect="gone") + " AND s.decision ->> 'withdraw' = 1"
_IDS_OF = "SELECT e.id FROM external_id AS e WHERE e.kind = :kind AND e.source = :source AND e.row_id IN ({who})"
_IDS_BEFORE = """SELECT e.id FROM staged_row AS s CROSS JOIN external_id AS e
WHERE s.run_id = :run AND s.kind = :kind AND s.effect = 'changed'
  AND e.kind = s.kind AND e.source = :source AND e.sourced_id = s.sourced_id"""
_ENDS = {
    "student": "withdrawn_at = :now",
    "enrollment": "deleted_at = :now",
    "measure_point": "deleted_at = :now",
    # What was over before ends no later for it.
    "relation": "ends_on = min(coalesce(ends_on, :today), :today)",
    "assignment": "ends_on = min(coalesce(ends_on, :today), :today)",
}
"""What becomes of a row that is gone; of other kinds nothing does: somebody may still refer to them."""
_OWN = "iif(s.effect = 'new', :last + s.row_id, s.row_id)"
_REMEMBERING = (
    "INSERT INTO external_id (kind, row_id, source, sourced_id, digest)"
    f" SELECT s.kind, {_OWN}, :source, s.sourced_id, s.digest FROM staged_row AS s"
    " WHERE s.run_id = :run AND s.kind = :kind AND s.effect IN ('new', 'changed')"
)
_AGAIN = " ON CONFLICT (kind, source, sourced_id) DO UPDATE SET digest = excluded.digest, row_id = excluded.row_id"
_REMEMBER = text(_REMEMBERING + _AGAIN)
# Some of these may not have come in: what they point at was left out.
_REMEMBER_STANDING = {
    kind: text(f"{_REMEMBERING} AND EXISTS (SELECT 1 FROM {kind} AS t WHERE t.id = {_OWN}){_AGAIN}")
    for kind in ("enrollment", "measure_point")
}

# The largest part of a roster: each lookup is made once. Who is left out of this import is in no class either.
_NUMBERED = """(SELECT max(n.id) FROM student AS n WHERE n.student_number = s.payload ->> 1 AND n.student_number <> ''
  AND n.deleted_at IS NULL HAVING count(*) = 1)"""
_ENROLL = text(
    "INSERT INTO enrollment (id, uid, class_id, student_id, staff_id, role, is_primary, begins_on, ends_on)"
    f" SELECT :last + s.row_id, s.uid, c.row_id, coalesce(u.row_id, iif(t.row_id IS NULL, {_NUMBERED}, NULL)), t.row_id,"
    """ s.payload ->> 2, s.payload ->> 3, s.payload ->> 4, s.payload ->> 5
FROM staged_row AS s
CROSS JOIN external_id AS c ON c.kind = 'school_class' AND c.source = :source AND c.sourced_id = s.payload ->> 0
LEFT JOIN external_id AS u ON u.kind = 'student' AND u.source = :source AND u.sourced_id = s.payload ->> 1
LEFT JOIN external_id AS t ON t.kind = 'staff_member' AND t.source = :source AND t.sourced_id = s.payload ->> 1
WHERE s.run_id = :run AND s.kind = 'enrollment' AND s.effect = 'new' AND coalesce(u.row_id, t.row_id, """
    f"{_NUMBERED}) IS NOT NULL"
)
