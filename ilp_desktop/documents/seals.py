"""The school's seal: a PAdES certification signature that allows no change, filled into the place kept for it."""

import hashlib
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from ilp_desktop.documents.cms import SealForm
from ilp_desktop.documents.papers import BYTE_RANGE, CONTENTS, RESERVED

_AT = b"/Contents "
_WHEN = b"/M (D:"


class Sealer:
    """A school's key and certificate, made ready once; each seal then takes well under a millisecond."""

    def __init__(self, key_pem: bytes, certificate_pem: bytes) -> None:
        """Load a P-256 key and its certificate (both PEM). Raises ValueError when they do not belong together."""
        key = serialization.load_pem_private_key(key_pem, password=None)
        certificate = x509.load_pem_x509_certificate(certificate_pem)
        if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
            raise ValueError("a seal is made with a P-256 key")  # noqa: TRY004 - bad input, not a programming mistake
        if certificate.public_key() != key.public_key():
            raise ValueError("the certificate is another key's")
        self._key = key
        self._form = SealForm(certificate)
        self._algorithm = ec.ECDSA(hashes.SHA256())

    def seal(self, reserved: bytes, when: datetime) -> bytes:
        """Seal a paper drawn with a place for it. ``when`` is the school's own clock: offline there is no other.

        Raises ValueError when the paper has no such place.
        """
        start = reserved.index(_AT + CONTENTS) + len(_AT)
        end = start + len(CONTENTS)
        out = bytearray(reserved)
        covered = b"[0 %d %d %d]" % (start, end, len(out) - end)
        at = reserved.index(BYTE_RANGE)
        out[at : at + len(BYTE_RANGE)] = covered.ljust(len(BYTE_RANGE))
        stamp = when.astimezone(UTC).strftime("%Y%m%d%H%M%SZ").encode()
        at = reserved.index(_WHEN) + len(_WHEN)
        out[at : at + len(stamp)] = stamp
        view = memoryview(out)
        digest = hashlib.sha256(view[:start])
        digest.update(view[end:])
        view.release()
        signature = self._key.sign(self._form.to_sign(digest.digest()), self._algorithm)
        filled = self._form.filled(digest.digest(), signature).hex().encode()
        if len(filled) > 2 * RESERVED:
            raise ValueError("the certificate is too long for the place kept")
        out[start + 1 : start + 1 + len(filled)] = filled
        return bytes(out)


def fingerprint(certificate_pem: bytes) -> str:
    """Return a certificate's SHA-256 as people compare it: hex digits in fours."""
    certificate = x509.load_pem_x509_certificate(certificate_pem)
    return in_fours(certificate.fingerprint(hashes.SHA256()))


def in_fours(digest: bytes) -> str:
    """Return a digest as hex digits in fours."""
    said = digest.hex().upper()
    return " ".join(said[i : i + 4] for i in range(0, len(said), 4))
