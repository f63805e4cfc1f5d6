"""The end of a conference: what took place is written down as plain facts, from which every count is derived."""

from sqlalchemy import Connection, select, update

from ilp_desktop.domain.access import Purpose
from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.services.courses import note_courses
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.plan_contents import Prepared, prepared
from ilp_desktop.services.plan_marks import signing_sheet
from ilp_desktop.store import events
from ilp_desktop.store.tables import conference, participant


def conclude(connection: Connection, desk: Desk, conference_id: int) -> None:
    """Conclude a conference, once. Raises OfficeError ``conference_not_begun`` or ``consultation_missing`` (R44)."""
    plan = prepared(connection, desk, conference_id, Purpose.EDIT)
    if plan.row.begun_at is None:
        raise OfficeError("conference_not_begun")
    if not plan.talk_settled:
        raise OfficeError("consultation_missing")
    if plan.row.concluded_at is None:
        connection.execute(
            update(conference).where(conference.c.id == conference_id).values(concluded_at=desk.clock.now())
        )
        _keep_who_it_was_for(connection, desk, plan)
        _record_facts(connection, desk, plan)
        note_courses(connection, desk, plan.row)
    show_signed(connection, desk, plan)


def _keep_who_it_was_for(connection: Connection, desk: Desk, plan: Prepared) -> None:
    """Write down who could take part and sign, as it stood: from now on nothing that changes later changes it."""
    p = participant.c
    shown = {person.participant_id: person.may_sign for person in plan.sheet.participants}
    rows = connection.execute(
        select(p.id, p.may_sign).where(p.conference_id == plan.sheet.conference_id, p.deleted_at.is_(None))
    ).all()
    for row in rows:
        if row.id not in shown:
            connection.execute(update(participant).where(p.id == row.id).values(deleted_at=desk.clock.now()))
        elif row.may_sign != shown[row.id]:
            connection.execute(update(participant).where(p.id == row.id).values(may_sign=shown[row.id]))


def show_signed(connection: Connection, desk: Desk, plan: Prepared) -> None:
    """Say on the day's list whether marks are still owed."""
    # A call bears no marks: it is complete once it is over.
    complete = not plan.pack.has("signatures") or signing_sheet(connection, desk, plan).complete
    state = ConferenceState.SIGNED if complete else ConferenceState.TO_SIGN
    c = conference.c
    connection.execute(
        update(conference)
        .where(c.id == plan.row.id, c.state != state.value)
        .values(state=state.value, version=c.version + 1)
    )


def record_fact(connection: Connection, desk: Desk, plan: Prepared, kind: str, **params: str | int | None) -> None:
    """Write down one fact of this conference, for the day on which it was held."""
    events.record(
        connection,
        kind,
        student_id=plan.sheet.student_id,
        conference_id=plan.sheet.conference_id,
        actor_id=desk.viewer.staff_id,
        school_date=plan.sheet.on,
        at=desk.clock.now(),
        **params,
    )


def _record_facts(connection: Connection, desk: Desk, plan: Prepared) -> None:
    sheet = plan.sheet
    record_fact(connection, desk, plan, "conference_held", mode=sheet.mode)
    for person in sheet.participants:
        if person.attended:
            record_fact(connection, desk, plan, "attended", participant=person.participant_id, party=person.party.value)
    talk = sheet.consultation
    if talk.reason:
        record_fact(connection, desk, plan, "private_consultation_not_held", reason=talk.reason)
    elif talk.settled:
        how = {"noted": 1} if talk.noted else {}
        record_fact(connection, desk, plan, "private_consultation", seconds=talk.counted, **how)
    for goal in sheet.goals:
        if goal.text.strip():
            record_fact(connection, desk, plan, "goal_set", goal=goal.goal_id, whose=goal.whose)
