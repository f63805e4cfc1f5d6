"""python3 dev.py bench [--json] [--quick] [--only NAME]: measure, print the scoreboard, say what was kept."""

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

from bench.grounds import SIZES, Grounds
from bench.measures import Measure

# Each has measure(grounds) -> list[Measure].
MODULES = (
    "startup",
    "queries",
    "saving",
    "papers",
    "stacks",
    "handing",
    "imports",
    "window",
    "board",
    "guessing",
    "schedules",
)


def machine() -> str:
    """Say on what this was measured."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def number(value: float | None, unit: str = "") -> str:
    """Write a figure with three that count."""
    return "–" if value is None else f"{value:.3g}{unit}" if value < 1000 else f"{value:,.0f}{unit}"


def line(measure: Measure) -> str:
    """Write one line of the scoreboard."""
    met = {None: "", True: "met", False: "NOT MET"}[measure.met]
    limit = measure.limit.words(measure.unit) if measure.limit else ""
    name = f"{measure.name} @ {measure.size:,}" if measure.size else measure.name
    figures = "".join(f"{number(value):>10}" for value in (measure.ours, measure.floor, measure.peer))
    return f"{name:<52}{measure.unit:>5}{figures}{number(measure.ratio, '×'):>9}  {limit:<15}{met}"


def run(grounds: Grounds, only: str | None, *, quiet: bool) -> list[Measure]:
    """Run every module, telling what is under way."""
    measures: list[Measure] = []
    for name in MODULES:
        if only and only not in name:
            continue
        started = time.monotonic()
        found: list[Measure] = import_module(f"bench.{name}").measure(grounds)
        measures += found
        if not quiet:
            print(f"{name}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    return measures


def main() -> int:
    """Return 0 when every limit was kept."""
    parser = argparse.ArgumentParser(prog="dev.py bench")
    parser.add_argument("--json", action="store_true", help="the scoreboard for machines")
    parser.add_argument("--quick", action="store_true", help="few rounds and the smallest size: does it run at all?")
    parser.add_argument("--only", metavar="NAME", help="only the modules with this in their name")
    arguments = parser.parse_args()
    sizes = SIZES[:1] if arguments.quick else SIZES
    with tempfile.TemporaryDirectory(prefix="ilp-bench-", ignore_cleanup_errors=True) as folder:
        measures = run(Grounds(Path(folder), sizes, quick=arguments.quick), arguments.only, quiet=arguments.json)
    if arguments.json:
        print(json.dumps({"machine": machine(), "measures": [measure.as_json() for measure in measures]}, indent=1))
    else:
        print(f"\n{machine()}. Medians of interleaved rounds.\n")
        print(f"{'':<52}{'':>5}{'ours':>10}{'floor':>10}{'peer':>10}{'ratio':>9}  limit")
        print("\n".join(line(measure) for measure in measures))
    return 1 if any(measure.met is False for measure in measures) else 0


if __name__ == "__main__":
    sys.exit(main())
