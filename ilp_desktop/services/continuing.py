"""A conference that goes on another day, the next child of the same family, and what comes next.

One conference is one plan, however many days it takes: what was written, the goals with their steps and the time of the
private talk go along as the same rows. The day on which it was begun keeps who came then, and what took place.
"""

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    bindparam,
    delete,
    exists,
    insert,
    or_,
    select,
    update,
)

from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.circumstances import NextChild
from ilp_desktop.domain.conferences import ConferenceState, school_year_of
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.names import full_name
from ilp_desktop.services.beginning import BEFORE, record_of
from ilp_desktop.services.concluding import conclude
from ilp_desktop.services.conference_arranging import Arrangement, make_conference
from ilp_desktop.services.conference_rows import TO_COME, Found, of_conference, reached, written
from ilp_desktop.services.conference_sheets import sheet_of, stored_consultation
from ilp_desktop.services.conference_texts import settle_drafts
from ilp_desktop.services.consultations import keep
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.guardian_lines import who_may_come
from ilp_desktop.services.packs import pack_of
from ilp_desktop.store import uids
from ilp_desktop.store.tables import (
    answer,
    commitment,
    conference,
    consultation,
    draft,
    goal,
    participant,
    plan_revision,
    signature,
    staff_member,
    student,
)
from ilp_desktop.store.tables.columns import SchoolDate

_c, _p, _s, _t = conference.c, participant.c, student.c, staff_member.c
_TOUCHED = (Kind.CONFERENCE, Kind.DAY, Kind.STUDENT, Kind.CONSULTATION, Kind.SIGNATURE)


class Continuing:
    """What comes after a conference of one person's. Every verb raises OfficeError ``conference_gone``."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # Another day

    def go_on(self, conference_id: int, on: date, starts_at: str, minutes: int = 20) -> Changes:
        """Let a conference that was begun go on another day; the made id is of the conference of that day.

        It opens at the section where this one was left, with all that was written; marks made so far are taken back, since
        the plan is not finished. Who may come is asked anew for that day. Raises OfficeError ``conference_not_begun``,
        ``conference_over``, ``goes_on_when`` for a day that has passed or is of another school year.
        """
        desk = self._desk
        with desk.store.write() as connection:
            row = reached(connection, desk, conference_id, Purpose.EDIT)
            _check_goes_on(desk, row, on)
            settle_drafts(connection, desk, row)
            plan = Arrangement(
                on,
                starts_at,
                minutes,
                row.mode,
                row.language,
                row.interpreter,
                row.staff_id,
                row.household_id,
                row.room,
            )
            made = make_conference(connection, desk, row.student_id, plan)
            _set(connection, made, **{name: getattr(row, name) for name in _ALONG}, continues_id=row.id)
            _bring_staff(connection, desk, row.id, made)
            _hold_timer(connection, desk, row)
            _carry(connection, row.id, made)
            _take_marks_back(connection, desk, row.id)
            _set(connection, row.id, state=ConferenceState.CONTINUED.value)
            record_of(connection, desk, row, "conference_continued", on=on.isoformat())
        desk.timers.discard(conference_id)
        return of_conference(conference_id, *_TOUCHED, made_id=made)

    def take_back(self, conference_id: int) -> Changes:
        """Take back that a conference goes on another day: everything is here again, where it was.

        ``conference_id`` is the one of the first day. Raises OfficeError ``conference_begun`` once the other one began.
        """
        desk = self._desk
        with desk.store.write() as connection:
            row = reached(connection, desk, conference_id, Purpose.EDIT)
            later = connection.execute(_FOLLOWING, {"this": row.id, "student_id": row.student_id}).one_or_none()
            if later is None:
                raise OfficeError("conference_gone")
            if ConferenceState(later.state) not in BEFORE:
                raise OfficeError("conference_begun")
            _carry(connection, later.id, row.id)
            _set(connection, later.id, deleted_at=desk.clock.now(), continues_id=None)
            _set(connection, row.id, state=ConferenceState.IN_CONFERENCE.value)
            record_of(connection, desk, row, "continued_taken_back")
        return of_conference(conference_id, *_TOUCHED)

    # The next child

    def next_child(self, conference_id: int) -> NextChild | None:
        """Return the next conference of the same family on the same day that has not begun and is for this person to hold.

        Of one family is who has an adult here that may come to it too: nobody else is named in front of this one.
        """
        desk = self._desk
        with desk.store.read() as connection:
            row = reached(connection, desk, conference_id, Purpose.READ)
            siblings = connection.execute(
                _siblings(desk.sees(Sharing.PLAN, Purpose.EDIT)),
                desk.as_viewer(this=row.id, child=row.student_id, on=row.held_on),
            ).all()
            for found in siblings:
                also = _who_is_here_too(connection, desk, row.id, found.id)
                if also:
                    return _next_child(found, tuple(also.values()))
        return None

    def bring_along(self, conference_id: int, next_id: int) -> Changes:
        """Check in at the next child's conference whoever is here and may come to it, each asked anew for that child."""
        desk = self._desk
        with desk.store.write() as connection:
            reached(connection, desk, conference_id, Purpose.READ)
            row = reached(connection, desk, next_id, Purpose.CHECK_IN, Sharing.DIRECTORY)
            if ConferenceState(row.state) not in BEFORE:
                raise OfficeError("conference_begun")
            also = _who_is_here_too(connection, desk, conference_id, next_id)
            connection.execute(update(participant).where(_p.id.in_(also)).values(attended=True, version=_p.version + 1))
            if row.state != ConferenceState.CHECKED_IN.value:
                _set(connection, row.id, state=ConferenceState.CHECKED_IN.value)
                record_of(connection, desk, row, "checked_in")
        return of_conference(next_id, Kind.CONFERENCE, Kind.DAY)

    # What comes next

    def say_next(self, conference_id: int, on: date | None, at: str = "", call: str = "") -> Changes:
        """Say what happens next, as the family's copy tells it: on which day, at what time ('HH:MM'), whom to call."""
        with self._desk.store.write() as connection:
            row = reached(connection, self._desk, conference_id, Purpose.EDIT)
            _set(connection, row.id, next_on=on, next_at=at if on else "", next_call=written(call).strip())
        return of_conference(conference_id)

    def suggest_next(self, conference_id: int) -> Changes:
        """Say what happens next from what is known, where nobody said it yet: the next conference arranged, and this person."""
        desk = self._desk
        with desk.store.write() as connection:
            row = reached(connection, desk, conference_id, Purpose.EDIT)
            if row.next_on is not None or row.next_call:
                return Changes(frozenset())
            following = connection.execute(
                _NEXT, {"child": row.student_id, "on": max(row.held_on, desk.today)}
            ).one_or_none()
            day, hour = (following.held_on, following.starts_at) if following else (None, "")
            _set(connection, row.id, next_on=day, next_at=hour, next_call=_whom_to_call(connection, desk, row))
        return of_conference(conference_id)

    def wind_up(self, conference_id: int) -> Changes:
        """End a conference that is being left, where nothing stands in the way: signatures may still be owed.

        One that nobody came to, or whose private talk is not settled (R44), is left as it is.
        """
        desk = self._desk
        with desk.store.write() as connection:
            sheet, row = sheet_of(connection, desk, conference_id, Purpose.EDIT)
            came = any(each.took_part for each in sheet.participants if each.staff_id is None)
            ready = row.state == ConferenceState.IN_CONFERENCE.value and sheet.consultation.settled
            if not (came and ready):
                return Changes(frozenset())
            settle_drafts(connection, desk, row)
            conclude(connection, desk, conference_id)
        return of_conference(conference_id, Kind.CONFERENCE, Kind.DAY, Kind.STUDENT)


_ALONG = (
    "section",
    "plan_kind",
    "grade",
    "pack_id",
    "pack_version",
    "pack_digest",
    "interpreter_name",
    "interpreter_kind",
    "interpreter_mode",
    "next_call",
)
"""What a conference that goes on keeps of the day on which it was begun."""


def _check_goes_on(desk: Desk, row: Found, on: date) -> None:
    if row.begun_at is None:
        raise OfficeError("conference_not_begun")
    if row.concluded_at is not None or row.state == ConferenceState.CONTINUED.value:
        raise OfficeError("conference_over")
    if on < max(row.held_on, desk.today) or school_year_of(on) != row.school_year:
        raise OfficeError("goes_on_when")


def _set(connection: Connection, conference_id: int, **values: object) -> None:
    connection.execute(update(conference).where(_c.id == conference_id).values(version=_c.version + 1, **values))


def _bring_staff(connection: Connection, desk: Desk, here: int, there: int) -> None:
    """Put on the other day's conference whoever of the school was added to this one, and does not hold it."""
    on_it = select(_p.staff_id).where(_p.conference_id == there, _p.staff_id.is_not(None))
    rows = connection.execute(
        select(_p.party, _p.staff_id, _p.name, _p.role, _p.may_sign, _p.stands_in_for).where(
            _p.conference_id == here,
            _p.party == "school",
            _p.deleted_at.is_(None),
            or_(_p.staff_id.not_in(on_it), _p.staff_id.is_(None)),
        )
    ).mappings()
    people = [{**dict(row), "uid": uids.new_uid(desk.clock), "conference_id": there} for row in rows]
    if people:
        connection.execute(insert(participant), people)


def _hold_timer(connection: Connection, desk: Desk, row: Found) -> None:
    """Stop a private talk that is being timed; what was not seen of it stays a question."""
    timer = stored_consultation(connection, row.id, pack_of(connection, row).consultation)
    if row.id in desk.timers:
        keep(connection, row.id, timer.paused(desk.clock.now()))
    else:
        keep(connection, row.id, timer.interrupted())


def _carry(connection: Connection, here: int, there: int) -> None:
    """Move what was written, agreed and timed: it belongs to one conference, which is now of another day."""
    connection.execute(delete(consultation).where(consultation.c.conference_id == there))
    for table in (answer, goal, commitment, consultation):
        connection.execute(update(table).where(table.c.conference_id == here).values(conference_id=there))
    # What somebody wishes to say with their mark is theirs of that day.
    connection.execute(
        update(draft)
        .where(draft.c.conference_id == here, ~draft.c.field.startswith("words:"))
        .values(conference_id=there)
    )


def _take_marks_back(connection: Connection, desk: Desk, conference_id: int) -> None:
    g, v = signature.c, plan_revision.c
    connection.execute(
        update(signature)
        .where(g.withdrawn_at.is_(None), g.revision_id.in_(select(v.id).where(v.conference_id == conference_id)))
        .values(withdrawn_at=desk.clock.now())
    )


def _who_is_here_too(connection: Connection, desk: Desk, here: int, there: int) -> dict[int, str]:
    """Return, of those who are at one conference, who may come to the other: their id there, and their name."""
    row = reached(connection, desk, there, Purpose.CHECK_IN, Sharing.DIRECTORY)
    came = set(connection.execute(_CAME, {"this": here}).scalars())
    may_come = {each.participant_id: each.name for each in who_may_come(connection, row)}
    guardians = connection.execute(select(_p.id, _p.guardian_id).where(_p.id.in_(may_come))).all()
    return {one.id: may_come[one.id] for one in guardians if one.guardian_id in came}


def _next_child(found: Found, adults: tuple[str, ...]) -> NextChild:
    return NextChild(
        conference_id=found.id,
        student_name=full_name(found.given_name, found.family_name, found.preferred_name),
        grade=found.grade,
        starts_at=found.starts_at,
        staff_name=full_name(found.staff_given_name or "", found.staff_family_name or ""),
        adults=adults,
    )


def _whom_to_call(connection: Connection, desk: Desk, row: Found) -> str:
    me = desk.viewer.staff_id or row.staff_id
    found = connection.execute(select(_t.given_name, _t.family_name, _t.phone).where(_t.id == me)).one_or_none()
    if found is None or not found.phone:
        return ""
    return f"{full_name(found.given_name, found.family_name)}, {found.phone}"


# Statements are built once.


@cache  # Built once for each decision about who may.
def _siblings(may_hold: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    with_them = exists().where(_p.conference_id == _c.id, _p.guardian_id.in_(_CAME), _p.deleted_at.is_(None))
    return (
        select(
            *(_c[name] for name in ("id", "grade", "starts_at")),
            _s.given_name,
            _s.family_name,
            _s.preferred_name,
            _t.given_name.label("staff_given_name"),
            _t.family_name.label("staff_family_name"),
        )
        .select_from(conference.join(student, _s.id == _c.student_id).outerjoin(staff_member, _t.id == _c.staff_id))
        .where(
            _c.held_on == bindparam("on", type_=SchoolDate),
            _c.student_id != bindparam("child", type_=Integer),
            _c.state.in_(TO_COME),
            _c.deleted_at.is_(None),
            _s.deleted_at.is_(None),
            with_them.correlate(conference),
            may_hold,
        )
        .order_by(_c.starts_at, _c.id)
    )


_FOLLOWING = select(_c.id, _c.state).where(
    _c.student_id == bindparam("student_id", type_=Integer),
    _c.continues_id == bindparam("this", type_=Integer),
    _c.deleted_at.is_(None),
)
_NEXT = (
    select(_c.held_on, _c.starts_at)
    .where(
        _c.student_id == bindparam("child", type_=Integer),
        _c.held_on > bindparam("on", type_=SchoolDate),
        _c.state.in_(TO_COME),
        _c.deleted_at.is_(None),
    )
    .order_by(_c.held_on, _c.starts_at)
    .limit(1)
)
_CAME = select(_p.guardian_id).where(
    _p.conference_id == bindparam("this", type_=Integer),
    _p.attended.is_(True),
    _p.guardian_id.is_not(None),
    _p.deleted_at.is_(None),
)
