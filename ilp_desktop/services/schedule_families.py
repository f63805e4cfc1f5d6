"""What one family needs of a schedule: its own times, and whether its homes come together or each by itself (R34)."""

from collections.abc import Sequence

from sqlalchemy import Connection, insert, select, update

from ilp_desktop.domain.access import Purpose
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.replies import FamilySpan
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.schedule_days import spans_kept
from ilp_desktop.services.schedule_people import homes_of
from ilp_desktop.services.schedule_placing import SchedulePlacing
from ilp_desktop.store import uids
from ilp_desktop.store.tables import schedule_meeting, student

_m, _s = schedule_meeting.c, student.c


class ScheduleFamilies(SchedulePlacing):
    """The verbs of one family's meetings."""

    def set_within(self, meeting_id: int, spans: Sequence[FamilySpan]) -> Changes:
        """Say when alone a family can come; no spans: at any time. It stays where it lies, as a clash if it must.

        Raises OfficeError ``schedule_gone``, ``schedule_hours_wrong`` for what is no time or ends before it begins.
        """
        return self._set(meeting_id, within=spans_kept(spans))

    def split_homes(self, meeting_id: int) -> Changes:
        """Make a meeting for each home of the student in place of one for all; the first home's stays where it lies.

        Raises OfficeError ``schedule_gone``, ``schedule_one_home``, ``schedule_homes_published`` once it is a conference.
        """
        self._may()
        desk = self._desk
        with desk.store.write() as connection:
            row = self._whole(connection, meeting_id)
            homes = homes_of(connection, [row.student_id]).get(row.student_id, [])
            if row.household_id is not None or len(homes) < 2:
                raise OfficeError("schedule_one_home")
            if row.conference_id is not None:
                raise OfficeError("schedule_homes_published")
            first, *others = homes
            connection.execute(
                update(schedule_meeting).where(_m.id == row.id).values(household_id=first, version=_m.version + 1)
            )
            shared = {
                "schedule_id": row.schedule_id,
                "student_id": row.student_id,
                "staff_id": row.staff_id,
                "minutes": row.minutes,
            }
            made = [{"uid": uids.new_uid(desk.clock), "household_id": home, **shared} for home in others]
            connection.execute(insert(schedule_meeting), made)
        return Changes(frozenset({Kind.DAY}), frozenset({meeting_id}))

    def join_homes(self, meeting_id: int) -> Changes:
        """Make one meeting for all who may come in place of those of each home; it lies where this one lay.

        Raises OfficeError ``schedule_gone``, ``schedule_one_home`` where it is for all already, ``schedule_homes_published``.
        """
        self._may()
        with self._desk.store.write() as connection:
            row = self._whole(connection, meeting_id)
            if row.household_id is None:
                raise OfficeError("schedule_one_home")
            same = (
                _m.schedule_id == row.schedule_id,
                _m.student_id == row.student_id,
                _m.deleted_at.is_(None),
                _m.household_id.is_not(None),
            )
            apart = connection.execute(select(_m.id, _m.conference_id).where(*same)).all()
            if any(one.conference_id is not None for one in apart):
                raise OfficeError("schedule_homes_published")
            gone = {"deleted_at": self._desk.clock.now(), "version": _m.version + 1}
            connection.execute(update(schedule_meeting).where(*same, _m.id != row.id).values(gone))
            connection.execute(
                update(schedule_meeting).where(_m.id == row.id).values(household_id=None, version=_m.version + 1)
            )
        return Changes(frozenset({Kind.DAY}), frozenset({meeting_id}))

    def _whole(self, connection: Connection, meeting_id: int) -> Found:
        """Return a meeting of a schedule that this person may change, of a student whose plan they may."""
        self._mine(connection, self._of_meeting(connection, meeting_id).id)
        seen = (
            select(schedule_meeting)
            .join(student, _s.id == _m.student_id)
            .where(_m.id == meeting_id, self._seen(Purpose.EDIT))
        )
        return connection.execute(seen, self._desk.as_viewer()).one()
