"""A group conference under way: who is here, begun and ended once for all, each student's own conference with it."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, update

from ilp_desktop.domain.access import Purpose
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.conferences import ConferenceState, Party
from ilp_desktop.domain.consultations import Phase
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.groups import GroupMember, GroupState
from ilp_desktop.domain.packs import ConsultationRule
from ilp_desktop.domain.students import PlanKind
from ilp_desktop.services.beginning import BEFORE, begin_conference, record_of
from ilp_desktop.services.conference_rows import Found, reached, reopened_to_sign, written
from ilp_desktop.services.conference_sheets import stored_consultation
from ilp_desktop.services.conference_texts import settle_drafts
from ilp_desktop.services.consultations import keep
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.group_rows import group_reached, members_of
from ilp_desktop.services.office_calls import TAKEN_BACK
from ilp_desktop.services.packs import pack_of
from ilp_desktop.store.tables import conference, conference_group, participant
from ilp_desktop.store.these import packed, these

TOUCHED = frozenset({Kind.DAY, Kind.CONFERENCE})
_g, _c, _p = conference_group.c, conference.c, participant.c
_ARRIVING = frozenset({ConferenceState.SCHEDULED, ConferenceState.RUNNING_LATE, ConferenceState.MISSED})
_HELD = frozenset({ConferenceState.TO_SIGN, ConferenceState.SIGNED})
_OPEN = BEFORE | {ConferenceState.IN_CONFERENCE}
"""States that the end of the group leads on from."""
_UNTOLD = frozenset({Phase.IDLE, Phase.PAUSED})


class GroupRunning:
    """The verbs of a group conference's hour, for whoever may change the plans of everybody in it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def write_shared(self, group_id: int, text: str, language: str = "en") -> Changes:
        """Write what everybody in the room may see: no word of any one student. Raises OfficeError ``text_too_long``."""
        with self._desk.store.write() as connection:
            group_reached(connection, self._desk, group_id, Purpose.EDIT)
            self._put(connection, group_id, shared=written(text), shared_language=language)
        return Changes(TOUCHED, frozenset({group_id}))

    def set_here(self, group_id: int, participant_ids: Collection[int], here: bool) -> Changes:
        """Say of lines of the attendance that they are here, or not; once the group is under way, their conferences are too.

        Raises OfficeError ``field_gone`` for a line that the attendance does not have.
        """
        desk, wanted = self._desk, frozenset(participant_ids)
        with desk.store.write() as connection:
            state = GroupState(group_reached(connection, desk, group_id, Purpose.EDIT).state)
            before = self._members(connection, group_id)
            if not wanted <= {one.participant_id for member in before for one in member.people}:
                raise OfficeError("field_gone")
            # Until it was held, who is not ticked may still come.
            said = here or (False if state is GroupState.HELD else None)
            connection.execute(
                update(participant).where(these(_p.id)).values(attended=said, version=_p.version + 1),
                {"ids": packed(wanted)},
            )
            for member in self._members(connection, group_id):
                if not wanted.isdisjoint(one.participant_id for one in member.people):
                    self._follow(connection, state, member)
        return Changes(TOUCHED, frozenset({group_id}))

    def begin(self, group_id: int) -> Changes:
        """Begin it once for all: the conference of each who is here begins, under the policy set in force today.

        Who comes later begins when they are ticked. Raises OfficeError ``pack_none``.
        """
        desk = self._desk
        with desk.store.write() as connection:
            row = group_reached(connection, desk, group_id, Purpose.EDIT)
            if GroupState(row.state) is GroupState.SCHEDULED:
                self._put(connection, group_id, state=GroupState.IN_CONFERENCE.value, begun_at=desk.clock.now())
                for member in self._members(connection, group_id):
                    if member.is_here:
                        self._begin(connection, member)
        return Changes(TOUCHED, frozenset({group_id}))

    def end(self, group_id: int) -> Changes:
        """End it once for all: those who came are concluded as a group conference, those who did not come were missed.

        Who is not ticked did not attend. A student whose private talk is being timed just now is left as they are: their own
        sheet ends it. Raises OfficeError ``group_not_begun``.
        """
        desk = self._desk
        with desk.store.write() as connection:
            row = group_reached(connection, desk, group_id, Purpose.EDIT)
            if row.begun_at is None:
                raise OfficeError("group_not_begun")
            if row.concluded_at is None:
                self._put(connection, group_id, state=GroupState.HELD.value, concluded_at=desk.clock.now())
            for member in self._members(connection, group_id):
                if member.state in _OPEN and member.is_here:
                    self._conclude(connection, member)
                elif member.state in _OPEN - {ConferenceState.MISSED}:
                    self._arrive(connection, member, ConferenceState.MISSED, "missed")
        return Changes(TOUCHED | {Kind.STUDENT}, frozenset({group_id}))

    # Each student's own conference

    def _follow(self, connection: Connection, state: GroupState, member: GroupMember) -> None:
        """Bring a conference to where it belongs once the attendance of its family was changed."""
        if member.state in _HELD:
            reopened_to_sign(connection, self._row(connection, member))
        elif not member.is_here:
            if member.state is ConferenceState.CHECKED_IN:
                self._arrive(connection, member, ConferenceState.SCHEDULED, TAKEN_BACK)
        elif state is GroupState.HELD:
            self._conclude(connection, member)
        elif state is GroupState.IN_CONFERENCE:
            self._begin(connection, member)
        elif member.state in _ARRIVING:
            self._arrive(connection, member, ConferenceState.CHECKED_IN, "checked_in")

    def _begin(self, connection: Connection, member: GroupMember) -> None:
        row = self._row(connection, member)
        if begin_conference(connection, self._desk, row):
            self._settle_talk(connection, self._row(connection, member))
            staff = (_p.conference_id == row.id, _p.staff_id.is_not(None), _p.deleted_at.is_(None))
            connection.execute(update(participant).where(*staff).values(attended=True, version=_p.version + 1))

    def _conclude(self, connection: Connection, member: GroupMember) -> None:
        from ilp_desktop.services.concluding import conclude  # noqa: PLC0415 - canonical JSON is not needed to open

        self._begin(connection, member)
        row = self._row(connection, member)
        if row.concluded_at is not None or not self._settle_talk(connection, row):
            return
        unsaid = (
            _p.conference_id == row.id,
            _p.party != Party.SCHOOL.value,
            _p.attended.is_(None),
            _p.deleted_at.is_(None),
        )
        connection.execute(update(participant).where(*unsaid).values(attended=False, version=_p.version + 1))
        settle_drafts(connection, self._desk, row)
        conclude(connection, self._desk, row.id)

    def _settle_talk(self, connection: Connection, row: Found) -> bool:
        """Say that there was no private talk in the group, unless there was one; tell whether that is settled.

        A family that wants one has it: its own sheet takes the reason back.
        """
        rule = pack_of(connection, row).consultation
        talk = stored_consultation(connection, row.id, rule)
        if talk.phase in _UNTOLD and not talk.counted:
            keep(connection, row.id, talk.not_held(reason_in_group(rule, PlanKind(row.plan_kind))))
            return True
        return talk.settled

    def _arrive(self, connection: Connection, member: GroupMember, state: ConferenceState, fact: str) -> None:
        came = self._desk.clock.now() if state is ConferenceState.CHECKED_IN else None
        connection.execute(
            update(conference)
            .where(_c.id == member.conference_id)
            .values(state=state.value, arrived_at=came, version=_c.version + 1)
        )
        record_of(connection, self._desk, self._row(connection, member), fact)

    def _row(self, connection: Connection, member: GroupMember) -> Found:
        return reached(connection, self._desk, member.conference_id, Purpose.EDIT)

    def _members(self, connection: Connection, group_id: int) -> Sequence[GroupMember]:
        return members_of(connection, self._desk, group_id, Purpose.EDIT)

    def _put(self, connection: Connection, group_id: int, **values: object) -> None:
        connection.execute(update(conference_group).where(_g.id == group_id).values(version=_g.version + 1, **values))


def reason_in_group(rule: ConsultationRule, kind: PlanKind) -> str:
    """Return why there is no private talk in a group: of the policy set's own reasons the one that says so best (R44)."""
    wanted = ("in_group", *(("not_in_this_grade",) if kind is PlanKind.PCCR else ()), "no_private_place", "another_day")
    return next((reason for reason in wanted if reason in rule.reasons), next(iter(rule.reasons)))
