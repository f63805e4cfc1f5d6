"""Where each conference of a schedule lies: by hand, in order, searched, taken back, and published."""

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy import Connection, bindparam, select, update

from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.reaching import Need
from ilp_desktop.domain.schedule_sheets import Place, Publishing, Searched
from ilp_desktop.domain.schedules import Clash, Laid, Placing
from ilp_desktop.domain.watching import UNWATCHED, Watch
from ilp_desktop.scheduling.filling import fill
from ilp_desktop.services.conference_arranging import Arrangement, make_conference
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.family_needs import needs_of
from ilp_desktop.services.replies import forget_replies
from ilp_desktop.services.schedule_days import Laying, laying_of
from ilp_desktop.services.schedule_rights import ScheduleRights, minute_said
from ilp_desktop.store import audits
from ilp_desktop.store.tables import conference, schedule_hours, schedule_meeting

_h, _m = schedule_hours.c, schedule_meeting.c


class SchedulePlacing(ScheduleRights):
    """The verbs that move meetings."""

    def clashes_at(self, meeting_id: int, on: date, starts_at: str) -> tuple[Clash, ...]:
        """Return what would stand in the way of a meeting there and then; nothing is written."""
        self._may()
        minute_said(starts_at)
        with self._desk.store.read() as connection:
            laying = laying_of(connection, self._of_meeting(connection, meeting_id))
            laid = Laid(laying.day, laying.placing)
            return laid.clashes_at(meeting_id, laying.minute(on, starts_at))

    def place(self, meeting_id: int, on: date, starts_at: str) -> Changes:
        """Put a meeting there by hand: it stays there, clash or not, until a person moves it.

        Raises OfficeError ``schedule_gone``, ``schedule_hours_wrong`` for what is no time.
        """
        minute_said(starts_at)
        return self._set(meeting_id, placed_on=on, starts_at=starts_at, fixed=True)

    def lift(self, meeting_id: int) -> Changes:
        """Take a meeting off its place. Raises OfficeError ``schedule_gone``."""
        return self._set(meeting_id, placed_on=None, starts_at="", fixed=False)

    def let_go(self, meeting_id: int) -> Changes:
        """Leave a meeting where it is, and let searching move it. Raises OfficeError ``schedule_gone``."""
        return self._set(meeting_id, fixed=False)

    def lay(self, schedule_id: int, places: Mapping[int, Place | None]) -> Changes:
        """Put several meetings where they are said to lie, or off the days: a file's slots, or a move that is taken back.

        Raises OfficeError ``schedule_gone`` (also for a meeting of another schedule), ``schedule_hours_wrong``.
        """
        self._may()
        rows = [
            {
                "meeting": key,
                "day": place.on if place else None,
                "at": place.starts_at if place else "",
                "stays": bool(place and place.fixed),
            }
            for key, place in places.items()
        ]
        for row in rows:
            if row["day"] is not None:
                minute_said(str(row["at"]))
        with self._desk.store.write() as connection:
            self._mine(connection, schedule_id)
            there = select(_m.id).where(_m.schedule_id == schedule_id, _m.deleted_at.is_(None))
            if not places.keys() <= set(connection.execute(there).scalars()):
                raise OfficeError("schedule_gone")
            if rows:
                connection.execute(
                    update(schedule_meeting)
                    .where(_m.id == bindparam("meeting"))
                    .values(
                        placed_on=bindparam("day"),
                        starts_at=bindparam("at"),
                        fixed=bindparam("stays"),
                        version=_m.version + 1,
                    ),
                    rows,
                )
        return Changes(frozenset({Kind.DAY}), frozenset(places))

    def fill(self, schedule_id: int) -> Changes:
        """Give every meeting without a place the first time that is free. Raises OfficeError ``schedule_gone``."""
        self._may()
        with self._desk.store.write() as connection:
            laying = laying_of(connection, self._mine(connection, schedule_id))
            self._lay(connection, laying, fill(laying.day, laying.placing))
        return Changes(frozenset({Kind.DAY}))

    def search(
        self,
        schedule_id: int,
        *,
        seconds: float = 8.0,
        watch: Watch = UNWATCHED,
        hear: Callable[[Searched], None] | None = None,
    ) -> Changes:
        """Search for the best day there is and keep it; what a person fixed stays.

        ``watch`` hears ``placed``, and ``hear`` what came of it, on the thread that searches. Stopped, everything stays as it was. What was changed by others meanwhile is not undone:
        then nothing is kept, and OfficeError ``schedule_changed`` says so. Raises ``schedule_gone``, ``stopped``.
        """
        from ilp_desktop.scheduling.solving import solve  # noqa: PLC0415 - a large library, for this alone

        self._may()
        with self._desk.store.read() as connection:
            before = laying_of(connection, self._mine(connection, schedule_id))
        found = solve(before.day, before.placing, seconds=seconds, watch=watch)
        with self._desk.store.write() as connection:
            now = laying_of(connection, self._mine(connection, schedule_id))
            if (now.day, now.placing) != (before.day, before.placing):
                raise OfficeError("schedule_changed")
            self._lay(connection, now, found.placing)
        if hear is not None:
            hear(Searched(len(found.placing), found.at_most, len(before.day.meetings), found.waits, found.is_best))
        return Changes(frozenset({Kind.DAY}))

    def publishing(self, schedule_id: int) -> Publishing:
        """Return what publishing would change; nothing is written. Raises OfficeError ``schedule_gone``."""
        self._may()
        c = conference.c
        with self._desk.store.read() as connection:
            self._mine(connection, schedule_id)
            rows = connection.execute(
                select(_m.placed_on, _m.starts_at, _m.conference_id, c.held_on, c.starts_at.label("told"), c.begun_at)
                .select_from(schedule_meeting.outerjoin(conference, c.id == _m.conference_id))
                .where(_m.schedule_id == schedule_id, _m.deleted_at.is_(None))
            ).all()
        placed = [row for row in rows if row.placed_on is not None]
        told = [row for row in placed if row.conference_id is not None]
        return Publishing(
            made=len(placed) - len(told),
            moved=sum(
                row.begun_at is None and (row.held_on, row.told) != (row.placed_on, row.starts_at) for row in told
            ),
            begun=sum(row.begun_at is not None for row in told),
            waiting=len(rows) - len(placed),
        )

    def publish(self, schedule_id: int) -> Changes:
        """Make conferences of the meetings that have a place; those that are conferences already move to it.

        A conference that has begun stays as it is. Raises OfficeError ``schedule_gone``, ``student_gone`` for a student
        whom this person may not hold a conference with.
        """
        self._may()
        desk = self._desk
        with desk.store.write() as connection:
            self._mine(connection, schedule_id)
            rows = connection.execute(
                select(schedule_meeting).where(
                    _m.schedule_id == schedule_id, _m.deleted_at.is_(None), _m.placed_on.is_not(None)
                )
            ).all()
            rooms = _rooms(connection, schedule_id)
            for row in rows:
                self._publish(connection, row, rooms.get((row.staff_id, row.placed_on), ""))
            audits.append(connection, desk.viewer, "schedule_published", at=desk.clock.now(), meetings=len(rows))
        return Changes(frozenset({Kind.DAY, Kind.CONFERENCE}))

    def _set(self, meeting_id: int, **values: object) -> Changes:
        self._may()
        with self._desk.store.write() as connection:
            self._mine(connection, self._of_meeting(connection, meeting_id).id)
            connection.execute(
                update(schedule_meeting).where(_m.id == meeting_id).values(version=_m.version + 1, **values)
            )
        return Changes(frozenset({Kind.DAY}), frozenset({meeting_id}))

    def _lay(self, connection: Connection, laying: Laying, placing: Placing) -> None:
        moved = [
            {"meeting": row.id, "day": when[0] if when else None, "at": when[1] if when else ""}
            for row in laying.meetings
            if placing.get(row.id) != laying.placing.get(row.id)
            for when in [laying.when(placing[row.id]) if row.id in placing else None]
        ]
        if moved:
            connection.execute(
                update(schedule_meeting)
                .where(_m.id == bindparam("meeting"))
                .values(placed_on=bindparam("day"), starts_at=bindparam("at"), version=_m.version + 1),
                moved,
            )

    def _publish(self, connection: Connection, row: Found, room: str) -> None:
        if row.conference_id is None:
            needs = needs_of(connection, [row.student_id], row.placed_on).get(row.student_id, ())
            wanted = {one for line in needs for one in line.needs}
            plan = Arrangement(
                row.placed_on,
                row.starts_at,
                row.minutes,
                staff_id=row.staff_id,
                household_id=row.household_id,
                room=room,
                mode="phone" if Need.PHONE in wanted else "video" if Need.VIDEO in wanted else "in_person",
            )
            made = make_conference(connection, self._desk, row.student_id, plan)
            connection.execute(update(schedule_meeting).where(_m.id == row.id).values(conference_id=made))
            return
        c = conference.c
        moves = (c.held_on != row.placed_on) | (c.starts_at != row.starts_at)
        waits = (c.id == row.conference_id, c.begun_at.is_(None), c.deleted_at.is_(None))
        if connection.execute(select(c.id).where(*waits, moves)).first() is not None:
            forget_replies(connection, self._desk, row.conference_id)
        connection.execute(
            update(conference)
            .where(*waits)
            .values(
                held_on=row.placed_on, starts_at=row.starts_at, staff_id=row.staff_id, room=room, version=c.version + 1
            )
        )


def _rooms(connection: Connection, schedule_id: int) -> dict[tuple[int, date], str]:
    rows = connection.execute(select(_h.staff_id, _h.held_on, _h.room).where(_h.schedule_id == schedule_id))
    return {(row.staff_id, row.held_on): row.room for row in rows}
