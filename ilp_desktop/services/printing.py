"""The print queue: copies of finalized plans go to paper as they are stored, go on where they stopped, and none twice."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Select, and_, bindparam, exists, func, or_, select, update

from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.deliveries import GIVEN, DeliveryKind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.printing import MOST_COPIES, CopyFor, PaperOut, PaperPort, PrintJob, PrintState
from ilp_desktop.domain.watching import UNWATCHED, Watch
from ilp_desktop.services.conference_rows import Found, reached
from ilp_desktop.services.delivering import deliver
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.print_orders import order_copies, order_one
from ilp_desktop.store import audits
from ilp_desktop.store.tables import conference, delivery, plan_revision, print_job, rendering, staff_member, student
from ilp_desktop.store.tables.columns import Instant, SchoolDate

_j, _r, _p, _c, _s = print_job.c, rendering.c, plan_revision.c, conference.c, student.c
_HOLDER, _ASKER = staff_member.alias("holder"), staff_member.alias("asker")
_TOUCHED = frozenset({Kind.PLAN})
_OPEN = ("waiting", "at_printer", "failed")
_AGAIN = frozenset({PrintState.STOPPED, PrintState.FAILED})


class Printing:
    """The copies of the plans that one person may print."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # Questions

    def queue(self) -> tuple[PrintJob, ...]:
        """Return what is still to come out, and what came out or was set aside today, by day, teacher and slot."""
        desk = self._desk
        begins = datetime.combine(desk.today, time(), desk.zone).astimezone(UTC)
        with desk.store.read() as connection:
            rows = connection.execute(_queue(self._may()), desk.as_viewer(since=begins))
            return tuple([self._job(row) for row in rows])

    def waiting(self, conference_id: int) -> tuple[int, ...]:
        """Return the ids of the copies of a conference that wait for the printer or that it did not take, in order.

        Raises OfficeError ``conference_gone``.
        """
        desk = self._desk
        with desk.store.read() as connection:
            reached(connection, desk, conference_id, Purpose.PRINT)
            return tuple(connection.execute(_WAITING, {"conference_id": conference_id}).scalars())

    # Verbs

    def add(self, rendering_id: int, copy_for: CopyFor, copies: int = 1, to_whom: str = "") -> Changes:
        """Put copies of a finalized plan into the queue, also of one that was printed before: the same bytes.

        Raises OfficeError ``rendering_gone`` or ``copies_out_of_range``.
        """
        if not 1 <= copies <= MOST_COPIES:
            raise OfficeError("copies_out_of_range", most=MOST_COPIES)
        with self._desk.store.write() as connection:
            self._demand_rendering(connection, rendering_id)
            made = order_one(connection, self._desk, rendering_id, copy_for, copies, to_whom)
        return Changes(_TOUCHED, made_id=made)

    def add_day(self, on: date) -> Changes:
        """Put every copy that is owed of a day's finalized plans into the queue, none twice; ``ids`` are the papers."""
        desk = self._desk
        with desk.store.write() as connection:
            papers = connection.execute(_of_day(self._may()), desk.as_viewer(on=on)).scalars().all()
            ordered = {one for one in papers if order_copies(connection, desk, one, everybody=True)}
        return Changes(_TOUCHED, frozenset(ordered))

    def set_aside(self, job_ids: Collection[int]) -> Changes:
        """Take copies out of the queue that are not at the printer: nobody wants them printed any more."""
        return self._turn(job_ids, {PrintState.WAITING, *_AGAIN}, PrintState.SET_ASIDE)

    def wait_again(self, job_ids: Collection[int], *, whole: bool = False) -> Changes:
        """Let copies that failed or stopped wait again: from the next page, or with ``whole`` from the first.

        Only a person knows what lies in the tray: nothing is printed twice unasked.
        """
        return self._turn(job_ids, _AGAIN, PrintState.WAITING, whole=whole)

    def print_papers(self, job_ids: Sequence[int], port: PaperPort, watch: Watch = UNWATCHED) -> Changes:
        """Print copies in this order, each from the page with which it goes on; call it on a worker.

        What is printed already, or stopped in the middle, is left out. It can be stopped between two copies. Raises
        OfficeError ``stopped``, ``print_failed``, ``paper_changed``: what came out before is out, the rest waits.
        """
        for done, job_id in enumerate(job_ids):
            watch.at("printing", done, len(job_ids))
            job = self._begin(job_id)
            if job is not None:
                try:
                    self._print(job, port, watch)
                finally:
                    self._desk.printing.discard(job_id)
        return Changes(_TOUCHED)

    # One copy after the other

    def _begin(self, job_id: int) -> Found | None:
        """Say that a copy is at the printer, before it is; None where there is nothing to print of it any more."""
        desk = self._desk
        with desk.store.write() as connection:
            row = connection.execute(_one(self._may()), desk.as_viewer(job_id=job_id)).one_or_none()
            if row is None or row.state not in {PrintState.WAITING.value, PrintState.FAILED.value}:
                return None
            _put(connection, job_id, state=PrintState.AT_PRINTER.value, problem="")
            desk.printing.add(job_id)
        return row

    def _print(self, job: Found, port: PaperPort, watch: Watch) -> None:
        try:
            _demand_unchanged(job)
            pages_out = job.pages_out
            for copy in range(job.copies_out, job.copies):
                if copy > job.copies_out:
                    watch.at("printing")
                paper = PaperOut(job.pdf, pages_out + 1, job.both_sides)
                port.print_paper(paper, self._page_noted(job.id))
                pages_out = 0
                if copy + 1 < job.copies:
                    self._note(job.id, copies_out=copy + 1, pages_out=0)
        except OfficeError as error:
            state = PrintState.WAITING if error.code == "stopped" else PrintState.FAILED
            self._note(job.id, state=state.value, problem="" if state is PrintState.WAITING else error.code)
            raise
        with self._desk.store.write() as connection:
            ended = self._desk.clock.now()
            _put(connection, job.id, state=PrintState.PRINTED.value, copies_out=job.copies, pages_out=0, ended_at=ended)
            deliver(connection, self._desk, job, DeliveryKind.PRINTED, job.to_whom)

    def _page_noted(self, job_id: int) -> Callable[[int], None]:
        return lambda page: self._note(job_id, pages_out=page)

    def _note(self, job_id: int, **values: object) -> None:
        with self._desk.store.write() as connection:
            _put(connection, job_id, **values)

    def _turn(
        self, job_ids: Collection[int], before: Collection[PrintState], after: PrintState, *, whole: bool = False
    ) -> Changes:
        desk = self._desk
        with desk.store.write() as connection:
            for job_id in job_ids:
                row = connection.execute(_one(self._may()), desk.as_viewer(job_id=job_id)).one_or_none()
                if row is None:
                    raise OfficeError("rendering_gone")
                if self._state(row) in before:
                    ended = desk.clock.now() if after is PrintState.SET_ASIDE else None
                    kept = {"pages_out": 0} if whole else {}
                    _put(connection, job_id, state=after.value, problem="", ended_at=ended, **kept)
                    if after is PrintState.SET_ASIDE:
                        at = desk.clock.now()
                        audits.append(
                            connection, desk.viewer, "copy_set_aside", row.student_id, at=at, rendering=row.rendering_id
                        )
        return Changes(_TOUCHED)

    def _may(self) -> ColumnElement[bool]:
        return self._desk.sees(Sharing.PLAN, Purpose.PRINT)

    def _demand_rendering(self, connection: Connection, rendering_id: int) -> None:
        found = connection.execute(_paper(self._may()), self._desk.as_viewer(rendering_id=rendering_id)).first()
        if found is None:
            raise OfficeError("rendering_gone")

    def _state(self, row: Found) -> PrintState:
        state = PrintState(row.state)
        stopped = state is PrintState.AT_PRINTER and row.id not in self._desk.printing
        return PrintState.STOPPED if stopped else state

    def _job(self, row: Found) -> PrintJob:
        return PrintJob(
            job_id=row.id,
            rendering_id=row.rendering_id,
            conference_id=row.conference_id,
            student_id=row.student_id,
            student_name=full_name(row.given_name, row.family_name, row.preferred_name),
            grade=row.grade,
            staff_name=full_name(row.holder_given_name or "", row.holder_family_name or ""),
            held_on=row.held_on,
            starts_at=row.starts_at,
            copy_for=CopyFor(row.copy_for),
            to_whom=row.to_whom,
            language=row.language,
            copies=row.copies,
            copies_out=row.copies_out,
            pages_out=row.pages_out,
            both_sides=row.both_sides,
            state=self._state(row),
            problem=row.problem,
            asked_by=full_name(row.asker_given_name or "", row.asker_family_name or ""),
            asked_at=row.asked_at,
            ended_at=row.ended_at,
            given=bool(row.given),
            filed=bool(row.filed),
        )


def _demand_unchanged(job: Found) -> None:
    if hashlib.sha256(job.pdf).digest() != job.sha256:
        raise OfficeError("paper_changed")


def _put(connection: Connection, job_id: int, **values: object) -> None:
    connection.execute(update(print_job).where(_j.id == job_id).values(**values))


# Statements are built once for each decision about who may: building one takes longer than running it.

_UP = (
    print_job.join(rendering, _r.id == _j.rendering_id)
    .join(plan_revision, _p.id == _r.revision_id)
    .join(conference, _c.id == _p.conference_id)
    .join(student, _s.id == _p.student_id)
)


def _delivered(kinds: Sequence[str]) -> ColumnElement[bool]:
    return exists().where(delivery.c.rendering_id == _j.rendering_id, delivery.c.kind.in_(kinds)).correlate(print_job)


@cache
def _queue(may: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    ended = and_(_j.ended_at.is_not(None), _j.ended_at >= bindparam("since", type_=Instant))
    return (
        select(
            *_j,
            _r.language,
            _p.conference_id,
            _p.student_id,
            _s.given_name,
            _s.family_name,
            _s.preferred_name,
            _c.grade,
            _c.held_on,
            _c.starts_at,
            _HOLDER.c.given_name.label("holder_given_name"),
            _HOLDER.c.family_name.label("holder_family_name"),
            _ASKER.c.given_name.label("asker_given_name"),
            _ASKER.c.family_name.label("asker_family_name"),
            _delivered(GIVEN).label("given"),
            _delivered((DeliveryKind.FILED_IN_FOLDER.value,)).label("filed"),
        )
        .select_from(_UP.outerjoin(_HOLDER, _HOLDER.c.id == _c.staff_id).outerjoin(_ASKER, _ASKER.c.id == _j.asked_by))
        .where(or_(_j.state.in_(_OPEN), ended), _s.deleted_at.is_(None), _c.deleted_at.is_(None), may)
        .order_by(_c.held_on, _HOLDER.c.family_name, _HOLDER.c.id, _c.starts_at, _c.id, _j.id)
    )


_WAITING = (
    select(_j.id)
    .select_from(_UP)
    .where(
        _p.conference_id == bindparam("conference_id", type_=Integer),
        _j.state.in_((PrintState.WAITING.value, PrintState.FAILED.value)),
    )
    .order_by(_j.id)
)


@cache
def _one(may: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(*_j, _r.language, _r.sha256, _r.pdf, _p.conference_id, _p.student_id)
        .select_from(_UP)
        .where(_j.id == bindparam("job_id", type_=Integer), _s.deleted_at.is_(None), may)
    )


@cache
def _paper(may: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    up = rendering.join(plan_revision, _p.id == _r.revision_id).join(student, _s.id == _p.student_id)
    wanted = bindparam("rendering_id", type_=Integer)
    return select(_r.id).select_from(up).where(_r.id == wanted, _s.deleted_at.is_(None), may)


@cache
def _of_day(may: ColumnElement[bool]) -> Select[int]:
    """The papers of the last revision of each conference of a day, in slot order."""
    up = (
        rendering.join(plan_revision, _p.id == _r.revision_id)
        .join(conference, _c.id == _p.conference_id)
        .join(student, _s.id == _p.student_id)
    )
    other = plan_revision.alias("other")
    last = (
        select(func.max(other.c.number)).where(other.c.conference_id == _c.id).correlate(conference).scalar_subquery()
    )
    return (
        select(_r.id)
        .select_from(up)
        .where(
            _c.held_on == bindparam("on", type_=SchoolDate),
            _p.number == last,
            _s.deleted_at.is_(None),
            _c.deleted_at.is_(None),
            may,
        )
        .order_by(_c.staff_id, _c.starts_at, _c.id, _r.id)
    )
