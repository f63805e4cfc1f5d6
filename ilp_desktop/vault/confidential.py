"""What only the holders of the confidential keys can read: closed, padded, and told to nobody whose it is.

Each generation of the confidential key gives two keys: one closes (AES-256-GCM, a random nonce each), one makes names
by which a holder finds what belongs to a student, and which tell nobody else whose they are. A ciphertext belongs to its
table and column, its generation, its row and its student: copied anywhere else it does not open.
docs/decisions/0016-confidential.md says why.
"""

import hmac
from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.vault import ciphers
from ilp_desktop.vault.open_keys import OpenKeys

_KIB = 1024
SIZES = (4 * _KIB, 16 * _KIB, *(64 * _KIB << doubled for doubled in range(9)))
"""What is closed is padded to one of these, in bytes: 4, 16, 64, 128 … KiB, 16 MiB. How long it is tells little."""
_LENGTH_BYTES = 4
LARGEST = SIZES[-1] - _LENGTH_BYTES
"""The most that can be closed as one, in bytes."""
NAME_BYTES = 32


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a ciphertext belongs: ``table.column``, the key's generation, the row's uid, and the name of whose it is."""

    column: str
    generation: int
    row: UUID
    owner: bytes

    @property
    def belongs(self) -> bytes:
        """What the ciphertext is bound to."""
        return ciphers.belonging(
            b"ilp-desktop confidential 1",
            self.column.encode(),
            self.generation.to_bytes(4, "big"),
            self.row.bytes,
            self.owner,
        )


class Confidence:
    """Closes and opens what is confidential with one person's open keys, as they are at the moment of use."""

    def __init__(self, opened: OpenKeys) -> None:
        self._opened = opened

    @property
    def is_held(self) -> bool:
        """Whether this person holds any of the keys."""
        return self.newest > 0

    @property
    def newest(self) -> int:
        """The generation that what is written now is closed under; 0 for who holds none."""
        return self._opened.newest_confidential

    def generations(self) -> tuple[int, ...]:
        """Return each generation that this person holds, newest first."""
        return tuple(one for one in range(self.newest, 0, -1) if self._opened.confidential(one) is not None)

    def name(self, generation: int, *parts: bytes) -> bytes:
        """Return the name, 32 bytes, that these parts have under a generation: with no key, a random number.

        Raises OfficeError ``confidential_key_missing``.
        """
        return hmac.digest(self._key(generation, b"names"), ciphers.belonging(*parts), "sha256")

    def close(self, spot: Spot, plain: bytes) -> bytes:
        """Close what belongs to a spot. Raises OfficeError ``confidential_key_missing``."""
        padded = (len(plain).to_bytes(_LENGTH_BYTES, "big") + plain).ljust(padded_size(len(plain)), b"\0")
        return ciphers.wrap(self._key(spot.generation, b"closing"), padded, spot.belongs)

    def open(self, spot: Spot, sealed: bytes) -> bytes:
        """Open what was closed for this very spot.

        Raises OfficeError ``confidential_key_missing``, or ``confidential_damaged`` for anything cut, changed or moved.
        """
        key = self._key(spot.generation, b"closing")
        try:
            padded = ciphers.unwrap(key, sealed, spot.belongs)
        except ciphers.WillNotOpenError:
            raise OfficeError("confidential_damaged") from None
        length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
        return padded[_LENGTH_BYTES : _LENGTH_BYTES + length]

    def _key(self, generation: int, purpose: bytes) -> bytes:
        key = self._opened.confidential(generation)
        if key is None:
            raise OfficeError("confidential_key_missing")
        naming = ciphers.belonging(b"ilp-desktop confidential 1", purpose)
        return HKDF(algorithm=SHA256(), length=ciphers.KEY_BYTES, salt=None, info=naming).derive(key)


def padded_size(length: int) -> int:
    """Return how many bytes something of this length is padded to, its length's own bytes included."""
    return next(size for size in SIZES if length + _LENGTH_BYTES <= size)
