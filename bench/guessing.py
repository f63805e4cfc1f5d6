"""A guess at a passphrase: what it costs on this computer, with the cost that a new office would choose here."""

from dataclasses import replace

from bench.grounds import Grounds
from bench.measures import Limit, Measure, middle, take_turns
from bench.queries import timed
from ilp_desktop.clock import SystemClock
from ilp_desktop.vault import cost as costs

_LEAST_SECONDS = 0.7
_LEAST_MEBIBYTES = 64


def measure(grounds: Grounds) -> list[Measure]:
    """Choose the cost as an office does, then time the derivation that every guess needs, beside the floor's."""
    chosen = costs.calibrate(SystemClock())
    salt = bytes(costs.SALT_BYTES)
    rounds = 3 if grounds.quick else 15

    def guess(cost: costs.Cost) -> None:
        costs.derive(b"seven gray herons wade the ditch", salt, cost)

    taken = take_turns(
        {"ours": timed(lambda: guess(chosen)), "floor": timed(lambda: guess(replace(chosen, iterations=costs.FLOOR.iterations)))},
        rounds,
    )  # fmt: skip
    seconds = {name: middle(each) / 1000 for name, each in taken.items()}
    least = Limit(_LEAST_SECONDS, at_least=True)
    memory = Limit(_LEAST_MEBIBYTES, at_least=True)
    return [
        Measure("a guess at a passphrase", "s", seconds["ours"], seconds["floor"], limit=least, rounds=rounds),
        Measure("memory that a guess takes", "MiB", chosen.memory_kib / 1024, limit=memory),
        Measure("passes over it", "", chosen.iterations, costs.FLOOR.iterations),
    ]
