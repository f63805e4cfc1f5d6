"""An office's database is made, opened, refused, shared between threads and closed."""

import hashlib
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from ilp_desktop.clock import SetClock
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.store import ballasts, engine
from ilp_desktop.store.counting import counted
from ilp_desktop.store.stores import Store
from ilp_desktop.store.tables import org, student
from ilp_desktop.store.uids import new_uid
from ilp_desktop.wording import sentence
from ilp_desktop.wording.store import SENTENCES

KEY = bytes(range(32))
OTHER = bytes(32)


def opening(path: Path, clock: SetClock, key: bytes = KEY) -> str:
    """Return the code with which an open is refused; the sentence that goes with it can be said."""
    before = hashlib.sha256(path.read_bytes()).digest() if path.is_file() else None
    with pytest.raises(OfficeError) as refused:
        Store.open(path, key, clock).close()
    assert sentence(refused.value)
    assert key.hex() not in repr(refused.value) + str(refused.value.params)
    assert before == (hashlib.sha256(path.read_bytes()).digest() if path.is_file() else None), (
        "a refusal changes nothing"
    )
    return refused.value.code


def with_students(store: Store, clock: SetClock, count: int) -> None:
    with store.write() as connection:
        rows = [{"uid": new_uid(clock), "given_name": f"G{n}", "family_name": "F" * 200} for n in range(count)]
        connection.execute(insert(student), rows)


@pytest.fixture
def path(store: Store, clock: SetClock) -> Path:
    """Return the file of a closed office with 200 students."""
    with_students(store, clock, 200)
    store.close()
    return store.path


def test_every_connection_has_the_settings_that_keep_data(store: Store):
    wanted = {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "temp_store": 2, "secure_delete": 1,
        "trusted_schema": 0, "cell_size_check": 1, "fullfsync": 1, "checkpoint_fullfsync": 1,
    }  # fmt: skip
    for unit, cache in ((store.write, -32 * 1024), (store.read, -3 * 1024)):
        with unit() as connection:
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in wanted}
            assert found == wanted
            assert connection.exec_driver_sql("PRAGMA cache_size").scalar_one() == cache
            assert connection.exec_driver_sql("PRAGMA cipher_version").scalar_one()


def test_what_was_written_is_there_after_closing(path: Path, clock: SetClock):
    assert not path.with_name("office.db-wal").exists(), "closing folds the log into the database"
    store = Store.open(path, KEY, clock)
    with store.read() as connection:
        assert len(connection.execute(select(student.c.id)).all()) == 200
    store.close()


def test_a_unit_that_fails_is_undone_whole(store: Store, clock: SetClock):
    with pytest.raises(ZeroDivisionError), store.write() as connection:
        connection.execute(insert(student).values(uid=new_uid(clock), given_name="Ana"))
        connection.exec_driver_sql("CREATE TABLE half_done (a)")
        raise ZeroDivisionError
    with store.read() as connection:
        assert connection.execute(select(student.c.id)).all() == []
        assert connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE name = 'half_done'").all() == []


def test_a_reader_sees_one_moment_and_cannot_write(store: Store, clock: SetClock):
    with store.read() as reading:
        assert reading.execute(select(student.c.id)).all() == []
        with_students(store, clock, 1)
        assert reading.execute(select(student.c.id)).all() == []
    with pytest.raises(OfficeError, match="store_read_only"), store.read() as reading:
        reading.execute(insert(org).values(uid=new_uid(clock)))


def test_a_mistake_of_the_program_stays_loud_and_tells_nobody_the_values(store: Store, clock: SetClock):
    with pytest.raises(IntegrityError) as twice, store.write() as connection:
        connection.execute(insert(student).values(id=1, uid=new_uid(clock), family_name="Xylander"))
        connection.execute(insert(student).values(id=1, uid=new_uid(clock), family_name="Xylander"))
    assert "Xylander" not in str(twice.value)
    with pytest.raises(OperationalError), store.read() as connection:
        connection.exec_driver_sql("SELECT nothing FROM nowhere")


def test_strict_tables_refuse_what_does_not_fit(store: Store, clock: SetClock):
    with pytest.raises(IntegrityError), store.write() as connection:
        connection.exec_driver_sql("INSERT INTO org (uid, version) VALUES (x'00', 'many')")


def test_three_threads_write_and_read_at_once_without_an_error(store: Store, clock: SetClock):
    with_students(store, clock, 1)
    failures: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(60):
                with store.write() as connection:
                    (version,) = connection.execute(select(student.c.version)).one()
                    connection.execute(update(student).values(version=version + 1))
                with store.read() as connection:
                    connection.execute(select(student.c.version)).one()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    with store.read() as connection:
        assert connection.execute(select(student.c.version)).scalar_one() == 181, "no update was lost"


def test_what_is_running_stops_when_the_office_locks(store: Store):
    caught: list[str] = []

    def ask() -> None:
        try:
            with store.read() as connection:
                connection.exec_driver_sql(
                    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
                ).all()
        except OfficeError as error:
            caught.append(error.code)

    thread = threading.Thread(target=ask)
    thread.start()
    end = time.monotonic() + 20
    while thread.is_alive() and time.monotonic() < end:
        store.interrupt()
        thread.join(0.02)
    assert caught == ["store_interrupted"]


def test_a_closed_store_answers_no_more(store: Store):
    store.close()
    for unit in (store.read, store.write):
        with pytest.raises(OfficeError, match="store_closed"), unit():
            pass


def test_an_office_is_not_made_over_another(path: Path, clock: SetClock):
    before = path.read_bytes()
    with pytest.raises(OfficeError, match="store_exists"):
        Store.create(path, KEY, clock, audit_key=KEY)
    assert path.read_bytes() == before


def test_making_that_fails_leaves_no_half_office(tmp_path: Path, clock: SetClock):
    with pytest.raises(OfficeError, match="store_unreachable"):
        Store.create(tmp_path / "nowhere" / "office.db", KEY, clock, audit_key=KEY)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_file_is_refused_and_not_made(tmp_path: Path, clock: SetClock):
    assert opening(tmp_path / "office.db", clock) == "store_missing"
    assert not (tmp_path / "office.db").exists()


def test_plain_sqlite_is_refused(tmp_path: Path, clock: SetClock):
    plain = sqlite3.connect(tmp_path / "office.db")
    plain.execute("CREATE TABLE student (name)")
    plain.commit()
    plain.close()
    assert opening(tmp_path / "office.db", clock) == "store_plaintext"


def test_an_encrypted_file_of_another_program_is_refused(tmp_path: Path, clock: SetClock):
    raw = engine.connect(tmp_path / "office.db", KEY)
    raw.execute("CREATE TABLE thing (a)")
    raw.close()
    assert opening(tmp_path / "office.db", clock) == "store_foreign"


def test_an_office_of_a_newer_program_is_refused(path: Path, clock: SetClock):
    raw = engine.connect(path, KEY)
    raw.execute("PRAGMA user_version=99")
    raw.close()
    assert opening(path, clock) == "store_newer"


def test_another_offices_key_is_told_from_a_damaged_file(path: Path, clock: SetClock):
    assert opening(path, clock, OTHER) == "store_wrong_key"
    whole = path.read_bytes()
    for damaged in (
        whole[:100] + bytes([whole[100] ^ 1]) + whole[101:],  # a byte of the first page
        whole[:-1000],  # half written
        whole[: 4096 * 3 + 17],
        b"",
    ):
        path.write_bytes(damaged)
        assert opening(path, clock) == "store_damaged"


def test_a_damaged_page_is_met_when_it_is_read_and_said_so(path: Path, clock: SetClock):
    whole = bytearray(path.read_bytes())
    for page in range(len(whole) // 4096 - 5, len(whole) // 4096):
        whole[page * 4096 + 77] ^= 0x10
    path.write_bytes(whole)
    store = Store.open(path, KEY, clock)
    with pytest.raises(OfficeError, match="store_damaged"), store.read() as connection:
        connection.execute(select(student.c.family_name)).all()
    store.close()


def test_a_key_of_the_wrong_length_never_becomes_a_passphrase(tmp_path: Path):
    with pytest.raises(ValueError, match="32 bytes"):
        engine.connect(tmp_path / "office.db", KEY[:-1])


def test_a_wrong_key_prints_nothing(path: Path):
    program = (
        f"from ilp_desktop.store.engine import connect\nfrom pathlib import Path\n"
        f"try: connect(Path({str(path)!r}), bytes(32))\nexcept Exception as error: print(error.code)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("store_wrong_key\n", "")


def test_the_reserve_is_laid_and_left_alone(path: Path, clock: SetClock):
    reserve = path.parent / ballasts.FILE
    assert reserve.stat().st_size == ballasts.SIZE
    reserve.unlink()
    Store.open(path, KEY, clock).close()
    assert reserve.stat().st_size == ballasts.SIZE


def test_opening_takes_one_statement_and_little_time(path: Path, clock: SetClock):
    times: list[float] = []
    for _ in range(7):
        start = time.perf_counter()
        store = Store.open(path, KEY, clock)
        times.append(time.perf_counter() - start)
        store.close()
    assert min(times) < 0.06


def test_statements_and_steps_are_counted(store: Store, clock: SetClock):
    with_students(store, clock, 300)
    with counted(store) as few, store.read() as connection:
        connection.execute(select(student.c.id).limit(10)).all()
    with counted(store) as many, store.read() as connection:
        connection.execute(select(student.c.id)).all()
        connection.execute(select(student.c.id)).all()
    assert (few.statements, many.statements) == (1, 2)
    assert 10 <= few.vm_steps < 100
    assert many.vm_steps >= 600


def test_every_refusal_of_the_store_says_what_is_safe_and_what_to_do():
    for code, words in SENTENCES.items():
        assert words.count(". ") >= 1, code
        assert words.endswith("."), code
