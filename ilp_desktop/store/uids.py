"""Ids by which other laptops know a row."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from ilp_desktop.clock import Clock

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def new_uid(clock: Clock) -> UUID:
    """Return a new id that sorts by the time it was made (UUIDv7, RFC 9562)."""
    return uid_at(clock.now())


def uid_at(at: datetime) -> UUID:
    """Return a new UUIDv7 for an instant: 48 bits of milliseconds, 12 of the rest of one, 62 at random."""
    milliseconds, rest = divmod((at - _EPOCH) // _MICROSECOND, 1000)
    fraction = rest * 4096 // 1000
    number = (milliseconds & (1 << 48) - 1) << 80 | 7 << 76 | fraction << 64 | 2 << 62 | secrets.randbits(62)
    return UUID(int=number)


def roster_uid(office_uid: UUID, kind: str, source: str, sourced_id: str) -> UUID:
    """Return the id of what a roster brings: the same on every laptop of an office (UUIDv5, RFC 9562)."""
    return uuid5(office_uid, f"{kind}\x1f{source}\x1f{sourced_id}")


def roster_uids(office_uid: UUID, kind: str, source: str) -> Callable[[str], bytes]:
    """Return what makes the bytes of ``roster_uid`` for one kind and source: a district brings a million at once."""
    begun = hashlib.sha1(office_uid.bytes + f"{kind}\x1f{source}\x1f".encode(), usedforsecurity=False)

    def uid_of(sourced_id: str) -> bytes:
        whole = begun.copy()
        whole.update(sourced_id.encode())
        octets = bytearray(whole.digest()[:16])
        octets[6] = octets[6] & 0x0F | 0x50
        octets[8] = octets[8] & 0x3F | 0x80
        return bytes(octets)

    return uid_of


def new_uids(clock: Clock, count: int) -> list[bytes]:
    """Return the bytes of so many new ids of one instant (UUIDv7)."""
    begin = new_uid(clock).bytes[:8]
    chance = bytearray(secrets.token_bytes(8 * count))
    for at in range(0, len(chance), 8):
        chance[at] = chance[at] & 0x3F | 0x80
    return [begin + bytes(chance[at : at + 8]) for at in range(0, len(chance), 8)]
