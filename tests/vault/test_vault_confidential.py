"""What is closed for one place opens there and nowhere else, and its length tells little."""

import os
from dataclasses import replace
from uuid import UUID

import pytest

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.vault.confidential import LARGEST, SIZES, Confidence, Spot, padded_size
from ilp_desktop.vault.open_keys import OpenKeys
from ilp_desktop.wording import sentence

FIRST, SECOND = (os.urandom(32) for _ in range(2))
SPOT = Spot("confidential.sealed", 1, UUID(int=5), b"owner")


def confidence(**generations: bytes) -> Confidence:
    keys = {"db": bytes(32)} | {f"confidential@{name[1:]}": key for name, key in generations.items()}
    return Confidence(OpenKeys(UUID(int=1), Role.COUNSELOR, 1, b"", keys))


def refused(code, call, *arguments):
    with pytest.raises(OfficeError) as caught:
        call(*arguments)
    assert caught.value.code == code
    assert "{" not in sentence(caught.value)


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"column": "confidential_content.sealed"},
        {"row": UUID(int=6)},
        {"owner": b"other"},
        {"generation": 2},
    ],
    ids=["another column", "another row", "another student", "another generation"],
)
def test_a_ciphertext_copied_elsewhere_does_not_open(elsewhere):
    holder = confidence(g1=FIRST, g2=FIRST)  # the very same key: what it belongs to alone tells them apart
    sealed = holder.close(SPOT, b"words")
    assert holder.open(SPOT, sealed) == b"words"
    refused("confidential_damaged", holder.open, replace(SPOT, **elsewhere), sealed)


def test_one_cut_off_or_changed_anywhere_does_not_open():
    holder = confidence(g1=FIRST)
    sealed = holder.close(SPOT, b"words")
    for kept in (0, 1, 12, 28, len(sealed) - 1):
        refused("confidential_damaged", holder.open, SPOT, sealed[:kept])
    for at in range(0, len(sealed), 97):
        changed = bytearray(sealed)
        changed[at] ^= 1
        refused("confidential_damaged", holder.open, SPOT, bytes(changed))


def test_whoever_lacks_a_generation_opens_none_of_it_and_makes_none_of_its_names():
    newer = replace(SPOT, generation=2)
    sealed = confidence(g1=FIRST, g2=SECOND).close(newer, b"words")
    left = confidence(g1=FIRST)
    refused("confidential_key_missing", left.open, newer, sealed)
    refused("confidential_key_missing", left.name, 2, b"student")
    refused("confidential_damaged", left.open, SPOT, sealed)
    assert left.generations() == (1,)
    assert confidence(g1=FIRST, g2=SECOND).generations() == (2, 1)
    nobody = confidence()
    assert not nobody.is_held
    refused("confidential_key_missing", nobody.close, replace(SPOT, generation=0), b"words")


def test_a_student_has_another_name_under_each_generation_and_for_each_purpose():
    holder = confidence(g1=FIRST, g2=SECOND)
    names = {
        holder.name(1, b"student", b"7"),
        holder.name(2, b"student", b"7"),
        holder.name(1, b"student", b"8"),
        holder.name(1, b"draft", b"7"),
        holder.name(1, b"student7", b""),
    }
    assert len(names) == 5
    assert holder.name(1, b"student", b"7") in names


def test_closing_the_same_twice_gives_two_ciphertexts_of_one_length():
    holder = confidence(g1=FIRST)
    one, other = holder.close(SPOT, b"a"), holder.close(SPOT, b"a")
    assert one != other
    assert len(one) == len(other) == len(holder.close(SPOT, b"x" * 4000))


@pytest.mark.parametrize("size", SIZES[:-2])
def test_what_just_fits_has_the_smallest_size_and_a_byte_more_the_next(size):
    holder = confidence(g1=FIRST)
    fits, more = b"x" * (size - 4), b"x" * (size - 3)
    assert padded_size(len(fits)) == size < padded_size(len(more))
    for plain in (fits, more):
        assert holder.open(SPOT, holder.close(SPOT, plain)) == plain


def test_the_largest_document_is_closed_as_one():
    from ilp_desktop.domain.confidential import LARGEST_DOCUMENT

    assert LARGEST_DOCUMENT <= LARGEST
