"""Make an office's keys, open them, and change what opens them.

A holder's slot gives their X25519 secret and the pinned admin key; with the first their grants open, by the second
the header is judged. Each change makes a header, of the next epoch where the admin key signed it, which the caller writes
(``vault.files.write_header``) before the database mirrors its epoch.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.vault import ciphers, passphrases, scopes
from ilp_desktop.vault import header as headers
from ilp_desktop.vault.certificates import make_school_certificate
from ilp_desktop.vault.cost import Cost
from ilp_desktop.vault.header import Header, Holder, Slot
from ilp_desktop.vault.holders import (
    Placed,
    belonging_of_grant,
    instant,
    opening_slot,
    place,
    refuse_taken,
    signed_next,
    slot_for,
    without,
)
from ilp_desktop.vault.keyring_store import KeyStore
from ilp_desktop.vault.open_keys import OpenKeys
from ilp_desktop.vault.recovery import RecoverySecret

SCHOOL_LONGEST = 200


@dataclass(frozen=True, slots=True, repr=False)
class _Opened:
    """A slot that opened: its holder, its turn, their secret, and each of their keys by scope."""

    holder: Holder
    turn: int | None
    secret: bytes
    keys: Mapping[str, bytes]

    def as_open_keys(self, header: Header) -> OpenKeys:
        role = None if self.holder.role == headers.RECOVERY else Role(self.holder.role)
        return OpenKeys(self.holder.uid, role, header.epoch, header.seal_certificate_pem, self.keys, self.turn)


def create(
    office_uid: UUID, person_uid: UUID, passphrase: str, cost: Cost, school: str, now: datetime
) -> tuple[Header, OpenKeys, RecoverySecret]:
    """Make the keys of a new office: its header, the lead's open keys, and the secret for the recovery sheet.

    Raises OfficeError with the passphrase's problem (``vault.passphrases``) or ``school_missing``.
    """
    school = " ".join(school.split())[:SCHOOL_LONGEST]
    if not school:
        raise OfficeError("school_missing")
    passphrases.require_good(passphrase, school)
    admin_secret, admin_key = ciphers.new_signing_pair()
    seal_key_pem, seal_certificate_pem = make_school_certificate(school, now)
    keys = {
        scopes.DATABASE: os.urandom(ciphers.KEY_BYTES),
        scopes.FIRST_CONFIDENTIAL: os.urandom(ciphers.KEY_BYTES),
        scopes.SEAL: seal_key_pem,
        scopes.ADMIN: admin_secret,
    }
    empty = Header(
        office_uid=office_uid,
        school=school,
        epoch=0,
        created=instant(now),
        written=instant(now),
        holders=(),
        slots=(),
        grants=(),
        admin_key=admin_key,
        seal_certificate_pem=seal_certificate_pem,
    )
    secret = RecoverySecret.new()
    lead = Placed(person_uid, Role.LEAD.value, headers.PASSPHRASE_SLOT, passphrases.octets(passphrase))
    sheet = Placed(uuid4(), headers.RECOVERY, headers.RECOVERY_SLOT, secret.octets)
    header = signed_next(place(place(empty, lead, cost, keys), sheet, cost, keys), keys, now)
    return header, _open(header, lead.kind, lead.secret, "passphrase_wrong").as_open_keys(header), secret


def unlock(header: Header, passphrase: str) -> OpenKeys:
    """Open an office with a passphrase.

    Takes as long as the slot's cost: call it on a worker. Raises OfficeError ``passphrase_wrong``,
    ``header_replaced`` or ``header_damaged``.
    """
    return _with_passphrase(header, passphrase).as_open_keys(header)


def unlock_with_recovery(header: Header, text: str) -> OpenKeys:
    """Open an office with what the recovery sheet says, as typed: how the sheet is proved before going live.

    Raises as ``unlock``, and OfficeError ``recovery_length``, ``recovery_groups`` or ``recovery_wrong``.
    """
    return _with_recovery(header, text).as_open_keys(header)


def change_passphrase(header: Header, passphrase: str, new: str, cost: Cost, now: datetime) -> tuple[Header, OpenKeys]:
    """Give a holder a new passphrase; what the keyring kept for them no longer opens.

    Who holds the admin key gets a new pair too, and a header of the next epoch. Everybody else gets another slot in the
    same one: their pair is signed by the lead and stays. Raises as ``unlock``, with the new passphrase's problem,
    ``passphrase_taken``, or ``admin_needed`` for a header of version 1 that no lead has changed since.
    """
    passphrases.require_good(new, header.school)
    opened = _with_passphrase(header, passphrase)
    if scopes.ADMIN in opened.keys:
        return _renewed(header, opened, opened.holder, new, cost, now)
    secret = passphrases.octets(new)
    uid, kind = opened.holder.uid, headers.PASSPHRASE_SLOT
    refuse_taken(header, Placed(uid, opened.holder.role, kind, secret))
    slot = slot_for(header, uid, kind, secret, opened.secret, cost)
    changed = _with_slot(header, opened, slot, {kind, headers.KEYRING_SLOT}, now)
    return changed, _open(changed, kind, secret, "passphrase_wrong").as_open_keys(changed)


def replace_passphrase_with_recovery(
    header: Header, text: str, new: str, cost: Cost, now: datetime
) -> tuple[Header, OpenKeys]:
    """Give the lead a new passphrase with the recovery sheet, which goes on working; of several, the one longest there.

    Raises as ``unlock_with_recovery``, or with the new passphrase's problem.
    """
    passphrases.require_good(new, header.school)
    opened = _administering(_with_recovery(header, text))
    lead = next((holder for holder in header.holders if holder.role == Role.LEAD.value), None)
    if lead is None:
        raise OfficeError("header_damaged")
    return _renewed(header, opened, lead, new, cost, now)


def renew_recovery(header: Header, passphrase: str, cost: Cost, now: datetime) -> tuple[Header, RecoverySecret]:
    """Make a new recovery sheet, where the last was lost or seen; the last one no longer opens the office.

    Raises as ``unlock``, or ``admin_needed``.
    """
    opened = _administering(_with_passphrase(header, passphrase))
    secret = RecoverySecret.new()
    sheets = {holder.uid for holder in header.holders if holder.role == headers.RECOVERY}
    sheet = Placed(uuid4(), headers.RECOVERY, headers.RECOVERY_SLOT, secret.octets)
    changed = place(without(header, sheets), sheet, cost, opened.keys)
    return signed_next(changed, opened.keys, now), secret


def keep_in_keyring(header: Header, passphrase: str, store: KeyStore, cost: Cost, now: datetime) -> Header:
    """Let this login open the office without typing: a slot of its own, whose random secret the keyring keeps.

    It opens one person's slot and none of their keys, and is gone with their next passphrase. Raises as ``unlock``,
    ``keyring_missing``, or ``admin_needed`` as ``change_passphrase``; then nothing has changed.
    """
    opened = _with_passphrase(header, passphrase)
    uid, secret = opened.holder.uid, os.urandom(ciphers.KEY_BYTES)
    slot = slot_for(header, uid, headers.KEYRING_SLOT, secret, opened.secret, cost)
    changed = _with_slot(header, opened, slot, {slot.kind}, now)
    store.keep(header.office_uid, uid, secret)
    return changed


def leave_keyring(header: Header, uid: UUID) -> Header:
    """Take out the slot that a person's keyring opens. Raises OfficeError ``admin_needed`` for a header of version 1."""
    if header.version == 1:
        raise OfficeError("admin_needed")
    return replace(
        header, slots=tuple(one for one in header.slots if (one.holder, one.kind) != (uid, headers.KEYRING_SLOT))
    )


def is_in_keyring(header: Header, uid: UUID) -> bool:
    """Tell whether a person opens the office with a computer's login."""
    return any((slot.holder, slot.kind) == (uid, headers.KEYRING_SLOT) for slot in header.slots)


def unlock_with_keyring(header: Header, store: KeyStore) -> OpenKeys:
    """Open an office with what this login's keyring keeps.

    Raises as ``unlock``, and OfficeError ``keyring_missing`` or ``keyring_empty``.
    """
    for slot in header.slots:
        if slot.kind == headers.KEYRING_SLOT:
            secret = store.fetch(header.office_uid, slot.holder)
            if secret is not None:
                return _open(header, slot.kind, secret, "keyring_empty").as_open_keys(header)
    raise OfficeError("keyring_empty")


def _with_passphrase(header: Header, passphrase: str) -> _Opened:
    return _open(header, headers.PASSPHRASE_SLOT, passphrases.octets(passphrase), "passphrase_wrong")


def _with_recovery(header: Header, text: str) -> _Opened:
    return _open(header, headers.RECOVERY_SLOT, RecoverySecret.typed(text).octets, "recovery_wrong")


def _open(header: Header, kind: str, secret: bytes, otherwise: str) -> _Opened:
    found = opening_slot(header, kind, secret)
    if found is None:
        raise OfficeError(otherwise)
    return _judged(
        header, header.holder(found.holder), found.inside, found.turn if kind == headers.PASSPHRASE_SLOT else None
    )


def _judged(header: Header, holder: Holder, inside: bytes, turn: int | None) -> _Opened:
    """Judge the header by the admin key that the slot pins, then open the holder's grants."""
    secret, pinned = inside[: ciphers.KEY_BYTES], inside[ciphers.KEY_BYTES :]
    if pinned != header.admin_key or not header.is_signed_by(pinned):
        raise OfficeError("header_replaced")
    if ciphers.public_of(secret) != holder.public_key:
        raise OfficeError("header_damaged")
    keys: dict[str, bytes] = {}
    for grant in header.grants:
        if grant.holder == holder.uid:
            belongs = belonging_of_grant(header.office_uid, holder.uid, grant.scope)
            try:
                keys[grant.scope] = ciphers.open_sealed(secret, grant.sealed, belongs)
            except ciphers.WillNotOpenError:
                raise OfficeError("header_damaged") from None
    lengths = {len(keys.get(scopes.DATABASE, b"")), len(keys.get(scopes.NEXT_DATABASE, keys.get(scopes.DATABASE, b"")))}
    if lengths != {ciphers.KEY_BYTES}:
        raise OfficeError("header_damaged")
    return _Opened(holder, turn, secret, keys)


def _with_slot(header: Header, opened: _Opened, slot: Slot, instead_of: set[str], now: datetime) -> Header:
    """Return the header with another slot of the holder's own in place of theirs of these kinds."""
    uid = opened.holder.uid
    others = tuple(one for one in header.slots if one.holder != uid or one.kind not in instead_of)
    changed = replace(header, slots=(*others, slot))
    # In version 1 the signature is over the slots too.
    return changed if header.version > 1 else signed_next(changed, _administering(opened).keys, now)


def _administering(opened: _Opened) -> _Opened:
    """Raise OfficeError ``admin_needed`` unless the holder can sign a header."""
    if scopes.ADMIN not in opened.keys:
        raise OfficeError("admin_needed")
    return opened


def _renewed(
    header: Header, opened: _Opened, holder: Holder, new: str, cost: Cost, now: datetime
) -> tuple[Header, OpenKeys]:
    placed = Placed(holder.uid, holder.role, headers.PASSPHRASE_SLOT, passphrases.octets(new))
    refuse_taken(header, placed)
    changed = signed_next(place(header, placed, cost, opened.keys), opened.keys, now)
    return changed, _open(changed, placed.kind, placed.secret, "passphrase_wrong").as_open_keys(changed)
