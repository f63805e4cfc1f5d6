"""A full or failing disk: a clear sentence, nothing acknowledged lost, and work goes on once there is room."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from crash_writers import KEY, NOW, new_office, save_section, saved

from ilp_desktop.clock import SetClock
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.store import ballasts
from ilp_desktop.store.stores import Store
from ilp_desktop.wording import sentence


def test_when_no_page_can_be_added_the_unit_is_undone_and_the_next_works_with_room_again(tmp_path: Path):
    store = Store.open(new_office(tmp_path / "office"), KEY, SetClock(NOW))
    reserve = tmp_path / "office" / ballasts.FILE
    assert reserve.stat().st_size == ballasts.SIZE
    for number in range(5):
        save_section(store, number)
    with store.writer.connect() as connection:
        driver = connection.connection.driver_connection
        (pages,) = driver.execute("PRAGMA page_count").fetchone()
        driver.execute(f"PRAGMA max_page_count={pages}")
    acknowledged = 5
    with pytest.raises(OfficeError) as full:
        for number in range(5, 200):
            save_section(store, number)
            acknowledged += 1
    assert full.value.code == "store_disk_full"
    assert "was not saved" in sentence(full.value)
    assert "What Ana said" not in str(full.value) + repr(full.value.__cause__)
    assert not reserve.exists(), "the reserve was given back to the disk"
    assert saved(store) == list(range(acknowledged))
    with store.writer.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA max_page_count=1000000")
    save_section(store, acknowledged)
    assert saved(store) == list(range(acknowledged + 1))
    assert reserve.exists(), "and is kept again once there is room"
    store.close()


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
@pytest.mark.parametrize("first", [10, 33, 90])
def test_whichever_write_the_disk_refuses_nothing_acknowledged_is_lost(tmp_path: Path, error: str, first: int):
    path = new_office(tmp_path / "office")
    program = Path(__file__).with_name("crash_starved.py")
    # From the n-th write on, forty of them fail: then there is room again.
    refuse = f"inject=pwrite64:error={error}:when={first}..{first + 40}"
    command = ["strace", "-f", "-o", str(tmp_path / "trace"), "-e", "trace=pwrite64", "-e", refuse, "-e", "signal=none"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [*command, sys.executable, str(program), str(path)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    acknowledged = [int(line.split()[1]) for line in done.stdout.splitlines() if line.startswith("ack")]
    refused = {line.split()[1] for line in done.stdout.splitlines() if line.startswith("refused")}
    assert refused
    assert refused <= ({"store_disk_full"} if error == "ENOSPC" else {"store_io"}), done.stdout
    assert len(acknowledged) == 30
    store = Store.open(path, KEY, SetClock(NOW))
    assert set(acknowledged) <= set(saved(store))
    store.close()
