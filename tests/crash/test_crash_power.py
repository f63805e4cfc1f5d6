"""What was acknowledged is there after the power failed."""

import random
from pathlib import Path

import pytest
from crash_writers import KEY, NOW, new_office, saved
from power_cuts import traced

from ilp_desktop.clock import SetClock
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.store import backups
from ilp_desktop.store.stores import Store
from torture.power import Trace, cut

CUTS = 50
COMMITS = 40
OFF, NORMAL, FULL = 0, 1, 2


def losses(folder: Path, synchronous: int) -> tuple[int, int, list[Trace]]:
    """Cut the power of a writer fifty times; return how many disks lost something promised, and how many are unsound."""
    path = new_office(folder / "office")
    # The log's name is there: SQLite syncs the folder when it makes one.
    before = {path.name: path.read_bytes(), f"{path.name}-wal": b""}
    acts = traced(path, synchronous, COMMITS)
    lost = unsound = 0
    for number in range(CUTS):
        disk, acknowledged = cut(before, acts, random.Random(number))
        image = folder / f"image{number}"
        image.mkdir()
        for name, content in disk.items():
            (image / name).write_bytes(content)
        there = read_again(image / path.name)
        unsound += there is None
        lost += there is None or there[:acknowledged] != list(range(acknowledged))
    return lost, unsound, acts


def read_again(path: Path) -> list[int] | None:
    """Open what is left, check every page of it, and return the sections that are there; None where it is broken."""
    try:
        store = Store.open(path, KEY, SetClock(NOW))
    except OfficeError:
        return None
    try:
        numbers = saved(store)
        with store.alone() as raw:
            backups.demand_sound(raw, path)
    except (OfficeError, AssertionError):
        return None
    finally:
        store.close()
    return numbers


def test_fifty_power_cuts_lose_nothing_that_was_acknowledged(tmp_path: Path):
    lost, unsound, acts = losses(tmp_path, FULL)
    assert (lost, unsound) == (0, 0)
    assert [act.what for act in acts].count("A") == COMMITS
    assert any(act.what == "W" and act.path == "office.db" for act in acts), "the log was written back meanwhile"


@pytest.mark.parametrize("synchronous", [OFF, NORMAL])
def test_the_same_cuts_show_what_a_careless_setting_loses(tmp_path: Path, synchronous: int):
    lost, unsound, _ = losses(tmp_path, synchronous)
    print(f"synchronous={synchronous}: {lost} of {CUTS} lost something, {unsound} broken")
    assert lost >= CUTS // 10


def test_a_section_is_saved_with_one_sync_of_the_log(tmp_path: Path):
    acts = traced(new_office(tmp_path / "office"), FULL, 12, pages=1000)
    syncs: list[list[str]] = [[]]
    for act in acts:
        if act.what == "S":
            syncs[-1].append(act.path)
        if act.what == "A":
            syncs.append([])
    # The first save also syncs the head of the new log.
    assert syncs[1:-1] == [["office.db-wal"]] * 11
