"""The signature inside a seal: one fixed form of CMS SignedData, built byte by byte, so that it can be compared.

A reader that takes a CMS apart can miss what it does not look at. Ours builds the only form it accepts and compares
all of it: version 1, SHA-256, ECDSA on P-256, one certificate, the three attributes that CAdES (ETSI EN 319 122-1)
asks of a baseline signature in a PDF, and no unsigned attributes.
"""

import hashlib

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_DATA = bytes.fromhex("06092a864886f70d010701")
_CONTENT_TYPE = bytes.fromhex("06092a864886f70d010903")
_MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
_SIGNING_CERTIFICATE_V2 = bytes.fromhex("060b2a864886f70d010910022f")
_SHA256 = bytes.fromhex("300b0609608648016503040201")
_ECDSA_SHA256 = bytes.fromhex("300a06082a8648ce3d040302")
_VERSION_1 = bytes.fromhex("020101")

_SEQUENCE, _SET, _OCTETS, _TAGGED_0 = 0x30, 0x31, 0x04, 0xA0


def der(tag: int, *parts: bytes) -> bytes:
    """Return one DER value."""
    body = b"".join(parts)
    if len(body) < 128:
        return bytes([tag, len(body)]) + body
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(size)]) + size + body


class SealForm:
    """The one form of CMS that a certificate's seals take; only the digest and the signature differ."""

    def __init__(self, certificate: x509.Certificate) -> None:
        whole = certificate.public_bytes(Encoding.DER)
        serial = certificate.serial_number
        number = der(0x02, serial.to_bytes(serial.bit_length() // 8 + 1))
        issued = der(_SEQUENCE, certificate.issuer.public_bytes(), number)
        self._head = der(_SET, _SHA256), der(_SEQUENCE, _DATA), der(_TAGGED_0, whole)
        self._signer = _VERSION_1, issued, _SHA256
        mark = der(_OCTETS, hashlib.sha256(whole).digest())
        self._certificate_mark = _attribute(
            _SIGNING_CERTIFICATE_V2, der(_SEQUENCE, der(_SEQUENCE, der(_SEQUENCE, mark)))
        )

    def to_sign(self, digest: bytes) -> bytes:
        """Return the signed attributes for a document's SHA-256, as they are signed."""
        digested = _attribute(_MESSAGE_DIGEST, der(_OCTETS, digest))
        return der(_SET, *sorted((_attribute(_CONTENT_TYPE, _DATA), digested, self._certificate_mark)))

    def filled(self, digest: bytes, signature: bytes) -> bytes:
        """Return the whole CMS."""
        attributes = bytes([_TAGGED_0]) + self.to_sign(digest)[1:]  # signed as a SET, written as [0]
        signer = der(_SEQUENCE, *self._signer, attributes, _ECDSA_SHA256, der(_OCTETS, signature))
        signed = der(_SEQUENCE, _VERSION_1, *self._head, der(_SET, signer))
        return der(_SEQUENCE, _SIGNED_DATA, der(_TAGGED_0, signed))


def _attribute(kind: bytes, value: bytes) -> bytes:
    return der(_SEQUENCE, kind, der(_SET, value))
