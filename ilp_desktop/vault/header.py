"""The key header: who may open an office, with which keys, signed by the office's admin key.

Version 2, as ``docs/formats/key-header.md`` tells it: the signature is over everything but the slots, so that each person
changes their own passphrase without the admin key. A slot proves itself: only who holds the secret of the signed public
key can close it into one. It is read by people in a text editor and by programs in exactly
one spelling: the bytes that are read must be the bytes that would be written.
"""

import base64
import hashlib
import json
from dataclasses import dataclass, replace
from typing import cast
from uuid import UUID

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.vault.cost import FLOOR, Cost

FORMAT = "ilp-desktop key header"
VERSION = 2
LONGEST = 1024 * 1024
"""Bytes. An office with a hundred people has about 200 KiB."""

RECOVERY = "recovery"
"""The role of the recovery sheet, which is nobody's."""

PASSPHRASE_SLOT, RECOVERY_SLOT, KEYRING_SLOT = "passphrase", "recovery", "keyring"

_MOST = 500
_ROLES = frozenset(role.value for role in Role) | {RECOVERY}
_SLOT_KINDS = frozenset({PASSPHRASE_SLOT, RECOVERY_SLOT, KEYRING_SLOT})


@dataclass(frozen=True, slots=True)
class Holder:
    """Someone keys are sealed to: a person, or the recovery sheet. Names are not here: the header is not encrypted."""

    uid: UUID
    role: str
    public_key: bytes


@dataclass(frozen=True, slots=True)
class Slot:
    """A holder's X25519 secret and the pinned admin key, closed under what the holder knows or keeps."""

    holder: UUID
    kind: str
    cost: Cost
    salt: bytes
    wrapped: bytes
    turn: int = 0
    """How many passphrases its holder had before, while nobody took them out: an older slot put back is behind."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One scope's key, sealed to one holder."""

    holder: UUID
    scope: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """A key header as it stands in the office's folder."""

    office_uid: UUID
    school: str
    epoch: int
    created: str
    written: str
    holders: tuple[Holder, ...]
    slots: tuple[Slot, ...]
    grants: tuple[Grant, ...]
    admin_key: bytes
    seal_certificate_pem: bytes
    signature: bytes = b""
    version: int = VERSION

    def signed_bytes(self) -> bytes:
        """Return what the signature is over: the document without it and, from version 2, without the slots."""
        document = _document(self)
        if self.version > 1:
            del document["slots"]
        return _canonical(document)

    def to_bytes(self) -> bytes:
        """Return the file. Its digest finds accidents where the signature does not reach."""
        document = _document(self) | {"signature": _text(self.signature)}
        if self.version > 1:
            document["digest"] = hashlib.sha256(_canonical(document)).hexdigest()
        return _canonical(document)

    def signed(self, admin_secret: bytes) -> "Header":
        """Return this header with the admin key's signature."""
        from ilp_desktop.vault.ciphers import sign  # noqa: PLC0415 - 60 ms that showing the unlock field need not wait for

        return replace(self, signature=sign(admin_secret, self.signed_bytes()))

    def is_signed_by(self, admin_key: bytes) -> bool:
        """Tell whether this admin key signed it."""
        from ilp_desktop.vault.ciphers import is_signed  # noqa: PLC0415 - as above

        return is_signed(admin_key, self.signed_bytes(), self.signature)

    def turns(self) -> dict[UUID, int]:
        """Return the turn of each person's passphrase."""
        return {slot.holder: slot.turn for slot in self.slots if slot.kind == PASSPHRASE_SLOT}

    def holder(self, uid: UUID) -> Holder:
        """Return the holder with this uid. ``read_header`` made sure that each slot and grant has one."""
        return next(holder for holder in self.holders if holder.uid == uid)


def read_header(raw: bytes, lowest: Cost = FLOOR) -> Header:
    """Read a header file.

    Only its own signature and digest are checked here, which find every accident; whose signature it must be is known when a
    slot is open (``vault.keys``). Raises OfficeError ``header_newer``, ``header_damaged`` or ``header_cost``.
    """
    try:
        header = _read(raw)
    except (ValueError, RecursionError):
        raise OfficeError("header_damaged") from None
    if header.to_bytes() != raw or not header.is_signed_by(header.admin_key):
        raise OfficeError("header_damaged")
    if not all(slot.cost.lies_within(lowest) for slot in header.slots):
        raise OfficeError("header_cost")
    return header


def check_office(header: Header, office_uid: UUID) -> None:
    """Raise OfficeError ``header_other_office`` when the header is not this office's."""
    if header.office_uid != office_uid:
        raise OfficeError("header_other_office")


def check_epoch(header_epoch: int, database_epoch: int) -> bool:
    """Compare the header with its mirror in the database; return whether the mirror must be brought up.

    The header is written first, so it may be ahead: the crash between the two writes. An older one was put back by
    someone, perhaps with a passphrase that was replaced. Raises OfficeError ``header_old``.
    """
    if header_epoch < database_epoch:
        raise OfficeError("header_old")
    return header_epoch > database_epoch


def _document(header: Header) -> dict[str, object]:
    return {
        "format": FORMAT,
        "version": header.version,
        "office": str(header.office_uid),
        "school": header.school,
        "epoch": header.epoch,
        "created": header.created,
        "written": header.written,
        "holders": [
            {"uid": str(holder.uid), "role": holder.role, "public_key": _text(holder.public_key)}
            for holder in header.holders
        ],
        "slots": [
            {
                "holder": str(slot.holder),
                "kind": slot.kind,
                "memory_kib": slot.cost.memory_kib,
                "iterations": slot.cost.iterations,
                "parallelism": slot.cost.parallelism,
                "salt": _text(slot.salt),
                "wrapped": _text(slot.wrapped),
            }
            | ({"turn": slot.turn} if header.version > 1 else {})
            for slot in header.slots
        ],
        "grants": [
            {"holder": str(grant.holder), "scope": grant.scope, "sealed": _text(grant.sealed)}
            for grant in header.grants
        ],
        "admin_key": _text(header.admin_key),
        "seal_certificate": header.seal_certificate_pem.decode("ascii"),
    }


def _canonical(document: dict[str, object]) -> bytes:
    return json.dumps(document, sort_keys=True, indent=1, ensure_ascii=True).encode("ascii") + b"\n"


def _text(octets: bytes) -> str:
    return base64.b64encode(octets).decode("ascii")


class _Fields:
    """One JSON object, asked for its fields by the kind they must have. Raises ValueError.

    A field too many, twice, or in another spelling is found when the whole is written again and compared.
    """

    def __init__(self, value: object) -> None:
        if not isinstance(value, dict):
            raise ValueError  # noqa: TRY004 - what it is, is the file's fault, not the caller's
        self._values = cast("dict[str, object]", value)

    def text(self, name: str, among: frozenset[str] | None = None) -> str:
        value = self._values.get(name)
        if not isinstance(value, str) or (among is not None and value not in among):
            raise ValueError
        return value

    def number(self, name: str, least: int = 1) -> int:
        value = self._values.get(name)
        if type(value) is not int or value < least:
            raise ValueError
        return value

    def octets(self, name: str, length: int | None = None) -> bytes:
        value = base64.b64decode(self.text(name), validate=True)
        if length is not None and len(value) != length:
            raise ValueError
        return value

    def uid(self, name: str) -> UUID:
        return UUID(self.text(name))

    def several(self, name: str) -> "list[_Fields]":
        value = self._values.get(name)
        if not isinstance(value, list) or len(value := cast("list[object]", value)) > _MOST:
            raise ValueError
        return [_Fields(one) for one in value]


def _read(raw: bytes) -> Header:
    if len(raw) > LONGEST:
        raise ValueError
    fields = _Fields(json.loads(raw.decode("ascii")))
    if fields.text("format") != FORMAT:
        raise ValueError
    version = fields.number("version")
    if version > VERSION:
        raise OfficeError("header_newer")
    header = Header(
        office_uid=fields.uid("office"),
        school=fields.text("school"),
        epoch=fields.number("epoch"),
        created=fields.text("created"),
        written=fields.text("written"),
        holders=tuple(
            Holder(one.uid("uid"), one.text("role", _ROLES), one.octets("public_key", 32))
            for one in fields.several("holders")
        ),
        slots=tuple(_slot(one, version) for one in fields.several("slots")),
        grants=tuple(
            Grant(one.uid("holder"), one.text("scope"), one.octets("sealed")) for one in fields.several("grants")
        ),
        admin_key=fields.octets("admin_key", 32),
        seal_certificate_pem=fields.text("seal_certificate").encode("ascii"),
        signature=fields.octets("signature", 64),
        version=version,
    )
    _check_belonging(header)
    return header


def _slot(fields: _Fields, version: int) -> Slot:
    cost = Cost(fields.number("memory_kib"), fields.number("iterations"), fields.number("parallelism"))
    kind = fields.text("kind", _SLOT_KINDS)
    turn = fields.number("turn", 0) if version > 1 else 0
    return Slot(fields.uid("holder"), kind, cost, fields.octets("salt", 16), fields.octets("wrapped"), turn)


def _check_belonging(header: Header) -> None:
    """Each slot and grant belongs to one holder; no holder and no grant stands twice."""
    uids = [holder.uid for holder in header.holders]
    known = set(uids)
    granted = [(grant.holder, grant.scope) for grant in header.grants]
    if len(known) != len(uids) or len(set(granted)) != len(granted):
        raise ValueError
    if not all(one.holder in known for one in (*header.slots, *header.grants)):
        raise ValueError
