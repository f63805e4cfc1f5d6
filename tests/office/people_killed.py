"""Kill new keys and a removal so often, at their writes in turn. Run as ``people_killed.py COUNT FOLDER``, with shim.c loaded."""

import random
import sys
from pathlib import Path

from torture import kills, people


def main(count: int, place: Path) -> None:
    for scenario, times in ((people.Rotation(), count), (people.Removal(), count), (people.Careless(), 4)):
        kills.learn(scenario, place)
        tried = kills.killed(scenario, times, place / scenario.name, random.Random(1), moments=False)
        print(f"{scenario.name}: {tried.kills} {tried.lost} {len(tried.moments)} {tried.survived}")
        for failure in tried.failures[:5]:
            print(f"  {failure}", file=sys.stderr)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
