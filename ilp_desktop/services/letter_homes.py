"""To which homes a letter about a student may go on a day, and which conference it speaks of."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Connection, Integer, bindparam, func, select

from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.guardianship import Right, is_adult, rights_on
from ilp_desktop.domain.letters import Addressee
from ilp_desktop.domain.names import full_name
from ilp_desktop.services.conference_rows import TO_COME, Found
from ilp_desktop.services.relation_rows import TERMS, terms_of
from ilp_desktop.store.tables import conference, guardian, household, student_guardian

_STUDENT = bindparam("student_id", type_=Integer)
_g, _r, _h, _c = guardian.c, student_guardian.c, household.c, conference.c
_ADULTS = (
    select(
        _g.uid,
        _g.given_name,
        _g.family_name,
        _g.email,
        _g.language,
        _r.household_id,
        func.coalesce(_h.address, "").label("address"),
        *TERMS,
    )
    .select_from(
        student_guardian.join(guardian, _g.id == _r.guardian_id).outerjoin(household, _h.id == _r.household_id)
    )
    .where(_r.student_id == _STUDENT, _r.deleted_at.is_(None), _g.deleted_at.is_(None))
    .order_by(_r.household_id, _r.id)
)
_MEETINGS = (
    select(_c.held_on, _c.starts_at, _c.room, _c.mode, _c.state)
    .where(_c.student_id == _STUDENT, _c.deleted_at.is_(None))
    .order_by(_c.held_on, _c.starts_at)
)


def addressees_of(connection: Connection, row: Found, today: date) -> tuple[Addressee, ...]:
    """Return each home with somebody who may be mailed today; who is barred is in none, and tells in none."""
    homes: dict[str, list[Found]] = {}
    for one in connection.execute(_ADULTS, {"student_id": row.id}):
        if Right.BE_MAILED in rights_on(terms_of(one), row.birth_date, today):
            key = f"home-{one.household_id}" if one.household_id else f"adult-{one.uid.hex}"
            homes.setdefault(key, []).append(one)
    found = tuple(_home(key, adults) for key, adults in homes.items())
    return (*_student_self(row, today), *found)


def _home(key: str, adults: Sequence[Found]) -> Addressee:
    return Addressee(
        key=key,
        names=tuple(full_name(one.given_name, one.family_name) for one in adults),
        adults=tuple(one.uid.hex for one in adults),
        address=adults[0].address,
        emails=tuple(one.email for one in adults if one.email),
        language=next((one.language for one in adults if one.language), "en"),
    )


def _student_self(row: Found, today: date) -> Iterator[Addressee]:
    """Yield the student, from 18 on: what was the parents' is theirs."""
    if is_adult(row.birth_date, today):
        name = full_name(row.preferred_name or row.given_name, row.family_name)
        emails = (row.email,) if row.email else ()
        yield Addressee("student", (name,), (), "", emails, row.home_language or "en", is_student=True)


def meetings_of(connection: Connection, student_id: int, today: date) -> tuple[Found | None, date | None]:
    """Return the conference that is arranged next, and the day of the last one if nobody could come to it."""
    rows = connection.execute(_MEETINGS, {"student_id": student_id}).all()
    arranged = next((row for row in rows if row.held_on >= today and row.state in TO_COME), None)
    past = [row for row in rows if row.held_on <= today and row.state not in TO_COME]
    missed = past[-1].held_on if past and past[-1].state == ConferenceState.MISSED.value else None
    return arranged, missed


def roles_of(went: Sequence[Addressee], *, invites: bool) -> list[str]:
    """Return for whom a letter to these homes was; an invitation asks the student to come along."""
    to_student = invites or any(one.is_student for one in went)
    to_parents = any(one.adults for one in went)
    return [role for role, so in (("parent", to_parents), ("student", to_student)) if so]
