"""Many plans at once: the same bytes as one by one, in order, judged, and no key in the processes that draw."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from sample_plan import sample_content, sample_signatures

from ilp_desktop.documents.drawing import Drawing, DrawingHands
from ilp_desktop.documents.plans import draw_plan
from ilp_desktop.documents.seals import Sealer
from ilp_desktop.documents.verify import verify
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.vault.certificates import make_school_certificate

WHEN = datetime(2026, 11, 24, tzinfo=UTC)
COUNT = 5


@pytest.fixture(scope="module")
def keys():
    return make_school_certificate("Alder Elementary", datetime(2026, 8, 1, tzinfo=UTC))


@pytest.fixture(scope="module")
def hands():
    with DrawingHands() as hands:
        yield hands


def drawings(count=COUNT):
    content = sample_content()
    marks = sample_signatures(content)
    return [Drawing(content, marks, "es" if number % 2 else "en") for number in range(count)]


def test_many_are_the_same_bytes_as_one_by_one_in_the_order_in_which_they_were_asked_for(hands):
    asked = drawings()
    assert list(hands.sealed(asked, lambda drawn: drawn)) == [
        draw_plan(one.content, one.signatures, language=one.language) for one in asked
    ]


def test_each_is_sealed_here_and_judged_as_strictly_as_anyones(hands, keys):
    sealer = Sealer(*keys)
    papers = list(hands.sealed(drawings(), lambda drawn: sealer.seal(drawn, WHEN), keys[1]))
    assert [verify(pdf, [keys[1]]).kind for pdf in papers] == ["genuine"] * COUNT
    with pytest.raises(OfficeError, match="plan_not_genuine"):
        list(hands.sealed(drawings(2), lambda drawn: drawn, keys[1]))


def test_whoever_stops_in_the_middle_leaves_no_process_behind(keys):
    with DrawingHands() as hands:
        papers = hands.sealed(drawings(), lambda drawn: drawn)
        next(papers)
        papers.close()
        running = [process.pid for process in hands._processes]
    for pid in running:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_process_that_ends_is_told():
    with DrawingHands(1) as hands:
        hands._processes[0].terminate()
        hands._processes[0].join()
        with pytest.raises(OfficeError, match="drawing_stopped"):
            list(hands.sealed(drawings(2), lambda drawn: drawn))


def test_a_mistake_of_the_program_is_loud_and_says_no_name(hands):
    content = sample_content()
    with pytest.raises(RuntimeError, match=r"^ValueError$"):
        list(hands.sealed([Drawing(content, sample_signatures(sample_content(goals=())))], lambda drawn: drawn))


def memory_of(pid: int) -> bytes:
    """All that a process holds and may write to."""
    found = []
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            place, rights = line.split()[:2]
            if rights.startswith("rw"):
                first, last = (int(part, 16) for part in place.split("-"))
                memory.seek(first)
                try:
                    found.append(memory.read(last - first))
                except OSError:
                    continue  # a piece that the system keeps to itself
    return b"".join(found)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a process's memory is read from /proc")
def test_no_key_is_in_the_memory_of_a_process_that_draws(hands, keys):
    sealer = Sealer(*keys)
    list(hands.sealed(drawings(2), lambda drawn: sealer.seal(drawn, WHEN), keys[1]))
    private = serialization.load_pem_private_key(keys[0], password=None)
    secret = private.private_numbers().private_value.to_bytes(32, "big")
    here = memory_of(os.getpid())
    assert secret in here or secret[::-1] in here, "the control: here it is"
    for process in hands._processes:
        there = memory_of(process.pid)
        assert b"Marisol" in there, "the control: what it drew is there"
        for spelled in (secret, secret[::-1], keys[0].splitlines()[1]):
            assert spelled not in there
