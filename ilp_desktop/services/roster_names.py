"""The names behind the ids on a page of the preview: a class by its title, a person by theirs."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Row, select

from ilp_desktop.domain.names import full_name
from ilp_desktop.services.roster_cells import listed
from ilp_desktop.services.roster_rows import FIELDS
from ilp_desktop.services.roster_staging import TABLES
from ilp_desktop.store.tables import external_id, household, staged_row, student_guardian

Found = Row[*tuple[Any, ...]]
Own = Mapping[str, Mapping[int, Mapping[str, Any]]]
REFERS: dict[tuple[str, str], tuple[str, ...]] = {
    ("school_class", "course_id"): ("course",),
    ("school_class", "org_id"): ("org",),
    ("school_class", "session_id"): ("academic_session",),
    ("enrollment", "class_id"): ("school_class",),
    ("enrollment", "user"): ("student", "staff_member"),
    ("relation", "student"): ("student",),
    ("relation", "guardian"): ("guardian",),
    ("measure_point", "student"): ("student",),
    ("assignment", "student"): ("student",),
    ("assignment", "staff"): ("staff_member",),
    ("student", "schools"): ("org",),
    ("student", "guardians"): ("guardian",),
    ("guardian", "students"): ("student",),
}
"""What a value that names other rows names."""
# The columns of the office's row that point where such a value points.
_COLUMNS: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("school_class", "course_id"): (("course_id", "course"),),
    ("school_class", "org_id"): (("org_id", "org"),),
    ("school_class", "session_id"): (("session_id", "academic_session"),),
    ("enrollment", "class_id"): (("class_id", "school_class"),),
    ("enrollment", "user"): (("student_id", "student"), ("staff_id", "staff_member")),
    ("relation", "student"): (("student_id", "student"),),
    ("relation", "guardian"): (("guardian_id", "guardian"),),
    ("measure_point", "student"): (("student_id", "student"),),
    ("assignment", "student"): (("student_id", "student"),),
    ("assignment", "staff"): (("staff_id", "staff_member"),),
    ("student", "schools"): (("school_id", "org"),),
}
_PERSON = frozenset({"student", "guardian", "staff_member"})
_TWO_NAMES = {
    "enrollment": ("user", "class_id"),
    "relation": ("guardian", "student"),
    "measure_point": ("student", "label"),
    "assignment": ("staff", "student"),
}
_s, _e, _g = staged_row.c, external_id.c, student_guardian.c


class Names:
    """Every name on one page, asked for once."""

    def __init__(self, connection: Connection, run_id: int, source: str, rows: Sequence[Found], own: Own) -> None:
        self._connection = connection
        self._run_id = run_id
        self._source = source
        self._own = own
        self._by_id: dict[tuple[str, str], str] = {}
        self._by_row: dict[tuple[str, int], str] = {}
        self._look_up_ids(rows)
        self._look_up_rows()
        self._links, self._addresses = self._look_up_links(rows)

    def of(self, row: Found) -> str:
        """Return what a staged row is called."""
        if row.kind in _TWO_NAMES:
            parts = (self._part(row, field) for field in _TWO_NAMES[row.kind])
            return " · ".join(part for part in parts if part)
        if row.effect == "gone":
            return _own_name(row.kind, self._own[row.kind].get(row.row_id, {}))
        values = dict(zip(FIELDS[row.kind], row.payload, strict=True))
        return _own_name(row.kind, values) or _own_name(row.kind, self._own[row.kind].get(row.row_id, {}))

    def named(self, kinds: tuple[str, ...], sourced_id: str) -> str:
        """Return the name of what a sender's id stands for; the id where nobody knows it."""
        return next((self._by_id[kind, sourced_id] for kind in kinds if (kind, sourced_id) in self._by_id), sourced_id)

    def before(self, row: Found, field: str, own: Mapping[str, Any]) -> str:
        """Return the names that the office has where a value names others."""
        if (row.kind, field) in {("student", "guardians"), ("guardian", "students")}:
            return ", ".join(sorted(self._links.get((row.kind, row.row_id), ())))
        found = (
            self._by_row.get((kind, own[column]), "") for column, kind in _COLUMNS[row.kind, field] if own.get(column)
        )
        return next((name for name in found if name), "")

    def address(self, row: Found) -> str:
        """Return where the office has a person living."""
        return self._addresses.get((row.kind, row.row_id), "")

    def _part(self, row: Found, field: str) -> str:
        kinds = REFERS.get((row.kind, field))
        if row.effect == "gone":
            own = self._own[row.kind].get(row.row_id, {})
            return self.before(row, field, own) if kinds else str(own.get(field, ""))
        value = row.payload[FIELDS[row.kind].index(field)]
        return self.named(kinds, value) if kinds else value

    def _look_up_ids(self, rows: Sequence[Found]) -> None:
        wanted: dict[str, set[str]] = {}
        for row in rows:
            for field, value in zip(FIELDS[row.kind], row.payload, strict=False):
                for kind in REFERS.get((row.kind, field), ()):
                    wanted.setdefault(kind, set()).update(ids_in(value))
        for kind, ids in wanted.items():
            self._look_up(kind, ids)

    def _look_up(self, kind: str, ids: Iterable[str]) -> None:
        packed = json.dumps(sorted(ids))
        table = TABLES[kind]
        known = self._connection.execute(
            select(_e.sourced_id, table)
            .join(table, table.c.id == _e.row_id)
            .where(_e.kind == kind, _e.source == self._source, _e.sourced_id.in_(listed(packed)))
        ).mappings()
        for row in known:
            self._by_id[kind, row["sourced_id"]] = _own_name(kind, {**row})
        new = self._connection.execute(
            select(_s.sourced_id, _s.payload).where(
                _s.run_id == self._run_id, _s.kind == kind, _s.effect == "new", _s.sourced_id.in_(listed(packed))
            )
        )
        for row in new:
            self._by_id[kind, row.sourced_id] = _own_name(kind, dict(zip(FIELDS[kind], row.payload, strict=True)))

    def _look_up_rows(self) -> None:
        wanted: dict[str, set[int]] = {}
        for (kind, _field), columns in _COLUMNS.items():
            for own in self._own.get(kind, {}).values():
                for column, of_kind in columns:
                    if own.get(column):
                        wanted.setdefault(of_kind, set()).add(own[column])
        for kind, ids in wanted.items():
            table = TABLES[kind]
            found = self._connection.execute(select(table).where(table.c.id.in_(listed(json.dumps(sorted(ids))))))
            for row in found.mappings():
                self._by_row[kind, row["id"]] = _own_name(kind, {**row})

    def _look_up_links(
        self, rows: Sequence[Found]
    ) -> tuple[dict[tuple[str, int], list[str]], dict[tuple[str, int], str]]:
        links: dict[tuple[str, int], list[str]] = {}
        addresses: dict[tuple[str, int], str] = {}
        for kind, column, other, other_column in (
            ("student", _g.student_id, TABLES["guardian"], _g.guardian_id),
            ("guardian", _g.guardian_id, TABLES["student"], _g.student_id),
        ):
            ids = json.dumps([row.row_id for row in rows if row.kind == kind and row.effect == "changed"])
            found = self._connection.execute(
                select(column.label("who"), other.c.given_name, other.c.family_name, household.c.address)
                .select_from(
                    student_guardian.join(other, other.c.id == other_column).outerjoin(
                        household, household.c.id == _g.household_id
                    )
                )
                .where(column.in_(listed(ids)), _g.ends_on.is_(None), _g.deleted_at.is_(None))
            )
            for row in found:
                links.setdefault((kind, row.who), []).append(full_name(row.given_name, row.family_name))
                if row.address:
                    addresses.setdefault((kind, row.who), row.address)
        return links, addresses


def ids_in(value: Any) -> list[str]:
    """Return the sender's ids that a value names."""
    return cast("list[str]", value) if isinstance(value, list) else [value] if value else []


def _own_name(kind: str, values: Mapping[str, Any]) -> str:
    if kind in _PERSON:
        return full_name(values.get("given_name", ""), values.get("family_name", ""), values.get("preferred_name", ""))
    return str(values.get("name" if kind == "org" else "title", ""))
