"""What is measured, and how: rounds that take turns, so that a busy minute hits ours and the floor alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

Sample = Callable[[], float]
"""Does the thing once and returns what it cost, in the measure's unit."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What was promised: at most so much, or at most so many times the floor; or, of what is to be dear, at least."""

    most: float
    times_floor: bool = False
    at_least: bool = False

    def words(self, unit: str) -> str:
        if self.at_least:
            return f"≥ {self.most:g} {unit}".rstrip()
        return f"≤ {self.most:g}× floor" if self.times_floor else f"≤ {self.most:g} {unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the scoreboard. ``size`` is the number of students, 0 where it does not matter."""

    name: str
    unit: str
    ours: float
    floor: float | None = None
    peer: float | None = None
    limit: Limit | None = None
    size: int = 0
    rounds: int = 1

    @property
    def ratio(self) -> float | None:
        """Ours as a multiple of the floor."""
        return self.ours / self.floor if self.floor else None

    @property
    def met(self) -> bool | None:
        """Whether the limit was kept; None where there is no limit."""
        if self.limit is None:
            return None
        if self.limit.at_least:
            return self.ours >= self.limit.most
        if not self.limit.times_floor:
            return self.ours <= self.limit.most
        return self.ratio is not None and self.ratio <= self.limit.most

    def as_json(self) -> dict[str, object]:
        """Return the line for machines."""
        return {
            "name": self.name,
            "unit": self.unit,
            "students": self.size,
            "rounds": self.rounds,
            "ours": self.ours,
            "floor": self.floor,
            "peer": self.peer,
            "ratio": self.ratio,
            "limit": self.limit.words(self.unit) if self.limit else None,
            "met": self.met,
        }


def take_turns(samples: Mapping[str, Sample], rounds: int, warm: int = 1) -> dict[str, list[float]]:
    """Run each sample once a round, the order turning with each round; the warm rounds are not counted."""
    names = list(samples)
    costs: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(-warm, rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            cost = samples[name]()
            if turn >= 0:
                costs[name].append(cost)
    return costs


def middle(costs: Sequence[float]) -> float:
    """Return the median."""
    return median(costs)


def tail(costs: Sequence[float], part: float) -> float:
    """Return the cost that this part of the samples stays within: 0.95 for p95."""
    ordered = sorted(costs)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def compare(name: str, unit: str, samples: Mapping[str, Sample], rounds: int, limit: Limit | None = None) -> Measure:
    """Return the medians of ``ours``, ``floor`` and ``peer``, whichever are given (``ours`` always)."""
    costs = {key: middle(values) for key, values in take_turns(samples, rounds).items()}
    return Measure(
        name, unit, costs["ours"], costs.get("floor"), costs.get("peer"), limit=limit, rounds=rounds
    )  # fmt: skip
