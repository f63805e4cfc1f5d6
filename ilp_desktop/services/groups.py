"""Group conferences, arranged: of a class, of chosen students, or of those who need one; run in ``group_running`` (R24 to R30)."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, Connection, exists, func, insert, select, update

from ilp_desktop.documents.attendance_sheets import AttendanceSheet, draw_attendance_sheet
from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.groups import (
    LONGEST,
    GroupClash,
    GroupKind,
    GroupLimit,
    GroupLine,
    GroupPlan,
    GroupSheet,
    GroupState,
    SharedPage,
)
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.policy.clauses import Clause, Count
from ilp_desktop.domain.policy.findings import Outcome
from ilp_desktop.domain.schedule_sheets import ARRANGERS
from ilp_desktop.domain.students import StudentRow
from ilp_desktop.services.conference_arranging import Arrangement, add_staff, educator_role, make_conference
from ilp_desktop.services.conference_rows import Found, made_id, written
from ilp_desktop.services.group_rows import also_of, clashes_of, group_reached, limit_on, lines, sheet_of_group
from ilp_desktop.services.group_running import TOUCHED, GroupRunning
from ilp_desktop.services.openings import note_opening
from ilp_desktop.services.policies import policy_in_force
from ilp_desktop.services.schedule_rights import minute_said
from ilp_desktop.services.students import row_of, rows_seen_by
from ilp_desktop.store import audits, uids
from ilp_desktop.store.tables import conference, conference_group, finding, office, participant, staff_member, student
from ilp_desktop.store.these import packed, these

MOST = 2_000
"""How many students are listed to choose from at once: a large school."""
_g, _c, _s, _p, _f, _t = (
    conference_group.c,
    conference.c,
    student.c,
    participant.c,
    finding.c,
    staff_member.c,
)
_NOT_BEGUN = (_c.begun_at.is_(None), _c.deleted_at.is_(None))


class Groups(GroupRunning):
    """Group conferences. Who arranges conference days arranges one of students whose plans they may change.

    Whoever may read the plan of anybody in it reads it, as far as that goes; to change it takes everybody's. A verb raises
    OfficeError ``group_gone`` for anybody else, ``not_allowed`` for who arranges no conferences.
    """

    # Questions

    def all(self) -> tuple[GroupLine, ...]:
        """Return the group conferences with anybody of one's own, the latest day first."""
        with self._desk.store.read() as connection:
            return lines(connection, self._desk)

    def sheet(self, group_id: int) -> GroupSheet:
        """Return a group conference with its attendance; the first opening at this desk writes a line in the record."""
        with self._desk.store.read() as connection:
            sheet = sheet_of_group(connection, self._desk, group_id)
        note_opening(self._desk, "group_opened", group=group_id)
        return sheet

    def shared(self, group_id: int) -> SharedPage:
        """Return what everybody in the room may see while a group is under way, and nothing else of it."""
        with self._desk.store.read() as connection:
            row = group_reached(connection, self._desk, group_id, Purpose.READ)
            return SharedPage(row.name, row.shared, row.shared_language)

    def limit(self, on: date) -> GroupLimit:
        """Return how many may be invited to a group conference of a day (R29)."""
        self._may()
        with self._desk.store.read() as connection:
            return limit_on(connection, on)

    def due(self) -> tuple[StudentRow, ...]:
        """Return those whose group conference is still due, as the board has them: what is due first comes first.

        Who is invited to one that is to come is not among them.
        """
        self._may()
        desk = self._desk
        with desk.store.read() as connection:
            clauses = tuple(
                clause.clause_id
                for clause in policy_in_force(connection, desk.today).clauses
                if _asks_for_group(clause)
            )
            owed = (
                select(_f.student_id, func.min(_f.due_on).label("due_on"))
                .where(_f.clause_id.in_(clauses), _f.outcome == Outcome.OPEN.value, _f.opens_on <= desk.today)
                .group_by(_f.student_id)
                .subquery()
            )
            rows = (
                rows_seen_by(desk.sees(Sharing.PLAN, Purpose.EDIT))
                .join(owed, owed.c.student_id == _s.id)
                .where(_s.withdrawn_at.is_(None), ~_is_invited(desk.today))
                .order_by(owed.c.due_on, _s.sort_key, _s.id)
                .limit(MOST)
            )
            return tuple(row_of(row) for row in connection.execute(rows, desk.as_viewer()))

    def clashes(
        self, plan: GroupPlan, student_ids: Collection[int], group_id: int | None = None
    ) -> tuple[GroupClash, ...]:
        """Return who would be expected elsewhere at that time: students, their families, the staff. Nothing is written.

        Raises OfficeError ``student_gone``, ``schedule_hours_wrong`` for what is no time.
        """
        self._may()
        minute_said(plan.starts_at)
        with self._desk.store.read() as connection:
            self._check_theirs(connection, student_ids)
            return clashes_of(connection, plan, student_ids, group_id)

    # Arranging

    def make(self, plan: GroupPlan, student_ids: Collection[int]) -> Changes:
        """Arrange a group conference: each student has a conference of their own in it; the made id is the group's.

        Raises OfficeError ``group_too_many`` beyond what the policy of that day allows (R29), ``group_nobody``,
        ``group_length``, ``schedule_hours_wrong``, ``student_gone``, ``staff_gone``.
        """
        self._may()
        desk, chosen = self._desk, dict.fromkeys(student_ids)
        values = self._checked(plan) | {
            "uid": uids.new_uid(desk.clock),
            "kind": (GroupKind.CATEGORY if plan.class_id is None else GroupKind.CLASS).value,
            "class_id": plan.class_id,
        }
        with desk.store.write() as connection:
            self._check_room(connection, plan.on, len(chosen))
            values["staff_id"] = plan.staff_id or desk.viewer.staff_id
            group_id = made_id(connection.execute(insert(conference_group).values(values)))
            also = [one for one in (plan.also_staff_id,) if one is not None and one != values["staff_id"]]
            self._invite(connection, self._group(connection, group_id), chosen, also)
            audits.append(connection, desk.viewer, "group_made", at=desk.clock.now(), students=len(chosen))
        return Changes(TOUCHED, frozenset(chosen), made_id=group_id)

    def invite(self, group_id: int, student_ids: Collection[int]) -> Changes:
        """Invite more students; who is in it already stays. Raises OfficeError ``group_too_many``, ``group_over``, ``student_gone``."""
        self._may()
        with self._desk.store.write() as connection:
            row = group_reached(connection, self._desk, group_id, Purpose.EDIT)
            if GroupState(row.state) is GroupState.HELD:
                raise OfficeError("group_over")
            there = connection.execute(select(_c.student_id).where(_c.group_id == group_id, _c.deleted_at.is_(None)))
            known = set(there.scalars())
            more = [one for one in dict.fromkeys(student_ids) if one not in known]
            self._check_room(connection, row.held_on, len(known) + len(more))
            self._invite(connection, row, more, also_of(connection, group_id))
        return Changes(TOUCHED, frozenset(more))

    def take_out(self, group_id: int, student_ids: Collection[int]) -> Changes:
        """Take students out whose conference in it has not begun.

        Raises OfficeError ``group_begun``, ``group_last`` where nobody would be left: then it is called off.
        """
        self._may()
        desk, gone = self._desk, frozenset(student_ids)
        with desk.store.write() as connection:
            group_reached(connection, desk, group_id, Purpose.EDIT)
            rows = connection.execute(
                select(_c.id, _c.student_id, _c.begun_at).where(_c.group_id == group_id, _c.deleted_at.is_(None))
            ).all()
            leaving = [row for row in rows if row.student_id in gone]
            if any(row.begun_at is not None for row in leaving):
                raise OfficeError("group_begun")
            if len(leaving) == len(rows):
                raise OfficeError("group_last")
            self._let_go(connection, [row.id for row in leaving])
        return Changes(TOUCHED, gone)

    def change(self, group_id: int, plan: GroupPlan) -> Changes:
        """Give it another day, hour, room, name or person of the staff; each student's conference moves with it.

        Raises OfficeError ``group_begun``, ``group_too_many`` under the policy of the new day, and as ``make``.
        """
        self._may()
        desk = self._desk
        values = self._checked(plan)
        with desk.store.write() as connection:
            row = group_reached(connection, desk, group_id, Purpose.EDIT)
            if row.begun_at is not None:
                raise OfficeError("group_begun")
            self._check_room(connection, plan.on, row.students)
            if plan.staff_id != row.staff_id:
                self._exchange(connection, group_id, plan.staff_id)
            self._put(connection, group_id, **values)
            del values["name"]
            theirs = update(conference).where(_c.group_id == group_id, *_NOT_BEGUN)
            connection.execute(theirs.values(version=_c.version + 1, **values))
        return Changes(TOUCHED, frozenset({group_id}))

    def call_off(self, group_id: int) -> Changes:
        """Call it off before it begins, with the conferences in it. Raises OfficeError ``group_begun``."""
        self._may()
        desk = self._desk
        with desk.store.write() as connection:
            row = group_reached(connection, desk, group_id, Purpose.EDIT)
            begun = select(_c.id).where(_c.group_id == group_id, _c.deleted_at.is_(None), _c.begun_at.is_not(None))
            if row.begun_at is not None or connection.execute(begun).first() is not None:
                raise OfficeError("group_begun")
            theirs = select(_c.id).where(_c.group_id == group_id, _c.deleted_at.is_(None))
            self._let_go(connection, list(connection.execute(theirs).scalars()))
            self._put(connection, group_id, deleted_at=desk.clock.now())
            audits.append(connection, desk.viewer, "group_called_off", at=desk.clock.now(), students=row.students)
        return Changes(TOUCHED, frozenset({group_id}))

    # On paper

    def attendance_sheet(self, group_id: int, language: str = "en") -> bytes:
        """Draw the attendance as a PDF that staff keep, a box for each student and adult; a line in the record for each."""
        desk = self._desk
        with desk.store.read() as connection:
            group_reached(connection, desk, group_id, Purpose.PRINT)
            sheet = sheet_of_group(connection, desk, group_id)
            paper = connection.execute(select(office.c.settings)).scalar_one().get("paper", "letter")
        pdf = draw_attendance_sheet(AttendanceSheet(desk.office_name, sheet, desk.today), language=language, size=paper)
        with desk.store.write() as connection:
            at = desk.clock.now()
            for member in sheet.members:
                audits.append(connection, desk.viewer, "attendance_printed", member.student_id, at=at, group=group_id)
        return pdf

    # What stands behind

    def _may(self) -> None:
        if self._desk.viewer.role not in ARRANGERS:
            raise OfficeError("not_allowed")

    def _checked(self, plan: GroupPlan) -> dict[str, object]:
        if not 1 <= plan.minutes <= LONGEST:
            raise OfficeError("group_length", longest=LONGEST)
        minute_said(plan.starts_at)
        return {
            "name": written(plan.name).strip(),
            "held_on": plan.on,
            "starts_at": plan.starts_at,
            "minutes": plan.minutes,
            "room": written(plan.room).strip(),
            "staff_id": plan.staff_id,
        }

    def _check_room(self, connection: Connection, on: date, invited: int) -> None:
        if not invited:
            raise OfficeError("group_nobody")
        limit = limit_on(connection, on)
        if not limit.holds(invited):
            raise OfficeError("group_too_many", most=limit.most, invited=invited, policy=limit.policy)

    def _check_theirs(self, connection: Connection, student_ids: Collection[int]) -> None:
        mine = select(func.count()).select_from(student)
        mine = mine.where(these(_s.id), _s.deleted_at.is_(None), self._desk.sees(Sharing.PLAN, Purpose.EDIT))
        values = self._desk.as_viewer(ids=packed(student_ids))
        if connection.execute(mine, values).scalar_one() != len(set(student_ids)):
            raise OfficeError("student_gone")

    def _group(self, connection: Connection, group_id: int) -> Found:
        return connection.execute(select(conference_group).where(_g.id == group_id)).one()

    def _invite(self, connection: Connection, row: Found, student_ids: Collection[int], also: Collection[int]) -> None:
        plan = Arrangement(
            row.held_on, row.starts_at, row.minutes, staff_id=row.staff_id, room=row.room, group_id=row.id
        )
        for student_id in student_ids:
            made = make_conference(connection, self._desk, student_id, plan)
            for staff_id in also:
                add_staff(connection, self._desk, made, staff_id)

    def _let_go(self, connection: Connection, conference_ids: Collection[int]) -> None:
        connection.execute(
            update(conference).where(these(_c.id)).values(deleted_at=self._desk.clock.now(), version=_c.version + 1),
            {"ids": packed(conference_ids)},
        )

    def _exchange(self, connection: Connection, group_id: int, staff_id: int | None) -> None:
        """Let somebody else of the staff take part in each conference of a group."""
        row = connection.execute(
            select(_t.given_name, _t.family_name, _t.role).where(_t.id == staff_id, _t.deleted_at.is_(None))
        ).one_or_none()
        if row is None:
            raise OfficeError("staff_gone")
        held = select(_c.id, _c.staff_id).where(_c.group_id == group_id, *_NOT_BEGUN).subquery()
        theirs = select(_p.id).join(held, (held.c.id == _p.conference_id) & (held.c.staff_id == _p.staff_id))
        connection.execute(
            update(participant)
            .where(_p.id.in_(theirs))
            .values(
                staff_id=staff_id,
                name=full_name(row.given_name, row.family_name),
                role=educator_role(row.role),
                version=_p.version + 1,
            )
        )


def _asks_for_group(clause: Clause) -> bool:
    return isinstance(clause.rule, Count) and clause.rule.of.groupings == ("group",)


def _is_invited(today: date) -> ColumnElement[bool]:
    there = exists().where(
        _c.student_id == _s.id,
        _c.group_id.is_not(None),
        _c.held_on >= today,
        _c.concluded_at.is_(None),
        _c.state != ConferenceState.MISSED.value,
        _c.deleted_at.is_(None),
    )
    return there.correlate(student)
