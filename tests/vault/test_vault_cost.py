from dataclasses import replace

import pytest

from ilp_desktop.clock import SystemClock
from ilp_desktop.vault import cost as costs
from ilp_desktop.vault.cost import CHEAP, FLOOR, HIGHEST, Cost, calibrate, derive


class StopWatch:
    """A clock on which each derivation takes as long as the test says, in turn."""

    def __init__(self, *seconds: float) -> None:
        self._ticks = (tick for one in seconds for tick in (0.0, one))

    def ticks(self) -> float:
        return next(self._ticks)


def test_the_floor_is_64_mebibytes_three_passes_four_lanes():
    assert Cost(65536, 3, 4) == FLOOR
    assert FLOOR.lies_within(FLOOR)
    assert replace(FLOOR, iterations=HIGHEST.iterations).lies_within(FLOOR)
    assert Cost(1024 * 1024, 20, 16).lies_within(FLOOR)


@pytest.mark.parametrize(
    "cost",
    [
        replace(FLOOR, memory_kib=FLOOR.memory_kib - 1),
        replace(FLOOR, iterations=2),
        replace(FLOOR, parallelism=3),
        replace(FLOOR, memory_kib=1024 * 1024 + 1),
        replace(FLOOR, iterations=81),
        Cost(1024 * 1024, 21, 4),
        Cost(512 * 1024, 41, 4),
        replace(FLOOR, parallelism=17),
        CHEAP,
    ],
)
def test_a_cost_below_the_floor_or_beyond_a_laptop_is_refused(cost):
    assert not cost.lies_within(FLOOR)


def test_the_cheap_cost_counts_only_where_it_was_asked_for():
    assert CHEAP.lies_within(CHEAP)
    assert not Cost(8, 1, 2).lies_within(Cost(8, 1, 1))  # Argon2 needs 8 KiB a lane


@pytest.mark.parametrize(
    ("seconds", "iterations"),
    [
        ((0.2, 0.2, 0.85), 13),
        ((0.9, 0.2, 0.85), 13),  # other work slowed the first run
        ((0.3, 0.3, 0.5), 16),  # a guess that fell short is raised
        ((0.3, 0.3, 5.0), 9),  # a guess that other work slowed is kept
        ((5.0, 5.0, 5.0), 3),
        ((0.04, 0.04, 0.8), 68),  # a quick computer
        ((0.001, 0.001, 0.01), 80),
        ((0.0, 0.0, 0.0), 80),
    ],
)
def test_calibration_aims_at_a_little_under_a_second_and_never_goes_below_the_floor(seconds, iterations, monkeypatch):
    monkeypatch.setattr(costs, "derive", lambda *_arguments: b"")
    cost = calibrate(StopWatch(*seconds))
    assert cost == Cost(FLOOR.memory_kib, iterations, FLOOR.parallelism)
    assert cost.lies_within(FLOOR)


class Computer:
    """A computer on which a pass over 64 MiB takes so long, and each run so long besides; its clock is its own."""

    def __init__(self, seconds_a_pass: float, besides: float) -> None:
        self._seconds, self._besides, self._now = seconds_a_pass, besides, 0.0

    def ticks(self) -> float:
        return self._now

    def takes(self, cost: Cost) -> float:
        return self._besides + self._seconds * cost.iterations * cost.memory_kib / FLOOR.memory_kib

    def derive(self, _secret: bytes, _salt: bytes, cost: Cost) -> bytes:
        self._now += self.takes(cost)
        return b""


@pytest.mark.parametrize("besides", [0.0, 0.002, 0.05])
@pytest.mark.parametrize("seconds_a_pass", [0.0105, 0.012, 0.02, 0.05, 0.085, 0.2, 0.5, 2.0])
def test_a_guess_costs_seven_tenths_of_a_second_and_64_mebibytes_on_every_computer(
    seconds_a_pass, besides, monkeypatch
):
    computer = Computer(seconds_a_pass, besides)
    monkeypatch.setattr(costs, "derive", computer.derive)
    cost = calibrate(computer)
    assert computer.takes(cost) >= 0.7
    assert cost.memory_kib == 64 * 1024
    assert cost.iterations >= 3
    assert cost.lies_within(FLOOR)
    # And nobody waits for longer than they must: one pass less is below the aim, or it is the floor.
    assert cost.iterations == 3 or computer.takes(replace(cost, iterations=cost.iterations - 1)) < 1.0


def test_only_a_passphrase_is_made_slower_than_the_floor():
    slow = Cost(FLOOR.memory_kib, 15, FLOOR.parallelism)
    assert costs.of_random_secret(slow) == FLOOR
    assert costs.of_random_secret(FLOOR) == FLOOR
    assert costs.of_random_secret(CHEAP) == CHEAP


def test_this_computer_is_calibrated_with_the_real_derivation():
    cost = calibrate(SystemClock())
    assert cost.lies_within(FLOOR)
    assert (cost.memory_kib, cost.parallelism) == (FLOOR.memory_kib, FLOOR.parallelism)


def test_derivation_is_argon2id_as_published():
    # RFC 9106 has no vector without secret and associated data; this one is the reference program's:
    # echo -n "password" | argon2 somesalt -id -t 2 -k 65536 -p 1 -l 32 -v 13
    cost = Cost(memory_kib=65536, iterations=2, parallelism=1)
    assert derive(b"password", b"somesalt", cost).hex() == (
        "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"
    )
