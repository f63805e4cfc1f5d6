# ruff: noqa: S608 - statements are made of the names of our own tables and columns; every value is bound
"""What hangs between people: who is whose guardian, schools, caseloads, teachers, and the search.

``row_id`` of a staged row that is new counts from the last row that its table had before: ``:students``, ``:guardians``.
A relation and an assignment meet what may be here already; their staged rows then say which row that is.
"""

from typing import Any

from sqlalchemy import Connection, text

from ilp_desktop.services.desks import Desk
from ilp_desktop.services.roster_homes import settle
from ilp_desktop.services.roster_notes import Notes
from ilp_desktop.store import search, uids
from ilp_desktop.store.tables import (
    assignment,
    enrollment,
    external_id,
    guardian,
    student,
    student_guardian,
    student_org,
)

_STUDENT_OF = """coalesce(
  (SELECT e.row_id FROM external_id AS e WHERE e.kind = 'student' AND e.source = :source AND e.sourced_id = s.payload ->> 0),
  (SELECT max(n.id) FROM student AS n WHERE n.student_number = s.payload ->> 0 AND n.student_number <> ''
    AND n.deleted_at IS NULL HAVING count(*) = 1))"""
_SECOND_OF = """(SELECT e.row_id FROM external_id AS e
  WHERE e.kind = '{kind}' AND e.source = :source AND e.sourced_id = s.payload ->> 1)"""
_GUARDIAN_OF = _SECOND_OF.format(kind="guardian")
_STAFF_OF = _SECOND_OF.format(kind="staff_member")
# What the office ended, no roster begins again.
_TIES = """
ON CONFLICT (student_id, guardian_id) DO UPDATE SET ends_on = NULL, deleted_at = NULL
WHERE student_guardian.provenance ->> 'ends_on' IS NULL"""
_STANDING = " FROM staged_row AS s WHERE s.run_id = :run AND s.kind = '{kind}' AND s.effect IN ('new', 'changed')"

# Students name their guardians; some senders have guardians name their students instead.
_STUDENTS_NAME = text(
    """INSERT INTO student_guardian (student_id, guardian_id)
SELECT iif(s.effect = 'new', :students + s.row_id, s.row_id), e.row_id
FROM staged_row AS s CROSS JOIN json_each(s.payload, '$[12]') AS named CROSS JOIN external_id AS e
WHERE s.run_id = :run AND s.kind = 'student' AND s.effect IN ('new', 'changed')
  AND e.kind = 'guardian' AND e.source = :source AND e.sourced_id = named.value"""
    + _TIES
)
_GUARDIANS_NAME = text(
    """INSERT INTO student_guardian (student_id, guardian_id)
SELECT e.row_id, iif(s.effect = 'new', :guardians + s.row_id, s.row_id)
FROM staged_row AS s CROSS JOIN json_each(s.payload, '$[8]') AS named CROSS JOIN external_id AS e
WHERE s.run_id = :run AND s.kind = 'guardian' AND s.effect IN ('new', 'changed')
  AND e.kind = 'student' AND e.source = :source AND e.sourced_id = named.value"""
    + _TIES
)
# What a guardian is to their students, where nobody here said it better.
_NAME_RELATIONS = text(
    """UPDATE student_guardian SET relationship = s.payload ->> 6 FROM staged_row AS s
WHERE s.run_id = :run AND s.kind = 'guardian' AND s.effect IN ('new', 'changed')
  AND student_guardian.guardian_id = iif(s.effect = 'new', :guardians + s.row_id, s.row_id)
  AND student_guardian.relationship IN ('', 'guardian', 'parent') AND student_guardian.relationship <> s.payload ->> 6
  AND student_guardian.provenance ->> 'relationship' IS NULL"""
)
_RELATIONS_TIE = text(
    f"INSERT INTO student_guardian (student_id, guardian_id) SELECT student_id, guardian_id FROM (SELECT {_STUDENT_OF}"
    f" AS student_id, {_GUARDIAN_OF} AS guardian_id{_STANDING.format(kind='relation')})"
    f" WHERE student_id IS NOT NULL AND guardian_id IS NOT NULL{_TIES}"
)
_RELATIONS_ARE = text(
    "UPDATE staged_row AS s SET row_id = (SELECT g.id FROM student_guardian AS g"
    f" WHERE g.student_id = {_STUDENT_OF} AND g.guardian_id = {_GUARDIAN_OF})"
    " WHERE s.run_id = :run AND s.kind = 'relation' AND s.effect IN ('new', 'changed')"
)
# Of what somebody may do, a roster takes away and never gives back what the office withheld, unless a person said so:
# a lapse in an export must not open a file, or a door, to someone barred.
_OURS = "(s.decision ->> 'keep' LIKE '%\"{field}\"%' OR s.decision ->> 'all' IS 'ours')"
_THEIRS = "(s.decision ->> 'take' LIKE '%\"{field}\"%' OR s.decision ->> 'all' IS 'theirs')"
_RIGHT = (
    f"{{field}} = CASE WHEN s.payload ->> {{at}} IS NULL OR {_OURS} THEN g.{{field}}"
    f" WHEN {_THEIRS} THEN s.payload ->> {{at}} ELSE {{lesser}}(g.{{field}}, s.payload ->> {{at}}) END"
)
_RELATIONS_SAY = text(
    "UPDATE student_guardian AS g SET relationship ="
    f" iif(g.relationship <> '' AND ({_OURS.format(field='relationship')}"
    f" OR g.provenance ->> 'relationship' IS NOT NULL AND {_THEIRS.format(field='relationship')} IS NOT TRUE), g.relationship,"
    " coalesce(nullif(s.payload ->> 2, ''), g.relationship)), "
    + ", ".join(
        _RIGHT.format(field=field, at=at, lesser=lesser)
        for field, at, lesser in (("may_see", 4, "min"), ("may_be_mailed", 5, "min"), ("barred", 6, "max"))
    )
    + " FROM staged_row AS s WHERE s.run_id = :run AND s.kind = 'relation' AND s.effect IN ('new', 'changed')"
    " AND s.row_id = g.id"
)
TOUCHED = """SELECT g.id FROM staged_row AS s JOIN student_guardian AS g
  ON g.student_id = iif(s.effect = 'new', :students + s.row_id, s.row_id)
WHERE s.run_id = :run AND s.kind = 'student' AND s.effect IN ('new', 'changed')
UNION SELECT g.id FROM staged_row AS s JOIN student_guardian AS g
  ON g.guardian_id = iif(s.effect = 'new', :guardians + s.row_id, s.row_id)
WHERE s.run_id = :run AND s.kind = 'guardian' AND s.effect IN ('new', 'changed')
UNION SELECT s.row_id FROM staged_row AS s
WHERE s.run_id = :run AND s.kind = 'relation' AND s.effect IN ('new', 'changed') AND s.row_id IS NOT NULL"""
"""The links of the people and relations that a roster touches."""
_LINKS_BEFORE = (
    TOUCHED.rpartition("UNION")[0]
    + f"UNION SELECT g.id FROM staged_row AS s JOIN student_guardian AS g ON g.student_id = {_STUDENT_OF}"
    + f" AND g.guardian_id = {_GUARDIAN_OF} WHERE s.run_id = :run AND s.kind = 'relation' AND s.effect IN ('new', 'changed')"
)
# A relation that this source made and no longer names ends: a custody change must not linger.
_NO_LONGER_NAMED = """
  AND (student_guardian.ends_on IS NULL OR student_guardian.ends_on > :today) AND NOT EXISTS (SELECT 1 FROM external_id AS e
    WHERE e.kind = 'relation' AND e.row_id = student_guardian.id)
  AND EXISTS (SELECT 1 FROM external_id AS e
    WHERE e.kind = '{other}' AND e.row_id = student_guardian.{other}_id AND e.source = :source)
  AND NOT EXISTS (SELECT 1 FROM json_each(s.payload, '{place}') AS named CROSS JOIN external_id AS e
    WHERE e.kind = '{other}' AND e.source = :source AND e.sourced_id = named.value
      AND e.row_id = student_guardian.{other}_id)"""
_END_OF = """UPDATE student_guardian SET ends_on = :today FROM staged_row AS s
WHERE s.run_id = :run AND s.kind = '{kind}' AND s.effect = 'changed' AND student_guardian.{kind}_id = s.row_id"""
_STUDENTS_END = text((_END_OF + _NO_LONGER_NAMED).format(kind="student", other="guardian", place="$[12]"))
_GUARDIANS_END = text((_END_OF + _NO_LONGER_NAMED).format(kind="guardian", other="student", place="$[8]"))
_SCHOOLS = text(
    """INSERT INTO student_org (student_id, org_id)
SELECT iif(s.effect = 'new', :students + s.row_id, s.row_id), e.row_id
FROM staged_row AS s CROSS JOIN json_each(s.payload, '$[11]') AS named CROSS JOIN external_id AS e
WHERE s.run_id = :run AND s.kind = 'student' AND s.effect IN ('new', 'changed')
  AND e.kind = 'org' AND e.source = :source AND e.sourced_id = named.value
ON CONFLICT DO NOTHING"""
)
_ASSIGNED = f"SELECT {_STUDENT_OF} AS student_id, {_STAFF_OF} AS staff_id, s.*{_STANDING.format(kind='assignment')}"
_ASSIGNMENTS_BEFORE = (
    f"SELECT a.id FROM ({_ASSIGNED}) AS s JOIN assignment AS a"
    " ON a.student_id = s.student_id AND a.staff_id = s.staff_id AND a.duty = s.payload ->> 2"
)
_ASSIGN = text(
    "INSERT INTO assignment (uid, student_id, staff_id, duty, begins_on, ends_on) SELECT coalesce(s.uid, randomblob(16)),"
    f" s.student_id, s.staff_id, s.payload ->> 2, coalesce(s.payload ->> 3, :today), s.payload ->> 4 FROM ({_ASSIGNED}) AS s"
    " WHERE s.student_id IS NOT NULL AND s.staff_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM assignment AS a"
    " WHERE a.student_id = s.student_id AND a.staff_id = s.staff_id AND a.duty = s.payload ->> 2"
    f" AND a.provenance ->> 'ends_on' IS NOT NULL AND {_THEIRS.format(field='ends_on')} IS NOT TRUE)"
    " ON CONFLICT (student_id, staff_id, duty) DO UPDATE SET"
    " begins_on = coalesce(assignment.begins_on, excluded.begins_on), ends_on = excluded.ends_on, deleted_at = NULL"
)
_ASSIGNMENTS_ARE = text(
    "UPDATE staged_row AS s SET row_id = (SELECT a.id FROM assignment AS a"
    f" WHERE a.student_id = {_STUDENT_OF} AND a.staff_id = {_STAFF_OF} AND a.duty = s.payload ->> 2)"
    " WHERE s.run_id = :run AND s.kind = 'assignment' AND s.effect IN ('new', 'changed')"
)
# The teacher who leads a homeroom keeps its students' plans (R9).
_HOMEROOMS = text(
    """SELECT DISTINCT attends.student_id, teaches.staff_id
FROM (SELECT DISTINCT e.class_id FROM staged_row AS s JOIN enrollment AS e
    ON e.id = iif(s.effect = 'new', :enrollments + s.row_id, s.row_id)
  WHERE s.run_id = :run AND s.kind = 'enrollment' AND s.effect IN ('new', 'changed')) AS touched
CROSS JOIN school_class AS c ON c.id = touched.class_id AND c.class_type = 'homeroom'
CROSS JOIN enrollment AS teaches ON teaches.class_id = c.id AND teaches.staff_id IS NOT NULL AND teaches.is_primary = 1
  AND teaches.deleted_at IS NULL
CROSS JOIN enrollment AS attends ON attends.class_id = c.id AND attends.student_id IS NOT NULL
  AND attends.deleted_at IS NULL
WHERE NOT EXISTS (SELECT 1 FROM assignment AS a
  WHERE a.student_id = attends.student_id AND a.staff_id = teaches.staff_id)"""
)
_ASSIGN_TEACHER = "INSERT INTO assignment (uid, student_id, staff_id, duty, begins_on) VALUES (?, ?, ?, 'teacher', ?)"
_OTHER_NAMES = text(
    """SELECT s.row_id FROM staged_row AS s WHERE s.run_id = :run AND s.kind = 'student' AND s.effect = 'changed'
UNION SELECT g.student_id FROM staged_row AS s JOIN student_guardian AS g ON g.guardian_id = s.row_id
WHERE s.run_id = :run AND s.kind = 'guardian' AND s.effect = 'changed' AND g.student_id <= :students
UNION SELECT g.student_id FROM student_guardian AS g WHERE g.id > :links AND g.student_id <= :students
UNION SELECT g.student_id FROM staged_row AS s JOIN student_guardian AS g ON g.id = s.row_id AND g.barred = 1
WHERE s.run_id = :run AND s.kind = 'relation' AND s.effect IN ('new', 'changed') AND g.student_id <= :students"""
)
_REMEMBER = text(
    """INSERT INTO external_id (kind, row_id, source, sourced_id, digest)
SELECT s.kind, s.row_id, :source, s.sourced_id, s.digest FROM staged_row AS s
WHERE s.run_id = :run AND s.kind = :kind AND s.effect IN ('new', 'changed') AND s.row_id IS NOT NULL
ON CONFLICT (kind, source, sourced_id) DO UPDATE SET digest = excluded.digest, row_id = excluded.row_id"""
)


class Linking:
    """The links of one import, inside the transaction that applies it."""

    def __init__(self, connection: Connection, desk: Desk, run_id: int, source: str, notes: Notes) -> None:
        self._connection = connection
        self._desk = desk
        self._run_id = run_id
        self._source = source
        self._notes = notes

    def link(self, *, guardians_name_students: bool) -> None:
        """Tie people to one another as the roster says."""
        for table in (student_guardian, student_org, assignment):
            self._notes.begin(table)
        # Where they live and what they may do changes without a new version: it is no edit of somebody's.
        self._notes.before(student_guardian, _LINKS_BEFORE, self._values(), effect="linked")
        self._run(_STUDENTS_NAME, _GUARDIANS_NAME, _NAME_RELATIONS, _RELATIONS_TIE, _RELATIONS_ARE, _RELATIONS_SAY)
        self._run(_GUARDIANS_END if guardians_name_students else _STUDENTS_END)
        self._remember("relation")
        self._run(_SCHOOLS)
        self._notes.before(assignment, _ASSIGNMENTS_BEFORE, self._values(), effect="linked")
        self._run(_ASSIGN, _ASSIGNMENTS_ARE)
        self._remember("assignment")
        self._assign_teachers()
        settle(self._connection, self._desk, self._notes, TOUCHED, self._values())

    def refresh_search(self) -> None:
        """Bring the search up to date with the students whose names, or whose guardians' names, may be others now."""
        touched = self._connection.execute(_OTHER_NAMES, self._values()).scalars().all()
        search.refresh(self._connection, touched)
        search.add(self._connection, *self._notes.new_ids(student))

    def _run(self, *statements: Any) -> None:
        for statement in statements:
            self._connection.execute(statement, self._values())

    def _values(self) -> dict[str, Any]:
        notes = self._notes
        return {
            "run": self._run_id,
            "source": self._source,
            "today": self._desk.today.isoformat(),
            "students": notes.begin(student),
            "guardians": notes.begin(guardian),
            "enrollments": notes.begin(enrollment),
            "links": notes.begin(student_guardian),
        }

    def _remember(self, kind: str) -> None:
        known = (
            "SELECT e.id FROM staged_row AS s JOIN external_id AS e ON e.kind = s.kind AND e.source = :source"
            " AND e.sourced_id = s.sourced_id WHERE s.run_id = :run AND s.kind = :kind AND s.effect IN ('new', 'changed')"
        )
        self._notes.before(external_id, known, self._values() | {"kind": kind})
        self._connection.execute(_REMEMBER, self._values() | {"kind": kind})

    def _assign_teachers(self) -> None:
        pairs = self._connection.execute(_HOMEROOMS, self._values()).all()
        if pairs:
            made = uids.new_uids(self._desk.clock, len(pairs))
            today = self._desk.today.isoformat()
            rows = [(uid, student_id, staff_id, today) for uid, (student_id, staff_id) in zip(made, pairs, strict=True)]
            self._connection.exec_driver_sql(_ASSIGN_TEACHER, rows)
