"""The policy set in force, and the one that each conference was held under."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, Integer, bindparam, insert, select

from ilp_desktop import packs
from ilp_desktop.clock import Clock
from ilp_desktop.domain.access import Purpose, Role
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.packs import Meeting, PolicyPack
from ilp_desktop.places import FORMS
from ilp_desktop.services.conference_rows import Found, reached
from ilp_desktop.services.desks import Desk
from ilp_desktop.store import audits
from ilp_desktop.store.stores import Store
from ilp_desktop.store.tables import adopted_pack, policy_adoption, program_spell
from ilp_desktop.store.tables.columns import SchoolDate
from ilp_desktop.store.uids import uid_at

STARTER = FORMS / "starter"
# A policy set read once while the program runs: it holds no student's words, and its digest says which texts it is of.
_read: dict[str, PolicyPack] = {}


class Packs:
    """The office's policy sets."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def in_force(self) -> PolicyPack:
        """Return the policy set that conferences begin under today. Raises OfficeError ``pack_none``."""
        with self._desk.store.read() as connection:
            return pack_in_force(connection, self._desk.today)

    def pinned(self, pack_id: str, version: str, digest: str) -> PolicyPack:
        """Return the policy set that a conference or a plan was made under, as it was then."""
        with self._desk.store.read() as connection:
            return pinned_pack(connection, pack_id, version, digest)

    def of_conference(self, conference_id: int) -> PolicyPack:
        """Return the policy set that a conference was begun under, else the one in force."""
        with self._desk.store.read() as connection:
            return pack_of(connection, reached(connection, self._desk, conference_id, Purpose.READ))

    def adopt(self, folder: Path, *, from_on: date | None = None, why: str = "") -> Changes:
        """Copy a policy set into the office with all it stands on, and put it in force; conferences already begun keep theirs.

        ``from_on`` is the first day it counts, today where nothing is said. Raises OfficeError ``pack_…`` for what is wrong
        with it, ``pack_not_yours`` for who may not decide this.
        """
        desk = self._desk
        if desk.viewer.role is not Role.LEAD:
            raise OfficeError("pack_not_yours")
        files = packs.texts(folder)
        packs.read(files)
        stack = (*packs.standing_on(files, packs.below(folder)), files)
        with desk.store.write() as connection:
            adopt_stack(connection, desk, stack, from_on or desk.today, why)
        return Changes(frozenset({Kind.OFFICE, Kind.POLICY}))


def adopt_stack(
    connection: Connection, desk: Desk, stack: Sequence[Mapping[str, str]], from_on: date, why: str
) -> None:
    """Keep the files of a stack, the lowest set first, and say from which day they are in force."""
    kept = _keep_stack(connection, stack, from_on, desk.clock.now(), decided_by=desk.viewer.person_uid, why=why)
    audits.append(connection, desk.viewer, "pack_adopted", at=desk.clock.now(), digest=kept[-1][2])


def adopt_starter(store: Store, clock: Clock, folder: Path = STARTER) -> None:
    """Give a new office a policy set that comes with the program; without a word the one that has no rules."""
    files = packs.texts(folder)
    stack = (*packs.standing_on(files, packs.below(folder)), files)
    with store.write() as connection:
        _keep_stack(connection, stack, date.min, clock.now())


def _keep_stack(
    connection: Connection,
    stack: Sequence[Mapping[str, str]],
    from_on: date,
    now: datetime,
    decided_by: UUID | None = None,
    why: str = "",
) -> list[tuple[str, str, str]]:
    kept = [_keep(connection, files, now) for files in stack]
    values = {"from_on": from_on, "stack": kept, "why": why, "decided_by": decided_by, "decided_at": now}
    connection.execute(insert(policy_adoption).values(uid=uid_at(now), **values))
    return kept


def _keep(connection: Connection, files: Mapping[str, str], now: datetime) -> tuple[str, str, str]:
    """Copy a set into the office, where it is not there yet, and return its id, version and digest."""
    a = adopted_pack.c
    pack_id, version = packs.identity(files)
    digest = packs.digest(files)
    same = select(a.id).where(a.pack_id == pack_id, a.version == version, a.digest == digest)
    if connection.execute(same).one_or_none() is None:
        values = {"pack_id": pack_id, "version": version, "digest": digest, "adopted_at": now, "files": dict(files)}
        connection.execute(insert(adopted_pack).values(values))
    return pack_id, version, digest


def stack_on(connection: Connection, day: date) -> tuple[tuple[str, str, str], ...]:
    """Return id, version and digest of the sets in force on a day, the one that stands on the others last.

    Raises OfficeError ``pack_none``.
    """
    stack = connection.execute(_STACK_ON, {"day": day}).scalar_one_or_none()
    if not stack:
        raise OfficeError("pack_none")
    return tuple((pack_id, version, digest) for pack_id, version, digest in stack)


_STACK_ON = (
    select(policy_adoption.c.stack)
    .where(policy_adoption.c.from_on <= bindparam("day", type_=SchoolDate))
    .order_by(policy_adoption.c.from_on.desc(), policy_adoption.c.id.desc())
    .limit(1)
)


def pack_in_force(connection: Connection, today: date) -> PolicyPack:
    """Return the policy set that is in force today. Raises OfficeError ``pack_none``."""
    return pinned_pack(connection, *stack_on(connection, today)[-1])


def pinned_pack(connection: Connection, pack_id: str, version: str, digest: str) -> PolicyPack:
    """Return an adopted policy set; read from the database once while the program runs."""
    known = _read.get(digest)
    if known is not None and (known.pack_id, known.version) == (pack_id, version):
        return known
    a = adopted_pack.c
    files = connection.execute(
        select(a.files).where(a.pack_id == pack_id, a.version == version, a.digest == digest)
    ).scalar_one_or_none()
    if files is None:
        raise OfficeError("pack_none")
    return _read.setdefault(digest, packs.read(files))


def pack_of(connection: Connection, conference: Found) -> PolicyPack:
    """Return the policy set that a conference was begun under, else the one that is in force on its day.

    It has those steps and questions alone that this conference has: ``PolicyPack.of``.
    """
    if conference.pack_id:
        pack = pinned_pack(connection, conference.pack_id, conference.pack_version, conference.pack_digest)
    else:
        pack = pack_in_force(connection, conference.held_on)
    return narrowed(pack, meeting_of(connection, conference, pack))


def meeting_of(connection: Connection, conference: Found, pack: PolicyPack) -> Meeting:
    """Return what decides which steps a conference has; of one that has begun, as it was written down then."""
    if conference.begun_at is not None or not pack.by_program:
        programs = frozenset(conference.programs.split())
    else:
        values = {"student_id": conference.student_id, "day": conference.held_on}
        programs = frozenset(connection.execute(_PROGRAMS_ON, values).scalars())
    return Meeting(conference.grade, conference.plan_kind, programs, conference.occasion)


def begun_under(connection: Connection, conference: Found, pack: PolicyPack) -> dict[str, str]:
    """Return what a conference that begins keeps for good of the policy set, of the programs and of its first step."""
    meeting = meeting_of(connection, conference, pack)
    return {
        "section": conference.section or narrowed(pack, meeting).sections[0].key,
        "programs": " ".join(sorted(meeting.programs)),
        "pack_id": pack.pack_id,
        "pack_version": pack.version,
        "pack_digest": pack.digest,
    }


_DAY = bindparam("day", type_=SchoolDate)
_PROGRAMS_ON = select(program_spell.c.program).where(
    program_spell.c.student_id == bindparam("student_id", type_=Integer),
    program_spell.c.deleted_at.is_(None),
    program_spell.c.begins_on <= _DAY,
    program_spell.c.ends_on.is_(None) | (program_spell.c.ends_on >= _DAY),
)


def narrowed(pack: PolicyPack, meeting: Meeting) -> PolicyPack:
    """Return ``pack.of(meeting)``: one set and one kind of conference are asked for again and again."""
    key = (pack.digest, meeting)
    found = _of.get(key)
    if found is None:
        if len(_of) == _MOST:
            _of.clear()
        found = _of[key] = pack.of(meeting)
    return found


_of: dict[tuple[str, Meeting], PolicyPack] = {}
_MOST = 512
