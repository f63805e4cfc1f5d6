"""From the last signature to the copies at the printer: the real window, and a printer that writes into a file."""

from typing import Any

from bench.grounds import Grounds
from bench.measures import Limit, Measure, middle
from bench.sittings import sit


def measure(grounds: Grounds) -> list[Measure]:
    """Sign and hand out in a fresh office each round, once to a printer that only takes bytes and once to one that paints.

    The floor is the same stored copies, painted by a bare process.
    """
    rounds = 1 if grounds.quick else 5
    taken: dict[str, list[float]] = {"bytes": [], "paint": [], "bare": []}
    pages = 0
    for _ in range(rounds):
        for port in ("bytes", "paint"):
            office = grounds.office(grounds.sizes[0])
            found: dict[str, Any] = sit("hand_out", office, port)
            taken[port].append(found["seconds"])
            taken["bare"] += [found["bare_seconds"]] if port == "paint" else []
            pages = found["pages"]
            grounds.let_go(office)
    floor = middle(taken["bare"])
    name = "last signature to every copy at the printer"
    return [
        Measure(f"{name}, bytes taken", "s", middle(taken["bytes"]), limit=Limit(5), rounds=rounds),
        Measure(f"{name}, {pages} pages at 300 dpi", "s", middle(taken["paint"]), floor, limit=Limit(5), rounds=rounds),
    ]
