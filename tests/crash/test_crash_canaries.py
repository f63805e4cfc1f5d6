"""Nothing that was typed can be found in any byte that was written; plain SQLite is the control in which it can."""

import base64
import os
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from canaries import spellings
from crash_writers import KEY, NOW
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from ilp_desktop.clock import SetClock
from ilp_desktop.store import backups, engine, search
from ilp_desktop.store.stores import Store
from ilp_desktop.store.tables import metadata, student
from ilp_desktop.store.tables.columns import Flag, Instant, Json, SchoolDate, Uid

FILE, MEMORY = 1, 2
CANARY = "Xylokanarienvogel"


def found_in(folder: Path) -> set[str]:
    written = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert written
    return {how for how, spelling in spellings(CANARY).items() if any(spelling in content for content in written)}


def row_of_canaries(table, number: int) -> dict[str, object]:
    """Return a row in which everything that can hold words holds the canary."""
    row: dict[str, object] = {}
    for column in table.columns:
        kind = column.type
        if column.name == "deleted_at":
            continue
        if column.name == "id":
            row["id"] = 1
        elif column.foreign_keys:
            row[column.name] = 1
        elif isinstance(kind, Uid):
            row[column.name] = None if column.nullable else UUID(int=number + 1)
        elif isinstance(kind, Instant):
            row[column.name] = datetime(2026, 11, 24, tzinfo=UTC)
        elif isinstance(kind, SchoolDate):
            row[column.name] = date(2026, 11, 24)
        elif isinstance(kind, Json):
            row[column.name] = {"said": CANARY}
        elif isinstance(kind, Flag):
            row[column.name] = True
        elif kind.__class__.__name__ == "LargeBinary":
            row[column.name] = CANARY.encode()
        elif kind.__class__.__name__ == "Text":
            row[column.name] = CANARY
        else:
            row[column.name] = 1
    return row


def fill(connection) -> int:
    tables = [table for table in metadata.sorted_tables if table.name != "audit_state"]
    for number, table in enumerate(tables):
        connection.execute(insert(table).values(row_of_canaries(table, number)))
    return len(tables)


MANY = """
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000)
INSERT INTO draft (conference_id, field, text, saved_at) SELECT 1, 'answer:' || i, ? || ' ' || (i * 7919 % 4001) || hex(zeroblob(300)), 'z' FROM n
"""
SORTED = (
    "SELECT a.id FROM draft AS a JOIN draft AS b ON b.field = a.field ORDER BY a.text || b.text || a.text || b.text"
)


def run_traced(folder: Path, temp_store: int) -> tuple[bytes, bytes]:
    """Type canaries in a process of its own; return what it printed and every byte that it wrote anywhere."""
    program = f"import test_crash_canaries as t; t.type_canaries(t.Path({str(folder)!r}), {temp_store})"
    paths = os.pathsep.join([str(place) for place in Path(__file__).parents[:3]])
    environment = {**os.environ, "PYTHONPATH": paths}
    trace = folder.with_suffix(".trace")
    command = ["strace", "-f", "-y", "-xx", "-s", "1000000", "-e", "trace=write,writev,pwrite64,pwritev"]
    command += ["-e", "signal=none", "-o", str(trace), sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr.decode()
    pieces = trace.read_text().split('"')[1::2]
    return done.stdout + done.stderr, bytes.fromhex("".join(pieces).replace("\\x", ""))


def test_no_byte_of_an_office_tells_what_was_typed(tmp_path: Path):
    folder = tmp_path / "office"
    printed, written = run_traced(folder, MEMORY)
    assert {path.suffix for path in folder.rglob("*") if path.is_file()} >= {".db", ".db-wal", ".db-shm", ".json"}
    (folder / "printed").write_bytes(printed)
    assert b"IntegrityError" in printed
    assert found_in(folder) == set()
    # What was written and removed again, a sort's spill say, shows in the trace alone.
    assert len(written) > 4_000_000
    assert {how for how, spelling in spellings(CANARY).items() if spelling in written} == set()


def test_a_sort_spilled_to_a_file_would_tell_it(tmp_path: Path):
    _, written = run_traced(tmp_path / "office", FILE)
    assert CANARY.encode() in written


def type_canaries(folder: Path, temp_store: int) -> None:
    """Run in a process of its own, which ends without closing: the log and its index stay as they are."""
    clock = SetClock(NOW)
    folder.mkdir()
    engine._SETTINGS = tuple(
        s if not s.startswith("temp_store") else f"temp_store={temp_store}" for s in engine._SETTINGS
    )
    engine._MEMORY = temp_store
    store = Store.create(folder / "office.db", KEY, clock, audit_key=KEY)
    with store.write() as connection:
        assert fill(connection) >= 30
        search.refresh(connection, [1])
    with store.write() as connection:
        connection.exec_driver_sql(MANY, (CANARY,))
    with store.write() as connection:
        connection.exec_driver_sql("DELETE FROM draft WHERE id > 5500")
    with store.read() as connection:
        assert connection.execute(search.matching(CANARY[:6])).all() == [(1, 0)]
        assert len(connection.exec_driver_sql(SORTED).all()) >= 5500
    try:
        with store.write() as connection:
            connection.execute(insert(student).values(uid=UUID(int=1), family_name=CANARY, given_name=CANARY, id=1))
    except IntegrityError as error:
        # As a log would have it.
        print(repr(error), error)
    backups.back_up(store, folder / "backups", clock)
    os._exit(0)


def test_plain_sqlite_tells_it(tmp_path: Path):
    raw = sqlite3.connect(tmp_path / "plain.db")
    raw.execute("CREATE TABLE draft (text, other)")
    text = [CANARY, base64.b64encode(CANARY.encode()).decode(), CANARY.encode().hex(), CANARY.encode().hex().upper()]
    text += [CANARY.lower(), CANARY.encode("utf-16-le"), CANARY.encode("utf-16-be")]
    text += [base64.b64encode(bytes(offset) + CANARY.encode()).decode() for offset in (1, 2)]
    raw.executemany("INSERT INTO draft VALUES (?, 1)", [(value,) for value in text])
    raw.commit()
    raw.close()
    assert found_in(tmp_path) == set(spellings(CANARY))
