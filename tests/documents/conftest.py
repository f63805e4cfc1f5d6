"""Sealed plans, and the independent readers that judge them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import pytest
from sample_plan import sample_content, sample_signatures

from ilp_desktop.documents.plans import draw_plan
from ilp_desktop.documents.seals import Sealer

NOW = datetime(2026, 11, 20, 0, 45, 10, tzinfo=UTC)


@cache
def school(name: str, serial: int = 1) -> tuple[bytes, bytes]:
    """Make a school's key and certificate (PEM); another serial makes another key of the same name."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder().subject_name(named).issuer_name(named).public_key(key.public_key())
        .serial_number(1000 + serial).not_valid_before(datetime(2020, 1, 1)).not_valid_after(datetime(2021, 1, 1))
        .add_extension(usage, critical=True).sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return pem, certificate.public_bytes(Encoding.PEM)


@dataclass(frozen=True)
class Sealed:
    pdf: bytes
    reserved: bytes
    certificate: bytes
    key: bytes


@pytest.fixture(scope="session")
def sealed() -> Sealed:
    """A sealed plan; its certificate expired years ago, as it will have when the plan is needed."""
    key, certificate = school("Red Mesa Elementary")
    content = sample_content()
    reserved = draw_plan(content, sample_signatures(content))
    return Sealed(Sealer(key, certificate).seal(reserved, NOW), reserved, certificate, key)
