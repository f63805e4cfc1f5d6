"""The conference day and one conference on it: every verb is one transaction, durable when it returns."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, update

from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.conferences import ConferenceSheet, ConferenceState, DaySheet, Party
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.students import PlanKind
from ilp_desktop.services import arrivals, slips
from ilp_desktop.services import conference_goals as goals
from ilp_desktop.services import conference_texts as texts
from ilp_desktop.services.beginning import BEFORE, begin_conference, record_of
from ilp_desktop.services.conference_arranging import Arrangement, make_conference
from ilp_desktop.services.conference_days import day_sheet, day_to_show, days_of
from ilp_desktop.services.conference_rows import Found, conference_of, of_conference, reached, reopened_to_sign
from ilp_desktop.services.conference_sheets import sheet_of
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.office_calls import CALLED, CAME, TAKEN_BACK
from ilp_desktop.services.openings import note_opening
from ilp_desktop.services.packs import meeting_of, pack_in_force
from ilp_desktop.store.engine import PATIENCE_SECONDS
from ilp_desktop.store.tables import conference, participant


class Conferences:
    """The conferences that one person may see, hold and change.

    Every verb raises OfficeError ``conference_gone`` for a conference that is not there for this person, and
    ``field_gone`` for a goal, step, commitment or field that it does not have.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # The day

    def days(self) -> tuple[date, ...]:
        """Return the days with conferences, in order."""
        with self._desk.store.read() as connection:
            return days_of(connection, self._desk)

    def day(self, on: date | None = None) -> DaySheet:
        """Return a day's list; of today when no day is given, else of the nearest day with conferences."""
        with self._desk.store.read() as connection:
            return day_sheet(connection, self._desk, on or day_to_show(connection, self._desk))

    def arrange(
        self,
        student_id: int,
        on: date,
        starts_at: str,
        minutes: int = 20,
        *,
        mode: str = "in_person",
        language: str = "",
        interpreter: str = "",
        staff_id: int | None = None,
    ) -> Changes:
        """Arrange a conference; the made id is its. Raises OfficeError ``student_gone`` or ``staff_gone``.

        Everyone who may come is on it: the student, the guardians of every household, the staff member (by default
        the person at the desk). Without a language or an interpreter, the family's are taken from the roster.
        """
        plan = Arrangement(on, starts_at, minutes, mode, language, interpreter, staff_id)
        with self._desk.store.write() as connection:
            made = make_conference(connection, self._desk, student_id, plan)
        return of_conference(made, Kind.CONFERENCE, Kind.DAY, Kind.STUDENT, made_id=made)

    def check_in(self, conference_id: int, here: Collection[int] | None = None) -> Changes:
        """Say that the family is here, and who of the adults who may come, by the ids of ``guardians.at_check_in``.

        Without ``here``, what was said of each of them stays. Raises OfficeError ``not_expected`` for who may not come, or not any more.
        """
        return self._arrival(conference_id, ConferenceState.CHECKED_IN, "checked_in", here)

    def call_office(self, conference_id: int, wanted: bool = True) -> Changes:
        """Say that somebody came who is not expected, so that someone from the office comes; or that they have come."""
        with self._desk.store.write() as connection:
            row = reached(connection, self._desk, conference_id, Purpose.CHECK_IN, Sharing.DIRECTORY)
            self._record(connection, row, CALLED if wanted else CAME)
        return of_conference(conference_id, Kind.CONFERENCE, Kind.DAY)

    def mark_late(self, conference_id: int, minutes: int = 0) -> Changes:
        """Say that the family is on its way; ``minutes``: how much later than its hour, or than now where that is past.

        Raises OfficeError ``late_minutes`` for what is no such number.
        """
        return self._arrival(conference_id, ConferenceState.RUNNING_LATE, "running_late", late=minutes)

    def mark_missed(self, conference_id: int) -> Changes:
        """Say that nobody could come."""
        return self._arrival(conference_id, ConferenceState.MISSED, "missed")

    def undo(self, conference_id: int) -> Changes:
        """Take back what was said about the arrival."""
        return self._arrival(conference_id, ConferenceState.SCHEDULED, TAKEN_BACK)

    # The conference

    def open(self, conference_id: int) -> ConferenceSheet:
        """Read a conference with what is being typed into it.

        Its first opening at this desk writes a line in the log of who opened what (34 CFR 99.32).
        """
        desk = self._desk
        with desk.store.read() as connection:
            sheet, _ = sheet_of(connection, desk, conference_id)
        note_opening(desk, "conference_opened", sheet.student_id, conference=conference_id)
        return sheet

    def begin(self, conference_id: int) -> Changes:
        """Begin: from now on the policy set in force is this conference's for good. Raises ``pack_none``."""
        desk = self._desk
        with desk.store.write() as connection:
            row = self._reached(connection, conference_id)
            begin_conference(connection, desk, row)
        return of_conference(conference_id, Kind.CONFERENCE, Kind.DAY)

    def become_pccr(self, conference_id: int) -> Changes:
        """Let the plan be one for college and career from this conference on: its goals speak of an occupation (R2).

        What was written stays where it is, and so do the files of the years before. Raises ``conference_over``.
        """
        with self._desk.store.write() as connection:
            row = self._reached(connection, conference_id)
            if row.concluded_at is not None:
                raise OfficeError("conference_over")
            self._set(connection, row, plan_kind=PlanKind.PCCR.value)
        return of_conference(conference_id, Kind.CONFERENCE, Kind.DAY, Kind.STUDENT)

    def set_occasion(self, conference_id: int, occasion: str) -> Changes:
        """Say that a conversation is one of the policy set's occasions, or, with '', a conference after all.

        Before it begins. Raises OfficeError ``occasion_unknown``, ``conference_begun``.
        """
        with self._desk.store.write() as connection:
            row = self._reached(connection, conference_id)
            pack = pack_in_force(connection, row.held_on)
            known = pack.occasions_of(meeting_of(connection, row, pack))
            found = next((each for each in known if each.key == occasion), None)
            if row.begun_at is not None:
                raise OfficeError("conference_begun")
            if occasion and found is None:
                raise OfficeError("occasion_unknown")
            mode = {"mode": found.mode} if found is not None and found.mode != "in_person" else {}
            self._set(connection, row, occasion=occasion, section="", **mode)
        return of_conference(conference_id, Kind.CONFERENCE, Kind.DAY)

    def show_section(self, conference_id: int, key: str) -> Changes:
        """Remember which section is looked at."""
        with self._desk.store.write() as connection:
            row = self._reached(connection, conference_id)
            connection.execute(update(conference).where(conference.c.id == row.id).values(section=key))
        return of_conference(conference_id)

    def set_attended(self, participant_id: int, attended: bool | None) -> Changes:
        """Say whether somebody took part; None takes it back."""
        p = participant.c
        with self._desk.store.write() as connection:
            conference_id = conference_of(connection, participant_id)
            row = self._reached(connection, conference_id)
            connection.execute(
                update(participant).where(p.id == participant_id).values(attended=attended, version=p.version + 1)
            )
            reopened_to_sign(connection, row)
        return of_conference(conference_id)

    def conclude(self, conference_id: int) -> Changes:
        """End the conference. Raises OfficeError ``consultation_missing`` until the private talk is settled (R44)."""
        from ilp_desktop.services.concluding import conclude  # noqa: PLC0415 - canonical JSON is not needed to open

        with self._desk.store.write() as connection:
            row = self._reached(connection, conference_id)
            texts.settle_drafts(connection, self._desk, row)
            conclude(connection, self._desk, conference_id)
        return of_conference(conference_id, Kind.CONFERENCE, Kind.DAY, Kind.STUDENT)

    # What is written

    def save_draft(self, conference_id: int, field: str, text: str, language: str) -> Changes:
        """Keep what is being typed, also while a roster comes in. Raises OfficeError ``text_too_long``."""
        with self._desk.store.write_within(slips.A_MOMENT) as connection:
            if connection is None:
                slips.keep(self._desk, conference_id, field, text, language, is_left=False)
            else:
                row = self._reached(connection, conference_id)
                texts.keep_draft(connection, self._desk, row, field, text, language)
        return Changes(frozenset(), frozenset({conference_id}))

    def leave_field(
        self, conference_id: int, field: str, text: str, language: str, *, version: int | None = None
    ) -> Changes:
        """Make what was typed one change.

        With the ``version`` it was read at, raises OfficeError ``changed_elsewhere`` when it was changed since. Without,
        it is durable also while a roster comes in, and is made as soon as that is done.
        """
        patience = slips.A_MOMENT if version is None else PATIENCE_SECONDS
        with self._desk.store.write_within(patience) as connection:
            if connection is None:
                slips.keep(self._desk, conference_id, field, text, language, is_left=True)
            else:
                row = self._reached(connection, conference_id)
                texts.leave(connection, self._desk, row, field, text, language, version)
        return of_conference(conference_id)

    # Goals, steps and support

    def add_goal(self, conference_id: int, whose: str = "student") -> Changes:
        """Make an empty goal; the made id is its. ``whose``: student, parent, teacher or together (R41)."""
        with self._desk.store.write() as connection:
            made = goals.add_goal(connection, self._desk, conference_id, whose)
        return of_conference(conference_id, made_id=made)

    def remove_goal(self, goal_id: int) -> Changes:
        """Take a goal off the plan; it can be restored."""
        return self._goal(goal_id, deleted_at=self._desk.clock.now())

    def restore_goal(self, goal_id: int) -> Changes:
        """Put a removed goal back, with its steps."""
        return self._goal(goal_id, deleted_at=None)

    def set_goal_whose(self, goal_id: int, whose: str) -> Changes:
        """Say whose words a goal is in."""
        return self._goal(goal_id, whose=whose)

    def set_goal_status(self, goal_id: int, status: str) -> Changes:
        """Say what came of a goal: open, met, partly, carried_on or dropped."""
        return self._goal(goal_id, status=status)

    def add_step(self, goal_id: int) -> Changes:
        """Make an empty step at the end of a goal; the made id is its."""
        with self._desk.store.write() as connection:
            made, conference_id = goals.add_step(connection, self._desk, goal_id)
        return of_conference(conference_id, made_id=made)

    def remove_step(self, step_id: int) -> Changes:
        """Take a step off a goal."""
        return self._step(step_id, deleted_at=self._desk.clock.now())

    def move_step(self, step_id: int, up: bool) -> Changes:
        """Move a step one place up, or down."""
        with self._desk.store.write() as connection:
            return of_conference(goals.move_step(connection, self._desk, step_id, up=up))

    def set_step_due(self, step_id: int, due_on: date | None) -> Changes:
        """Say until when a step is to be done."""
        return self._step(step_id, due_on=due_on)

    def add_commitment(self, conference_id: int, party: Party) -> Changes:
        """Make an empty line of what one party will do; the made id is its."""
        with self._desk.store.write() as connection:
            made = goals.add_commitment(connection, self._desk, conference_id, party)
        return of_conference(conference_id, made_id=made)

    def remove_commitment(self, commitment_id: int) -> Changes:
        """Take a line of support off the plan."""
        with self._desk.store.write() as connection:
            return of_conference(goals.remove_commitment(connection, self._desk, commitment_id))

    def _goal(self, goal_id: int, **values: object) -> Changes:
        with self._desk.store.write() as connection:
            return of_conference(goals.change_goal(connection, self._desk, goal_id, **values))

    def _step(self, step_id: int, **values: object) -> Changes:
        with self._desk.store.write() as connection:
            return of_conference(goals.change_step(connection, self._desk, step_id, **values))

    def _reached(self, connection: Connection, conference_id: int) -> Found:
        row = reached(connection, self._desk, conference_id, Purpose.EDIT)
        if row.state == ConferenceState.CONTINUED.value:
            raise OfficeError("conference_goes_on")
        return row

    def _arrival(
        self,
        conference_id: int,
        state: ConferenceState,
        fact: str,
        here: Collection[int] | None = None,
        late: int = 0,
    ) -> Changes:
        with self._desk.store.write() as connection:
            row = reached(connection, self._desk, conference_id, Purpose.CHECK_IN, Sharing.DIRECTORY)
            if ConferenceState(row.state) not in BEFORE:
                raise OfficeError("conference_begun")
            if here is not None or fact == TAKEN_BACK:
                arrivals.attend(connection, row, here or ())
            said = arrivals.said_of(connection, self._desk, row, state, late)
            if any(getattr(row, name) != value for name, value in said.items()):
                self._set(connection, row, **said)
            if row.state != state.value or fact == TAKEN_BACK:
                self._record(connection, row, fact)
        return of_conference(conference_id, Kind.CONFERENCE, Kind.DAY)

    def _set(self, connection: Connection, row: Found, **values: object) -> None:
        connection.execute(
            update(conference).where(conference.c.id == row.id).values(version=conference.c.version + 1, **values)
        )

    def _record(self, connection: Connection, row: Found, kind: str) -> None:
        record_of(connection, self._desk, row, kind)
