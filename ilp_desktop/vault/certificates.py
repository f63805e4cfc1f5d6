"""The school's sealing key and the certificate that goes into every sealed plan."""

from datetime import UTC, datetime, timedelta

VALID_DAYS = 20 * 365
"""Plans are kept for 13 years and are verified after that; the key itself can be renewed at any time."""

_NAME_LONGEST = 64
"""RFC 5280's ub-common-name, which the library counts in UTF-8 bytes; the whole name stands in the header."""


def make_school_certificate(school: str, now: datetime) -> tuple[bytes, bytes]:
    """Make the school's P-256 sealing key and a self-made certificate naming the school; both PEM.

    It is no certificate authority and may only sign documents. It proves that nothing changed and which office's file
    made it, not who the school is in law.
    """
    # Only a new office needs these 75 ms of imports.
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat  # noqa: PLC0415
    from cryptography.x509.oid import NameOID  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _shortened(school))])
    # Digital signature and content commitment, in RFC 5280's order; nothing else.
    only_signs = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    begins = now.astimezone(UTC) - timedelta(days=1)  # a second laptop's clock may be behind this one's
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=VALID_DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(only_signs, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    key_pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return key_pem, certificate.public_bytes(Encoding.PEM)


def _shortened(school: str) -> str:
    return school.encode()[:_NAME_LONGEST].decode(errors="ignore").rstrip()
