"""The headers of each format that was ever written: every later program must open them."""

import hashlib
import json
import re
import subprocess
import sys
from base64 import b64decode, b64encode
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from vault_office import LEAD, NOW, OFFICE, SCHOOL

from ilp_desktop.domain.access import Role
from ilp_desktop.vault import keys
from ilp_desktop.vault.cost import FLOOR
from ilp_desktop.vault.header import read_header
from ilp_desktop.wording.vault import SENTENCES

GOLDEN = Path(__file__).parent.parent / "golden"
FORMATS = (1, 2)
FILE = GOLDEN / f"header-v{FORMATS[-1]}.json"
WITNESS = GOLDEN / f"header-v{FORMATS[-1]}.expected.json"
PASSPHRASE = "eleven owls counted the 7:40 train"


def make_golden() -> None:
    """Write the golden header anew. Run once, when a version was fixed; it refuses to run a second time.

    ``python -c "import test_vault_golden as golden; golden.make_golden()"`` in ``tests/vault``.
    """
    assert not FILE.exists(), "a golden file is never made again: offices with this format exist"
    header, opened, secret = keys.create(OFFICE, LEAD, PASSPHRASE, FLOOR, SCHOOL, NOW)
    FILE.write_bytes(header.to_bytes())
    WITNESS.write_text(
        json.dumps({"passphrase": PASSPHRASE, "recovery": secret.printed(), "keys_sha256": digests(opened)}, indent=1)
        + "\n"
    )


def digests(opened) -> dict[str, str]:
    return {
        "database": hashlib.sha256(opened.database).hexdigest(),
        "confidential@1": hashlib.sha256(opened.confidential(1)).hexdigest(),
        "seal": hashlib.sha256(opened.seal_key_pem).hexdigest(),
        "certificate": hashlib.sha256(opened.seal_certificate_pem).hexdigest(),
    }


def golden(version: int) -> tuple[bytes, dict]:
    witness = GOLDEN / f"header-v{version}.expected.json"
    return (GOLDEN / f"header-v{version}.json").read_bytes(), json.loads(witness.read_text())


@pytest.mark.parametrize("version", FORMATS)
def test_a_header_of_each_format_opens_to_the_keys_it_was_made_with(version):
    raw, witness = golden(version)
    header = read_header(raw)
    assert header.version == version
    opened = keys.unlock(header, witness["passphrase"])
    assert digests(opened) == witness["keys_sha256"]
    assert (opened.person_uid, opened.role, opened.epoch) == (LEAD, Role.LEAD, 1)
    assert opened.may_administer
    assert (header.office_uid, header.school) == (OFFICE, SCHOOL)
    assert header.created == "2026-11-22T15:04:05.123456Z"


@pytest.mark.parametrize("version", FORMATS)
def test_its_recovery_sheet_opens_it_too(version):
    raw, witness = golden(version)
    opened = keys.unlock_with_recovery(read_header(raw), witness["recovery"])
    assert digests(opened) == witness["keys_sha256"]


@pytest.mark.parametrize("version", FORMATS)
def test_the_published_format_is_enough_to_open_an_office_without_this_program(version):
    """docs/formats/key-header.md, followed word for word with another library's Argon2."""
    raw, witness = golden(version)
    document = json.loads(raw)
    if version > 1:
        assert document.pop("digest") == hashlib.sha256(spelled(document)).hexdigest()
    signature = b64decode(document.pop("signature"))
    admin_key = b64decode(document["admin_key"])
    signed = document if version == 1 else {name: value for name, value in document.items() if name != "slots"}
    Ed25519PublicKey.from_public_bytes(admin_key).verify(signature, spelled(signed))

    (slot,) = [one for one in document["slots"] if one["kind"] == "passphrase"]
    office, holder = UUID(document["office"]).bytes, UUID(slot["holder"]).bytes
    argon = Argon2id(
        salt=b64decode(slot["salt"]),
        length=32,
        iterations=slot["iterations"],
        lanes=slot["parallelism"],
        memory_cost=slot["memory_kib"],
    )
    inside = opened(
        argon.derive(PASSPHRASE.encode()), slot["wrapped"], b"ilp-desktop slot 1", office, holder, b"passphrase"
    )
    assert inside[32:] == admin_key
    secret = X25519PrivateKey.from_private_bytes(inside[:32])

    (grant,) = [one for one in document["grants"] if (one["holder"], one["scope"]) == (slot["holder"], "db")]
    ephemeral, rest = b64decode(grant["sealed"])[:32], b64decode(grant["sealed"])[32:]
    naming = belonging(b"ilp-desktop sealed key 1", ephemeral, secret.public_key().public_bytes_raw())
    shared = secret.exchange(X25519PublicKey.from_public_bytes(ephemeral))
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=naming).derive(shared)
    database = opened(key, b64encode(rest), b"ilp-desktop grant 1", office, holder, b"db")
    assert hashlib.sha256(database).hexdigest() == witness["keys_sha256"]["database"]


def spelled(document: dict) -> bytes:
    return json.dumps(document, sort_keys=True, indent=1, ensure_ascii=True).encode() + b"\n"


def belonging(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def opened(key: bytes, wrapped: str | bytes, *parts: bytes) -> bytes:
    octets = b64decode(wrapped)
    return AESGCM(key).decrypt(octets[:12], octets[12:], belonging(*parts))


def test_each_refusal_of_the_vault_has_its_sentence():
    room = Path(keys.__file__).parent
    raised = {code for path in room.glob("*.py") for code in codes_in(path.read_text())}
    assert raised <= set(SENTENCES), raised - set(SENTENCES)
    assert set(SENTENCES) <= raised, set(SENTENCES) - raised
    for sentence in SENTENCES.values():
        worded = sentence.format(count=39, groups="3, 4")
        assert "{" not in worded
        assert worded.endswith(".")


def codes_in(source: str) -> set[str]:
    rooms = "passphrase|recovery|header|keys|admin|school|keyring|person|last"
    return set(re.findall(rf'"((?:{rooms})_[a-z_]+)"', source)) - {"admin_key", "person_uid"}


def test_showing_the_unlock_field_waits_for_no_cipher():
    modules = "ilp_desktop.vault.cost ilp_desktop.vault.passphrases ilp_desktop.vault.header ilp_desktop.vault.files"
    script = (
        f"import sys\nfor name in '{modules} ilp_desktop.vault.keyring_store ilp_desktop.vault.recovery'.split():\n"
        " __import__(name)\n"
        "assert not {'argon2', 'cryptography', 'keyring'} & set(sys.modules)\n"
        "import ilp_desktop.vault.keys\n"
        "assert not {'argon2', 'keyring', 'cryptography.x509'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(keys.__file__).parents[2])
