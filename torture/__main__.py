"""python3 dev.py torture [--quick] [--few] [--only NAME] [--json] [--seed N] [--replay KIND:NUMBER]: the hard tests.

Prints a table: what was tried, how often, what was lost, the worst case, and whether it kept what was promised.
"""

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from torture import shim
from torture.lines import Line


@dataclass(frozen=True, slots=True)
class Size:
    """How often each thing is tried."""

    kills: tuple[int, int, int, int, int, int, int]
    cuts: int
    control_cuts: int
    every: int
    csvs: int
    zips: int


SIZES = {
    "whole": Size((400, 150, 200, 125, 125, 100, 100), 2_000, 200, 1, 200_000, 20_000),
    "quick": Size((40, 15, 20, 12, 13, 10, 10), 200, 50, 12, 20_000, 2_000),
    "few": Size((5, 3, 4, 2, 3, 2, 2), 50, 20, 48, 1_500, 300),
}


def kills(size: Size, seed: int) -> list[Line]:
    """Kill the office in everything that takes a while."""
    from torture.kills import kill_all

    return [kill_all(size.kills, seed)]


def power(size: Size, seed: int) -> list[Line]:
    """Cut its power."""
    if not shim.is_loaded():
        return [_impossible("power cuts", size.cuts)]
    from torture.power import power_cuts

    return [power_cuts(size.cuts, size.control_cuts, seed)]


def refused(size: Size, seed: int) -> list[Line]:
    """Refuse its writes."""
    if not shim.is_loaded():
        return [_impossible("refused writes", 2)]
    from torture.starving import starved

    return [starved(size.every, seed)]


def csvs(size: Size, seed: int) -> list[Line]:
    """Give it bent tables."""
    from torture.mutated import mutated_csvs

    return [mutated_csvs(size.csvs, seed)]


def zips(size: Size, seed: int) -> list[Line]:
    """Give it bent zips."""
    from torture.mutated import mutated_zips

    return [mutated_zips(size.zips, seed)]


def hostile(size: Size, seed: int) -> list[Line]:
    """Give it files made to do harm; they are the same each time."""
    del seed
    from torture.hostile import hostile as opened

    return [opened(whole=size.csvs >= 200_000)]


PARTS: dict[str, Callable[[Size, int], list[Line]]] = {
    "kills": kills,
    "power": power,
    "refused": refused,
    "csvs": csvs,
    "zips": zips,
    "hostile": hostile,
}


def _impossible(name: str, wanted: int) -> Line:
    why = (
        "no C compiler here (Debian: apt-get install gcc libc6-dev): nothing can stand between the office and its disk"
    )
    return Line(name, 0, wanted, 0, notes=(why,))


def row(line: Line) -> str:
    """Write one line of the table."""
    caught, controls = line.controls
    control = f"{caught}/{controls}" if controls else "–"
    worst = "–" if line.worst_seconds is None else f"{line.worst_seconds:.2f} s"
    memory = "–" if line.worst_mib is None else f"{line.worst_mib:.0f} MiB"
    met = "met" if line.met else "NOT MET"
    took = f"{line.seconds:.0f} s"
    return f"{line.name:<16}{line.tried:>9,}{control:>10}{line.lost:>6}{worst:>9}{memory:>9}{took:>8}  {line.limit:<38}{met}"


def table(lines: list[Line]) -> str:
    """Write the table, with what there is to say under each line."""
    written = [f"{'':<16}{'tried':>9}{'controls':>10}{'lost':>6}{'worst':>9}{'memory':>9}{'took':>8}  limit"]
    for line in lines:
        written.append(row(line))
        written += [f"    {note}" for note in line.notes]
        written += [f"    LOST {failure}" for failure in line.failures]
    return "\n".join(written)


def replay(what: str) -> int:
    """Try one mutated case again and print its files and what is wrong with it; 0 when nothing is."""
    from torture import csvs as bent_csvs
    from torture import exports as bent_exports
    from torture import zips as bent_zips
    from torture.mutated import csv_case

    kind, _, number = what.partition(":")
    if kind not in {"csv", "zip"} or not number.isdecimal():
        sys.exit("--replay takes csv:NUMBER or zip:NUMBER")
    case = int(number)
    if kind == "zip":
        files = {"roster.zip": bent_zips.bytes_of(case)}
    else:
        files = {"export.csv": bent_exports.bytes_of(case)[0]} if case % 3 == 2 else bent_csvs.files_of(case)
    for name, raw in files.items():
        print(f"{name}: {raw[:4000]!r}")
    found = (bent_zips.case if kind == "zip" else csv_case)(case)
    print(found)
    return 1 if found.wrong else 0


def main() -> int:
    """Return 0 when every figure was kept."""
    parser = argparse.ArgumentParser(prog="dev.py torture", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of everything: minutes")
    parser.add_argument("--few", action="store_true", help="what the test suite runs: seconds")
    parser.add_argument("--only", metavar="NAME", help=f"only one of {', '.join(PARTS)}")
    parser.add_argument("--json", action="store_true", help="the table for machines")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other cases")
    parser.add_argument("--replay", metavar="KIND:NUMBER", help="one mutated case again: csv:117 or zip:10")
    arguments = parser.parse_args()
    shim.enter(sys.argv[1:])
    if arguments.replay:
        return replay(arguments.replay)
    if arguments.only and arguments.only not in PARTS:
        parser.error(f"--only takes one of {', '.join(PARTS)}")
    size = SIZES["few" if arguments.few else "quick" if arguments.quick else "whole"]
    lines: list[Line] = []
    started = time.monotonic()
    for name, part in PARTS.items():
        if arguments.only in {None, name}:
            print(f"{name} …", file=sys.stderr, flush=True)
            lines += part(size, arguments.seed)
    if arguments.json:
        print(json.dumps({"lines": [line.as_json() for line in lines]}, indent=1))
    else:
        cores = f"{os.cpu_count()} cores, Python {platform.python_version()}"
        print(f"\n{platform.system()} {platform.machine()}, {cores}, {time.monotonic() - started:.0f} s in all\n")
        print(table(lines))
    return 0 if all(line.met for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
