"""Typing in a conference that was held on paper: the same fields, rules and facts as at the screen, said afterward."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, insert, select, update

from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.conferences import ConferenceState, Party, school_year_of
from ilp_desktop.domain.consultations import Consultation
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.plans import Choice
from ilp_desktop.domain.preparation import Entry, PaperRow, Stack
from ilp_desktop.domain.sheet_codes import code_of
from ilp_desktop.services import conference_goals as goals
from ilp_desktop.services.beginning import record_of
from ilp_desktop.services.conference_arranging import educator_role
from ilp_desktop.services.conference_rows import Found, of_conference, reached, reopened_to_sign
from ilp_desktop.services.conferences import Conferences
from ilp_desktop.services.consultations import Consultations, keep
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.packs import begun_under, pack_in_force, pack_of
from ilp_desktop.services.plan_contents import prepared
from ilp_desktop.services.plans import Plans
from ilp_desktop.services.signing import Signing
from ilp_desktop.store import uids
from ilp_desktop.store.tables import (
    commitment,
    conference,
    goal,
    paper_entry,
    participant,
    staff_member,
    step,
    student,
)
from ilp_desktop.store.tables.columns import SchoolDate

MOST_MINUTES = 60
"""Of a private talk on paper: more is a slip of the hand."""


class FromPaper:
    """The conferences that one person may type in. Every verb raises OfficeError ``conference_gone``.

    The first one upon a conference begins it, under the policy set in force on the day on which it was held, and writes
    down who held it and who types. A conference that was concluded at the screen is refused: ``paper_on_screen``.
    """

    def __init__(self, desk: Desk, plans: Plans) -> None:
        self._desk = desk
        self._plans = plans
        self._conferences = Conferences(desk)
        self._consultations = Consultations(desk)
        self._signing = Signing(desk)

    def stacks(self, on: date) -> tuple[Stack, ...]:
        """Return the papers of a day, a stack for each who holds conferences, each in slot order."""
        desk = self._desk
        with desk.store.read() as connection:
            rows = connection.execute(_papers(desk.sees(Sharing.PLAN, Purpose.EDIT)), desk.as_viewer(on=on)).all()
        by_staff: dict[int | None, list[Found]] = {}
        for row in rows:
            by_staff.setdefault(row.staff_id, []).append(row)
        return tuple(
            Stack(on, staff_id, _staff_name(some[0]), tuple(_paper_row(row, at) for at, row in enumerate(some, 1)))
            for staff_id, some in by_staff.items()
        )

    def say_when(self, conference_id: int, on: date, held_by: int | None = None) -> Changes:
        """Say on which day the conference was held, and by whom where it was somebody else than was to hold it.

        Raises OfficeError ``paper_future`` for a day to come, ``staff_gone``, ``conference_over`` once it is concluded.
        """
        desk = self._desk
        if on > desk.today:
            raise OfficeError("paper_future")
        with desk.store.write() as connection:
            row = self._begun(connection, conference_id, on)
            if row.concluded_at is not None and (row.held_on != on or held_by is not None):
                raise OfficeError("conference_over")
            values = {"held_on": on, "school_year": school_year_of(on)}
            connection.execute(update(conference).where(conference.c.id == row.id).values(**values))
            if held_by is not None and held_by != row.staff_id:
                self._let_hold(connection, row, held_by)
        return _touched(conference_id)

    def save_draft(self, conference_id: int, field: str, text: str, language: str) -> Changes:
        """Keep what is being typed. ``field`` as in the conference, or a place on the paper, whose line is made when missing.

        A place is ``paper_goal:2``, ``paper_step:2.1``, ``paper_step_who:2.1`` or ``paper_commitment:family.1``, each
        counted from 1. Raises as ``conferences.save_draft``.
        """
        path = self._path(conference_id, field)
        return self._conferences.save_draft(conference_id, path, text, language)

    def leave_field(self, conference_id: int, field: str, text: str, language: str) -> Changes:
        """Make what was typed one change; ``field`` as for ``save_draft``."""
        path = self._path(conference_id, field)
        return self._conferences.leave_field(conference_id, path, text, language)

    def set_due(self, conference_id: int, place: str, due_on: date | None) -> Changes:
        """Say until when the step at a place (``2.1``) is to be done."""
        _kind, _, key = self._path(conference_id, f"paper_step:{place}").partition(":")
        return self._conferences.set_step_due(int(key), due_on)

    def set_attended(self, conference_id: int, participant_id: int, attended: bool | None) -> Changes:
        """Say whether somebody took part; None takes it back."""
        self._begin(conference_id)
        return self._conferences.set_attended(participant_id, attended)

    def set_outcome(self, conference_id: int, goal_id: int, status: str) -> Changes:
        """Say what came of a goal of the last conference."""
        self._begin(conference_id)
        return self._conferences.set_goal_status(goal_id, status)

    def note_talk(self, conference_id: int, minutes: int) -> Changes:
        """Take the minutes of the private talk as they stand on the paper. Raises OfficeError ``paper_minutes``."""
        if not 0 < minutes <= MOST_MINUTES:
            raise OfficeError("paper_minutes", most=MOST_MINUTES)
        return self._talk(conference_id, lambda state: state.noted_on_paper(minutes * 60))

    def talk_not_held(self, conference_id: int, reason: str) -> Changes:
        """Record why there was none. Raises OfficeError ``reason_unknown``."""
        self._begin(conference_id)
        self._consultations.not_held(conference_id, reason)
        return _touched(conference_id)

    def mark(self, conference_id: int, participant_id: int, choice: Choice | None, words: str = "") -> Changes:
        """Take what somebody marked and signed on the paper; None is that they chose not to sign.

        Whoever signed was there. Raises as ``signing.sign``.
        """
        self._begin(conference_id)
        person = next(
            (one for one in self._conferences.open(conference_id).participants if one.participant_id == participant_id),
            None,
        )
        if person is not None and person.attended is None:
            self._conferences.set_attended(participant_id, attended=True)
        shown = self._signing.prepare(conference_id)
        method = "paper" if choice else "chose_not_to_sign"
        language = shown.content.conference.language if shown.content.conference else "en"
        return self._signing.sign(
            conference_id, participant_id, shown.sha256, choice or "attended_only", words, method, language=language
        )

    def unmark(self, conference_id: int, participant_id: int) -> Changes:
        """Say that somebody has not signed."""
        self._begin(conference_id)
        return self._signing.take_back(participant_id)

    def finish(self, conference_id: int) -> Changes:
        """Put a paper away: conclude the conference and, once everybody expected has signed, finalize its plan.

        The plan is made in the family's language; the made id is the rendering's, None where a signature is still owed or
        this person may not finalize. What was mended after a mark was typed is what stands on the signed paper: the
        mark is taken for it. Raises OfficeError ``consultation_missing``.
        """
        self._begin(conference_id)
        sheet = self._conferences.open(conference_id)
        with self._desk.store.read() as connection:
            if not prepared(connection, self._desk, conference_id, Purpose.EDIT).talk_settled:
                raise OfficeError("consultation_missing")
        shown = self._signing.prepare(conference_id)
        for line in shown.signers:
            mark = line.mark
            if mark is not None and line.outdated and mark.method != "drawn":
                choice = None if mark.method == "chose_not_to_sign" else mark.choice
                self.mark(conference_id, line.participant.participant_id, choice, mark.words)
        self._conferences.conclude(conference_id)
        if not self._signing.prepare(conference_id).complete or not self._plans.may_finalize:
            return _touched(conference_id)
        return self._plans.finalize(conference_id, sheet.language)

    # Beginning

    def _begin(self, conference_id: int) -> None:
        with self._desk.store.read() as connection:
            if reached(connection, self._desk, conference_id, Purpose.EDIT).paper_entry_id is not None:
                return  # what is typed does not wait for a roster that is coming in
        with self._desk.store.write() as connection:
            self._begun(connection, conference_id)

    def _begun(self, connection: Connection, conference_id: int, on: date | None = None) -> Found:
        """Return the conference, begun and known to be held on paper."""
        desk = self._desk
        row = reached(connection, desk, conference_id, Purpose.EDIT)
        if row.paper_entry_id is not None:
            return row
        if row.concluded_at is not None or row.state == ConferenceState.CONTINUED.value:
            raise OfficeError("paper_on_screen")
        held_on = on or row.held_on
        if held_on > desk.today:
            raise OfficeError("paper_future")
        if row.begun_at is None:
            self._start(connection, row, held_on)
        connection.execute(
            insert(paper_entry).values(
                uid=uids.new_uid(desk.clock),
                conference_id=row.id,
                held_by=row.staff_id,
                held_by_name=full_name(row.staff_given_name, row.staff_family_name) or desk.viewer.name,
                entered_by=desk.viewer.person_uid,
                entered_by_name=desk.viewer.name,
                entered_on=desk.today,
            )
        )
        record_of(connection, self._desk, row, "entered_from_paper", school_date=held_on)
        return reached(connection, desk, conference_id, Purpose.EDIT)

    def _start(self, connection: Connection, row: Found, held_on: date) -> None:
        goes_on = row.continues_id is not None
        pack = pack_of(connection, row) if goes_on else pack_in_force(connection, held_on)
        connection.execute(
            update(conference)
            .where(conference.c.id == row.id)
            .values(
                version=conference.c.version + 1,
                state=ConferenceState.IN_CONFERENCE.value,
                begun_at=self._desk.clock.now(),
                **begun_under(connection, row, pack),
            )
        )
        rule = pack.consultation
        if not goes_on:
            keep(connection, row.id, Consultation(minimum=rule.minimum, limit=rule.limit))
        record_of(connection, self._desk, row, "conference_begun", school_date=held_on)

    def _let_hold(self, connection: Connection, row: Found, staff_id: int) -> None:
        """Put who held it in the place of who was to hold it."""
        t, p, desk = staff_member.c, participant.c, self._desk
        who = connection.execute(
            select(t.given_name, t.family_name, t.role).where(t.id == staff_id, t.deleted_at.is_(None))
        ).one_or_none()
        if who is None:
            raise OfficeError("staff_gone")
        name = full_name(who.given_name, who.family_name)
        connection.execute(update(conference).where(conference.c.id == row.id).values(staff_id=staff_id))
        connection.execute(
            update(paper_entry).where(paper_entry.c.conference_id == row.id).values(held_by=staff_id, held_by_name=name)
        )
        connection.execute(
            update(participant)
            .where(p.conference_id == row.id, p.staff_id.in_((row.staff_id, staff_id)), p.deleted_at.is_(None))
            .values(deleted_at=desk.clock.now())
        )
        role = educator_role(who.role)
        values = {"party": Party.SCHOOL.value, "staff_id": staff_id, "name": name, "role": role}
        connection.execute(insert(participant).values(uid=uids.new_uid(desk.clock), conference_id=row.id, **values))

    def _talk(self, conference_id: int, event: Callable[[Consultation], Consultation]) -> Changes:
        with self._desk.store.write() as connection:
            row = self._begun(connection, conference_id)
            rule = pack_of(connection, row).consultation
            keep(connection, conference_id, event(Consultation(minimum=rule.minimum, limit=rule.limit)))
            reopened_to_sign(connection, row)
        self._desk.timers.discard(conference_id)
        return _touched(conference_id)

    # Places on the paper

    def _path(self, conference_id: int, field: str) -> str:
        """Return the field that a place on the paper stands for, its line made where it is not there yet."""
        kind, _, place = field.partition(":")
        if not kind.startswith("paper_"):
            self._begin(conference_id)
            return field
        with self._desk.store.write() as connection:
            self._begun(connection, conference_id)
            return self._made(connection, conference_id, kind.removeprefix("paper_"), place)

    def _made(self, connection: Connection, conference_id: int, kind: str, place: str) -> str:
        first, _, second = place.partition(".")
        if kind == "commitment":
            return f"commitment:{self._commitment(connection, conference_id, Party(first), int(second))}"
        goal_id = self._goal(connection, conference_id, int(first))
        if kind == "goal":
            return f"goal:{goal_id}"
        return f"{kind}:{self._step(connection, goal_id, int(second))}"

    def _goal(self, connection: Connection, conference_id: int, number: int) -> int:
        g = goal.c
        there = _ids(connection, select(g.id).where(g.conference_id == conference_id, g.deleted_at.is_(None)), goal)
        while len(there) < number:
            there.append(goals.add_goal(connection, self._desk, conference_id, "student"))
        return there[number - 1]

    def _step(self, connection: Connection, goal_id: int, number: int) -> int:
        s = step.c
        there = _ids(connection, select(s.id).where(s.goal_id == goal_id, s.deleted_at.is_(None)), step)
        while len(there) < number:
            there.append(goals.add_step(connection, self._desk, goal_id)[0])
        return there[number - 1]

    def _commitment(self, connection: Connection, conference_id: int, party: Party, number: int) -> int:
        m = commitment.c
        of_party = select(m.id).where(m.conference_id == conference_id, m.party == party.value, m.deleted_at.is_(None))
        there = _ids(connection, of_party, commitment)
        while len(there) < number:
            there.append(goals.add_commitment(connection, self._desk, conference_id, party))
        return there[number - 1]


def _ids(connection: Connection, statement: Select[Any], table: Table) -> list[int]:
    return list(connection.execute(statement.order_by(table.c.position, table.c.id)).scalars())


@cache
def _papers(sees: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    c, s, t, e = conference.c, student.c, staff_member.c, paper_entry.c
    return (
        select(
            c.id,
            c.staff_id,
            c.starts_at,
            c.grade,
            c.state,
            c.begun_at,
            c.concluded_at,
            e.id.label("paper_entry_id"),
            s.given_name,
            s.family_name,
            s.preferred_name,
            t.given_name.label("staff_given_name"),
            t.family_name.label("staff_family_name"),
        )
        .select_from(
            conference.join(student, s.id == c.student_id)
            .outerjoin(staff_member, t.id == c.staff_id)
            .outerjoin(paper_entry, e.conference_id == c.id)
        )
        .where(c.held_on == bindparam("on", type_=SchoolDate), c.deleted_at.is_(None), s.deleted_at.is_(None), sees)
        .order_by(t.family_name, t.given_name, c.staff_id, c.starts_at, s.sort_key, c.id)
    )


def _paper_row(row: Found, number: int) -> PaperRow:
    return PaperRow(
        conference_id=row.id,
        number=number,
        code=code_of(row.id),
        starts_at=row.starts_at,
        student_name=full_name(row.given_name, row.family_name, row.preferred_name),
        grade=row.grade,
        entry=_entry(row),
    )


def _entry(row: Found) -> Entry:
    state = ConferenceState(row.state)
    if state is ConferenceState.MISSED:
        return Entry.MISSED
    if state is ConferenceState.CONTINUED:
        return Entry.ON_SCREEN
    if row.concluded_at is None:
        return Entry.WAITING if row.begun_at is None else Entry.BEGUN
    if row.paper_entry_id is None:
        return Entry.ON_SCREEN
    return Entry.DONE if state is ConferenceState.SIGNED else Entry.TO_SIGN


def _staff_name(row: Found) -> str:
    return full_name(row.staff_given_name or "", row.staff_family_name or "")


def _touched(conference_id: int) -> Changes:
    return of_conference(conference_id, Kind.CONFERENCE, Kind.DAY, Kind.CONSULTATION, Kind.STUDENT)
