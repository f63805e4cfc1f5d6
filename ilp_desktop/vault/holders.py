"""A holder's place in a header: their pair, the slot that opens it, the keys that their role holds; and the signing."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.vault import ciphers, scopes
from ilp_desktop.vault import header as headers
from ilp_desktop.vault.cost import SALT_BYTES, Cost, derive, of_random_secret
from ilp_desktop.vault.header import Grant, Header, Holder, Slot


@dataclass(frozen=True, slots=True, repr=False)
class Placed:
    """A holder to be given a place in a header, and what will open their slot."""

    uid: UUID
    role: str
    kind: str
    secret: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Within:
    """What a slot held: its holder's X25519 secret and the admin key that it pins, one after the other."""

    holder: UUID
    inside: bytes
    turn: int


def opening_slot(header: Header, kind: str, secret: bytes, but: UUID | None = None) -> Within | None:
    """Return what the slot holds that this secret opens, None where it opens none; ``but`` is one not tried.

    Takes as long as one derivation for each different salt and cost.
    """
    derived: dict[tuple[bytes, Cost], bytes] = {}
    for slot in header.slots:
        if slot.kind != kind or slot.holder == but:
            continue
        work = slot.salt, slot.cost
        if work not in derived:
            derived[work] = derive(secret, slot.salt, slot.cost)
        try:
            inside = ciphers.unwrap(
                derived[work], slot.wrapped, belonging_of_slot(header.office_uid, slot.holder, slot.kind, slot.turn)
            )
        except ciphers.WillNotOpenError:
            continue
        return Within(slot.holder, inside, slot.turn)
    return None


def refuse_taken(header: Header, placed: Placed) -> None:
    """Raise OfficeError ``passphrase_taken`` where somebody else's slot opens to it: one of the two could never come in."""
    if opening_slot(header, placed.kind, placed.secret, but=placed.uid) is not None:
        raise OfficeError("passphrase_taken")


def place(header: Header, placed: Placed, cost: Cost, keys: Mapping[str, bytes]) -> Header:
    """Give a holder a new pair, one slot, and the keys their role holds; whatever they had before is gone."""
    secret, public_key = ciphers.new_pair()
    cleared = without(header, {placed.uid})
    holder = Holder(placed.uid, placed.role, public_key)
    # Each keeps their place: the recovery sheet lets in the lead who stands first, who is the one longest there.
    stays = tuple(holder if one.uid == placed.uid else one for one in header.holders)
    return replace(
        cleared,
        holders=stays if holder in stays else (*stays, holder),
        slots=(*cleared.slots, slot_for(header, placed.uid, placed.kind, placed.secret, secret, cost)),
        grants=(*cleared.grants, *_grants(header, holder, keys)),
    )


def grant_anew(header: Header, keys: Mapping[str, bytes]) -> Header:
    """Seal these keys, and no others, to every holder by role; nobody's slot changes."""
    return replace(header, grants=tuple(one for holder in header.holders for one in _grants(header, holder, keys)))


def _grants(header: Header, holder: Holder, keys: Mapping[str, bytes]) -> tuple[Grant, ...]:
    return tuple(
        Grant(
            holder.uid,
            scope,
            ciphers.seal(holder.public_key, keys[scope], belonging_of_grant(header.office_uid, holder.uid, scope)),
        )
        for scope in sorted(scopes.held(holder.role, keys))
    )


def slot_for(header: Header, holder: UUID, kind: str, opens: bytes, secret: bytes, cost: Cost) -> Slot:
    """Close a holder's secret and the pinned admin key under what opens the slot, one turn after the one it replaces."""
    salt = os.urandom(SALT_BYTES)
    turn = max((one.turn + 1 for one in header.slots if (one.holder, one.kind) == (holder, kind)), default=0)
    if kind == headers.PASSPHRASE_SLOT:
        salt, cost = _shared(header, holder, salt, cost)
    else:
        cost = of_random_secret(cost)
    belongs = belonging_of_slot(header.office_uid, holder, kind, turn)
    wrapped = ciphers.wrap(derive(opens, salt, cost), secret + header.admin_key, belongs)
    return Slot(holder, kind, cost, salt, wrapped, turn)


def _shared(header: Header, holder: UUID, salt: bytes, cost: Cost) -> tuple[bytes, Cost]:
    """Return the salt and cost of another person's slot, where it costs no less.

    Nobody says who they are before they type a passphrase. One derivation then tries everybody's slot, and the
    twentieth person waits as long as the first (docs/decisions/0013-people-and-rotation.md).
    """
    there = [
        slot
        for slot in header.slots
        if slot.kind == headers.PASSPHRASE_SLOT
        and slot.holder != holder
        and slot.cost.memory_kib >= cost.memory_kib
        and slot.cost.iterations >= cost.iterations
        and slot.cost.parallelism >= cost.parallelism
    ]
    if not there:
        return salt, cost
    dearest = max(there, key=lambda slot: (slot.cost.memory_kib, slot.cost.iterations))
    return dearest.salt, dearest.cost


def without(header: Header, uids: set[UUID]) -> Header:
    """Take holders out, with their slots and grants."""
    return replace(
        header,
        holders=tuple(holder for holder in header.holders if holder.uid not in uids),
        slots=tuple(slot for slot in header.slots if slot.holder not in uids),
        grants=tuple(grant for grant in header.grants if grant.holder not in uids),
    )


def signed_next(header: Header, keys: Mapping[str, bytes], now: datetime) -> Header:
    """Sign a header as the next epoch, in the newest format."""
    later = replace(header, epoch=header.epoch + 1, written=instant(now), version=headers.VERSION)
    return later.signed(keys[scopes.ADMIN])


def belonging_of_slot(office_uid: UUID, holder: UUID, kind: str, turn: int = 0) -> bytes:
    """Return what a slot's ciphertext belongs to."""
    naming = (office_uid.bytes, holder.bytes, kind.encode("ascii"))
    if turn == 0:
        return ciphers.belonging(b"ilp-desktop slot 1", *naming)
    return ciphers.belonging(b"ilp-desktop slot 2", *naming, str(turn).encode("ascii"))


def belonging_of_grant(office_uid: UUID, holder: UUID, scope: str) -> bytes:
    """Return what a grant's ciphertext belongs to."""
    return ciphers.belonging(b"ilp-desktop grant 1", office_uid.bytes, holder.bytes, scope.encode())


def instant(now: datetime) -> str:
    """Return an instant as a header spells it."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
