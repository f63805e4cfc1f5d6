"""A page of an encrypted database, looked at from outside, to tell whether a key authenticates it.

SQLCipher answers a wrong key and a damaged first page with the same words. A later page that the key does
authenticate tells them apart.
"""

import hmac
from hashlib import pbkdf2_hmac
from pathlib import Path

PAGE = 4096
_SALT = 16
_MAC = 64
_RESERVED = 80
"""At the end of each page: 16 bytes of initialization vector, then the HMAC-SHA-512."""
_LOOKED_AT = 64


def opens_another_page(path: Path, key: bytes) -> bool:
    """Tell whether the key authenticates any of the pages after the first (SQLCipher 4's layout and defaults)."""
    with path.open("rb") as file:
        salt = file.read(_SALT)
        if len(salt) < _SALT:
            return False
        mac_key = pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, len(key))
        file.seek(PAGE)
        for number in range(2, 2 + _LOOKED_AT):
            page = file.read(PAGE)
            if len(page) < PAGE:
                return False
            if _authentic(page, number, mac_key):
                return True
    return False


def _authentic(page: bytes, number: int, mac_key: bytes) -> bool:
    signed = page[: PAGE - _RESERVED + 16] + number.to_bytes(4, "little")
    found = page[PAGE - _RESERVED + 16 : PAGE - _RESERVED + 16 + _MAC]
    return hmac.compare_digest(hmac.digest(mac_key, signed, "sha512"), found)
