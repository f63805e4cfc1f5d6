"""The policy set in force, and the one that each conference was held under."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Connection, insert, select, update

from ilp_desktop import packs
from ilp_desktop.clock import Clock
from ilp_desktop.domain.access import Purpose, Role
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.packs import PolicyPack
from ilp_desktop.places import FORMS
from ilp_desktop.services.conference_rows import Found, reached
from ilp_desktop.services.desks import Desk
from ilp_desktop.store import audits
from ilp_desktop.store.stores import Store
from ilp_desktop.store.tables import adopted_pack, office

STARTER = FORMS / "starter"
# A policy set read once while the program runs: it holds no student's words, and its digest says which texts it is of.
_read: dict[str, PolicyPack] = {}


class Packs:
    """The office's policy sets."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def in_force(self) -> PolicyPack:
        """Return the policy set that conferences begin under from now on. Raises OfficeError ``pack_none``."""
        with self._desk.store.read() as connection:
            return pack_in_force(connection)

    def pinned(self, pack_id: str, version: str, digest: str) -> PolicyPack:
        """Return the policy set that a conference or a plan was made under, as it was then."""
        with self._desk.store.read() as connection:
            return pinned_pack(connection, pack_id, version, digest)

    def of_conference(self, conference_id: int) -> PolicyPack:
        """Return the policy set that a conference was begun under, else the one in force."""
        with self._desk.store.read() as connection:
            return pack_of(connection, reached(connection, self._desk, conference_id, Purpose.READ))

    def adopt(self, folder: Path) -> Changes:
        """Copy a policy set into the office and put it in force; conferences already begun keep theirs.

        Raises OfficeError ``pack_…`` for what is wrong with it, ``pack_not_yours`` for who may not decide this.
        """
        desk = self._desk
        if desk.viewer.role is not Role.LEAD:
            raise OfficeError("pack_not_yours")
        files = packs.texts(folder)
        pack = packs.read(files)
        lower = packs.standing_on(files, packs.below(folder))
        with desk.store.write() as connection:
            for each in lower:
                _keep(connection, each, desk.clock)
            _adopt(connection, files, pack, desk.clock)
            audits.append(connection, desk.viewer, "pack_adopted", at=desk.clock.now(), digest=pack.digest)
        return Changes(frozenset({Kind.OFFICE}))


def adopt_starter(store: Store, clock: Clock) -> None:
    """Give a new office the policy set that comes with the program."""
    files = packs.texts(STARTER)
    with store.write() as connection:
        _adopt(connection, files, packs.read(files), clock)


def _adopt(connection: Connection, files: Mapping[str, str], pack: PolicyPack, clock: Clock) -> None:
    _keep(connection, files, clock)
    connection.execute(update(office).values(pack_id=pack.pack_id))


def _keep(connection: Connection, files: Mapping[str, str], clock: Clock) -> None:
    """Copy a set into the office; the one kept last under a name is the one that counts."""
    a = adopted_pack.c
    pack_id, version = packs.identity(files)
    digest = packs.digest(files)
    known = connection.execute(
        select(a.id).where(a.pack_id == pack_id, a.version == version, a.digest == digest)
    ).one_or_none()
    values = {"adopted_at": clock.now()}
    if known is None:
        connection.execute(
            insert(adopted_pack).values(pack_id=pack_id, version=version, digest=digest, files=dict(files), **values)
        )
    else:
        connection.execute(update(adopted_pack).where(a.id == known.id).values(**values))


_IN_FORCE = (
    select(adopted_pack.c.pack_id, adopted_pack.c.version, adopted_pack.c.digest)
    .join(office, office.c.pack_id == adopted_pack.c.pack_id)
    .order_by(adopted_pack.c.adopted_at.desc(), adopted_pack.c.id.desc())
    .limit(1)
)


def pack_in_force(connection: Connection) -> PolicyPack:
    """Return the policy set last adopted under the office's choice."""
    row = connection.execute(_IN_FORCE).one_or_none()
    if row is None:
        raise OfficeError("pack_none")
    return pinned_pack(connection, row.pack_id, row.version, row.digest)


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
    """Return the policy set that a conference was begun under, else the one in force."""
    if conference.pack_id:
        return pinned_pack(connection, conference.pack_id, conference.pack_version, conference.pack_digest)
    return pack_in_force(connection)
