"""An older office becomes one of today, or stays exactly what it was."""

import os
import re
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from ilp_desktop.clock import SetClock, SystemClock
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.names import sort_key
from ilp_desktop.store import audits, backups, schema, search, staleness, tallies
from ilp_desktop.store.engine import APPLICATION_ID, connect
from ilp_desktop.store.migrations import runs, step_0001, step_0002
from ilp_desktop.store.stores import Store
from ilp_desktop.store.tables import disclosures, student
from ilp_desktop.store.uids import new_uid

KEY = AUDIT_KEY = bytes(range(32))

NOW, NEXT = schema.SCHEMA, schema.SCHEMA + 1

# A step that a careless author would lose rows with: a parent of CASCADE children is recreated.
CHILD = "CREATE TABLE note (id INTEGER PRIMARY KEY, goal_id INTEGER NOT NULL REFERENCES parent_of_notes (id) ON DELETE CASCADE, text TEXT) STRICT"
PARENT = "CREATE TABLE parent_of_notes (id INTEGER PRIMARY KEY, label TEXT) STRICT"
RECREATE = (
    "CREATE TABLE wider (id INTEGER PRIMARY KEY, label TEXT, color TEXT NOT NULL DEFAULT 'blue') STRICT",
    "INSERT INTO wider (id, label) SELECT id, label FROM parent_of_notes",
    "DROP TABLE parent_of_notes",
    "ALTER TABLE wider RENAME TO parent_of_notes",
)


def recreate(operations):
    for statement in RECREATE:
        operations.get_bind().exec_driver_sql(statement)


def objects(path: Path) -> dict[str, str]:
    """Every table, index and trigger with its text, blanks aside."""
    raw = connect(path, KEY)
    try:
        rows = raw.execute("SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    finally:
        raw.close()
    # A table that was renamed has its name in quotes.
    plain = {name: re.sub(r'^CREATE TABLE "(\w+)"', r"CREATE TABLE \1", sql) for name, sql in rows}
    return {name: re.sub(r"\s+", " ", sql).replace("( ", "(").replace(" )", ")").strip() for name, sql in plain.items()}


def derived_then(connection):
    """The search index and the triggers that the first schemas had."""
    for statement in (*search.DDL, *audits.DDL):
        connection.exec_driver_sql(statement)


def office_with_a_family(path: Path, clock: SetClock) -> None:
    store = Store.create(path, KEY, clock, audit_key=AUDIT_KEY)
    with store.write() as connection:
        connection.exec_driver_sql(PARENT)
        connection.exec_driver_sql(CHILD)
        connection.exec_driver_sql("INSERT INTO parent_of_notes VALUES (1, 'one'), (2, 'two')")
        connection.exec_driver_sql("INSERT INTO note VALUES (1, 1, 'a'), (2, 1, 'b'), (3, 2, 'c')")
        connection.execute(
            insert(student).values(
                uid=new_uid(clock), given_name="Zoë", family_name="Núñez", sort_key=sort_key("Núñez", "Zoë")
            )
        )
        search.refresh(connection, [1])
    store.close()


@pytest.fixture
def one_step_behind(tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An office of today under the program of one step later."""
    path = tmp_path / "office.db"
    office_with_a_family(path, clock)
    monkeypatch.setattr(schema, "SCHEMA", NEXT)
    monkeypatch.setattr(runs, "STEPS", {**runs.STEPS, NEXT: recreate})
    yield path


def test_the_steps_lead_to_the_tables_of_today(tmp_path: Path, clock: SetClock):
    Store.create(tmp_path / "new.db", KEY, clock, audit_key=AUDIT_KEY).close()
    walked = Store(tmp_path / "walked.db", KEY, clock)
    with walked.write() as connection:
        runs.run(connection)
    walked.close()
    today, steps = objects(tmp_path / "new.db"), objects(tmp_path / "walked.db")
    differ = {name for name in today.keys() | steps.keys() if today.get(name) != steps.get(name)}
    wanted = "\n".join(today.get(name, f"-- no {name} any more") for name in sorted(differ))
    assert not differ, (
        f"the tables changed: write a step (before the first release: edit step 0001) that gives\n{wanted}"
    )
    assert len(today) > 60


def test_results_and_imports_of_the_first_schema_come_along(tmp_path: Path, clock: SetClock, monkeypatch):
    path = tmp_path / "first.db"
    first = Store(path, KEY, clock)
    with first.write() as connection:
        for statement in step_0001.STATEMENTS:
            connection.exec_driver_sql(statement)
        derived_then(connection)
        audits.begin(connection, AUDIT_KEY)
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql("PRAGMA user_version=1")
        connection.exec_driver_sql("INSERT INTO student (id, uid, given_name) VALUES (7, x'07', 'Zoë')")
        connection.exec_driver_sql(
            "INSERT INTO measure_point (uid, student_id, label, measured_on, value) VALUES (x'01', 7, 'MAP', '2026-09-01', 213.5)"
        )
        connection.exec_driver_sql(
            "INSERT INTO import_run (id, uid, source, staged_at) VALUES (3, x'03', 'sis', '2026')"
        )
        connection.exec_driver_sql(
            "INSERT INTO staged_row (run_id, kind, sourced_id, payload) VALUES (3, 'org', 'a', '{}')"
        )
    first.close()
    store = Store.open(path, KEY, clock)
    with store.read() as connection:
        kept = connection.exec_driver_sql("SELECT student_id, label, value, said, category FROM measure_point").all()
        assert kept == [(7, "MAP", 213.5, "", "assessment")]
        assert connection.exec_driver_sql("SELECT id, source, shape FROM import_run").all() == [(3, "sis", "oneroster")]
        assert connection.exec_driver_sql("SELECT count(*) FROM staged_row").scalar_one() == 0
        assert connection.exec_driver_sql("SELECT family_name FROM student").scalars().all() == [""]
    store.close()


def test_families_and_caseloads_of_the_second_schema_come_along(tmp_path: Path, clock: SetClock):
    path = tmp_path / "second.db"
    second = Store(path, KEY, clock)
    rows = (
        "INSERT INTO student (id, uid, given_name) VALUES (7, x'07', 'Zoë')",
        "INSERT INTO guardian (id, uid, given_name) VALUES (3, x'03', 'Rosa')",
        "INSERT INTO guardian (id, uid, given_name) VALUES (4, x'04', 'Barry')",
        "INSERT INTO staff_member (id, uid, family_name) VALUES (5, x'05', 'Park')",
        "INSERT INTO student_guardian (id, student_id, guardian_id, relationship, may_sign, ends_on, version) VALUES (11, 7, 3, 'aunt', 0, '2027-06-01', 4)",
        "INSERT INTO student_guardian (id, student_id, guardian_id, barred) VALUES (12, 7, 4, 1)",
        "INSERT INTO assignment (id, uid, student_id, staff_id, duty, ends_on) VALUES (9, x'09', 7, 5, 'counselor', '2027-01-01')",
    )
    with second.write() as connection:
        for statement in (*step_0001.STATEMENTS, *step_0002.STATEMENTS):
            connection.exec_driver_sql(statement)
        derived_then(connection)
        audits.begin(connection, AUDIT_KEY)
        for statement in (*rows, f"PRAGMA application_id={APPLICATION_ID}", "PRAGMA user_version=2"):
            connection.exec_driver_sql(statement)
    second.close()
    store = Store.open(path, KEY, clock)
    with store.read() as connection:
        links = connection.exec_driver_sql(
            "SELECT id, relationship, may_see, may_sign, barred, ends_on, version, provenance FROM student_guardian ORDER BY id"
        ).all()
        assert links == [(11, "aunt", 1, 0, 0, "2027-06-01", 4, "{}"), (12, "", 1, 1, 1, None, 1, "{}")]
        kept = connection.exec_driver_sql("SELECT id, student_id, staff_id, duty, ends_on, provenance FROM assignment")
        assert kept.all() == [(9, 7, 5, "counselor", "2027-01-01", "{}")]
        for table in ("guardian_bar", "guardian_grant", "substitution", "departure"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0
        assert connection.execute(search.matching("rosa")).all() != []
        assert connection.execute(search.matching("barry")).all() == [], "who is barred is found by nobody"
    store.close()


def test_opening_an_office_of_today_imports_no_alembic(tmp_path: Path, clock: SetClock):
    Store.create(tmp_path / "office.db", KEY, clock, audit_key=AUDIT_KEY).close()
    program = f"""
        import sys
        from pathlib import Path
        from ilp_desktop.clock import SystemClock
        from ilp_desktop.store.stores import Store
        store = Store.open(Path({str(tmp_path / "office.db")!r}), {KEY!r}, SystemClock())
        with store.read() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM student").one()
        store.close()
        print([name for name in sys.modules if name.startswith(("alembic", "mako", "sqlalchemy.orm", "PySide6"))])
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_recreating_a_parent_table_loses_no_child(one_step_behind: Path, clock: SetClock):
    store = Store.open(one_step_behind, KEY, clock)
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT id, goal_id FROM note").all() == [(1, 1), (2, 1), (3, 2)]
        assert connection.exec_driver_sql("SELECT color FROM parent_of_notes").scalars().all() == ["blue", "blue"]
        assert connection.execute(search.matching("nunez")).all() == [(1, 0)], "the search index was filled again"
        assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == NEXT
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    with store.write() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1, "on again for the writer too"
    store.close()
    triggers = {name for name in objects(one_step_behind) if name.startswith("trigger")}
    derived = (*audits.DDL, *disclosures.DDL, *staleness.DDL, *tallies.DDL)
    assert triggers == {f"trigger {one.split()[2]}" for one in derived if "CREATE TRIGGER" in one}


def test_the_careless_way_loses_them(one_step_behind: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch):
    # The control: without OFF before BEGIN the same step empties the children, so the test above has power.
    monkeypatch.setattr(runs, "_foreign_keys", lambda connection, state: None)
    store = Store.open(one_step_behind, KEY, clock)
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM note").scalar_one() == 0
    store.close()


def test_a_backup_of_the_old_office_stands_beside_it(one_step_behind: Path, clock: SetClock):
    Store.open(one_step_behind, KEY, clock).close()
    (made,) = backups.finished_backups(one_step_behind.parent / runs.FOLDER).values()
    backups.verify_backup(made, KEY)
    raw = connect(made / "office.db", KEY)
    assert raw.execute("PRAGMA user_version").fetchone() == (NOW,)
    assert raw.execute("SELECT count(*) FROM note").fetchone() == (3,)
    raw.close()


def test_a_step_that_fails_changes_nothing(one_step_behind: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch):
    def fails(operations):
        recreate(operations)
        raise RuntimeError("a mistake in the step")

    before = objects(one_step_behind)
    monkeypatch.setattr(runs, "STEPS", {**runs.STEPS, NEXT: fails})
    with pytest.raises(OfficeError, match="store_migration_failed"):
        Store.open(one_step_behind, KEY, clock)
    assert objects(one_step_behind) == before


def test_a_step_that_leaves_rows_pointing_at_nothing_is_undone(one_step_behind, clock, monkeypatch):
    def orphans(operations):
        operations.get_bind().exec_driver_sql("DELETE FROM parent_of_notes WHERE id = 1")

    monkeypatch.setattr(runs, "STEPS", {**runs.STEPS, NEXT: orphans})
    with pytest.raises(OfficeError, match="store_migration_failed"):
        Store.open(one_step_behind, KEY, clock)
    raw = connect(one_step_behind, KEY)
    assert raw.execute("SELECT count(*) FROM parent_of_notes").fetchone() == (2,)
    raw.close()


def die_in_the_step(path: Path) -> None:
    """Run in a process of its own: the step is half done, its pages are in the log, then the process is no more."""

    def dies(operations):
        operations.get_bind().exec_driver_sql("PRAGMA cache_size=1")
        recreate(operations)
        os.kill(os.getpid(), signal.SIGKILL)

    schema.SCHEMA = NEXT
    runs.STEPS = {**runs.STEPS, NEXT: dies}
    Store.open(path, KEY, SystemClock())


def test_killed_midway_the_office_is_the_old_one_and_the_next_start_migrates_it(one_step_behind: Path, clock: SetClock):
    before = objects(one_step_behind)
    program = f"import test_store_migrations as t; t.die_in_the_step(t.Path({str(one_step_behind)!r}))"
    paths = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[2])])
    done = subprocess.run([sys.executable, "-c", program], check=False, env={**os.environ, "PYTHONPATH": paths})
    assert done.returncode == -signal.SIGKILL
    assert objects(one_step_behind) == before
    raw = connect(one_step_behind, KEY)
    assert raw.execute("PRAGMA user_version").fetchone() == (NOW,)
    assert raw.execute("SELECT count(*) FROM note").fetchone() == (3,)
    raw.close()
    clock.advance(1)
    store = Store.open(one_step_behind, KEY, clock)
    with store.read() as connection:
        assert connection.execute(select(student.c.family_name)).scalars().all() == ["Núñez"]
        assert connection.exec_driver_sql("SELECT count(*) FROM note").scalar_one() == 3
    store.close()
