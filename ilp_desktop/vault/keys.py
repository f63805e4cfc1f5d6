"""Make an office's keys, open them, and change what opens them.

A holder's slot gives their X25519 secret and the pinned admin key; with the first their grants open, by the second
the whole header is judged. Each change makes a header of the next epoch, which the caller writes
(``vault.files.write_header``) before the database mirrors its epoch.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.vault import ciphers, passphrases, scopes
from ilp_desktop.vault import header as headers
from ilp_desktop.vault.certificates import make_school_certificate
from ilp_desktop.vault.cost import SALT_BYTES, Cost, derive, of_random_secret
from ilp_desktop.vault.header import Grant, Header, Holder, Slot
from ilp_desktop.vault.keyring_store import KeyStore
from ilp_desktop.vault.open_keys import OpenKeys
from ilp_desktop.vault.recovery import RecoverySecret

SCHOOL_LONGEST = 200


@dataclass(frozen=True, slots=True, repr=False)
class _Opened:
    """A slot that opened: its holder, their secret, and each of their keys by scope."""

    holder: Holder
    secret: bytes
    keys: Mapping[str, bytes]

    def as_open_keys(self, header: Header) -> OpenKeys:
        role = None if self.holder.role == headers.RECOVERY else Role(self.holder.role)
        return OpenKeys(self.holder.uid, role, header.epoch, header.seal_certificate_pem, self.keys)


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
        created=_instant(now),
        written=_instant(now),
        holders=(),
        slots=(),
        grants=(),
        admin_key=admin_key,
        seal_certificate_pem=seal_certificate_pem,
    )
    secret = RecoverySecret.new()
    lead = _Placed(person_uid, Role.LEAD.value, headers.PASSPHRASE_SLOT, passphrases.octets(passphrase))
    sheet = _Placed(uuid4(), headers.RECOVERY, headers.RECOVERY_SLOT, secret.octets)
    header = _next(_place(_place(empty, lead, cost, keys), sheet, cost, keys), keys, now)
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
    """Give a holder a new passphrase and new keys of their own; what the keyring kept for them no longer opens.

    Raises as ``unlock``, with the new passphrase's problem, or ``admin_needed``.
    """
    passphrases.require_good(new, header.school)
    opened = _administering(_with_passphrase(header, passphrase))
    return _renewed(header, opened, opened.holder, new, cost, now)


def replace_passphrase_with_recovery(
    header: Header, text: str, new: str, cost: Cost, now: datetime
) -> tuple[Header, OpenKeys]:
    """Give the lead a new passphrase with the recovery sheet, which goes on working.

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
    sheet = _Placed(uuid4(), headers.RECOVERY, headers.RECOVERY_SLOT, secret.octets)
    changed = _place(_without(header, sheets), sheet, cost, opened.keys)
    return _next(changed, opened.keys, now), secret


def keep_in_keyring(header: Header, passphrase: str, store: KeyStore, cost: Cost, now: datetime) -> Header:
    """Let this login open the office without typing: a slot of its own, whose random secret the keyring keeps.

    Raises as ``unlock``, ``admin_needed`` or ``keyring_missing``; then nothing has changed.
    """
    opened = _administering(_with_passphrase(header, passphrase))
    uid, secret = opened.holder.uid, os.urandom(ciphers.KEY_BYTES)
    slot = _slot(header, uid, headers.KEYRING_SLOT, secret, opened.secret, cost)
    others = tuple(one for one in header.slots if (one.holder, one.kind) != (uid, slot.kind))
    changed = _next(replace(header, slots=(*others, slot)), opened.keys, now)
    store.keep(header.office_uid, uid, secret)
    return changed


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


@dataclass(frozen=True, slots=True, repr=False)
class _Placed:
    """A holder to be given a place in a header, and what will open their slot."""

    uid: UUID
    role: str
    kind: str
    secret: bytes


def _with_passphrase(header: Header, passphrase: str) -> _Opened:
    return _open(header, headers.PASSPHRASE_SLOT, passphrases.octets(passphrase), "passphrase_wrong")


def _with_recovery(header: Header, text: str) -> _Opened:
    return _open(header, headers.RECOVERY_SLOT, RecoverySecret.typed(text).octets, "recovery_wrong")


def _open(header: Header, kind: str, secret: bytes, otherwise: str) -> _Opened:
    for slot in header.slots:
        if slot.kind != kind:
            continue
        key = derive(secret, slot.salt, slot.cost)
        try:
            inside = ciphers.unwrap(key, slot.wrapped, _belonging_of_slot(header.office_uid, slot.holder, kind))
        except ciphers.WillNotOpenError:
            continue
        return _judged(header, header.holder(slot.holder), inside)
    raise OfficeError(otherwise)


def _judged(header: Header, holder: Holder, inside: bytes) -> _Opened:
    """Judge the header by the admin key that the slot pins, then open the holder's grants."""
    secret, pinned = inside[: ciphers.KEY_BYTES], inside[ciphers.KEY_BYTES :]
    if pinned != header.admin_key or not header.is_signed_by(pinned):
        raise OfficeError("header_replaced")
    if ciphers.public_of(secret) != holder.public_key:
        raise OfficeError("header_damaged")
    keys: dict[str, bytes] = {}
    for grant in header.grants:
        if grant.holder == holder.uid:
            belongs = _belonging_of_grant(header.office_uid, holder.uid, grant.scope)
            try:
                keys[grant.scope] = ciphers.open_sealed(secret, grant.sealed, belongs)
            except ciphers.WillNotOpenError:
                raise OfficeError("header_damaged") from None
    if len(keys.get(scopes.DATABASE, b"")) != ciphers.KEY_BYTES:
        raise OfficeError("header_damaged")
    return _Opened(holder, secret, keys)


def _administering(opened: _Opened) -> _Opened:
    """Raise OfficeError ``admin_needed`` unless the holder can sign a header."""
    if scopes.ADMIN not in opened.keys:
        raise OfficeError("admin_needed")
    return opened


def _renewed(
    header: Header, opened: _Opened, holder: Holder, new: str, cost: Cost, now: datetime
) -> tuple[Header, OpenKeys]:
    placed = _Placed(holder.uid, holder.role, headers.PASSPHRASE_SLOT, passphrases.octets(new))
    changed = _next(_place(header, placed, cost, opened.keys), opened.keys, now)
    return changed, _open(changed, placed.kind, placed.secret, "passphrase_wrong").as_open_keys(changed)


def _place(header: Header, placed: _Placed, cost: Cost, keys: Mapping[str, bytes]) -> Header:
    """Give a holder a new pair, one slot, and the keys their role holds; whatever they had before is gone."""
    secret, public_key = ciphers.new_pair()
    cleared = _without(header, {placed.uid})
    grants = tuple(
        Grant(
            placed.uid,
            scope,
            ciphers.seal(public_key, keys[scope], _belonging_of_grant(header.office_uid, placed.uid, scope)),
        )
        for scope in sorted(scopes.SCOPES_OF[placed.role])
    )
    return replace(
        cleared,
        holders=(*cleared.holders, Holder(placed.uid, placed.role, public_key)),
        slots=(*cleared.slots, _slot(header, placed.uid, placed.kind, placed.secret, secret, cost)),
        grants=(*cleared.grants, *grants),
    )


def _slot(header: Header, holder: UUID, kind: str, opens: bytes, secret: bytes, cost: Cost) -> Slot:
    salt = os.urandom(SALT_BYTES)
    cost = cost if kind == headers.PASSPHRASE_SLOT else of_random_secret(cost)
    belongs = _belonging_of_slot(header.office_uid, holder, kind)
    return Slot(holder, kind, cost, salt, ciphers.wrap(derive(opens, salt, cost), secret + header.admin_key, belongs))


def _without(header: Header, uids: set[UUID]) -> Header:
    return replace(
        header,
        holders=tuple(holder for holder in header.holders if holder.uid not in uids),
        slots=tuple(slot for slot in header.slots if slot.holder not in uids),
        grants=tuple(grant for grant in header.grants if grant.holder not in uids),
    )


def _next(header: Header, keys: Mapping[str, bytes], now: datetime) -> Header:
    """Sign a header as the next epoch."""
    return replace(header, epoch=header.epoch + 1, written=_instant(now)).signed(keys[scopes.ADMIN])


def _belonging_of_slot(office_uid: UUID, holder: UUID, kind: str) -> bytes:
    return ciphers.belonging(b"ilp-desktop slot 1", office_uid.bytes, holder.bytes, kind.encode("ascii"))


def _belonging_of_grant(office_uid: UUID, holder: UUID, scope: str) -> bytes:
    return ciphers.belonging(b"ilp-desktop grant 1", office_uid.bytes, holder.bytes, scope.encode())


def _instant(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
