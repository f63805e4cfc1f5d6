"""The closing list of a conference day: what is unsigned, unprinted or unfiled, who was missed, and the day's summary."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, exists, func, select

from ilp_desktop.documents.day_summaries import DaySummary, draw_day_summary
from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.circumstances import Lacking
from ilp_desktop.domain.closing import ClosingLine, DayClosing, Left, StaffDay
from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.deliveries import GIVEN, DeliveryKind
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.printing import PrintState
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.lacking import BEGUN, lacking_of
from ilp_desktop.services.packs import pack_of
from ilp_desktop.store import audits
from ilp_desktop.store.tables import (
    conference,
    delivery,
    office,
    plan_revision,
    print_job,
    rendering,
    staff_member,
    student,
)
from ilp_desktop.store.tables.columns import SchoolDate

_c, _s, _t, _p, _r = conference.c, student.c, staff_member.c, plan_revision.c, rendering.c
_OWED = (PrintState.WAITING.value, PrintState.AT_PRINTER.value, PrintState.FAILED.value)
_MINUTE = 60


class Closing:
    """What one person may know of how a day ended: counts of everybody, names of those whose files they may see."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of_day(self, on: date) -> DayClosing:
        """Return the day as it stands, in a few statements; each line is one conference with what is next."""
        desk = self._desk
        statement = _day(desk.sees(Sharing.DIRECTORY, Purpose.FIND), desk.sees(Sharing.PLAN, Purpose.READ))
        with desk.store.read() as connection:
            rows = connection.execute(statement, desk.as_viewer(on=on)).all()
            kept = frozenset(row.id for row in rows if row.occasion and _bears_no_marks(connection, row))
            lacking = lacking_of(connection, [row.id for row in rows if row.seen and row.state in BEGUN])
        states = Counter(ConferenceState(row.state) for row in rows)
        lines = (_line(row, lacking.get(row.id, ())) for row in rows if row.seen and row.id not in kept)
        return DayClosing(
            on=on,
            states=tuple((state, states[state]) for state in ConferenceState if states[state]),
            staff=_by_staff(rows),
            lines=tuple(line for line in lines if line is not None),
            given=sum(bool(row.given) for row in rows),
            filed=sum(bool(row.filed) for row in rows),
        )

    def summary(self, on: date, language: str = "en") -> bytes:
        """Draw the day's summary for the office as PDF; it writes a line in the record."""
        desk = self._desk
        day = self.of_day(on)
        with desk.store.read() as connection:
            paper = connection.execute(select(office.c.settings)).scalar_one().get("paper", "letter")
        pdf = draw_day_summary(DaySummary(desk.office_name, day, desk.today), language=language, size=paper)
        with desk.store.write() as connection:
            audits.append(connection, desk.viewer, "day_summary_made", at=desk.clock.now(), names=len(day.lines))
        return pdf


def _bears_no_marks(connection: Connection, row: Found) -> bool:
    """Tell whether it is a call that was kept: nobody signs it, and no paper of it is owed."""
    return row.concluded_at is not None and not pack_of(connection, row).has("signatures")


def _line(row: Found, lacks: tuple[Lacking, ...]) -> ClosingLine | None:
    left = _left(row)
    if left is None:
        return None
    return ClosingLine(
        conference_id=row.id,
        student_id=row.student_id,
        student_name=full_name(row.given_name, row.family_name, row.preferred_name),
        grade=row.grade,
        staff_name=full_name(row.staff_given_name or "", row.staff_family_name or ""),
        starts_at=row.starts_at,
        left=left,
        next_on=row.next_on if left is Left.CAME_NOT else None,
        rendering_id=row.rendering_id,
        lacks=lacks,
    )


def _left(row: Found) -> Left | None:
    """Return the first thing that is still to be done: what comes after it waits for it anyway."""
    match ConferenceState(row.state):
        case ConferenceState.MISSED:
            return Left.CAME_NOT
        case ConferenceState.CONTINUED:
            return None
        case ConferenceState.IN_CONFERENCE:
            return Left.NOT_ENDED
        case ConferenceState.TO_SIGN:
            return Left.TO_SIGN
        case ConferenceState.SIGNED:
            return _left_of_paper(row)
        case _:
            return Left.NOT_HELD


def _left_of_paper(row: Found) -> Left | None:
    if row.rendering_id is None:
        return Left.TO_FINALIZE
    if not row.given:
        return Left.TO_PRINT if row.owed else Left.TO_GIVE
    return None if row.filed else Left.TO_FILE


def _by_staff(rows: Sequence[Found]) -> tuple[StaffDay, ...]:
    of: dict[int | None, list[Found]] = {}
    for row in rows:
        of.setdefault(row.staff_id, []).append(row)
    days = [_staff_day(theirs) for theirs in of.values()]
    return tuple(sorted(days, key=lambda one: (not one.staff_name, one.staff_name)))


def _staff_day(rows: Sequence[Found]) -> StaffDay:
    held = [row for row in rows if row.begun_at is not None and row.concluded_at is not None]
    return StaffDay(
        staff_name=full_name(rows[0].staff_given_name or "", rows[0].staff_family_name or ""),
        arranged=len(rows),
        held=len(held),
        missed=sum(row.state == ConferenceState.MISSED.value for row in rows),
        finalized=sum(row.rendering_id is not None for row in rows),
        minutes=sum(round((row.concluded_at - row.begun_at).total_seconds() / _MINUTE) for row in held),
    )


@cache  # Built once for each decision about who may: building it takes longer than running it.
def _day(may_find: ColumnElement[bool], may_read: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    other = plan_revision.alias("other")
    last = (
        select(func.max(other.c.number)).where(other.c.conference_id == _c.id).correlate(conference).scalar_subquery()
    )
    paper = (
        select(func.min(_r.id))
        .join(plan_revision, _p.id == _r.revision_id)
        .where(_p.conference_id == _c.id, _p.number == last)
        .correlate(conference)
        .scalar_subquery()
    )
    return (
        select(
            *(_c[name] for name in ("id", "student_id", "staff_id", "held_on", "starts_at", "state", "grade")),
            *(_c[name] for name in ("plan_kind", "occasion", "programs", "pack_id", "pack_version", "pack_digest")),
            _c.begun_at,
            _c.concluded_at,
            _s.given_name,
            _s.family_name,
            _s.preferred_name,
            _t.given_name.label("staff_given_name"),
            _t.family_name.label("staff_family_name"),
            may_read.label("seen"),
            paper.label("rendering_id"),
            _next_on().label("next_on"),
            _delivered(GIVEN, last).label("given"),
            _delivered((DeliveryKind.FILED_IN_FOLDER.value,), last).label("filed"),
            _owed(last).label("owed"),
        )
        .select_from(conference.join(student, _s.id == _c.student_id).outerjoin(staff_member, _t.id == _c.staff_id))
        .where(
            _c.held_on == bindparam("on", type_=SchoolDate), _c.deleted_at.is_(None), _s.deleted_at.is_(None), may_find
        )
        .order_by(_c.starts_at, _s.sort_key, _c.id)
    )


def _next_on() -> ColumnElement[date]:
    """When the student comes again."""
    later = conference.alias("later")
    return (
        select(func.min(later.c.held_on, type_=SchoolDate))
        .where(later.c.student_id == _c.student_id, later.c.held_on > _c.held_on, later.c.deleted_at.is_(None))
        .correlate(conference)
        .scalar_subquery()
    )


def _delivered(kinds: Sequence[str], last: ColumnElement[int]) -> ColumnElement[bool]:
    return (
        exists(select(delivery.c.id).join(rendering, _r.id == delivery.c.rendering_id).join(plan_revision, _p.id == _r.revision_id)
        .where(_p.conference_id == _c.id, _p.number == last, delivery.c.kind.in_(kinds))
        .correlate(conference))
    )  # fmt: skip


def _owed(last: ColumnElement[int]) -> ColumnElement[bool]:
    j = print_job.c
    return exists(
        select(j.id)
        .join(rendering, _r.id == j.rendering_id)
        .join(plan_revision, _p.id == _r.revision_id)
        .where(_p.conference_id == _c.id, _p.number == last, j.state.in_(_OWED), j.copy_for != "folder")
        .correlate(conference)
    )
