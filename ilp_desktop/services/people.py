"""What the database knows of those who open the office: their names among the staff, and a line for each change.

The key header alone says who has keys and in which role. A change is written here first, with the epoch that the header
will have; where the program ended between the two, the next opening brings this side into agreement again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.names import full_name
from ilp_desktop.services.desks import Desk
from ilp_desktop.store import audits, uids
from ilp_desktop.store.stores import Store
from ilp_desktop.store.tables import audit, office, staff_member

ADDED, ROLE_CHANGED, PASSPHRASE_GIVEN, REMOVED = "person_added", "person_role", "person_passphrase", "person_removed"
OWN_PASSPHRASE = "own_passphrase"  # noqa: S105 - the name of an act
"""A person changed their own: written after the key file, which is what counts, and no change that could not be made."""
ROTATED, NOT_CHANGED = "keys_rotated", "keys_not_changed"
_ACTS = (ADDED, ROLE_CHANGED, PASSPHRASE_GIVEN, REMOVED, ROTATED, NOT_CHANGED)
_s = staff_member.c


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody among the staff who has, or had, keys. ``added_at`` is when they got them last, in UTC."""

    staff_id: int
    name: str
    added_at: datetime | None


def known(desk: Desk) -> dict[UUID, Known]:
    """Return everybody among the staff who ever had keys, by the uid that they have in the key header."""
    with desk.store.read() as connection:
        made_at = connection.execute(select(office.c.made_at)).scalar_one()
        lines = connection.execute(
            select(audit.c.params, audit.c.at).where(audit.c.act == ADDED).order_by(audit.c.id)
        ).all()
        added = {UUID(line.params["person"]): line.at for line in lines}
        rows = connection.execute(
            select(_s.id, _s.person_uid, _s.given_name, _s.family_name).where(_s.person_uid.is_not(None))
        ).all()
    return {
        row.person_uid: Known(row.id, full_name(row.given_name, row.family_name), added.get(row.person_uid, made_at))
        for row in rows
    }


def uid_of(desk: Desk, staff_id: int) -> UUID | None:
    """Return the uid by which a member of staff has, or had, keys. Raises OfficeError ``staff_unknown``."""
    with desk.store.read() as connection:
        row = connection.execute(select(_s.person_uid).where(_s.id == staff_id, _s.deleted_at.is_(None))).one_or_none()
    if row is None:
        raise OfficeError("staff_unknown")
    return row.person_uid


def note_adding(desk: Desk, person: UUID, who: str | int, role: Role, epoch: int) -> int:
    """Write down that a person is added: a name, or a member of staff who is there; return their row's id."""
    with desk.store.write() as connection:
        staff_id = _named(desk, connection, who) if isinstance(who, str) else who
        connection.execute(update(staff_member).where(_s.id == staff_id).values(person_uid=person))
        _set_roles(connection, {person: role.value})
        _note(desk, connection, ADDED, epoch, person=person.hex, role=role.value)
    return staff_id


def note_role(desk: Desk, person: UUID, role: Role, epoch: int) -> None:
    """Write down that a person gets another role."""
    with desk.store.write() as connection:
        _set_roles(connection, {person: role.value})
        _note(desk, connection, ROLE_CHANGED, epoch, person=person.hex, role=role.value)


def note(desk: Desk, act: str, epoch: int, person: UUID | None = None) -> None:
    """Write down another change of the keys: whose, where it is one person's."""
    with desk.store.write() as connection:
        _note(desk, connection, act, epoch, **({} if person is None else {"person": person.hex}))


def note_turn(desk: Desk, person: UUID, turn: int | None) -> None:
    """Write down which passphrase of a person's is in force, where that is not known yet; None: none was typed."""
    if turn is not None and turns(desk.store).get(person, 0) != turn:
        with desk.store.write() as connection:
            audits.append(
                connection, desk.viewer, OWN_PASSPHRASE, None, at=desk.clock.now(), person=person.hex, turn=turn
            )


def turns(store: Store) -> dict[UUID, int]:
    """Return which passphrase of each person's was in force last: what was put back since has a lower number."""
    acts = (ADDED, PASSPHRASE_GIVEN, OWN_PASSPHRASE)
    with store.read() as connection:
        lines = connection.execute(select(audit.c.params).where(audit.c.act.in_(acts)).order_by(audit.c.id)).scalars()
        # Who was let in or given one anew has another pair, to which an older slot does not belong.
        return {UUID(params["person"]): params.get("turn", 0) for params in lines}


def check_turns(store: Store, there: Mapping[UUID, int], but: UUID | None = None) -> None:
    """Raise OfficeError ``header_old`` where an older passphrase of somebody's was put back into the key file."""
    if any(there.get(person, turn) < turn for person, turn in turns(store).items() if person != but):
        raise OfficeError("header_old")


def mend(desk: Desk, roles: Mapping[UUID, str], epoch: int) -> bool:
    """Agree with the key header again, after a change that was written here and never reached it; tell whether it was so.

    ``roles`` and ``epoch`` are the header's.
    """
    with desk.store.read() as connection:
        last = connection.execute(
            select(audit.c.act, audit.c.params).where(audit.c.act.in_(_ACTS)).order_by(audit.c.id.desc()).limit(1)
        ).one_or_none()
    if last is None or last.act == NOT_CHANGED or last.params["epoch"] <= epoch:
        return False
    with desk.store.write() as connection:
        _set_roles(connection, roles)
        _note(desk, connection, NOT_CHANGED, last.params["epoch"])
    return True


def _named(desk: Desk, connection: Connection, name: str) -> int:
    given, _, family = name.rpartition(" ")
    values = {"given_name": given or family, "family_name": family if given else ""}
    return connection.execute(
        insert(staff_member).values(uid=uids.new_uid(desk.clock), **values).returning(_s.id)
    ).scalar_one()


def _set_roles(connection: Connection, roles: Mapping[UUID, str]) -> None:
    rows = connection.execute(select(_s.id, _s.person_uid, _s.role, _s.provenance).where(_s.person_uid.in_(roles)))
    for row in rows.all():
        if row.role != roles[row.person_uid]:
            # The office said so: a roster asks before it says otherwise.
            said = {**row.provenance, "role": "office"}
            values = {"role": roles[row.person_uid], "provenance": said, "version": _s.version + 1}
            connection.execute(update(staff_member).where(_s.id == row.id).values(values))


def _note(desk: Desk, connection: Connection, act: str, epoch: int, **params: str) -> None:
    audits.append(connection, desk.viewer, act, None, at=desk.clock.now(), epoch=epoch, **params)
