"""Who may be who: what looks alike is asked of a person once, and what they say is remembered."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnClause,
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    bindparam,
    column,
    func,
    insert,
    not_,
    select,
    update,
)

from ilp_desktop.domain.access import Purpose, Role, Sharing
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.matches import Likeness, MatchQuestion, MergerLine, Verdict
from ilp_desktop.services import merging
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.matching_rules import alike, by_kind, in_order
from ilp_desktop.services.matching_sides import sides
from ilp_desktop.services.openings import note_opening
from ilp_desktop.store import uids
from ilp_desktop.store.tables import guardian, household, match_question, merger, student, student_guardian

_MAY_DECIDE = frozenset({Role.LEAD, Role.COUNSELOR})
_KINDS = frozenset({Kind.STUDENT, Kind.ROSTER, Kind.DAY, Kind.CONFERENCE, Kind.PLAN})


def find(
    connection: Connection, desk: Desk, run_id: int, student_ids: Iterable[int], guardian_ids: Iterable[int]
) -> int:
    """Write down each pair that looks like one and was never asked about, and return how many there are now to ask.

    Called at the end of an import, inside its transaction, with the students and guardians it made or changed: nothing
    is put together here. A few statements, whatever the number of people.
    """
    found = list(by_kind(alike(connection, run_id, student_ids, guardian_ids)))
    if not found:
        return 0
    asked = _asked(connection)
    now = desk.clock.now()
    rows = [
        {
            "uid": uids.new_uid(desk.clock),
            "kind": kind,
            "left_id": left,
            "right_id": right,
            "reason": reason,
            "run_id": run_id,
            "found_at": now,
        }
        for kind, left, right, reason in found
        if (kind, left, right) not in asked
    ]
    if rows:
        connection.execute(insert(match_question), rows)
    return len(rows)


@dataclass(frozen=True, slots=True)
class _Open:
    """A question as it stands now: its records may have become part of others since it was written down."""

    id: int
    kind: str
    reason: str
    left: int
    right: int
    found_at: datetime


class Matching:
    """What one person is asked about who is who, and what they may put together and part."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def questions(self, limit: int = 200) -> tuple[MatchQuestion, ...]:
        """Return the open questions about people whom this person looks after, oldest first; to others, none.

        What tells the two apart is read with them, so it writes a line in the record.
        """
        if not self._may_decide():
            return ()
        with self._desk.store.read() as connection:
            asked = self._open(connection)[:limit]
            shown = sides(connection, [(each.kind, side) for each in asked for side in (each.left, each.right)])
        if asked:
            note_opening(self._desk, "matching_read")
        return tuple(
            MatchQuestion(
                question_id=each.id,
                kind=each.kind,
                reason=each.reason,
                left=shown[each.kind, each.left],
                right=shown[each.kind, each.right],
                found_at=each.found_at,
            )
            for each in asked
        )

    def count(self) -> int:
        """Return how many questions are open for this person."""
        if not self._may_decide():
            return 0
        with self._desk.store.read() as connection:
            return len(self._open(connection))

    def decide(self, question_id: int, verdict: Verdict) -> Changes:
        """Remember what a person says: SAME puts the two together, and the one that was here first stays.

        Raises OfficeError ``not_allowed``, ``match_gone``, ``match_being_signed``.
        """
        self._check_allowed()
        desk = self._desk
        merger_id = None
        with desk.store.write() as connection:
            asked = next((each for each in self._open(connection) if each.id == question_id), None)
            if asked is None:
                raise OfficeError("match_gone")
            if verdict is Verdict.SAME:
                merger_id = merging.merge(connection, desk, asked.kind, asked.left, asked.right, question_id)
            _settle(connection, desk, question_id, verdict)
        return Changes(_KINDS, made_id=merger_id)

    def decide_again(self, question_id: int) -> Changes:
        """Open a question again, and part what it had put together. Raises OfficeError ``match_gone``, and as ``part`` does."""
        self._check_allowed()
        desk = self._desk
        m = merger.c
        with desk.store.write() as connection:
            self._check_asked(connection, question_id)
            rows = connection.execute(select(m.id, m.before).where(m.undone_at.is_(None)).order_by(m.id.desc())).all()
            for row in rows:
                if row.before["question"] == question_id:
                    self._check_seen(connection, row.id)
                    merging.part(connection, desk, row.id)
            _settle(connection, desk, question_id, Verdict.OPEN)
        return Changes(_KINDS)

    def merge(self, kind: str, kept_id: int, gone_id: int) -> Changes:
        """Put two records together that nothing asked about; ``made_id`` is the merger's.

        Raises OfficeError ``not_allowed``, ``match_gone``, ``match_being_signed``.
        """
        self._check_allowed()
        with self._desk.store.write() as connection:
            if not {kept_id, gone_id} <= self._seen(connection, kind, [kept_id, gone_id]):
                raise OfficeError("match_gone")
            merger_id = merging.merge(connection, self._desk, kind, kept_id, gone_id)
        return Changes(_KINDS, made_id=merger_id)

    def part(self, merger_id: int) -> Changes:
        """Part two records again; what was done since on the kept one stays with it, and the question is open again.

        Raises OfficeError ``not_allowed``, ``merger_gone``, ``merger_covered``, ``match_being_signed``.
        """
        self._check_allowed()
        with self._desk.store.write() as connection:
            self._check_seen(connection, merger_id)
            question_id = merging.part(connection, self._desk, merger_id)
            if question_id is not None:
                _settle(connection, self._desk, question_id, Verdict.OPEN)
        return Changes(_KINDS)

    def mergers(self) -> tuple[MergerLine, ...]:
        """Return what was put together and not parted since, newest first."""
        if not self._may_decide():
            return ()
        m = merger.c
        with self._desk.store.read() as connection:
            rows = connection.execute(select(merger).where(m.undone_at.is_(None)).order_by(m.id.desc())).all()
            stands = standing(connection)
            seen = self._seen_by_kind(connection, [(row.kind, _stand(stands, row.kind, row.kept_id)) for row in rows])
            shown = sides(connection, [(row.kind, side) for row in rows for side in (row.kept_id, row.gone_id)])
        if seen:
            note_opening(self._desk, "matching_read")
        return tuple(
            MergerLine(
                merger_id=row.id,
                kind=row.kind,
                kept_id=row.kept_id,
                kept_name=_name(shown.get((row.kind, row.kept_id))),
                gone_name=_name(shown.get((row.kind, row.gone_id))),
                merged_at=row.merged_at,
            )
            for row in rows
            if (row.kind, _stand(stands, row.kind, row.kept_id)) in seen
        )

    def _may_decide(self) -> bool:
        return self._desk.viewer.role in _MAY_DECIDE

    def _check_allowed(self) -> None:
        if not self._may_decide():
            raise OfficeError("not_allowed")

    def _check_seen(self, connection: Connection, merger_id: int) -> None:
        m = merger.c
        row = connection.execute(
            select(m.kind, m.kept_id).where(m.id == merger_id, m.undone_at.is_(None))
        ).one_or_none()
        if row is None:
            raise OfficeError("merger_gone")
        stands = _stand(standing(connection), row.kind, row.kept_id)
        if stands not in self._seen(connection, row.kind, [stands]):
            raise OfficeError("merger_gone")

    def _check_asked(self, connection: Connection, question_id: int) -> None:
        q = match_question.c
        row = connection.execute(select(q.kind, q.left_id, q.right_id).where(q.id == question_id)).one_or_none()
        if row is None:
            raise OfficeError("match_gone")
        stands = standing(connection)
        sides = {_stand(stands, row.kind, side) for side in (row.left_id, row.right_id)}
        if not sides <= self._seen(connection, row.kind, sorted(sides)):
            raise OfficeError("match_gone")

    def _open(self, connection: Connection) -> list[_Open]:
        """Return the open questions as they stand now, each pair once, where this person may see both sides."""
        q = match_question.c
        rows = connection.execute(
            select(q.id, q.kind, q.reason, q.left_id, q.right_id, q.found_at)
            .where(q.state == Verdict.OPEN.value)
            .order_by(q.id)
        ).all()
        if not rows:
            return []
        stands = standing(connection)
        pairs: dict[tuple[str, int, int], _Open] = {}
        for row in rows:
            kind, left, right = _now(stands, row.kind, row.left_id, row.right_id)
            if left != right:
                asked = _Open(row.id, kind, row.reason, left, right, row.found_at)
                pairs.setdefault((kind, left, right), asked)
        settled = _settled_pairs(connection, stands) if stands else frozenset[tuple[str, int, int]]()
        seen = self._seen_by_kind(
            connection, [(each.kind, side) for each in pairs.values() for side in (each.left, each.right)]
        )
        return [
            each
            for pair, each in pairs.items()
            if pair not in settled and (each.kind, each.left) in seen and (each.kind, each.right) in seen
        ]

    def _seen_by_kind(self, connection: Connection, asked: Iterable[tuple[str, int]]) -> set[tuple[str, int]]:
        ids: dict[str, set[int]] = {}
        for kind, row_id in asked:
            ids.setdefault(kind, set()).add(row_id)
        return {(kind, row_id) for kind, some in ids.items() for row_id in self._seen(connection, kind, sorted(some))}

    def _seen(self, connection: Connection, kind: str, ids: Sequence[int]) -> set[int]:
        """Return those that are there and whose every child this person looks after."""
        if kind == "household":
            # A home not written down yet is seen with its adult, until somebody writes it down.
            adults = self._seen(connection, "guardian", [-each for each in ids if each < 0])
            homeless = adults - _at_home(connection, adults)
            return {-each for each in homeless} | self._run(connection, kind, [each for each in ids if each > 0])
        return self._run(connection, kind, ids)

    def _run(self, connection: Connection, kind: str, ids: Sequence[int]) -> set[int]:
        if not ids:
            return set()
        desk = self._desk
        may = and_(desk.sees(Sharing.PLAN, Purpose.EDIT), desk.sees(Sharing.CONTACT, Purpose.READ))
        statement = _seen(kind, may, everyone=desk.viewer.role is Role.LEAD)
        return set(connection.execute(statement, desk.as_viewer(ids=json.dumps(list(ids)))).scalars())


def _seen(kind: str, may: ColumnElement[bool], *, everyone: bool) -> Select[int]:
    """Return what asks which of ``ids`` this person may decide about: each child of theirs is one of their own."""
    found = {"student": student, "guardian": guardian, "household": household}[kind]
    asked = select(found.c.id).where(found.c.id.in_(_among_ids()), found.c.deleted_at.is_(None))
    if kind == "student":
        return asked.where(may)
    child = select(student.c.id).join(student_guardian, student_guardian.c.student_id == student.c.id)
    child = child.where(
        student_guardian.c[f"{kind}_id"] == found.c.id,
        student_guardian.c.deleted_at.is_(None),
        student.c.deleted_at.is_(None),
    ).correlate(found)
    return asked if everyone else asked.where(child.where(may).exists(), ~child.where(not_(may)).exists())


def _at_home(connection: Connection, adults: Iterable[int]) -> set[int]:
    """Return those adults whose home is written down by now."""
    r = student_guardian.c
    rows = connection.execute(
        select(r.guardian_id).where(r.guardian_id.in_(_among_ids()), r.household_id.is_not(None)),
        {"ids": json.dumps(list(adults))},
    )
    return set(rows.scalars())


def _among_ids() -> Select[int]:
    """Return what stands for ``ids``, a JSON list: however many there are, they are one value."""
    value: ColumnClause[int] = column("value")
    return select(value).select_from(func.json_each(bindparam("ids", type_=Text)).table_valued("value"))


def _settle(connection: Connection, desk: Desk, question_id: int, verdict: Verdict) -> None:
    decided = verdict is not Verdict.OPEN
    connection.execute(
        update(match_question)
        .where(match_question.c.id == question_id)
        .values(
            state=verdict.value,
            decided_at=desk.clock.now() if decided else None,
            person_uid=desk.viewer.person_uid if decided else None,
        )
    )


def _settled_pairs(connection: Connection, stands: dict[tuple[str, int], int]) -> frozenset[tuple[str, int, int]]:
    """Return the pairs that somebody said are two, as the records that they are part of now."""
    q = match_question.c
    rows = connection.execute(select(q.kind, q.left_id, q.right_id).where(q.state == Verdict.DIFFERENT.value))
    return frozenset(_now(stands, *row) for row in rows)


def _asked(connection: Connection) -> set[tuple[str, int, int]]:
    """Return the pairs asked before, also as those that their records became part of."""
    q = match_question.c
    stands = standing(connection)
    asked: set[tuple[str, int, int]] = set()
    for kind, left, right in connection.execute(select(q.kind, q.left_id, q.right_id)):
        asked |= {(kind, left, right), _now(stands, kind, left, right)}
    return asked


def _now(stands: dict[tuple[str, int], int], kind: str, left: int, right: int) -> tuple[str, int, int]:
    return (kind, *in_order(kind, _stand(stands, kind, left), _stand(stands, kind, right)))


def _stand(stands: dict[tuple[str, int], int], kind: str, row_id: int) -> int:
    return stands.get((kind, row_id), row_id)


def standing(connection: Connection) -> dict[tuple[str, int], int]:
    """Return, for each record that was put into another, the one that stands for it now."""
    m = merger.c
    rows = connection.execute(select(m.kind, m.gone_id, m.kept_id).where(m.undone_at.is_(None)))
    into = {(row.kind, row.gone_id): row.kept_id for row in rows}
    stands: dict[tuple[str, int], int] = {}
    for (kind, gone), kept in into.items():
        last = kept
        while (kind, last) in into:
            last = into[kind, last]
        stands[kind, gone] = last
    return stands


def _name(side: Likeness | None) -> str:
    return side.name if side is not None else ""


__all__ = ["Matching", "find", "standing"]
