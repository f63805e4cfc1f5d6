"""What there is to compare of two records that may be one, line by line, for all that are shown at once."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, text

from ilp_desktop.domain.matches import Likeness
from ilp_desktop.domain.names import full_name

STUDENT_LINES = ("number", "birth_date", "grade", "school", "guardians", "address", "email", "status")
GUARDIAN_LINES = ("children", "phone", "email", "address", "language")
HOUSEHOLD_LINES = ("address", "adults", "children", "phone")

# Each asked of all records at once; ids as a JSON list.
_STUDENTS = text("""
SELECT s.id, s.student_number, s.given_name, s.middle_name, s.family_name, s.preferred_name, s.grade, s.birth_date,
       s.email, s.withdrawn_at, coalesce(o.name, '') AS school,
       EXISTS (SELECT 1 FROM conference AS c WHERE c.student_id = s.id AND c.deleted_at IS NULL) AS has_plan
FROM json_each(:ids) AS asked JOIN student AS s ON s.id = asked.value LEFT JOIN org AS o ON o.id = s.school_id
""")
_GUARDIANS = text("""
SELECT g.id, g.given_name, g.family_name, g.phone, g.email, g.language,
       EXISTS (SELECT 1 FROM participant AS p JOIN signature AS x ON x.participant_id = p.id
               WHERE p.guardian_id = g.id) AS has_plan
FROM json_each(:ids) AS asked JOIN guardian AS g ON g.id = asked.value
""")
_LINKS = text("""
SELECT l.student_id, l.guardian_id, l.household_id, l.barred, s.given_name, s.preferred_name, s.family_name,
       g.given_name AS adult_given, g.family_name AS adult_family, g.phone, coalesce(h.address, '') AS address,
       coalesce(h.label, '') AS label
FROM student_guardian AS l
JOIN student AS s ON s.id = l.student_id AND s.deleted_at IS NULL
JOIN guardian AS g ON g.id = l.guardian_id AND g.deleted_at IS NULL
LEFT JOIN household AS h ON h.id = l.household_id AND h.deleted_at IS NULL
WHERE l.deleted_at IS NULL AND l.ends_on IS NULL
  AND (l.student_id IN (SELECT value FROM json_each(:students))
       OR l.guardian_id IN (SELECT value FROM json_each(:guardians))
       OR l.household_id IN (SELECT value FROM json_each(:households)))
ORDER BY l.id
""")
_HOUSEHOLDS = text("""
SELECT h.id, h.label, h.address FROM json_each(:ids) AS asked JOIN household AS h ON h.id = asked.value
""")
_SOURCES = text("""
SELECT DISTINCT e.row_id, e.source FROM json_each(:ids) AS asked
JOIN external_id AS e INDEXED BY external_id_by_row ON e.kind = :kind AND e.row_id = asked.value ORDER BY e.source
""")
_SINCE = text("""
SELECT asked.value AS row_id, min(r.applied_at) AS at FROM json_each(:ids) AS asked
JOIN import_change AS c ON c.kind = :kind AND c.effect = 'new' AND asked.value BETWEEN c.row_id AND c.through_id
JOIN import_run AS r ON r.id = c.run_id AND r.applied_at IS NOT NULL GROUP BY asked.value
""")
_Row = Any


def sides(connection: Connection, asked: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Likeness]:
    """Return a side for each record (kind, id), in ten statements at most, whatever their number."""
    by_kind: dict[str, list[int]] = {"student": [], "guardian": [], "household": []}
    for kind, row_id in set(asked):
        by_kind[kind].append(row_id)
    # A home not written down yet is its adult's.
    adults = [-row_id for row_id in by_kind["household"] if row_id < 0]
    links = connection.execute(
        _LINKS,
        {
            "students": json.dumps(by_kind["student"]),
            "guardians": json.dumps(by_kind["guardian"] + adults),
            "households": json.dumps(by_kind["household"]),
        },
    ).all()
    found: dict[tuple[str, int], Likeness] = {}
    if by_kind["student"]:
        _add_students(connection, by_kind["student"], links, found)
    if by_kind["guardian"]:
        _add_guardians(connection, by_kind["guardian"], links, found)
    if by_kind["household"]:
        _add_households(connection, by_kind["household"], links, found)
    return found


def _add_students(
    connection: Connection, ids: list[int], links: Iterable[_Row], found: dict[tuple[str, int], Likeness]
) -> None:
    sources, since = _origins(connection, "student", ids)
    for row in connection.execute(_STUDENTS, {"ids": json.dumps(ids)}):
        own = [link for link in links if link.student_id == row.id]
        legal = " ".join(part for part in (row.given_name, row.middle_name, row.family_name) if part)
        said = (
            row.student_number,
            row.birth_date or "",
            row.grade,
            row.school,
            _several(full_name(link.adult_given, link.adult_family) for link in own),
            _several(link.address for link in own),
            row.email,
            "withdrawn" if row.withdrawn_at else "",
        )
        found["student", row.id] = Likeness(
            row_id=row.id,
            name=f"{legal} ({row.preferred_name})"
            if row.preferred_name and row.preferred_name != row.given_name
            else legal,
            lines=tuple(zip(STUDENT_LINES, said, strict=True)),
            source=sources.get(row.id, ""),
            since=since.get(row.id),
            has_plan=bool(row.has_plan),
        )


def _add_guardians(
    connection: Connection, ids: list[int], links: Iterable[_Row], found: dict[tuple[str, int], Likeness]
) -> None:
    sources, since = _origins(connection, "guardian", ids)
    for row in connection.execute(_GUARDIANS, {"ids": json.dumps(ids)}):
        own = [link for link in links if link.guardian_id == row.id]
        said = (_children(own), row.phone, row.email, _several(link.address for link in own), row.language)
        found["guardian", row.id] = Likeness(
            row_id=row.id,
            name=full_name(row.given_name, row.family_name),
            lines=tuple(zip(GUARDIAN_LINES, said, strict=True)),
            source=sources.get(row.id, ""),
            since=since.get(row.id),
            has_plan=bool(row.has_plan),
        )


def _add_households(
    connection: Connection, ids: list[int], links: Iterable[_Row], found: dict[tuple[str, int], Likeness]
) -> None:
    rows = connection.execute(_HOUSEHOLDS, {"ids": json.dumps([row_id for row_id in ids if row_id > 0])})
    known = {row.id: row for row in rows}
    for row_id in ids:
        if row_id > 0 and row_id not in known:
            continue
        own = [link for link in links if row_id in (link.household_id, -link.guardian_id)]
        adults = _several(full_name(link.adult_given, link.adult_family) for link in own)
        home = known.get(row_id)
        said = (home.address if home else "", adults, _children(own), _several(link.phone for link in own))
        found["household", row_id] = Likeness(
            row_id=row_id,
            name=(home.label if home else "") or adults,
            lines=tuple(zip(HOUSEHOLD_LINES, said, strict=True)),
            source="",
            since=None,
            has_plan=False,
        )


def _origins(connection: Connection, kind: str, ids: list[int]) -> tuple[dict[int, str], dict[int, date]]:
    """Return where each record comes from and since when it is here, where an import brought it."""
    values = {"ids": json.dumps(ids), "kind": kind}
    sources: dict[int, list[str]] = {}
    for row in connection.execute(_SOURCES, values):
        sources.setdefault(row.row_id, []).append(row.source)
    since = {row.row_id: datetime.fromisoformat(row.at).date() for row in connection.execute(_SINCE, values)}
    return {row_id: ", ".join(names) for row_id, names in sources.items()}, since


def _children(links: Iterable[_Row]) -> str:
    return _several(full_name(link.given_name, link.family_name, link.preferred_name) for link in links)


def _several(said: Iterable[str]) -> str:
    """Return what several rows say, each once, sorted: two sides that say the same read the same."""
    return ", ".join(sorted({" ".join(each.split()) for each in said if each}))
