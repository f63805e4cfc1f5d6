"""Which copies of a finalized paper are wanted, and for whom: each home in its language, and one for the folder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Integer, bindparam, insert, select, update

from ilp_desktop.domain.deliveries import GIVEN, DeliveryKind
from ilp_desktop.domain.guardianship import Right, is_adult, rights_on
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.printing import CopyFor, PrintState
from ilp_desktop.language import known_language
from ilp_desktop.services.conference_rows import Found, made_id
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.relation_rows import TERMS, terms_of
from ilp_desktop.settings import Settings
from ilp_desktop.store import uids
from ilp_desktop.store.tables import (
    conference,
    delivery,
    guardian,
    office,
    plan_revision,
    print_job,
    rendering,
    student,
    student_guardian,
)

_j, _r, _p = print_job.c, rendering.c, plan_revision.c
# Statements are built once: building one takes longer than running it.
_PAPER = (
    select(
        _r.id,
        _r.language,
        _r.revision_id,
        _p.student_id,
        conference.c.held_on,
        student.c.birth_date,
        student.c.given_name,
        student.c.family_name,
    )
    .select_from(
        rendering.join(plan_revision, _p.id == _r.revision_id)
        .join(conference, conference.c.id == _p.conference_id)
        .join(student, student.c.id == _p.student_id)
    )
    .where(_r.id == bindparam("rendering_id", type_=Integer))
)
_PAPERS = select(_r.id, _r.language).where(_r.revision_id == bindparam("revision_id", type_=Integer)).order_by(_r.id)
_ADULTS = (
    select(
        guardian.c.given_name,
        guardian.c.family_name,
        guardian.c.language,
        student_guardian.c.household_id,
        *TERMS,
    )
    .select_from(student_guardian.join(guardian, guardian.c.id == student_guardian.c.guardian_id))
    .where(
        student_guardian.c.student_id == bindparam("student_id", type_=Integer),
        student_guardian.c.deleted_at.is_(None),
        guardian.c.deleted_at.is_(None),
    )
    .order_by(guardian.c.id)
)
_ASKED = (
    select(_j.copy_for, _j.household_id)
    .join(rendering, _r.id == _j.rendering_id)
    .where(_r.revision_id == bindparam("revision_id", type_=Integer), _j.state != PrintState.SET_ASIDE.value)
)
_DONE = (
    select(delivery.c.kind)
    .join(rendering, _r.id == delivery.c.rendering_id)
    .where(_r.revision_id == bindparam("revision_id", type_=Integer))
)
_WAITING_OF = (
    select(_j.id)
    .where(
        _j.rendering_id == bindparam("rendering_id", type_=Integer),
        _j.copy_for.in_(bindparam("copy_for", expanding=True)),
        _j.state == PrintState.WAITING.value,
    )
    .order_by(_j.id)
)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that somebody is to have. ``language`` is the catalog's that suits them."""

    copy_for: CopyFor
    language: str
    household_id: int | None = None
    to_whom: str = ""


def order_copies(connection: Connection, desk: Desk, rendering_id: int, *, everybody: bool = False) -> int:
    """Put the copies that a finalized paper is for into the queue, none twice, and return how many.

    A home gets the paper in its language; with ``everybody`` also one whose language there is no paper in.
    """
    paper = connection.execute(_PAPER, {"rendering_id": rendering_id}).one()
    revision = {"revision_id": paper.revision_id}
    made = {known_language(row.language) for row in connection.execute(_PAPERS, revision)}
    asked = {(row.copy_for, row.household_id) for row in connection.execute(_ASKED, revision)}
    done = set(connection.execute(_DONE, revision).scalars())
    mine = known_language(paper.language)
    wanted: list[Copy] = []
    for copy in (*_of_family(connection, paper), Copy(CopyFor.FOLDER, mine)):
        suits = copy.language == mine or (everybody and copy.language not in made)
        if suits and (copy.copy_for.value, copy.household_id) not in asked and not _is_done(copy, done):
            wanted.append(copy)
    return _keep(connection, desk, rendering_id, wanted)


def queue_on_finalizing(connection: Connection, desk: Desk, rendering_id: int) -> None:
    """Put the copies into the queue where the office wants that."""
    if _setting(connection, "queue_copies", usual=Settings().queue_copies):
        order_copies(connection, desk, rendering_id)


def order_one(
    connection: Connection, desk: Desk, rendering_id: int, copy_for: CopyFor, copies: int, to_whom: str
) -> int:
    """Put copies of a paper into the queue, whatever was printed before, and return the job's id."""
    row = _row(connection, desk, rendering_id, Copy(copy_for, "", None, to_whom), copies)
    return made_id(connection.execute(insert(print_job).values(row)))


def settle(connection: Connection, rendering_id: int, kind: DeliveryKind, at: datetime) -> None:
    """Take out of the queue what was done in another way: printed from the conference, or in the folder already."""
    state = PrintState.PRINTED if kind is DeliveryKind.PRINTED else PrintState.SET_ASIDE
    whose = (CopyFor.FOLDER,) if kind is DeliveryKind.FILED_IN_FOLDER else (CopyFor.FAMILY, CopyFor.STUDENT)
    waiting = connection.execute(
        _WAITING_OF, {"rendering_id": rendering_id, "copy_for": [one.value for one in whose]}
    ).scalars()
    first = next(iter(waiting.all()), None)
    if first is not None:
        connection.execute(update(print_job).where(_j.id == first).values(state=state.value, ended_at=at))


def _is_done(copy: Copy, done: set[str]) -> bool:
    if copy.copy_for is CopyFor.FOLDER:
        return DeliveryKind.FILED_IN_FOLDER.value in done
    return not done.isdisjoint(GIVEN)


def languages_of_family(connection: Connection, student_id: int, birth_date: date | None, on: date) -> tuple[str, ...]:
    """Return the languages that the papers of a student are wanted in, English where nobody is to have one."""
    homes = _homes(connection, student_id, birth_date, on)
    return tuple(dict.fromkeys(language for language, _ in homes.values())) or ("en",)


def _of_family(connection: Connection, paper: Found) -> list[Copy]:
    """Return a copy for each home of who may see the plan on the conference's day; of age, for the student alone."""
    if is_adult(paper.birth_date, paper.held_on):
        name = full_name(paper.given_name, paper.family_name)
        return [Copy(CopyFor.STUDENT, known_language(paper.language), None, name)]
    homes = _homes(connection, paper.student_id, paper.birth_date, paper.held_on)
    return [Copy(CopyFor.FAMILY, language, home, ", ".join(names)) for home, (language, names) in homes.items()]


def _homes(
    connection: Connection, student_id: int, birth_date: date | None, on: date
) -> dict[int | None, tuple[str, list[str]]]:
    homes: dict[int | None, tuple[str, list[str]]] = {}
    for row in connection.execute(_ADULTS, {"student_id": student_id}):
        if Right.SEE in rights_on(terms_of(row), birth_date, on):
            home = homes.setdefault(row.household_id, (known_language(row.language), []))
            home[1].append(full_name(row.given_name, row.family_name))
    return homes


def _keep(connection: Connection, desk: Desk, rendering_id: int, copies: Sequence[Copy]) -> int:
    for copy in copies:
        connection.execute(insert(print_job).values(_row(connection, desk, rendering_id, copy)))
    return len(copies)


def _row(connection: Connection, desk: Desk, rendering_id: int, copy: Copy, copies: int = 1) -> dict[str, object]:
    return {
        "uid": uids.new_uid(desk.clock),
        "rendering_id": rendering_id,
        "copy_for": copy.copy_for.value,
        "household_id": copy.household_id,
        "to_whom": copy.to_whom,
        "copies": copies,
        "both_sides": _setting(connection, "print_both_sides", usual=Settings().print_both_sides),
        "asked_by": desk.viewer.staff_id,
        "asked_at": desk.clock.now(),
    }


def _setting(connection: Connection, name: str, *, usual: bool) -> bool:
    return bool(connection.execute(select(office.c.settings)).scalar_one().get(name, usual))
