"""A backup is whole, checked, an office by itself, and kept for as long as planned."""

import json
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from ilp_desktop.clock import SetClock
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.store import backups
from ilp_desktop.store.engine import Raw
from ilp_desktop.store.stores import Store
from ilp_desktop.store.tables import student
from ilp_desktop.store.uids import new_uid

KEY = bytes(range(32))


def add(store: Store, clock: SetClock, count: int) -> None:
    with store.write() as connection:
        connection.execute(insert(student), [{"uid": new_uid(clock), "given_name": "Ana" * 50} for _ in range(count)])


@pytest.fixture
def made(store: Store, clock: SetClock, tmp_path: Path) -> Path:
    """Return a backup of an office with 300 students and a key header."""
    add(store, clock, 300)
    header = tmp_path / "header"
    header.write_bytes(b"a header")
    return backups.back_up(store, tmp_path / "backups", clock, [header])


def test_a_backup_is_an_office_by_itself(made: Path, clock: SetClock):
    assert made.name == "2026-11-24T150405.123456Z"
    assert sorted(file.name for file in made.iterdir()) == ["header", "manifest.json", "office.db"]
    manifest = json.loads((made / "manifest.json").read_text())
    assert (manifest["format"], manifest["made_at"]) == (2, "2026-11-24T15:04:05.123456Z")
    backups.verify_backup(made, KEY)
    restored = Store.open(made / "office.db", KEY, clock)
    with restored.read() as connection:
        assert len(connection.execute(select(student.c.id)).all()) == 300
    restored.close()


def test_checking_a_backup_twice_changes_none_of_it(made: Path):
    before = {file.name: file.read_bytes() for file in made.iterdir()}
    backups.verify_backup(made, KEY)
    backups.verify_backup(made, KEY)
    assert {file.name: file.read_bytes() for file in made.iterdir()} == before


def test_an_altered_backup_is_refused_wherever_it_was_altered(made: Path):
    for name in ("office.db", "header"):
        whole = (made / name).read_bytes()
        for at in (0, len(whole) // 2, len(whole) - 1):
            (made / name).write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            with pytest.raises(OfficeError, match="backup_unsound"):
                backups.verify_backup(made, KEY)
        (made / name).write_bytes(whole)
    for manifest in ("", "[]", "{}", '{"files": 3}', '{"files": {}}'):
        (made / "manifest.json").write_text(manifest)
        with pytest.raises(OfficeError, match="backup_unsound"):
            backups.verify_backup(made, KEY)


def test_a_backup_does_not_open_with_another_key(made: Path):
    with pytest.raises(OfficeError, match="store_wrong_key"):
        backups.verify_backup(made, bytes(32))


def test_a_copy_with_a_page_that_is_not_authentic_never_gets_a_backups_name(
    store: Store, clock: SetClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    add(store, clock, 300)
    sound = backups.demand_sound

    def spoil(raw: Raw, copy: Path) -> None:
        content = bytearray(copy.read_bytes())
        content[-2000] ^= 1
        copy.write_bytes(content)
        sound(raw, copy)

    monkeypatch.setattr(backups, "demand_sound", spoil)
    with pytest.raises(OfficeError, match="backup_unsound"):
        backups.back_up(store, tmp_path / "backups", clock)
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_copy_with_fewer_rows_is_refused():
    with pytest.raises(OfficeError, match="backup_unsound"):
        backups._demand_all_rows({"student": 2}, {"student": 3}, {"student": 4}, Path("a/b"))
    with pytest.raises(OfficeError, match="backup_unsound"):
        backups._demand_all_rows({}, {"student": 3}, {"student": 3}, Path("a/b"))
    backups._demand_all_rows(
        {"student": 3, "draft": 9}, {"student": 3, "draft": 1}, {"student": 4, "draft": 1}, Path("a/b")
    )


def test_the_office_goes_on_being_written_while_it_is_copied(store: Store, clock: SetClock, tmp_path: Path):
    add(store, clock, 2000)
    ended = threading.Event()
    failures: list[BaseException] = []

    def write() -> None:
        try:
            while not ended.is_set():
                add(store, clock, 1)
        except BaseException as error:
            failures.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            clock.advance(number + 1)
            backups.verify_backup(backups.back_up(store, tmp_path / "backups", clock), KEY)
    finally:
        ended.set()
        writer.join()
    assert not failures


def test_a_place_that_cannot_be_written_is_said_so(store: Store, clock: SetClock, tmp_path: Path):
    (tmp_path / "backups").write_text("a file")
    with pytest.raises(OfficeError, match="backup_failed"):
        backups.back_up(store, tmp_path / "backups", clock)


NOW = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)


def test_of_years_of_hourly_backups_the_planned_ones_stay():
    hourly = [NOW - timedelta(hours=hour) for hour in range(24 * 365 * 2)]
    stays = backups.kept(hourly)
    ages = sorted(NOW - at for at in stays)
    assert ages[:24] == [timedelta(hours=hour) for hour in range(24)]
    assert 24 + 12 <= len(stays) <= 24 + 14 + 8 + 13
    assert {at.date() for at in stays} >= {NOW.date() - timedelta(days=day) for day in range(14)}
    assert {at.isocalendar()[:2] for at in stays} >= {
        (NOW - timedelta(weeks=week)).isocalendar()[:2] for week in range(8)
    }
    assert {at.year for at in stays} == {2024, 2025, 2026}


def test_backups_of_a_school_that_was_closed_for_summer_stay():
    old = [NOW - timedelta(days=90, hours=hour) for hour in range(5)]
    assert backups.kept(old) == frozenset(old)
    assert backups.kept([]) == frozenset()


def test_thinning_out_removes_only_what_is_over(tmp_path: Path):
    names = [NOW - timedelta(minutes=minute) for minute in (0, 10, 20)]
    for at in names:
        (tmp_path / at.strftime(backups._NAME)).mkdir()
    (tmp_path / "My own folder").mkdir()
    assert backups.thin_out(tmp_path, SetClock(NOW)) == 2
    assert {path.name for path in tmp_path.iterdir()} == {NOW.strftime(backups._NAME), "My own folder"}
