"""Which homes a conference was to bring together, how each is reached, and whether it was told of a change."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, Integer, bindparam, select

from ilp_desktop.domain.early_ends import HomeToTell
from ilp_desktop.domain.evidence import OUTCOME
from ilp_desktop.domain.guardianship import is_adult
from ilp_desktop.domain.names import full_name
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.guardian_lines import may_attend
from ilp_desktop.store.tables import evidence, guardian
from ilp_desktop.store.these import packed, these

_REACHED = frozenset({"reached", "message"})
_e, _g = evidence.c, guardian.c
_SAID = select(_e.kind, _e.adults, _e.roles, _e.texts, _e.recorded_at).where(
    _e.student_id == bindparam("student_id", type_=Integer),
    _e.kind.in_(("attempt", "invitation")),
    _e.deleted_at.is_(None),
)
_UIDS = select(_g.id, _g.uid).where(these(_g.id))


def homes_of(connection: Connection, row: Found, since: datetime) -> tuple[HomeToTell, ...]:
    """Return each home of a conference with adults who may come that day; who is barred is in none.

    What was written down from ``since`` on tells who was told.
    """
    adults = [one for one in may_attend(connection, row) if row.household_id in {None, one.household_id}]
    homes: dict[str, list[Found]] = {}
    for one in adults:
        key = f"home-{one.household_id}" if one.household_id else f"adult-{one.id}"
        homes.setdefault(key, []).append(one)
    told, student_told = _told(connection, row, since)
    uids = {one.id: one.uid.hex for one in connection.execute(_UIDS, {"ids": packed(one.id for one in adults)})}
    found = (_home(key, there, any(uids[one.id] in told for one in there)) for key, there in homes.items())
    return (*_student_self(row, told=student_told), *found)


def _home(key: str, adults: Sequence[Found], told: bool) -> HomeToTell:
    return HomeToTell(
        key=key,
        names=tuple(full_name(one.given_name, one.family_name) for one in adults),
        phones=tuple(dict.fromkeys(one.phone for one in adults if one.phone)),
        language=next((one.language for one in adults if one.language), "en"),
        needs_interpreter=any(one.needs_interpreter for one in adults),
        adults=tuple(one.id for one in adults),
        is_student=False,
        told=told,
    )


def _student_self(row: Found, *, told: bool) -> Iterator[HomeToTell]:
    """Yield the student, from 18 on."""
    if is_adult(row.birth_date, row.held_on):
        name = full_name(row.preferred_name or row.given_name, row.family_name)
        language = row.home_language or "en"
        yield HomeToTell(
            "student", (name,), (), language, needs_interpreter=False, adults=(), is_student=True, told=told
        )


def _told(connection: Connection, row: Found, since: datetime) -> tuple[set[str], bool]:
    """Return the uids of the adults who were reached or written to since, and whether the student was."""
    said = [
        one
        for one in connection.execute(_SAID, {"student_id": row.student_id})
        if one.recorded_at >= since and (one.kind == "invitation" or one.texts.get(OUTCOME) in _REACHED)
    ]
    return {uid for one in said for uid in one.adults}, any("student" in one.roles for one in said)
