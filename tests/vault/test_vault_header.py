"""The header's file: one spelling, one signature; everything else is refused."""

import hashlib
import json
import random
from dataclasses import replace

import pytest
from vault_office import OFFICE, PASSPHRASE, keys_of, new_office, office

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.vault import ciphers, keys, scopes
from ilp_desktop.vault.cost import CHEAP, FLOOR, Cost
from ilp_desktop.vault.header import check_epoch, check_office, read_header


def refusal(raw, lowest=CHEAP):
    with pytest.raises(OfficeError) as caught:
        read_header(raw, lowest)
    return caught.value.code


def resigned(document: dict) -> bytes:
    """Write a document as the program would, signed by a stranger who took every care."""
    secret, public = ciphers.new_signing_pair()
    return signed_by(secret, document | {"admin_key": text(public)})


def written(document: dict) -> bytes:
    return json.dumps(document, sort_keys=True, indent=1).encode() + b"\n"


def text(octets: bytes) -> str:
    import base64

    return base64.b64encode(octets).decode()


def test_what_is_written_reads_back():
    header, _, _ = office()
    assert read_header(header.to_bytes(), CHEAP) == header
    assert json.loads(header.to_bytes())["version"] == 2


def test_no_byte_of_the_file_with_a_flipped_bit_is_ever_read():
    raw = office()[0].to_bytes()
    codes = set()
    for place in range(len(raw)):
        flipped = bytearray(raw)
        flipped[place] ^= 1 << place % 8
        codes.add(refusal(bytes(flipped)))
    assert codes <= {"header_damaged", "header_newer"}


def test_flips_signed_anew_by_a_stranger_never_open_to_other_keys():
    """Past the file's own signature, Argon2, the pinned key and the seals stand; each must hold by itself."""
    header, made, _ = office()
    document = json.loads(header.to_bytes())
    admin = made._held()[scopes.ADMIN]
    chance = random.Random(20261122)
    outcomes = []
    for _ in range(300):
        kind = chance.choice(["holders", "slots", "grants", "top"])
        twin = json.loads(json.dumps(document))
        target = twin if kind == "top" else chance.choice(twin[kind])
        name = chance.choice(
            [one for one, value in target.items() if isinstance(value, str) and one not in {"signature", "digest"}]
        )
        value = target[name]
        place = chance.randrange(len(value))
        target[name] = value[:place] + chance.choice("AZaz09-") + value[place + 1 :]
        for raw in (resigned(twin), signed_by(admin, twin)):
            try:
                outcomes.append(keys_of(keys.unlock(read_header(raw, CHEAP), PASSPHRASE)))
            except OfficeError as error:
                outcomes.append(error.code)
    opened = [one for one in outcomes if not isinstance(one, str)]
    # Signed by the office's own admin key, a header may say another school or date; the keys stay what they were.
    without_certificate = {(one[:3], one[4:]) for one in opened}
    assert without_certificate <= {(keys_of(made)[:3], keys_of(made)[4:])}
    assert {one for one in outcomes if isinstance(one, str)} >= {
        "header_replaced",
        "header_damaged",
        "passphrase_wrong",
    }


def signed_by(admin: bytes, document: dict) -> bytes:
    document = {name: value for name, value in document.items() if name not in {"signature", "digest"}}
    signed = {name: value for name, value in document.items() if name != "slots"}
    document["signature"] = text(ciphers.sign(admin, written(signed)))
    document["digest"] = hashlib.sha256(written(document)).hexdigest()
    return written(document)


def test_a_half_written_file_is_damaged_at_every_length():
    raw = office()[0].to_bytes()
    assert {refusal(raw[:length]) for length in range(len(raw))} == {"header_damaged"}
    assert refusal(raw + b"\n") == "header_damaged"
    assert refusal(raw.replace(b"\n", b"\r\n")) == "header_damaged"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0" * 4096,
        b"null",
        b"[]",
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b"9" * 10_000,
        b"\xff\xfe{}",
        b"{" + b" " * 2_000_000 + b"}",
        b'{"format": "ilp-desktop key header", "version": 1}',
        b'{"format": "ilp-desktop key header", "version": true}',
        b'{"format": "something else", "version": 9}',
        b"PK\x03\x04 a zip",
    ],
)
def test_a_file_that_is_no_header_is_refused(raw):
    assert refusal(raw) == "header_damaged"


def test_a_newer_header_is_told_apart_from_a_damaged_one():
    document = json.loads(office()[0].to_bytes())
    assert refusal(written(document | {"version": 3, "whatever": "else"})) == "header_newer"


@pytest.mark.parametrize(
    "change",
    [
        {"version": 0},
        {"version": 1.0},
        {"epoch": 0},
        {"epoch": "1"},
        {"epoch": 1.5},
        {"extra": 1},
        {"holders": {}},
        {"holders": []},
        {"slots": [1]},
        {"slots": [{}] * 501},
        {"office": "not a uid"},
        {"office": "{01890000-0000-7000-8000-00000000000a}"},
        {"seal_certificate": "é"},
        {"seal_certificate": None},
    ],
)
def test_a_well_signed_file_of_another_shape_is_refused(change):
    document = json.loads(office()[0].to_bytes())
    assert refusal(resigned(document | change)) == "header_damaged"


def test_holders_and_grants_stand_once_and_belong_together():
    header, made, _ = office()
    admin = made._held()[scopes.ADMIN]
    for odd in (
        replace(header, holders=(*header.holders, header.holders[0])),
        replace(header, grants=(*header.grants, header.grants[0])),
        replace(header, holders=header.holders[:1]),
        replace(header, holders=(replace(header.holders[0], role="headmaster"), *header.holders[1:])),
        replace(header, slots=(replace(header.slots[0], kind="telepathy"), *header.slots[1:])),
        replace(header, slots=(replace(header.slots[0], salt=b"short"), *header.slots[1:])),
    ):
        assert refusal(odd.signed(admin).to_bytes()) == "header_damaged"


@pytest.mark.parametrize(
    "cost",
    [
        CHEAP,
        Cost(65535, 3, 4),
        Cost(65536, 2, 4),
        Cost(65536, 81, 4),
        Cost(2**20, 21, 4),
        Cost(2**20 + 1, 3, 4),
        Cost(2**31, 3, 4),
    ],
)
def test_a_cost_out_of_bounds_is_refused_before_it_is_computed(cost):
    header, made, _ = office()
    within = Cost(FLOOR.memory_kib, FLOOR.iterations, FLOOR.parallelism)
    slots = [replace(slot, cost=within) for slot in header.slots]
    slots[-1] = replace(slots[-1], cost=cost)
    odd = replace(header, slots=tuple(slots)).signed(made._held()[scopes.ADMIN])
    assert refusal(odd.to_bytes(), FLOOR) == "header_cost"


def test_an_office_for_tests_does_not_open_as_a_real_one():
    raw = office()[0].to_bytes()
    with pytest.raises(OfficeError, match="header_cost"):
        read_header(raw)


def test_another_offices_header_is_named_as_such():
    other, _, _ = new_office(office_uid=type(OFFICE)(int=5))
    check_office(office()[0], OFFICE)
    with pytest.raises(OfficeError, match="header_other_office"):
        check_office(other, OFFICE)


def test_a_header_ahead_of_the_database_is_taken_over_and_an_older_one_refused():
    assert check_epoch(3, 3) is False
    assert check_epoch(4, 3) is True
    with pytest.raises(OfficeError, match="header_old"):
        check_epoch(2, 3)
