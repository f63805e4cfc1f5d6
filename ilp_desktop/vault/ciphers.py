"""The few operations every key is kept with: wrap under a key, seal to a person, sign.

AES-256-GCM everywhere, with what the ciphertext belongs to as its additional data, so that nothing that was cut out
of one place opens in another. No design of our own: the seal is ephemeral X25519, HKDF-SHA256 and AES-GCM, as in HPKE
(RFC 9180) without its framing.
"""

import os

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16


class WillNotOpenError(Exception):
    """The key is not the one it was closed with, or what was closed has been altered."""


def belonging(*parts: bytes) -> bytes:
    """Return additional data that says what a ciphertext belongs to; each part is preceded by its length."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def wrap(key: bytes, secret: bytes, belongs: bytes) -> bytes:
    """Close a secret under a 32-byte key: nonce, ciphertext, tag."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, secret, belongs)


def unwrap(key: bytes, wrapped: bytes, belongs: bytes) -> bytes:
    """Open what ``wrap`` closed. Raises WillNotOpenError."""
    try:
        return AESGCM(key).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], belongs)
    except (InvalidTag, ValueError):
        raise WillNotOpenError from None


def new_pair() -> tuple[bytes, bytes]:
    """Make an X25519 pair: secret and public key, 32 bytes each."""
    secret = X25519PrivateKey.generate()
    return secret.private_bytes_raw(), secret.public_key().public_bytes_raw()


def public_of(secret: bytes) -> bytes:
    """Return the public key of an X25519 secret."""
    return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def seal(public_key: bytes, secret: bytes, belongs: bytes) -> bytes:
    """Close a secret so that only the holder of an X25519 secret opens it: ephemeral key, nonce, ciphertext, tag."""
    ephemeral = X25519PrivateKey.generate()
    here = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public_key))
    return here + wrap(_agreed(shared, here, public_key), secret, belongs)


def open_sealed(secret: bytes, sealed: bytes, belongs: bytes) -> bytes:
    """Open what ``seal`` closed. Raises WillNotOpenError."""
    there, wrapped = sealed[:KEY_BYTES], sealed[KEY_BYTES:]
    try:
        shared = X25519PrivateKey.from_private_bytes(secret).exchange(X25519PublicKey.from_public_bytes(there))
    except ValueError:  # too short, or a point of low order
        raise WillNotOpenError from None
    return unwrap(_agreed(shared, there, public_of(secret)), wrapped, belongs)


def new_signing_pair() -> tuple[bytes, bytes]:
    """Make an Ed25519 pair: secret and public key, 32 bytes each."""
    secret = Ed25519PrivateKey.generate()
    return secret.private_bytes_raw(), secret.public_key().public_bytes_raw()


def signing_key_of(secret: bytes) -> bytes:
    """Return the public key of an Ed25519 secret."""
    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def sign(secret: bytes, message: bytes) -> bytes:
    """Sign with an Ed25519 secret: 64 bytes."""
    return Ed25519PrivateKey.from_private_bytes(secret).sign(message)


def is_signed(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether an Ed25519 signature holds."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _agreed(shared: bytes, ephemeral: bytes, recipient: bytes) -> bytes:
    naming = belonging(b"ilp-desktop sealed key 1", ephemeral, recipient)
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=naming).derive(shared)
