"""What families answered, of many conferences at once: of those alone who may come on the day."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, select

from ilp_desktop.domain.guardianship import Right, rights_on
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.replies import Reply, ReplyLine
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.relation_rows import TERMS, terms_of
from ilp_desktop.store.tables import conference, guardian, reply, student, student_guardian
from ilp_desktop.store.these import packed, these

_y, _c, _s, _g, _r = reply.c, conference.c, student.c, guardian.c, student_guardian.c


def _said() -> Select[*tuple[Any, ...]]:
    relation = and_(
        _r.guardian_id == _y.guardian_id, _r.student_id == _c.student_id, _r.deleted_at.is_(None)
    )  # fmt: skip
    return (
        select(
            _y.conference_id,
            _y.guardian_id,
            _y.answer,
            _y.note,
            _y.noted_at,
            _c.held_on,
            _c.household_id.label("for_home"),
            _r.household_id.label("home"),
            _s.birth_date,
            _s.given_name,
            _s.family_name,
            _s.preferred_name,
            _g.given_name.label("adult_given"),
            _g.family_name.label("adult_family"),
            *TERMS,
        )
        .select_from(
            reply.join(conference, _c.id == _y.conference_id)
            .join(student, _s.id == _c.student_id)
            .outerjoin(guardian, _g.id == _y.guardian_id)
            .outerjoin(student_guardian, relation)
        )
        .where(these(_y.conference_id), _y.deleted_at.is_(None))
        .order_by(_y.conference_id, _y.id)
    )


_SAID = _said()


def replies_of(connection: Connection, conferences: Collection[int]) -> dict[int, tuple[ReplyLine, ...]]:
    """Return the answers by conference. One statement, however many there are."""
    found: dict[int, tuple[ReplyLine, ...]] = {}
    for row in connection.execute(_SAID, {"ids": packed(conferences)}):
        if row.guardian_id is None or _may_come(row):
            found[row.conference_id] = (*found.get(row.conference_id, ()), _line(row))
    return found


def _may_come(row: Found) -> bool:
    if row.relation_id is None or (row.for_home is not None and row.home != row.for_home):
        return False
    return Right.ATTEND in rights_on(terms_of(row), row.birth_date, row.held_on)


def _line(row: Found) -> ReplyLine:
    own = full_name(row.given_name, row.family_name, row.preferred_name)
    name = own if row.guardian_id is None else full_name(row.adult_given or "", row.adult_family or "")
    return ReplyLine(
        row.conference_id, row.guardian_id, name, Reply(row.answer), row.note, row.noted_at.date()
    )  # fmt: skip


def said_by(lines: Sequence[ReplyLine], guardian_id: int | None) -> ReplyLine | None:
    """Return what one of them answered."""
    return next((line for line in lines if line.guardian_id == guardian_id), None)
