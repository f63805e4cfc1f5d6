"""Who has keys of an office: added, given a new passphrase or role, removed, by a lead whose keys are open.

Keys are sealed to a person's public key, so none of it needs anyone else's passphrase. Each verb returns the header of
the next epoch, which the caller writes, and what the lead holds by it. Each raises OfficeError ``admin_needed``, and
``header_replaced`` where the header is not one that this office's lead signed.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.vault import header as headers
from ilp_desktop.vault import passphrases, rotations, scopes
from ilp_desktop.vault.cost import Cost
from ilp_desktop.vault.header import Header, Holder
from ilp_desktop.vault.holders import Placed, grant_anew, place, refuse_taken, signed_next
from ilp_desktop.vault.open_keys import OpenKeys

Changed = tuple[Header, OpenKeys]


def cost_of(header: Header) -> Cost:
    """Return what a try of a passphrase costs in this office."""
    there = [slot.cost for slot in header.slots if slot.kind == headers.PASSPHRASE_SLOT]
    return max(there, key=lambda cost: (cost.memory_kib, cost.iterations))


def add(header: Header, opened: OpenKeys, uid: UUID, role: Role, passphrase: str, cost: Cost, now: datetime) -> Changed:
    """Let a person in, with a passphrase of their own.

    Raises OfficeError ``person_present``, ``passphrase_taken``, or with the passphrase's problem.
    """
    keys = rotations.administered(header, opened)
    if any(holder.uid == uid for holder in header.holders):
        raise OfficeError("person_present")
    return _placed(header, opened, keys, Holder(uid, role.value, b""), passphrase, cost, now)


def set_passphrase(header: Header, opened: OpenKeys, uid: UUID, new: str, cost: Cost, now: datetime) -> Changed:
    """Give a person a new passphrase and a new pair, without the old one.

    Raises OfficeError ``person_absent``, ``passphrase_taken``, or with the passphrase's problem.
    """
    keys = rotations.administered(header, opened)
    return _placed(header, opened, keys, person(header, uid), new, cost, now)


def change_role(header: Header, opened: OpenKeys, uid: UUID, role: Role, now: datetime) -> Changed:
    """Give a person another role; their passphrase stays, the keys of the new role are sealed to them and no others.

    Where they lose the confidential key, what is confidential is written under a new one from now on. Raises
    OfficeError ``person_absent`` or ``last_lead``.
    """
    keys = rotations.administered(header, opened)
    before = person(header, uid)
    if role is not Role.LEAD:
        refuse_last_lead(header, uid)
    if scopes.FIRST_CONFIDENTIAL in scopes.SCOPES_OF[before.role] - scopes.SCOPES_OF[role.value]:
        keys |= rotations.new_confidential(keys)
    holders = tuple(replace(one, role=role.value) if one.uid == uid else one for one in header.holders)
    changed = signed_next(grant_anew(replace(header, holders=holders), keys), keys, now)
    return changed, opened.later(changed.epoch, keys)


def remove(header: Header, opened: OpenKeys, uid: UUID, now: datetime) -> Changed:
    """Take a person's keys away, and begin a rotation: the header that is returned has the old keys and the new.

    Raises OfficeError ``person_absent`` or ``last_lead``.
    """
    rotations.administered(header, opened)
    person(header, uid)
    refuse_last_lead(header, uid)
    return rotations.begin(header, opened, now, leaving={uid})


def people(header: Header) -> tuple[Holder, ...]:
    """Return everybody with keys of their own: all but the recovery sheet."""
    return tuple(holder for holder in header.holders if holder.role != headers.RECOVERY)


def person(header: Header, uid: UUID) -> Holder:
    """Return a person's place in the header. Raises OfficeError ``person_absent``."""
    for holder in people(header):
        if holder.uid == uid:
            return holder
    raise OfficeError("person_absent")


def refuse_last_lead(header: Header, uid: UUID) -> None:
    """Raise OfficeError ``last_lead`` where nobody but this person leads the office."""
    if {holder.uid for holder in header.holders if holder.role == Role.LEAD.value} == {uid}:
        raise OfficeError("last_lead")


def _placed(
    header: Header, opened: OpenKeys, keys: Mapping[str, bytes], holder: Holder, new: str, cost: Cost, now: datetime
) -> Changed:
    passphrases.require_good(new, header.school)
    placed = Placed(holder.uid, holder.role, headers.PASSPHRASE_SLOT, passphrases.octets(new))
    refuse_taken(header, placed)
    changed = signed_next(place(header, placed, cost, keys), keys, now)
    return changed, opened.later(changed.epoch, keys)
