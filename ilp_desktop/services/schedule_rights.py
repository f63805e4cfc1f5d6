"""Who may arrange conference days, and which schedule is whose: what every verb about them asks first."""

from sqlalchemy import ColumnElement, Connection, Integer, bindparam, select

from ilp_desktop.domain.access import Purpose, Role, Sharing
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.schedule_sheets import ARRANGERS
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.schedule_days import minute_of
from ilp_desktop.store.tables import schedule, schedule_meeting, student

_c, _m, _s = schedule.c, schedule_meeting.c, student.c
_ONE = select(schedule).where(_c.id == bindparam("schedule_id", type_=Integer), _c.deleted_at.is_(None))


class ScheduleRights:
    """Conference days as far as one person may arrange them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def _may(self) -> None:
        if self._desk.viewer.role not in ARRANGERS:
            raise OfficeError("not_allowed")

    def _one(self, connection: Connection, schedule_id: int) -> Found:
        row = connection.execute(_ONE, {"schedule_id": schedule_id}).one_or_none()
        if row is None:
            raise OfficeError("schedule_gone")
        return row

    def _mine(self, connection: Connection, schedule_id: int) -> Found:
        """Return a schedule that this person may change."""
        row = self._one(connection, schedule_id)
        if not self._is_mine(row):
            raise OfficeError("not_allowed")
        return row

    def _is_mine(self, row: Found) -> bool:
        return self._desk.viewer.role is Role.LEAD or row.made_by == self._desk.viewer.person_uid

    def _of_meeting(self, connection: Connection, meeting_id: int) -> Found:
        found = connection.execute(
            select(_m.schedule_id)
            .join(student, _s.id == _m.student_id)
            .where(_m.id == meeting_id, _m.deleted_at.is_(None), self._seen(Purpose.EDIT)),
            self._desk.as_viewer(),
        ).scalar_one_or_none()
        if found is None:
            raise OfficeError("schedule_gone")
        return self._one(connection, found)

    def _seen(self, purpose: Purpose) -> ColumnElement[bool]:
        sharing = Sharing.DIRECTORY if purpose is Purpose.FIND else Sharing.PLAN
        return self._desk.sees(sharing, purpose)


def minute_said(at: str) -> int:
    """Return a local time as minutes after midnight. Raises OfficeError ``schedule_hours_wrong`` for what is no time."""
    try:
        return minute_of(at)
    except ValueError:
        raise OfficeError("schedule_hours_wrong", begins=at, ends="") from None
