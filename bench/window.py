"""The real window, driven by keys and clicks in a process of its own: what a person waits for."""

from typing import Any

from bench.grounds import Grounds
from bench.measures import Limit, Measure, compare, middle, tail
from bench.sittings import sit

FRAME_MS = 16.0
MORE_THAN_BARE_MIB = 120


def measure(grounds: Grounds) -> list[Measure]:
    """Unlock at the smallest size, then a morning at every size."""
    return [*_unlocking(grounds), *_mornings(grounds)]


def _unlocking(grounds: Grounds) -> list[Measure]:
    office = grounds.office(grounds.sizes[0])
    rounds = 2 if grounds.quick else 7
    found = [
        compare(
            f"passphrase accepted to the day painted, {words}",
            "ms",
            {"ours": lambda when=when: sit("unlock", office, when)["ms"], "floor": lambda: sit("bare_day", office, "")["ms"]},
            rounds,
            Limit(most),
        )
        for words, when, most in (("imports done", "ready", 120), ("pasted at once", "at_once", 600))
    ]  # fmt: skip
    grounds.let_go(office)
    return found


def _mornings(grounds: Grounds) -> list[Measure]:
    rounds = 8 if grounds.quick else 40
    found: list[Measure] = []
    smallest = 0.0
    for size in grounds.sizes:
        office = grounds.office(size)
        bare = sit("bare", office, str(rounds))
        ours = sit("stay", office, str(rounds))
        grounds.let_go(office)
        found += _moments(ours, size) + _hold_ups(ours, bare, size)
        peak, least = float(ours["peak_mib"]), float(bare["peak_mib"])
        smallest = smallest or peak
        found += [
            Measure("peak memory beyond the bare window", "MiB", peak - least, limit=Limit(MORE_THAN_BARE_MIB), size=size),
            Measure("peak memory", "MiB", peak, least, size=size),
            Measure("peak memory beside the smallest size's", "MiB", peak, smallest, limit=Limit(1.1, times_floor=True), size=size),
        ]  # fmt: skip
    return found


def _moments(ours: dict[str, Any], size: int) -> list[Measure]:
    found: list[Measure] = []
    for name, key, most in (
        ("a keystroke to its students painted", "keystroke_ms", 50),
        ("a click to its conference painted", "conference_ms", 50),
        ("a click to its file painted", "file_ms", 100),
    ):
        costs: list[float] = ours[key]
        found.append(Measure(f"{name}, p50", "ms", middle(costs), size=size, rounds=len(costs)))
        found.append(Measure(f"{name}, p95", "ms", tail(costs, 0.95), limit=Limit(most), size=size, rounds=len(costs)))
    costs = ours["durable_ms"]
    found.append(Measure("a letter typed to durable, p50", "ms", middle(costs), size=size, rounds=len(costs)))
    p99 = tail(costs, 0.99)
    found.append(Measure("a letter typed to durable, p99", "ms", p99, limit=Limit(1000), size=size, rounds=len(costs)))
    return found


def _hold_ups(ours: dict[str, Any], bare: dict[str, Any], size: int) -> list[Measure]:
    """The longest and the hundredth longest time that the window could not have answered a key."""
    found: list[Measure] = []
    for words, key in (("writing", "typing_late_ms"), ("opening conferences", "clicking_late_ms")):
        late: list[float] = ours[key]
        floor: list[float] = bare["typing_late_ms"]
        limit = Limit(FRAME_MS)
        found.append(
            Measure(f"window blocked while {words}, p99", "ms", tail(late, 0.99), tail(floor, 0.99), size=size)
        )
        found.append(
            Measure(f"window blocked while {words}, longest", "ms", max(late), max(floor), limit=limit, size=size)
        )
    return found
